//! Changes, each until lists show it. What is added is deleted again, and what is renamed gets its
//! name back, so that the next run finds the same inventory.

use std::time::Duration;

use model::Customer;

use crate::{
    error::Error,
    measure::Tally,
    options::Options,
    report::Measured,
    targets::VISIBLE,
    writer::{Took, Writer},
};

/// How often the customer with the most services is renamed, to and fro.
const RENAMES: usize = 10;

/// Measures one change after the other.
pub async fn measure(
    writer: &mut Writer,
    largest: &Customer,
    pid: u32,
    options: &Options,
) -> Result<Vec<Measured>, Error> {
    let mut customers = Vec::new();
    let mut create = Change::new("create", pid)?;
    for _ in 0..options.rounds {
        customers.extend(create.note(writer.create().await));
    }
    let create = create.done();
    let mut edit = Change::new("edit", pid)?;
    for customer in &mut customers {
        let name = format!("{} renamed", customer.name);
        let renamed = edit.note(writer.rename(customer, &name).await);
        *customer = renamed.unwrap_or_else(|| customer.clone());
    }
    let edit = edit.done();
    let mut delete = Change::new("delete", pid)?;
    for customer in &customers {
        delete.note(writer.delete(customer).await.map(|took| ((), took)));
    }
    let delete = delete.done();
    let rename = rename_largest(writer, largest, pid).await?;
    Ok([create, edit, delete, rename].concat())
}

/// A new name of the customer with the most services is a new name in each of these.
async fn rename_largest(
    writer: &Writer,
    largest: &Customer,
    pid: u32,
) -> Result<Vec<Measured>, Error> {
    let mut change = Change::new("rename the largest customer", pid)?;
    let mut customer = largest.clone();
    let other = format!("{} renamed", largest.name);
    for name in [&other, &largest.name].into_iter().cycle().take(RENAMES) {
        let renamed = writer.rename(&customer, name).await;
        let Some(renamed) = change.note(renamed) else { break };
        writer.until_services_show(&renamed).await?;
        customer = renamed;
    }
    let current = writer.current(&largest.id).await?;
    if current.name != largest.name {
        writer.rename(&current, &largest.name).await?;
    }
    Ok(change.done())
}

/// One kind of change.
struct Change {
    name: &'static str,
    confirmed: Tally,
    shown: Tally,
}

impl Change {
    fn new(name: &'static str, pid: u32) -> Result<Self, Error> {
        Ok(Self { name, confirmed: Tally::new(pid)?, shown: Tally::new(pid)? })
    }

    /// Counts a change; one that failed is a wrong answer.
    fn note<T>(&mut self, changed: Result<(T, Took), Error>) -> Option<T> {
        match changed {
            Ok((changed, took)) => {
                self.confirmed.add(took.confirmed, None);
                self.shown.add(took.shown, None);
                Some(changed)
            }
            Err(error) => {
                self.shown.add(Duration::ZERO, Some(error.to_string()));
                None
            }
        }
    }

    fn done(self) -> Vec<Measured> {
        let of = |tally: Tally, what| {
            tally.done(format!("Change: {}, until {what}", self.name), Some(VISIBLE))
        };
        vec![of(self.confirmed, "it is confirmed"), of(self.shown, "a list shows it")]
    }
}
