//! Every variant of `ServiceConfiguration`, as the Rust value and as the JSON that it is on the wire.

use devops_agent::types::{
    AwsConfiguration, AzureConfiguration, AzureDevOpsConfiguration, DynatraceConfiguration,
    EventChannelConfiguration, GitHubConfiguration, GitLabConfiguration, GithubRepoOwnerType,
    McpServerConfiguration, McpServerDatadogConfiguration, McpServerGrafanaConfiguration,
    McpServerNewRelicConfiguration, McpServerSigV4Configuration, McpServerSplunkConfiguration,
    MonitorAccountType, PagerDutyConfiguration, ServiceConfiguration, ServiceNowConfiguration,
    SlackChannel, SlackConfiguration, SlackTransmissionTarget, SourceAccountType,
    SourceAwsConfiguration,
};
use serde_json::{Value, json};

pub fn all() -> Vec<(ServiceConfiguration, Value)> {
    let mut all = clouds();
    all.extend(repositories());
    all.extend(tools());
    all.extend(mcp_servers());
    all
}

fn clouds() -> Vec<(ServiceConfiguration, Value)> {
    vec![
        (
            ServiceConfiguration::SourceAws(
                SourceAwsConfiguration::builder()
                    .account_id("123456789012")
                    .account_type(SourceAccountType::Source)
                    .assumable_role_arn("arn:aws:iam::123456789012:role/agent/source")
                    .external_id("tenant-7")
                    .build()
                    .unwrap(),
            ),
            json!({ "sourceAws": {
                "accountId": "123456789012",
                "accountType": "source",
                "assumableRoleArn": "arn:aws:iam::123456789012:role/agent/source",
                "externalId": "tenant-7",
            } }),
        ),
        (
            ServiceConfiguration::Aws(
                AwsConfiguration::builder()
                    .assumable_role_arn("arn:aws:iam::210987654321:role/agent")
                    .account_id("210987654321")
                    .account_type(MonitorAccountType::Monitor)
                    .build()
                    .unwrap(),
            ),
            json!({ "aws": {
                "assumableRoleArn": "arn:aws:iam::210987654321:role/agent",
                "accountId": "210987654321",
                "accountType": "monitor",
            } }),
        ),
        (
            ServiceConfiguration::Azure(
                AzureConfiguration::builder()
                    .subscription_id("00000000-0000-0000-0000-000000000001")
                    .build()
                    .unwrap(),
            ),
            json!({ "azure": { "subscriptionId": "00000000-0000-0000-0000-000000000001" } }),
        ),
    ]
}

fn repositories() -> Vec<(ServiceConfiguration, Value)> {
    vec![
        (
            ServiceConfiguration::Github(
                GitHubConfiguration::builder()
                    .repo_name("checkout")
                    .repo_id("4711")
                    .owner("example")
                    .owner_type(GithubRepoOwnerType::Organization)
                    .instance_identifier("github.example.com")
                    .build()
                    .unwrap(),
            ),
            json!({ "github": {
                "repoName": "checkout",
                "repoId": "4711",
                "owner": "example",
                "ownerType": "organization",
                "instanceIdentifier": "github.example.com",
            } }),
        ),
        (
            ServiceConfiguration::Gitlab(
                GitLabConfiguration::builder()
                    .project_id("42")
                    .project_path("shop/checkout")
                    .instance_identifier("gitlab.example.com")
                    .build()
                    .unwrap(),
            ),
            json!({ "gitlab": {
                "projectId": "42",
                "projectPath": "shop/checkout",
                "instanceIdentifier": "gitlab.example.com",
            } }),
        ),
        (
            ServiceConfiguration::Azuredevops(
                AzureDevOpsConfiguration::builder()
                    .organization_name("example")
                    .project_id("b3f0")
                    .project_name("Checkout")
                    .build()
                    .unwrap(),
            ),
            json!({ "azuredevops": {
                "organizationName": "example",
                "projectId": "b3f0",
                "projectName": "Checkout",
            } }),
        ),
    ]
}

