//! The life of a service instance: which states it passes through, and what takes it from one to the
//! next. These tables are the only place that says so; the store's transactions are given them.

use InstanceState::{
    Active, Deprovisioned, Deprovisioning, Failed, FeasibilityChecked, Provisioning, Uploaded,
};
use serde::{Deserialize, Serialize};

use crate::{
    instance::InstanceState,
    order::{
        OrderKind::{self, Create, Modify},
        OrderStatus,
    },
};

/// What an operator can do with a service instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Put it, or what was changed of it, into the network.
    Provision,
    /// Take it out of the network.
    Deprovision,
    /// Change its design version or its body.
    Edit,
    /// Remove it from the inventory.
    Delete,
}

/// In `state`, `action` is possible: it places this order and leads to this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is done.
    pub action: Action,
    /// Where the instance must be.
    pub state: InstanceState,
    /// Whether it must have a change that is not in the network yet; `None`: either way.
    pub changed: Option<bool>,
    /// What the workflow engine is asked to do, if anything.
    pub order: Option<OrderKind>,
    /// Where the instance is afterwards; after a delete it is nowhere.
    pub then: InstanceState,
}

/// Everything that is possible while no order is open; all else is refused.
pub const RULES: &[Rule] = &[
    order(Action::Provision, Uploaded, Create, Provisioning),
    order(Action::Provision, FeasibilityChecked, Create, Provisioning),
    order(Action::Provision, Deprovisioned, Create, Provisioning),
    order(Action::Provision, Failed, Create, Provisioning),
    // What runs stays in the network while it is changed.
    Rule { changed: Some(true), ..order(Action::Provision, Active, Modify, Active) },
    order(Action::Deprovision, FeasibilityChecked, OrderKind::Delete, Deprovisioning),
    order(Action::Deprovision, Active, OrderKind::Delete, Deprovisioning),
    order(Action::Deprovision, Failed, OrderKind::Delete, Deprovisioning),
    plain(Action::Edit, Uploaded),
    plain(Action::Edit, FeasibilityChecked),
    plain(Action::Edit, Active),
    plain(Action::Edit, Failed),
    plain(Action::Edit, Deprovisioned),
    // Only where nothing is held in the network.
    plain(Action::Delete, Uploaded),
    plain(Action::Delete, Deprovisioned),
];

const fn order(
    action: Action,
    state: InstanceState,
    order: OrderKind,
    then: InstanceState,
) -> Rule {
    Rule { action, state, changed: None, order: Some(order), then }
}

const fn plain(action: Action, state: InstanceState) -> Rule {
    Rule { action, state, changed: None, order: None, then: state }
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 4] = [Self::Provision, Self::Deprovision, Self::Edit, Self::Delete];

    /// The rules for this action, one for each state in which it is possible.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |rule| rule.action == self)
    }

    /// The rule for an instance in this state, which has a change that is not in the network yet or
    /// not; `None` where the action is not possible.
    pub fn rule(self, state: InstanceState, changed: bool) -> Option<&'static Rule> {
        self.rules().find(|r| r.state == state && r.changed.is_none_or(|c| c == changed))
    }

    /// Why the action is not possible, for people: the state there is, and those that would do.
    pub fn refusal(self, state: InstanceState) -> String {
        if self == Self::Provision && state == Active {
            return "It is Active and nothing was changed since it was provisioned. Change it first, \
                    or deprovision it."
                .into();
        }
        let fit: Vec<_> = self.rules().map(|rule| rule.state.label()).collect();
        format!(
            "It is {}. Only a service instance that is {} can be {}.",
            state.label(),
            or(&fit),
            self.done()
        )
    }

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Deprovision => "deprovision",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }

    /// The word on a button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Provision => "Provision",
            Self::Deprovision => "Deprovision",
            Self::Edit => "Edit",
            Self::Delete => "Delete",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Provision => "provisioned",
            Self::Deprovision => "deprovisioned",
            Self::Edit => "changed",
            Self::Delete => "deleted",
        }
    }
}

/// Where an instance is once an order for it has ended.
pub fn after(order: OrderKind, success: bool) -> InstanceState {
    match (order, success) {
        (_, false) => Failed,
        (Create | Modify, true) => Active,
        (OrderKind::Delete, true) => Deprovisioned,
    }
}

/// Where an instance is while an order for it is open.
pub fn during(order: OrderKind) -> InstanceState {
    match order {
        Create => Provisioning,
        Modify => Active,
        OrderKind::Delete => Deprovisioning,
    }
}

/// Which order brought an instance where it is, as far as that can be told from its state and how far
/// the order is: the first in the order of a life that leads there. An order that is open must.
pub fn kind_of(state: InstanceState, status: OrderStatus) -> Option<OrderKind> {
    let leads = |kind: &OrderKind| match status.is_open() {
        true => during(*kind) == state,
        false => after(*kind, status.is_success()) == state,
    };
    let known = OrderKind::ALL.into_iter().find(leads);
    // It came from elsewhere, or moved on since.
    known.or((!status.is_open()).then_some(Create))
}

/// `A, B or C`.
fn or(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_rule_at_most_for_an_instance() {
        for action in Action::ALL {
            for state in InstanceState::ALL {
                for changed in [false, true] {
                    let rules = action
                        .rules()
                        .filter(|r| r.state == state && r.changed.is_none_or(|c| c == changed));
                    assert!(rules.count() <= 1, "{action:?} {state}");
                }
            }
        }
    }

    #[test]
    fn an_order_leads_to_the_state_that_it_is_worked_on_in() {
        for rule in RULES {
            match rule.order {
                Some(order) => assert_eq!(rule.then, during(order), "{rule:?}"),
                None => assert_eq!(rule.then, rule.state, "{rule:?}"),
            }
        }
    }

    #[test]
    fn what_holds_network_resources_can_be_taken_out_and_is_never_deleted() {
        for state in InstanceState::ALL {
            let working = matches!(state, Provisioning | Deprovisioning);
            let out = Action::Deprovision.rule(state, false).is_some();
            assert_eq!(out, state.blocks_delete() && !working, "{state}");
            assert_eq!(
                Action::Delete.rule(state, false).is_some(),
                !state.blocks_delete(),
                "{state}"
            );
        }
    }

    #[test]
    fn only_a_changed_instance_is_provisioned_again_while_it_runs() {
        assert_eq!(Action::Provision.rule(Active, false), None);
        let rule = Action::Provision.rule(Active, true).unwrap();
        assert_eq!((rule.order, rule.then), (Some(Modify), Active));
        assert!(Action::Provision.refusal(Active).contains("nothing was changed"));
    }

    #[test]
    fn a_state_tells_which_order_led_there() {
        use OrderStatus::{Queued, Running, Success, SuccessWithWarnings};
        for (state, status, kind) in [
            (Provisioning, Queued, Some(Create)),
            (Active, Running, Some(Modify)),
            (Deprovisioning, Running, Some(OrderKind::Delete)),
            (Uploaded, Running, None),
            (Active, SuccessWithWarnings, Some(Create)),
            (Deprovisioned, Success, Some(OrderKind::Delete)),
            (Failed, OrderStatus::Failed, Some(Create)),
            (Uploaded, Success, Some(Create)),
        ] {
            assert_eq!(kind_of(state, status), kind, "{state} {status}");
        }
    }

    #[test]
    fn a_refusal_says_what_is_and_what_would_be_right() {
        assert_eq!(
            Action::Delete.refusal(Active),
            "It is Active. Only a service instance that is Uploaded or Deprovisioned can be deleted."
        );
    }
}
