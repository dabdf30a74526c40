//! Picks a customer: type-ahead over names and reference numbers, with a form for a new one.

use std::collections::BTreeSet;

use futures_util::future::join;
use leptos::prelude::*;
use model::{Customer, CustomerId, CustomerQuery, CustomerStatus, Page, PageSize, Sorts};

use super::{api::list_customers, create::create_form};
use crate::{
    error::AppError,
    ui::{
        choices::{Choice, Finder, Finding, Found},
        combobox::Combobox,
        cookie,
        field::{FieldSpec, FieldState},
    },
};

/// How many customers are offered at once.
const SHOWN: usize = 10;
/// How many of those that were chosen last are remembered.
const REMEMBERED: usize = 5;
/// The cookie that remembers them.
const COOKIE: &str = "picked";

/// Which customer is picked, and what is typed to find one.
#[derive(Clone, Copy)]
pub struct Picked {
    /// The text in the field.
    pub text: RwSignal<String>,
    chosen: RwSignal<Option<Choice>>,
    /// The name that a new customer begins with, while its form is open.
    creating: RwSignal<Option<String>>,
}

impl Picked {
    /// Nothing picked; the field begins with this text.
    pub fn new(text: String) -> Self {
        let (chosen, creating) = (RwSignal::new(None), RwSignal::new(None));
        Self { text: RwSignal::new(text), chosen, creating }
    }

    /// The customer that is picked, if one is.
    pub fn id(self) -> Option<CustomerId> {
        self.chosen.get().and_then(|choice| choice.id.parse().ok())
    }

    /// Picks this one.
    pub fn pick(self, customer: Customer) {
        let choice = choice(customer);
        self.text.set(choice.text.clone());
        remember(&choice.id);
        self.chosen.set(Some(choice));
        self.creating.set(None);
    }
}

/// The field. Without JavaScript it takes a reference number or a whole name.
#[component]
pub fn CustomerPicker(
    spec: FieldSpec,
    picked: Picked,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let create = Callback::new(move |text: String| picked.creating.set(Some(text)));
    let finder = Finder {
        noun: ("customer", "customers"),
        find: Callback::new(|text| -> Finding { Box::pin(find(text)) }),
        choose: Callback::new(|choice: Choice| remember(&choice.id)),
        other: Some(("Create customer", create)),
    };
    let state = FieldState { value: picked.text, error };
    view! { <Combobox spec state chosen=picked.chosen finder autofocus=true /> }
}

/// The form for a new customer, while it is wanted. It belongs beside the form that the field is in,
/// not into it.
#[component]
pub fn NewCustomer(picked: Picked) -> impl IntoView {
    let close = Callback::new(move |()| picked.creating.set(None));
    let done = Callback::new(move |customer| picked.pick(customer));
    move || picked.creating.get().map(|name| Suspend::new(create_form(name, done, close)))
}

/// The customers to offer for a text.
async fn find(text: String) -> Result<Found, AppError> {
    let q = text.trim().to_owned();
    let few = CustomerQuery { size: Some(PageSize::Few), ..Default::default() };
    if !q.is_empty() {
        return list_customers(CustomerQuery { q, ..few })
            .await
            .map(|page| found(Vec::new(), page));
    }
    let ids = remembered();
    let newest =
        list_customers(CustomerQuery { sort: Sorts::from_param("-updated"), ..few.clone() });
    if ids.is_empty() {
        return newest.await.map(|page| found(Vec::new(), page));
    }
    let filter = format!("id=in=({})", ids.join(","));
    let (chosen, newest) = join(list_customers(CustomerQuery { filter, ..few }), newest).await;
    // Those that are gone meanwhile are not among them.
    let mut chosen = chosen?.rows;
    chosen.sort_by_key(|customer| ids.iter().position(|id| id == customer.id.as_str()));
    newest.map(|page| found(chosen, page))
}

/// These first, then those of the page that are not among them.
fn found(first: Vec<Customer>, page: Page<Customer>) -> Found {
    let known: BTreeSet<_> = first.iter().map(|customer| customer.id.to_string()).collect();
    let rest = page.rows.into_iter().filter(|customer| !known.contains(customer.id.as_str()));
    let choices = first.into_iter().chain(rest).take(SHOWN).map(choice).collect();
    Found { choices, total: page.total }
}

fn choice(customer: Customer) -> Choice {
    let Customer { id, name, reference, status, .. } = customer;
    let reference = reference.map(|reference| reference + " · ").unwrap_or_default();
    let refusal = match status {
        CustomerStatus::Active => None,
        CustomerStatus::Inactive => Some("Takes no new service instances"),
    };
    Choice { id: id.into(), text: name, note: reference + status.label(), refusal }
}

/// The customers that were chosen last, the last one first.
fn remembered() -> Vec<String> {
    let ids = cookie::get(COOKIE).unwrap_or_default();
    // What somebody else wrote there must not get into a filter.
    let ids = ids.split('.').filter(|id| id.parse::<CustomerId>().is_ok());
    ids.map(str::to_owned).collect()
}

fn remember(id: &str) {
    let before = remembered().into_iter().filter(|other| other != id);
    let ids: Vec<_> = std::iter::once(id.to_owned()).chain(before).take(REMEMBERED).collect();
    cookie::set(COOKIE, &ids.join("."));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn customer(id: &str, status: CustomerStatus) -> Customer {
        Customer {
            id: id.parse().unwrap(),
            name: format!("Customer {id}"),
            reference: (id != "c-1").then(|| format!("CRM-{id}")),
            description: None,
            status,
            system: false,
            version: 1,
            created_at: String::new(),
            updated_at: String::new(),
            services: Default::default(),
        }
    }

    fn page(ids: impl IntoIterator<Item = u32>) -> Page<Customer> {
        let rows: Vec<_> = ids
            .into_iter()
            .map(|id| customer(&format!("c-{id}"), CustomerStatus::Active))
            .collect();
        let (total, marks) = (rows.len() as u64, Default::default());
        Page { rows, total, first: 1, previous: None, next: None, marks, chips: Default::default() }
    }

    #[test]
    fn those_chosen_last_come_first_and_nobody_twice() {
        let chosen = vec![customer("c-3", CustomerStatus::Active)];
        let found = found(chosen, page(1..=25));
        let ids: Vec<_> = found.choices.iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(ids, ["c-3", "c-1", "c-2", "c-4", "c-5", "c-6", "c-7", "c-8", "c-9", "c-10"]);
        assert_eq!(found.total, 25);
    }

    #[test]
    fn an_inactive_customer_is_offered_with_the_reason_why_not() {
        let inactive = choice(customer("c-2", CustomerStatus::Inactive));
        assert_eq!(inactive.note, "CRM-c-2 · Inactive");
        assert_eq!(inactive.refusal, Some("Takes no new service instances"));
        let active = choice(customer("c-1", CustomerStatus::Active));
        assert_eq!((active.note.as_str(), active.refusal), ("Active", None));
    }
}
