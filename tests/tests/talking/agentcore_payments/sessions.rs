//! Payment sessions: created, read, listed, deleted.

use agentcore_payments::Client;
use agentcore_payments::types::{
    Amount, AvailableLimits, Currency, PaymentSession, PaymentSessionStatus, PaymentSessionSummary,
    SessionLimits,
};
use aws_smithy_types::DateTime;
use serde_json::{Value, json};

use super::{AGENT, MANAGER, SESSION, TOKEN, USER};
use crate::conversation::Conversation;

pub async fn all(client: &Client, talk: &mut Conversation) {
    create(client, talk).await;
    get(client, talk).await;
    list(client, talk).await;
    delete(client, talk).await;
}

fn amount(value: &str) -> Amount {
    Amount::builder()
        .value(value)
        .currency(Currency::Usd)
        .build()
        .unwrap()
}

fn limits() -> SessionLimits {
    SessionLimits::builder()
        .max_spend_amount(amount("10.50"))
        .build()
}

fn session() -> (PaymentSession, Value) {
    let session = PaymentSession::builder()
        .payment_session_id(SESSION)
        .payment_manager_arn(MANAGER)
        .limits(limits())
        .user_id(USER)
        .expiry_time_in_minutes(480)
        .created_at(DateTime::from_secs(1_778_155_200))
        .available_limits(
            AvailableLimits::builder()
                .available_spend_amount(amount("0.000001"))
                .updated_at(DateTime::from_secs(1_778_155_202))
                .build(),
        )
        .updated_at(DateTime::from_secs(1_778_155_201))
        .build()
        .unwrap();
    let json = json!({
        "paymentSessionId": SESSION,
        "paymentManagerArn": MANAGER,
        "limits": { "maxSpendAmount": { "value": "10.50", "currency": "USD" } },
        "userId": USER,
        "expiryTimeInMinutes": 480,
        "createdAt": "2026-05-07T12:00:00Z",
        "availableLimits": {
            "availableSpendAmount": { "value": "0.000001", "currency": "USD" },
            "updatedAt": "2026-05-07T12:00:02Z",
        },
        "updatedAt": "2026-05-07T12:00:01Z",
    });
    (session, json)
}

async fn create(client: &Client, talk: &mut Conversation) {
    let (expected, json) = session();
    talk.answer("CreatePaymentSession", json!({ "paymentSession": json }));
    let output = client
        .create_payment_session()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .limits(limits())
        .expiry_time_in_minutes(15)
        .client_token(TOKEN)
        .send()
        .await
        .unwrap();
    talk.heard(
        "CreatePaymentSession",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "limits": { "maxSpendAmount": { "value": "10.50", "currency": "USD" } },
            "expiryTimeInMinutes": 15,
            "clientToken": TOKEN,
        }),
    );
    assert_eq!(output.payment_session(), Some(&expected));
}

async fn get(client: &Client, talk: &mut Conversation) {
    let (expected, json) = session();
    talk.answer("GetPaymentSession", json!({ "paymentSession": json }));
    let output = client
        .get_payment_session()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .payment_session_id(SESSION)
        .send()
        .await
        .unwrap();
    talk.heard(
        "GetPaymentSession",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "paymentSessionId": SESSION,
        }),
    );
    assert_eq!(output.payment_session(), Some(&expected));
}

async fn list(client: &Client, talk: &mut Conversation) {
    let summary = PaymentSessionSummary::builder()
        .payment_session_id(SESSION)
        .payment_manager_arn(MANAGER)
        .user_id(USER)
        .expiry_time_in_minutes(60)
        .created_at(DateTime::from_secs(1_778_155_200))
        .updated_at(DateTime::from_secs(1_778_155_201))
        .build()
        .unwrap();
    talk.answer(
        "ListPaymentSessions",
        json!({
            "paymentSessions": [{
                "paymentSessionId": SESSION,
                "paymentManagerArn": MANAGER,
                "userId": USER,
                "expiryTimeInMinutes": 60,
                "createdAt": "2026-05-07T12:00:00Z",
                "updatedAt": "2026-05-07T12:00:01Z",
            }],
            "nextToken": "2",
        }),
    );
    let output = client
        .list_payment_sessions()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .next_token("1")
        .max_results(1)
        .send()
        .await
        .unwrap();
    talk.heard(
        "ListPaymentSessions",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "nextToken": "1",
            "maxResults": 1,
        }),
    );
    assert_eq!(output.payment_sessions(), [summary]);
    assert_eq!(output.next_token(), Some("2"));
}

async fn delete(client: &Client, talk: &mut Conversation) {
    talk.answer("DeletePaymentSession", json!({ "status": "DELETED" }));
    let output = client
        .delete_payment_session()
        .user_id(USER)
        .payment_manager_arn(MANAGER)
        .payment_session_id(SESSION)
        .send()
        .await
        .unwrap();
    talk.heard(
        "DeletePaymentSession",
        json!({
            "userId": USER,
            "paymentManagerArn": MANAGER,
            "paymentSessionId": SESSION,
        }),
    );
    assert_eq!(output.status(), &PaymentSessionStatus::Deleted);
}
