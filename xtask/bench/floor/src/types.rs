//! The answer of ListServices, as one would write it by hand for `serde_json`.

use std::collections::HashMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // Read by nobody but users.
pub struct ListServicesOutput {
    #[serde(default)]
    pub services: Vec<RegisteredService>,
    pub next_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct RegisteredService {
    pub service_id: String,
    pub service_type: ServiceType,
    pub name: Option<String>,
    pub accessible_resources: Option<Vec<serde_json::Value>>,
    pub additional_service_details: Option<Details>,
    pub kms_key_arn: Option<String>,
    pub private_connection_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServiceType {
    Github,
    Slack,
    Azure,
    AzureDevOps,
    Dynatrace,
    ServiceNow,
    PagerDuty,
    GitLab,
    #[serde(rename = "eventChannel")]
    EventChannel,
    McpServerNewRelic,
    McpServerGrafana,
    McpServerDatadog,
    McpServer,
    McpServerSplunk,
    AzureIdentity,
    McpServerSigV4,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)]
pub enum Details {
    Github(Github),
    Slack(Slack),
    McpServerDatadog(McpServer),
    McpServer(McpServer),
    ServiceNow(ServiceNow),
    GitLab(GitLab),
    McpServerSplunk(McpServer),
    McpServerNewRelic(NewRelic),
    AzureDevOps(AzureDevOps),
    AzureIdentity(AzureIdentity),
    McpServerGrafana(Grafana),
    PagerDuty(PagerDuty),
    McpServerSigV4(SigV4),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Github {
    pub owner: String,
    pub owner_type: OwnerType,
    pub target_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnerType {
    Organization,
    User,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Slack {
    pub team_id: String,
    pub team_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct McpServer {
    pub name: String,
    pub endpoint: String,
    pub authorization_method: AuthorizationMethod,
    pub description: Option<String>,
    pub api_key_header: Option<String>,
}

#[derive(Debug, Deserialize)]
pub enum AuthorizationMethod {
    #[serde(rename = "oauth-client-credentials")]
    ClientCredentials,
    #[serde(rename = "oauth-3lo")]
    ThreeLegged,
    #[serde(rename = "api-key")]
    ApiKey,
    #[serde(rename = "bearer-token")]
    BearerToken,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct ServiceNow {
    pub instance_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct GitLab {
    pub target_url: String,
    pub token_type: TokenType,
    pub group_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenType {
    Personal,
    Group,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct NewRelic {
    pub account_id: String,
    pub region: NewRelicRegion,
    pub description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum NewRelicRegion {
    Us,
    Eu,
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct AzureDevOps {
    pub organization_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct AzureIdentity {
    pub tenant_id: String,
    pub client_id: String,
    pub web_identity_role_arn: String,
    pub web_identity_token_audiences: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Grafana {
    pub endpoint: String,
    pub authorization_method: AuthorizationMethod,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
pub struct PagerDuty {
    pub scopes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct SigV4 {
    pub name: String,
    pub endpoint: String,
    pub description: Option<String>,
    pub region: String,
    pub service: String,
    pub role_arn: String,
    pub custom_headers: Option<HashMap<String, String>>,
}
