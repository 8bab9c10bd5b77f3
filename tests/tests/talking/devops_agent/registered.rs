//! Registered services as the service lists them: every variant of `AdditionalServiceDetails`.

use aws_smithy_types::{Document, Number};
use devops_agent::types::{
    AdditionalServiceDetails as Details, GitLabTokenType, GithubRepoOwnerType,
    McpServerAuthorizationMethod as Method, NewRelicRegion, RegisteredAzureDevOpsServiceDetails,
    RegisteredGitLabServiceDetails, RegisteredGithubServiceDetails, RegisteredGrafanaServerDetails,
    RegisteredMcpServerDetails, RegisteredMcpServerSigV4Details, RegisteredNewRelicDetails,
    RegisteredPagerDutyDetails, RegisteredService, RegisteredServiceNowDetails,
    RegisteredSlackServiceDetails, Service,
};
use serde_json::{Value, json};

use super::registrations::azure_identity_details;

pub fn all() -> Vec<(RegisteredService, Value)> {
    let mut all = tools();
    all.extend(mcp_servers());
    all.into_iter()
        .map(|(kind, details, json)| service(kind, details, json))
        .collect()
}

fn service(kind: Service, details: Details, json: Value) -> (RegisteredService, Value) {
    let text = kind.as_str().to_owned();
    let service = RegisteredService::builder()
        .service_id(format!("svc-{text}"))
        .service_type(kind)
        .name(format!("Our {text} ☕"))
        .accessible_resources(Document::Object(
            [
                ("id".to_owned(), Document::Number(Number::PosInt(7))),
                (
                    "tags".to_owned(),
                    Document::Array(vec!["a".into(), true.into(), Document::Null]),
                ),
            ]
            .into(),
        ))
        .accessible_resources("everything".into())
        .additional_service_details(details)
        .kms_key_arn("arn:aws:kms:us-east-1:123456789012:key/1")
        .private_connection_name("to-the-vpc")
        .build()
        .unwrap();
    let json = json!({
        "serviceId": format!("svc-{text}"),
        "serviceType": text,
        "name": format!("Our {text} ☕"),
        "accessibleResources": [{ "id": 7, "tags": ["a", true, null] }, "everything"],
        "additionalServiceDetails": json,
        "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1",
        "privateConnectionName": "to-the-vpc",
    });
    (service, json)
}

fn tools() -> Vec<(Service, Details, Value)> {
    let (azure_identity, azure_identity_json) = azure_identity_details();
    vec![
        (
            Service::Github,
            Details::Github(
                RegisteredGithubServiceDetails::builder()
                    .owner("example")
                    .owner_type(GithubRepoOwnerType::User)
                    .target_url("https://github.example.com")
                    .build()
                    .unwrap(),
            ),
            json!({ "github": {
                "owner": "example",
                "ownerType": "user",
                "targetUrl": "https://github.example.com",
            } }),
        ),
        (
            Service::Slack,
            Details::Slack(
                RegisteredSlackServiceDetails::builder()
                    .team_id("T1")
                    .team_name("Example")
                    .build()
                    .unwrap(),
            ),
            json!({ "slack": { "teamId": "T1", "teamName": "Example" } }),
        ),
        (
            Service::Servicenow,
            Details::Servicenow(
                RegisteredServiceNowDetails::builder()
                    .instance_url("https://dev1.service-now.com")
                    .build(),
            ),
            json!({ "servicenow": { "instanceUrl": "https://dev1.service-now.com" } }),
        ),
        (
            Service::Gitlab,
            Details::Gitlab(
                RegisteredGitLabServiceDetails::builder()
                    .target_url("https://gitlab.example.com")
                    .token_type(GitLabTokenType::Personal)
                    .group_id("7")
                    .build()
                    .unwrap(),
            ),
            json!({ "gitlab": {
                "targetUrl": "https://gitlab.example.com",
                "tokenType": "personal",
                "groupId": "7",
            } }),
        ),
        (
            Service::AzureDevops,
            Details::Azuredevops(
                RegisteredAzureDevOpsServiceDetails::builder()
                    .organization_name("example")
                    .build()
                    .unwrap(),
            ),
            json!({ "azuredevops": { "organizationName": "example" } }),
        ),
        (
            Service::AzureIdentity,
            Details::Azureidentity(azure_identity),
            json!({ "azureidentity": azure_identity_json }),
        ),
        (
            Service::Pagerduty,
            Details::Pagerduty(
                RegisteredPagerDutyDetails::builder()
                    .scopes("incidents.read")
                    .build()
                    .unwrap(),
            ),
            json!({ "pagerduty": { "scopes": ["incidents.read"] } }),
        ),
    ]
}

