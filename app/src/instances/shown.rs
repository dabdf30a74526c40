//! What the panels over the list get from the server.

use model::{Action, Customer, CustomerStatus, DesignSummary, Instance, Order};
use serde::{Deserialize, Serialize};

use crate::orders::shown::{can_be_retried, is_taken};

/// A service instance with all that its details show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The instance; the customer's id and name are there.
    pub instance: Instance,
    /// The body as JSON text: a browser would round long numbers.
    pub body: String,
    /// The customer's reference number.
    pub customer_reference: Option<String>,
    /// Whether the customer takes new orders.
    pub customer_status: CustomerStatus,
    /// The orders for it, newest first.
    pub orders: Vec<Order>,
    /// Whether who asks may change it.
    pub may_write: bool,
}

/// What the form for a new service instance begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToMake {
    /// The customer that it is for, where that is given.
    pub customer: Option<Customer>,
    /// The designs on offer.
    pub designs: Vec<DesignSummary>,
    /// The design that is chosen; blank where none is.
    pub design: String,
    /// Its schema as JSON text.
    pub schema: Option<String>,
}

/// What the form for changing a service instance begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToEdit {
    /// The instance as it is.
    pub shown: Shown,
    /// The versions of its design that it can have, its own among them.
    pub versions: Vec<String>,
    /// The design that is chosen: its own, unless the form says otherwise.
    pub design: String,
    /// The schema of that as JSON text; none where it is not in the catalogue.
    pub schema: Option<String>,
}

impl Shown {
    /// Whether this can be done with it now, by who asks.
    pub fn allows(&self, action: Action) -> bool {
        let rule = action.rule(self.instance.state, self.instance.changed);
        let takes = |order| is_taken(order, self.customer_status);
        let taken = rule.is_some_and(|rule| rule.order.is_none_or(takes));
        self.may_write && !self.is_worked_on() && taken
    }

    /// The order that can be tried once more now, by who asks.
    pub fn to_retry(&self) -> Option<&Order> {
        let (state, customer) = (self.instance.state, self.customer_status);
        let newest = self.orders.first().filter(|_| self.may_write);
        newest.filter(|order| can_be_retried(order, state, customer))
    }

    /// Whether an order for it is not finished.
    pub fn is_worked_on(&self) -> bool {
        self.orders.first().is_some_and(|order| order.status.is_open())
    }

    /// Why it cannot be put into the network although its state allows it.
    pub fn held_back(&self) -> Option<&'static str> {
        let rule = Action::Provision.rule(self.instance.state, self.instance.changed);
        let held = self.customer_status == CustomerStatus::Inactive && rule.is_some();
        held.then_some("Its customer is inactive and takes no new orders.")
    }
}

#[cfg(test)]
mod tests {
    use model::{InstanceState, OrderKind, OrderStatus};

    use super::*;

    fn order(kind: OrderKind, status: OrderStatus) -> Order {
        Order {
            id: "o-1".parse().unwrap(),
            instance: "i-1".parse().unwrap(),
            instance_name: "vpn-7".into(),
            customer: "c-1".parse().unwrap(),
            customer_name: "Acme".into(),
            kind,
            status,
            message: None,
            trace: Vec::new(),
            attempt: 1,
            placed_by: "local".into(),
            version: 1,
            created_at: String::new(),
            updated_at: String::new(),
        }
    }

    fn shown(state: InstanceState, orders: Vec<Order>) -> Shown {
        let instance = Instance {
            id: "i-1".parse().unwrap(),
            name: "vpn-7".into(),
            customer: "c-1".parse().unwrap(),
            customer_name: "Acme".into(),
            design: "l3vpn".into(),
            design_version: "1.0.0".into(),
            state,
            changed: false,
            version: 1,
            created_at: String::new(),
            updated_at: String::new(),
        };
        Shown {
            instance,
            body: "{}".into(),
            customer_reference: None,
            customer_status: CustomerStatus::Active,
            orders,
            may_write: true,
        }
    }

    fn allowed(shown: &Shown) -> Vec<&'static str> {
        let all = Action::ALL.into_iter().filter(|action| shown.allows(*action));
        all.map(Action::as_str).collect()
    }

    #[test]
    fn what_is_possible_follows_the_life_cycle() {
        let new = shown(InstanceState::Uploaded, Vec::new());
        assert_eq!(allowed(&new), ["provision", "edit", "delete"]);
        assert_eq!(allowed(&shown(InstanceState::Active, Vec::new())), ["deprovision", "edit"]);
    }

    #[test]
    fn nothing_is_possible_while_an_order_is_open() {
        let open = order(OrderKind::Modify, OrderStatus::Running);
        let busy = shown(InstanceState::Active, vec![open]);
        assert_eq!((allowed(&busy), busy.to_retry()), (vec![], None));
    }

    #[test]
    fn who_only_looks_is_offered_nothing() {
        let failed = order(OrderKind::Create, OrderStatus::Failed);
        let shown = Shown { may_write: false, ..shown(InstanceState::Failed, vec![failed]) };
        assert_eq!((allowed(&shown), shown.to_retry()), (vec![], None));
    }

    #[test]
    fn an_inactive_customers_instance_can_only_be_taken_out() {
        let failed = order(OrderKind::Create, OrderStatus::Failed);
        let customer_status = CustomerStatus::Inactive;
        let failed = Shown { customer_status, ..shown(InstanceState::Failed, vec![failed]) };
        assert_eq!((allowed(&failed), failed.to_retry()), (vec!["deprovision", "edit"], None));
        assert!(failed.held_back().is_some());
        let out = vec![order(OrderKind::Delete, OrderStatus::Failed)];
        assert!(Shown { orders: out, ..failed }.to_retry().is_some());
    }

    #[test]
    fn only_the_newest_order_is_tried_once_more_and_only_while_its_failure_lasts() {
        let failed = order(OrderKind::Create, OrderStatus::Failed);
        let done = order(OrderKind::Delete, OrderStatus::Success);
        let to_retry = |state, orders| shown(state, orders).to_retry().is_some();
        assert!(to_retry(InstanceState::Failed, vec![failed.clone()]));
        assert!(!to_retry(InstanceState::Active, vec![failed.clone()]));
        assert!(!to_retry(InstanceState::Deprovisioned, vec![done, failed]));
    }
}
