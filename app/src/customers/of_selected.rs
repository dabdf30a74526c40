//! What the toolbar does with the customers that are selected.

use leptos::prelude::*;
use model::{BulkCommand, CustomerId, CustomerQuery, CustomerStatus};
use wasm_split_helpers::wasm_split;

use super::bulk_work::{Work, chosen};
use crate::{
    paths::Paths,
    ui::{
        icon::{Drawing, Icon},
        icon_button::IconButton,
        redrawn,
        selection::Selection,
    },
};

/// What is done with the customers that are selected.
#[component]
pub fn OfSelected(query: Memo<CustomerQuery>, work: Work) -> impl IntoView {
    let selection = Selection::current();
    let some = Memo::new(move |_| !selection.is_empty());
    redrawn(move || match some.get() {
        true => Suspend::new(of_selected(selection, query, work)).into_any(),
        false => {
            (link_of("Edit", Icon::Pencil, None), link_of("Delete", Icon::Trash, None)).into_any()
        }
    })
}

/// A link that does something with the selected customer, where one is selected.
fn link_of(verb: &'static str, icon: Icon, href: Option<String>) -> AnyView {
    let title = match href.is_some() {
        true => format!("{verb} the selected customer"),
        false => format!("{verb}: select a customer first"),
    };
    view! {
        <a
            class="button-icon needs-script"
            aria-disabled=href.is_none().then_some("true")
            href=href
            role="link"
            aria-label=title.clone()
            title=title
            data-noscroll
        >
            <Drawing icon />
        </a>
    }
    .into_any()
}

/// Loaded when something is selected first.
#[wasm_split(menus)]
fn of_selected(selection: Selection, query: Memo<CustomerQuery>, work: Work) -> AnyView {
    let paths = StoredValue::new(Paths::current());
    let only = Memo::new(move |_| selection.only().and_then(|id| id.parse().ok()));
    // One customer is edited and deleted where its row leads to.
    let href = move |href: Href| only.get().map(|id| href(&paths.read_value(), &id, &query.read()));
    let edit = move || link_of("Edit", Icon::Pencil, href(Paths::customer_edit));
    let chosen_now = move || untrack(|| chosen(selection, &query.read()));
    let set = move |status: CustomerStatus| {
        view! {
            <button
                type="button"
                class="button button-small"
                on:click=move |_| work.ask(BulkCommand::SetStatus(chosen_now(), status))
            >
                {format!("Set {}", status.label().to_ascii_lowercase())}
            </button>
        }
    };
    let several = Memo::new(move |_| selection.count() > 1);
    let delete = move || match several.get() {
        false => link_of("Delete", Icon::Trash, href(Paths::customer_delete)),
        true => {
            let on_click = move || work.ask(BulkCommand::Delete(chosen_now()));
            view! { <IconButton icon=Icon::Trash label="Delete the selected customers" on_click /> }
                .into_any()
        }
    };
    view! {
        {set(CustomerStatus::Active)}
        {set(CustomerStatus::Inactive)}
        {edit}
        {delete}
    }
    .into_any()
}

/// A URL of a customer over a list.
type Href = fn(&Paths, &CustomerId, &CustomerQuery) -> String;
