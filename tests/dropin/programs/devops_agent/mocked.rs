//! `aws-smithy-mocks` on the client: outputs, modelled errors and raw answers, in sequence and by match.

use aws_smithy_mocks::{RuleMode, mock, mock_client};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;

use crate::sdk;
use crate::sdk::Client;
use crate::sdk::error::ProvideErrorMetadata;
use crate::sdk::operation::get_association::GetAssociationError;
use crate::sdk::operation::list_services::ListServicesOutput;
use crate::sdk::types::error::ResourceNotFoundException;
use crate::sdk::types::{RegisteredService, Service};
use crate::support::line;

pub async fn run() {
    let service = RegisteredService::builder()
        .service_id("svc-1")
        .service_type(Service::Github);
    let service = service.build().unwrap();
    let page = move |token: Option<&str>| {
        let page = ListServicesOutput::builder().set_next_token(token.map(str::to_owned));
        page.services(service.clone()).build().unwrap()
    };
    let (first, last) = (page(Some("more")), page(None));
    let first = mock!(Client::list_services)
        .match_requests(|input| input.next_token().is_none())
        .then_output(move || first.clone());
    let second = mock!(Client::list_services)
        .match_requests(|input| input.next_token() == Some("more"))
        .then_output(move || last.clone());
    let client = mock_client!(sdk, RuleMode::MatchAny, [&first, &second]);
    let services: Result<Vec<_>, _> = client
        .list_services()
        .into_paginator()
        .items()
        .send()
        .collect()
        .await;
    line("mocks", "items", services.unwrap().len());
    line(
        "mocks",
        "calls",
        format!("{} {}", first.num_calls(), second.num_calls()),
    );

    let missing = mock!(Client::get_association).then_error(|| {
        let error = ResourceNotFoundException::builder().message("no such association");
        GetAssociationError::ResourceNotFoundException(error.build().unwrap())
    });
    let client = mock_client!(sdk, [&missing]);
    let error = client
        .get_association()
        .agent_space_id("space")
        .association_id("a")
        .send()
        .await
        .unwrap_err();
    let error = error.into_service_error();
    line(
        "mocks",
        "error",
        format!(
            "{} {:?}",
            error.is_resource_not_found_exception(),
            error.message()
        ),
    );

    let raw = mock!(Client::get_service)
        .sequence()
        .http_response(|| {
            let mut response = HttpResponse::new(
                429.try_into().unwrap(),
                SdkBody::from(r#"{"message":"slowly"}"#),
            );
            response
                .headers_mut()
                .insert("x-amzn-errortype", "ThrottlingException");
            response
        })
        .http_status(500, None)
        .http_response(|| {
            let body = r#"{"service":{"serviceId":"svc-2","serviceType":"slack"}}"#;
            HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body))
        })
        .build();
    let client = mock_client!(sdk, RuleMode::Sequential, [&raw], |config| config
        .region(sdk::config::Region::new("eu-north-1")));
    let output = client.get_service().service_id("svc-2").send().await;
    let output = output.map(|output| {
        output
            .service()
            .map(|s| (s.service_id().to_owned(), s.service_type().clone()))
    });
    line(
        "mocks",
        "after retries",
        format!("{:?} {}", output.ok(), raw.num_calls()),
    );
}
