//! Delete: the question, and what blocks it.

use leptos::{ev, prelude::*, task::spawn_local};
use model::{Customer, CustomerForm, CustomerId};

use super::{
    ListContext,
    api::{customer_blockers, delete_customer, get_customer},
    blockers::{Blockers, Subject, deprovision},
    id_in_url,
};
use crate::{
    acting::acting,
    error::AppError,
    json::Resource,
    notice::Notice,
    orders::progress::outcome,
    paths::Paths,
    submitted::Submitted,
    ui::{
        back::back_without_row,
        dialog::{Dialog, Shape},
        focus::{focus_later, focus_start},
        format,
        state::Awaited,
    },
};

/// The question at `/orchestration/customers/<id>/delete`.
#[component]
pub fn DeletePanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let refused = StoredValue::new(Submitted::<CustomerForm>::take().and_then(|s| s.error));
    let subject = Resource::new(move || id.get(), |id| async move { look(id?).await });
    let back = Signal::derive(move || paths.customers(&list.query.get()));
    let show = move |first| {
        view! { <Question first refused=refused.get_value() back /> }
    };

    view! {
        <Dialog shape=Shape::Question title="Confirm Delete" back>
            <Awaited loaded=subject show />
        </Dialog>
    }
}

/// The customer, and what is in the way.
async fn look(id: CustomerId) -> Result<Subject, AppError> {
    let customer = get_customer(id.clone()).await?;
    if customer.system || customer.services.blocking() == 0 {
        return Ok(Subject { customer, blockers: Vec::new(), may_write: false });
    }
    let blockers = customer_blockers(id).await?;
    Ok(Subject { customer, blockers, may_write: acting().await?.role.may_write() })
}

#[component]
fn Question(first: Subject, refused: Option<AppError>, back: Signal<String>) -> impl IntoView {
    let list = ListContext::current();
    focus_start();
    let Customer { id, name, version, system, .. } = first.customer.clone();
    let now = RwSignal::new(first);
    // What was changed meanwhile is said; asking once more deletes what was then seen.
    let version = RwSignal::new(version);
    let action = Action::new({
        let id = id.clone();
        move |(): &()| delete_customer(id.clone(), version.get_untracked())
    });
    let look_again = look_again(id.clone(), now, action);
    let run = deprovision();
    let done = back_without_row(|customer: &Customer| Notice::Deleted(customer.id.clone()));
    Effect::new(move || match action.value().get() {
        Some(Ok(customer)) => done(customer),
        Some(Err(AppError::Changed(current))) => version.set(current.version),
        Some(Err(AppError::Blocked { .. })) => look_again.run(()),
        _ => {}
    });
    Effect::new(move || {
        let Some(done) = run.value().get() else { return };
        if done.is_ok() {
            list.reload.now();
            // The button that was pressed is gone in a moment.
            focus_later(&["[data-said]"]);
        }
        look_again.run(());
    });
    let blocked = Memo::new(move |_| !system && now.read().customer.services.blocking() > 0);
    let kept = move || system || blocked.get();
    let said = move || run.value().get().and_then(Result::ok).map(|order| outcome(&order));
    let refusal = move || {
        let deleting = action.value().get().and_then(Result::err);
        let depriving = run.value().get().and_then(Result::err);
        let error = deleting.or(depriving).or_else(|| refused.clone());
        // What blocks it is listed.
        error.filter(|error| !matches!(error, AppError::Blocked { .. }))
    };
    let name_of_system = name.clone();
    let post = Paths::current().customer_delete(&id, &list.query.get_untracked());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !action.pending().get_untracked() {
            action.dispatch(());
        }
    };

    view! {
        <form class="dialog-form" method="post" action=post on:submit=submit>
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || version.get().to_string() />
                {move || {
                    refusal().map(|e| view! { <p class="alert" role="alert">{e.to_string()}</p> })
                }}
                <p class="said" role="status" tabindex="-1" data-said>
                    {said}
                </p>
                {move || match blocked.get() {
                    true => view! { <Blockers now=now.into() run /> }.into_any(),
                    false if system => view! { <OfSystem name=name_of_system.clone() /> }.into_any(),
                    false => {
                        let customer = now.read_untracked().customer.clone();
                        view! { <Consequence customer /> }.into_any()
                    }
                }}
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back data-autofocus>
                    {move || if kept() { "Close" } else { "Cancel" }}
                </a>
                <Show when=move || !kept()>
                    <button class="button button-danger" type="submit">
                        {format!("Delete {name}")}
                    </button>
                </Show>
            </footer>
        </form>
    }
}

/// Looks at the customer again when called, and when the server says that something changed: not what
/// this question itself is about to do.
fn look_again(
    id: CustomerId,
    now: RwSignal<Subject>,
    delete: Action<(), Result<Customer, AppError>>,
) -> Callback<()> {
    let look_again = Callback::new(move |()| {
        let id = id.clone();
        spawn_local(async move {
            // What is shown is as good as anything until the next news.
            if let Ok(subject) = look(id).await
                && now.try_read_untracked().is_some_and(|now| *now != subject)
            {
                now.set(subject);
            }
        });
    });
    ListContext::current().on_news(move || {
        let done = matches!(delete.value().get(), Some(Ok(_)));
        if !done && !delete.pending().get() {
            look_again.run(());
        }
    });
    look_again
}

/// Why there is nothing to ask.
#[component]
fn OfSystem(name: String) -> impl IntoView {
    view! {
        <p>
            <strong>{name}</strong>
            " belongs to the system and cannot be deleted. It can be edited, but for its name."
        </p>
    }
}

/// What a delete takes along, in numbers.
#[component]
fn Consequence(customer: Customer) -> impl IntoView {
    let total = customer.services.total();
    let text = match total {
        0 => "It has no service instances.".to_owned(),
        n => format!(
            "Its {}, none of them in the network, will be archived with it.",
            format::count(n, "service instance", "service instances")
        ),
    };
    view! {
        <p>"Delete " <strong>{customer.name}</strong> " from the inventory?"</p>
        <p class="muted">{text} " Its history is kept."</p>
    }
}
