//! How an order goes: as a badge, and as a sentence.

use leptos::prelude::*;
use model::{Order, OrderStatus};

use crate::ui::icon::{Drawing, Icon};

/// The badge of how far an order, or a task of it, is.
#[component]
pub fn Progress(status: OrderStatus) -> impl IntoView {
    let (icon, class) = match status {
        OrderStatus::Queued => (Icon::CircleDashed, "badge badge-muted"),
        OrderStatus::Running => (Icon::Loader, "badge badge-warn"),
        OrderStatus::Success => (Icon::CircleCheck, "badge badge-ok"),
        OrderStatus::SuccessWithWarnings => (Icon::CircleAlert, "badge badge-warn"),
        OrderStatus::Failed => (Icon::CircleAlert, "badge badge-danger"),
    };
    view! { <span class=class><Drawing icon />{status.label()}</span> }
}

/// What came of placing an order, or of trying it once more.
pub fn outcome(order: &Order) -> String {
    match (order.status.is_open(), &order.message) {
        (true, _) => format!(
            "{} order placed. The workflow engine does the work; how far it is shows below.",
            order.kind.label()
        ),
        (false, Some(message)) => message.clone(),
        (false, None) => format!("{} order: {}.", order.kind.label(), order.status.label()),
    }
}
