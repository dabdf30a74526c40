//! Rows that are service instances.

use std::collections::HashMap;

use model::{
    Actor, CustomerId, FieldError, FieldErrors, Instance, InstanceDraft, InstanceState,
    details::read_body,
    instance::{MAX_DESIGN, MAX_INSTANCE_NAME},
    text,
};
use serde_json::{Map, Value};
use store::{OnDuplicate, RowOutcome, Store, StoreError};

use super::{kind::Outcome, options::ImportOptions, table::Table};
use crate::{file::Row, map::Columns};

/// The design version of a new instance whose row names none.
const DEFAULT_VERSION: &str = "1.0.0";

/// An import of service instances.
pub struct Instances<'a> {
    pub store: &'a Store,
    pub actor: &'a Actor,
    pub options: &'a ImportOptions,
    pub columns: Columns,
}

/// One row; `None` is what it says nothing about.
pub struct InstanceRow {
    name: String,
    customer: Option<CustomerId>,
    reference: Option<String>,
    design: String,
    design_version: Option<String>,
    state: Option<InstanceState>,
    body: Option<Map<String, Value>>,
}

impl InstanceRow {
    /// The row as a new instance of `customer`.
    fn draft(&self, customer: CustomerId) -> InstanceDraft {
        InstanceDraft {
            name: self.name.clone(),
            customer,
            design: self.design.clone(),
            design_version: self.design_version.clone().unwrap_or_else(|| DEFAULT_VERSION.into()),
            state: self.state.unwrap_or(InstanceState::Uploaded),
            body: self.body.clone().unwrap_or_default(),
        }
    }

    fn is_complete(&self) -> bool {
        self.design_version.is_some() && self.state.is_some() && self.body.is_some()
    }
}

impl Table for Instances<'_> {
    type Draft = InstanceRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn keys(&self, row: &Row) -> Vec<(&'static str, String)> {
        let key = |field| {
            let words: Vec<_> = self.columns.text(field, row).split_whitespace().collect();
            text::fold(&words.join(" "))
        };
        // Ids hold no `/`, and a name follows the last one only if there is a customer.
        vec![(
            "name",
            format!(
                "{}/{}/{}",
                self.columns.text("customer", row).trim(),
                key("reference"),
                key("name")
            ),
        )]
    }

    fn texts(&self) -> &'static [(&'static str, bool)] {
        &[("name", true), ("reference", true), ("design", true), ("body", false)]
    }

    fn parse(&self, row: &Row) -> Result<InstanceRow, FieldErrors> {
        let text = |field: &'static str| self.columns.text(field, row).trim();
        let mut errors = FieldErrors::default();
        let name = errors.keep(required("name", "Name", text("name"), MAX_INSTANCE_NAME));
        let design = errors.keep(required("design", "Design", text("design"), MAX_DESIGN));
        let design_version = errors.keep(text::line(
            "design_version",
            "Design Version",
            text("design_version"),
            MAX_DESIGN,
        ));
        let reference = errors.keep(text::line(
            "reference",
            "Reference Number",
            text("reference"),
            model::customer::MAX_REFERENCE,
        ));
        let customer = errors.keep(given(text("customer"), |id| {
            id.parse().map_err(|e: model::id::BadId| error("customer", format!("{e}.")))
        }));
        let state = errors.keep(given(text("state"), str::parse));
        let body = errors.keep(given(text("body"), read_body));
        if customer == Some(None) && reference == Some(None) {
            let field = if self.columns.has("reference") { "reference" } else { "customer" };
            errors.0.push(error(field, "The row names no customer.".into()));
        }
        match (name, customer, reference, design, design_version, state, body) {
            (
                Some(name),
                Some(customer),
                Some(reference),
                Some(design),
                Some(design_version),
                Some(state),
                Some(body),
            ) if errors.0.is_empty() => {
                Ok(InstanceRow { name, customer, reference, design, design_version, state, body })
            }
            _ => Err(errors),
        }
    }

    async fn store(&self, rows: Vec<InstanceRow>) -> Result<Vec<Outcome>, StoreError> {
        let references: Vec<_> = rows.iter().filter_map(|row| row.reference.clone()).collect();
        let by_reference = store::customers::by_references(self.store, &references).await?;
        let mut outcomes: Vec<Option<Outcome>> = Vec::new();
        outcomes.resize_with(rows.len(), || None);
        let mut drafts = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match customer(row, &by_reference) {
                Ok(customer) => drafts.push((at, row.draft(customer))),
                Err(refused) => outcomes[at] = Some(refused),
            }
        }
        // A row that says everything replaces what is there; else it must be seen what that is.
        let update = self.options.on_duplicate == OnDuplicate::Update;
        let first = match update && !rows.iter().all(InstanceRow::is_complete) {
            true => OnDuplicate::Skip,
            false => self.options.on_duplicate,
        };
        let mut there = Vec::new();
        for (at, outcome) in self.upsert(&drafts, first).await? {
            match outcome {
                RowOutcome::Skipped(id) if first != self.options.on_duplicate => {
                    there.push((at, id))
                }
                other => outcomes[at] = Some(other.into()),
            }
        }
        let ids: Vec<_> = there.iter().map(|(_, id)| id.clone()).collect();
        let found = match ids.is_empty() {
            true => Vec::new(),
            false => store::instances::by_ids(self.store, &ids).await?,
        };
        let found: HashMap<_, _> = found.into_iter().map(|i| (i.id.clone(), i)).collect();
        let mut changed = Vec::new();
        for (at, id) in there {
            let Some(current) = found.get(&id) else {
                let gone = "It was deleted while it was being imported. Import it again.";
                outcomes[at] = Some(Outcome::Refused("", gone.into()));
                continue;
            };
            match self.over(&rows[at], current).await? {
                Ok(outcome) => outcomes[at] = Some(outcome),
                Err(draft) => changed.push((at, draft)),
            }
        }
        for (at, outcome) in self.upsert(&changed, OnDuplicate::Update).await? {
            outcomes[at] = Some(outcome.into());
        }
        let missing = || StoreError::Internal("the outcome of a row is missing".into());
        outcomes.into_iter().map(|outcome| outcome.ok_or_else(missing)).collect()
    }
}

