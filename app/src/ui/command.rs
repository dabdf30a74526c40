//! A button that does something at once. Without JavaScript it sends the form that it is in.

use leptos::{ev, prelude::*};

/// Carries out `command` by `run`, unless something is under way. A plain form sends `name` and `value`
/// in its place.
#[component]
pub fn CommandButton<C, O>(
    run: Action<C, O>,
    command: C,
    name: &'static str,
    #[prop(into)] value: String,
    class: &'static str,
    children: Children,
) -> impl IntoView
where
    C: Clone + Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    let on_click = move |event: ev::MouseEvent| {
        event.prevent_default();
        if !run.pending().get_untracked() {
            run.dispatch(command.clone());
        }
    };
    view! {
        <button
            type="submit"
            class=class
            name=name
            value=value
            aria-disabled=move || run.pending().get().then_some("true")
            on:click=on_click
        >
            {children()}
        </button>
    }
}
