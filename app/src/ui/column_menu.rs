//! Which columns a list shows, in which order, and how high its rows are: a plain form. The choice is
//! kept in the URL and remembered.

use leptos::{ev, html, prelude::*, web_sys::Element};
use leptos_router::hooks::use_navigate;
use model::{ListPreferences, Query};
use wasm_split_helpers::wasm_split;

use super::{
    column_choice::{Choice, Columns},
    each,
    focus::{first_of, focus},
    icon::{Drawing, Icon},
    listed::Listed,
    menu::{Menu, close, foot, later},
    plain::{hidden, plain},
};
use crate::{paths::whole, preferences::Liked};

/// The menu of the list that `query` asks for.
pub fn column_menu<T: Listed>(query: Memo<Query<T::Key>>) -> impl IntoView {
    let menu = NodeRef::new();
    let columns = Columns::of::<T>(query);
    let (on_open, inside) = {
        let columns = columns.clone();
        later(move || opened(columns.clone(), menu))
    };
    let kept = move || Query { columns: Vec::new(), ..query.get_untracked() }.parameters();
    let unscripted = move || form(columns, menu, hidden(kept));
    view! {
        <Menu label="Columns" face=|| view! { <Drawing icon=Icon::EllipsisVertical /> } node=menu on_open>
            {inside}
            {plain(unscripted)}
        </Menu>
    }
}

/// Loaded when it is first opened.
#[wasm_split(menus)]
fn opened(columns: Columns, menu: NodeRef<html::Details>) -> AnyView {
    form(columns, menu, ().into_any())
}

/// The form; `kept` is what it sends besides the columns.
fn form(columns: Columns, menu: NodeRef<html::Details>, kept: AnyView) -> AnyView {
    let navigate = use_navigate();
    let all = Liked::current();
    let list = columns.list;
    let liked = all.of(list);
    let columns = StoredValue::new(columns);
    let shown = move || columns.read_value().choice();
    let chosen = RwSignal::new(untrack(shown));
    Effect::new(move || chosen.set(shown()));
    let href = move |names| columns.read_value().href.run(names);
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        close(menu);
        let names = columns.read_value().canonical(&chosen.read_untracked());
        all.change(list, |liked| {
            liked.columns = names.iter().map(|name| (*name).to_owned()).collect();
        });
        navigate(&untrack(|| href(names)), whole(false));
    };
    let reset = move || all.change(list, |liked| *liked = ListPreferences::default());
    let (action, count, first) = {
        let columns = columns.read_value();
        (columns.action.clone(), columns.all.len(), columns.all.first().map(|(name, _)| *name))
    };
    let lines = each((0..count).map(|at| line(at, count - 1, columns, chosen)));
    view! {
        <form method="get" action=action on:submit=on_submit>
            // A box that cannot be changed is not sent.
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
                        all.change(list, |liked| liked.compact = compact);
                    }
                />
                "Compact rows"
            </label>
            {foot(menu, "Reset", move || href(Vec::new()), reset)}
            {kept}
        </form>
    }
    .into_any()
}

/// The column at this place: whether it is shown, and up or down with it. The lines stay, and the
/// columns move through them.
fn line(
    at: usize,
    last: usize,
    columns: StoredValue<Columns>,
    chosen: RwSignal<Choice>,
) -> impl IntoView {
    let key = move || chosen.read().get(at).map(|(key, _)| *key).unwrap_or_default();
    let label = move || {
        let key = key();
        columns.read_value().all.iter().find(|(name, _)| *name == key).map(|(_, label)| *label)
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
                    value=key
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
