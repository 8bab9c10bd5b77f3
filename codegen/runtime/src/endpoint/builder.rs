//! The outcome of a rule: an endpoint with its headers and properties, or an error.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_smithy_http::endpoint::error::ResolveEndpointError;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::endpoint::{Endpoint, EndpointAuthScheme};
use aws_smithy_types::Document;

type Text = Cow<'static, str>;

/// An endpoint in the making. [`EndpointBuilder::build`] checks what the builder of the runtime crates would panic at.
#[derive(Debug)]
pub struct EndpointBuilder {
    url: Text,
    headers: Vec<(Text, Text)>,
    properties: Vec<(Text, Document)>,
    auth_schemes: Vec<EndpointAuthScheme>,
}

/// Starts an endpoint at that URL.
pub fn endpoint(url: impl Into<Text>) -> EndpointBuilder {
    EndpointBuilder {
        url: url.into(),
        headers: Vec::new(),
        properties: Vec::new(),
        auth_schemes: Vec::new(),
    }
}

impl EndpointBuilder {
    /// Adds a value to a header of the request.
    pub fn header(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a property that a client may look up by name.
    pub fn property(mut self, name: impl Into<Text>, value: impl Into<Document>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// Adds an element of the property `authSchemes`: the name of an authentication scheme and its settings here.
    pub fn auth_scheme<const N: usize>(
        mut self,
        name: impl Into<Text>,
        settings: [(&'static str, Document); N],
    ) -> Self {
        let scheme = settings.into_iter().fold(
            EndpointAuthScheme::with_capacity(name, N),
            |scheme, (key, value)| scheme.put(key, value),
        );
        self.auth_schemes.push(scheme);
        self
    }

    /// The endpoint, or an error if its URL is empty (an empty custom endpoint, for instance).
    pub fn build(self) -> Result<Endpoint, BoxError> {
        if self.url.is_empty() {
            return error(
                "the endpoint URL is empty: set one that starts with `https://`, or none",
            );
        }
        let mut builder = Endpoint::builder().url(self.url);
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        for (name, value) in self.properties {
            builder = builder.property(name, value);
        }
        for scheme in self.auth_schemes {
            builder = builder.auth_scheme(scheme);
        }
        Ok(builder.build())
    }
}

/// A document of those members.
pub fn object<const N: usize>(members: [(&'static str, Document); N]) -> Document {
    Document::Object(
        members
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect::<HashMap<_, _>>(),
    )
}

/// The outcome of an error rule.
pub fn error(message: impl Into<String>) -> Result<Endpoint, BoxError> {
    Err(ResolveEndpointError::message(message).into())
}

/// The outcome when the rules are exhausted.
pub fn no_rule_matched() -> Result<Endpoint, BoxError> {
    error("no endpoint rule matched the parameters of this call: check the region and the endpoint settings of the client")
}

/// The outcome when a resolver is handed the parameters of another service.
pub fn foreign_params() -> Result<Endpoint, BoxError> {
    error("the endpoint parameters of this call are not those of this service")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_arrives() {
        let endpoint = endpoint("https://example.com")
            .header("x-a", "1")
            .header("x-a", "2".to_owned())
            .property(
                "nested",
                object([("list", Document::Array(vec![true.into()]))]),
            )
            .auth_scheme("sigv4", [("signingRegion", "us-east-1".into())])
            .build()
            .unwrap();
        assert_eq!(endpoint.url(), "https://example.com");
        let headers: Vec<(&str, Vec<&str>)> = endpoint
            .headers()
            .map(|(name, values)| (name, values.collect()))
            .collect();
        assert_eq!(headers, [("x-a", vec!["1", "2"])]);
        let nested = endpoint.properties()["nested"].as_object().unwrap();
        assert_eq!(nested["list"], Document::Array(vec![Document::Bool(true)]));
        let [scheme] = endpoint.auth_schemes() else {
            panic!("{endpoint:?}")
        };
        assert_eq!(scheme.name(), "sigv4");
        assert_eq!(
            scheme.get("signingRegion"),
            Some(&Document::String("us-east-1".into()))
        );
    }

    #[test]
    fn an_empty_url_is_an_error() {
        let error = endpoint(String::new()).build().unwrap_err();
        assert!(
            error.to_string().starts_with("the endpoint URL is empty"),
            "{error}"
        );
    }
}
