//! What a page says when the browser's program has ended in it: by a fault, or because a part of it
//! could not be loaded. Plain HTML and a few words of script, because the program can say nothing any
//! more.

use leptos::{nonce::Nonce, prelude::*};

/// A fault of WebAssembly that nothing caught ends the program.
const WATCH: &str = r#"
const ended = why => {
  const dialog = document.getElementById("ended");
  if (!(why instanceof WebAssembly.RuntimeError) || dialog.open) return;
  dialog.showModal();
  // `autofocus` would make the browser look for it at the start of each page, and lay that out once more.
  dialog.querySelector("a").focus();
};
addEventListener("error", event => ended(event.error));
addEventListener("unhandledrejection", event => ended(event.reason));
"#;

/// The question whether to load the page again, hidden until it has to be asked.
#[component]
pub fn Ended(nonce: Option<Nonce>) -> impl IntoView {
    view! {
        <dialog
            id="ended"
            class="dialog dialog-question"
            role="alertdialog"
            aria-labelledby="ended-title"
            aria-describedby="ended-text"
        >
            <header class="dialog-head">
                <h2 id="ended-title">"This page has stopped working"</h2>
            </header>
            <div class="dialog-body">
                <p id="ended-text">
                    "What was saved is safe. Load the page again to go on; close this first if you want to \
                     copy what you have typed."
                </p>
            </div>
            <footer class="dialog-foot">
                <form method="dialog">
                    <button class="button">"Close"</button>
                </form>
                // To where the page is now, past the router, which has ended too.
                <a class="button button-primary" href="" rel="external">
                    "Load again"
                </a>
            </footer>
        </dialog>
        <script nonce=nonce>{WATCH}</script>
    }
}
