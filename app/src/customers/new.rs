//! Add: the form for a new customer, in a panel over the list.

use leptos::prelude::*;
use model::CustomerForm;

use super::{
    ListContext,
    api::create_customer,
    edit::{Editor, Saving},
    form::Typed,
    submitted::Submitted,
};
use crate::{
    notice::Notice,
    paths::Paths,
    ui::dialog::{Dialog, Shape},
};

/// The panel at `/orchestration/customers/new`.
#[component]
pub fn NewPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let submitted = Submitted::take();
    let typed = Typed::new(submitted.as_ref().map(|s| s.form.clone()).unwrap_or_default());
    let start = CustomerForm { status: "active".into(), ..Default::default() };
    let dirty = Signal::derive(move || typed.get() != start);
    let back = Signal::derive({
        let paths = paths.clone();
        move || paths.customers(&list.query.get())
    });
    let action = paths.customer_new(&list.query.get_untracked());
    let saving = Saving::new(Notice::Created, submitted, move |_| create_customer(typed.get()));

    view! {
        <Dialog shape=Shape::Panel title="Add Customer" back dirty>
            <Editor typed saving back action save_label="Add customer" />
        </Dialog>
    }
}
