//! All ten operations of DevOps Agent, with full inputs and full answers.

mod configurations;
mod mcp_servers;
mod recommendations;
mod registered;
mod registrations;

use aws_smithy_types::DateTime;
use devops_agent::Client;
use devops_agent::types::{
    AdditionalServiceRegistrationStep, Association, GenericWebhook, OAuthAdditionalStepDetails,
    RegisteredService, Service, ServiceConfiguration, ValidationStatus, WebhookType,
};
use serde_json::{Value, json};

use crate::conversation::Conversation;
use crate::service;

pub const SPACE: &str = "space-0123456789";

/// Services in the form that they are listed in, and their JSON.
pub fn registered_services() -> Vec<(RegisteredService, Value)> {
    registered::all()
}

#[tokio::test]
async fn every_operation() {
    let mut talk = Conversation::start(&service::DEVOPS_AGENT).await;
    let client = Client::new(&talk.sdk_config());
    register_service(&client, &mut talk).await;
    get_service(&client, &mut talk).await;
    list_services(&client, &mut talk).await;
    associate_service(&client, &mut talk).await;
    get_association(&client, &mut talk).await;
    list_associations(&client, &mut talk).await;
    update_association(&client, &mut talk).await;
    recommendations::all(&client, &mut talk).await;
    talk.end();
}

