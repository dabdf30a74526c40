//! A service instance's details and orders, in a panel over the list; they follow what happens to it.

use leptos::prelude::*;
use model::{CustomerQuery, Instance};

use super::{
    ListContext,
    actions::Actions,
    api::get_instance,
    id_in_url,
    orders::Orders,
    shown::Shown,
    state::{change_pending, state_badge},
};
use crate::{
    error::AppError,
    json::Resource,
    paths::Paths,
    submitted::Submitted,
    ui::{
        dialog::{Dialog, Shape},
        follow::follow,
        state::Awaited,
        time::At,
    },
};

/// The panel at `/orchestration/instances/<id>`.
#[component]
pub fn DetailsPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let id = id_in_url();
    let refused = StoredValue::new(Submitted::<()>::take().and_then(|s| s.error));
    let loaded = Resource::new(move || id.get(), |id| async move { get_instance(id?).await });
    let back = Signal::derive(move || paths.instances(&list.query.get()));
    let show = move |shown| {
        let on_gone = Callback::new(move |()| loaded.refetch());
        view! { <Details shown refused=refused.get_value() on_gone /> }
    };

    view! {
        <Dialog shape=Shape::Panel title="Service Instance Details" back>
            <div class="dialog-body">
                <Awaited loaded show />
            </div>
        </Dialog>
    }
}

#[component]
fn Details(shown: Shown, refused: Option<AppError>, on_gone: Callback<()>) -> impl IntoView {
    let id = shown.instance.id.clone();
    let all_orders = Paths::current().orders_for(&id);
    let now = RwSignal::new(shown);
    let list = ListContext::current();
    let refresh = follow(list, now, move || get_instance(id.clone()), on_gone);
    let instance = Memo::new(move |_| now.read().instance.clone());
    let reference = Memo::new(move |_| now.read().customer_reference.clone());
    let orders = Memo::new(move |_| now.read().orders.clone());

    view! {
        <div class="details-head">
            <p class="details-name">{instance.read_untracked().name.clone()}</p>
            {move || state_badge(instance.read().state).into_any()}
            {move || instance.read().changed.then(|| change_pending().into_any())}
            <Actions now refused on_done=refresh />
        </div>
        {move || fields(instance.get(), reference.get())}
        <h3 id="body-title">"Body"</h3>
        <pre class="body-text mono" tabindex="0" role="region" aria-labelledby="body-title">
            {move || now.read().body.clone()}
        </pre>
        <Orders orders=orders.into() all=all_orders />
    }
}

fn fields(instance: Instance, customer_reference: Option<String>) -> impl IntoView {
    let customer = Paths::current().customer(&instance.customer, &CustomerQuery::default());
    view! {
        <dl class="details">
            <dt>"Customer"</dt>
            <dd>
                <a href=customer>{instance.customer_name}</a>
                " "
                <span class="mono muted">{customer_reference}</span>
            </dd>
            <dt>"Service Design"</dt>
            <dd class="mono">{instance.design} " " {instance.design_version}</dd>
            <dt>"Instance ID"</dt>
            <dd class="mono">{instance.id.to_string()}</dd>
            <dt>"Created"</dt>
            <dd>
                <At at=instance.created_at />
            </dd>
            <dt>"Updated"</dt>
            <dd>
                <At at=instance.updated_at />
                {format!(" (version {})", instance.version)}
            </dd>
        </dl>
    }
}
