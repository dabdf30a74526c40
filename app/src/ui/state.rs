//! What a page shows when there is nothing to show: empty, failed, loading.

use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use crate::error::AppError;

/// Why there is nothing, with the next step as children.
#[component]
pub fn Empty(icon: Icon, title: &'static str, text: String, children: Children) -> impl IntoView {
    view! {
        <div class="state">
            <Drawing icon />
            <p class="state-title">{title}</p>
            <p>{text}</p>
            <div class="state-actions">{children()}</div>
        </div>
    }
}

/// What failed, and a way to try again where that makes sense: the same URL once more.
#[component]
pub fn Failed(error: AppError, on_retry: impl Fn() + 'static) -> impl IntoView {
    let worth_retrying =
        matches!(error, AppError::Unreachable | AppError::Busy | AppError::Internal(_));
    view! {
        <div class="state state-failed" role="alert">
            <Drawing icon=Icon::CircleAlert />
            <p class="state-title">{error.to_string()}</p>
            {worth_retrying
                .then(|| {
                    view! {
                        <a
                            class="button"
                            href=""
                            on:click=move |event| {
                                event.prevent_default();
                                on_retry();
                            }
                        >
                            "Try again"
                        </a>
                    }
                })}
        </div>
    }
}

/// Grey lines where a table will be; shown only where there was nothing before.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..8).map(|_| view! { <div class="skeleton-row"></div> }).collect_view()}
        </div>
    }
}
