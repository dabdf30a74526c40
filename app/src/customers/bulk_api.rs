//! Commands on many customers, whose progress comes while they are carried out.

use std::pin::Pin;

use futures_util::{Stream, StreamExt};
use leptos::{
    prelude::*,
    server_fn::codec::{ByteStream, Json, Streaming},
};
use model::{BulkCommand, BulkProgress};

use crate::error::AppError;

/// Carries a command out. The answer is one line of JSON after the other, each a
/// `Result<BulkProgress, AppError>`; whoever stops reading stops the command.
#[server(prefix = "/api", endpoint = "customers/bulk", input = Json, output = Streaming)]
pub async fn bulk_customers(command: BulkCommand) -> Result<ByteStream<AppError>, AppError> {
    use crate::server_side::{actor, lines, reject, store};
    let run = store::customers::bulk(&store()?, &actor()?, command).await.map_err(reject)?;
    Ok(lines::progress(run))
}

/// A command that the server is carrying out. Dropped before its end, it stops there after the
/// customers that are being worked on.
pub struct Bulk {
    answer: Pin<Box<dyn Stream<Item = Result<Vec<u8>, AppError>> + Send>>,
    /// What came of the line that is not complete.
    line: Vec<u8>,
    ended: bool,
}

impl Bulk {
    /// Begins a command. What refuses it before anything is done is an error here.
    pub async fn begin(command: BulkCommand) -> Result<Self, AppError> {
        Ok(Self::reading(bulk_customers(command).await?.into_inner().map(|bytes| Ok(bytes?.into()))))
    }

    fn reading(answer: impl Stream<Item = Result<Vec<u8>, AppError>> + Send + 'static) -> Self {
        Self { answer: Box::pin(answer), line: Vec::new(), ended: false }
    }

    /// How far it is, some hundred customers later. `None` after the progress that is complete; an
    /// error when it did not get so far.
    pub async fn next(&mut self) -> Option<Result<BulkProgress, AppError>> {
        if self.ended {
            return None;
        }
        let next = self.line().await.and_then(|line| {
            serde_json::from_slice(&line).unwrap_or(Err(AppError::Unreachable))
        });
        self.ended = next.as_ref().map_or(true, |progress| progress.complete);
        Some(next)
    }

    /// The next line; its parts come as the network likes.
    async fn line(&mut self) -> Result<Vec<u8>, AppError> {
        loop {
            if let Some(end) = self.line.iter().position(|byte| *byte == b'\n') {
                let rest = self.line.split_off(end + 1);
                return Ok(std::mem::replace(&mut self.line, rest));
            }
            match self.answer.next().await {
                Some(part) => self.line.extend(part?),
                None => return Err(AppError::Unreachable),
            }
        }
    }
}
