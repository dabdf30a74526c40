//! What the browser remembers for itself, where the server may read it too: the theme, and whether
//! keys are shortcuts.

use leptos::prelude::*;

use crate::paths::Paths;

const YEAR: u32 = 365 * 24 * 60 * 60;

/// Remembers `value` under `name` for a year; both must be plain words.
pub fn set(name: &str, value: &str) {
    let base = Paths::current().base().to_owned();
    let cookie = format!("{name}={value}; path={base}/; max-age={YEAR}; samesite=lax");
    // It cannot fail; the worst case is that nothing is remembered.
    let _ = js_sys::Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

/// What is remembered under `name`.
pub fn get(name: &str) -> Option<String> {
    let all = js_sys::Reflect::get(&document(), &"cookie".into()).ok()?.as_string()?;
    let mut pairs = all.split("; ").filter_map(|pair| pair.split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
}
