//! Registrations of MCP servers, with every way of authorization that they have.

use devops_agent::types::{
    GrafanaServiceDetails, McpServerApiKeyConfig, McpServerAuthorizationConfig,
    McpServerAuthorizationDiscoveryConfig, McpServerBearerTokenConfig, McpServerDetails,
    McpServerOAuth3LoConfig, McpServerOAuthClientCredentialsConfig,
    McpServerSigV4AuthorizationConfig, McpServerSigV4ServiceDetails,
    PostRegisterServiceSupportedService as Kind, ServiceDetails,
};
use serde_json::{Value, json};

/// One registration for each way of authorization, spread over the kinds of server that accept them all.
pub fn registrations() -> Vec<(Kind, ServiceDetails, Value)> {
    let mut all = vec![sigv4()];
    for (index, (config, json)) in authorizations().into_iter().enumerate() {
        all.push(match index % 3 {
            0 => {
                let (details, json) = mcp_server(config, json);
                let json = json!({ "mcpserver": json });
                (Kind::McpServer, ServiceDetails::Mcpserver(details), json)
            }
            1 => {
                let (details, json) = mcp_server(config, json);
                let details = ServiceDetails::Mcpserversplunk(details);
                let json = json!({ "mcpserversplunk": json });
                (Kind::McpServerSplunk, details, json)
            }
            _ => grafana(config, json),
        });
    }
    all
}

fn mcp_server(config: McpServerAuthorizationConfig, json: Value) -> (McpServerDetails, Value) {
    let details = McpServerDetails::builder()
        .name("runbooks")
        .endpoint("https://mcp.example.com/mcp")
        .description("Runbooks: what to do when")
        .authorization_config(config)
        .build()
        .unwrap();
    let json = json!({
        "name": "runbooks",
        "endpoint": "https://mcp.example.com/mcp",
        "description": "Runbooks: what to do when",
        "authorizationConfig": json,
    });
    (details, json)
}

fn grafana(config: McpServerAuthorizationConfig, json: Value) -> (Kind, ServiceDetails, Value) {
    let details = GrafanaServiceDetails::builder()
        .name("grafana")
        .endpoint("https://grafana.example.com/mcp")
        .description("Dashboards")
        .authorization_config(config)
        .build()
        .unwrap();
    let json = json!({ "mcpservergrafana": {
        "name": "grafana",
        "endpoint": "https://grafana.example.com/mcp",
        "description": "Dashboards",
        "authorizationConfig": json,
    } });
    (
        Kind::McpServerGrafana,
        ServiceDetails::Mcpservergrafana(details),
        json,
    )
}

fn sigv4() -> (Kind, ServiceDetails, Value) {
    let authorization = McpServerSigV4AuthorizationConfig::builder()
        .region("eu-central-1")
        .service("execute-api")
        .role_arn("arn:aws:iam::123456789012:role/mcp")
        .custom_headers("x-tenant", "7")
        .custom_headers("x-team", "payments")
        .build()
        .unwrap();
    let details = McpServerSigV4ServiceDetails::builder()
        .name("metrics")
        .endpoint("https://abc.execute-api.eu-central-1.amazonaws.com/mcp")
        .description("Metrics behind an API gateway")
        .authorization_config(authorization)
        .build()
        .unwrap();
    let json = json!({ "mcpserversigv4": {
        "name": "metrics",
        "endpoint": "https://abc.execute-api.eu-central-1.amazonaws.com/mcp",
        "description": "Metrics behind an API gateway",
        "authorizationConfig": {
            "region": "eu-central-1",
            "service": "execute-api",
            "roleArn": "arn:aws:iam::123456789012:role/mcp",
            "customHeaders": { "x-tenant": "7", "x-team": "payments" },
        },
    } });
    (
        Kind::McpServerSigv4,
        ServiceDetails::Mcpserversigv4(details),
        json,
    )
}

fn authorizations() -> Vec<(McpServerAuthorizationConfig, Value)> {
    vec![
        client_credentials(),
        three_legged_oauth(),
        (
            McpServerAuthorizationConfig::ApiKey(
                McpServerApiKeyConfig::builder()
                    .api_key_name("agent key")
                    .api_key_value("k-123")
                    .api_key_header("X-Api-Key")
                    .build()
                    .unwrap(),
            ),
            json!({ "apiKey": {
                "apiKeyName": "agent key",
                "apiKeyValue": "k-123",
                "apiKeyHeader": "X-Api-Key",
            } }),
        ),
        (
            McpServerAuthorizationConfig::BearerToken(
                McpServerBearerTokenConfig::builder()
                    .token_name("agent token")
                    .token_value("t-123")
                    .authorization_header("X-Authorization")
                    .build()
                    .unwrap(),
            ),
            json!({ "bearerToken": {
                "tokenName": "agent token",
                "tokenValue": "t-123",
                "authorizationHeader": "X-Authorization",
            } }),
        ),
        (
            McpServerAuthorizationConfig::AuthorizationDiscovery(
                McpServerAuthorizationDiscoveryConfig::builder()
                    .return_to_endpoint("https://console.aws.amazon.com/devops")
                    .build()
                    .unwrap(),
            ),
            json!({ "authorizationDiscovery": {
                "returnToEndpoint": "https://console.aws.amazon.com/devops",
            } }),
        ),
    ]
}

fn client_credentials() -> (McpServerAuthorizationConfig, Value) {
    let config = McpServerOAuthClientCredentialsConfig::builder()
        .client_name("Agent")
        .client_id("mcp-client")
        .exchange_parameters("audience", "mcp")
        .client_secret("mcp-secret")
        .exchange_url("https://login.example.com/token")
        .scopes("read")
        .scopes("run")
        .build()
        .unwrap();
    let json = json!({ "oAuthClientCredentials": {
        "clientName": "Agent",
        "clientId": "mcp-client",
        "exchangeParameters": { "audience": "mcp" },
        "clientSecret": "mcp-secret",
        "exchangeUrl": "https://login.example.com/token",
        "scopes": ["read", "run"],
    } });
    (
        McpServerAuthorizationConfig::OAuthClientCredentials(config),
        json,
    )
}

fn three_legged_oauth() -> (McpServerAuthorizationConfig, Value) {
    let config = McpServerOAuth3LoConfig::builder()
        .client_name("Agent")
        .client_id("mcp-client")
        .exchange_parameters("audience", "mcp")
        .return_to_endpoint("https://console.aws.amazon.com/devops")
        .authorization_url("https://login.example.com/authorize")
        .exchange_url("https://login.example.com/token")
        .client_secret("mcp-secret")
        .support_code_challenge(true)
        .scopes("read")
        .build()
        .unwrap();
    let json = json!({ "oAuth3LO": {
        "clientName": "Agent",
        "clientId": "mcp-client",
        "exchangeParameters": { "audience": "mcp" },
        "returnToEndpoint": "https://console.aws.amazon.com/devops",
        "authorizationUrl": "https://login.example.com/authorize",
        "exchangeUrl": "https://login.example.com/token",
        "clientSecret": "mcp-secret",
        "supportCodeChallenge": true,
        "scopes": ["read"],
    } });
    (McpServerAuthorizationConfig::OAuth3Lo(config), json)
}
