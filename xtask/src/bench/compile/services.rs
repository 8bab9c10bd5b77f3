//! The services that are compiled, and the official crates to compare with.

/// A service with both its crates.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// As on the command line.
    pub name: &'static str,
    pub source: Source,
    /// Package and version of the official crate.
    pub official: (&'static str, &'static str),
    /// Features of both crates, without their defaults.
    pub features: &'static [&'static str],
    /// What the program of one operation calls: a method of the client.
    pub operation: &'static str,
}

/// Where our crate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder of `generated/`.
    Generated(&'static str),
    /// A published model, by its file name.
    Model(&'static str),
}

/// Ours, and a small, a middle and the largest of the published models.
///
/// The published models are of 2025-04-02; the official crates beside them are those that were published on 2025-03-28,
/// the last before. They had no feature `default-https-client` without another TLS stack yet: without default features
/// all crates leave the choice to the program.
pub const SERVICES: [Service; 5] = [
    Service {
        name: "devops-agent",
        source: Source::Generated("devops-agent"),
        official: ("aws-sdk-devopsagent", "1.32.0"),
        features: &["default-https-client", "rt-tokio"],
        operation: "list_services",
    },
    Service {
        name: "agentcore-payments",
        source: Source::Generated("agentcore-payments"),
        official: ("aws-sdk-bedrockagentcore", "1.83.0"),
        features: &["default-https-client", "rt-tokio"],
        operation: "get_payment_session",
    },
    Service {
        name: "account",
        source: Source::Model("account.json"),
        official: ("aws-sdk-account", "1.66.0"),
        features: &["rt-tokio"],
        operation: "get_contact_information",
    },
    Service {
        name: "lambda",
        source: Source::Model("lambda.json"),
        official: ("aws-sdk-lambda", "1.75.0"),
        features: &["rt-tokio"],
        operation: "list_functions",
    },
    Service {
        name: "iot",
        source: Source::Model("iot.json"),
        official: ("aws-sdk-iot", "1.74.0"),
        features: &["rt-tokio"],
        operation: "list_things",
    },
];
