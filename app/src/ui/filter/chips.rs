//! The filter in the URL as chips above the table: each opens to be edited, and has an × to go.

use filter::{Chips, Filter};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{PageStart, Query};

use super::{
    Form,
    rows::{group, row},
};
use crate::{
    paths::{Paths, whole},
    ui::{
        icon::{Drawing, Icon},
        list_page::Listed,
        menu::{Menu, close},
    },
};

/// The chips of the list that `query` asks for. A filter that cannot be read is one chip, as text.
pub fn chips<T: Listed>(query: Memo<Query<T::Key>>) -> impl IntoView {
    let filter = Memo::new(move |_| query.read().filter.clone());
    let href = move |filter: String| {
        let query = Query { filter, start: PageStart::First, ..query.get() };
        T::href(&Paths::current(), &query)
    };
    move || {
        let text = filter.get();
        if text.is_empty() {
            return None;
        }
        let Chips { any, chips } = match Filter::parse(T::schema(), &text) {
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
            let open = open_chip::<T>(query, &text, chip.index, chip.text);
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
fn open_chip<T: Listed>(
    query: Memo<Query<T::Key>>,
    filter: &str,
    index: usize,
    text: String,
) -> impl IntoView + use<T> {
    let menu = NodeRef::new();
    let navigate = use_navigate();
    let form = Form::new(T::schema(), filter, T::suggest);
    let item = {
        let draft = form.draft.read_untracked();
        draft.root().items.get(index).map(|item| (item.id(), draft.row(item.id()).is_some()))
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(filter) = form.text() else { return };
        close(menu);
        let query = Query { filter, start: PageStart::First, ..query.get_untracked() };
        navigate(&T::href(&Paths::current(), &query), whole(false));
    };
    let shown = text.clone();
    let editor = item.map(|(id, is_row)| if is_row { row(form, id) } else { group(form, id) });
    view! {
        <Menu label=format!("Edit the filter {text}") face=move || shown.clone() node=menu>
            <form class="chip-form needs-script" on:submit=on_submit>
                {editor}
                <div class="menu-actions">
                    <button class="button button-primary" type="submit">
                        "Apply"
                    </button>
                </div>
            </form>
        </Menu>
    }
}
