//! Rows that are customers.

use std::collections::HashMap;

use model::{
    Actor, Customer, CustomerDraft, CustomerForm, CustomerId, FieldError, FieldErrors, text,
};
use store::{OnDuplicate, RowOutcome, Store, StoreError};

use super::{kind::Outcome, options::ImportOptions, table::Table};
use crate::{file::Row, map::Columns};

/// An import of customers.
pub struct Customers<'a> {
    pub store: &'a Store,
    pub actor: &'a Actor,
    pub options: &'a ImportOptions,
    pub columns: Columns,
}

/// One row: what it says, and what it says nothing about.
pub struct CustomerRow {
    id: Option<CustomerId>,
    draft: CustomerDraft,
    keep_reference: bool,
    keep_description: bool,
    keep_status: bool,
}

impl CustomerRow {
    /// Takes over from `current` what the row says nothing about.
    fn over(&self, current: &Customer) -> CustomerDraft {
        let mut draft = self.draft.clone();
        if self.keep_reference {
            draft.reference = current.reference.clone();
        }
        if self.keep_description {
            draft.description = current.description.clone();
        }
        if self.keep_status {
            draft.status = current.status;
        }
        draft
    }
}

impl Table for Customers<'_> {
    type Draft = CustomerRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn keys(&self, row: &Row) -> Vec<(&'static str, String)> {
        let reference = text::fold(&one_line(self.columns.text("reference", row)));
        let id = self.columns.text("id", row).trim();
        let keys = [("reference", format!("r{reference}")), ("id", format!("i{id}"))];
        keys.into_iter().filter(|(_, key)| key.len() > 1).collect()
    }

    fn texts(&self) -> &'static [(&'static str, bool)] {
        &[("name", true), ("reference", true), ("description", false)]
    }

    fn parse(&self, row: &Row) -> Result<CustomerRow, FieldErrors> {
        let text = |field| self.columns.text(field, row).to_owned();
        let form = CustomerForm {
            name: text("name"),
            reference: text("reference"),
            description: text("description"),
            status: text("status"),
        };
        let mut errors = FieldErrors::default();
        let parsed = form.parse().map_err(|wrong| errors.0.extend(wrong.0)).ok();
        let id = errors.keep(match text("id").trim() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|e: model::id::BadId| FieldError {
                field: "id".into(),
                message: format!("{e}. Leave it blank for a new customer."),
            }),
        });
        match (parsed, id) {
            (Some(draft), Some(id)) => Ok(CustomerRow {
                id,
                draft,
                keep_reference: !self.columns.has("reference"),
                keep_description: !self.columns.has("description"),
                keep_status: form.status.trim().is_empty(),
            }),
            _ => Err(errors),
        }
    }

    async fn store(&self, rows: Vec<CustomerRow>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes: Vec<Option<Outcome>> = Vec::new();
        outcomes.resize_with(rows.len(), || None);
        let ids: Vec<_> = rows.iter().filter_map(|row| row.id.clone()).collect();
        let known = self.current(&ids).await?;
        let mut by_reference = Vec::new();
        let mut changed = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match (row.id.as_ref().and_then(|id| known.get(id)), &row.id) {
                (Some(current), _) => match self.known(row, current).await? {
                    Ok(outcome) => outcomes[at] = Some(outcome),
                    Err(draft) => changed.push((at, draft)),
                },
                (None, Some(id)) if row.draft.reference.is_none() => {
                    outcomes[at] = Some(Outcome::Refused(
                        "id",
                        format!(
                            "There is no customer {id} (any more), and the row has no reference number \
                         to find it by. Clear the id to add a new customer."
                        ),
                    ));
                }
                _ => by_reference.push((at, row.draft.clone())),
            }
        }
        // With all columns given a row replaces what is there; else it must be seen what that is.
        let complete = rows.iter().all(|row| !row.keep_description && !row.keep_status);
        let update = self.options.on_duplicate == OnDuplicate::Update;
        let first = match update && !complete {
            true => OnDuplicate::Skip,
            false => self.options.on_duplicate,
        };
        let mut there = Vec::new();
        for (at, outcome) in self.upsert(&by_reference, first).await? {
            match outcome {
                RowOutcome::Skipped(id) if first != self.options.on_duplicate => {
                    there.push((at, id))
                }
                other => outcomes[at] = Some(other.into()),
            }
        }
        let ids: Vec<_> = there.iter().map(|(_, id)| id.clone()).collect();
        let found = self.current(&ids).await?;
        for (at, id) in there {
            let Some(current) = found.get(&id) else {
                let gone = "The customer was deleted while it was being imported. Import it again.";
                outcomes[at] = Some(Outcome::Refused("", gone.into()));
                continue;
            };
            match same(&rows[at].over(current), current) {
                true => outcomes[at] = Some(Outcome::Unchanged),
                false => changed.push((at, rows[at].over(current))),
            }
        }
        for (at, outcome) in self.upsert(&changed, OnDuplicate::Update).await? {
            outcomes[at] = Some(outcome.into());
        }
        let missing = || StoreError::Internal("the outcome of a row is missing".into());
        outcomes.into_iter().map(|outcome| outcome.ok_or_else(missing)).collect()
    }
}

