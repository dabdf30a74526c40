//! How an order goes: as a badge, and as a sentence.

use model::{Order, OrderStatus};

use crate::ui::{
    badge::{Tone, badge},
    icon::Icon,
    markup::Markup,
};

/// The badge of how far an order, or a task of it, is.
pub fn status_badge(status: OrderStatus) -> Markup {
    let (icon, tone) = match status {
        OrderStatus::Queued => (Icon::CircleDashed, Tone::Muted),
        OrderStatus::Running => (Icon::Loader, Tone::Warn),
        OrderStatus::Success => (Icon::CircleCheck, Tone::Ok),
        OrderStatus::SuccessWithWarnings => (Icon::CircleAlert, Tone::Warn),
        OrderStatus::Failed => (Icon::CircleAlert, Tone::Danger),
    };
    badge(icon, tone, status.label())
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
