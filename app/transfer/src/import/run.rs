//! One import, from the first reading of the file to the report.

use store::StoreError;

use super::{
    kind::{Kind, Outcome},
    options::{ImportOptions, RejectsTo},
    repeats::{Repeats, Seen},
    report::{Finding, ImportReport, Place},
    source::{Reader, Rejected, Source},
};
use crate::{
    TransferError,
    progress::{OnProgress, Progress, Stage},
};

/// Checks the whole file, then stores it batch by batch, each in one transaction.
pub async fn run<S: Source, K: Kind<Row = S::Row>>(
    kind: &K,
    source: &S,
    options: &ImportOptions,
    progress: OnProgress<'_>,
) -> Result<ImportReport, TransferError> {
    let place = match &options.rejects {
        RejectsTo::Beside => Some(source.beside()),
        RejectsTo::File(path) => Some(path.clone()),
        RejectsTo::Nowhere => None,
    };
    let rejects = source.rejects(place)?;
    let repeats = read_once(kind, source, progress)?;
    let report = ImportReport::new(source.delimiter(), options.dry_run);
    let mut run = Run { kind, source, repeats, rejects, report, listed: options.listed };
    let stored = run.batches(progress).await;
    // Also when the import stops: what was refused so far must not be lost.
    run.report.rejects = run.rejects.finish()?;
    stored.map(|()| run.report)
}

/// Reads the file from end to end, so that nothing is stored from one that cannot be read.
fn read_once<S: Source, K: Kind<Row = S::Row>>(
    kind: &K,
    source: &S,
    progress: OnProgress<'_>,
) -> Result<Repeats, TransferError> {
    let (mut rows, mut seen, mut count) = (source.rows()?, Seen::default(), 0);
    loop {
        let batch = rows.batch(store::MAX_BATCH)?;
        if batch.is_empty() {
            break;
        }
        count += batch.len() as u64;
        for (_, key) in batch.iter().flat_map(|row| kind.keys(row)) {
            seen.note(&key);
        }
        progress(Progress {
            stage: Stage::Checking,
            done: rows.bytes(),
            total: source.bytes(),
            rows: count,
        });
    }
    source.check_count(count)?;
    Ok(seen.into_repeats())
}

struct Run<'a, S, K, R> {
    kind: &'a K,
    source: &'a S,
    repeats: Repeats,
    rejects: R,
    report: ImportReport,
    listed: usize,
}

impl<S, K, R> Run<'_, S, K, R>
where
    S: Source,
    K: Kind<Row = S::Row>,
    R: Rejected<Row = S::Row>,
{
    async fn batches(&mut self, progress: OnProgress<'_>) -> Result<(), TransferError> {
        let source = self.source;
        let (mut rows, mut place) = (source.rows()?, source.place(None));
        loop {
            // The first reading found no fault, so the file is another one now.
            let batch = rows.batch(store::MAX_BATCH).map_err(|_| TransferError::Changed {
                path: source.path().into(),
                committed: self.report.rows,
                place: place.clone(),
            })?;
            if batch.is_empty() {
                return Ok(());
            }
            let committed = self.report.rows;
            self.batch(&batch).await.map_err(|e| e.into_transfer(committed, place))?;
            place = source.place(batch.last());
            let (done, rows) = (rows.bytes(), self.report.rows);
            progress(Progress { stage: Stage::Importing, done, total: source.bytes(), rows });
        }
    }

    async fn batch(&mut self, rows: &[S::Row]) -> Result<(), Stop> {
        let mut outcomes: Vec<Option<Bad>> = Vec::with_capacity(rows.len());
        let (mut drafts, mut good) = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            match self.accept(row) {
                Ok(draft) => {
                    drafts.push(draft);
                    good.push(at);
                    outcomes.push(None);
                }
                Err(bad) => outcomes.push(Some(bad)),
            }
        }
        if !drafts.is_empty() {
            for (outcome, at) in
                self.kind.store(drafts).await.map_err(Stop::Store)?.into_iter().zip(good)
            {
                outcomes[at] = self.count(outcome, &rows[at]);
            }
        }
        self.report.rows += rows.len() as u64;
        for (row, bad) in rows.iter().zip(outcomes) {
            if let Some(bad) = bad {
                self.reject(row, bad).map_err(Stop::Other)?;
            }
        }
        Ok(())
    }

    /// Parses one row, unless it is a duplicate or damaged; only a good row claims its keys.
    fn accept(&mut self, row: &S::Row) -> Result<K::Draft, Bad> {
        let bad = |finding| Bad { finding, duplicate: false };
        self.kind.shape(row).map_err(bad)?;
        let keys = self.kind.keys(row);
        for (field, key) in &keys {
            if let Some(first) = self.repeats.claimed(key) {
                let finding = self.kind.duplicate(row, field, first);
                return Err(Bad { finding, duplicate: true });
            }
        }
        let warnings = self.kind.texts(row).map_err(bad)?;
        let draft = self.kind.parse(row).map_err(bad)?;
        let number = self.source.place(Some(row)).number();
        for (_, key) in keys {
            self.repeats.claim(key, number);
        }
        self.report.warnings += warnings.len() as u64;
        let room = self.listed.saturating_sub(self.report.warned.len());
        self.report.warned.extend(warnings.into_iter().take(room));
        Ok(draft)
    }

    fn count(&mut self, outcome: Outcome, row: &S::Row) -> Option<Bad> {
        match outcome {
            Outcome::Created => self.report.created += 1,
            Outcome::Updated => self.report.updated += 1,
            Outcome::Unchanged => self.report.unchanged += 1,
            Outcome::Skipped => self.report.skipped += 1,
            Outcome::Refused(field, reason) => {
                let column = if field.is_empty() { String::new() } else { self.kind.label(field) };
                let finding = Finding { place: self.source.place(Some(row)), column, reason };
                return Some(Bad { finding, duplicate: false });
            }
        }
        None
    }

    fn reject(&mut self, row: &S::Row, bad: Bad) -> Result<(), TransferError> {
        match bad.duplicate {
            true => self.report.duplicates += 1,
            false => self.report.refused += 1,
        }
        self.rejects.add(row, &bad.finding)?;
        if self.report.bad.len() < self.listed {
            self.report.bad.push(bad.finding);
        }
        Ok(())
    }
}

struct Bad {
    finding: Finding,
    duplicate: bool,
}

/// Why a batch did not go through.
enum Stop {
    Store(StoreError),
    Other(TransferError),
}

impl Stop {
    fn into_transfer(self, committed: u64, place: Place) -> TransferError {
        match self {
            Self::Store(source) => TransferError::Batch { committed, place, source },
            Self::Other(error) => error,
        }
    }
}
