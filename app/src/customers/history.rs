//! What happened to a customer, newest first.

use leptos::prelude::*;
use model::{Change, FieldChange};

use crate::ui::time::At;

/// The changes as a list.
#[component]
pub fn History(changes: Vec<Change>) -> impl IntoView {
    let items = changes.into_iter().map(|change| view! { <Item change /> }).collect_view();
    view! {
        <section aria-labelledby="history-title">
            <h3 id="history-title">"History"</h3>
            <ol class="history">{items}</ol>
        </section>
    }
}

#[component]
fn Item(change: Change) -> impl IntoView {
    let what = sentence(&change.action, &change.subject);
    let fields = change.fields.into_iter().map(|field| view! { <Field field /> }).collect_view();
    view! {
        <li>
            <p>
                <strong>{what}</strong>
                <span class="muted">
                    " by " {change.actor} " (" {change.origin} "), " <At at=change.at />
                </span>
            </p>
            <ul class="history-fields">{fields}</ul>
        </li>
    }
}

#[component]
fn Field(field: FieldChange) -> impl IntoView {
    let blank = || "nothing".to_owned();
    let before = field.before.map(|text| {
        view! {
            <del>{text}</del>
            " to "
        }
    });
    view! {
        <li>
            <span class="muted">{label(&field.field)} ": "</span>
            {before}
            <ins>{field.after.unwrap_or_else(blank)}</ins>
        </li>
    }
}

/// `Customer updated`, `Service instance VPN-7 created`: the customer is known from the panel.
fn sentence(action: &str, subject: &str) -> String {
    let (noun, verb) = action.split_once('.').unwrap_or(("", action));
    let noun = match noun {
        "instance" => format!("Service instance {subject}"),
        "order" => format!("Order for {subject}"),
        _ => "Customer".to_owned(),
    };
    let verb = match verb {
        "create" => "created",
        "update" => "updated",
        "delete" => "deleted",
        "restore" => "restored",
        "place" => "placed",
        "retry" => "retried",
        "resend" => "sent again",
        "end" => "ended",
        "import" => "imported",
        other => other,
    };
    format!("{noun} {verb}")
}

fn label(field: &str) -> String {
    match field {
        "name" => "Name".into(),
        "reference" => "Reference Number".into(),
        "description" => "Description".into(),
        "status" => "Status".into(),
        "system" => "Belongs to the system".into(),
        "state" => "State".into(),
        "kind" => "Type".into(),
        "attempt" => "Attempt".into(),
        "message" => "Message".into(),
        "design" => "Design".into(),
        "design_version" => "Design Version".into(),
        other => other.replace('_', " "),
    }
}
