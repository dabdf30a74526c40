//! The fields for the body of a service instance, made from its design's schema, or one for its JSON.

use leptos::{ev, prelude::*};
use model::{
    FieldError, FieldErrors,
    body_form::{Field, Group, Item, Kind, WHOLE},
    instance_form::body_errors,
};

use super::{super::upload::Upload, Mode, TypedBody, control::Control};
use crate::ui::field::{Labelled, described_by, textarea_text};

/// The body. `errors` belong to the last attempt to save.
#[component]
pub fn BodyFields(typed: TypedBody, errors: Signal<FieldErrors>) -> impl IntoView {
    let mode = Memo::new(move |_| typed.mode());
    let found = Memo::new(move |_| {
        let all = errors.get().0.into_iter().chain(typed.said.get().0);
        let known = typed.known().filter(|_| *mode.read() == Mode::Fields);
        body_errors(&FieldErrors(all.collect()), known.as_ref().map(|known| &known.form))
    });
    let fields = Fields { typed, found };
    view! {
        <fieldset class="body">
            <legend>"Body"</legend>
            <div class="body-head">
                {move || fields.other_way(&mode.read())}
                <Upload label="Upload JSON" on_text=Callback::new(move |text| typed.set_json(text)) />
            </div>
            {move || match mode.get() {
                Mode::Nothing => {
                    view! { <p class="muted">"Choose a service design first."</p> }.into_any()
                }
                Mode::Loading => view! { <p class="muted">"Loading the design…"</p> }.into_any(),
                Mode::Failed(error) => fields.failed(error.to_string()),
                Mode::Json(_) => fields.json(),
                Mode::Fields => fields.all(),
            }}
        </fieldset>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    typed: TypedBody,
    /// What is wrong, by field.
    found: Memo<Vec<FieldError>>,
}

impl Fields {
    /// The button that shows the body in the other way; without JavaScript it asks the server for that.
    fn other_way(self, mode: &Mode) -> Option<AnyView> {
        let typed = self.typed;
        let button = |class: &'static str, value: &'static str, label: &'static str| {
            let on_click = move |event: ev::MouseEvent| {
                event.prevent_default();
                match value {
                    "json" => typed.show_json(),
                    _ => typed.show_fields(),
                }
            };
            view! {
                <button type="submit" class=class name="show" value=value on:click=on_click>
                    {label}
                </button>
            }
            .into_any()
        };
        match mode {
            Mode::Fields => Some(button("button button-small", "json", "Show as JSON")),
            Mode::Json(true) => Some(button("button button-small", "fields", "Show in fields")),
            Mode::Nothing => {
                Some(button("button button-small without-script", "fields", "Show its fields"))
            }
            _ => None,
        }
    }

    fn failed(self, why: String) -> AnyView {
        let typed = self.typed;
        let again = move |_| typed.choose(typed.design.get_untracked());
        view! {
            <div class="alert" role="alert">
                <p>{why}</p>
                <button type="button" class="button needs-script" on:click=again>
                    "Try again"
                </button>
            </div>
        }
        .into_any()
    }

    fn json(self) -> AnyView {
        let typed = self.typed;
        let error = self.error(WHOLE.into());
        let sent = textarea_text(untrack(|| typed.json()));
        view! {
            <Labelled
                id=WHOLE
                label="Body as JSON"
                help="A JSON object, as the service design describes it."
                required=true
                error
            >
                <textarea
                    class="input mono"
                    rows="14"
                    spellcheck="false"
                    id=WHOLE
                    name=WHOLE
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=described_by(WHOLE)
                    prop:value=move || typed.json()
                    on:input:target=move |event| typed.set_json(event.target().value())
                >
                    {sent}
                </textarea>
            </Labelled>
        }
        .into_any()
    }

    /// All fields of the design.
    fn all(self) -> AnyView {
        let Some(known) = self.typed.known() else { return ().into_any() };
        let error = self.error(WHOLE.into());
        let items = self.items(&known.form.items, &mut 0);
        view! {
            <input type="hidden" name="fields_of" value=self.typed.design.get_untracked() />
            {move || error.get().map(|text| view! { <p class="alert" role="alert">{text}</p> })}
            {items}
        }
        .into_any()
    }

    /// `count` numbers the fields, for their ids: names can hold anything.
    fn items(self, items: &[Item], count: &mut usize) -> Vec<AnyView> {
        items
            .iter()
            .map(|item| match item {
                Item::Field(field) => {
                    *count += 1;
                    self.field(field, format!("body-{count}"))
                }
                Item::Group(group) => self.group(group, count),
            })
            .collect()
    }

    fn group(self, group: &Group, count: &mut usize) -> AnyView {
        let Group { label, help, .. } = group.clone();
        let help = (!help.is_empty()).then(|| view! { <p class="field-help">{help}</p> });
        let items = self.items(&group.items, count);
        view! {
            <fieldset class="body-group">
                <legend>{label}</legend>
                {help}
                {items}
            </fieldset>
        }
        .into_any()
    }

    fn field(self, field: &Field, id: String) -> AnyView {
        let Field { name, label, help, required, kind, default, .. } = field.clone();
        let error = self.error(name.clone());
        let control = Control {
            typed: self.typed,
            error,
            id: id.clone(),
            name: name.into(),
            default: default.unwrap_or_default().into(),
        };
        let control = match kind {
            Kind::Flag => {
                let choices = [("true", "Yes"), ("false", "No")];
                control.select(required, choices.map(|(v, l)| (v.to_owned(), l.to_owned())).into())
            }
            Kind::Choice(choices) => {
                let choices = choices.into_iter().map(|choice| (choice.text.clone(), choice.text));
                control.select(required, choices.collect())
            }
            Kind::Lines(_) => control.area("input", "3"),
            Kind::Json => control.area("input mono", "8"),
            Kind::Integer { .. } => control.line(Some("numeric")),
            Kind::Number { .. } => control.line(Some("decimal")),
            Kind::Text { .. } => control.line(None),
        };
        view! {
            <Labelled id label help required error>
                {control}
            </Labelled>
        }
        .into_any()
    }

    fn error(self, name: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = self.found.read();
            found.iter().find(|error| error.field == name).map(|error| error.message.clone())
        })
    }
}
