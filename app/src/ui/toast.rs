//! A message at the bottom left: announced politely, stays while hovered or focused.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// How long a message stays when nobody touches it.
const STAYS: Duration = Duration::from_secs(8);

/// What is said, and what undoes it.
#[derive(Clone)]
pub struct Message {
    /// One line.
    pub text: String,
    /// What the button "Undo" takes back; without it there is none.
    pub undo: Option<String>,
}

/// Shows `message` while there is one; `on_close` is called by its button and when its time is up.
#[component]
pub fn Toast(
    #[prop(into)] message: Signal<Option<Message>>,
    /// Called by "Undo" with what the message says.
    #[prop(optional)]
    on_undo: Option<Callback<String>>,
    on_close: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let held = RwSignal::new(false);
    let close = on_close.clone();
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        let close = close.clone();
        let counting = message.read().is_some() && !held.get();
        counting.then(|| set_timeout_with_handle(close, STAYS).ok()).flatten()
    });

    view! {
        <div class="toasts" role="status">
            {move || {
                let on_close = on_close.clone();
                message.get().map(|Message { text, undo }| {
                    let undo = undo.zip(on_undo).map(|(undo, on_undo)| {
                        view! {
                            <button
                                type="button"
                                class="button button-small needs-script"
                                on:click=move |_| on_undo.run(undo.clone())
                            >
                                "Undo"
                            </button>
                        }
                    });
                    view! {
                        <div
                            class="toast"
                            on:mouseenter=move |_| held.set(true)
                            on:mouseleave=move |_| held.set(false)
                            on:focusin=move |_| held.set(true)
                            on:focusout=move |_| held.set(false)
                        >
                            <Drawing icon=Icon::CircleCheck />
                            <span>{text}</span>
                            {undo}
                            <button
                                type="button"
                                class="button-icon needs-script"
                                aria-label="Dismiss"
                                on:click=move |_| on_close()
                            >
                                <Drawing icon=Icon::X />
                            </button>
                        </div>
                    }
                })
            }}
        </div>
    }
}
