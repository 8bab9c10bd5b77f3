//! What somebody would write who registers a service, associates it and follows a recommendation.

use crate::sdk;
use crate::sdk::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use crate::sdk::operation::RequestId;
use crate::sdk::operation::get_recommendation::GetRecommendationError;
use crate::sdk::primitives::{DateTime, DateTimeFormat};
use crate::sdk::types::{Recommendation, RecommendationPriority, RecommendationStatus, Service};
use crate::support::{Session, line};

pub async fn run(session: &Session) {
    let client = sdk::Client::new(&session.sdk_config());
    let counted = count(&client).await;
    // No key asks for an answer: the server refuses.
    line(
        "walk",
        "refused",
        counted.err().map_or("no".to_owned(), |error| {
            format!("{:?} {:?}", error.code(), error.request_id().is_some())
        }),
    );

    let client = session.client("ListServices", "full/0");
    line("walk", "counted", count(&client).await.unwrap());
    for kind in [
        "error/ResourceNotFoundException",
        "error/ThrottlingException",
        "error/AccessDeniedException",
        "full/1",
    ] {
        line(
            "walk",
            kind,
            urgent(&session.client("GetRecommendation", kind)).await,
        );
    }
    let _: fn(DateTime) -> String = |at| at.fmt(DateTimeFormat::DateTime).unwrap();
}

/// `?` turns the error of any operation into the crate's.
async fn count(client: &sdk::Client) -> Result<usize, sdk::Error> {
    let page = client
        .list_services()
        .filter_service_type(Service::Github)
        .max_results(10)
        .send()
        .await?;
    Ok(page.services().len())
}

async fn urgent(client: &sdk::Client) -> String {
    let answer = client
        .get_recommendation()
        .agent_space_id("space")
        .recommendation_id("r-1")
        .send()
        .await;
    match answer {
        Ok(output) => match output.recommendation() {
            Some(Recommendation {
                priority,
                status,
                title,
                ..
            }) => {
                let open = matches!(
                    status,
                    RecommendationStatus::Proposed | RecommendationStatus::Accepted
                );
                format!(
                    "{title} {open} {}",
                    *priority == RecommendationPriority::High
                        || priority > &RecommendationPriority::Low
                )
            }
            None => "nothing".to_owned(),
        },
        Err(SdkError::ServiceError(error)) => match error.err() {
            GetRecommendationError::ResourceNotFoundException(inner) => {
                format!("not found: {}", inner.message())
            }
            GetRecommendationError::ThrottlingException(inner) => format!("slower: {inner:?}"),
            other if other.code() == Some("AccessDeniedException") => {
                format!("denied, status {}", error.raw().status().as_u16())
            }
            other => format!("else: {}", DisplayErrorContext(other)),
        },
        Err(other) => format!("not even asked: {}", DisplayErrorContext(other)),
    }
}
