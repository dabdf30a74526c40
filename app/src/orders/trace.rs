//! The tasks of an order, as the workflow engine reported them.

use leptos::prelude::*;
use model::Task;

use super::progress::status_badge;
use crate::ui::{format, time::At};

/// The tasks in the engine's order, to be folded away.
#[component]
pub fn Trace(trace: Vec<Task>, open: bool) -> impl IntoView {
    let count = format::count(trace.len() as u64, "task", "tasks");
    let task = |Task { task, status, message, time }: Task| {
        view! {
            <li>
                <p class="order-head">
                    <span class="mono">{task}</span>
                    {status_badge(status)}
                    <span class="muted">
                        <At at=time />
                    </span>
                </p>
                {message.map(|message| view! { <p class="details-text">{message}</p> })}
            </li>
        }
    };
    view! {
        <details class="trace" open=open>
            <summary>{count}</summary>
            <ol class="history">{trace.into_iter().map(task).collect_view()}</ol>
        </details>
    }
}
