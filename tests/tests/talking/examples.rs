//! The examples of the crates, run as the programs that they are against the server, region and credentials in the
//! environment.

use std::process::{Output, Stdio};

use aws_smithy_types::base64;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::conversation::Conversation;
use crate::server::{Request, Whole};
use crate::service::{AGENTCORE_PAYMENTS, DEVOPS_AGENT};
use crate::signature::{ACCESS_KEY, REGION, SECRET_KEY, SESSION_TOKEN};

const REGISTER: &str = env!("CARGO_BIN_EXE_register_sigv4_mcp_server");
const PAY: &str = env!("CARGO_BIN_EXE_pay_for_x402_resource");

/// Runs a program that knows nothing but the credentials of the test.
async fn run(program: &str, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        .env("AWS_REGION", REGION)
        .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
        .env("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
        .env("AWS_SESSION_TOKEN", SESSION_TOKEN)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that does not read its input may have closed it.
    let _ = stdin.write_all(input.as_bytes()).await;
    drop(stdin);
    child.wait_with_output().await.unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

/// The address of the server, which the examples call exactly as it is.
fn url(talk: &Conversation) -> String {
    format!("http://{}", talk.server.address)
}

async fn register(talk: &Conversation) -> Output {
    let url = url(talk);
    let arguments = [
        ["--agent-space", "space-1"],
        ["--name", "metrics"],
        ["--url", "https://mcp.example.com"],
        ["--service", "execute-api"],
        ["--role-arn", "arn:aws:iam::123456789012:role/mcp"],
        ["--tool", "query"],
        ["--tool", "list"],
        ["--endpoint-url", &url],
    ];
    run(REGISTER, arguments.as_flattened(), "").await
}

#[tokio::test]
async fn a_server_is_registered_and_associated() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server
        .answer(Whole::json(201, &json!({ "serviceId": "svc-1" })));
    talk.server.answer(Whole::json(
        201,
        &json!({ "association": {
            "agentSpaceId": "space-1",
            "createdAt": "2026-05-19T08:30:00Z",
            "updatedAt": "2026-05-19T08:30:00Z",
            "status": "valid",
            "associationId": "assoc-1",
            "serviceId": "svc-1",
            "configuration": { "mcpserversigv4": { "tools": ["query", "list"] } },
        } }),
    ));
    let output = register(&talk).await;
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        "registered metrics as service svc-1\n\
         associated it with agent space space-1 as assoc-1, status valid\n\
         the agent may call: query, list\n"
    );
    let requests = talk.server.heard();
    let targets: Vec<_> = requests.iter().map(|r| r.target.as_str()).collect();
    assert_eq!(
        targets,
        [
            "/v1/register/mcpserversigv4",
            "/v1/agentspaces/space-1/associations"
        ]
    );
    let host = talk.server.address.to_string();
    assert_eq!(requests[0].header("host"), Some(host.as_str()));
    assert_eq!(
        body(&requests[0]),
        json!({
            "name": "metrics",
            "serviceDetails": { "mcpserversigv4": {
                "name": "metrics",
                "endpoint": "https://mcp.example.com",
                "authorizationConfig": {
                    "region": REGION,
                    "service": "execute-api",
                    "roleArn": "arn:aws:iam::123456789012:role/mcp",
                },
            } },
        })
    );
    assert_eq!(
        body(&requests[1]),
        json!({
            "serviceId": "svc-1",
            "configuration": { "mcpserversigv4": { "tools": ["query", "list"] } },
        })
    );
}

#[tokio::test]
async fn a_conflict_is_explained() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    let message = json!({ "message": "Exists" });
    talk.server
        .answer(Whole::error(409, "ConflictException", &message));
    let output = register(&talk).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: a service named metrics is registered already; choose another --name\n"
    );
}

#[tokio::test]
async fn missing_arguments_are_named() {
    for (program, missing) in [(REGISTER, "--agent-space"), (PAY, "--payment-manager")] {
        let output = run(program, &[], "").await;
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            text(&output.stderr),
            format!("error: {missing} is missing; see --help\n")
        );
        let help = run(program, &["--help"], "").await;
        assert!(help.status.success());
        assert!(text(&help.stdout).contains(missing));
    }
}

