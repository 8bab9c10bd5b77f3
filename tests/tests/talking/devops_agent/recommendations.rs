//! Recommendations: read, listed, updated.

use aws_smithy_types::DateTime;
use devops_agent::Client;
use devops_agent::types::{
    Recommendation, RecommendationContent, RecommendationPriority, RecommendationStatus,
};
use serde_json::{Value, json};

use super::SPACE;
use crate::conversation::Conversation;

pub async fn all(client: &Client, talk: &mut Conversation) {
    get_recommendation(client, talk).await;
    list_recommendations(client, talk).await;
    update_recommendation(client, talk).await;
}

fn recommendation(id: &str) -> (Recommendation, Value) {
    let recommendation = Recommendation::builder()
        .agent_space_arn("arn:aws:aidevops:us-east-1:123456789012:agentspace/space-0123456789")
        .recommendation_id(id)
        .task_id("task-1")
        .goal_id("goal-1")
        .title("Add an alarm")
        .content(
            RecommendationContent::builder()
                .summary("No alarm watches the queue's age.")
                .spec("## Steps\n\n1.\tCreate the alarm\r\n")
                .build()
                .unwrap(),
        )
        .status(RecommendationStatus::UpdateInProgress)
        .priority(RecommendationPriority::High)
        .goal_version(i64::MAX)
        .additional_context("Seen twice")
        .rank_position(1)
        .ranked_at(DateTime::from_secs(0))
        .created_at(DateTime::from_secs(1_779_179_400))
        .updated_at(DateTime::from_secs_and_nanos(1_779_179_400, 1_000_000))
        .version(3)
        .build()
        .unwrap();
    let json = json!({
        "agentSpaceArn": "arn:aws:aidevops:us-east-1:123456789012:agentspace/space-0123456789",
        "recommendationId": id,
        "taskId": "task-1",
        "goalId": "goal-1",
        "title": "Add an alarm",
        "content": {
            "summary": "No alarm watches the queue's age.",
            "spec": "## Steps\n\n1.\tCreate the alarm\r\n",
        },
        "status": "UPDATE_IN_PROGRESS",
        "priority": "HIGH",
        "goalVersion": i64::MAX,
        "additionalContext": "Seen twice",
        "rankPosition": 1,
        "rankedAt": "1970-01-01T00:00:00Z",
        "createdAt": "2026-05-19T08:30:00Z",
        "updatedAt": "2026-05-19T08:30:00.001Z",
        "version": 3,
    });
    (recommendation, json)
}

async fn get_recommendation(client: &Client, talk: &mut Conversation) {
    let (expected, json) = recommendation("rec-1");
    talk.answer("GetRecommendation", json!({ "recommendation": json }));
    let output = client
        .get_recommendation()
        .agent_space_id(SPACE)
        .recommendation_id("rec-1")
        .recommendation_version(i64::MIN)
        .send()
        .await
        .unwrap();
    talk.heard(
        "GetRecommendation",
        json!({
            "agentSpaceId": SPACE,
            "recommendationId": "rec-1",
            "recommendationVersion": i64::MIN,
        }),
    );
    assert_eq!(output.recommendation(), Some(&expected));
}

async fn list_recommendations(client: &Client, talk: &mut Conversation) {
    let (expected, json): (Vec<_>, Vec<_>) =
        ["rec-1", "rec-2"].into_iter().map(recommendation).unzip();
    talk.answer(
        "ListRecommendations",
        json!({ "recommendations": json, "nextToken": "2" }),
    );
    let output = client
        .list_recommendations()
        .agent_space_id(SPACE)
        .task_id("task-1")
        .goal_id("goal-1")
        .status(RecommendationStatus::Proposed)
        .priority(RecommendationPriority::Low)
        .limit(50)
        .next_token("1")
        .send()
        .await
        .unwrap();
    talk.heard(
        "ListRecommendations",
        json!({
            "agentSpaceId": SPACE,
            "taskId": "task-1",
            "goalId": "goal-1",
            "status": "PROPOSED",
            "priority": "LOW",
            "limit": 50,
            "nextToken": "1",
        }),
    );
    assert_eq!(output.recommendations(), expected);
    assert_eq!(output.next_token(), Some("2"));
}

async fn update_recommendation(client: &Client, talk: &mut Conversation) {
    let (expected, json) = recommendation("rec-1");
    talk.answer("UpdateRecommendation", json!({ "recommendation": json }));
    let output = client
        .update_recommendation()
        .agent_space_id(SPACE)
        .recommendation_id("rec-1")
        .status(RecommendationStatus::Accepted)
        .additional_context("Do it\u{2028}now")
        .client_token("4a1b")
        .send()
        .await
        .unwrap();
    talk.heard(
        "UpdateRecommendation",
        json!({
            "agentSpaceId": SPACE,
            "recommendationId": "rec-1",
            "status": "ACCEPTED",
            "additionalContext": "Do it\u{2028}now",
            "clientToken": "4a1b",
        }),
    );
    assert_eq!(output.recommendation(), Some(&expected));
}
