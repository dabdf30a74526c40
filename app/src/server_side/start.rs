//! How a page starts the browser's program: it is compiled while the page is still read, takes over when
//! that is whole, and loads its other parts once nothing else is to be done.

use leptos::{nonce::Nonce, prelude::*};

use super::Assets;

/// A page starts (`data-starting`) until the program has taken over and nothing else is to be done, or for a
/// second after it was read: so long styles may leave away what is not in view.
///
/// The parts are loaded ahead so that what they show opens at once, and still opens where the server was
/// replaced by another version meanwhile. Not sooner: fetched by links (`rel="prefetch"`), they keep the page
/// from being painted.
const START: &str = r#"
const start = async (script, wasm) => {
  const started = () => document.documentElement.removeAttribute("data-starting");
  const read = document.readyState === "loading"
    ? new Promise(read => addEventListener("DOMContentLoaded", read))
    : Promise.resolve();
  read.then(() => setTimeout(started, 1000));
  const program = await import(script);
  await program.default({ module_or_path: wasm });
  await read;
  program.hydrate();
  const idle = () => new Promise(window.requestIdleCallback ?? setTimeout);
  await idle();
  started();
  let part = 0;
  do await idle(); while (await program.load_part(part++));
};
"#;

/// The script, which runs as soon as it is read.
#[component]
pub fn Start(assets: Assets, nonce: Option<Nonce>) -> impl IntoView {
    let Assets { script, wasm, .. } = assets;
    let start = format!("{START}start({script:?}, {wasm:?});");
    view! {
        <script type="module" r#async nonce=nonce>
            {start}
        </script>
    }
}
