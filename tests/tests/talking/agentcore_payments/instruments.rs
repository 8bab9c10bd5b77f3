//! Payment instruments: created, read, listed, deleted, with every way to link an account.

use agentcore_payments::Client;
use agentcore_payments::types::{
    BlockchainChainId, CryptoWalletNetwork, EmbeddedCryptoWallet, InstrumentBalanceToken,
    LinkedAccount, LinkedAccountDeveloperJwt, LinkedAccountEmail, LinkedAccountOAuth2,
    LinkedAccountSms, OAuth2Authentication, PaymentInstrument, PaymentInstrumentDetails,
    PaymentInstrumentStatus, PaymentInstrumentSummary, PaymentInstrumentType, TokenBalance,
};
use aws_smithy_types::DateTime;
use serde_json::{Value, json};

use super::{AGENT, CONNECTOR, INSTRUMENT, MANAGER, TOKEN, USER};
use crate::conversation::Conversation;

pub async fn all(client: &Client, talk: &mut Conversation) {
    create(client, talk).await;
    get(client, talk).await;
    list(client, talk).await;
    balance(client, talk).await;
    delete(client, talk).await;
}

fn linked_accounts() -> Vec<(LinkedAccount, Value)> {
    let mut all = vec![
        (
            LinkedAccount::Email(
                LinkedAccountEmail::builder()
                    .email_address("ann@example.com")
                    .build()
                    .unwrap(),
            ),
            json!({ "email": { "emailAddress": "ann@example.com" } }),
        ),
        (
            LinkedAccount::Sms(
                LinkedAccountSms::builder()
                    .phone_number("+491701234567")
                    .build()
                    .unwrap(),
            ),
            json!({ "sms": { "phoneNumber": "+491701234567" } }),
        ),
        (
            LinkedAccount::DeveloperJwt(
                LinkedAccountDeveloperJwt::builder()
                    .kid("key-1")
                    .sub("ann")
                    .build()
                    .unwrap(),
            ),
            json!({ "developerJwt": { "kid": "key-1", "sub": "ann" } }),
        ),
    ];
    type Variant = fn(OAuth2Authentication) -> LinkedAccountOAuth2;
    let providers: [(Variant, &str); 5] = [
        (LinkedAccountOAuth2::Google, "google"),
        (LinkedAccountOAuth2::Apple, "apple"),
        (LinkedAccountOAuth2::X, "x"),
        (LinkedAccountOAuth2::Telegram, "telegram"),
        (LinkedAccountOAuth2::Github, "github"),
    ];
    for (variant, name) in providers {
        let authentication = OAuth2Authentication::builder()
            .sub(format!("{name}|1"))
            .email_address("ann@example.com")
            .name("Ann Østergård")
            .username("ann")
            .build()
            .unwrap();
        all.push((
            LinkedAccount::OAuth2(variant(authentication)),
            json!({ "oAuth2": { name: {
                "sub": format!("{name}|1"),
                "emailAddress": "ann@example.com",
                "name": "Ann Østergård",
                "username": "ann",
            } } }),
        ));
    }
    all
}

fn wallet(account: LinkedAccount, json: Value) -> (PaymentInstrumentDetails, Value) {
    let wallet = EmbeddedCryptoWallet::builder()
        .network(CryptoWalletNetwork::Ethereum)
        .linked_accounts(account)
        .wallet_address("0x00000000000000000000000000000000000000A1")
        .redirect_url("https://wallet.example.com/done?user=ann")
        .build()
        .unwrap();
    let json = json!({ "embeddedCryptoWallet": {
        "network": "ETHEREUM",
        "linkedAccounts": [json],
        "walletAddress": "0x00000000000000000000000000000000000000A1",
        "redirectUrl": "https://wallet.example.com/done?user=ann",
    } });
    (PaymentInstrumentDetails::EmbeddedCryptoWallet(wallet), json)
}

fn instrument(details: PaymentInstrumentDetails, json: Value) -> (PaymentInstrument, Value) {
    let instrument = PaymentInstrument::builder()
        .payment_instrument_id(INSTRUMENT)
        .payment_manager_arn(MANAGER)
        .payment_connector_id(CONNECTOR)
        .user_id(USER)
        .payment_instrument_type(PaymentInstrumentType::EmbeddedCryptoWallet)
        .payment_instrument_details(details)
        .created_at(DateTime::from_secs(1_778_155_200))
        .status(PaymentInstrumentStatus::Initiated)
        .updated_at(DateTime::from_secs_and_nanos(1_778_155_200, 123_000_000))
        .build()
        .unwrap();
    let json = json!({
        "paymentInstrumentId": INSTRUMENT,
        "paymentManagerArn": MANAGER,
        "paymentConnectorId": CONNECTOR,
        "userId": USER,
        "paymentInstrumentType": "EMBEDDED_CRYPTO_WALLET",
        "paymentInstrumentDetails": json,
        "createdAt": "2026-05-07T12:00:00Z",
        "status": "INITIATED",
        "updatedAt": "2026-05-07T12:00:00.123Z",
    });
    (instrument, json)
}

