//! Two people edited the same customer: both versions, and the choice between them.

use leptos::prelude::*;
use model::{Customer, CustomerForm};

use super::form::Typed;

/// Shows `current` beside what was typed. Either choice makes the next save start from the
/// current version; nothing is saved until then.
#[component]
pub fn Conflict(current: Customer, typed: Typed, version: RwSignal<u64>) -> impl IntoView {
    let theirs = CustomerForm::from(&current);
    let mine = typed.get_untracked();
    let rows = [
        ("Name", &mine.name, &theirs.name),
        ("Reference Number", &mine.reference, &theirs.reference),
        ("Description", &mine.description, &theirs.description),
        ("Status", &mine.status, &theirs.status),
    ]
    .into_iter()
    .filter(|(_, mine, theirs)| mine != theirs)
    .map(|(label, mine, theirs)| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td>{mine.clone()}</td>
                <td>{theirs.clone()}</td>
            </tr>
        }
    })
    .collect_view();
    let (chosen, choose) = signal(None::<&'static str>);
    let newest = current.version;
    let keep_mine = move |_| {
        version.set(newest);
        choose.set(Some("Yours are kept. Save to replace theirs."));
    };
    let take_theirs = move |_| {
        version.set(newest);
        typed.set(theirs.clone());
        choose.set(Some("Theirs are in the form now."));
    };

    view! {
        <div class="alert" role="alert">
            <p>"Someone else changed this customer while you were editing. Nothing was saved."</p>
            <table class="compare">
                <caption class="visually-hidden">"Your version and the current one"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Field"</th>
                        <th scope="col">"Yours"</th>
                        <th scope="col">"Theirs"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="alert-actions needs-script">
                <button type="button" class="button" on:click=keep_mine>
                    "Keep mine"
                </button>
                <button type="button" class="button" on:click=take_theirs>
                    "Take theirs"
                </button>
            </div>
            <p role="status">{chosen}</p>
        </div>
    }
}
