//! The advanced filters, between toolbar and table: as rows or as text, with the number of matches
//! while they are edited.

use std::time::Duration;

use filter::Filter;
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use wasm_split_helpers::wasm_split;

use super::{Filtered, Form, rows::group, text::FilterText};
use crate::{
    paths::whole,
    ui::{focus::focus_later, format, redrawn},
};

/// How long editing must rest before the matches are counted.
const PAUSE: Duration = Duration::from_millis(200);

/// Whether the advanced filters of a list are shown.
#[derive(Clone, Copy)]
pub struct Advanced(pub RwSignal<bool>);

/// The panel; nothing while it is closed.
pub fn panel(filtered: Filtered, advanced: Advanced) -> AnyView {
    redrawn(move || advanced.0.get().then(|| Suspend::new(opened(filtered, advanced))))
}

/// Loaded when it is first opened.
#[wasm_split(menus)]
fn opened(filtered: Filtered, advanced: Advanced) -> AnyView {
    Effect::new(|| focus_later(&[".advanced .criterion-field", ".advanced textarea"]));
    let close = move |_| {
        advanced.0.set(false);
        // What opened it.
        focus_later(&[".toolbar summary[aria-label=Filter]"]);
    };
    let navigate = use_navigate();
    let Filtered { schema, example, text: filter, suggest, .. } = filtered;
    let form = Form::new(schema, &filter.get_untracked(), suggest);
    let text = RwSignal::new(filter.get_untracked());
    // What cannot be read is shown as it is.
    let unreadable = move |text: &str| !text.is_empty() && Filter::parse(schema, text).is_err();
    let as_text = RwSignal::new(unreadable(&filter.get_untracked()));
    Effect::new(move |before: Option<String>| {
        let now = filter.get();
        if before.is_some_and(|before| before != now) {
            form.show(&now);
            text.set(now.clone());
        }
        now
    });
    if form.draft.read_untracked().root().items.is_empty() {
        form.draft.update(|draft| _ = draft.add_row(draft.root().id));
    }
    // What would be asked now, as far as it is complete.
    let asked = Memo::new(move |_| match as_text.get() {
        true => Filter::parse(schema, &text.read()).ok().map(|filter| filter.to_string()),
        false => form.complete(),
    });
    let matches = count(filtered, asked);
    let turn = move |to_text: bool| {
        if to_text {
            // What is wrong in a row would be lost.
            let wrong = form.draft.read_untracked().to_filter().is_err();
            match if wrong && form.is_started() { form.text() } else { form.complete() } {
                Some(filter) => text.set(filter),
                None => return,
            }
        } else if unreadable(&text.read_untracked()) {
            return;
        } else {
            form.show(&text.read_untracked());
        }
        as_text.set(to_text);
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let filter = match as_text.get_untracked() {
            true => asked.get_untracked().filter(|_| !unreadable(&text.read_untracked())),
            false => form.text(),
        };
        if let Some(filter) = filter {
            navigate(&untrack(|| filtered.href(filter)), whole(false));
        }
    };
    let cleared = move || filtered.href(String::new());
    let tab = move |label: &'static str, is_text: bool| {
        view! {
            <button
                type="button"
                class="tab"
                aria-pressed=move || if as_text.get() == is_text { "true" } else { "false" }
                on:click=move |_| turn(is_text)
            >
                {label}
            </button>
        }
    };
    view! {
        <section class="advanced" aria-label="Advanced filters">
            <form on:submit=on_submit>
                <div class="advanced-tabs">{tab("Rows", false)} {tab("Text", true)}</div>
                {move || match as_text.get() {
                    true => {
                        view! { <FilterText schema text example /> }.into_any()
                    }
                    false => group(form, form.draft.read_untracked().root().id),
                }}
                <div class="advanced-foot">
                    <p class="muted" role="status">
                        {matches}
                    </p>
                    <button type="button" class="button" on:click=close>
                        "Close"
                    </button>
                    <a class="button" href=cleared>
                        "Clear"
                    </a>
                    <button class="button button-primary" type="submit">
                        "Apply"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// How many rows would match, as a sentence; counted anew when editing rests.
fn count(filtered: Filtered, asked: Memo<Option<String>>) -> RwSignal<String> {
    let sentence = RwSignal::new(String::new());
    let (rested, rest) = signal(asked.get_untracked());
    let mut rest_later = leptos::prelude::debounce(PAUSE, move |asked| rest.set(asked));
    Effect::new(move || rest_later(asked.get()));
    Effect::new(move || {
        let Some(filter) = rested.get() else { return };
        let counting = filtered.count(filter.clone());
        spawn_local(async move {
            // A number that cannot be had is left out; applying says what is wrong.
            let total = counting.await;
            if rested.try_get_untracked().flatten() == Some(filter) {
                let (one, many) = filtered.noun;
                let verb = |total| if total == 1 { "matches" } else { "match" };
                let text = total.map(|n| format!("{} {}", format::count(n, one, many), verb(n)));
                sentence.try_set(text.unwrap_or_default());
            }
        });
    });
    sentence
}
