//! Which columns a list shows, in which order, and how high its rows are: a plain form. The choice is
//! kept in the URL and remembered.

use leptos::{ev, prelude::*, web_sys::Element};
use leptos_router::hooks::use_navigate;
use model::{ListPreferences, Query, SortKey};

use super::{
    dialog::{first_of, focus},
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
    let lines = (0..T::columns().len()).map(|at| line::<T>(at, chosen)).collect_view();
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
                    {lines}
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

/// The column at this place: whether it is shown, and up or down with it. The lines stay, and the
/// columns move through them.
fn line<T: Listed>(at: usize, chosen: RwSignal<Choice<T::Key>>) -> impl IntoView {
    let last = T::columns().len() - 1;
    let key = move || chosen.read().get(at).map(|(key, _)| *key).unwrap_or_default();
    let label = move || {
        let key = key();
        T::columns().iter().find(|column| column.key == key).map(|column| column.label)
    };
    let checked = move || chosen.read().get(at).is_some_and(|(_, shown)| *shown);
    let toggle = move |_| chosen.update(|all| all[at].1 = !all[at].1);
    let mover = move |down: bool| {
        // The first column stays where it is.
        let to = if down { at + 1 } else { at - 1 };
        let possible = if down { at < last } else { at > 1 };
        let swap = move |event: ev::MouseEvent| {
            if possible {
                chosen.update(|all| all.swap(at, to));
                follow(&event_target(&event), down);
            }
        };
        let (icon, way) = if down { (Icon::ArrowDown, "down") } else { (Icon::ArrowUp, "up") };
        view! {
            <button
                type="button"
                class="button-icon needs-script"
                data-way=way
                aria-label=move || format!("Move {} {way}", label().unwrap_or_default())
                aria-disabled=(!possible).then_some("true")
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
                    value=move || key().as_str()
                    checked=untrack(checked)
                    prop:checked=checked
                    disabled=at == 0
                    on:change=toggle
                />
                {label}
            </label>
            {(at > 0).then(|| (mover(false), mover(true)))}
        </div>
    }
}

/// Moves the focus with a column: to the same button of the next line, or of the one before.
fn follow(button: &Element, down: bool) {
    let (way, line) = (if down { "down" } else { "up" }, button.closest(".menu-line"));
    let line = line.ok().flatten().and_then(|line| match down {
        true => line.next_element_sibling(),
        false => line.previous_element_sibling(),
    });
    let next = line.and_then(|line| first_of(&line, &[&format!("[data-way={way}]")]));
    if let Some(next) = next {
        focus(next);
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
