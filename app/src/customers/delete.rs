//! Delete: the question, and what blocks it.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_navigate;
use model::{Customer, CustomerForm, Instance, PageStart};

use super::{
    ListContext,
    api::{customer_blockers, delete_customer, get_customer},
    id_in_url,
};
use crate::{
    error::AppError,
    instances::state::State,
    json::Resource,
    notice::Notice,
    paths::{Paths, whole},
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape, focus_start},
        format,
        selection::Selection,
        state::{Failed, Skeleton},
    },
};

/// The question at `/orchestration/customers/<id>/delete`.
#[component]
pub fn DeletePanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let submitted = StoredValue::new(Submitted::<CustomerForm>::take());
    let subject = Resource::new(
        move || id.get(),
        |id| async move {
            let id = id?;
            let customer = get_customer(id.clone()).await?;
            let blockers = match customer.services.blocking() {
                0 => Vec::new(),
                _ => customer_blockers(id).await?,
            };
            Ok::<_, AppError>((customer, blockers))
        },
    );
    let back = Signal::derive(move || paths.customers(&list.query.get()));

    view! {
        <Dialog shape=Shape::Question title="Confirm Delete" back>
            <Suspense fallback=Skeleton>
                {move || Suspend::new(async move {
                    match subject.await {
                        Ok((customer, blockers)) => {
                            view! { <Question customer blockers submitted=submitted.get_value() back /> }.into_any()
                        }
                        Err(error) => {
                            view! { <Failed error on_retry=move || subject.refetch() /> }.into_any()
                        }
                    }
                })}
            </Suspense>
        </Dialog>
    }
}

#[component]
fn Question(
    customer: Customer,
    blockers: Vec<Instance>,
    submitted: Option<Submitted<CustomerForm>>,
    back: Signal<String>,
) -> impl IntoView {
    let list = ListContext::current();
    let refused = submitted.map(|s| s.error);
    focus_start();
    let known = (!blockers.is_empty())
        .then(|| AppError::Blocked { total: customer.services.blocking(), instances: blockers });
    let id = customer.id.clone();
    // What was changed meanwhile is said; asking once more deletes what was then seen.
    let version = RwSignal::new(customer.version);
    let action = Action::new({
        let id = id.clone();
        move |(): &()| delete_customer(id.clone(), version.get_untracked())
    });
    Effect::new(move || {
        if let Some(Err(AppError::Changed(current))) = action.value().get() {
            version.set(current.version);
        }
    });
    let error = Signal::derive(move || match action.value().get() {
        Some(result) => result.err(),
        None => refused.clone().or_else(|| known.clone()),
    });
    go_back_when_done(action);
    let post = Paths::current().customer_delete(&id, &list.query.get_untracked());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !action.pending().get_untracked() {
            action.dispatch(());
        }
    };
    let possible = move || !matches!(*error.read(), Some(AppError::Blocked { .. }));
    let name = customer.name.clone();

    view! {
        <form class="dialog-form" method="post" action=post on:submit=submit>
            <div class="dialog-body">
                <input type="hidden" name="version" value=move || version.get().to_string() />
                {move || match error.get() {
                    None => view! { <Consequence customer=customer.clone() /> }.into_any(),
                    Some(error) => view! { <Refused customer=customer.clone() error /> }.into_any(),
                }}
            </div>
            <footer class="dialog-foot">
                <a class="button" href=back data-autofocus>
                    {move || if possible() { "Cancel" } else { "Close" }}
                </a>
                <Show when=possible>
                    <button class="button button-danger" type="submit">
                        {format!("Delete {name}")}
                    </button>
                </Show>
            </footer>
        </form>
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

/// Why it cannot be deleted; blocking instances are listed with links.
#[component]
fn Refused(customer: Customer, error: AppError) -> impl IntoView {
    let AppError::Blocked { instances, total } = error else {
        return view! { <p class="alert" role="alert">{error.to_string()}</p> }.into_any();
    };
    let paths = Paths::current();
    let all = paths.instances_of(&customer.id);
    let more = total.saturating_sub(instances.len() as u64);
    let rows = instances
        .into_iter()
        .map(|instance| {
            view! {
                <li>
                    <a href=paths.instance(&instance.customer, &instance.id)>{instance.name.clone()}</a>
                    <State state=instance.state />
                </li>
            }
        })
        .collect_view();
    view! {
        <div role="alert">
            <p>
                <strong>{customer.name}</strong>
                " cannot be deleted while "
                {format::count(total, "service instance", "service instances")}
                {if total == 1 {
                    " may hold network resources. Deprovision it first."
                } else {
                    " may hold network resources. Deprovision them first."
                }}
            </p>
        </div>
        <ul class="blockers">{rows}</ul>
        <p>
            {(more > 0).then(|| format!("and {} more. ", format::number(more)))}
            <a href=all>"View all instances"</a>
        </p>
    }
    .into_any()
}

fn go_back_when_done(action: Action<(), Result<Customer, AppError>>) {
    let list = ListContext::current();
    let paths = Paths::current();
    let navigate = use_navigate();
    let selection = Selection::current();
    Effect::new(move || {
        if let Some(Ok(customer)) = action.value().get() {
            selection.set([customer.id.as_str()], false);
            let mut query = list.query.get_untracked();
            if query.start == PageStart::At(customer.id.clone().into()) {
                query.start = PageStart::First;
            }
            list.reload.now();
            navigate(&Notice::Deleted(customer.id).on(&paths.customers(&query)), whole(false));
        }
    });
}
