//! Transcribing: pages into models, there and back again.

mod cuts;
mod hostile;
mod round_trip;
mod subject;
mod tea;
