//! Undoing the delete of one customer.

use model::{Actor, Customer, CustomerId, bulk::BulkReason};
use surrealdb::types::vars;

use super::outcome::{Outcome, OutcomeValue};
use crate::{Store, StoreError, command::writer, index::Touched, record::customer_record};

/// Brings a deleted customer back, with the instances that were archived with it, and returns it.
///
/// Refused when it is not deleted, when another customer has its reference number by now, and,
/// where names are to be unique, when another has its name.
pub async fn restore(
    store: &Store,
    actor: &Actor,
    id: &CustomerId,
) -> Result<Customer, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: customer_record(id),
        unique_names: store.unique_names,
    };
    let call = "RETURN fn::customer_restore($actor, $id, $unique_names)";
    let touched = |done: &OutcomeValue| {
        let mut touched = Touched::default();
        done.add_to(&mut touched).map(|()| touched)
    };
    let done: OutcomeValue = store.write(call, vars, touched).await?;
    match done.read()? {
        Outcome::Refused(BulkReason::ReferenceTaken { reference, holder }) => {
            let holder = Some((holder.id, holder.name));
            Err(StoreError::DuplicateReference { reference, holder })
        }
        Outcome::Refused(BulkReason::NameTaken) => {
            Err(StoreError::DuplicateName { name: done.name.unwrap_or_default() })
        }
        Outcome::Refused(BulkReason::Gone) => Err(StoreError::NotFound { what: DELETED }),
        _ => match done.into_view() {
            Some(view) => view.try_into(),
            None => Err(StoreError::Internal("a restore returned no customer".into())),
        },
    }
}

const DELETED: &str = "deleted customer";
