//! The two things that open over a page: a side panel and a question.
//!
//! The server sends `<dialog open>`, which works without JavaScript; the browser then shows it as
//! modal, so that focus stays inside. Closing means leaving the URL that the dialog lives at.

use leptos::{
    ev, html,
    prelude::*,
    web_sys::{Element, HtmlDialogElement},
};
use leptos_router::hooks::use_navigate;

use super::{
    focus::{first_of, focus, same_link},
    icon::{Drawing, Icon},
    icon_button::IconButton,
    timer::after_paint,
};
use crate::paths::whole;

/// Marks a dialog that is not to be seen any more, until it has left the page.
const LEAVING: &str = "data-leaving";

/// Which shape the dialog has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A panel at the right edge, for forms and details.
    Panel,
    /// A box in the middle, for questions.
    Question,
}

/// A modal dialog named `title`. Esc and the close button lead to `back`; while `dirty` holds,
/// leaving asks first.
#[component]
pub fn Dialog(
    shape: Shape,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] back: Signal<String>,
    #[prop(optional, into)] dirty: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    open_as_modal(dialog, true);
    let navigate = use_navigate();
    let leave = move || {
        if dirty.get_untracked() && !confirm("Discard what you have typed?") {
            return;
        }
        let Some(element) = dialog.get_untracked() else { return };
        if element.has_attribute(LEAVING) {
            return;
        }
        // That all else can have the focus again takes the browser longer than to paint the page without it.
        let _ = element.set_attribute(LEAVING, "");
        let navigate = navigate.clone();
        after_paint(move || {
            // Unless something else has led away by then.
            if element.is_connected() {
                navigate(&back.get_untracked(), whole(false));
            }
        });
    };
    let leave = Callback::new(move |()| leave());
    provide_context(Leave(leave));

    view! {
        <dialog
            node_ref=dialog
            open
            class="dialog"
            class:dialog-panel=shape == Shape::Panel
            class:dialog-question=shape == Shape::Question
            aria-labelledby="dialog-title"
            on:keydown=move |event: ev::KeyboardEvent| {
                // Left to itself, a browser closes on the second Esc whatever we say.
                if event.key() == "Escape" && !event.is_composing() {
                    event.prevent_default();
                    leave.run(());
                }
            }
            on:cancel=move |event: ev::Event| {
                // A chooser of files within that is closed says so, too.
                if event.target() == event.current_target() {
                    event.prevent_default();
                    leave.run(());
                }
            }
        >
            <header class="dialog-head">
                <h2 id="dialog-title">{title}</h2>
                <a
                    class="button-icon"
                    href=back
                    aria-label="Close"
                    title="Close (Esc)"
                    on:click=leave_on_click()
                >
                    <Drawing icon=Icon::X />
                </a>
            </header>
            {children()}
        </dialog>
    }
}

/// A modal question named `title` that lives at no URL, because it is about what is selected at the
/// moment. Esc and the close button call `on_close`.
#[component]
pub fn Passing(
    #[prop(into)] title: Signal<String>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    open_as_modal(dialog, false);
    Effect::new(move || {
        request_animation_frame(move || {
            // Not in the dialog below, if it lies over one.
            let dialog = dialog.try_get_untracked().flatten();
            if let Some(start) = dialog.and_then(|it| first_of(&it, &["[data-autofocus]"])) {
                focus(start);
            }
        });
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog dialog-question dialog-passing"
            aria-labelledby="passing-title"
            on:keydown=on_keydown
        >
            <header class="dialog-head">
                <h2 id="passing-title">{title}</h2>
                <IconButton icon=Icon::X label="Close" key="Esc" on_click=on_close />
            </header>
            {children()}
        </dialog>
    }
}

/// Leaves the dialog that a component is in.
#[derive(Clone, Copy)]
struct Leave(Callback<()>);

/// For links out of the dialog that a component is in: asks first where Esc would.
pub fn leave_on_click() -> impl Fn(ev::MouseEvent) + Clone + 'static {
    let leave = use_context::<Leave>();
    move |event| {
        if let Some(Leave(leave)) = leave {
            event.prevent_default();
            leave.run(());
        }
    }
}

/// Makes the dialog a modal one, and gives the focus back to what had it once the dialog is gone. One that
/// `is_seen` is in the page already: that nothing else can have the focus takes the browser longer than to
/// paint it, and comes afterwards.
fn open_as_modal(dialog: NodeRef<html::Dialog>, is_seen: bool) {
    if cfg!(feature = "ssr") {
        // The server may clean up on another thread, where a value of this one must not be touched.
        return;
    }
    let opener = StoredValue::new_local(None::<Element>);
    Effect::new(move || {
        if let Some(element) = dialog.get() {
            opener.set_value(document().active_element());
            if is_seen {
                if let Some(start) = first_of(&element, &["[data-autofocus]", "a"]) {
                    focus(start);
                }
                after_paint(move || show_modal(&element));
            } else {
                show_modal(&element);
            }
        }
    });
    on_cleanup(move || {
        if let Some(opener) = opener.try_get_value().flatten() {
            request_animation_frame(move || give_back(opener));
        }
    });
}

/// What has the focus in the dialog keeps it.
fn show_modal(dialog: &HtmlDialogElement) {
    let within = document().active_element().filter(|active| dialog.contains(Some(active)));
    // A modal one must be opened anew. To close it would say that somebody has closed it.
    dialog.set_open(false);
    // This fails only where the element has left the page.
    let _ = dialog.show_modal();
    if let Some(within) = within {
        focus(within);
    }
}

/// Focuses `opener`, or what has taken its place where rows were drawn anew meanwhile; not where
/// something else has taken the focus, or another dialog has opened.
fn give_back(opener: Element) {
    let dialog = document().query_selector("dialog[open]").ok().flatten();
    // That is the one below.
    let inside = dialog.as_ref().is_some_and(|dialog| dialog.contains(Some(&opener)));
    let free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if (dialog.is_some() && !inside) || !free {
        return;
    }
    let now = if opener.is_connected() { Some(opener) } else { same_link(&opener) };
    if let Some(now) = now {
        focus(now);
    }
}

fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(true)
}
