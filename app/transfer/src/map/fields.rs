//! The fields that can be imported, and the headers under which they are found.

/// One field of a customer or instance.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in a mapping and in field errors.
    pub name: &'static str,
    /// Headers that need no mapping, whatever their case, with `_` or `-` for a space.
    pub headers: &'static [&'static str],
    /// Whether a file without it (and without a constant for it) is refused.
    pub required: bool,
}

/// The fields of a customer. `id` makes an edited export find its rows again.
pub const CUSTOMER: &[Field] = &[
    Field { name: "name", headers: &["Name", "Customer Name", "Customer"], required: true },
    Field { name: "reference", headers: &["Reference Number", "Reference"], required: false },
    Field { name: "description", headers: &["Description"], required: false },
    Field { name: "status", headers: &["Status"], required: false },
    Field { name: "id", headers: &["Customer ID"], required: false },
];

/// The fields of a service instance. Its customer is given by `customer` (our id), by `reference`
/// (the customer's reference number), or by both if they agree.
pub const INSTANCE: &[Field] = &[
    Field {
        name: "name",
        headers: &["Name", "Instance", "Service Instance", "Instance ID"],
        required: true,
    },
    Field { name: "customer", headers: &["Customer ID", "Customer"], required: false },
    Field { name: "reference", headers: &["Reference Number", "Reference"], required: false },
    Field { name: "design", headers: &["Design", "Service Design", "Design ID"], required: true },
    Field { name: "design_version", headers: &["Design Version"], required: false },
    Field { name: "state", headers: &["State", "Status"], required: false },
    Field { name: "body", headers: &["Body"], required: false },
];
