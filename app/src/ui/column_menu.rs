//! Which columns a list shows, in which order, and how high its rows are: a plain form. The choice is
//! kept in the URL and remembered.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{ListPreferences, Query, SortKey};

use super::{
    hidden::hidden,
    icon::{Drawing, Icon},
    list_page::Listed,
    menu::{Menu, close, foot},
    table::{Column, shown_columns},
};
use crate::{
    paths::{Paths, whole},
    preferences::Liked,
};

/// The columns in an order, each with whether it is shown.
type Choice<K> = Vec<(K, bool)>;

/// The menu of the list that `query` asks for.
pub fn column_menu<T: Listed>(query: Memo<Query<T::Key>>) -> impl IntoView {
    let paths = StoredValue::new(Paths::current());
    let navigate = use_navigate();
    let menu = NodeRef::new();
    let all = Liked::current();
    let liked = all.of(T::LIST);
    let shown = move || choice::<T>(&shown_columns(&query.read(), &liked.read()));
    let chosen = RwSignal::new(shown());
    Effect::new(move || chosen.set(shown()));
    let with = move |columns| Query { columns, ..query.get() };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        close(menu);
        let columns = canonical::<T>(&chosen.read_untracked());
        let names = columns.iter().map(|key| key.as_str().to_owned()).collect();
        all.change(T::LIST, |liked| liked.columns = names);
        let query = untrack(|| with(columns));
        navigate(&T::href(&paths.read_value(), &query), whole(false));
    };
    let usual = move || T::href(&paths.read_value(), &with(Vec::new()));
    let reset = move || all.change(T::LIST, |liked| *liked = ListPreferences::default());
    let action = T::href(&paths.read_value(), &Query::default());
    // A box that cannot be changed is not sent.
    let first = T::columns().first().map(|column| column.key.as_str());
    let name = |(key, _): &(T::Key, bool)| key.as_str();
    let child = move |(key, _)| line::<T>(key, chosen);
    view! {
        <Menu
            label="Columns"
            face=|| view! { <Drawing icon=Icon::EllipsisVertical /> }
            node=menu
        >
            <form method="get" action=action on:submit=on_submit>
                {move || hidden(with(Vec::new()).parameters())}
                <input type="hidden" name="columns" value=first />
                <fieldset class="menu-choices">
                    <legend class="menu-title">"Columns"</legend>
                    <For each=move || chosen.get() key=name children=child />
                </fieldset>
                <label class="menu-choice menu-apart needs-script">
                    <input
                        type="checkbox"
                        prop:checked=move || liked.read().compact
                        on:change:target=move |event| {
                            let compact = event.target().checked();
                            all.change(T::LIST, |liked| liked.compact = compact);
                        }
                    />
                    "Compact rows"
                </label>
                {foot(menu, "Reset", usual, reset)}
            </form>
        </Menu>
    }
}

/// A column: whether it is shown, and up or down with it.
fn line<T: Listed>(key: T::Key, chosen: RwSignal<Choice<T::Key>>) -> impl IntoView {
    let label = T::columns().iter().find(|column| column.key == key).map(|column| column.label);
    let label = label.unwrap_or_default();
    let first = T::columns().first().is_some_and(|first| first.key == key);
    let at = move || chosen.read().iter().position(|(own, _)| *own == key).unwrap_or_default();
    let checked = move || chosen.read().get(at()).is_some_and(|(_, shown)| *shown);
    let toggle = move |_| {
        let at = untrack(at);
        chosen.update(|all| all[at].1 = !all[at].1);
    };
    let mover = move |down: bool| {
        // The first column stays where it is.
        let possible = move || if down { at() + 1 < chosen.read().len() } else { at() > 1 };
        let swap = move |_| {
            let at = untrack(at);
            if untrack(possible) {
                chosen.update(|all| all.swap(at, if down { at + 1 } else { at - 1 }));
            }
        };
        let (icon, way) = if down { (Icon::ArrowDown, "down") } else { (Icon::ArrowUp, "up") };
        view! {
            <button
                type="button"
                class="button-icon needs-script"
                aria-label=format!("Move {label} {way}")
                aria-disabled=move || (!possible()).then_some("true")
                on:click=swap
            >
                <Drawing icon />
            </button>
        }
    };
    view! {
        <div class="menu-line">
            <label class="menu-choice">
                <input
                    type="checkbox"
                    name="columns"
                    value=key.as_str()
                    checked=untrack(checked)
                    prop:checked=checked
                    disabled=first
                    on:change=toggle
                />
                {label}
            </label>
            {(!first).then(|| (mover(false), mover(true)))}
        </div>
    }
}

/// All columns: those that are shown, then the others as the table has them.
fn choice<T: Listed>(shown: &[&'static Column<T>]) -> Choice<T::Key> {
    let is_shown = |key| shown.iter().any(|column| column.key == key);
    let others = T::columns().iter().filter(|column| !is_shown(column.key));
    let shown = shown.iter().map(|column| (column.key, true));
    shown.chain(others.map(|column| (column.key, false))).collect()
}

/// The columns that are shown, in their order; none when they are the usual ones.
fn canonical<T: Listed>(chosen: &[(T::Key, bool)]) -> Vec<T::Key> {
    let shown = chosen.iter().filter(|(_, shown)| *shown).map(|(key, _)| *key);
    let usual = shown_columns::<T>(&Query::default(), &ListPreferences::default());
    if shown.clone().eq(usual.iter().map(|column| column.key)) {
        return Vec::new();
    }
    shown.collect()
}
