//! What became of a customer that a command of `0006_archive.surql` was to be carried out for.

use model::bulk::{BulkReason, Holder};
use surrealdb::types::{RecordId, SurrealValue};

use crate::{
    StoreError,
    index::Touched,
    record::{CustomerRow, CustomerView, StatRow, customer_id, key, stored},
};

/// As the commands return it.
#[derive(SurrealValue)]
pub(super) struct OutcomeValue {
    outcome: String,
    pub(super) id: RecordId,
    pub(super) name: Option<String>,
    blocking: Option<u64>,
    reference: Option<String>,
    holder: Option<HolderValue>,
    instances: Option<Vec<RecordId>>,
    customer: Option<CustomerRow>,
    stat: Option<StatRow>,
}

#[derive(SurrealValue)]
struct HolderValue {
    id: RecordId,
    name: String,
}

/// The outcome, read.
pub(super) enum Outcome {
    Done,
    Unchanged,
    /// The first blocking instances are still to be looked up.
    Refused(BulkReason),
}

impl OutcomeValue {
    pub(super) fn read(&self) -> Result<Outcome, StoreError> {
        let incomplete = || StoreError::Internal(format!("half an outcome {}", self.outcome));
        Ok(match self.outcome.as_str() {
            "done" => Outcome::Done,
            "unchanged" => Outcome::Unchanged,
            "gone" => Outcome::Refused(BulkReason::Gone),
            "system" => Outcome::Refused(BulkReason::System),
            "blocked" => Outcome::Refused(BulkReason::Blocked {
                total: self.blocking.ok_or_else(incomplete)?,
                first: Vec::new(),
            }),
            "reference_taken" => {
                let holder = self.holder.as_ref().ok_or_else(incomplete)?;
                Outcome::Refused(BulkReason::ReferenceTaken {
                    reference: self.reference.clone().ok_or_else(incomplete)?,
                    holder: Holder { id: customer_id(&holder.id)?, name: holder.name.clone() },
                })
            }
            "name_taken" => Outcome::Refused(BulkReason::NameTaken),
            other => return Err(StoreError::Internal(format!("unexpected outcome {other}"))),
        })
    }

    /// Adds the rows that were written, if any were.
    pub(super) fn add_to(&self, touched: &mut Touched) -> Result<(), StoreError> {
        if let Outcome::Done = self.read()? {
            touched.customers.push(customer_id(&self.id)?);
            for id in self.instances.iter().flatten() {
                touched.instances.push(stored(&key(id))?);
            }
        }
        Ok(())
    }

    /// The customer as it is after the command, where that returns it.
    pub(super) fn into_view(self) -> Option<CustomerView> {
        self.customer.map(|customer| CustomerView { customer, stat: self.stat })
    }
}