impl Instances<'_> {
    /// What becomes of a row about the instance `current`: an outcome, or the draft to write. A
    /// row without a body keeps the stored one, which only fits its own design.
    async fn over(
        &self,
        row: &InstanceRow,
        current: &Instance,
    ) -> Result<Result<Outcome, InstanceDraft>, StoreError> {
        let mut draft = row.draft(current.customer.clone());
        draft.state = row.state.unwrap_or(current.state);
        draft.design_version =
            row.design_version.clone().unwrap_or_else(|| current.design_version.clone());
        if row.body.is_some() {
            return Ok(Err(draft));
        }
        if (&draft.design, &draft.design_version) != (&current.design, &current.design_version) {
            return Ok(Ok(Outcome::Refused(
                "design",
                format!(
                    "The instance exists, made from {} {}. To change its design, give its body too.",
                    current.design, current.design_version
                ),
            )));
        }
        if draft.state == current.state {
            return Ok(Ok(Outcome::Unchanged));
        }
        if self.options.dry_run {
            return Ok(Ok(Outcome::Updated));
        }
        let (id, version) = (&current.id, current.version);
        match store::instances::set_state(self.store, self.actor, id, version, draft.state).await {
            Ok(_) => Ok(Ok(Outcome::Updated)),
            Err(
                error @ (StoreError::NotFound { .. }
                | StoreError::InstanceChanged { .. }
                | StoreError::OrderOpen { .. }),
            ) => Ok(Ok(Outcome::Refused("state", format!("Not changed: {error}.")))),
            Err(error) => Err(error),
        }
    }

    async fn upsert(
        &self,
        drafts: &[(usize, InstanceDraft)],
        on_duplicate: OnDuplicate,
    ) -> Result<Vec<(usize, RowOutcome<model::InstanceId>)>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<_> = drafts.iter().map(|(_, draft)| draft.clone()).collect();
        let dry_run = self.options.dry_run;
        let outcomes =
            store::instances::upsert_batch(self.store, self.actor, &rows, on_duplicate, dry_run)
                .await?;
        Ok(drafts.iter().map(|(at, _)| *at).zip(outcomes).collect())
    }
}

/// The customer a row means. An id that nobody has is refused by the store.
fn customer(row: &InstanceRow, found: &HashMap<String, CustomerId>) -> Result<CustomerId, Outcome> {
    let holder =
        row.reference.as_deref().map(|reference| (reference, found.get(&text::fold(reference))));
    match (&row.customer, holder) {
        (Some(id), Some((reference, holder))) if holder != Some(id) => Err(Outcome::Refused(
            "reference",
            format!(
                "Customer {id} does not have the reference number {reference}. Correct one of them."
            ),
        )),
        (Some(id), _) | (None, Some((_, Some(id)))) => Ok(id.clone()),
        (None, Some((reference, None))) => Err(Outcome::Refused(
            "reference",
            format!(
                "No customer has the reference number {reference}. Import the customers first."
            ),
        )),
        (None, None) => Err(Outcome::Refused("customer", "The row names no customer.".into())),
    }
}

fn required(field: &str, label: &str, value: &str, max: usize) -> Result<String, FieldError> {
    let missing = || error(field, format!("{label} is missing. Enter 1 to {max} characters."));
    text::line(field, label, value, max)?.ok_or_else(missing)
}

/// Parses what is not blank.
fn given<'a, T>(
    text: &'a str,
    parse: impl Fn(&'a str) -> Result<T, FieldError>,
) -> Result<Option<T>, FieldError> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

fn error(field: &str, message: String) -> FieldError {
    FieldError { field: field.into(), message }
}
