//! What the index is told: rows as they are now, and rows that are gone.

use filter::{InstanceRow, Row};
use model::{Customer, CustomerId, CustomerStatus, Instance, InstanceId};

/// A service instance as the index keeps it: with what its customer is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceEntry {
    /// The instance, with its customer's name today.
    pub instance: Instance,
    /// Its customer's reference number today.
    pub customer_reference: Option<String>,
    /// Its customer's status today.
    pub customer_status: CustomerStatus,
}

impl InstanceEntry {
    /// The entry as a filter looks at it.
    pub fn row(&self) -> InstanceRow<'_> {
        InstanceRow {
            instance: &self.instance,
            customer_reference: self.customer_reference.as_deref(),
            customer_status: self.customer_status,
        }
    }
}

/// One change of the index. `version` orders the states of a row: it never falls while the row
/// changes, and what is older than what the index knows is ignored. Of two puts with the same
/// version the later one stays.
#[derive(Clone, Debug)]
pub enum Change {
    /// The customer is now like this; also after a change of its services.
    PutCustomer {
        /// The customer with the counts of its services.
        customer: Customer,
        /// Must grow with the customer's own changes, and may with those of its services.
        version: u64,
    },
    /// The customer is gone.
    RemoveCustomer {
        /// Whose.
        id: CustomerId,
        /// Its last version: a put of it or of an older one that comes late is ignored.
        version: u64,
    },
    /// The service instance is now like this; also after its customer's name, reference number or
    /// status changed.
    PutInstance {
        /// The instance and what is known of its customer.
        entry: InstanceEntry,
        /// Must grow with the instance's own changes.
        version: u64,
    },
    /// The service instance is gone.
    RemoveInstance {
        /// Which.
        id: InstanceId,
        /// Its last version: a put of it or of an older one that comes late is ignored.
        version: u64,
    },
}

/// The two indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Customer,
    Instance,
}

/// The identity of a row over both indexes.
pub(crate) type RowKey = (Kind, String);

impl Change {
    pub(crate) fn key(&self) -> RowKey {
        match self {
            Self::PutCustomer { customer, .. } => (Kind::Customer, customer.id.to_string()),
            Self::RemoveCustomer { id, .. } => (Kind::Customer, id.to_string()),
            Self::PutInstance { entry, .. } => (Kind::Instance, entry.instance.id.to_string()),
            Self::RemoveInstance { id, .. } => (Kind::Instance, id.to_string()),
        }
    }

    pub(crate) fn version(&self) -> u64 {
        match self {
            Self::PutCustomer { version, .. }
            | Self::RemoveCustomer { version, .. }
            | Self::PutInstance { version, .. }
            | Self::RemoveInstance { version, .. } => *version,
        }
    }

    /// The row as it is now; `None` when it is gone.
    pub(crate) fn with_row<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> Option<T> {
        match self {
            Self::PutCustomer { customer, .. } => Some(take(customer)),
            Self::PutInstance { entry, .. } => Some(take(&entry.row())),
            Self::RemoveCustomer { .. } | Self::RemoveInstance { .. } => None,
        }
    }

    pub(crate) fn removes(&self) -> bool {
        matches!(self, Self::RemoveCustomer { .. } | Self::RemoveInstance { .. })
    }

    /// Whether this says more than `known` about the same row.
    pub(crate) fn replaces(&self, known: &Self) -> bool {
        self.version() > known.version()
            || self.version() == known.version() && (self.removes() || !known.removes())
    }
}
