//! serde beside the codec, through the public API of both crates: values made from the models go one way through
//! `serde_json`, the other way through the client and an HTTP client in memory, and have to come out equal.
//!
//! Outputs: the same bytes read by the client and by `Deserialize`, also after one thing in them was changed. Inputs: what
//! `Serialize` gives, and what the client sends.

mod agreement;
mod arbitrary;
mod memory;
mod replay;
mod types;

/// A test module for a service: client and the operations, `module Operation` each.
macro_rules! operations {
    ($service:ident, $module:ident, $($operation:ident $input:ident $(-> $output:ident)?),* $(,)?) => {
        mod $module {
            $(mod $operation {
                use $module::operation::$operation as operation;

                #[test]
                fn input() {
                    crate::agreement::input::<operation::$input>(&crate::arbitrary::$service, stringify!($operation), |http, input| {
                        let config = $module::Config::builder().with_test_defaults_v2().http_client(http).build();
                        let client = $module::Client::from_conf(config);
                        let replace = crate::memory::ReplaceInput::new(input);
                        // What comes back is of no interest.
                        crate::memory::wait(client.$operation().customize().interceptor(replace).send()).is_ok()
                    });
                }

                $(#[test]
                fn output() {
                    crate::agreement::output::<operation::$input, operation::$output>(&crate::arbitrary::$service, stringify!($operation), |http, input| {
                        let config = $module::Config::builder().with_test_defaults_v2().http_client(http).build();
                        let client = $module::Client::from_conf(config);
                        let replace = crate::memory::ReplaceInput::new(input);
                        crate::memory::wait(client.$operation().customize().interceptor(replace).send()).map_err(|e| format!("{e:?}"))
                    });
                })?
            })*
        }
    };
}

operations!(
    DEVOPS_AGENT,
    devops_agent,
    associate_service AssociateServiceInput -> AssociateServiceOutput,
    get_association GetAssociationInput -> GetAssociationOutput,
    get_recommendation GetRecommendationInput -> GetRecommendationOutput,
    get_service GetServiceInput -> GetServiceOutput,
    list_associations ListAssociationsInput -> ListAssociationsOutput,
    list_recommendations ListRecommendationsInput -> ListRecommendationsOutput,
    list_services ListServicesInput -> ListServicesOutput,
    register_service RegisterServiceInput -> RegisterServiceOutput,
    update_association UpdateAssociationInput -> UpdateAssociationOutput,
    update_recommendation UpdateRecommendationInput -> UpdateRecommendationOutput,
);

operations!(
    AGENTCORE_PAYMENTS,
    agentcore_payments,
    create_payment_instrument CreatePaymentInstrumentInput -> CreatePaymentInstrumentOutput,
    create_payment_session CreatePaymentSessionInput -> CreatePaymentSessionOutput,
    delete_payment_instrument DeletePaymentInstrumentInput -> DeletePaymentInstrumentOutput,
    delete_payment_session DeletePaymentSessionInput -> DeletePaymentSessionOutput,
    get_payment_instrument GetPaymentInstrumentInput -> GetPaymentInstrumentOutput,
    get_payment_instrument_balance GetPaymentInstrumentBalanceInput -> GetPaymentInstrumentBalanceOutput,
    get_payment_session GetPaymentSessionInput -> GetPaymentSessionOutput,
    get_resource_payment_token GetResourcePaymentTokenInput -> GetResourcePaymentTokenOutput,
    invoke_harness InvokeHarnessInput,
    list_payment_instruments ListPaymentInstrumentsInput -> ListPaymentInstrumentsOutput,
    list_payment_sessions ListPaymentSessionsInput -> ListPaymentSessionsOutput,
    process_payment ProcessPaymentInput -> ProcessPaymentOutput,
);
