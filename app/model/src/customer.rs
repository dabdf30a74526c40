//! A customer: a user or an organization that uses a service.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::CustomerId,
    instance::ServiceCounts,
    text::{self, FieldError, FieldErrors},
};

/// Longest name, in characters (product.md A1).
pub const MAX_NAME: usize = 255;
/// Longest reference number, in characters (product.md A1).
pub const MAX_REFERENCE: usize = 64;
/// Longest description, in characters (product.md A1).
pub const MAX_DESCRIPTION: usize = 2000;

/// The customers that the vendor's system has for itself, by their exact names: it owns the
/// infrastructure's services, and those that the provider runs on its own behalf. It makes them anew
/// when they are missing, so they are not to be deleted here either. An import of what its API
/// returns marks them; a customer that somebody gives such a name is an ordinary one.
pub const SYSTEM_NAMES: [&str; 2] = ["Infrastructure", "network-operator"];

/// A customer as kept in the inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Never changes.
    pub id: CustomerId,
    /// 1 to 255 characters; may repeat.
    pub name: String,
    /// The provider's own number for the customer; unique when present, whatever its case.
    pub reference: Option<String>,
    /// Up to 2,000 characters, may hold several lines.
    pub description: Option<String>,
    /// Whether new services may be created.
    pub status: CustomerStatus,
    /// Whether it belongs to the system ([`SYSTEM_NAMES`]): it is neither deleted nor renamed.
    #[serde(default)]
    pub system: bool,
    /// Counts the changes; a save must name the version it was made from.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub updated_at: String,
    /// How many service instances there are, by state.
    pub services: ServiceCounts,
}

/// Whether a customer takes new services. An inactive one keeps what runs (product.md D5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerStatus {
    /// Takes new service instances and orders.
    #[default]
    Active,
    /// Keeps running services, takes no new ones.
    Inactive,
}

impl CustomerStatus {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }

    /// The word shown to operators.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Inactive => "Inactive",
        }
    }
}

impl fmt::Display for CustomerStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CustomerStatus {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "active" => Ok(Self::Active),
            "inactive" => Ok(Self::Inactive),
            other => Err(FieldError {
                field: "status".into(),
                message: format!("Status is \"{other}\"; it must be active or inactive."),
            }),
        }
    }
}

/// A customer's fields as somebody typed them; kept as they are until they parse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerForm {
    /// Raw text of the field Name.
    #[serde(default)]
    pub name: String,
    /// Raw text of the field Reference Number.
    #[serde(default)]
    pub reference: String,
    /// Raw text of the field Description.
    #[serde(default)]
    pub description: String,
    /// `active`, `inactive`, or blank for active.
    #[serde(default)]
    pub status: String,
}

/// A customer's fields after parsing: what may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerDraft {
    /// 1 to 255 characters, white space collapsed.
    pub name: String,
    /// Up to 64 characters, never blank.
    pub reference: Option<String>,
    /// Up to 2,000 characters, never blank.
    pub description: Option<String>,
    /// Active unless said otherwise.
    pub status: CustomerStatus,
}

impl CustomerForm {
    /// Parses all fields and reports every error at once, in the order of the form.
    pub fn parse(&self) -> Result<CustomerDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = text::line("name", "Name", &self.name, MAX_NAME).and_then(|name| {
            name.ok_or_else(|| FieldError {
                field: "name".into(),
                message: "Name is missing. Enter 1 to 255 characters.".into(),
            })
        });
        let name = errors.keep(name);
        let reference = errors.keep(text::line(
            "reference",
            "Reference Number",
            &self.reference,
            MAX_REFERENCE,
        ));
        let description = errors.keep(text::lines(
            "description",
            "Description",
            &self.description,
            MAX_DESCRIPTION,
        ));
        let status = errors.keep(match self.status.trim() {
            "" => Ok(CustomerStatus::default()),
            text => text.parse(),
        });
        match (name, reference, description, status) {
            (Some(name), Some(reference), Some(description), Some(status)) => {
                Ok(CustomerDraft { name, reference, description, status })
            }
            _ => Err(errors),
        }
    }
}

impl From<&Customer> for CustomerForm {
    fn from(customer: &Customer) -> Self {
        Self {
            name: customer.name.clone(),
            reference: customer.reference.clone().unwrap_or_default(),
            description: customer.description.clone().unwrap_or_default(),
            status: customer.status.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str, reference: &str) -> CustomerForm {
        CustomerForm { name: name.into(), reference: reference.into(), ..Default::default() }
    }

    #[test]
    fn a_name_is_all_a_customer_needs() {
        let draft = form(" Acme  AS ", " ").parse().unwrap();
        assert_eq!(draft.name, "Acme AS");
        assert_eq!(draft.reference, None);
        assert_eq!(draft.description, None);
        assert_eq!(draft.status, CustomerStatus::Active);
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_in_order() {
        let mut form = form("", &"9".repeat(65));
        form.status = "closed".into();
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["name", "reference", "status"]);
        assert_eq!(
            errors.of("status"),
            Some("Status is \"closed\"; it must be active or inactive.")
        );
    }
}
