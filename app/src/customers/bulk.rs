//! What is done with all selected customers: a question, then how far it is, then what came of it.

use leptos::prelude::*;
use model::{
    BulkCommand, CustomerQuery, CustomerStatus, Restore,
    bulk::{BulkCounts, BulkReason, BulkRow},
};
use wasm_split_helpers::wasm_split;

use super::{ListContext, bulk_work::Work};
use crate::{
    paths::Paths,
    ui::{dialog::Passing, format, redrawn, selection::Selection},
};

/// The question and what follows; nothing where nothing is asked.
#[component]
pub fn BulkDialog(work: Work) -> impl IntoView {
    let open = Memo::new(move |_| work.command.read().is_some());
    let (list, selection) = (ListContext::current(), Selection::current());
    redrawn(move || open.get().then(|| Suspend::new(question(work, list, selection))))
}

/// Loaded when it is first asked.
#[wasm_split(menus)]
fn question(work: Work, list: ListContext, selection: Selection) -> AnyView {
    let close = Callback::new(move |()| {
        if work.progress.read_untracked().as_ref().is_some_and(|step| step.counts.done > 0) {
            selection.clear();
        }
        work.close();
    });
    let title = Signal::derive(move || title(work.command.get().as_ref(), selection));
    view! {
        <Passing title on_close=close>
            <div class="dialog-body">{move || body(work)}</div>
            <footer class="dialog-foot">{move || foot(work, list, close)}</footer>
        </Passing>
    }
    .into_any()
}

fn title(command: Option<&BulkCommand>, selection: Selection) -> String {
    let count = format::count(selection.count(), "customer", "customers");
    match command {
        Some(BulkCommand::Delete(_)) => format!("Delete {count}?"),
        Some(BulkCommand::SetStatus(_, status)) => {
            format!("Make {count} {}?", status.label().to_ascii_lowercase())
        }
        Some(BulkCommand::Restore(_)) => "Bring the deleted customers back".into(),
        None => String::new(),
    }
}

fn body(work: Work) -> AnyView {
    if let Some(error) = work.error.get() {
        return view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any();
    }
    let Some(step) = work.progress.get() else {
        return match work.command.read().as_ref() {
            _ if work.running.get() => view! { <p role="status">"Counting…"</p> }.into_any(),
            Some(BulkCommand::Delete(_)) => view! {
                <p>
                    "Their service instances that are not in the network are archived with them. Customers \
                     whose services are provisioned, and those of the system, are kept and listed here. It \
                     can be undone."
                </p>
            }
            .into_any(),
            Some(BulkCommand::SetStatus(_, CustomerStatus::Inactive)) => view! {
                <p>"They keep their running services but take no new ones."</p>
            }
            .into_any(),
            _ => view! { <p>"They take new services again."</p> }.into_any(),
        };
    };
    let done = match *work.command.read() {
        Some(BulkCommand::Delete(_)) => "deleted",
        Some(BulkCommand::Restore(_)) => "brought back",
        _ => "changed",
    };
    let far = format!("{} of {}", format::number(step.done), format::number(step.total));
    view! {
        <label class="bulk-progress">
            <progress max=step.total value=step.done></progress>
            {far}
        </label>
        <p role="status">{outcome(&step.counts, done)}</p>
        <ul class="blockers">{move || work.rows.get().into_iter().map(told).collect_view()}</ul>
    }
    .into_any()
}

/// What came of it, where `done` says what was to be done.
fn outcome(counts: &BulkCounts, done: &str) -> String {
    let said = [
        (counts.done, done),
        (counts.unchanged, "as wanted before"),
        (counts.blocked, "kept, because services are provisioned"),
        (counts.system, "kept, because they belong to the system"),
        (counts.gone, "not there any more"),
        (counts.taken, "not restored, because something of theirs is taken"),
    ];
    let said = said.iter().filter(|(count, _)| *count > 0);
    let said: Vec<_> = said.map(|(n, what)| format!("{} {what}", format::number(*n))).collect();
    if said.is_empty() { "Nothing to do".into() } else { said.join(", ") }
}

/// A customer that was left as it is, why, and where to look.
fn told(row: BulkRow) -> impl IntoView {
    let paths = Paths::current();
    let name = row.name.clone().unwrap_or_else(|| row.id.to_string());
    let links = match &row.reason {
        BulkReason::Blocked { first, .. } => {
            let link = |blocking: &model::bulk::BlockingInstance| {
                let href = paths.instance_of(&row.id, &blocking.id);
                view! { " " <a href=href>{blocking.name.clone()}</a> }
            };
            first.iter().map(link).collect_view()
        }
        _ => Vec::new(),
    };
    view! {
        <li>
            <a href=paths.customer(&row.id, &CustomerQuery::default())>{name}</a>
            ": "
            {row.reason.to_string()}
            {links}
        </li>
    }
}

fn foot(work: Work, list: ListContext, close: Callback<()>) -> AnyView {
    let button = |label: &'static str, on_click: Callback<()>| {
        view! {
            <button type="button" class="button" on:click=move |_| on_click.run(())>
                {label}
            </button>
        }
    };
    if work.running.get() {
        return button("Stop", Callback::new(move |()| work.stopped.set_value(true))).into_any();
    }
    let begun = work.progress.read().is_some() || work.error.read().is_some();
    if begun {
        let step = work.progress.get().filter(|step| step.counts.done > 0);
        let batch = step.and_then(|step| step.batch);
        let undo = batch.map(|batch| {
            button(
                "Undo",
                Callback::new(move |()| {
                    work.ask(BulkCommand::Restore(Restore::Batch(batch.clone())));
                    work.begin(list);
                }),
            )
        });
        return view! {
            {undo}
            {button("Close", close)}
        }
        .into_any();
    }
    let danger = matches!(*work.command.read(), Some(BulkCommand::Delete(_)));
    let verb = if danger { "Delete" } else { "Change" };
    view! {
        <button type="button" class="button" data-autofocus on:click=move |_| close.run(())>
            "Cancel"
        </button>
        <button
            type="button"
            class="button"
            class:button-danger=danger
            class:button-primary=!danger
            on:click=move |_| work.begin(list)
        >
            {verb}
        </button>
    }
    .into_any()
}
