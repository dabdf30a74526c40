//! What can be done with a service instance now, as buttons and links; a refusal is said beside them.

use leptos::prelude::*;
use model::{Action as Doing, Instance, Order};

use super::{ListContext, api::place_order, shown::Shown};
use crate::{
    error::AppError,
    orders::{api::retry_order, progress::outcome},
    paths::Paths,
    ui::{
        command::CommandButton,
        focus::focus_later,
        icon::{Drawing, Icon},
    },
};

/// What a button orders.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Command {
    Place(Doing),
    Retry,
}

impl Command {
    /// The value that a plain form sends.
    fn as_str(self) -> &'static str {
        match self {
            Self::Place(action) => action.as_str(),
            Self::Retry => "retry",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Place(action) => action.label(),
            Self::Retry => "Retry",
        }
    }

    fn is_possible(self, shown: &Shown) -> bool {
        match self {
            Self::Place(action) => shown.allows(action),
            Self::Retry => shown.to_retry().is_some(),
        }
    }

    async fn carry_out(self, shown: Shown) -> Result<Order, AppError> {
        let retried = shown.to_retry().map(|order| (order.id.clone(), order.version));
        let Instance { id, version, .. } = shown.instance;
        match (self, retried) {
            (Self::Place(action), _) => place_order(id, version, action).await,
            (Self::Retry, Some((id, version))) => retry_order(id, version).await,
            (Self::Retry, None) => Err(AppError::NotFound("service order".into())),
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
    let paths = Paths::current();
    let (id, query) = (now.read_untracked().instance.id.clone(), list.query.get_untracked());
    let here = paths.instance(&id, &query);
    let (edit, delete) = (paths.instance_edit(&id, &query), paths.instance_delete(&id, &query));
    let run = Action::new(move |command: &Command| command.carry_out(now.get_untracked()));
    Effect::new(move || {
        let Some(done) = run.value().get() else { return };
        if done.is_ok() {
            list.reload.now();
            // The button that was pressed may be gone in a moment.
            focus_later(&["[data-said]"]);
        }
        on_done.run(());
    });
    let said = move || run.value().get().and_then(Result::ok).map(|order| outcome(&order));
    let refusal = move || match run.value().get() {
        Some(result) => result.err(),
        None => refused.clone(),
    };
    let button = move |command: Command, class: &'static str| {
        let possible = Memo::new(move |_| command.is_possible(&now.read()));
        move || {
            possible.get().then(|| {
                view! {
                    <CommandButton run command name="action" value=command.as_str() class>
                        {command.label()}
                    </CommandButton>
                }
            })
        }
    };
    let link = move |action: Doing, icon: Icon, href: String| {
        let possible = Memo::new(move |_| now.read().allows(action));
        move || {
            possible.get().then(|| {
                view! {
                    <a class="button" href=href.clone() data-noscroll>
                        <Drawing icon />
                        {action.label()}
                    </a>
                }
            })
        }
    };
    let version = move || now.read().instance.version.to_string();
    let retried = move || {
        let now = now.read();
        now.to_retry().map(|order| {
            view! {
                <input type="hidden" name="order" value=order.id.to_string() />
                <input type="hidden" name="order_version" value=order.version.to_string() />
            }
        })
    };
    view! {
        <form class="details-actions" method="post" action=here>
            <input type="hidden" name="version" value=version />
            {retried}
            {button(Command::Place(Doing::Provision), "button button-primary")}
            {button(Command::Retry, "button")}
            {button(Command::Place(Doing::Deprovision), "button")}
            {link(Doing::Edit, Icon::Pencil, edit)}
            {link(Doing::Delete, Icon::Trash, delete)}
        </form>
        {move || now.read().held_back().map(|why| view! { <p class="muted">{why}</p> })}
        <p class="said" role="status" tabindex="-1" data-said>
            {said}
        </p>
        {move || {
            refusal().map(|e| view! { <p class="alert" role="alert">{e.to_string()}</p> })
        }}
    }
}
