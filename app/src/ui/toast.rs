//! A message at the bottom left: announced politely, stays while hovered or focused.

use std::time::Duration;

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::{
    icon::{Drawing, Icon},
    icon_button::IconButton,
    plain::plain,
    redrawn,
    timer::Timer,
};

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

/// Shows `message` while there is one, and takes it away when its time is up; `on_undo` is called by
/// "Undo" with what the message says.
#[component]
pub fn Toast(
    message: RwSignal<Option<Message>>,
    #[prop(optional)] on_undo: Option<Callback<String>>,
) -> impl IntoView {
    // What the server says, the browser's program says again: a screen reader tells only what changes.
    let said = redrawn(move || {
        let message_now = message.get().filter(|_| cfg!(not(feature = "ssr")));
        message_now.map(|said| Suspend::new(toast(message, said, on_undo)))
    });
    let unscripted =
        move || message.get_untracked().map(|said| drawn(message, said, on_undo)).into_any();
    view! {
        <div class="toasts" role="status">
            {said}
            {plain(unscripted)}
        </div>
    }
}

/// Loaded when something is said first.
#[wasm_split(menus)]
fn toast(
    message: RwSignal<Option<Message>>,
    said: Message,
    on_undo: Option<Callback<String>>,
) -> AnyView {
    drawn(message, said, on_undo)
}

/// One message, for as long as its time is not up.
fn drawn(
    message: RwSignal<Option<Message>>,
    Message { text, undo }: Message,
    on_undo: Option<Callback<String>>,
) -> AnyView {
    let close = move || drop(message.try_set(None));
    let held = RwSignal::new(false);
    let timer = Timer::none();
    Effect::new(move || if held.get() { timer.stop() } else { timer.start(STAYS, close) });
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
            <IconButton icon=Icon::X label="Dismiss" on_click=close />
        </div>
    }
    .into_any()
}