fn mcp_servers() -> Vec<(Service, Details, Value)> {
    let (api_key, api_key_json) = mcp_server(Method::ApiKey, "api-key");
    let (bearer, bearer_json) = mcp_server(Method::BearerToken, "bearer-token");
    let (oauth, oauth_json) = mcp_server(Method::Oauth3Lo, "oauth-3lo");
    vec![
        (
            Service::McpServer,
            Details::Mcpserver(api_key),
            json!({ "mcpserver": api_key_json }),
        ),
        (
            Service::McpServerSplunk,
            Details::Mcpserversplunk(bearer),
            json!({ "mcpserversplunk": bearer_json }),
        ),
        (
            Service::McpServerDatadog,
            Details::Mcpserverdatadog(oauth),
            json!({ "mcpserverdatadog": oauth_json }),
        ),
        (
            Service::McpServerNewrelic,
            Details::Mcpservernewrelic(
                RegisteredNewRelicDetails::builder()
                    .account_id("12345")
                    .region(NewRelicRegion::Us)
                    .description("Traces")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpservernewrelic": {
                "accountId": "12345",
                "region": "US",
                "description": "Traces",
            } }),
        ),
        (
            Service::McpServerGrafana,
            Details::Mcpservergrafana(
                RegisteredGrafanaServerDetails::builder()
                    .endpoint("https://grafana.example.com/mcp")
                    .authorization_method(Method::OauthClientCredentials)
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpservergrafana": {
                "endpoint": "https://grafana.example.com/mcp",
                "authorizationMethod": "oauth-client-credentials",
            } }),
        ),
        (
            Service::McpServerSigv4,
            Details::Mcpserversigv4(
                RegisteredMcpServerSigV4Details::builder()
                    .name("metrics")
                    .endpoint("https://abc.execute-api.eu-central-1.amazonaws.com/mcp")
                    .description("Metrics behind an API gateway")
                    .region("*")
                    .service("execute-api")
                    .role_arn("arn:aws:iam::123456789012:role/mcp")
                    .custom_headers("x-tenant", "7")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpserversigv4": {
                "name": "metrics",
                "endpoint": "https://abc.execute-api.eu-central-1.amazonaws.com/mcp",
                "description": "Metrics behind an API gateway",
                "region": "*",
                "service": "execute-api",
                "roleArn": "arn:aws:iam::123456789012:role/mcp",
                "customHeaders": { "x-tenant": "7" },
            } }),
        ),
    ]
}

fn mcp_server(method: Method, text: &str) -> (RegisteredMcpServerDetails, Value) {
    let details = RegisteredMcpServerDetails::builder()
        .name("runbooks")
        .endpoint("https://mcp.example.com/mcp")
        .authorization_method(method)
        .description("Runbooks: what to do when")
        .api_key_header("X-Api-Key")
        .build()
        .unwrap();
    let json = json!({
        "name": "runbooks",
        "endpoint": "https://mcp.example.com/mcp",
        "authorizationMethod": text,
        "description": "Runbooks: what to do when",
        "apiKeyHeader": "X-Api-Key",
    });
    (details, json)
}
