//! Two people edited the same: both versions, and the choice between them.

use leptos::prelude::*;

/// One field: its label, what was typed, and what somebody else has saved.
pub type Field = (String, String, String);

/// Shows the fields that differ. Nothing is saved by either choice.
#[component]
pub fn Conflict(
    /// What it is: "customer".
    noun: &'static str,
    fields: Vec<Field>,
    on_mine: Callback<()>,
    on_theirs: Callback<()>,
) -> impl IntoView {
    let rows = fields
        .into_iter()
        .filter(|(_, mine, theirs)| mine != theirs)
        .map(|(label, mine, theirs)| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>{mine}</td>
                    <td>{theirs}</td>
                </tr>
            }
        })
        .collect_view();
    let (chosen, choose) = signal(None::<&'static str>);
    let keep_mine = move |_| {
        on_mine.run(());
        choose.set(Some("Yours are kept. Save to replace theirs."));
    };
    let take_theirs = move |_| {
        on_theirs.run(());
        choose.set(Some("Theirs are in the form now."));
    };

    view! {
        <div class="alert" role="alert">
            <p>
                {format!(
                    "Someone else changed this {noun} while you were editing. Nothing was saved.",
                )}
            </p>
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
