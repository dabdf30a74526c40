//! The orders for a service instance, newest first.

use leptos::prelude::*;
use model::{Order, OrderQuery};

use crate::{
    orders::{progress::status_badge, trace::Trace},
    paths::Paths,
    ui::time::At,
};

/// The orders as a list; each is drawn anew only when it has changed. `all` leads to the page with all
/// of them.
#[component]
pub fn Orders(orders: Signal<Vec<Order>>, all: String) -> impl IntoView {
    let head = move || match orders.read().is_empty() {
        true => view! { <p class="muted">"No order was placed for it yet."</p> }.into_any(),
        false => view! {
            <p class="orders-all">
                <a href=all.clone()>"All orders"</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <section aria-labelledby="orders-title">
            <h3 id="orders-title">"Service Orders"</h3>
            {head}
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
    let href = Paths::current().order(&order.id, &OrderQuery::default());
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
                <a class="order-kind" href=href aria-label=format!("{} order", kind.label())>
                    {kind.label()}
                </a>
                {status_badge(status)}
            </p>
            <p class="muted">
                {attempt} "placed by " {placed_by} ", " <At at=created_at /> {since}
            </p>
            {message.map(|message| view! { <p class="details-text">{message}</p> })}
            {tasks}
        </li>
    }
}
