//! One call of each operation, with the members that its input must have.
//!
//! In: the name of an operation. Out: a [`Reply`], whose texts are made when they are asked for.

use std::error::Error as StdError;
use std::fmt::Debug;

use agentcore_payments::operation::invoke_harness::InvokeHarnessOutput;
use agentcore_payments::types::{
    BlockchainChainId, CoinbaseCdpTokenRequestInput, CryptoWalletNetwork, CryptoX402PaymentInput,
    EmbeddedCryptoWallet, HarnessConversationRole, HarnessMessage, InstrumentBalanceToken,
    PaymentHttpMethodType, PaymentInput, PaymentInstrumentDetails, PaymentInstrumentType,
    PaymentTokenRequestInput, PaymentType,
};
use aws_config::SdkConfig;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::Document;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use devops_agent::types::{
    EventChannelDetails, PostRegisterServiceSupportedService, ServiceConfiguration, ServiceDetails,
    SourceAwsConfiguration,
};

pub type Reply = Result<Box<dyn Debug>, Box<dyn Failure>>;

/// The error of a call, whatever the operation.
pub trait Failure: Debug {
    fn code(&self) -> Option<&str>;
    fn message(&self) -> Option<&str>;
    /// The error as the call returns it.
    fn as_sdk_error(&self) -> &(dyn StdError + 'static);
    /// The operation's own error, or whatever else is in the `SdkError`.
    fn as_source(&self) -> Option<&(dyn StdError + 'static)> {
        self.as_sdk_error().source()
    }
    /// The error as the crate's own `Error`; `None` of an error in the middle of a stream.
    fn into_crate_error(self: Box<Self>) -> Option<Box<dyn StdError>>;
}

/// An error, and how it becomes the crate's.
struct Failed<E, C>(E, fn(E) -> Option<C>);

impl<E: Debug, C> Debug for Failed<E, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<E, C> Failure for Failed<E, C>
where
    E: StdError + ProvideErrorMetadata + 'static,
    C: StdError + 'static,
{
    fn code(&self) -> Option<&str> {
        self.0.code()
    }

    fn message(&self) -> Option<&str> {
        self.0.message()
    }

    fn as_sdk_error(&self) -> &(dyn StdError + 'static) {
        &self.0
    }

    fn into_crate_error(self: Box<Self>) -> Option<Box<dyn StdError>> {
        Some(Box::new((self.1)(self.0)?))
    }
}

fn reply<C, O, E, R>(result: Result<O, SdkError<E, R>>) -> Reply
where
    O: Debug + 'static,
    E: StdError + ProvideErrorMetadata + 'static,
    R: Debug + 'static,
    C: StdError + From<SdkError<E, R>> + 'static,
{
    match result {
        Ok(output) => Ok(Box::new(output)),
        Err(error) => Err(Box::new(Failed(error, |error| Some(C::from(error))))),
    }
}

/// The clients of both services.
pub struct Clients {
    pub devops_agent: devops_agent::Client,
    pub agentcore_payments: agentcore_payments::Client,
}

impl Clients {
    pub fn new(config: &SdkConfig) -> Self {
        Self {
            devops_agent: devops_agent::Client::new(config),
            agentcore_payments: agentcore_payments::Client::new(config),
        }
    }

    pub async fn call(&self, operation: &str) -> Reply {
        match DEVOPS_AGENT.contains(&operation) {
            true => call_devops_agent(&self.devops_agent, operation).await,
            false => call_agentcore_payments(&self.agentcore_payments, operation).await,
        }
    }
}

/// Every operation of both crates.
pub fn operations() -> impl Iterator<Item = &'static str> {
    DEVOPS_AGENT.iter().chain(AGENTCORE_PAYMENTS).copied()
}

macro_rules! calls {
    ($operations:ident, $call:ident, $service:ident, |$client:ident| {
        $($name:literal => $send:expr,)*
    }) => {
        const $operations: &[&str] = &[$($name),*];

        async fn $call($client: &$service::Client, operation: &str) -> Reply {
            match operation {
                // Boxed: the future of this function would have room for the largest of them.
                $($name => Box::pin(async { $send }).await,)*
                _ => panic!("no operation {operation}"),
            }
        }
    };
}

pub fn devops<O: Debug + 'static, E>(result: Result<O, SdkError<E, HttpResponse>>) -> Reply
where
    E: StdError + ProvideErrorMetadata + 'static,
    devops_agent::Error: From<SdkError<E, HttpResponse>>,
{
    reply::<devops_agent::Error, _, _, _>(result)
}

pub fn agentcore<O: Debug + 'static, E>(result: Result<O, SdkError<E, HttpResponse>>) -> Reply
where
    E: StdError + ProvideErrorMetadata + 'static,
    agentcore_payments::Error: From<SdkError<E, HttpResponse>>,
{
    reply::<agentcore_payments::Error, _, _, _>(result)
}

fn configuration() -> ServiceConfiguration {
    let aws = SourceAwsConfiguration::builder()
        .account_id("1")
        .account_type(devops_agent::types::SourceAccountType::Source)
        .assumable_role_arn("arn")
        .build();
    ServiceConfiguration::SourceAws(aws.unwrap())
}

