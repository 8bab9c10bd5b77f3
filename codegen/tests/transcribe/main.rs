//! Transcribing: pages into models, there and back again.

mod round_trip;
mod subject;
