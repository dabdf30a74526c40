//! How a page starts the browser's program: it is compiled while the page is still read, takes over when
//! that is whole, and fetches its other parts once nothing else is to be done.

use leptos::{nonce::Nonce, prelude::*};

use super::Assets;

/// The parts are fetched so that a panel opens at once, and still opens where the server was replaced by
/// another version meanwhile. One after the other: more than a hundred of them together keep the page from
/// being painted. Links for that (`rel="prefetch"`) do not wait for a page that is still being painted.
const START: &str = r#"
const start = async (script, wasm, parts) => {
  const program = await import(script);
  await program.default({ module_or_path: wasm });
  if (document.readyState === "loading") {
    await new Promise(read => addEventListener("DOMContentLoaded", read));
  }
  program.hydrate();
  const idle = () => new Promise(window.requestIdleCallback ?? setTimeout);
  for (const part of parts) {
    await idle();
    await fetch(part, { priority: "low" }).then(answer => answer.arrayBuffer(), () => {});
  }
};
"#;

/// The script, which runs as soon as it is read.
#[component]
pub fn Start(assets: Assets, nonce: Option<Nonce>) -> impl IntoView {
    let Assets { script, wasm, parts, .. } = assets;
    let start = format!("{START}start({script:?}, {wasm:?}, {parts:?});");
    view! {
        <script type="module" r#async nonce=nonce>
            {start}
        </script>
    }
}