fn tools() -> Vec<(ServiceConfiguration, Value)> {
    let channel = |name: &str, id: &str| {
        SlackChannel::builder()
            .channel_name(name)
            .channel_id(id)
            .build()
            .unwrap()
    };
    vec![
        (
            ServiceConfiguration::Slack(
                SlackConfiguration::builder()
                    .workspace_id("T0123ABCD")
                    .workspace_name("Beispiel „GmbH“")
                    .transmission_target(
                        SlackTransmissionTarget::builder()
                            .ops_oncall_target(channel("oncall", "C0000001"))
                            .ops_sre_target(channel("sre", "C0000002"))
                            .build(),
                    )
                    .build()
                    .unwrap(),
            ),
            json!({ "slack": {
                "workspaceId": "T0123ABCD",
                "workspaceName": "Beispiel „GmbH“",
                "transmissionTarget": {
                    "opsOncallTarget": { "channelName": "oncall", "channelId": "C0000001" },
                    "opsSRETarget": { "channelName": "sre", "channelId": "C0000002" },
                },
            } }),
        ),
        (
            ServiceConfiguration::Dynatrace(
                DynatraceConfiguration::builder()
                    .env_id("abc12345")
                    .resources("HOST-1")
                    .resources("SERVICE-2")
                    .build()
                    .unwrap(),
            ),
            json!({ "dynatrace": { "envId": "abc12345", "resources": ["HOST-1", "SERVICE-2"] } }),
        ),
        (
            ServiceConfiguration::Servicenow(
                ServiceNowConfiguration::builder()
                    .instance_id("dev1")
                    .auth_scopes("incident.read")
                    .auth_scopes("incident.write")
                    .build(),
            ),
            json!({ "servicenow": {
                "instanceId": "dev1",
                "authScopes": ["incident.read", "incident.write"],
            } }),
        ),
        (
            ServiceConfiguration::Pagerduty(
                PagerDutyConfiguration::builder()
                    .services("PABC123")
                    .customer_email("ops@example.com")
                    .build()
                    .unwrap(),
            ),
            json!({ "pagerduty": {
                "services": ["PABC123"],
                "customerEmail": "ops@example.com",
            } }),
        ),
        (
            ServiceConfiguration::EventChannel(EventChannelConfiguration::builder().build()),
            json!({ "eventChannel": {} }),
        ),
    ]
}

fn mcp_servers() -> Vec<(ServiceConfiguration, Value)> {
    vec![
        (
            ServiceConfiguration::Mcpserver(
                McpServerConfiguration::builder()
                    .tools("search")
                    .tools("read_page")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpserver": { "tools": ["search", "read_page"] } }),
        ),
        (
            ServiceConfiguration::Mcpserversigv4(
                McpServerSigV4Configuration::builder()
                    .tools("query-metrics")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpserversigv4": { "tools": ["query-metrics"] } }),
        ),
        (
            ServiceConfiguration::Mcpservergrafana(
                McpServerGrafanaConfiguration::builder()
                    .endpoint("https://grafana.example.com/mcp")
                    .organization_id("1")
                    .tools("dashboards")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpservergrafana": {
                "endpoint": "https://grafana.example.com/mcp",
                "organizationId": "1",
                "tools": ["dashboards"],
            } }),
        ),
        (
            ServiceConfiguration::Mcpservernewrelic(
                McpServerNewRelicConfiguration::builder()
                    .account_id("12345")
                    .endpoint("https://mcp.newrelic.example.com:8443/mcp")
                    .build()
                    .unwrap(),
            ),
            json!({ "mcpservernewrelic": {
                "accountId": "12345",
                "endpoint": "https://mcp.newrelic.example.com:8443/mcp",
            } }),
        ),
        (
            ServiceConfiguration::Mcpserverdatadog(
                McpServerDatadogConfiguration::builder().build(),
            ),
            json!({ "mcpserverdatadog": {} }),
        ),
        (
            ServiceConfiguration::Mcpserversplunk(McpServerSplunkConfiguration::builder().build()),
            json!({ "mcpserversplunk": {} }),
        ),
    ]
}