async fn create(client: &Client, talk: &mut Conversation) {
    for (account, account_json) in linked_accounts() {
        let (details, details_json) = wallet(account, account_json);
        let (expected, json) = instrument(details.clone(), details_json.clone());
        talk.answer(
            "CreatePaymentInstrument",
            json!({ "paymentInstrument": json }),
        );
        let output = client
            .create_payment_instrument()
            .user_id(USER)
            .agent_name(AGENT)
            .payment_manager_arn(MANAGER)
            .payment_connector_id(CONNECTOR)
            .payment_instrument_type(PaymentInstrumentType::EmbeddedCryptoWallet)
            .payment_instrument_details(details)
            .client_token(TOKEN)
            .send()
            .await
            .unwrap();
        talk.heard(
            "CreatePaymentInstrument",
            json!({
                "userId": USER,
                "agentName": AGENT,
                "paymentManagerArn": MANAGER,
                "paymentConnectorId": CONNECTOR,
                "paymentInstrumentType": "EMBEDDED_CRYPTO_WALLET",
                "paymentInstrumentDetails": details_json,
                "clientToken": TOKEN,
            }),
        );
        assert_eq!(output.payment_instrument(), Some(&expected));
    }
}

async fn get(client: &Client, talk: &mut Conversation) {
    for (account, json) in linked_accounts() {
        let (details, json) = wallet(account, json);
        let (expected, json) = instrument(details, json);
        talk.answer("GetPaymentInstrument", json!({ "paymentInstrument": json }));
        let output = client
            .get_payment_instrument()
            .user_id(USER)
            .agent_name(AGENT)
            .payment_manager_arn(MANAGER)
            .payment_connector_id(CONNECTOR)
            .payment_instrument_id(INSTRUMENT)
            .send()
            .await
            .unwrap();
        talk.heard(
            "GetPaymentInstrument",
            json!({
                "userId": USER,
                "agentName": AGENT,
                "paymentManagerArn": MANAGER,
                "paymentConnectorId": CONNECTOR,
                "paymentInstrumentId": INSTRUMENT,
            }),
        );
        assert_eq!(output.payment_instrument(), Some(&expected));
    }
}

async fn list(client: &Client, talk: &mut Conversation) {
    let summary = PaymentInstrumentSummary::builder()
        .payment_instrument_id(INSTRUMENT)
        .payment_manager_arn(MANAGER)
        .payment_connector_id(CONNECTOR)
        .user_id(USER)
        .payment_instrument_type(PaymentInstrumentType::EmbeddedCryptoWallet)
        .status(PaymentInstrumentStatus::Active)
        .created_at(DateTime::from_secs(1_778_155_200))
        .updated_at(DateTime::from_secs(1_778_155_201))
        .build()
        .unwrap();
    let json = json!({
        "paymentInstrumentId": INSTRUMENT,
        "paymentManagerArn": MANAGER,
        "paymentConnectorId": CONNECTOR,
        "userId": USER,
        "paymentInstrumentType": "EMBEDDED_CRYPTO_WALLET",
        "status": "ACTIVE",
        "createdAt": "2026-05-07T12:00:00Z",
        "updatedAt": "2026-05-07T12:00:01Z",
    });
    talk.answer(
        "ListPaymentInstruments",
        json!({ "paymentInstruments": [json, json], "nextToken": "2" }),
    );
    let output = client
        .list_payment_instruments()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .payment_connector_id(CONNECTOR)
        .next_token("1")
        .max_results(2)
        .send()
        .await
        .unwrap();
    talk.heard(
        "ListPaymentInstruments",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "paymentConnectorId": CONNECTOR,
            "nextToken": "1",
            "maxResults": 2,
        }),
    );
    assert_eq!(output.payment_instruments(), [summary.clone(), summary]);
    assert_eq!(output.next_token(), Some("2"));
}

async fn balance(client: &Client, talk: &mut Conversation) {
    talk.answer(
        "GetPaymentInstrumentBalance",
        json!({
            "paymentInstrumentId": INSTRUMENT,
            "tokenBalance": {
                "amount": "12345678",
                "decimals": 6,
                "token": "USDC",
                "network": "SOLANA",
                "chain": "SOLANA_DEVNET",
            },
        }),
    );
    let output = client
        .get_payment_instrument_balance()
        .user_id(USER)
        .agent_name(AGENT)
        .payment_manager_arn(MANAGER)
        .payment_connector_id(CONNECTOR)
        .payment_instrument_id(INSTRUMENT)
        .chain(BlockchainChainId::BaseSepolia)
        .token(InstrumentBalanceToken::Usdc)
        .send()
        .await
        .unwrap();
    talk.heard(
        "GetPaymentInstrumentBalance",
        json!({
            "userId": USER,
            "agentName": AGENT,
            "paymentManagerArn": MANAGER,
            "paymentConnectorId": CONNECTOR,
            "paymentInstrumentId": INSTRUMENT,
            "chain": "BASE_SEPOLIA",
            "token": "USDC",
        }),
    );
    let expected = TokenBalance::builder()
        .amount("12345678")
        .decimals(6)
        .token(InstrumentBalanceToken::Usdc)
        .network(CryptoWalletNetwork::Solana)
        .chain(BlockchainChainId::SolanaDevnet)
        .build()
        .unwrap();
    assert_eq!(output.payment_instrument_id(), INSTRUMENT);
    assert_eq!(output.token_balance(), Some(&expected));
}

async fn delete(client: &Client, talk: &mut Conversation) {
    talk.answer("DeletePaymentInstrument", json!({ "status": "DELETED" }));
    let output = client
        .delete_payment_instrument()
        .user_id(USER)
        .payment_manager_arn(MANAGER)
        .payment_connector_id(CONNECTOR)
        .payment_instrument_id(INSTRUMENT)
        .send()
        .await
        .unwrap();
    talk.heard(
        "DeletePaymentInstrument",
        json!({
            "userId": USER,
            "paymentManagerArn": MANAGER,
            "paymentConnectorId": CONNECTOR,
            "paymentInstrumentId": INSTRUMENT,
        }),
    );
    assert_eq!(output.status(), &PaymentInstrumentStatus::Deleted);
}
