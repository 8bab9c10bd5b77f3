//! What every `Params` of a generated module needs.

use std::fmt;

use aws_credential_types::attributes::AccountId;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::identity::Identity;

/// Endpoint parameters that cannot be used: a required one is missing, or a value is not of the form it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidParams {
    field: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Missing,
    NotAHostLabel,
}

// Functions and not methods: the type is public in generated crates, its making is not.

/// A required parameter is not set.
pub fn missing(field: &'static str) -> InvalidParams {
    InvalidParams {
        field,
        kind: Kind::Missing,
    }
}

/// A value that goes into a host name cannot.
pub fn not_a_host_label(field: &'static str) -> InvalidParams {
    InvalidParams {
        field,
        kind: Kind::NotAHostLabel,
    }
}

impl fmt::Display for InvalidParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        match self.kind {
            Kind::Missing => write!(f, "the endpoint parameter `{field}` is required and was not set"),
            Kind::NotAHostLabel => write!(
                f,
                "the endpoint parameter `{field}` is not a valid host label: letters, digits and hyphens only, \
                 in parts of up to 63 characters joined by dots"
            ),
        }
    }
}

impl std::error::Error for InvalidParams {}

/// The account of the credentials that a call was resolved to, once it is known.
pub fn account_id(params: &EndpointResolverParams) -> Option<String> {
    let identity = params.get_property::<Identity>()?;
    Some(identity.property::<AccountId>()?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_parameter() {
        assert!(missing("api_type")
            .to_string()
            .contains("`api_type` is required"));
        assert!(not_a_host_label("region")
            .to_string()
            .contains("`region` is not a valid host label"));
    }

    #[test]
    fn the_account_is_that_of_the_identity() {
        let mut params = EndpointResolverParams::new(());
        assert_eq!(account_id(&params), None);
        let identity = Identity::builder()
            .data(())
            .property(AccountId::from("111122223333"))
            .build()
            .expect("an identity with data");
        params.set_property(identity);
        assert_eq!(account_id(&params).as_deref(), Some("111122223333"));
    }
}
