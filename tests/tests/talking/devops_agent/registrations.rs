//! Every variant of `ServiceDetails`, what a service is registered with: the service's name, the Rust value, its JSON.

use devops_agent::types::{
    DatadogAuthorizationConfig, DatadogServiceDetails, DynatraceOAuthClientCredentialsConfig,
    DynatraceServiceAuthorizationConfig, DynatraceServiceDetails, EventChannelDetails,
    EventChannelType, GitLabDetails, GitLabTokenType, McpServerAuthorizationDiscoveryConfig,
    NewRelicApiKeyConfig, NewRelicRegion, NewRelicServiceAuthorizationConfig,
    NewRelicServiceDetails, PagerDutyAuthorizationConfig, PagerDutyDetails,
    PagerDutyOAuthClientCredentialsConfig, PostRegisterServiceSupportedService as Kind,
    RegisteredAzureIdentityDetails, ServiceDetails, ServiceNowOAuthClientCredentialsConfig,
    ServiceNowServiceAuthorizationConfig, ServiceNowServiceDetails,
};
use serde_json::{Value, json};

use super::mcp_servers;

pub fn all() -> Vec<(Kind, ServiceDetails, Value)> {
    let mut all = vec![
        dynatrace(),
        servicenow(),
        pagerduty(),
        gitlab(),
        event_channel(),
        azure_identity(),
        datadog(),
        new_relic(),
    ];
    all.extend(mcp_servers::registrations());
    all
}

fn dynatrace() -> (Kind, ServiceDetails, Value) {
    let credentials = DynatraceOAuthClientCredentialsConfig::builder()
        .client_name("Agent")
        .client_id("dt0s02.ABC")
        .exchange_parameters("resource", "urn:dtaccount:1")
        .client_secret("dt0s02.ABC.SECRET")
        .build()
        .unwrap();
    let details = DynatraceServiceDetails::builder()
        .account_urn("urn:dtaccount:01234567-89ab-cdef-0123-456789abcdef")
        .authorization_config(DynatraceServiceAuthorizationConfig::OAuthClientCredentials(
            credentials,
        ))
        .build()
        .unwrap();
    let json = json!({ "dynatrace": {
        "accountUrn": "urn:dtaccount:01234567-89ab-cdef-0123-456789abcdef",
        "authorizationConfig": { "oAuthClientCredentials": {
            "clientName": "Agent",
            "clientId": "dt0s02.ABC",
            "exchangeParameters": { "resource": "urn:dtaccount:1" },
            "clientSecret": "dt0s02.ABC.SECRET",
        } },
    } });
    (Kind::Dynatrace, ServiceDetails::Dynatrace(details), json)
}

fn servicenow() -> (Kind, ServiceDetails, Value) {
    let credentials = ServiceNowOAuthClientCredentialsConfig::builder()
        .client_name("Agent")
        .client_id("sn-client")
        .exchange_parameters("audience", "dev1")
        .client_secret("sn-secret\"\\\u{7f}")
        .build()
        .unwrap();
    let details = ServiceNowServiceDetails::builder()
        .instance_url("https://dev1.service-now.com")
        .authorization_config(
            ServiceNowServiceAuthorizationConfig::OAuthClientCredentials(credentials),
        )
        .build()
        .unwrap();
    let json = json!({ "servicenow": {
        "instanceUrl": "https://dev1.service-now.com",
        "authorizationConfig": { "oAuthClientCredentials": {
            "clientName": "Agent",
            "clientId": "sn-client",
            "exchangeParameters": { "audience": "dev1" },
            "clientSecret": "sn-secret\"\\\u{7f}",
        } },
    } });
    (Kind::Servicenow, ServiceDetails::Servicenow(details), json)
}

fn pagerduty() -> (Kind, ServiceDetails, Value) {
    let credentials = PagerDutyOAuthClientCredentialsConfig::builder()
        .client_name("Agent")
        .client_id("pd-client")
        .exchange_parameters("region", "eu")
        .client_secret("pd-secret")
        .build()
        .unwrap();
    let details = PagerDutyDetails::builder()
        .scopes("incidents.read")
        .scopes("incidents.write")
        .authorization_config(PagerDutyAuthorizationConfig::OAuthClientCredentials(
            credentials,
        ))
        .build()
        .unwrap();
    let json = json!({ "pagerduty": {
        "scopes": ["incidents.read", "incidents.write"],
        "authorizationConfig": { "oAuthClientCredentials": {
            "clientName": "Agent",
            "clientId": "pd-client",
            "exchangeParameters": { "region": "eu" },
            "clientSecret": "pd-secret",
        } },
    } });
    (Kind::Pagerduty, ServiceDetails::Pagerduty(details), json)
}

