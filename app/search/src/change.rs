//! What the index is told: rows as they are now, and rows that are gone.

use filter::{InstanceRow, OrderRow, Row};
use model::{Customer, CustomerId, CustomerStatus, Instance, InstanceId, ListName, Order, OrderId};

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

/// A service order as the index keeps it: with what its customer is found by. Its trace is not looked
/// at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderEntry {
    /// The order, with the names that its instance and its customer have today.
    pub order: Order,
    /// Its customer's reference number today.
    pub customer_reference: Option<String>,
}

impl OrderEntry {
    /// The entry as a filter looks at it.
    pub fn row(&self) -> OrderRow<'_> {
        OrderRow { order: &self.order, customer_reference: self.customer_reference.as_deref() }
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
    /// The service order is now like this; also after its customer's name or reference number
    /// changed.
    PutOrder {
        /// The order and what is known of its customer.
        entry: OrderEntry,
        /// Must grow with the order's own changes.
        version: u64,
    },
    /// The service order is gone.
    RemoveOrder {
        /// Which.
        id: OrderId,
        /// Its last version: a put of it or of an older one that comes late is ignored.
        version: u64,
    },
}

/// The identity of a row over all lists.
pub(crate) type RowKey = (ListName, String);

impl Change {
    pub(crate) fn key(&self) -> RowKey {
        match self {
            Self::PutCustomer { customer, .. } => (ListName::Customers, customer.id.to_string()),
            Self::RemoveCustomer { id, .. } => (ListName::Customers, id.to_string()),
            Self::PutInstance { entry, .. } => (ListName::Instances, entry.instance.id.to_string()),
            Self::RemoveInstance { id, .. } => (ListName::Instances, id.to_string()),
            Self::PutOrder { entry, .. } => (ListName::Orders, entry.order.id.to_string()),
            Self::RemoveOrder { id, .. } => (ListName::Orders, id.to_string()),
        }
    }

    pub(crate) fn version(&self) -> u64 {
        match self {
            Self::PutCustomer { version, .. }
            | Self::RemoveCustomer { version, .. }
            | Self::PutInstance { version, .. }
            | Self::RemoveInstance { version, .. }
            | Self::PutOrder { version, .. }
            | Self::RemoveOrder { version, .. } => *version,
        }
    }

    /// The row as it is now; `None` when it is gone.
    pub(crate) fn with_row<T>(&self, take: impl FnOnce(&dyn Row) -> T) -> Option<T> {
        match self {
            Self::PutCustomer { customer, .. } => Some(take(customer)),
            Self::PutInstance { entry, .. } => Some(take(&entry.row())),
            Self::PutOrder { entry, .. } => Some(take(&entry.row())),
            Self::RemoveCustomer { .. }
            | Self::RemoveInstance { .. }
            | Self::RemoveOrder { .. } => None,
        }
    }

    pub(crate) fn removes(&self) -> bool {
        self.with_row(|_| ()).is_none()
    }

    /// Whether this says more than `known` about the same row.
    pub(crate) fn replaces(&self, known: &Self) -> bool {
        self.version() > known.version()
            || self.version() == known.version() && (self.removes() || !known.removes())
    }
}
