//! What can be done about a service order now, as buttons; a refusal is said beside them.

use leptos::prelude::*;
use model::Order;

use super::{
    ListContext,
    api::{resend_order, retry_order},
    progress::outcome,
    shown::Shown,
};
use crate::{
    error::AppError,
    paths::Paths,
    ui::{command::CommandButton, focus::focus_later},
};

/// What a button does.
#[derive(Clone, Copy)]
enum Command {
    Retry,
    Resend,
}

impl Command {
    /// The value that a plain form sends.
    fn as_str(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Resend => "resend",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Retry => "Retry",
            Self::Resend => "Send again",
        }
    }

    fn is_possible(self, shown: &Shown) -> bool {
        match self {
            Self::Retry => shown.can_retry,
            Self::Resend => shown.can_resend,
        }
    }

    /// Returns what there is to say then.
    async fn carry_out(self, order: Order) -> Result<String, AppError> {
        let Order { id, version, .. } = order;
        match self {
            Self::Retry => retry_order(id, version).await.map(|order| outcome(&order)),
            Self::Resend => resend_order(id).await.map(|_| "The order is sent again.".to_owned()),
        }
    }
}

/// The buttons. `refused` is why a command that was sent without JavaScript was not carried out;
/// `on_done` is called after each, whatever came of it.
#[component]
pub fn Actions(
    now: RwSignal<Shown>,
    refused: Option<AppError>,
    on_done: Callback<()>,
) -> impl IntoView {
    let list = ListContext::current();
    let id = now.read_untracked().order.id.clone();
    let here = Paths::current().order(&id, &list.query.get_untracked());
    let run =
        Action::new(move |command: &Command| command.carry_out(now.read_untracked().order.clone()));
    Effect::new(move || {
        let Some(done) = run.value().get() else { return };
        if done.is_ok() {
            list.reload.now();
            // The button that was pressed may be gone in a moment.
            focus_later(&["dialog[open] [data-said]"]);
        }
        on_done.run(());
    });
    let said = move || run.value().get().and_then(Result::ok);
    let refusal = move || match run.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    };
    let button = move |command: Command| {
        let possible = Memo::new(move |_| command.is_possible(&now.read()));
        move || {
            possible.get().then(|| {
                view! {
                    <CommandButton run command name="action" value=command.as_str() class="button">
                        {command.label()}
                    </CommandButton>
                }
            })
        }
    };
    let version = move || now.read().order.version.to_string();
    view! {
        <form class="details-actions" method="post" action=here>
            <input type="hidden" name="version" value=version />
            {button(Command::Retry)}
            {button(Command::Resend)}
        </form>
        <p class="said" role="status" tabindex="-1" data-said>
            {said}
        </p>
        {move || {
            refusal().map(|e| view! { <p class="alert" role="alert">{e.to_string()}</p> })
        }}
    }
}
