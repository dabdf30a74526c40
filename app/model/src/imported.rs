//! What an import brings that has ids of its own: customers and service instances as another system
//! knows them, found again by these ids.

use crate::{
    customer::{CustomerDraft, SYSTEM_NAMES},
    id::{CustomerId, InstanceId, OrderId},
    instance::InstanceDraft,
    order::{OrderKind, OrderStatus, Task},
};

/// A customer under the id that it has elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedCustomer {
    /// Its id there, and here.
    pub id: CustomerId,
    /// Its fields.
    pub draft: CustomerDraft,
    /// Whether nothing is said of its status, so that one that is here keeps its own.
    pub keep_status: bool,
    /// When it was made there: RFC 3339 in UTC; `None` where that is not known.
    pub created_at: Option<String>,
}

/// A service instance under the id that it has elsewhere, with the order that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedInstance {
    /// Its id there, and here.
    pub id: InstanceId,
    /// Its fields.
    pub draft: InstanceDraft,
    /// Whether nothing is said of its state, so that one that is here keeps its own.
    pub keep_state: bool,
    /// When it was made there: RFC 3339 in UTC; `None` where that is not known.
    pub created_at: Option<String>,
    /// The order for it, if there was one.
    pub order: Option<ImportedOrder>,
}

/// A service order that was placed elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedOrder {
    /// Its id there, and here: a UUID.
    pub id: OrderId,
    /// What it does.
    pub kind: OrderKind,
    /// How far it is.
    pub status: OrderStatus,
    /// Its tasks in order.
    pub trace: Vec<Task>,
    /// When it began: RFC 3339 in UTC; `None` where that is not known.
    pub created_at: Option<String>,
    /// When something was heard of it last; as above.
    pub updated_at: Option<String>,
}

impl ImportedCustomer {
    /// Whether it is one of those that belong to the system.
    pub fn is_system(&self) -> bool {
        SYSTEM_NAMES.contains(&self.draft.name.as_str())
    }
}