fn gitlab() -> (Kind, ServiceDetails, Value) {
    let details = GitLabDetails::builder()
        .target_url("https://gitlab.example.com/")
        .token_type(GitLabTokenType::Group)
        .token_value("glpat-0123")
        .group_id("7")
        .build()
        .unwrap();
    let json = json!({ "gitlab": {
        "targetUrl": "https://gitlab.example.com/",
        "tokenType": "group",
        "tokenValue": "glpat-0123",
        "groupId": "7",
    } });
    (Kind::Gitlab, ServiceDetails::Gitlab(details), json)
}

fn event_channel() -> (Kind, ServiceDetails, Value) {
    let details = EventChannelDetails::builder()
        .r#type(EventChannelType::Webhook)
        .build();
    (
        Kind::Eventchannel,
        ServiceDetails::EventChannel(details),
        json!({ "eventChannel": { "type": "webhook" } }),
    )
}

fn azure_identity() -> (Kind, ServiceDetails, Value) {
    let (details, json) = azure_identity_details();
    (
        Kind::AzureIdentity,
        ServiceDetails::Azureidentity(details),
        json!({ "azureidentity": json }),
    )
}

/// The same structure goes out when it is registered and comes back when it is read.
pub fn azure_identity_details() -> (RegisteredAzureIdentityDetails, Value) {
    let details = RegisteredAzureIdentityDetails::builder()
        .tenant_id("00000000-0000-0000-0000-00000000000a")
        .client_id("00000000-0000-0000-0000-00000000000b")
        .web_identity_role_arn("arn:aws:iam::123456789012:role/azure")
        .web_identity_token_audiences("api://AzureADTokenExchange")
        .build()
        .unwrap();
    let json = json!({
        "tenantId": "00000000-0000-0000-0000-00000000000a",
        "clientId": "00000000-0000-0000-0000-00000000000b",
        "webIdentityRoleArn": "arn:aws:iam::123456789012:role/azure",
        "webIdentityTokenAudiences": ["api://AzureADTokenExchange"],
    });
    (details, json)
}

fn datadog() -> (Kind, ServiceDetails, Value) {
    let discovery = McpServerAuthorizationDiscoveryConfig::builder()
        .return_to_endpoint("https://us-east-1.console.aws.amazon.com/devops")
        .build()
        .unwrap();
    let details = DatadogServiceDetails::builder()
        .name("datadog")
        .endpoint("https://mcp.datadoghq.com/mcp")
        .description("Metrics and monitors")
        .authorization_config(DatadogAuthorizationConfig::AuthorizationDiscovery(
            discovery,
        ))
        .build()
        .unwrap();
    let json = json!({ "mcpserverdatadog": {
        "name": "datadog",
        "endpoint": "https://mcp.datadoghq.com/mcp",
        "description": "Metrics and monitors",
        "authorizationConfig": { "authorizationDiscovery": {
            "returnToEndpoint": "https://us-east-1.console.aws.amazon.com/devops",
        } },
    } });
    (
        Kind::McpServerDatadog,
        ServiceDetails::Mcpserverdatadog(details),
        json,
    )
}

fn new_relic() -> (Kind, ServiceDetails, Value) {
    let key = NewRelicApiKeyConfig::builder()
        .api_key("NRAK-ABC")
        .account_id("12345")
        .region(NewRelicRegion::Eu)
        .application_ids("1")
        .entity_guids("MTIzNDU2fEFQTQ")
        .alert_policy_ids("2")
        .alert_policy_ids("3")
        .build()
        .unwrap();
    let details = NewRelicServiceDetails::builder()
        .authorization_config(NewRelicServiceAuthorizationConfig::ApiKey(key))
        .build();
    let json = json!({ "mcpservernewrelic": { "authorizationConfig": { "apiKey": {
        "apiKey": "NRAK-ABC",
        "accountId": "12345",
        "region": "EU",
        "applicationIds": ["1"],
        "entityGuids": ["MTIzNDU2fEFQTQ"],
        "alertPolicyIds": ["2", "3"],
    } } } });
    (
        Kind::McpServerNewrelic,
        ServiceDetails::Mcpservernewrelic(details),
        json,
    )
}
