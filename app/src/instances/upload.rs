//! Reads a file that somebody chooses, in the browser.

use leptos::{
    ev, html, prelude::*, task::spawn_local, wasm_bindgen::JsCast, wasm_bindgen::JsValue,
};

/// The largest file that is read, in bytes: more than any body may have.
const LARGEST: f64 = 1_000_000.0;

/// A button for choosing a file. `on_text` gets what is in it.
#[component]
pub fn Upload(label: &'static str, on_text: Callback<String>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let (said, say) = signal(None::<String>);
    let on_change = move |_: ev::Event| {
        let Some(input) = input.get_untracked() else { return };
        let file = get(&input, "files").and_then(|files| get(&files, "0"));
        let Some(file) = file.filter(|file| file.is_object()) else { return };
        spawn_local(async move {
            let name = get(&file, "name").and_then(|name| name.as_string()).unwrap_or_default();
            let read = read(file).await;
            // The same file can be chosen again.
            input.set_value("");
            let sentence = match &read {
                Ok(_) => format!("{name} is in the form now. Nothing is saved yet."),
                Err(why) => format!("{name} {why}"),
            };
            if say.try_set(Some(sentence)).is_none()
                && let Ok(text) = read
            {
                on_text.run(text);
            }
        });
    };
    view! {
        <label class="button button-small upload needs-script">
            {label}
            <input
                class="visually-hidden"
                node_ref=input
                type="file"
                accept=".json,application/json"
                on:change=on_change
            />
        </label>
        <p class="field-help upload-said" role="status">
            {said}
        </p>
    }
}

async fn read(file: JsValue) -> Result<String, &'static str> {
    if get(&file, "size").and_then(|size| size.as_f64()).is_none_or(|size| size > LARGEST) {
        return Err("is too large: a body has at most 65,536 bytes.");
    }
    let text = async {
        let read: js_sys::Function = get(&file, "text")?.dyn_into().ok()?;
        let read: js_sys::Promise = read.call0(&file).ok()?.dyn_into().ok()?;
        read.await.ok()?.as_string()
    };
    text.await.ok_or("cannot be read.")
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &name.into()).ok()
}
