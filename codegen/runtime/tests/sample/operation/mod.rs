pub use aws_types::request_id::RequestId;

/// Types for the `CreateThing` operation.
pub mod create_thing;

/// Types for the `GetThing` operation.
pub mod get_thing;
