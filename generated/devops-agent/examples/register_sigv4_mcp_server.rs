//! Registers an MCP server whose requests are signed with AWS Signature Version 4, and associates it with an agent space.
//!
//! ```text
//! cargo run --example register_sigv4_mcp_server -- --agent-space my-space --name metrics \
//!     --url https://abc.execute-api.eu-central-1.amazonaws.com/mcp --service execute-api \
//!     --role-arn arn:aws:iam::123456789012:role/mcp --tool query-metrics
//! ```

use std::error::Error;
use std::process::ExitCode;

use aws_config::BehaviorVersion;
use devops_agent::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use devops_agent::error::{DisplayErrorContext, SdkError};
use devops_agent::operation::register_service::RegisterServiceError;
use devops_agent::types::{
    AdditionalServiceRegistrationStep, McpServerSigV4AuthorizationConfig,
    McpServerSigV4Configuration, McpServerSigV4ServiceDetails, PostRegisterServiceSupportedService,
    ServiceConfiguration, ServiceDetails,
};
use devops_agent::{config, Client};

const USAGE: &str = "\
Registers an MCP server that is called with AWS Signature Version 4, and lets an agent space use it.

Usage: register_sigv4_mcp_server --agent-space ID --name NAME --url URL --service NAME --role-arn ARN --tool NAME...

      --agent-space ID      agent space that may use the server
      --name NAME           name of the server: letters, digits, _ and -
      --url URL             where the server listens, with https://
      --service NAME        service that requests are signed for, such as execute-api
      --role-arn ARN        role whose credentials sign the requests
      --tool NAME           tool that the agent may call; once for each tool
      --signing-region ID   Region that requests are signed for [default: the Region of the client]
      --description TEXT    what the server is good for
      --endpoint-url URL    call this URL instead of AWS, exactly as given
      --help                print this text

Region and credentials come from the environment, as with the AWS CLI.";

/// What is asked for on the command line.
#[derive(Default)]
struct Options {
    agent_space: String,
    name: String,
    url: String,
    service: String,
    role_arn: String,
    tools: Vec<String>,
    signing_region: Option<String>,
    description: Option<String>,
    endpoint_url: Option<String>,
}

impl Options {
    /// `None` if help is asked for.
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            if argument == "--help" {
                return Ok(None);
            }
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--agent-space" => options.agent_space = value()?,
                "--name" => options.name = value()?,
                "--url" => options.url = value()?,
                "--service" => options.service = value()?,
                "--role-arn" => options.role_arn = value()?,
                "--tool" => options.tools.push(value()?),
                "--signing-region" => options.signing_region = Some(value()?),
                "--description" => options.description = Some(value()?),
                "--endpoint-url" => options.endpoint_url = Some(value()?),
                _ => return Err(format!("unknown argument {argument}")),
            }
        }
        let required = [
            ("--agent-space", options.agent_space.is_empty()),
            ("--name", options.name.is_empty()),
            ("--url", options.url.is_empty()),
            ("--service", options.service.is_empty()),
            ("--role-arn", options.role_arn.is_empty()),
            ("--tool", options.tools.is_empty()),
        ];
        match required.iter().find(|(_, missing)| *missing) {
            Some((name, _)) => Err(format!("{name} is missing")),
            None => Ok(Some(options)),
        }
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
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    let shared = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let region = shared
        .region()
        .ok_or("no Region: set AWS_REGION or `region` in the AWS configuration file")?;
    let signing_region = options
        .signing_region
        .clone()
        .unwrap_or_else(|| region.to_string());
    let mut config = config::Builder::from(&shared);
    if let Some(url) = &options.endpoint_url {
        config = config.endpoint_resolver(ExactUrl(url.clone()));
    }
    let client = Client::from_conf(config.build());

    let Some(service_id) = register(&client, &options, signing_region).await? else {
        return Ok(());
    };
    associate(&client, &options, service_id).await
}

/// Registers the server and returns its id, or `None` if its owner has to consent first.
async fn register(
    client: &Client,
    options: &Options,
    signing_region: String,
) -> Result<Option<String>, Box<dyn Error>> {
    let authorization = McpServerSigV4AuthorizationConfig::builder()
        .region(signing_region)
        .service(&options.service)
        .role_arn(&options.role_arn)
        .build()?;
    let details = McpServerSigV4ServiceDetails::builder()
        .name(&options.name)
        .endpoint(&options.url)
        .set_description(options.description.clone())
        .authorization_config(authorization)
        .build()?;
    let registered = client
        .register_service()
        .service(PostRegisterServiceSupportedService::McpServerSigv4)
        .service_details(ServiceDetails::Mcpserversigv4(details))
        .name(&options.name)
        .send()
        .await
        .map_err(|error| explain(error, &options.name))?;

    if let Some(AdditionalServiceRegistrationStep::Oauth(step)) = registered.additional_step() {
        println!(
            "Open {} to finish the registration.",
            step.authorization_url()
        );
        return Ok(None);
    }
    let service_id = registered
        .service_id
        .ok_or("the service is registered, but the answer has no id of it")?;
    println!("registered {} as service {service_id}", options.name);
    Ok(Some(service_id))
}

/// Says what to do about a failed registration, where that is known.
fn explain(error: SdkError<RegisterServiceError>, name: &str) -> Box<dyn Error> {
    match error.as_service_error() {
        Some(RegisterServiceError::ConflictException(_)) => {
            format!("a service named {name} is registered already; choose another --name").into()
        }
        Some(RegisterServiceError::AccessDeniedException(denied)) => {
            format!("{denied}\nThe credentials need the permission aidevops:RegisterService.")
                .into()
        }
        Some(service_error) => service_error.to_string().into(),
        // Not an answer of the service: the causes say what broke.
        None => DisplayErrorContext(error).to_string().into(),
    }
}

async fn associate(
    client: &Client,
    options: &Options,
    service_id: String,
) -> Result<(), Box<dyn Error>> {
    let configuration = McpServerSigV4Configuration::builder()
        .set_tools(Some(options.tools.clone()))
        .build()?;
    let output = client
        .associate_service()
        .agent_space_id(&options.agent_space)
        .service_id(service_id)
        .configuration(ServiceConfiguration::Mcpserversigv4(configuration))
        .send()
        .await
        .map_err(|error| DisplayErrorContext(error).to_string())?;
    let association = output
        .association()
        .ok_or("the answer has no association")?;
    println!(
        "associated it with agent space {} as {}{}",
        association.agent_space_id(),
        association.association_id(),
        match association.status() {
            Some(status) => format!(", status {status}"),
            None => String::new(),
        }
    );
    println!("the agent may call: {}", options.tools.join(", "));
    Ok(())
}

/// Sends every call to one URL, exactly as given. The `cp.` and `dp.` that the operations put in front of a host name are
/// left away: a server on this machine is rarely known by such names.
#[derive(Debug)]
struct ExactUrl(String);

impl ResolveEndpoint for ExactUrl {
    fn resolve_endpoint<'a>(&'a self, _params: &'a Params) -> EndpointFuture<'a> {
        let endpoint = Endpoint::builder()
            .url(self.0.clone())
            .property("hostnameImmutable", true);
        EndpointFuture::ready(Ok(endpoint.build()))
    }
}
