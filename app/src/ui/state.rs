//! What a page shows when there is nothing to show: empty, failed, loading.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    format,
    icon::{Icon, drawing},
    markup::{Child, Text, element},
    timer::Timer,
};
use crate::{error::AppError, json::Resource};

/// How long until a list that is being prepared is asked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Why there is nothing, with the next step as children.
#[component]
pub fn Empty(
    icon: Icon,
    #[prop(into)] title: String,
    text: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="state">
            {drawing(icon)}
            {element("p", "state-title").child(title)}
            {element("p", "").child(text)}
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
            {drawing(Icon::CircleAlert)}
            {element("p", "state-title").child(error.to_string())}
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

/// What is loaded as `show` shows it; grey lines until then, and why where it cannot be had.
#[component]
pub fn Awaited<T, V>(
    loaded: Resource<T>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let awaited = move || {
        let show = show.clone();
        Suspend::new(async move {
            match loaded.await {
                Ok(loaded) => show(loaded).into_any(),
                Err(error) => {
                    view! { <Failed error on_retry=move || loaded.refetch() /> }.into_any()
                }
            }
        })
    };
    view! { <Suspense fallback=Skeleton>{awaited}</Suspense> }
}

/// The list is being prepared: how far that is. Looks again by itself after a while, which
/// `on_due` does.
#[component]
pub fn Preparing(done: u64, total: u64, on_due: impl Fn() + Clone + 'static) -> impl IntoView {
    let text = match total {
        0 => "This takes a few seconds.".to_owned(),
        total => format!("{} of {} rows are done.", format::number(done), format::number(total)),
    };
    let timer = Timer::none();
    Effect::new(move || timer.start(LOOK_AGAIN, on_due.clone()));
    let lines = [
        ("state-title", Text::from("The list is being prepared")),
        ("", text.into()),
        ("needs-script", "It appears here by itself.".into()),
        ("without-script", "Load the page again after a moment.".into()),
    ];
    element("div", "state")
        .attribute("role", "status")
        .child(drawing(Icon::Workflow))
        .children(lines.map(|(class, line)| element("p", class).child(Child::Text(line))))
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
