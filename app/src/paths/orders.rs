//! The URLs of service orders.

use model::{CustomerId, InstanceId, OrderId, OrderQuery};

use super::{Paths, all_pages, named, of};

/// Where service orders are downloaded, below the base path.
pub const ORDERS_CSV: &str = "/orchestration/orders.csv";
/// Where the workflow engine reports how an order goes, below the base path.
pub const ORDER_REPORTS: &str = "/api/workflow/orders/{id}";

impl Paths {
    /// The Service Orders page.
    pub fn orders(&self, query: &OrderQuery) -> String {
        self.join("/orchestration/orders", &query.to_query_string())
    }

    /// The Service Orders page scoped to one customer.
    pub fn orders_of(&self, customer: &CustomerId) -> String {
        self.orders(&of(customer))
    }

    /// The Service Orders page with those for one service instance.
    pub fn orders_for(&self, instance: &InstanceId) -> String {
        // Ids need no quotes.
        let filter = format!("instance.id=={instance}");
        self.orders(&OrderQuery { filter, ..Default::default() })
    }

    /// A service order's details, over the list.
    pub fn order(&self, id: &OrderId, query: &OrderQuery) -> String {
        self.join(&format!("/orchestration/orders/{id}"), &query.to_query_string())
    }

    /// All service orders that match, as a CSV file in the list's order.
    pub fn orders_csv(&self, query: &OrderQuery) -> String {
        self.join(ORDERS_CSV, &all_pages(query).to_query_string())
    }

    /// These service orders as a CSV file.
    pub fn orders_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(ORDERS_CSV, &named(ids))
    }
}
