//! In: an API change page. Out: its operations as typed data.
