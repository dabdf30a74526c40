//! A button that only shows an icon.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};

/// Says `label` to those who cannot see the icon, and to those who point at it also the `key` that
/// does the same.
#[component]
pub fn IconButton(
    icon: Icon,
    #[prop(into)] label: String,
    #[prop(optional)] key: Option<&'static str>,
    #[prop(into)] on_click: Callback<()>,
) -> AnyView {
    let title = key.map(|key| format!("{label} ({key})")).unwrap_or_else(|| label.clone());
    view! {
        <button
            type="button"
            class="button-icon needs-script"
            aria-label=label
            title=title
            on:click=move |_| on_click.run(())
        >
            <Drawing icon />
        </button>
    }
    .into_any()
}