async fn register_service(client: &Client, talk: &mut Conversation) {
    for (kind, details, json) in registrations::all() {
        talk.answer(
            "RegisterService",
            json!({
                "serviceId": "svc-1",
                "additionalStep": { "oauth": { "authorizationUrl": "https://login.example.com/?a=b" } },
                "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/2",
                "tags": { "team": "payments", "": "" },
            }),
        );
        let output = client
            .register_service()
            .service(kind.clone())
            .service_details(details)
            .kms_key_arn("arn:aws:kms:us-east-1:123456789012:key/1")
            .private_connection_name("to-the-vpc")
            .name("Ours")
            .tags("team", "payments")
            .tags("stage", "β")
            .send()
            .await
            .unwrap();
        talk.heard(
            "RegisterService",
            json!({
                "service": kind.as_str(),
                "serviceDetails": json,
                "kmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/1",
                "privateConnectionName": "to-the-vpc",
                "name": "Ours",
                "tags": { "team": "payments", "stage": "β" },
            }),
        );
        let step = OAuthAdditionalStepDetails::builder()
            .authorization_url("https://login.example.com/?a=b")
            .build()
            .unwrap();
        assert_eq!(output.service_id(), Some("svc-1"));
        assert_eq!(
            output.additional_step(),
            Some(&AdditionalServiceRegistrationStep::Oauth(step))
        );
        assert_eq!(
            output.kms_key_arn(),
            Some("arn:aws:kms:us-east-1:123456789012:key/2")
        );
        let tags = [("team", "payments"), ("", "")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(output.tags(), Some(&tags.into()));
    }
}

async fn get_service(client: &Client, talk: &mut Conversation) {
    for (expected, json) in registered::all() {
        talk.answer(
            "GetService",
            json!({ "service": json, "tags": { "team": "payments" } }),
        );
        let id = expected.service_id().to_owned();
        let output = client.get_service().service_id(&id).send().await.unwrap();
        talk.heard("GetService", json!({ "serviceId": id }));
        assert_eq!(output.service(), Some(&expected));
        let tags = [("team".to_owned(), "payments".to_owned())];
        assert_eq!(output.tags(), Some(&tags.into()));
    }
}

async fn list_services(client: &Client, talk: &mut Conversation) {
    let (expected, json): (Vec<_>, Vec<_>) = registered::all().into_iter().unzip();
    talk.answer(
        "ListServices",
        json!({ "services": json, "nextToken": "page+2/=" }),
    );
    let output = client
        .list_services()
        .max_results(100)
        .next_token("page/1+? &=%ü")
        .filter_service_type(Service::McpServerSigv4)
        .send()
        .await
        .unwrap();
    talk.heard(
        "ListServices",
        json!({
            "maxResults": 100,
            "nextToken": "page/1+? &=%ü",
            "filterServiceType": "mcpserversigv4",
        }),
    );
    assert_eq!(output.services(), expected);
    assert_eq!(output.next_token(), Some("page+2/="));
}

fn association(configuration: ServiceConfiguration, json: Value) -> (Association, Value) {
    let association = Association::builder()
        .agent_space_id(SPACE)
        .created_at(DateTime::from_secs(1_779_179_400))
        .updated_at(DateTime::from_secs_and_nanos(1_779_179_400, 250_000_000))
        .status(ValidationStatus::PendingConfirmation)
        .association_id("assoc-1")
        .service_id("svc-1")
        .configuration(configuration)
        .build()
        .unwrap();
    let json = json!({
        "agentSpaceId": SPACE,
        "createdAt": "2026-05-19T08:30:00Z",
        "updatedAt": "2026-05-19T08:30:00.25Z",
        "status": "pending-confirmation",
        "associationId": "assoc-1",
        "serviceId": "svc-1",
        "configuration": json,
    });
    (association, json)
}

fn webhook() -> (GenericWebhook, Value) {
    let webhook = GenericWebhook::builder()
        .webhook_url("https://hooks.example.com/1")
        .webhook_id("hook-1")
        .webhook_type(WebhookType::ApiKey)
        .webhook_secret("whsec")
        .api_key("key")
        .build();
    let json = json!({
        "webhookUrl": "https://hooks.example.com/1",
        "webhookId": "hook-1",
        "webhookType": "apikey",
        "webhookSecret": "whsec",
        "apiKey": "key",
    });
    (webhook, json)
}

async fn associate_service(client: &Client, talk: &mut Conversation) {
    for (configuration, configuration_json) in configurations::all() {
        let (association, json) = association(configuration.clone(), configuration_json.clone());
        let (webhook, webhook_json) = webhook();
        talk.answer(
            "AssociateService",
            json!({ "association": json, "webhook": webhook_json }),
        );
        let output = client
            .associate_service()
            .agent_space_id(SPACE)
            .service_id("svc-1")
            .configuration(configuration)
            .send()
            .await
            .unwrap();
        talk.heard(
            "AssociateService",
            json!({
                "agentSpaceId": SPACE,
                "serviceId": "svc-1",
                "configuration": configuration_json,
            }),
        );
        assert_eq!(output.association(), Some(&association));
        assert_eq!(output.webhook(), Some(&webhook));
    }
}

async fn get_association(client: &Client, talk: &mut Conversation) {
    for (configuration, json) in configurations::all() {
        let (expected, json) = association(configuration, json);
        talk.answer("GetAssociation", json!({ "association": json }));
        let output = client
            .get_association()
            .agent_space_id(SPACE)
            .association_id("assoc-1")
            .send()
            .await
            .unwrap();
        talk.heard(
            "GetAssociation",
            json!({ "agentSpaceId": SPACE, "associationId": "assoc-1" }),
        );
        assert_eq!(output.association(), Some(&expected));
    }
}

async fn list_associations(client: &Client, talk: &mut Conversation) {
    let (expected, json): (Vec<_>, Vec<_>) = configurations::all()
        .into_iter()
        .map(|(configuration, json)| association(configuration, json))
        .unzip();
    talk.answer(
        "ListAssociations",
        json!({ "associations": json, "nextToken": "2" }),
    );
    let output = client
        .list_associations()
        .agent_space_id(SPACE)
        .max_results(17)
        .next_token("1")
        .filter_service_types("aws, github")
        .send()
        .await
        .unwrap();
    talk.heard(
        "ListAssociations",
        json!({
            "agentSpaceId": SPACE,
            "maxResults": 17,
            "nextToken": "1",
            "filterServiceTypes": "aws, github",
        }),
    );
    assert_eq!(output.associations(), expected);
    assert_eq!(output.next_token(), Some("2"));
}

async fn update_association(client: &Client, talk: &mut Conversation) {
    for (configuration, configuration_json) in configurations::all() {
        let (association, json) = association(configuration.clone(), configuration_json.clone());
        let (webhook, webhook_json) = webhook();
        talk.answer(
            "UpdateAssociation",
            json!({ "association": json, "webhook": webhook_json }),
        );
        let output = client
            .update_association()
            .agent_space_id(SPACE)
            .association_id("assoc-1")
            .configuration(configuration)
            .send()
            .await
            .unwrap();
        talk.heard(
            "UpdateAssociation",
            json!({
                "agentSpaceId": SPACE,
                "associationId": "assoc-1",
                "configuration": configuration_json,
            }),
        );
        assert_eq!(output.association(), Some(&association));
        assert_eq!(output.webhook(), Some(&webhook));
    }
}
