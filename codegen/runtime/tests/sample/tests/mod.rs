mod config;
mod errors;
mod event_streams;
mod interceptors;
mod request;
mod retry;
mod streaming;
mod support;
