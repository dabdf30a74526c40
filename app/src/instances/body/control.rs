//! The control for one field of a body: a line, an area or a choice, with the text that is typed so far.

use std::sync::Arc;

use leptos::prelude::*;

use super::TypedBody;
use crate::ui::field::{described_by, textarea_text};

/// The control of one field.
#[derive(Clone)]
pub struct Control {
    /// What is typed.
    pub typed: TypedBody,
    /// What is wrong with it.
    pub error: Signal<Option<String>>,
    /// The id of its element.
    pub id: String,
    /// The field's name.
    pub name: Arc<str>,
    /// What it begins with.
    pub default: Arc<str>,
}

impl Control {
    fn value(&self) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let Self { typed, name, default, .. } = self.clone();
        move || typed.text(&name, &default)
    }

    fn set(&self) -> impl Fn(String) + Clone + Send + Sync + 'static {
        let Self { typed, name, .. } = self.clone();
        move |text| typed.set_text(&name, text)
    }

    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let error = self.error;
        move || error.read().is_some().then_some("true")
    }

    /// One line; `mode` says which keyboard suits it.
    pub fn line(self, mode: Option<&'static str>) -> AnyView {
        let (value, set) = (self.value(), self.set());
        view! {
            <input
                class="input"
                type="text"
                inputmode=mode
                id=self.id.clone()
                name=self.name.to_string()
                autocomplete="off"
                aria-invalid=self.invalid()
                aria-describedby=described_by(&self.id)
                value=untrack(&value)
                prop:value=value
                on:input:target=move |event| set(event.target().value())
            />
        }
        .into_any()
    }

    /// Several lines: so many are seen.
    pub fn area(self, class: &'static str, rows: &'static str) -> AnyView {
        let (value, set) = (self.value(), self.set());
        let sent = textarea_text(untrack(&value));
        view! {
            <textarea
                class=class
                rows=rows
                spellcheck="false"
                id=self.id.clone()
                name=self.name.to_string()
                aria-invalid=self.invalid()
                aria-describedby=described_by(&self.id)
                prop:value=value
                on:input:target=move |event| set(event.target().value())
            >
                {sent}
            </textarea>
        }
        .into_any()
    }

    /// One of these, which are pairs of value and label.
    pub fn select(self, required: bool, choices: Vec<(String, String)>) -> AnyView {
        let (value, set) = (self.value(), self.set());
        let nothing = if required { "Choose" } else { "Not said" };
        let shown = untrack(&value);
        // What cannot be chosen is shown all the same, to be corrected.
        let odd = !shown.is_empty() && choices.iter().all(|(choice, _)| *choice != shown);
        let odd = odd.then(|| (shown.clone(), shown.clone()));
        let options = [(String::new(), nothing.to_owned())].into_iter().chain(choices).chain(odd);
        let options = options.map(|(choice, label)| {
            let selected = choice == shown;
            view! { <option value=choice selected=selected>{label}</option> }
        });
        let options = options.collect_view();
        view! {
            <select
                class="input"
                id=self.id.clone()
                name=self.name.to_string()
                aria-invalid=self.invalid()
                aria-describedby=described_by(&self.id)
                prop:value=value
                on:change:target=move |event| set(event.target().value())
            >
                {options}
            </select>
        }
        .into_any()
    }
}
