//! The filter in the URL as chips above the table: each opens to be edited, and has an × to go.

use filter::{Chips, Filter};
use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    Filtered, Form,
    rows::{group, row},
};
use crate::{
    paths::whole,
    ui::{
        icon::{Drawing, Icon},
        menu::{Menu, close},
    },
};

/// The chips. A filter that cannot be read is one chip, as text.
pub fn chips(filtered: Filtered) -> impl IntoView {
    let href = move |filter: String| filtered.href(filter);
    move || {
        let text = filtered.text.get();
        if text.is_empty() {
            return None;
        }
        let Chips { any, chips } = match Filter::parse(filtered.schema, &text) {
            Ok(filter) => filter.chips(),
            Err(_) => Chips::default(),
        };
        let unreadable = chips.is_empty().then(|| {
            let (remove, text) = (remove(&text, href(String::new())), text.clone());
            view! {
                <span class="chip">"Filter: " <code>{text}</code> {remove}</span>
            }
        });
        let several = chips.len() > 1;
        let joined = if any { "or" } else { "and" };
        let chips = chips.into_iter().map(|chip| {
            let without = chip.without.map(|filter| filter.to_string()).unwrap_or_default();
            let remove = remove(&chip.text, href(without));
            let joined = (chip.index > 0).then_some(joined);
            let open = open_chip(filtered, chip.index, chip.text);
            view! {
                {joined.map(|joined| view! { <span class="chip-joined">{joined}</span> })}
                <span class="chip">{open} {remove}</span>
            }
        });
        let chips = chips.collect_view();
        let clear = several.then(|| {
            view! {
                <a class="chip-clear" href=href(String::new())>
                    "Clear filters"
                </a>
            }
        });
        Some(view! {
            <div class="chips" role="group" aria-label="Filters">
                {unreadable}
                {chips}
                {clear}
            </div>
        })
    }
}

fn remove(what: &str, href: String) -> impl IntoView + use<> {
    let label = format!("Remove the filter {what}");
    view! {
        <a class="chip-remove" href=href aria-label=label.clone() title=label>
            <Drawing icon=Icon::X />
        </a>
    }
}

/// A chip that opens to be edited in place.
fn open_chip(filtered: Filtered, index: usize, text: String) -> impl IntoView {
    let menu = NodeRef::new();
    let opened = RwSignal::new(false);
    let shown = text.clone();
    let form = move || opened.get().then(|| Suspend::new(editor(filtered, index, menu)));
    view! {
        <Menu
            label=format!("Edit the filter {text}")
            face=move || shown.clone()
            node=menu
            on_open=Callback::new(move |()| opened.set(true))
        >
            {form}
        </Menu>
    }
}

/// The form in a chip's menu. Loaded when a chip is first opened.
#[lazy]
fn editor(filtered: Filtered, index: usize, menu: NodeRef<html::Details>) -> AnyView {
    let navigate = use_navigate();
    let form = Form::new(filtered.schema, &filtered.text.get_untracked(), filtered.suggest);
    let item = {
        let draft = form.draft.read_untracked();
        draft.root().items.get(index).map(|item| (item.id(), draft.row(item.id()).is_some()))
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(filter) = form.text() else { return };
        close(menu);
        navigate(&untrack(|| filtered.href(filter)), whole(false));
    };
    let editor = item.map(|(id, is_row)| if is_row { row(form, id) } else { group(form, id) });
    view! {
        <form class="chip-form" on:submit=on_submit>
            {editor}
            <div class="menu-actions">
                <button class="button button-primary" type="submit">
                    "Apply"
                </button>
            </div>
        </form>
    }
    .into_any()
}
