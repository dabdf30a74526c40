//! A customer that was deleted, as the archive keeps it.

use serde::{Deserialize, Serialize};

use crate::customer::Customer;

/// A customer in the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedCustomer {
    /// As it was; its services are the instances that were archived with it.
    pub customer: Customer,
    /// When it was deleted: RFC 3339 in UTC.
    pub deleted_at: String,
    /// The operator's name.
    pub deleted_by: String,
}
