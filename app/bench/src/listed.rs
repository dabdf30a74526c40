//! What customers and service instances have in common for whoever asks for lists of them.

use chrono::Utc;
use filter::{CUSTOMERS, Filter, INSTANCES, InstanceRow, Keywords, Row, Schema};
use model::{Customer, CustomerSort, CustomerStatus, Instance, InstanceSort, SortKey};
use serde::de::DeserializeOwned;

/// A row of a list.
pub trait Listed: DeserializeOwned + Send + Sync + 'static {
    /// The columns it can be sorted by.
    type Key: SortKey + Send + Sync;
    /// The function that lists it.
    const LIST: &'static str;
    /// What it is called in the names of cases.
    const NOUN: &'static str;
    /// What it can be filtered by.
    const SCHEMA: &'static Schema;
    /// Whether a row has all that a keyword search looks at.
    const WHOLE: bool;

    /// The row's identifier.
    fn id(&self) -> &str;
    /// The row for whoever evaluates filters.
    fn with_row<R>(&self, work: impl FnOnce(&dyn Row) -> R) -> R;

    /// Whether the row meets a filter, where that can be told by what the row has in it.
    fn meets(&self, filter: &Filter) -> Option<bool> {
        let elsewhere = ["customer.reference", "customer.status"];
        let known = |name| Self::WHOLE || !elsewhere.contains(&name);
        let all = filter.criteria().iter().all(|criterion| known(criterion.field().name));
        all.then(|| self.with_row(|row| filter.matches(row, Utc::now())))
    }

    /// Whether the row can be told to have the words by what it has in it.
    fn has(&self, words: &Keywords) -> bool {
        !Self::WHOLE || self.with_row(|row| words.matches(row))
    }
}

impl Listed for Customer {
    type Key = CustomerSort;
    const LIST: &'static str = "/api/customers/list";
    const NOUN: &'static str = "customers";
    const SCHEMA: &'static Schema = &CUSTOMERS;
    const WHOLE: bool = true;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn with_row<R>(&self, work: impl FnOnce(&dyn Row) -> R) -> R {
        work(self)
    }
}

impl Listed for Instance {
    type Key = InstanceSort;
    const LIST: &'static str = "/api/instances/list";
    const NOUN: &'static str = "instances";
    const SCHEMA: &'static Schema = &INSTANCES;
    // A list does not tell the customer's reference number and status.
    const WHOLE: bool = false;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn with_row<R>(&self, work: impl FnOnce(&dyn Row) -> R) -> R {
        let customer_status = CustomerStatus::Active;
        work(&InstanceRow { instance: self, customer_reference: None, customer_status })
    }
}
