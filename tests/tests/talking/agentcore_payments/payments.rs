//! Paying for an x402 resource, and tokens of payment providers.

use std::collections::HashMap;

use agentcore_payments::Client;
use agentcore_payments::types::{
    CoinbaseCdpTokenRequestInput, CoinbaseCdpTokenResponseOutput, CryptoX402PaymentInput,
    CryptoX402PaymentOutput, PaymentHttpMethodType, PaymentInput, PaymentOutput, PaymentStatus,
    PaymentTokenRequestInput, PaymentTokenResponseOutput, PaymentType,
    StripePrivyTokenRequestInput, StripePrivyTokenResponseOutput,
};
use aws_smithy_types::{DateTime, Document, Number};
use serde_json::{Value, json};

use super::{AGENT, INSTRUMENT, MANAGER, SESSION, TOKEN, USER};
use crate::conversation::Conversation;

pub async fn all(client: &Client, talk: &mut Conversation) {
    process_payment(client, talk).await;
    tokens(client, talk).await;
}

fn object(entries: impl IntoIterator<Item = (&'static str, Document)>) -> Document {
    let entries = entries.into_iter().map(|(k, v)| (k.to_owned(), v));
    Document::Object(entries.collect::<HashMap<_, _>>())
}

/// What a resource asks for: an entry of `accepts` of its 402 answer.
fn terms() -> (Document, Value) {
    let document = object([
        ("scheme", "exact".into()),
        ("network", "base-sepolia".into()),
        ("maxAmountRequired", "10000".into()),
        ("maxTimeoutSeconds", Document::Number(Number::PosInt(300))),
        ("discount", Document::Number(Number::Float(0.25))),
        ("refund", Document::Number(Number::NegInt(-1))),
        ("mimeType", Document::Null),
        (
            "extra",
            object([("name", "USD Coin".into()), ("final", true.into())]),
        ),
    ]);
    let json = json!({
        "scheme": "exact",
        "network": "base-sepolia",
        "maxAmountRequired": "10000",
        "maxTimeoutSeconds": 300,
        "discount": 0.25,
        "refund": -1,
        "mimeType": null,
        "extra": { "name": "USD Coin", "final": true },
    });
    (document, json)
}

async fn process_payment(client: &Client, talk: &mut Conversation) {
    const ID: &str = "01234567-89ab-cdef-0123-456789abcdef";
    let (terms, terms_json) = terms();
    talk.answer(
        "ProcessPayment",
        json!({
            "processPaymentId": ID,
            "paymentManagerArn": MANAGER,
            "paymentSessionId": SESSION,
            "paymentInstrumentId": INSTRUMENT,
            "paymentType": "CRYPTO_X402",
            "status": "PROOF_GENERATED",
            "paymentOutput": { "cryptoX402": {
                "version": "1",
                "payload": { "signature": "0xabc", "authorization": { "value": "10000", "nonces": [1, -2, 0.5] } },
            } },
            "createdAt": "2026-05-07T12:00:00Z",
            "updatedAt": "2026-05-07T12:00:00.000001Z",
        }),
    );
    let output = client
        .process_payment()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .payment_session_id(SESSION)
        .payment_instrument_id(INSTRUMENT)
        .payment_type(PaymentType::CryptoX402)
        .payment_input(PaymentInput::CryptoX402(
            CryptoX402PaymentInput::builder()
                .version("1")
                .payload(terms)
                .build()
                .unwrap(),
        ))
        .client_token(TOKEN)
        .send()
        .await
        .unwrap();
    talk.heard(
        "ProcessPayment",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "paymentSessionId": SESSION,
            "paymentInstrumentId": INSTRUMENT,
            "paymentType": "CRYPTO_X402",
            "paymentInput": { "cryptoX402": { "version": "1", "payload": terms_json } },
            "clientToken": TOKEN,
        }),
    );
    let nonces = [Number::PosInt(1), Number::NegInt(-2), Number::Float(0.5)];
    let proof = object([
        ("signature", "0xabc".into()),
        (
            "authorization",
            object([
                ("value", "10000".into()),
                (
                    "nonces",
                    Document::Array(nonces.into_iter().map(Document::Number).collect()),
                ),
            ]),
        ),
    ]);
    let expected = CryptoX402PaymentOutput::builder()
        .version("1")
        .payload(proof)
        .build()
        .unwrap();
    assert_eq!(output.process_payment_id(), ID);
    assert_eq!(output.payment_manager_arn(), MANAGER);
    assert_eq!(output.payment_session_id(), SESSION);
    assert_eq!(output.payment_instrument_id(), INSTRUMENT);
    assert_eq!(output.payment_type(), &PaymentType::CryptoX402);
    assert_eq!(output.status(), &PaymentStatus::ProofGenerated);
    assert_eq!(
        output.payment_output(),
        Some(&PaymentOutput::CryptoX402(expected))
    );
    assert_eq!(output.created_at(), &DateTime::from_secs(1_778_155_200));
    assert_eq!(
        output.updated_at(),
        &DateTime::from_secs_and_nanos(1_778_155_200, 1_000)
    );
}