calls!(DEVOPS_AGENT, call_devops_agent, devops_agent, |client| {
    "AssociateService" => devops(client.associate_service().agent_space_id("a").service_id("s").configuration(configuration()).send().await),
    "GetAssociation" => devops(client.get_association().agent_space_id("a").association_id("b").send().await),
    "GetRecommendation" => devops(client.get_recommendation().agent_space_id("a").recommendation_id("r").send().await),
    "GetService" => devops(client.get_service().service_id("s").send().await),
    "ListAssociations" => devops(client.list_associations().agent_space_id("a").send().await),
    "ListRecommendations" => devops(client.list_recommendations().agent_space_id("a").send().await),
    "ListServices" => devops(client.list_services().send().await),
    "RegisterService" => devops(client.register_service().service(PostRegisterServiceSupportedService::from("x")).service_details(details()).send().await),
    "UpdateAssociation" => devops(client.update_association().agent_space_id("a").association_id("b").configuration(configuration()).send().await),
    "UpdateRecommendation" => devops(client.update_recommendation().agent_space_id("a").recommendation_id("r").send().await),
});

fn details() -> ServiceDetails {
    ServiceDetails::EventChannel(EventChannelDetails::builder().build())
}

calls!(AGENTCORE_PAYMENTS, call_agentcore_payments, agentcore_payments, |client| {
    "CreatePaymentInstrument" => agentcore(client.create_payment_instrument().payment_manager_arn("m").payment_connector_id("c").payment_instrument_type(PaymentInstrumentType::from("x")).payment_instrument_details(instrument()).send().await),
    "CreatePaymentSession" => agentcore(client.create_payment_session().payment_manager_arn("m").expiry_time_in_minutes(15).send().await),
    "DeletePaymentInstrument" => agentcore(client.delete_payment_instrument().payment_manager_arn("m").payment_connector_id("c").payment_instrument_id("i").send().await),
    "DeletePaymentSession" => agentcore(client.delete_payment_session().payment_manager_arn("m").payment_session_id("s").send().await),
    "GetPaymentInstrument" => agentcore(client.get_payment_instrument().payment_manager_arn("m").payment_instrument_id("i").send().await),
    "GetPaymentInstrumentBalance" => agentcore(client.get_payment_instrument_balance().payment_manager_arn("m").payment_connector_id("c").payment_instrument_id("i").chain(BlockchainChainId::from("x")).token(InstrumentBalanceToken::from("x")).send().await),
    "GetPaymentSession" => agentcore(client.get_payment_session().payment_manager_arn("m").payment_session_id("s").send().await),
    "GetResourcePaymentToken" => agentcore(client.get_resource_payment_token().workload_identity_token("t").resource_credential_provider_name("n").payment_token_request(token_request()).send().await),
    "InvokeHarness" => match client.invoke_harness().harness_arn("h").runtime_session_id("s").messages(message()).send().await {
        Ok(output) => events(output).await,
        Err(error) => agentcore::<(), _>(Err(error)),
    },
    "ListPaymentInstruments" => agentcore(client.list_payment_instruments().payment_manager_arn("m").send().await),
    "ListPaymentSessions" => agentcore(client.list_payment_sessions().payment_manager_arn("m").send().await),
    "ProcessPayment" => agentcore(client.process_payment().payment_manager_arn("m").payment_session_id("s").payment_instrument_id("i").payment_type(PaymentType::from("x")).payment_input(payment()).send().await),
});

/// All that a stream has, or its error.
pub async fn events(output: InvokeHarnessOutput) -> Reply {
    let mut received: Vec<Box<dyn Debug>> = Vec::new();
    let InvokeHarnessOutput { mut stream, .. } = output;
    loop {
        match stream.recv().await {
            Ok(Some(event)) => received.push(Box::new(event)),
            Ok(None) => {
                received.push(Box::new(stream));
                return Ok(Box::new(received));
            }
            Err(error) => {
                return Err(Box::new(Failed(
                    error,
                    |_| None::<agentcore_payments::Error>,
                )));
            }
        }
    }
}

fn instrument() -> PaymentInstrumentDetails {
    let wallet = EmbeddedCryptoWallet::builder()
        .network(CryptoWalletNetwork::from("x"))
        .set_linked_accounts(Some(Vec::new()))
        .build();
    PaymentInstrumentDetails::EmbeddedCryptoWallet(wallet.unwrap())
}

fn token_request() -> PaymentTokenRequestInput {
    let request = CoinbaseCdpTokenRequestInput::builder()
        .request_method(PaymentHttpMethodType::from("x"))
        .request_path("/")
        .build();
    PaymentTokenRequestInput::CoinbaseCdpTokenRequest(request.unwrap())
}

fn message() -> HarnessMessage {
    let message = HarnessMessage::builder()
        .role(HarnessConversationRole::User)
        .set_content(Some(Vec::new()))
        .build();
    message.unwrap()
}

fn payment() -> PaymentInput {
    let input = CryptoX402PaymentInput::builder()
        .version("2")
        .payload(Document::Null)
        .build();
    PaymentInput::CryptoX402(input.unwrap())
}
