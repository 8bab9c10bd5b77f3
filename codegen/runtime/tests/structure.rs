//! What the builders of all structures share.

use codegen_runtime::structure::required;

#[test]
fn a_missing_field_is_named_with_its_structure() {
    assert_eq!(required(Some(1), "size", "required by Box").unwrap(), 1);
    let text = required(None::<u8>, "size", "required by Box")
        .unwrap_err()
        .to_string();
    assert!(text.contains("size") && text.contains("Box"), "{text}");
}
