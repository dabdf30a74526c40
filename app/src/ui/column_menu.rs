//! Which columns a list shows: a plain form, kept in the URL.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Query, SortKey};

use super::{
    icon::Icon,
    list_page::Listed,
    menu::{Menu, close},
    table::is_shown,
};
use crate::paths::{Paths, whole};

/// The menu of the list that `query` asks for.
pub fn column_menu<T: Listed>(query: Memo<Query<T::Key>>) -> impl IntoView {
    let paths = StoredValue::new(Paths::current());
    let navigate = use_navigate();
    let menu = NodeRef::new();
    let shown = move || -> Vec<T::Key> {
        let query = query.get();
        let shown = T::columns().iter().filter(|column| is_shown(column, &query));
        shown.map(|column| column.key).collect()
    };
    let chosen = RwSignal::new(shown());
    Effect::new(move || chosen.set(shown()));
    let with = move |columns| Query { columns, ..query.get_untracked() };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        close(menu);
        let href = T::href(&paths.read_value(), &with(canonical::<T>(&chosen.read_untracked())));
        navigate(&href, whole(false));
    };
    let boxes = T::columns().iter().enumerate().map(move |(at, column)| {
        let (key, first) = (column.key, at == 0);
        let checked = move || chosen.read().contains(&key);
        let toggle = move |_| {
            chosen.update(|chosen| match chosen.iter().position(|c| *c == key) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(key),
            });
        };
        view! {
            <label class="menu-choice">
                <input
                    type="checkbox"
                    name="columns"
                    value=key.as_str()
                    checked=checked()
                    prop:checked=checked
                    disabled=first
                    on:change=toggle
                />
                {column.label}
            </label>
        }
    });
    let kept = move || {
        let query = with(Vec::new());
        let hidden = query.parameters().into_iter();
        hidden
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let usual = move || {
        let query = Query { columns: Vec::new(), ..query.get() };
        T::href(&paths.read_value(), &query)
    };
    let action = T::href(&paths.read_value(), &Query::default());
    // A box that cannot be changed is not sent.
    let first = T::columns().first().map(|column| column.key.as_str());
    view! {
        <Menu label="Columns" icon=Icon::EllipsisVertical node=menu>
            <form method="get" action=action on:submit=on_submit>
                {move || {
                    query.track();
                    kept()
                }}
                <input type="hidden" name="columns" value=first />
                <fieldset class="menu-choices">
                    <legend class="menu-title">"Columns"</legend>
                    {boxes.collect_view()}
                </fieldset>
                <div class="menu-actions">
                    <a class="button" href=usual on:click=move |_| close(menu)>
                        "Reset"
                    </a>
                    <button class="button button-primary" type="submit">
                        "Apply"
                    </button>
                </div>
            </form>
        </Menu>
    }
}

/// Chosen columns in the order of the table; none when they are the usual ones.
fn canonical<T: Listed>(chosen: &[T::Key]) -> Vec<T::Key> {
    let columns = T::columns().iter().enumerate();
    let is_usual = columns.clone().all(|(at, c)| at == 0 || c.usual == chosen.contains(&c.key));
    let in_order = columns.filter(|(at, c)| *at == 0 || chosen.contains(&c.key));
    if is_usual { Vec::new() } else { in_order.map(|(_, column)| column.key).collect() }
}
