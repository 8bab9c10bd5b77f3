//! `Debug` of structures, unions and builders.

use std::collections::BTreeSet;
use std::fmt::Debug;

use codegen::model::{ShapeKind, closure};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::marker::{MARKER, assert_hides, is_redacted, marked_as, shape, shows_marker};
use crate::support::model::services;

/// `Debug` of every value of a type; it must have something to hide.
fn check<T: Debug + DeserializeOwned + serde::Serialize>(name: &str) -> Vec<T> {
    let values = marked_as::<T>(name);
    let mut hidden = false;
    for value in &values {
        assert_hides(name, &format!("{value:?}"));
        assert_hides(name, &format!("{value:#?}"));
        hidden |= shows_marker(&serde_json::to_string(value).unwrap());
    }
    assert!(hidden, "{name} has no marker to hide");
    values
}

/// Structures, each with its members that are redacted and their setters; then unions.
macro_rules! types {
    ($test:ident, $service:ident, {
        $($structure:ident { $($set:ident = $field:ident),+ })*
    }, [$($union:ident)*]) => {
        #[test]
        fn $test() {
            let mut tried = BTreeSet::new();
            $(
                let name = stringify!($structure);
                for value in check::<$service::types::$structure>(name) {
                    // A builder has each of them, and the structure that it builds.
                    let builder = $service::types::$structure::builder();
                    $(let builder = builder.$set(value.$field.clone().into());)+
                    assert_hides(name, &format!("{builder:?} {builder:#?}"));
                }
                $(tried.insert(format!("{name}.{}", stringify!($field))));+;
            )*
            $(
                let name = stringify!($union);
                check::<$service::types::$union>(name);
                tried.insert(name.to_owned());
            )*
            assert_complete(stringify!($service), &tried);
        }
    };
}

types!(devops_agent_hides_what_is_sensitive, devops_agent, {
    DatadogServiceDetails { set_description = description }
    DynatraceOAuthClientCredentialsConfig { set_client_id = client_id, set_exchange_parameters = exchange_parameters, set_client_secret = client_secret }
    DynatraceServiceDetails { set_authorization_config = authorization_config }
    GenericWebhook { set_webhook_secret = webhook_secret, set_api_key = api_key }
    GitLabDetails { set_token_value = token_value }
    GrafanaServiceDetails { set_description = description }
    McpServerApiKeyConfig { set_api_key_value = api_key_value }
    McpServerBearerTokenConfig { set_token_value = token_value }
    McpServerDetails { set_description = description }
    McpServerOAuth3LoConfig { set_client_id = client_id, set_exchange_parameters = exchange_parameters, set_client_secret = client_secret }
    McpServerOAuthClientCredentialsConfig { set_client_id = client_id, set_exchange_parameters = exchange_parameters, set_client_secret = client_secret }
    McpServerSigV4AuthorizationConfig { set_custom_headers = custom_headers }
    McpServerSigV4ServiceDetails { set_description = description }
    NewRelicApiKeyConfig { set_api_key = api_key }
    PagerDutyConfiguration { set_customer_email = customer_email }
    PagerDutyOAuthClientCredentialsConfig { set_client_id = client_id, set_exchange_parameters = exchange_parameters, set_client_secret = client_secret }
    RegisteredMcpServerDetails { set_description = description }
    RegisteredMcpServerSigV4Details { set_description = description, set_custom_headers = custom_headers }
    RegisteredNewRelicDetails { set_description = description }
    ServiceNowOAuthClientCredentialsConfig { set_client_id = client_id, set_exchange_parameters = exchange_parameters, set_client_secret = client_secret }
}, [DynatraceServiceAuthorizationConfig]);