async fn pay(talk: &Conversation) -> Output {
    let url = url(talk);
    let arguments = [
        ["--payment-manager", "arn:manager"],
        ["--instrument", "instrument-1"],
        ["--user", "ann"],
        ["--limit", "2.50"],
        ["--minutes", "30"],
        ["--endpoint-url", &url],
    ];
    let terms = json!({ "x402Version": 1, "error": "pay", "accepts": [requirement()] });
    run(PAY, arguments.as_flattened(), &terms.to_string()).await
}

fn requirement() -> Value {
    json!({
        "scheme": "exact",
        "network": "base-sepolia",
        "maxAmountRequired": "10000",
        "payTo": "0x1",
        "maxTimeoutSeconds": 60,
        "extra": { "name": "USDC", "version": "2" },
    })
}

fn session() -> Whole {
    let session = json!({
        "paymentSessionId": "session-1",
        "paymentManagerArn": "arn:manager",
        "userId": "ann",
        "expiryTimeInMinutes": 30,
        "createdAt": "2026-05-07T12:00:00Z",
        "updatedAt": "2026-05-07T12:00:00Z",
    });
    Whole::json(201, &json!({ "paymentSession": session }))
}

#[tokio::test]
async fn a_resource_is_paid_for() {
    let talk = Conversation::start(&AGENTCORE_PAYMENTS).await;
    let proof = json!({ "x402Version": 1, "scheme": "exact", "payload": { "signature": "0xabc" } });
    talk.server.answer(session());
    talk.server.answer(Whole::json(
        200,
        &json!({
            "processPaymentId": "payment-1",
            "paymentManagerArn": "arn:manager",
            "paymentSessionId": "session-1",
            "paymentInstrumentId": "instrument-1",
            "paymentType": "CRYPTO_X402",
            "status": "PROOF_GENERATED",
            "paymentOutput": { "cryptoX402": { "version": "1", "payload": proof } },
            "createdAt": "2026-05-07T12:00:00Z",
            "updatedAt": "2026-05-07T12:00:00Z",
        }),
    ));
    let output = pay(&talk).await;
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stderr),
        "opened session-1 for 30 minutes, up to 2.50 USD\npaid: base-sepolia to 0x1\n"
    );
    let header = text(&output.stdout).strip_prefix("X-PAYMENT: ").unwrap();
    let decoded = base64::decode(header.trim_end()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&decoded).unwrap(), proof);

    let requests = talk.server.heard();
    let [open, payment] = &requests[..] else {
        panic!("{} requests", requests.len());
    };
    assert_eq!(open.target, "/payments/createPaymentSession");
    assert_eq!(payment.target, "/payments/processPayment");
    for request in [open, payment] {
        assert_eq!(
            request.header("x-amzn-bedrock-agentcore-payments-user-id"),
            Some("ann")
        );
    }
    let token = body(open)["clientToken"].clone();
    assert_eq!(
        body(open),
        json!({
            "paymentManagerArn": "arn:manager",
            "limits": { "maxSpendAmount": { "value": "2.50", "currency": "USD" } },
            "expiryTimeInMinutes": 30,
            "clientToken": token,
        })
    );
    let sent = &body(payment)["paymentInput"];
    let paid = json!({ "cryptoX402": { "version": "v1", "payload": requirement() } });
    assert_eq!(sent, &paid);
}

#[tokio::test]
async fn a_refused_payment_is_explained() {
    let talk = Conversation::start(&AGENTCORE_PAYMENTS).await;
    talk.server.answer(session());
    let message = json!({ "message": "Limit exceeded" });
    talk.server
        .answer(Whole::error(402, "ServiceQuotaExceededException", &message));
    let output = pay(&talk).await;
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.contains("ServiceQuotaExceededException: Limit exceeded"),
        "{error}"
    );
    assert!(error.contains("--limit 2.50"), "{error}");
    assert!(output.stdout.is_empty());
}
