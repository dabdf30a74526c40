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
        icon::{Drawing, Icon},
        list::Loaded,
        listed::Listed,
        menu::{Menu, close, later},
    },
};

/// The chips of the page that is shown; the server says them, because it reads filters anyway.
pub fn chips<T: Listed>(filtered: Filtered, loaded: Loaded<T>) -> impl IntoView {
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match loaded.page.await {
                    Ok(page) if page.chips.chips.is_empty() => ().into_any(),
                    Ok(page) => drawn(filtered, Some(page.chips)).await,
                    Err(AppError::BadFilter(_)) => drawn(filtered, None).await,
                    Err(_) => ().into_any(),
                }
            })}
        </Transition>
    }
}

/// Loads what chips are drawn by, where the page that the server wrote has some: they can only be taken
/// over at once.
pub async fn ready() {
    if document().query_selector(".chips").is_ok_and(|chips| chips.is_some()) {
        load().await;
    }
}

/// These chips; without any, the filter cannot be read. Loaded when something is filtered first.
#[wasm_split(chips, preload(load))]
fn drawn(filtered: Filtered, chips: Option<Chips>) -> AnyView {
    match chips {
        Some(chips) => all(filtered, chips),
        None => unreadable(filtered),
    }
}

/// A filter that cannot be read: one chip, as text.
fn unreadable(filtered: Filtered) -> AnyView {
    let text = filtered.text.get_untracked();
    let remove = remove(&text, filtered, String::new());
    let chip = view! { <span class="chip">"Filter: " <code>{text}</code> {remove}</span> };
    group_of(chip.into_any())
}

fn all(filtered: Filtered, Chips { any, chips }: Chips) -> AnyView {
    let several = chips.len() > 1;
    let joined = if any { "or" } else { "and" };
    let one = |Chip { text, without, index }| {
        let joined = (index > 0).then(|| view! { <span class="chip-joined">{joined}</span> });
        let remove = remove(&text, filtered, without);
        let open = open_chip(filtered, index, text);
        view! {
            {joined}
            <span class="chip">{open} {remove}</span>
        }
    };
    let clear = several.then(|| {
        view! {
            <a class="chip-clear" href=move || filtered.href(String::new())>
                "Clear filters"
            </a>
        }
    });
    let chips = chips.into_iter().map(one).collect_view();
    group_of((chips, clear).into_any())
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
fn remove(what: &str, filtered: Filtered, without: String) -> impl IntoView + use<> {
    let href = move || filtered.href(without.clone());
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
#[wasm_split(filters)]
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
