//! The fields of customers, of service instances and of service orders.

use crate::schema::{Choice, Field, Kind, Schema};

/// What customers can be filtered by.
pub static CUSTOMERS: Schema = Schema {
    noun: "customer",
    fields: &[
        field("name", "Name", Kind::Text),
        optional(field("reference", "Reference Number", Kind::Text)),
        optional(field("description", "Description", Kind::Text)),
        field("status", "Status", Kind::Choice(STATUSES)),
        field("services", "Service Instances", Kind::Number),
        // A customer without services has no state.
        many(optional(field("state", "Service state", Kind::Choice(STATES)))),
        field("created", "Created", Kind::Date),
        field("updated", "Updated", Kind::Date),
        field("id", "Customer ID", Kind::Id),
    ],
};

/// What service instances can be filtered by.
pub static INSTANCES: Schema = Schema {
    noun: "service instance",
    fields: &[
        field("name", "Name", Kind::Text),
        field("design", "Design", Kind::Text),
        field("version", "Version", Kind::Text),
        field("state", "State", Kind::Choice(STATES)),
        field("customer", "Customer ID", Kind::Id),
        field("customer.name", "Customer name", Kind::Text),
        optional(field("customer.reference", "Customer reference number", Kind::Text)),
        field("customer.status", "Customer status", Kind::Choice(STATUSES)),
        field("created", "Created", Kind::Date),
        field("updated", "Updated", Kind::Date),
        field("id", "Instance ID", Kind::Id),
    ],
};

/// What service orders can be filtered by.
pub static ORDERS: Schema = Schema {
    noun: "service order",
    fields: &[
        field("instance", "Service Instance", Kind::Text),
        field("type", "Type", Kind::Choice(ORDER_KINDS)),
        field("status", "Status", Kind::Choice(ORDER_STATUSES)),
        field("customer", "Customer ID", Kind::Id),
        field("customer.name", "Customer name", Kind::Text),
        optional(field("customer.reference", "Customer reference number", Kind::Text)),
        field("by", "Placed by", Kind::Text),
        optional(field("message", "Message", Kind::Text)),
        field("created", "Timestamp", Kind::Date),
        field("updated", "Updated", Kind::Date),
        field("instance.id", "Instance ID", Kind::Id),
        field("id", "Order ID", Kind::Id),
    ],
};

// The words are the model's; a test compares them, because they are needed before the program runs.
const STATUSES: &[Choice] = &[choice("active", "Active"), choice("inactive", "Inactive")];
const STATES: &[Choice] = &[
    choice("uploaded", "Uploaded"),
    choice("feasibility_checked", "Feasibility checked"),
    choice("provisioning", "Provisioning"),
    choice("active", "Active"),
    choice("failed", "Failed"),
    choice("deprovisioning", "Deprovisioning"),
    choice("deprovisioned", "Deprovisioned"),
];
const ORDER_KINDS: &[Choice] =
    &[choice("create", "Create"), choice("modify", "Modify"), choice("delete", "Delete")];
const ORDER_STATUSES: &[Choice] = &[
    choice("queued", "Queued"),
    choice("running", "Running"),
    choice("success", "Success"),
    choice("success_with_warnings", "Success with warnings"),
    choice("failed", "Failed"),
];

const fn field(name: &'static str, label: &'static str, kind: Kind) -> Field {
    Field { name, label, kind, optional: false, many: false }
}

const fn optional(field: Field) -> Field {
    Field { optional: true, ..field }
}

const fn many(field: Field) -> Field {
    Field { many: true, ..field }
}

const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{CustomerStatus, InstanceState, OrderKind, OrderStatus};

    #[test]
    fn the_choices_are_the_models() {
        let statuses = [CustomerStatus::Active, CustomerStatus::Inactive];
        let wanted: Vec<_> = statuses.map(|s| choice(s.as_str(), s.label())).into();
        assert_eq!(STATUSES, wanted);
        let wanted: Vec<_> = InstanceState::ALL.map(|s| choice(s.as_str(), s.label())).into();
        assert_eq!(STATES, wanted);
        let wanted: Vec<_> = OrderKind::ALL.map(|k| choice(k.as_str(), k.label())).into();
        assert_eq!(ORDER_KINDS, wanted);
        let wanted: Vec<_> = OrderStatus::ALL.map(|s| choice(s.as_str(), s.label())).into();
        assert_eq!(ORDER_STATUSES, wanted);
    }

    #[test]
    fn no_name_or_label_repeats_within_a_noun() {
        for schema in [&CUSTOMERS, &INSTANCES, &ORDERS] {
            for (i, field) in schema.fields.iter().enumerate() {
                let others = &schema.fields[..i];
                assert!(others.iter().all(|o| o.name != field.name && o.label != field.label));
            }
        }
    }
}
