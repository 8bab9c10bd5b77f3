//! Opens a payment session, pays for a resource that answered with HTTP 402, and prints the header that proves it.
//!
//! ```text
//! curl -s https://api.example.com/report > terms.json      # 402 Payment Required
//! header=$(cargo run --example pay_for_x402_resource -- --payment-manager arn:aws:bedrock-agentcore:… \
//!     --instrument payment-instrument-… --user ann --payment-required terms.json)
//! curl -H "$header" https://api.example.com/report
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::io::Read;
use std::process::ExitCode;

use agentcore_payments::error::DisplayErrorContext;
use agentcore_payments::types::{
    Amount, CryptoX402PaymentInput, CryptoX402PaymentOutput, Currency, PaymentInput, PaymentOutput,
    PaymentSession, PaymentType, SessionLimits,
};
use agentcore_payments::Client;
use aws_config::BehaviorVersion;
use aws_smithy_types::{base64, Document, Number};
use serde_json::Value;

const USAGE: &str = "\
Pays for a resource that answered with HTTP 402 (x402), and prints the header to repeat the request with.

Usage: pay_for_x402_resource --payment-manager ARN --instrument ID --user ID [--payment-required FILE]

      --payment-manager ARN     payment manager of the instrument
      --instrument ID           instrument to pay from
      --user ID                 end user whose money is spent
      --payment-required FILE   body of the 402 answer, JSON with x402Version and accepts [default: standard input]
      --limit USD               most that the session may spend [default: 1.00]
      --minutes N               how long the session lasts, 15 to 480 [default: 15]
      --endpoint-url URL        call this URL instead of AWS
      --help                    print this text

Region and credentials come from the environment, as with the AWS CLI.";

/// What is asked for on the command line.
struct Options {
    payment_manager: String,
    instrument: String,
    user: String,
    payment_required: Option<String>,
    limit: String,
    minutes: i32,
    endpoint_url: Option<String>,
}

