mod config;
mod errors;
mod interceptors;
mod request;
mod retry;
mod streaming;
mod support;
