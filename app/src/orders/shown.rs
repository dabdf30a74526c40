//! What pages get from the server about service orders, and when one can be tried once more.

use model::{
    CustomerStatus, DeadDelivery, InstanceState, Order, OrderKind, OrderStatus, lifecycle,
};
use serde::{Deserialize, Serialize};

/// A service order with all that its details show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The order; the names of its instance and its customer are there.
    pub order: Order,
    /// Whether its service instance is in the inventory.
    pub has_instance: bool,
    /// Whether its customer is in the inventory.
    pub has_customer: bool,
    /// Why it is not handed over to the workflow engine any more, if that was given up.
    pub given_up: Option<GivenUp>,
    /// Whether it can be tried once more now, by who asks.
    pub can_retry: bool,
    /// Whether it can be handed over again now, by who asks.
    pub can_resend: bool,
}

/// Why an order is not handed over any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// How often it was tried.
    pub tries: u32,
    /// What the last try failed with.
    pub last_error: String,
}

/// The orders whose hand-over was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllGivenUp {
    /// Newest first, up to a hundred.
    pub deliveries: Vec<DeadDelivery>,
    /// Whether who asks may have them sent again.
    pub may_write: bool,
}

/// Whether the newest order of a service instance in this state can be tried once more, for a customer
/// of this status: it failed, and nothing has happened since.
pub fn can_be_retried(order: &Order, instance: InstanceState, customer: CustomerStatus) -> bool {
    let there = lifecycle::after(order.kind, order.status.is_success());
    order.status == OrderStatus::Failed && instance == there && is_taken(order.kind, customer)
}

/// An inactive customer takes no new work; what it has can still be taken out.
pub fn is_taken(order: OrderKind, customer: CustomerStatus) -> bool {
    order == OrderKind::Delete || customer == CustomerStatus::Active
}