impl Options {
    /// `None` if help is asked for.
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut values = HashMap::new();
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--help" => return Ok(None),
                "--payment-manager" | "--instrument" | "--user" | "--payment-required"
                | "--limit" | "--minutes" | "--endpoint-url" => {}
                _ => return Err(format!("unknown argument {name}")),
            }
            let value = arguments
                .next()
                .ok_or_else(|| format!("{name} needs a value"))?;
            values.insert(name, value);
        }
        let minutes = values.remove("--minutes").unwrap_or("15".to_owned());
        let minutes = minutes
            .parse()
            .map_err(|_| format!("--minutes {minutes} is no number"))?;
        let mut required = |name: &str| {
            values
                .remove(name)
                .ok_or_else(|| format!("{name} is missing"))
        };
        Ok(Some(Self {
            payment_manager: required("--payment-manager")?,
            instrument: required("--instrument")?,
            user: required("--user")?,
            payment_required: values.remove("--payment-required"),
            limit: values.remove("--limit").unwrap_or("1.00".to_owned()),
            minutes,
            endpoint_url: values.remove("--endpoint-url"),
        }))
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}; see --help");
            return ExitCode::from(2);
        }
    };
    match run(&options).await {
        // The header is all that standard output gets, so that it can go right into the next request.
        Ok(header) => {
            println!("{header}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<String, Box<dyn Error>> {
    let terms = Terms::read(options.payment_required.as_deref())?;
    let mut loader = aws_config::defaults(BehaviorVersion::latest());
    if let Some(url) = &options.endpoint_url {
        loader = loader.endpoint_url(url);
    }
    let config = loader.load().await;
    if config.region().is_none() {
        return Err("no Region: set AWS_REGION or `region` in the AWS configuration file".into());
    }
    let client = Client::new(&config);

    let session = open_session(&client, options).await?;
    eprintln!(
        "opened {} for {} minutes, up to {} USD",
        session.payment_session_id(),
        session.expiry_time_in_minutes(),
        options.limit
    );
    let proof = pay(&client, options, &session, &terms).await?;
    eprintln!("paid: {}", terms.summary());
    Ok(proof_header(&proof))
}

/// What the seller wants.
struct Terms {
    version: u64,
    /// An entry of `accepts`.
    requirement: Value,
}

impl Terms {
    fn read(file: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let (name, text) = match file {
            Some(file) => (file, std::fs::read_to_string(file)),
            None => {
                let mut text = String::new();
                let read = std::io::stdin().read_to_string(&mut text);
                ("standard input", read.map(|_| text))
            }
        };
        let text = text.map_err(|error| format!("{name}: {error}"))?;
        let answer: Value =
            serde_json::from_str(&text).map_err(|error| format!("{name} is not JSON: {error}"))?;
        let version = answer["x402Version"].as_u64();
        let requirement = answer["accepts"].get(0);
        match (version, requirement) {
            (Some(version), Some(requirement)) => Ok(Self {
                version,
                requirement: requirement.clone(),
            }),
            _ => Err(format!("{name} is no x402 answer: it needs x402Version and accepts").into()),
        }
    }

    fn summary(&self) -> String {
        let field = |name: &str| self.requirement[name].as_str().unwrap_or("?").to_owned();
        format!("{} to {}", field("network"), field("payTo"))
    }
}

async fn open_session(
    client: &Client,
    options: &Options,
) -> Result<PaymentSession, Box<dyn Error>> {
    let limit = Amount::builder()
        .value(&options.limit)
        .currency(Currency::Usd)
        .build()?;
    let output = client
        .create_payment_session()
        .user_id(&options.user)
        .payment_manager_arn(&options.payment_manager)
        .limits(SessionLimits::builder().max_spend_amount(limit).build())
        .expiry_time_in_minutes(options.minutes)
        .send()
        .await
        .map_err(|error| DisplayErrorContext(error).to_string())?;
    Ok(output
        .payment_session
        .ok_or("the answer has no payment session")?)
}

async fn pay(
    client: &Client,
    options: &Options,
    session: &PaymentSession,
    terms: &Terms,
) -> Result<CryptoX402PaymentOutput, Box<dyn Error>> {
    let input = CryptoX402PaymentInput::builder()
        .version(format!("v{}", terms.version))
        .payload(to_document(&terms.requirement))
        .build()?;
    let output = client
        .process_payment()
        .user_id(&options.user)
        .payment_manager_arn(&options.payment_manager)
        .payment_session_id(session.payment_session_id())
        .payment_instrument_id(&options.instrument)
        .payment_type(PaymentType::CryptoX402)
        .payment_input(PaymentInput::CryptoX402(input))
        .send()
        .await
        .map_err(|error| match error.as_service_error() {
            Some(refusal) if refusal.is_service_quota_exceeded_exception() => {
                format!(
                    "{refusal}\nThe price may be above --limit {}.",
                    options.limit
                )
            }
            _ => DisplayErrorContext(error).to_string(),
        })?;
    match output.payment_output {
        Some(PaymentOutput::CryptoX402(proof)) => Ok(proof),
        _ => Err("the payment was made, but its answer has no x402 proof".into()),
    }
}

/// The proof in the header that its version of x402 wants it in.
fn proof_header(proof: &CryptoX402PaymentOutput) -> String {
    let name = match proof.version().trim_start_matches('v') {
        "1" => "X-PAYMENT",
        _ => "PAYMENT-SIGNATURE",
    };
    let json = to_json(proof.payload()).to_string();
    format!("{name}: {}", base64::encode(json))
}

fn to_document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(*value),
        Value::String(value) => Document::String(value.clone()),
        Value::Number(value) => Document::Number(match (value.as_u64(), value.as_i64()) {
            (Some(value), _) => Number::PosInt(value),
            (None, Some(value)) => Number::NegInt(value),
            (None, None) => Number::Float(value.as_f64().unwrap_or(f64::NAN)),
        }),
        Value::Array(values) => Document::Array(values.iter().map(to_document).collect()),
        Value::Object(entries) => {
            let entries = entries.iter().map(|(k, v)| (k.clone(), to_document(v)));
            Document::Object(entries.collect())
        }
    }
}

fn to_json(document: &Document) -> Value {
    match document {
        Document::Null => Value::Null,
        Document::Bool(value) => (*value).into(),
        Document::String(value) => value.as_str().into(),
        Document::Number(Number::PosInt(value)) => (*value).into(),
        Document::Number(Number::NegInt(value)) => (*value).into(),
        Document::Number(Number::Float(value)) => (*value).into(),
        Document::Array(values) => values.iter().map(to_json).collect(),
        Document::Object(entries) => entries
            .iter()
            .map(|(k, v)| (k.clone(), to_json(v)))
            .collect(),
    }
}
