//! The URLs of customers.

use model::{CustomerId, CustomerQuery};

use super::{Paths, all_pages, named};

/// Where customers are downloaded, below the base path.
pub const CUSTOMERS_CSV: &str = "/orchestration/customers.csv";

impl Paths {
    /// The Customer Inventory page.
    pub fn customers(&self, query: &CustomerQuery) -> String {
        self.join("/orchestration/customers", &query.to_query_string())
    }

    /// The form for a new customer, over the list.
    pub fn customer_new(&self, query: &CustomerQuery) -> String {
        self.join("/orchestration/customers/new", &query.to_query_string())
    }

    /// A customer's details, over the list.
    pub fn customer(&self, id: &CustomerId, query: &CustomerQuery) -> String {
        self.join(&format!("/orchestration/customers/{id}"), &query.to_query_string())
    }

    /// The form to edit a customer, over the list.
    pub fn customer_edit(&self, id: &CustomerId, query: &CustomerQuery) -> String {
        self.join(&format!("/orchestration/customers/{id}/edit"), &query.to_query_string())
    }

    /// The question whether to delete a customer, over the list.
    pub fn customer_delete(&self, id: &CustomerId, query: &CustomerQuery) -> String {
        self.join(&format!("/orchestration/customers/{id}/delete"), &query.to_query_string())
    }

    /// The customers that were deleted.
    pub fn deleted_customers(&self, query: &CustomerQuery) -> String {
        self.join("/orchestration/deleted-customers", &query.to_query_string())
    }

    /// All customers that match, as a CSV file in the list's order.
    pub fn customers_csv(&self, query: &CustomerQuery) -> String {
        self.join(CUSTOMERS_CSV, &all_pages(query).to_query_string())
    }

    /// These customers as a CSV file.
    pub fn customers_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(CUSTOMERS_CSV, &named(ids))
    }
}
