//! Every URL of the application is spelled here and nowhere else.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use model::{
    CustomerId, CustomerQuery, InstanceId, InstanceQuery, ListName, OrderId, OrderQuery, Query,
    SavedFilter, SortKey,
};

/// Where browsers are told that lists show something new, below the base path.
pub const EVENTS: &str = "/api/events";
/// Where customers are downloaded, below the base path.
pub const CUSTOMERS_CSV: &str = "/orchestration/customers.csv";
/// Where service instances are downloaded, below the base path.
pub const INSTANCES_CSV: &str = "/orchestration/instances.csv";
/// Where service orders are downloaded, below the base path.
pub const ORDERS_CSV: &str = "/orchestration/orders.csv";
/// The catalogue of service designs, below the base path.
pub const DESIGNS: &str = "/orchestration/designs";

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
        self.instances(&of(customer))
    }

    /// The form for a new service instance, over the list; for the customer that this is scoped to.
    pub fn instance_new(&self, query: &InstanceQuery) -> String {
        self.join("/orchestration/instances/new", &query.to_query_string())
    }

    /// The form for a new service instance of this customer.
    pub fn instance_new_for(&self, customer: &CustomerId) -> String {
        self.instance_new(&of(customer))
    }

    /// A service instance's details, over the list.
    pub fn instance(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}"), &query.to_query_string())
    }

    /// A service instance's details, over those of its customer.
    pub fn instance_of(&self, customer: &CustomerId, id: &InstanceId) -> String {
        self.instance(id, &of(customer))
    }

    /// The form to edit a service instance, over the list.
    pub fn instance_edit(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}/edit"), &query.to_query_string())
    }

    /// The question whether to delete a service instance, over the list.
    pub fn instance_delete(&self, id: &InstanceId, query: &InstanceQuery) -> String {
        self.join(&format!("/orchestration/instances/{id}/delete"), &query.to_query_string())
    }

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

    /// The catalogue of service designs.
    pub fn designs(&self) -> String {
        self.join(DESIGNS, "")
    }

    /// The form for a new design, over the catalogue.
    pub fn design_new(&self) -> String {
        self.join(&format!("{DESIGNS}/new"), "")
    }

    /// The form for another version of a design, which begins with what this one has. Ids and versions
    /// need no escapes.
    pub fn design_new_from(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/new"), &format!("from={id}&version={version}"))
    }

    /// A version of a design, over the catalogue.
    pub fn design(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}"), "")
    }

    /// The form to change a version of a design, over the catalogue.
    pub fn design_edit(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}/edit"), "")
    }

    /// The question whether to retire a version of a design, or to offer it again, over the catalogue.
    pub fn design_status(&self, id: &str, version: &str) -> String {
        self.join(&format!("{DESIGNS}/{id}/{version}/status"), "")
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

    /// All service orders that match, as a CSV file in the list's order.
    pub fn orders_csv(&self, query: &OrderQuery) -> String {
        self.join(ORDERS_CSV, &all_pages(query).to_query_string())
    }

    /// These service orders as a CSV file.
    pub fn orders_csv_of<Id: AsRef<str>>(&self, ids: &[Id]) -> String {
        self.join(ORDERS_CSV, &named(ids))
    }

    /// The page of a saved filter, showing what was saved.
    pub fn saved_filter(&self, saved: &SavedFilter) -> String {
        match saved.page {
            ListName::Customers => self.customers(&saved.applied()),
            ListName::Instances => self.instances(&saved.applied()),
            ListName::Orders => self.orders(&saved.applied()),
        }
    }

    /// The list whose page lives at this path, base path included; panels over it live elsewhere.
    pub fn list_at(&self, path: &str) -> Option<ListName> {
        match path.trim_end_matches('/') {
            path if path == self.customers(&CustomerQuery::default()) => Some(ListName::Customers),
            path if path == self.instances(&InstanceQuery::default()) => Some(ListName::Instances),
            path if path == self.orders(&OrderQuery::default()) => Some(ListName::Orders),
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

/// What belongs to one customer.
fn of<K: SortKey>(customer: &CustomerId) -> Query<K> {
    Query { customer: Some(customer.clone()), ..Default::default() }
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

/// The same, where the page stays scrolled as it is.
pub fn in_place(replace: bool) -> NavigateOptions {
    NavigateOptions { scroll: false, ..whole(replace) }
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
        assert_eq!(
            paths.instance_of(&id, &"i-1".parse().unwrap()),
            "/orchestration/inventory/orchestration/instances/i-1?customer=c-1"
        );
    }

    #[test]
    fn only_the_pages_of_lists_are_lists() {
        let paths = Paths::new("/portal");
        let at = |path: &str| paths.list_at(&format!("/portal/orchestration/{path}"));
        assert_eq!(at("customers"), Some(ListName::Customers));
        assert_eq!(at("instances/"), Some(ListName::Instances));
        assert_eq!(at("orders"), Some(ListName::Orders));
        for other in ["customers/new", "customers/c-1", "instances/new", "orders/o-1", ""] {
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
    fn the_orders_for_an_instance_are_a_filter_of_all() {
        assert_eq!(
            Paths::new("/x").orders_for(&"i-1".parse().unwrap()),
            "/x/orchestration/orders?filter=instance.id%3D%3Di-1"
        );
    }

    #[test]
    fn a_version_of_a_design_has_its_own_url() {
        let paths = Paths::new("/x");
        assert_eq!(paths.design_edit("l3vpn", "1.0"), "/x/orchestration/designs/l3vpn/1.0/edit");
        assert_eq!(
            paths.design_new_from("l3vpn", "1.0"),
            "/x/orchestration/designs/new?from=l3vpn&version=1.0"
        );
    }

    #[test]
    fn a_default_query_leaves_a_bare_path() {
        assert_eq!(Paths::new("").customers(&CustomerQuery::default()), "/orchestration/customers");
    }
}
