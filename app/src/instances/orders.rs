//! The orders for a service instance, newest first.

use leptos::prelude::*;
use model::{Order, Task};

use super::state::Progress;
use crate::ui::{format, time::At};

/// The orders as a list; each is drawn anew only when it has changed.
#[component]
pub fn Orders(orders: Signal<Vec<Order>>) -> impl IntoView {
    let none = move || {
        let none = orders.read().is_empty();
        none.then(|| view! { <p class="muted">"No order was placed for it yet."</p> })
    };
    view! {
        <section aria-labelledby="orders-title">
            <h3 id="orders-title">"Service Orders"</h3>
            {none}
            <ol class="history">
                <For each=move || orders.get() key=|order| (order.id.clone(), order.version) let:order>
                    <Item order />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Item(order: Order) -> impl IntoView {
    let Order { kind, status, message, trace, attempt, placed_by, created_at, updated_at, .. } =
        order;
    let attempt = (attempt > 1).then(|| format!("attempt {attempt}, "));
    let since = (updated_at != created_at).then(|| {
        view! {
            ", "
            {status.label().to_lowercase()}
            " "
            <At at=updated_at />
        }
    });
    let tasks = (!trace.is_empty()).then(|| view! { <Trace trace open=!status.is_success() /> });
    view! {
        <li>
            <p class="order-head">
                <strong>{kind.label()}</strong>
                <Progress status />
            </p>
            <p class="muted">
                {attempt} "placed by " {placed_by} ", " <At at=created_at /> {since}
            </p>
            {message.map(|message| view! { <p class="details-text">{message}</p> })}
            {tasks}
        </li>
    }
}

/// The tasks that the workflow engine reported, in its order.
#[component]
fn Trace(trace: Vec<Task>, open: bool) -> impl IntoView {
    let count = format::count(trace.len() as u64, "task", "tasks");
    let task = |Task { task, status, message, time }: Task| {
        view! {
            <li>
                <p class="order-head">
                    <span class="mono">{task}</span>
                    <Progress status />
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
