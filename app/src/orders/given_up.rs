//! The orders whose hand-over to the workflow engine was given up: above the list, with the reason and
//! a button that has them sent again.

use leptos::prelude::*;
use model::{DeadDelivery, Order, OrderId};

use super::{
    ListContext,
    api::{orders_given_up, resend_order},
    shown::AllGivenUp,
};
use crate::{
    error::AppError,
    json::Resource,
    paths::Paths,
    ui::{command::CommandButton, focus::focus_later, follow::follow},
};

/// Most that are listed; there may be more.
const MOST: usize = 100;
/// So few are listed without being asked for.
const FEW: usize = 3;

/// Has an order sent again.
type Resend = Action<OrderId, Result<Order, AppError>>;

/// How many there are, and which; nothing where there are none.
#[component]
pub fn OrdersGivenUp() -> impl IntoView {
    let loaded = Resource::new(|| (), |()| orders_given_up());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                // Where they cannot be had, the list below says what is wrong.
                loaded.await.ok().map(|all| view! { <All all /> })
            })}
        </Transition>
    }
}

#[component]
fn All(all: AllGivenUp) -> impl IntoView {
    let open = all.deliveries.len() <= FEW;
    let may_write = all.may_write;
    let now = RwSignal::new(all);
    let gone = Callback::new(|()| ());
    let look_again = follow(ListContext::current(), now, orders_given_up, gone);
    let run: Resend = Action::new(|id: &OrderId| resend_order(id.clone()));
    Effect::new(move || {
        let Some(done) = run.value().get() else { return };
        if done.is_ok() {
            // The button that was pressed is gone in a moment.
            focus_later(&[".given-up [data-said]"]);
        }
        look_again.run(());
    });
    let count = Memo::new(move |_| now.read().deliveries.len());
    let said = move || {
        let order = run.value().get()?.ok()?;
        Some(format!("The order for {} is sent again.", order.instance_name))
    };
    let refusal = move || run.value().get().and_then(Result::err);
    view! {
        <section
            class="given-up"
            aria-label="Orders that were given up"
            hidden=move || count.get() == 0 && run.value().get().is_none()
        >
            <p role="status">{move || sentence(count.get())}</p>
            <p class="said" role="status" tabindex="-1" data-said>
                {said}
            </p>
            {move || refusal().map(|error| view! { <p role="alert">{error.to_string()}</p> })}
            <details class="trace" open=open hidden=move || count.get() == 0>
                <summary>"Which, and why"</summary>
                <ul class="blockers">
                    <For
                        each=move || now.read().deliveries.clone()
                        key=|delivery| (delivery.order.id.clone(), delivery.order.version)
                        let:delivery
                    >
                        <Item delivery may_write run />
                    </For>
                </ul>
            </details>
        </section>
    }
}

#[component]
fn Item(delivery: DeadDelivery, may_write: bool, run: Resend) -> impl IntoView {
    let DeadDelivery { order, tries, last_error } = delivery;
    let list = ListContext::current();
    let paths = Paths::current();
    let post = paths.order(&order.id, &list.query.get_untracked());
    let what = format!("{} {} of {}", order.kind.label(), order.instance_name, order.customer_name);
    let again = may_write.then(|| {
        let which = format!(" the order for {}", order.instance_name);
        view! {
            <form method="post" action=post>
                <CommandButton
                    run
                    command=order.id.clone()
                    name="action"
                    value="resend"
                    class="button button-small"
                >
                    "Send again"
                    <span class="visually-hidden">{which}</span>
                </CommandButton>
            </form>
        }
    });
    let id = order.id;
    view! {
        <li>
            <a href=move || paths.order(&id, &list.query.read()) data-noscroll>
                {what}
            </a>
            <span class="muted">{reason(tries, &last_error)}</span>
            {again}
        </li>
    }
}

/// Why an order was given up.
pub fn reason(tries: u32, last_error: &str) -> String {
    match tries {
        1 => format!("Given up at once. {last_error}"),
        tries => format!("Given up after {tries} tries. The last one: {last_error}"),
    }
}

/// How many there are; nothing about none.
fn sentence(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 service order was given up: the workflow engine did not take it.".to_owned(),
        count => {
            let least = if count < MOST { "" } else { "At least " };
            format!(
                "{least}{count} service orders were given up: the workflow engine did not take them."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_were_given_up_is_said_as_far_as_it_is_known() {
        assert_eq!(sentence(0), "");
        assert!(sentence(1).starts_with("1 service order was given up"));
        assert!(sentence(99).starts_with("99 service orders were given up"));
        assert!(sentence(MOST).starts_with("At least 100 service orders were given up"));
    }

    #[test]
    fn why_an_order_was_given_up_says_how_often_it_was_tried() {
        assert_eq!(reason(1, "No such site."), "Given up at once. No such site.");
        assert_eq!(reason(20, "No answer."), "Given up after 20 tries. The last one: No answer.");
    }
}
