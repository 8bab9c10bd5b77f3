//! Writes messages of the Amazon Event Stream Specification.

/// A header of the type string.
fn header(name: &str, value: &str) -> Vec<u8> {
    let mut bytes = vec![name.len() as u8];
    bytes.extend(name.as_bytes());
    bytes.push(7);
    bytes.extend((value.len() as u16).to_be_bytes());
    bytes.extend(value.as_bytes());
    bytes
}

/// A message with headers as they are on the wire.
pub fn raw(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut bytes = prelude(
        16 + headers.len() as u32 + payload.len() as u32,
        headers.len() as u32,
    );
    bytes.extend(headers);
    bytes.extend(payload);
    let checksum = crc32fast::hash(&bytes);
    bytes.extend(checksum.to_be_bytes());
    bytes
}

/// The first twelve bytes of a message, with their right checksum.
pub fn prelude(total: u32, headers: u32) -> Vec<u8> {
    let mut bytes = total.to_be_bytes().to_vec();
    bytes.extend(headers.to_be_bytes());
    let checksum = crc32fast::hash(&bytes);
    bytes.extend(checksum.to_be_bytes());
    bytes
}

/// A message with headers of the type string.
pub fn message(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let headers: Vec<u8> = headers
        .iter()
        .flat_map(|(name, value)| header(name, value))
        .collect();
    raw(&headers, payload)
}

/// An event of this name.
pub fn event(name: &str, json: &str) -> Vec<u8> {
    message(
        &[
            (":message-type", "event"),
            (":event-type", name),
            (":content-type", "application/json"),
        ],
        json.as_bytes(),
    )
}

/// An exception of this name.
pub fn exception(name: &str, json: &str) -> Vec<u8> {
    message(
        &[
            (":message-type", "exception"),
            (":exception-type", name),
            (":content-type", "application/json"),
        ],
        json.as_bytes(),
    )
}

/// One run of an agent: each event of the model once.
pub fn run() -> Vec<Vec<u8>> {
    [
        ("messageStart", r#"{"role":"assistant"}"#),
        ("contentBlockStart", r#"{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t-1","name":"search"}}}"#),
        ("contentBlockDelta", r#"{"contentBlockIndex":0,"delta":{"text":"Grüße, 世界"}}"#),
        ("contentBlockStop", r#"{"contentBlockIndex":0}"#),
        ("messageStop", r#"{"stopReason":"end_turn"}"#),
        ("metadata", r#"{"usage":{"inputTokens":3,"outputTokens":5,"totalTokens":8},"metrics":{"latencyMs":42}}"#),
    ]
    .map(|(name, json)| event(name, json))
    .to_vec()
}
