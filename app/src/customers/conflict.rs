//! Two people edited the same customer: both versions, and the choice between them.

use leptos::prelude::*;
use model::{Customer, CustomerForm};

use super::form::Typed;
use crate::ui::conflict::Conflict as BothVersions;

/// Shows `current` beside what was typed. Either choice makes the next save start from the
/// current version; nothing is saved until then.
#[component]
pub fn Conflict(current: Customer, typed: Typed, version: RwSignal<u64>) -> impl IntoView {
    let theirs = CustomerForm::from(&current);
    let mine = typed.get_untracked();
    let fields = vec![
        ("Name".into(), mine.name, theirs.name.clone()),
        ("Reference Number".into(), mine.reference, theirs.reference.clone()),
        ("Description".into(), mine.description, theirs.description.clone()),
        ("Status".into(), mine.status, theirs.status.clone()),
    ];
    let newest = current.version;
    let on_mine = Callback::new(move |()| version.set(newest));
    let on_theirs = Callback::new(move |()| {
        version.set(newest);
        typed.set(theirs.clone());
    });
    view! { <BothVersions noun="customer" fields on_mine on_theirs /> }
}
