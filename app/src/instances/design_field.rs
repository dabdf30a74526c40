//! The field for the service design, or only its version.

use leptos::prelude::*;

use super::body::TypedBody;
use crate::ui::field::{Labelled, described_by};

const ID: &str = "design";

/// Chooses among `options`, pairs of value and label; one that is chosen already is no other.
#[component]
pub fn DesignField(
    body: TypedBody,
    options: Vec<(String, String)>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let chosen = body.design.get_untracked();
    let help = match options.is_empty() {
        true => "No service design is on offer.",
        false => "What the instance is made from; its fields are below.",
    };
    let nothing = chosen.is_empty().then(|| (String::new(), "Choose".to_owned()));
    let options = nothing.into_iter().chain(options).map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let options = options.collect_view();
    view! {
        <Labelled id=ID label="Service Design" help required=true error>
            <select
                class="input"
                id=ID
                name=ID
                aria-required="true"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described_by(ID)
                prop:value=body.design
                on:change:target=move |event| body.choose(event.target().value())
            >
                {options}
            </select>
        </Labelled>
    }
}
