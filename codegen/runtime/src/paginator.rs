//! Calls in a row, each asking for the page behind the last.
//!
//! In: an input, and where the tokens are in input and output. Out: a stream of pages, or of their items. Rules: Smithy
//! specification, "paginated trait". The stream ends with the first answer that has no token or an empty one, after an error,
//! and, unless told otherwise, with the first answer that repeats the token of its request.

use super::client::Handle;
use super::features;
use super::operation::{self, InputError, Operation};
use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;
use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::operation::BuildError;
use std::sync::Arc;

type PageResult<O> =
    Result<<O as Operation>::Output, SdkError<<O as Operation>::Error, HttpResponse>>;

/// The pages of operation `O`.
pub(crate) fn pages<O, B>(
    handle: Arc<Handle>,
    input: Result<O::Input, B>,
    stop_on_duplicate_token: bool,
    input_token: fn(&mut O::Input) -> &mut Option<String>,
    output_token: fn(&O::Output) -> Option<&str>,
) -> PaginationStream<PageResult<O>>
where
    O: Operation,
    O::Input: Clone,
    B: Into<BuildError> + Send + 'static,
{
    let input = input.map_err(Into::into);
    PaginationStream::new(FnStream::new(move |tx| {
        Box::pin(async move {
            let mut input = match input {
                Ok(input) => input,
                Err(err) => {
                    let _ = tx
                        .send(Err(SdkError::construction_failure(InputError::new(
                            O::NAME,
                            err,
                        ))))
                        .await;
                    return;
                }
            };
            let plugins = operation::own_operation_plugins(O::table(), &handle)
                .with_operation_plugin(features::paginator());
            loop {
                let answer = operation::orchestrate::<O>(&plugins, input.clone()).await;
                let next = answer
                    .as_ref()
                    .ok()
                    .and_then(output_token)
                    .filter(|t| !t.is_empty())
                    .map(str::to_owned);
                let token = input_token(&mut input);
                let repeated = next.is_some() && next == *token;
                let done = next.is_none() || (repeated && stop_on_duplicate_token);
                *token = next;
                if tx.send(answer).await.is_err() || done {
                    return;
                }
            }
        })
    }))
}

/// The items of pages, one by one.
pub fn items<P, T, E>(
    pages: PaginationStream<Result<P, E>>,
    items: fn(P) -> Vec<T>,
) -> PaginationStream<Result<T, E>>
where
    P: Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    use aws_smithy_async::future::pagination_stream::TryFlatMap;
    TryFlatMap::new(pages).flat_map(items)
}
