//! Every URL of the application is spelled here and nowhere else.

mod customers;
mod designs;
mod instances;
mod orders;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use model::{
    CustomerId, CustomerQuery, InstanceQuery, ListName, OrderQuery, Query, SavedFilter, SortKey,
};

pub use self::{
    customers::CUSTOMERS_CSV,
    designs::DESIGNS,
    instances::INSTANCES_CSV,
    orders::{ORDER_REPORTS, ORDERS_CSV},
};

/// Where browsers are told that lists show something new, below the base path.
pub const EVENTS: &str = "/api/events";

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
mod tests;
