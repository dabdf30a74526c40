//! A service order's details, in a panel over the list; they follow what the workflow engine reports.

use leptos::prelude::*;
use model::{CustomerQuery, InstanceQuery, Order, OrderId};

use super::{
    ListContext, actions::Actions, api::get_order, given_up::reason, progress::status_badge,
    shown::Shown, trace::Trace,
};
use crate::{
    error::AppError,
    json::Resource,
    paths::Paths,
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape},
        follow::follow,
        list::id_in_url,
        state::Awaited,
        time::At,
    },
};

/// The panel at `/orchestration/orders/<id>`.
#[component]
pub fn DetailsPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url::<OrderId>("service order");
    let refused = StoredValue::new(Submitted::<()>::take().and_then(|s| s.error));
    let loaded = Resource::new(move || id.get(), |id| async move { get_order(id?).await });
    let back = Signal::derive(move || paths.orders(&list.query.get()));
    let show = move |shown| {
        let on_gone = Callback::new(move |()| loaded.refetch());
        view! { <Details shown refused=refused.get_value() on_gone /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="Service Order Details" back>
            <div class="dialog-body">
                <Awaited loaded show />
            </div>
        </Dialog>
    }
}

#[component]
fn Details(shown: Shown, refused: Option<AppError>, on_gone: Callback<()>) -> impl IntoView {
    let Order { id, kind, instance_name, .. } = shown.order.clone();
    let now = RwSignal::new(shown);
    let list = ListContext::current();
    let refresh = follow(list, now, move || get_order(id.clone()), on_gone);
    let status = Memo::new(move |_| now.read().order.status);
    let given_up = Memo::new(move |_| now.read().given_up.clone());
    let trace = Memo::new(move |_| now.read().order.trace.clone());
    let tasks = move || match trace.get() {
        none if none.is_empty() => {
            view! { <p class="muted">"No task was reported."</p> }.into_any()
        }
        trace => view! { <Trace trace open=true /> }.into_any(),
    };

    view! {
        <div class="details-head">
            <p class="details-name">{kind.label()} " " {instance_name}</p>
            {move || status_badge(status.get()).into_any()}
            <Actions now refused on_done=refresh />
        </div>
        {move || {
            let why = given_up.get().map(|why| reason(why.tries, &why.last_error));
            why.map(|why| view! { <p class="alert details-text">{why}</p> })
        }}
        {move || fields(now.get())}
        <section aria-labelledby="tasks-title">
            <h3 id="tasks-title">"Tasks"</h3>
            {tasks}
        </section>
    }
}

fn fields(shown: Shown) -> impl IntoView {
    let Shown { order, has_instance, has_customer, .. } = shown;
    let paths = Paths::current();
    let instance = has_instance.then(|| paths.instance(&order.instance, &InstanceQuery::default()));
    let customer = has_customer.then(|| paths.customer(&order.customer, &CustomerQuery::default()));
    let message = order.message.map(|message| {
        view! {
            <dt>"Message"</dt>
            <dd class="details-text">{message}</dd>
        }
    });
    view! {
        <dl class="details">
            {message}
            <dt>"Type"</dt>
            <dd>{order.kind.label()}</dd>
            <dt>"Service Instance"</dt>
            <dd>
                {linked(order.instance_name, instance)} " · "
                <a href=paths.orders_for(&order.instance)>"All its orders"</a>
            </dd>
            <dt>"Customer"</dt>
            <dd>{linked(order.customer_name, customer)}</dd>
            <dt>"Attempt"</dt>
            <dd>{order.attempt}</dd>
            <dt>"Placed"</dt>
            <dd>
                <At at=order.created_at />
                " by "
                {order.placed_by}
            </dd>
            <dt>"Updated"</dt>
            <dd>
                <At at=order.updated_at />
                {format!(" (version {})", order.version)}
            </dd>
            <dt>"Order ID"</dt>
            <dd class="mono">{order.id.to_string()}</dd>
        </dl>
    }
}

/// The name of what the order is about, with a link to it while that leads somewhere.
fn linked(name: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => view! {
            {name}
            <span class="muted">" (not in the inventory any more)"</span>
        }
        .into_any(),
    }
}
