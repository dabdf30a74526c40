//! What is written of a row, column by column.

use model::{Customer, Instance, Order};

/// A kind of row that can be exported. An import knows the columns of customers and of service
/// instances without a mapping.
pub trait Record {
    /// The header line.
    const HEADER: &'static [&'static str];

    /// The cells under it.
    fn cells(&self) -> Vec<&str>;
}

impl Record for Customer {
    const HEADER: &'static [&'static str] =
        &["Customer ID", "Name", "Reference Number", "Description", "Status", "Created", "Updated"];

    fn cells(&self) -> Vec<&str> {
        vec![
            self.id.as_str(),
            &self.name,
            self.reference.as_deref().unwrap_or_default(),
            self.description.as_deref().unwrap_or_default(),
            self.status.as_str(),
            &self.created_at,
            &self.updated_at,
        ]
    }
}

/// The body is left out, which an import takes as unchanged. The customer is known by its id: its
/// name is for people.
impl Record for Instance {
    const HEADER: &'static [&'static str] = &[
        "Instance ID",
        "Name",
        "Customer ID",
        "Customer",
        "Design",
        "Design Version",
        "State",
        "Created",
        "Updated",
    ];

    fn cells(&self) -> Vec<&str> {
        vec![
            self.id.as_str(),
            &self.name,
            self.customer.as_str(),
            &self.customer_name,
            &self.design,
            &self.design_version,
            self.state.as_str(),
            &self.created_at,
            &self.updated_at,
        ]
    }
}

/// Orders are not imported. What the workflow engine reported of the tasks is left out.
impl Record for Order {
    const HEADER: &'static [&'static str] = &[
        "Order ID",
        "Instance ID",
        "Service Instance",
        "Customer ID",
        "Customer",
        "Type",
        "Status",
        "Message",
        "Placed by",
        "Created",
        "Updated",
    ];

    fn cells(&self) -> Vec<&str> {
        vec![
            self.id.as_str(),
            self.instance.as_str(),
            &self.instance_name,
            self.customer.as_str(),
            &self.customer_name,
            self.kind.as_str(),
            self.status.as_str(),
            self.message.as_deref().unwrap_or_default(),
            &self.placed_by,
            &self.created_at,
            &self.updated_at,
        ]
    }
}
