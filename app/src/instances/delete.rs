//! Delete: the question whether to remove a service instance that holds nothing in the network.

use leptos::{ev, prelude::*};
use model::{Action as Doing, Instance};

use super::{
    ListContext,
    api::{delete_instance, get_instance},
    id_in_url,
    shown::Shown,
};
use crate::{
    error::AppError,
    json::Resource,
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        back::back_without_row,
        dialog::{Dialog, Shape},
        focus::focus_start,
        format,
        state::Awaited,
    },
};

/// The question at `/orchestration/instances/<id>/delete`.
#[component]
pub fn DeletePanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let refused = StoredValue::new(Submitted::<()>::take().and_then(|s| s.error));
    let subject = Resource::new(move || id.get(), |id| async move { get_instance(id?).await });
    let back = Signal::derive(move || paths.instances(&list.query.get()));
    let show = move |shown| {
        view! { <Question shown refused=refused.get_value() back /> }
    };

    view! {
        <Dialog shape=Shape::Question title="Confirm Delete" back>
            <Awaited loaded=subject show />
        </Dialog>
    }
}

#[component]
fn Question(shown: Shown, refused: Option<AppError>, back: Signal<String>) -> impl IntoView {
    let list = ListContext::current();
    focus_start();
    let impossible = why_not(&shown);
    let possible = impossible.is_none();
    let Instance { id, name, version, .. } = shown.instance;
    // What was changed meanwhile is said; asking once more deletes what was then seen.
    let version = RwSignal::new(version);
    let action = Action::new({
        let id = id.clone();
        move |(): &()| delete_instance(id.clone(), version.get_untracked())
    });
    let done = back_without_row(|_: &Instance| Notice::InstanceDeleted);
    Effect::new(move || match action.value().get() {
        Some(Ok(instance)) => done(instance),
        Some(Err(AppError::InstanceChanged(current))) => version.set(current.version),
        _ => {}
    });
    let error = move || match action.value().get() {
        Some(result) => result.err().map(|error| error.to_string()),
        None => refused.as_ref().map(AppError::to_string),
    };
    let post = Paths::current().instance_delete(&id, &list.query.get_untracked());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !action.pending().get_untracked() {
            action.dispatch(());
        }
    };
    let kept = match shown.orders.len() as u64 {
        0 => "Nothing of it is in the network. Its history is kept.".to_owned(),
        orders => format!(
            "Nothing of it is in the network. Its history and its {} are kept.",
            format::count(orders, "order", "orders")
        ),
    };
    let question = match impossible {
        Some(why) => view! { <p class="alert" role="alert">{why}</p> }.into_any(),
        None => view! {
            <p>"Delete " <strong>{name.clone()}</strong> " from the inventory?"</p>
            <p class="muted">{kept}</p>
        }
        .into_any(),
    };

    view! {
        <form class="dialog-form" method="post" action=post on:submit=submit>
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || version.get().to_string() />
                {move || error().map(|text| view! { <p class="alert" role="alert">{text}</p> })}
                {question}
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back data-autofocus>
                    {if possible { "Cancel" } else { "Close" }}
                </a>
                {possible
                    .then(|| {
                        view! {
                            <button class="button button-danger" type="submit">
                                {format!("Delete {name}")}
                            </button>
                        }
                    })}
            </footer>
        </form>
    }
}

/// Why it cannot be deleted now, if it cannot.
fn why_not(shown: &Shown) -> Option<String> {
    if shown.allows(Doing::Delete) {
        return None;
    }
    Some(match shown {
        shown if !shown.may_write => AppError::Forbidden.to_string(),
        shown if shown.is_worked_on() => {
            "An order for it is not finished. Wait until it is.".to_owned()
        }
        shown => format!(
            "{} cannot be deleted. {}",
            shown.instance.name,
            Doing::Delete.refusal(shown.instance.state)
        ),
    })
}
