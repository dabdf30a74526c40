//! Form fields: the label above, help below, and the error in place of the help.

use leptos::prelude::*;

/// What a field is called and how it speaks to its user.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The form parameter, also the key of its error.
    pub name: &'static str,
    /// The label.
    pub label: &'static str,
    /// One sentence below the field.
    pub help: &'static str,
    /// Whether it must be filled in.
    pub required: bool,
}

/// Parts of a field that depend on its state.
#[derive(Clone, Copy)]
pub struct FieldState {
    /// The text as typed.
    pub value: RwSignal<String>,
    /// The error to show, if any.
    pub error: Signal<Option<String>>,
}

/// A field for one line of text.
#[component]
pub fn TextField(
    spec: FieldSpec,
    state: FieldState,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let FieldState { value, error } = state;
    view! {
        <Labelled id=spec.name label=spec.label help=spec.help required=spec.required error>
            <input
                class="input"
                type="text"
                id=spec.name
                name=spec.name
                autocomplete="off"
                data-autofocus=autofocus.then_some("")
                aria-required=spec.required.then_some("true")
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described_by(spec.name)
                value=value.get_untracked()
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        </Labelled>
    }
}

/// A field for several lines of text, or of code.
#[component]
pub fn TextArea(spec: FieldSpec, state: FieldState, #[prop(optional)] code: bool) -> impl IntoView {
    let FieldState { value, error } = state;
    let sent = textarea_text(value.get_untracked());
    view! {
        <Labelled id=spec.name label=spec.label help=spec.help required=spec.required error>
            <textarea
                class=if code { "input code" } else { "input" }
                rows=if code { "20" } else { "5" }
                spellcheck=code.then_some("false")
                id=spec.name
                name=spec.name
                aria-required=spec.required.then_some("true")
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=described_by(spec.name)
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            >
                {sent}
            </textarea>
        </Labelled>
    }
}

/// A field to choose one of a few: pairs of value and label.
#[component]
pub fn SelectField(
    spec: FieldSpec,
    state: FieldState,
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let FieldState { value, error } = state;
    let options = options
        .into_iter()
        .map(|(option, label)| {
            let selected = value.get_untracked() == option;
            view! { <option value=option selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <Labelled id=spec.name label=spec.label help=spec.help required=spec.required error>
            <select
                class="input"
                id=spec.name
                name=spec.name
                aria-describedby=described_by(spec.name)
                prop:value=value
                on:change:target=move |event| value.set(event.target().value())
            >
                {options}
            </select>
        </Labelled>
    }
}

/// What is typed into, with its label above and the help below, or the error in place of that.
#[component]
pub fn Labelled(
    /// That of the control, which [`described_by`] it is to be described by.
    #[prop(into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(into)] help: String,
    required: bool,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let described_by = described_by(&id);
    view! {
        <div class="field">
            <label for=id>
                {label} {(!required).then(|| view! { <span class="field-optional">" optional"</span> })}
            </label>
            {children()}
            <p
                id=described_by
                class="field-help"
                class:field-error=move || error.read().is_some()
            >
                {move || error.get().unwrap_or_else(|| help.clone())}
            </p>
        </div>
    }
}

/// The id of the help below the control with this one.
pub fn described_by(id: &str) -> String {
    format!("{id}-help")
}

/// The text as the child of a `textarea`. The server writes those as they are, so they are escaped
/// here; the newline in front is the one that HTML drops.
pub fn textarea_text(text: String) -> String {
    if cfg!(feature = "ssr") { format!("\n{}", escape(&text)) } else { text }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_end_the_textarea_it_is_shown_in() {
        let sent = super::escape("</textarea><script>alert(1)</script>&amp;");
        assert_eq!(sent, "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;");
    }
}
