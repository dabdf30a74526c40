//! Customers in the lists of what belongs to them: the chip for the one that a list is scoped to, and
//! the values that a filter by customer can have.

use leptos::prelude::*;
use model::{Customer, CustomerQuery, Page, PageSize, PageStart, Query};

use super::api::{get_customer, list_customers};
use crate::{
    json::Resource,
    paths::Paths,
    ui::{
        filter::Suggestions,
        icon::{Drawing, Icon},
        listed::Listed,
    },
};

/// The chip that says which customer the list is scoped to, with × to see all, which is called `leave`.
pub fn scope<T: Listed>(query: Memo<Query<T::Key>>, leave: &'static str) -> impl IntoView {
    let scope = Memo::new(move |_| query.read().customer.clone());
    let customer = Resource::new(
        move || scope.get(),
        |id| async move {
            match id {
                Some(id) => get_customer(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let paths = StoredValue::new(Paths::current());
    let remove = move || {
        let query = Query { customer: None, start: PageStart::First, ..query.get() };
        T::href(&paths.read_value(), &query)
    };
    view! {
        <Transition>
            {move || Suspend::new(async move {
                customer
                    .await
                    .transpose()
                    .map(|customer| {
                        let (name, href) = match customer {
                            Ok(customer) => {
                                let href = paths
                                    .read_value()
                                    .customer(&customer.id, &CustomerQuery::default());
                                (customer.name, Some(href))
                            }
                            Err(error) => (error.to_string(), None),
                        };
                        view! {
                            <p class="chips">
                                <span class="chip">
                                    "Customer: " <a href=href>{name}</a>
                                    <a
                                        class="chip-remove"
                                        href=remove
                                        aria-label=leave
                                        title=leave
                                    >
                                        <Drawing icon=Icon::X />
                                    </a>
                                </span>
                            </p>
                        }
                    })
            })}
        </Transition>
    }
}

/// Customers for a filter by their id, with name and reference number to know them by; nothing for
/// other fields.
pub fn suggest(field: &'static str, typed: String) -> Suggestions {
    Box::pin(async move {
        let query = CustomerQuery { q: typed, size: Some(PageSize::Few), ..Default::default() };
        match field {
            "customer" => list_customers(query).await.map(named).unwrap_or_default(),
            _ => Vec::new(),
        }
    })
}

fn named(page: Page<Customer>) -> Vec<(String, String)> {
    let one = |customer: Customer| {
        let reference = customer.reference.map(|reference| format!(" · {reference}"));
        (customer.id.to_string(), customer.name + &reference.unwrap_or_default())
    };
    page.rows.into_iter().map(one).collect()
}
