//! The criteria of a filter as rows: field, condition, value; combined by and or or, in groups.

use filter::{Draft, Operator, draft};
use leptos::prelude::*;

use super::{Form, value::values};
use crate::ui::{
    icon::{Drawing, Icon},
    icon_button::IconButton,
};

/// How a group combines its items: in words, whether all must hold, and whether that is negated.
const WAYS: [(&str, bool, bool); 4] = [
    ("All of these (And)", true, false),
    ("Any of these (Or)", false, false),
    ("Not all of these", true, true),
    ("None of these", false, true),
];

/// The group with this number: how its items are combined, the items, and what can be added.
pub fn group(form: Form, id: u32) -> AnyView {
    let draft = form.draft;
    let outermost = id == draft.read_untracked().root().id;
    let all = Memo::new(move |_| draft.read().group(id).is_none_or(|group| group.all));
    let negated = Memo::new(move |_| draft.read().group(id).is_some_and(|group| group.negated));
    let items = Memo::new(move |_| {
        let draft = draft.read();
        let items = draft.group(id).map(|group| group.items.as_slice()).unwrap_or_default();
        items.iter().map(|item| (item.id(), is_group(item))).collect::<Vec<_>>()
    });
    let key = |(id, _): &(u32, bool)| *id;
    let child = move |(id, inner)| if inner { group(form, id) } else { row(form, id) };
    let on_change = move |event| {
        let chosen = event_target_value(&event);
        if let Some((_, all, negated)) = WAYS.into_iter().find(|(label, ..)| *label == chosen) {
            draft.update(|draft| {
                draft.set_all(id, all);
                draft.set_negated(id, negated);
            });
        }
    };
    let way = move |(label, is_all, is_negated): (&'static str, bool, bool)| {
        let selected = move || (all.get(), negated.get()) == (is_all, is_negated);
        view! {
            <option value=label prop:selected=selected>
                {label}
            </option>
        }
    };
    // The outermost group cannot be negated.
    let ways = if outermost { &WAYS[..2] } else { &WAYS[..] }.to_vec();
    view! {
        <div
            class="criteria"
            class:criteria-inner=!outermost
            role="group"
            aria-label=if outermost { "Criteria" } else { "Group of criteria" }
        >
            <div class="criteria-head">
                <select
                    class="input criteria-combine"
                    aria-label="Combine by"
                    on:change=on_change
                >
                    {ways.into_iter().map(way).collect_view()}
                </select>
                {(!outermost).then(|| item_tools(draft, id, false))}
            </div>
            <For each=move || items.get() key=key children=child />
            {error(form, id)}
            <div class="criteria-add">
                <Add label="Criterion" draft id add=Draft::add_row can=|draft, _| draft.can_add_row() />
                <Add label="Group" draft id add=Draft::add_group can=Draft::can_add_group />
            </div>
        </div>
    }
    .into_any()
}

/// The row with this number, and what is wrong with it.
pub fn row(form: Form, id: u32) -> AnyView {
    let draft = form.draft;
    let row = Memo::new(move |_| draft.read().row(id).cloned());
    let field = Memo::new(move |_| row.read().as_ref().map(|row| row.field));
    let operator = Memo::new(move |_| row.read().as_ref().map(|row| row.operator));
    let set_field = move |event| {
        draft.update(|draft| draft.set_field(id, &event_target_value(&event)));
    };
    let set_operator = move |event| {
        let symbol = event_target_value(&event);
        if let Some(operator) = Operator::ALL.into_iter().find(|own| own.symbol() == symbol) {
            draft.update(|draft| draft.set_operator(id, operator));
        }
    };
    let fields = draft.read_untracked().schema().fields.iter();
    let fields = fields.map(move |own| {
        let selected = move || field.get().is_some_and(|field| field.name == own.name);
        view! {
            <option value=own.name prop:selected=selected>
                {own.label}
            </option>
        }
    });
    let operators = move || {
        let operators = field.get().map(|field| field.operators()).unwrap_or_default().iter();
        let option = |own: &'static Operator| {
            let (symbol, label) = (own.symbol(), own.label());
            view! {
                <option value=symbol prop:selected=move || operator.get() == Some(*own)>
                    {label}
                </option>
            }
        };
        operators.map(option).collect_view()
    };
    view! {
        <div class="criterion" role="group" aria-label="Criterion" data-criterion=id>
            <select
                class="input criterion-field"
                aria-label="Field"
                on:change=set_field
            >
                {fields.collect_view()}
            </select>
            <select class="input criterion-operator" aria-label="Condition" on:change=set_operator>
                {operators}
            </select>
            {values(form, id, row)}
            {item_tools(draft, id, true)}
            {error(form, id)}
        </div>
    }
    .into_any()
}

/// What is wrong with the row or the group with this number. What only was not typed yet is wrong
/// once somebody wants to apply it.
fn error(form: Form, id: u32) -> impl IntoView {
    let error = Memo::new(move |_| {
        let draft = form.draft.read();
        let waits = draft.row(id).is_some_and(|row| row.is_incomplete()) && !form.tried.get();
        let errors = if waits { None } else { draft.to_filter().err() };
        errors?.into_iter().find(|(at, _)| *at == id).map(|(_, error)| error.to_string())
    });
    move || error.get().map(|text| view! { <p class="criterion-error" role="alert">{text}</p> })
}

/// Copy and remove; for a row also: make a group of it.
fn item_tools(draft: RwSignal<Draft>, id: u32, is_row: bool) -> impl IntoView {
    let what = if is_row { "criterion" } else { "group" };
    let tool = move |label: String, icon, change: fn(&mut Draft, u32) -> Option<u32>| {
        let on_click = move || draft.update(|draft| _ = change(draft, id));
        view! { <IconButton icon label on_click /> }
    };
    view! {
        <span class="criterion-tools">
            {tool(format!("Duplicate the {what}"), Icon::Copy, Draft::duplicate)}
            {is_row
                .then(|| {
                    tool("Make a group of it".into(), Icon::Group, Draft::into_group)
                })}
            {tool(format!("Remove the {what}"), Icon::X, removed)}
        </span>
    }
}

#[component]
fn Add(
    label: &'static str,
    draft: RwSignal<Draft>,
    id: u32,
    add: fn(&mut Draft, u32) -> Option<u32>,
    can: fn(&Draft, u32) -> bool,
) -> impl IntoView {
    let possible = Memo::new(move |_| can(&draft.read(), id));
    view! {
        <button
            type="button"
            class="button button-small"
            disabled=move || !possible.get()
            on:click=move |_| draft.update(|draft| _ = add(draft, id))
        >
            <Drawing icon=Icon::Plus />
            {label}
        </button>
    }
}

fn removed(draft: &mut Draft, id: u32) -> Option<u32> {
    draft.remove(id);
    None
}

fn is_group(item: &draft::Item) -> bool {
    matches!(item, draft::Item::Group(_))
}
