//! SigV4 as a service checks it: the signature of what arrived is computed again, from the headers that it names.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::conversation::Conversation;
use crate::server::{Request, Whole};
use crate::service::DEVOPS_AGENT;

pub const ACCESS_KEY: &str = "AKIDEXAMPLE";
pub const SECRET_KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub const SESSION_TOKEN: &str = "session/token+of==the test";
pub const REGION: &str = "eu-central-1";

/// How far the clock of a client may be off.
const TOLERANCE: Duration = Duration::from_secs(300);

/// Headers that the signer adds itself.
const OF_THE_SIGNER: [&str; 2] = ["x-amz-date", "x-amz-security-token"];

pub struct Verifier {
    /// The name that the service is signed for.
    pub service: String,
}

impl Verifier {
    /// # Errors
    ///
    /// What is wrong with the request's signature.
    pub fn verify(&self, request: &Request) -> Result<(), String> {
        let claim = Claim::parse(request)?;
        let time = parse_time(claim.date)?;
        let off = SystemTime::now()
            .duration_since(time)
            .unwrap_or_else(|error| error.duration());
        if off > TOLERANCE {
            return Err(format!("{} is {off:?} off", claim.date));
        }
        let scope = format!(
            "{ACCESS_KEY}/{}/{REGION}/{}/aws4_request",
            &claim.date[..8],
            self.service
        );
        if claim.credential != scope {
            return Err(format!("signed for {}, not {scope}", claim.credential));
        }
        claim.check_signed_headers(request)?;
        let signature = self.signature(&claim, request, time)?;
        if signature == claim.signature {
            Ok(())
        } else {
            Err(format!("{} is not {signature}", claim.signature))
        }
    }

    fn signature(
        &self,
        claim: &Claim<'_>,
        request: &Request,
        time: SystemTime,
    ) -> Result<String, String> {
        let identity: Identity = Credentials::new(
            ACCESS_KEY,
            SECRET_KEY,
            Some(SESSION_TOKEN.to_owned()),
            None,
            "test",
        )
        .into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(REGION)
            .name(&self.service)
            .time(time)
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| error.to_string())?
            .into();
        let headers = claim
            .signed_headers
            .iter()
            .filter(|name| !OF_THE_SIGNER.contains(name))
            .filter_map(|name| Some((*name, request.header(name)?)));
        let host = request.header("host").ok_or("no host")?;
        let signable = SignableRequest::new(
            &request.method,
            format!("http://{host}{}", request.target),
            headers,
            SignableBody::Bytes(&request.body),
        )
        .map_err(|error| error.to_string())?;
        let output = sign(signable, &params).map_err(|error| error.to_string())?;
        Ok(output.signature().to_owned())
    }
}

/// What the `authorization` header says, and the time of the signature.
pub struct Claim<'a> {
    pub credential: &'a str,
    pub signed_headers: BTreeSet<&'a str>,
    pub signature: &'a str,
    pub date: &'a str,
}

impl<'a> Claim<'a> {
    pub fn parse(request: &'a Request) -> Result<Self, String> {
        let header = request.header("authorization").ok_or("not signed")?;
        let fields = header
            .strip_prefix("AWS4-HMAC-SHA256 ")
            .ok_or_else(|| format!("not AWS4-HMAC-SHA256: {header}"))?;
        let field = |name: &str| {
            fields
                .split(", ")
                .find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
                .ok_or_else(|| format!("no {name} in {header}"))
        };
        Ok(Self {
            credential: field("Credential")?,
            signed_headers: field("SignedHeaders")?.split(';').collect(),
            signature: field("Signature")?,
            date: request.header("x-amz-date").ok_or("no x-amz-date")?,
        })
    }

    /// The host, the content type and every header of AWS must be signed.
    fn check_signed_headers(&self, request: &Request) -> Result<(), String> {
        let must =
            |name: &str| matches!(name, "host" | "content-type") || name.starts_with("x-amz");
        for name in request.headers.keys().map(|name| name.as_str()) {
            if must(name) && !self.signed_headers.contains(name) {
                return Err(format!("{name} is not signed"));
            }
        }
        let absent = self
            .signed_headers
            .iter()
            .find(|name| !request.headers.contains_key(**name));
        match absent {
            Some(name) => Err(format!("{name} is signed and not there")),
            None => Ok(()),
        }
    }
}

/// `20260519T083000Z`.
fn parse_time(date: &str) -> Result<SystemTime, String> {
    let wrong = || format!("{date} is no date of a signature");
    if date.len() != 16 || !date.is_ascii() {
        return Err(wrong());
    }
    let text = format!(
        "{}-{}-{}T{}:{}:{}",
        &date[..4],
        &date[4..6],
        &date[6..8],
        &date[9..11],
        &date[11..13],
        &date[13..]
    );
    DateTime::from_str(&text, Format::DateTime)
        .ok()
        .and_then(|time| SystemTime::try_from(time).ok())
        .ok_or_else(wrong)
}

/// The canonical request written down by hand after the SigV4 specification: the path encoded once more than it was
/// sent, the query sorted, the headers in order, the hash of an empty body.
#[tokio::test]
async fn canonical_request_by_hand() {
    let talk = Conversation::start(&DEVOPS_AGENT).await;
    talk.server
        .answer(Whole::json(200, &json!({ "associations": [] })));
    devops_agent::Client::new(&talk.sdk_config())
        .list_associations()
        .agent_space_id("a b/ü")
        .next_token("c+d/=&")
        .max_results(17)
        .filter_service_types("aws, github")
        .send()
        .await
        .unwrap();
    let requests = talk.server.heard();
    let request = &requests[0];
    let claim = Claim::parse(request).unwrap();

    let canonical = format!(
        "POST\n\
         /v1/agentspaces/a%2520b%252F%25C3%25BC/associations/list\n\
         filterServiceTypes=aws%2C%20github&maxResults=17&nextToken=c%2Bd%2F%3D%26\n\
         host:cp.{}\n\
         x-amz-date:{}\n\
         x-amz-security-token:{SESSION_TOKEN}\n\
         x-amz-user-agent:{}\n\
         \n\
         host;x-amz-date;x-amz-security-token;x-amz-user-agent\n\
         e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        talk.host(),
        claim.date,
        request.header("x-amz-user-agent").unwrap(),
    );
    let to_sign = format!(
        "AWS4-HMAC-SHA256\n{}\n{}/{REGION}/aidevops/aws4_request\n{}",
        claim.date,
        &claim.date[..8],
        hex(&Sha256::digest(canonical)),
    );
    let time = parse_time(claim.date).unwrap();
    let key = v4::generate_signing_key(SECRET_KEY, time, REGION, "aidevops");
    let signature = v4::calculate_signature(key, to_sign.as_bytes());
    assert_eq!(claim.signature, signature);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
