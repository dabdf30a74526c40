//! Add: the form for a new customer, in a panel over the list.

use leptos::prelude::*;
use model::CustomerForm;

use super::{ListContext, api::create_customer, edit::Editor, form::Typed};
use crate::{
    notice::Notice,
    paths::Paths,
    submitted::Submitted,
    ui::{
        back::back_to_row,
        dialog::{Dialog, Shape},
        form::Saving,
    },
};

/// The panel at `/orchestration/customers/new`.
#[component]
pub fn NewPanel() -> impl IntoView {
    let list = ListContext::current();
    let paths = Paths::current();
    let submitted = Submitted::<CustomerForm>::take();
    let typed = Typed::new(submitted.as_ref().map(|s| s.form.clone()).unwrap_or_default());
    let start = CustomerForm { status: "active".into(), ..Default::default() };
    let dirty = Signal::derive(move || typed.get() != start);
    let back = Signal::derive({
        let paths = paths.clone();
        move || paths.customers(&list.query.get())
    });
    let action = paths.customer_new(&list.query.get_untracked());
    let refused = submitted.and_then(|s| s.error);
    let save = move |_| create_customer(typed.get());
    let saving = Saving::new(0, refused, save, back_to_row(Notice::Created));

    view! {
        <Dialog shape=Shape::Panel title="Add Customer" back dirty>
            <Editor typed saving back action save_label="Add customer" />
        </Dialog>
    }
}
