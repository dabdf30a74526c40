//! Answers that are longer than one moment: a line of JSON for each step.

use axum::http::{HeaderValue, header};
use futures_util::{StreamExt, stream};
use leptos::{prelude::*, server_fn::codec::ByteStream};
use leptos_axum::ResponseOptions;
use model::BulkProgress;
use store::customers::BulkRun;

use super::reject;
use crate::error::AppError;

/// Carries the command on for as long as somebody reads. What breaks it off is told in the last
/// line, because the status is gone by then.
pub fn progress(run: BulkRun) -> ByteStream<AppError> {
    if let Some(response) = use_context::<ResponseOptions>() {
        let lines = HeaderValue::from_static("application/x-ndjson");
        response.insert_header(header::CONTENT_TYPE, lines);
    }
    let parts = use_context();
    let steps = stream::unfold(Some(run), move |run| {
        let parts = parts.clone();
        async move {
            let mut run = run?;
            let step: Result<BulkProgress, AppError> = match run.next().await {
                Ok(progress) => Ok(progress?),
                Err(error) => Err(reject::answer(error, parts.as_ref())),
            };
            let more = step.is_ok().then_some(run);
            let line = serde_json::to_string(&step).map(|line| line + "\n");
            Some((line.map_err(|_| AppError::Unreachable), more))
        }
    });
    // Compression asks once more after the end.
    ByteStream::new(steps.fuse())
}
