//! The filter in the URL as chips above the table: each opens to be edited, and has an × to go.

use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Chip, Chips};
use wasm_split_helpers::wasm_split;

use super::{
    Filtered, Form,
    rows::{group, row},
};
use crate::{
    error::AppError,
    paths::whole,
    ui::{
        each,
        icon::{Icon, drawing},
        links::to,
        list::Loaded,
        listed::Listed,
        markup::{Markup, element},
        menu::{Menu, close, later},
        redrawn,
    },
};

/// The chips of the page that is shown; the server says them, because it reads filters anyway.
pub fn chips<T: Listed>(filtered: Filtered, loaded: Loaded<T>) -> impl IntoView {
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match loaded.page.await {
                    Ok(page) if page.chips.chips.is_empty() => ().into_any(),
                    Ok(page) => drawn(filtered, Some(page.chips.clone())),
                    Err(AppError::BadFilter(_)) => drawn(filtered, None),
                    Err(_) => ().into_any(),
                }
            })}
        </Transition>
    }
}

/// These chips; without any, the filter cannot be read.
fn drawn(filtered: Filtered, chips: Option<Chips>) -> AnyView {
    match chips {
        Some(chips) => all(filtered, chips),
        None => unreadable(filtered),
    }
}

/// A filter that cannot be read: one chip, as text.
fn unreadable(filtered: Filtered) -> AnyView {
    let text = filtered.text.get_untracked();
    group_of(redrawn(move || {
        let code = element("code", "").child(text.clone());
        element("span", "chip").child("Filter: ").child(code).child(remove(&text, filtered, ""))
    }))
}

fn all(filtered: Filtered, Chips { any, chips }: Chips) -> AnyView {
    let several = chips.len() > 1;
    let joined = if any { "or" } else { "and" };
    let one = |Chip { text, without, index }| {
        let joined = (index > 0).then(|| element("span", "chip-joined").child(joined).into_any());
        let open = open_chip(filtered, index, text.clone());
        view! {
            {joined}
            <span class="chip">{open} {redrawn(move || remove(&text, filtered, &without))}</span>
        }
    };
    let clear = several.then(|| {
        redrawn(move || to("chip-clear", filtered.href(String::new())).child("Clear filters"))
    });
    group_of(each(each(chips.into_iter().map(one)).into_iter().chain(clear)).into_any())
}

fn group_of(chips: AnyView) -> AnyView {
    view! {
        <div class="chips" role="group" aria-label="Filters">
            {chips}
        </div>
    }
    .into_any()
}

/// The × that leaves the filter `without` the part that says `what`.
fn remove(what: &str, filtered: Filtered, without: &str) -> Markup {
    let label = format!("Remove the filter {what}");
    to("chip-remove", filtered.href(without.to_owned()))
        .attribute("aria-label", label.clone())
        .attribute("title", label)
        .child(drawing(Icon::X))
}

/// A chip that opens to be edited in place.
fn open_chip(filtered: Filtered, index: usize, text: String) -> impl IntoView {
    let menu = NodeRef::new();
    let shown = text.clone();
    let (on_open, form) = later(move || editor(filtered, index, menu));
    view! {
        <Menu
            label=format!("Edit the filter {text}")
            face=move || shown.clone()
            node=menu
            on_open
        >
            {form}
        </Menu>
    }
}

/// The form in a chip's menu. Loaded when a chip is first opened.
#[wasm_split(menus)]
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
