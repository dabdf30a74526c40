//! A filter as text, with what is wrong marked, and what may be written next on offer.

use filter::{Completion, Filter, Schema, complete};
use leptos::{ev, html, prelude::*};
use model::query::MAX_FILTER;

use super::completion::Offers;

/// The field for `text`, a filter about what `schema` has.
#[component]
pub fn FilterText(
    schema: &'static Schema,
    text: RwSignal<String>,
    /// A filter that shows how one is written.
    example: &'static str,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let offers = Offers::new();
    let refresh = move || {
        if let Some(field) = field.get_untracked() {
            let text = field.value();
            let cursor = characters(&text, field.selection_start().ok().flatten());
            offers.show(complete(schema, &text, cursor));
        }
    };
    let take = move |at: usize| {
        let Some(field) = field.get_untracked() else { return };
        let Some((written, cursor)) = offers.taken(&field.value(), at) else { return };
        field.set_value(&written);
        let units = written.chars().take(cursor).map(char::len_utf16).sum::<usize>() as u32;
        // It fails only for fields without a cursor.
        let _ = field.set_selection_range(units, units);
        let _ = field.focus();
        text.set(written);
        refresh();
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() || !offers.any() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => offers.step(true),
            "ArrowUp" => offers.step(false),
            "Enter" | "Tab" if offers.active().is_some() => {
                take(offers.active().unwrap_or_default());
            }
            "Escape" => offers.show(Completion::default()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let error = Memo::new(move |_| {
        let text = text.read();
        let error = Filter::parse(schema, &text).err()?;
        (!text.trim().is_empty()).then_some(error)
    });
    let marked = move || {
        let error = error.get()?;
        let text = text.read();
        let part = |range: std::ops::Range<usize>| -> String {
            text.chars().skip(range.start).take(range.len()).collect()
        };
        let wrong = error.marked();
        let before = part(wrong.start.saturating_sub(24)..wrong.start);
        // What is only not finished yet is no mistake.
        let found = (!error.unfinished).then(|| {
            view! {
                <code class="filter-wrong">{before} <mark>{part(wrong)}</mark></code>
            }
        });
        Some(view! {
            {found}
            {error.to_string()}
        })
    };
    view! {
        <div class="filter-text">
            <textarea
                class="input mono"
                node_ref=field
                rows="3"
                maxlength=MAX_FILTER
                spellcheck="false"
                autocomplete="off"
                // No combobox: HTML allows a field of several lines no other role.
                aria-label="Filter as text"
                aria-describedby="filter-text-help"
                aria-autocomplete="list"
                aria-controls="filter-offers"
                aria-activedescendant=move || offers.active_id()
                aria-invalid=move || error.read().as_ref().is_some_and(|e| !e.unfinished).then_some("true")
                prop:value=text
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    refresh();
                }
                on:click=move |_| refresh()
                on:focus=move |_| refresh()
                on:blur=move |_| offers.show(Completion::default())
                on:keydown=on_keydown
            ></textarea>
            {offers.list(take)}
            <p id="filter-text-help" class="menu-help" role="status">
                {move || match error.read().is_some() {
                    true => marked().into_any(),
                    false => {
                        view! {
                            "For example "
                            <code>{example}</code>
                            ". A semicolon means and, a comma or; != is not, =in=(a,b) is one of."
                        }
                            .into_any()
                    }
                }}
            </p>
        </div>
    }
}

/// How many characters of the text are before a place in UTF-16 units, as browsers count.
fn characters(text: &str, units: Option<u32>) -> usize {
    let mut left = units.unwrap_or(u32::MAX) as usize;
    let before = text.chars().take_while(|c| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    before.count()
}
