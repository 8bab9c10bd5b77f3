//! What no operation's input or output shows: error structures, events, sensitive values, and formats that are no JSON.

use agentcore_payments::types::InvokeHarnessStreamOutput;
use devops_agent::operation::list_services::ListServicesOutput;
use devops_agent::types::error::ValidationException;
use serde_json::json;

#[test]
fn error_structures_have_their_members_and_no_metadata() {
    let value = json!({ "message": "no such agent space" });
    let error: ValidationException = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(error.message, "no such agent space");
    assert_eq!(serde_json::to_value(&error).unwrap(), value);
}

#[test]
fn events_can_be_saved_one_by_one() {
    let value = json!({ "messageStop": { "stopReason": "end_turn" } });
    let event: InvokeHarnessStreamOutput = serde_json::from_value(value.clone()).unwrap();
    assert!(event.is_message_stop());
    assert_eq!(serde_json::to_value(&event).unwrap(), value);
    let unknown = json!({ "brandNew": { "deep": [1, null] } });
    let event: InvokeHarnessStreamOutput = serde_json::from_value(unknown.clone()).unwrap();
    assert_eq!(event.as_unknown().map(|(tag, _)| tag), Some("brandNew"));
    assert_eq!(serde_json::to_value(&event).unwrap(), unknown);
}

#[test]
fn text_bytes_and_readers_give_the_same() {
    let text = r#"{"services":[],"nextToken":"t\u0065st","later":{"x":1}}"#;
    let value: ListServicesOutput = serde_json::from_str(text).unwrap();
    assert_eq!(value.next_token(), Some("test"));
    assert_eq!(
        serde_json::from_slice::<ListServicesOutput>(text.as_bytes()).unwrap(),
        value
    );
    assert_eq!(
        serde_json::from_reader::<_, ListServicesOutput>(text.as_bytes()).unwrap(),
        value
    );
}