async fn tokens(client: &Client, talk: &mut Conversation) {
    for ((request, request_json), (expected, response_json)) in [coinbase(), stripe()] {
        talk.answer(
            "GetResourcePaymentToken",
            json!({ "paymentTokenResponse": response_json }),
        );
        let output = client
            .get_resource_payment_token()
            .workload_identity_token("wit")
            .resource_credential_provider_name("provider_1")
            .payment_token_request(request)
            .send()
            .await
            .unwrap();
        talk.heard(
            "GetResourcePaymentToken",
            json!({
                "workloadIdentityToken": "wit",
                "resourceCredentialProviderName": "provider_1",
                "paymentTokenRequest": request_json,
            }),
        );
        assert_eq!(output.payment_token_response(), Some(&expected));
    }
}

type Exchange = (
    (PaymentTokenRequestInput, Value),
    (PaymentTokenResponseOutput, Value),
);

fn coinbase() -> Exchange {
    let request = CoinbaseCdpTokenRequestInput::builder()
        .request_method(PaymentHttpMethodType::Patch)
        .request_host("api.cdp.example.com")
        .request_path("/v2/accounts?limit=1&after=%20")
        .include_wallet_auth_token(true)
        .request_body("{\"name\":\"a\"}")
        .build()
        .unwrap();
    let request_json = json!({ "coinbaseCdpTokenRequest": {
        "requestMethod": "PATCH",
        "requestHost": "api.cdp.example.com",
        "requestPath": "/v2/accounts?limit=1&after=%20",
        "includeWalletAuthToken": true,
        "requestBody": "{\"name\":\"a\"}",
    } });
    let response = CoinbaseCdpTokenResponseOutput::builder()
        .bearer_token("bearer")
        .wallet_auth_token("wallet")
        .build()
        .unwrap();
    let response_json = json!({ "coinbaseCdpTokenResponse": {
        "bearerToken": "bearer",
        "walletAuthToken": "wallet",
    } });
    (
        (
            PaymentTokenRequestInput::CoinbaseCdpTokenRequest(request),
            request_json,
        ),
        (
            PaymentTokenResponseOutput::CoinbaseCdpTokenResponse(response),
            response_json,
        ),
    )
}

fn stripe() -> Exchange {
    let request = StripePrivyTokenRequestInput::builder()
        .request_host("api.privy.example.com")
        .request_path("/v1/wallets")
        .request_body("{}")
        .include_authorization_signature(true)
        .build()
        .unwrap();
    let request_json = json!({ "stripePrivyTokenRequest": {
        "requestHost": "api.privy.example.com",
        "requestPath": "/v1/wallets",
        "requestBody": "{}",
        "includeAuthorizationSignature": true,
    } });
    let response = StripePrivyTokenResponseOutput::builder()
        .authorization_signature("signature")
        .request_expiry(1_778_155_200_123)
        .app_id("app")
        .basic_auth_token("basic")
        .build()
        .unwrap();
    let response_json = json!({ "stripePrivyTokenResponse": {
        "authorizationSignature": "signature",
        "requestExpiry": 1_778_155_200_123_i64,
        "appId": "app",
        "basicAuthToken": "basic",
    } });
    (
        (
            PaymentTokenRequestInput::StripePrivyTokenRequest(request),
            request_json,
        ),
        (
            PaymentTokenResponseOutput::StripePrivyTokenResponse(response),
            response_json,
        ),
    )
}