impl Customers<'_> {
    /// What becomes of a row that names the customer `current` by its id: an outcome, or the draft
    /// to be written in the batch, because its reference number finds the same customer.
    async fn known(
        &self,
        row: &CustomerRow,
        current: &Customer,
    ) -> Result<Result<Outcome, CustomerDraft>, StoreError> {
        let draft = row.over(current);
        match self.options.on_duplicate {
            OnDuplicate::Skip => return Ok(Ok(Outcome::Skipped)),
            OnDuplicate::Error => {
                let reason = format!("{} is in the inventory already.", current.name);
                return Ok(Ok(Outcome::Refused("id", reason)));
            }
            OnDuplicate::Update if same(&draft, current) => return Ok(Ok(Outcome::Unchanged)),
            OnDuplicate::Update => {}
        }
        let folded = |reference: &Option<String>| reference.as_deref().map(text::fold);
        if draft.reference.is_some() && folded(&draft.reference) == folded(&current.reference) {
            return Ok(Err(draft));
        }
        self.rereference(current, &draft).await.map(Ok)
    }

    /// Writes a draft with another reference number, or none, over `current`.
    async fn rereference(
        &self,
        current: &Customer,
        draft: &CustomerDraft,
    ) -> Result<Outcome, StoreError> {
        if current.system && draft.name != current.name {
            let reason = format!("{} belongs to the system. Keep the name.", current.name);
            return Ok(Outcome::Refused("name", reason));
        }
        let reference = draft.reference.iter().cloned().collect::<Vec<_>>();
        let holder = store::customers::by_references(self.store, &reference).await?;
        if let Some(holder) = holder.values().find(|id| **id != current.id) {
            return Ok(Outcome::Refused(
                "reference",
                format!(
                    "Reference Number {} is already used by customer {holder}.",
                    draft.reference.as_deref().unwrap_or_default()
                ),
            ));
        }
        if self.options.dry_run {
            return Ok(Outcome::Updated);
        }
        let (id, version) = (&current.id, current.version);
        match store::customers::update(self.store, self.actor, id, version, draft).await {
            Ok(_) => Ok(Outcome::Updated),
            Err(
                error @ (StoreError::NotFound { .. }
                | StoreError::VersionConflict { .. }
                | StoreError::DuplicateReference { .. }
                | StoreError::DuplicateName { .. }),
            ) => Ok(Outcome::Refused("id", format!("Not changed: {error}."))),
            // It was marked just now.
            Err(StoreError::Invalid(FieldErrors(errors))) => {
                let reasons: Vec<_> = errors.into_iter().map(|e| e.message).collect();
                Ok(Outcome::Refused("name", reasons.join(" ")))
            }
            Err(error) => Err(error),
        }
    }

    async fn upsert(
        &self,
        drafts: &[(usize, CustomerDraft)],
        on_duplicate: OnDuplicate,
    ) -> Result<Vec<(usize, RowOutcome<CustomerId>)>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<_> = drafts.iter().map(|(_, draft)| draft.clone()).collect();
        let dry_run = self.options.dry_run;
        let outcomes =
            store::customers::upsert_batch(self.store, self.actor, &rows, on_duplicate, dry_run)
                .await?;
        Ok(drafts.iter().map(|(at, _)| *at).zip(outcomes).collect())
    }

    async fn current(
        &self,
        ids: &[CustomerId],
    ) -> Result<HashMap<CustomerId, Customer>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found = store::customers::by_ids(self.store, ids).await?;
        Ok(found.into_iter().map(|customer| (customer.id.clone(), customer)).collect())
    }
}

fn same(draft: &CustomerDraft, current: &Customer) -> bool {
    draft.name == current.name
        && draft.reference == current.reference
        && draft.description == current.description
        && draft.status == current.status
}

/// White space as in a parsed line, so that equal reference numbers have equal keys.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
