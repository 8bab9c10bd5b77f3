//! Errors of connections, with the endpoint that they were to: in, the context of an attempt that got no answer or no whole one; out, the
//! same error, whose cause says which endpoint it was.
//!
//! The engine gives the request away when it is sent, so the endpoint is written down before, unless it is the one that the call
//! was resolved to: then it can be told later, and hardly any call fails.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::endpoint::Endpoint;
use std::error::Error as StdError;
use std::fmt;

/// Scheme and authority that an attempt goes to.
#[derive(Clone, Debug)]
struct Destination(String);

impl Storable for Destination {
    type Storer = StoreReplace<Self>;
}

/// Writes down where an attempt with this URI goes, if nobody else can tell.
pub(super) fn remember_endpoint(uri: &str, cfg: &mut ConfigBag) {
    let is_resolved = cfg
        .load::<Endpoint>()
        .is_some_and(|resolved| is_at(uri, resolved.url()));
    // What an earlier attempt has left would be taken for this one's.
    let is_first = cfg
        .load::<RequestAttempts>()
        .is_some_and(|attempt| attempt.attempts() == 1);
    if !(is_resolved && is_first) {
        cfg.interceptor_state()
            .store_put(Destination(endpoint(uri).to_owned()));
    }
}

/// Whether a URI lies below `base`, and so has its scheme and authority. One that does not may have them all the same: to look for
/// where they end takes longer than to compare.
fn is_at(uri: &str, base: &str) -> bool {
    let base = base.strip_suffix('/').unwrap_or(base);
    uri.strip_prefix(base)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Scheme and authority that the call was resolved to.
fn resolved(cfg: &ConfigBag) -> Option<&str> {
    cfg.load::<Endpoint>()
        .map(|resolved| endpoint(resolved.url()))
}

/// Puts the endpoint into the error of an attempt, if it is one of the connection: no answer came, or it broke off.
pub(super) fn name_endpoint(context: &mut InterceptorContext, cfg: &ConfigBag) {
    let is_of_connection = matches!(
        context.output_or_error(),
        Some(Err(err)) if err.is_connector_error() || err.is_response_error()
    );
    if !is_of_connection {
        return;
    }
    let written = cfg.load::<Destination>();
    let written = written.map(|Destination(endpoint)| endpoint.as_str());
    let Some(endpoint) = written.or_else(|| resolved(cfg)).map(str::to_owned) else {
        return;
    };
    let Some(Err(err)) = context.take_output_or_error() else {
        return;
    };
    // The engine gives the cause away as part of an `SdkError` only, and that takes the response from the context.
    let response = context.response_mut().map(|response| {
        std::mem::replace(
            response,
            HttpResponse::new(response.status(), SdkBody::taken()),
        )
    });
    let err = match context.finalize_result(Err(err)) {
        Err(err @ SdkError::DispatchFailure(_)) => match err
            .into_source()
            .map(|source| source.downcast::<ConnectorError>())
        {
            Ok(Ok(err)) => OrchestratorError::connector(no_answer(*err, endpoint)),
            Ok(Err(source)) => OrchestratorError::other(source),
            Err(err) => OrchestratorError::other(err.to_string()),
        },
        Err(err @ SdkError::ResponseError(_)) => match err.into_source() {
            Ok(source) => OrchestratorError::response(Box::new(AtEndpoint {
                what: "the answer broke off, from",
                endpoint,
                source,
            })),
            Err(err) => OrchestratorError::other(err.to_string()),
        },
        Err(err) => OrchestratorError::other(err.to_string()),
        Ok(_) => return,
    };
    if let Some(response) = response {
        context.set_response(response);
    }
    context.set_output_or_error(Err(err));
}

/// Scheme and authority of a URI: path and query are the caller's business, and may be secret.
fn endpoint(uri: &str) -> &str {
    let authority = match uri.split_once(':') {
        Some((scheme, rest)) if rest.starts_with("//") => scheme.len() + "://".len(),
        _ => 0,
    };
    let bytes = &uri.as_bytes()[authority..];
    let end = bytes.iter().position(|byte| matches!(byte, b'/' | b'?'));
    &uri[..end.map_or(uri.len(), |end| authority + end)]
}

/// The same error: kind and connection decide about retries and about the connection's future.
fn no_answer(err: ConnectorError, endpoint: String) -> ConnectorError {
    let connection = err.connection_metadata().cloned();
    let (timeout, user, io, other) = (err.is_timeout(), err.is_user(), err.is_io(), err.as_other());
    let source = Box::new(AtEndpoint {
        what: "no answer from",
        endpoint,
        source: err.into_source(),
    });
    let err = match () {
        () if timeout => ConnectorError::timeout(source),
        () if user => ConnectorError::user(source),
        () if io => ConnectorError::io(source),
        () => ConnectorError::other(source, other),
    };
    match connection {
        Some(connection) => err.with_connection(connection),
        None => err,
    }
}

/// What happened, and at which endpoint.
#[derive(Debug)]
struct AtEndpoint {
    what: &'static str,
    endpoint: String,
    source: BoxError,
}

impl fmt::Display for AtEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.endpoint)
    }
}

impl StdError for AtEndpoint {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::{endpoint, is_at};

    #[test]
    fn a_uri_below_another_has_its_scheme_and_authority() {
        for base in ["http://a", "http://a/", "http://a/b", "http://a/b/"] {
            assert!(is_at("http://a/b/c?d=http://e", base), "{base}");
        }
        assert!(is_at("http://a?b", "http://a/"));
        assert!(is_at("http://a", "http://a/"));
        for base in ["http://a.b", "http://a:1", "https://a", "http://b"] {
            assert!(!is_at("http://a/b", base), "{base}");
        }
        for uri in ["http://a.b/c", "http://a:1/c", "http://ab"] {
            assert!(!is_at(uri, "http://a"), "{uri}");
            assert!(!is_at(uri, "http://a/"), "{uri}");
        }
    }

    #[test]
    fn an_endpoint_is_scheme_and_authority() {
        assert_eq!(
            endpoint("https://a.example:1/b?c=https://d"),
            "https://a.example:1"
        );
        assert_eq!(endpoint("http://a?b"), "http://a");
        assert_eq!(endpoint("http://a"), "http://a");
        assert_eq!(endpoint("/relative"), "");
        assert_eq!(endpoint("/relative?a=b:c"), "");
    }
}
