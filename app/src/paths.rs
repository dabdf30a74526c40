//! Every URL of the application is spelled here and nowhere else.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use model::{
    CustomerId, CustomerQuery, InstanceId, InstanceQuery, ListName, PageStart, Query, SavedFilter,
    SortKey,
};

/// Where browsers are told that lists show something new, below the base path.
pub const EVENTS: &str = "/api/events";
/// Where customers are downloaded, below the base path.
pub const CUSTOMERS_CSV: &str = "/orchestration/customers.csv";
/// Where service instances are downloaded, below the base path.
pub const INSTANCES_CSV: &str = "/orchestration/instances.csv";
/// Where the workflow engine reports how an order goes, below the base path.
pub const ORDER_REPORTS: &str = "/api/workflow/orders/{id}";

/// Builds links below the base path the server was started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    base: String,
}

impl Paths {
    /// `base` is empty or starts with a slash and does not end with one: `/orchestration/inventory`.
    pub fn new(base: impl Into<String>) -> Self {
        Self { base: base.into() }
    }

    /// The base path of the running application, from the server's context or the page's `<html>`.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::from_document)
    }

    /// The base path that the server wrote into `<html data-base>`.
    pub fn from_document() -> Self {
        let root = document().document_element();
        Self::new(root.and_then(|root| root.get_attribute("data-base")).unwrap_or_default())
    }

    /// The base path itself.
    pub fn base(&self) -> &str {
        &self.base
    }

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

    /// The Service Instances page.
    pub fn instances(&self, query: &InstanceQuery) -> String {
        self.join("/orchestration/instances", &query.to_query_string())
    }

    /// The Service Instances page scoped to one customer.
    pub fn instances_of(&self, customer: &CustomerId) -> String {
        self.instances(&InstanceQuery { customer: Some(customer.clone()), ..Default::default() })
    }

    /// The Service Instances page scoped to the instance's customer, beginning with the instance.
    pub fn instance(&self, customer: &CustomerId, instance: &InstanceId) -> String {
        self.instances(&InstanceQuery {
            customer: Some(customer.clone()),
            start: PageStart::At(instance.to_string()),
            ..Default::default()
        })
    }

    /// All customers that match, as a CSV file in the list's order.
    pub fn customers_csv(&self, query: &CustomerQuery) -> String {
        self.join(CUSTOMERS_CSV, &all_pages(query).to_query_string())
    }

    /// These customers as a CSV file.
    pub fn customers_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(CUSTOMERS_CSV, &named(ids))
    }

    /// All service instances that match, as a CSV file in the list's order.
    pub fn instances_csv(&self, query: &InstanceQuery) -> String {
        self.join(INSTANCES_CSV, &all_pages(query).to_query_string())
    }

    /// These service instances as a CSV file.
    pub fn instances_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(INSTANCES_CSV, &named(ids))
    }

    /// The page of a saved filter, showing what was saved.
    pub fn saved_filter(&self, saved: &SavedFilter) -> String {
        match saved.page {
            ListName::Customers => self.customers(&saved.applied()),
            ListName::Instances => self.instances(&saved.applied()),
        }
    }

    /// The list whose page lives at this path, base path included; panels over it live elsewhere.
    pub fn list_at(&self, path: &str) -> Option<ListName> {
        match path.trim_end_matches('/') {
            path if path == self.customers(&CustomerQuery::default()) => Some(ListName::Customers),
            path if path == self.instances(&InstanceQuery::default()) => Some(ListName::Instances),
            _ => None,
        }
    }

    /// Where the browser is told that lists show something new.
    pub fn events(&self) -> String {
        self.join(EVENTS, "")
    }

    fn join(&self, path: &str, query: &str) -> String {
        let separator = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{separator}{query}", self.base)
    }
}

/// What a list shows on all its pages; how a page looks is left out.
fn all_pages<K: SortKey>(query: &Query<K>) -> Query<K> {
    let Query { q, filter, customer, sort, .. } = query.clone();
    Query { q, filter, customer, sort, ..Default::default() }
}

/// Rows by their ids, which need no escapes.
fn named<Id: AsRef<str>>(ids: &[Id]) -> String {
    let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    format!("ids={}", ids.join(","))
}

/// Navigation to a path from [`Paths`]: it is whole, so the router must not resolve it again.
pub fn whole(replace: bool) -> NavigateOptions {
    NavigateOptions { resolve: false, replace, ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_starts_with_the_base_path() {
        let paths = Paths::new("/orchestration/inventory");
        let id = "c-1".parse().unwrap();
        let query = CustomerQuery { q: "a b".into(), ..Default::default() };
        assert_eq!(
            paths.customer_edit(&id, &query),
            "/orchestration/inventory/orchestration/customers/c-1/edit?q=a+b"
        );
        assert_eq!(
            paths.instances_of(&id),
            "/orchestration/inventory/orchestration/instances?customer=c-1"
        );
    }

    #[test]
    fn only_the_pages_of_lists_are_lists() {
        let paths = Paths::new("/portal");
        let at = |path: &str| paths.list_at(&format!("/portal/orchestration/{path}"));
        assert_eq!(at("customers"), Some(ListName::Customers));
        assert_eq!(at("instances/"), Some(ListName::Instances));
        for other in ["customers/new", "customers/c-1", "orders", ""] {
            assert_eq!(at(other), None, "{other}");
        }
        assert_eq!(paths.list_at("/orchestration/customers"), None);
    }

    #[test]
    fn a_download_holds_what_the_list_shows_on_all_its_pages() {
        let text = "q=a&filter=status%3D%3Dactive&sort=-services&columns=name&row=51";
        let query = CustomerQuery::from_query_string(text);
        let paths = Paths::new("/x");
        assert_eq!(
            paths.customers_csv(&query),
            "/x/orchestration/customers.csv?q=a&filter=status%3D%3Dactive&sort=-services"
        );
        assert_eq!(
            paths.customers_csv_of(&["c-1", "c-2"]),
            "/x/orchestration/customers.csv?ids=c-1,c-2"
        );
    }

    #[test]
    fn a_default_query_leaves_a_bare_path() {
        assert_eq!(Paths::new("").customers(&CustomerQuery::default()), "/orchestration/customers");
    }
}
