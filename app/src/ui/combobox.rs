//! A field to choose one of many, by the ARIA pattern for comboboxes: the focus stays in the field,
//! Down opens the list and moves in it, Enter takes what is active, Esc closes only the list.

use leptos::{ev, prelude::*};

use super::{
    choices::{Choice, Choices, Finder},
    field::{FieldSpec, FieldState, Labelled, described_by},
};

/// A field whose text finds what `finder` offers. What is chosen is in `chosen` until something else is
/// typed. Without JavaScript it is a field for text.
#[component]
pub fn Combobox(
    spec: FieldSpec,
    state: FieldState,
    chosen: RwSignal<Option<Choice>>,
    finder: Finder,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let FieldState { value, error } = state;
    let choose = Callback::new(move |choice: Choice| {
        value.set(choice.text.clone());
        chosen.set(Some(choice.clone()));
        finder.choose.run(choice);
    });
    let choices = Choices::none(spec.name, Finder { choose, ..finder });
    let take = move |at: usize| choices.take(at, value.get_untracked());
    // Until then it has no list.
    let lives = RwSignal::new(false);
    Effect::new(move || lives.set(true));
    let when_lives = move |value: &'static str| move || lives.get().then_some(value);
    let on_input = move |event: ev::Event| {
        let text = event_target_value(&event);
        value.set(text.clone());
        chosen.set(None);
        choices.ask_soon(text);
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let open = untrack(|| choices.is_open());
        match event.key().as_str() {
            "ArrowDown" if open => choices.step(true),
            "ArrowUp" if open => choices.step(false),
            "ArrowDown" | "ArrowUp" => choices.ask(value.get_untracked(), Some(0)),
            "Enter" if open => match choices.active.get_untracked() {
                Some(at) => take(at),
                None => choices.close(),
            },
            "Escape" if open => choices.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_click = move |_| {
        if !untrack(|| choices.is_open()) {
            choices.ask(value.get_untracked(), None);
        }
    };
    let status = move || {
        let about = || chosen.get().map(|chosen| chosen.note).filter(|note| !note.is_empty());
        choices.status().or_else(about)
    };

    view! {
        <Labelled id=spec.name label=spec.label help=spec.help required=spec.required error>
            <div class="combobox">
                <input
                    class="input"
                    type="text"
                    id=spec.name
                    name=spec.name
                    autocomplete="off"
                    data-autofocus=autofocus.then_some("")
                    role=when_lives("combobox")
                    aria-autocomplete=when_lives("list")
                    aria-controls=move || lives.get().then(|| choices.list_id())
                    aria-expanded=move || {
                        lives.get().then(|| if choices.is_shown() { "true" } else { "false" })
                    }
                    aria-activedescendant=move || choices.active_id()
                    aria-required=spec.required.then_some("true")
                    aria-invalid=move || error.read().is_some().then_some("true")
                    aria-describedby=described_by(spec.name)
                    value=value.get_untracked()
                    prop:value=value
                    on:input=on_input
                    on:keydown=on_keydown
                    on:click=on_click
                    on:blur=move |_| choices.close()
                />
                {choices.list(spec.label, Callback::new(take))}
                <p class="combobox-status" role="status">
                    {status}
                </p>
            </div>
        </Labelled>
    }
}
