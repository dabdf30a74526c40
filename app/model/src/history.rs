//! What happened to a customer or a service instance, read from the audit rows.

use serde::{Deserialize, Serialize};

/// One change: who did what when, and which fields it altered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Orders the changes; unique.
    pub id: String,
    /// RFC 3339 in UTC.
    pub at: String,
    /// The operator's name.
    pub actor: String,
    /// Where it came from: `web`, `command line`.
    pub origin: String,
    /// What was done: `customer.create`, `customer.update`, `customer.delete`, `customer.restore`,
    /// `instance.create`, `order.place`, `order.end` …
    pub action: String,
    /// The name of what was changed, as it was afterwards (or last).
    pub subject: String,
    /// The fields that changed, in the order of the form.
    pub fields: Vec<FieldChange>,
}

/// A field before and after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// `name`, `reference`, `description`, `status`, `state` …
    pub field: String,
    /// Absent where there was no value.
    pub before: Option<String>,
    /// Absent where there is no value any more.
    pub after: Option<String>,
}