types!(agentcore_payments_hides_what_is_sensitive, agentcore_payments, {
    CoinbaseCdpTokenResponseOutput { set_bearer_token = bearer_token, set_wallet_auth_token = wallet_auth_token }
    CryptoX402PaymentInput { set_payload = payload }
    CryptoX402PaymentOutput { set_payload = payload }
    EmbeddedCryptoWallet { set_linked_accounts = linked_accounts }
    HarnessInlineFunctionConfig { set_description = description, set_input_schema = input_schema }
    HarnessReasoningTextBlock { set_text = text, set_signature = signature }
    HarnessRemoteMcpConfig { set_url = url, set_headers = headers }
    HarnessToolUseBlock { set_input = input }
    HarnessToolUseBlockDelta { set_input = input }
    LinkedAccountEmail { set_email_address = email_address }
    LinkedAccountSms { set_phone_number = phone_number }
    OAuth2Authentication { set_sub = sub, set_email_address = email_address, set_name = name, set_username = username }
    OAuthCredentialProvider { set_custom_parameters = custom_parameters }
    StripePrivyTokenRequestInput { set_request_body = request_body }
    StripePrivyTokenResponseOutput { set_authorization_signature = authorization_signature, set_basic_auth_token = basic_auth_token }
}, [
    HarnessContentBlock HarnessContentBlockDelta HarnessReasoningContentBlock HarnessReasoningContentBlockDelta
    HarnessSystemContentBlock HarnessToolResultBlockDelta HarnessToolResultContentBlock LinkedAccount LinkedAccountOAuth2
]);

/// Every structure's member and every union with something that is redacted has been tried. Inputs, outputs and errors are
/// tried by calls.
fn assert_complete(service: &str, tried: &BTreeSet<String>) {
    let folder = service.replace('_', "-");
    let service = services().iter().find(|s| s.folder == folder).unwrap();
    let known = |name: &str| tried.iter().any(|t| plain(t) == plain(name));
    for shape in service
        .reached()
        .filter(|shape| !is_of_operation(service, shape))
    {
        for member in closure::members(shape) {
            let name = match shape.kind {
                ShapeKind::Structure { .. } => format!("{}.{}", shape.id.name(), member.name),
                ShapeKind::Union { .. } => shape.id.name().to_owned(),
                _ => continue,
            };
            assert!(
                !is_redacted(service, shape, member) || known(&name),
                "{name}"
            );
        }
    }
}

fn is_of_operation(
    service: &crate::support::model::Service,
    shape: &codegen::model::Shape,
) -> bool {
    let operations = service.operations.iter().map(|id| service.operation(id));
    operations
        .flat_map(|o| [&o.input, &o.output])
        .any(|id| *id == shape.id)
}

/// A name without what differs between Rust and the model.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// What is unknown of a sensitive union is as sensitive; of other unions no value is shown either.
#[test]
fn unknown_members_of_unions_hide_their_values() {
    fn check<T: Debug + DeserializeOwned>(name: &str) {
        let is_sensitive = shape(name).1.traits.sensitive;
        let tag = if is_sensitive { MARKER } else { "unknown" };
        let value: T = serde_json::from_value(json!({ tag: { MARKER: [MARKER, 1] } })).unwrap();
        assert_hides(name, &format!("{value:?} {value:#?}"));
    }
    check::<devops_agent::types::DynatraceServiceAuthorizationConfig>(
        "DynatraceServiceAuthorizationConfig",
    );
    check::<devops_agent::types::ServiceDetails>("ServiceDetails");
    check::<agentcore_payments::types::HarnessReasoningContentBlock>(
        "HarnessReasoningContentBlock",
    );
    check::<agentcore_payments::types::HarnessReasoningContentBlockDelta>(
        "HarnessReasoningContentBlockDelta",
    );
    check::<agentcore_payments::types::LinkedAccount>("LinkedAccount");
    check::<agentcore_payments::types::PaymentOutput>("PaymentOutput");
    check::<agentcore_payments::types::HarnessContentBlock>("HarnessContentBlock");
}

/// The marker is found in every form that it may be printed in.
#[test]
fn the_marker_is_found() {
    for prefix in ["", "a", "ab"] {
        let text = format!("{prefix}{MARKER} and more");
        assert!(shows_marker(&text));
        assert!(shows_marker(&aws_smithy_types::base64::encode(&text)));
        assert!(shows_marker(&format!("{:?}", text.as_bytes())));
    }
    assert!(!shows_marker("*** Sensitive Data Redacted ***"));
}
