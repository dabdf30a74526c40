//! Commands on many customers, whose progress comes while they are carried out.

use std::pin::Pin;

use futures_util::{Stream, StreamExt};
use leptos::{
    prelude::*,
    server_fn::codec::{ByteStream, Json, Streaming},
};
use model::{BulkCommand, BulkProgress};

use crate::{error::AppError, json};

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
        Ok(Self::reading(
            bulk_customers(command).await?.into_inner().map(|bytes| Ok(bytes?.into())),
        ))
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
        let next: Result<BulkProgress, AppError> = match self.line().await {
            Ok(line) => json::read(&line).unwrap_or(Err(AppError::Unreachable)),
            Err(error) => Err(error),
        };
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

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, stream};
    use model::bulk::BulkCounts;

    use super::*;

    fn progress(done: u64, complete: bool) -> BulkProgress {
        let counts = BulkCounts { done, ..Default::default() };
        BulkProgress { batch: None, done, total: 9, counts, rows: Vec::new(), complete }
    }

    fn lines(steps: &[Result<BulkProgress, AppError>]) -> Vec<u8> {
        steps
            .iter()
            .flat_map(|step| serde_json::to_vec(step).unwrap().into_iter().chain([b'\n']))
            .collect()
    }

    /// All that is read from an answer that comes in parts of so many bytes.
    fn read(answer: &[u8], size: usize) -> Vec<Result<BulkProgress, AppError>> {
        let parts: Vec<_> = answer.chunks(size).map(|part| Ok(part.to_vec())).collect();
        let mut bulk = Bulk::reading(stream::iter(parts));
        let mut steps = Vec::new();
        while let Some(step) = bulk.next().now_or_never().unwrap() {
            steps.push(step);
        }
        steps
    }

    #[test]
    fn progress_is_read_however_the_network_cuts_it() {
        let steps = [Ok(progress(0, false)), Ok(progress(5, false)), Ok(progress(9, true))];
        for size in [1, 7, 100, 10_000] {
            assert_eq!(read(&lines(&steps), size), steps, "{size}");
        }
    }

    #[test]
    fn an_answer_that_ends_too_early_is_an_error() {
        let unreachable = Err(AppError::Unreachable);
        let steps = [Ok(progress(5, false))];
        assert_eq!(read(&lines(&steps), 9), [Ok(progress(5, false)), unreachable.clone()]);
        let half = lines(&steps);
        assert_eq!(read(&half[..half.len() - 3], 9), std::slice::from_ref(&unreachable));
        assert_eq!(read(b"<html>\n", 9), [unreachable]);
    }

    #[test]
    fn what_broke_the_command_off_is_its_last_word() {
        let steps = [Ok(progress(5, false)), Err(AppError::Busy)];
        assert_eq!(read(&lines(&[steps[0].clone(), steps[1].clone()]), 50), steps);
    }
}
