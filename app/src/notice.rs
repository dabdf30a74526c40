//! The message after a change ("Customer created"), carried by the URL so that it works with and
//! without JavaScript.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_navigate};
use model::{CustomerId, DesignStatus, Order};
use wasm_split_helpers::wasm_split;

use crate::{
    customers::api::restore_customer,
    error::AppError,
    paths::whole,
    ui::{
        list::Reload,
        toast::{Message, Toast},
    },
};

/// What has just been done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A customer was created.
    Created,
    /// A customer was updated.
    Updated,
    /// This customer was deleted, which can be undone.
    Deleted(CustomerId),
    /// A service instance was created.
    InstanceCreated,
    /// A service instance was updated.
    InstanceUpdated,
    /// A service instance was deleted.
    InstanceDeleted,
    /// An order was placed, which the workflow engine works on.
    Ordered,
    /// An order was placed, and done by being recorded.
    Recorded,
    /// An order that was given up is handed over again.
    Resent,
    /// A version of a service design was added.
    DesignAdded,
    /// A version of a service design was changed.
    DesignUpdated,
    /// A version of a service design was retired.
    DesignRetired,
    /// A version of a service design is offered again.
    DesignOffered,
}

impl Notice {
    /// Those that name nothing.
    const PLAIN: [Self; 12] = [
        Self::Created,
        Self::Updated,
        Self::InstanceCreated,
        Self::InstanceUpdated,
        Self::InstanceDeleted,
        Self::Ordered,
        Self::Recorded,
        Self::Resent,
        Self::DesignAdded,
        Self::DesignUpdated,
        Self::DesignRetired,
        Self::DesignOffered,
    ];

    /// What there is to say about an order that has just been placed.
    pub fn of(order: &Order) -> Self {
        if order.status.is_open() { Self::Ordered } else { Self::Recorded }
    }

    /// What is said once a design has this status.
    pub fn of_status(status: DesignStatus) -> Self {
        match status {
            DesignStatus::Offered => Self::DesignOffered,
            DesignStatus::Retired => Self::DesignRetired,
        }
    }

    /// The word for it in a URL, and what is said.
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Created => ("created", "Customer created"),
            Self::Updated => ("updated", "Customer updated"),
            Self::Deleted(_) => ("deleted", "Customer deleted"),
            Self::InstanceCreated => ("instance-created", "Service instance created"),
            Self::InstanceUpdated => ("instance-updated", "Service instance updated"),
            Self::InstanceDeleted => ("instance-deleted", "Service instance deleted"),
            Self::Ordered => ("ordered", "Order placed; the workflow engine does the work"),
            Self::Recorded => ("recorded", "Recorded; no workflow engine is configured"),
            Self::Resent => ("sent-again", "The order is sent again"),
            Self::DesignAdded => ("design-added", "Design added"),
            Self::DesignUpdated => ("design-updated", "Design updated"),
            Self::DesignRetired => ("design-retired", "Design retired"),
            Self::DesignOffered => ("design-offered", "Design offered again"),
        }
    }

    /// The value of the parameter `notice`.
    fn to_param(&self) -> String {
        let word = self.words().0;
        match self {
            Self::Deleted(id) => format!("{word}.{id}"),
            _ => word.to_owned(),
        }
    }

    fn from_param(text: &str) -> Option<Self> {
        match text.split_once('.') {
            Some(("deleted", id)) => id.parse().ok().map(Self::Deleted),
            _ => Self::PLAIN.into_iter().find(|notice| notice.words().0 == text),
        }
    }

    /// `path` with this notice added.
    pub fn on(&self, path: &str) -> String {
        let separator = if path.contains('?') { '&' } else { '?' };
        format!("{path}{separator}notice={}", self.to_param())
    }

    fn in_query(text: &str) -> Option<Self> {
        Self::from_param(text.split('&').find_map(|pair| pair.strip_prefix("notice="))?)
    }
}

/// Shows the notice that the URL carries, then takes it out of the URL so that a reload or a
/// copied link does not repeat it. A delete can be undone there, which `reload` then shows.
#[component]
pub fn NoticeFromUrl(reload: Reload) -> impl IntoView {
    let location = use_location();
    let shown = RwSignal::new(None);
    let on_undo = Callback::new(move |id| spawn_local(undo_delete(id, shown, reload)));
    let message = |notice: Notice| {
        let text = notice.words().1.to_owned();
        let undo = match notice {
            Notice::Deleted(id) => Some(id.to_string()),
            _ => None,
        };
        Message { text, undo }
    };
    if cfg!(feature = "ssr") {
        shown.set(Notice::in_query(&location.search.get_untracked()).map(message));
    }
    let navigate = use_navigate();
    Effect::new(move || {
        let search = location.search.get();
        let Some(notice) = Notice::in_query(&search) else { return };
        shown.set(Some(message(notice)));
        let rest: Vec<_> = search.split('&').filter(|pair| !pair.starts_with("notice=")).collect();
        let separator = if rest.is_empty() { "" } else { "?" };
        let path = location.pathname.get_untracked();
        navigate(&format!("{path}{separator}{}", rest.join("&")), whole(true));
    });
    view! { <Toast message=shown on_undo /> }
}

/// Brings back the customer with this id, says so, and shows it in the list. Loaded when that is wanted
/// first.
#[wasm_split(menus)]
fn undo_delete(id: String, shown: RwSignal<Option<Message>>, reload: Reload) {
    spawn_local(async move {
        let restored = match id.parse() {
            Ok(id) => restore_customer(id).await,
            Err(_) => Err(AppError::NotFound("customer".into())),
        };
        let text = match restored {
            Ok(_) => "Customer restored".into(),
            Err(error) => error.to_string(),
        };
        shown.try_set(Some(Message { text, undo: None }));
        reload.now();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_added_to_and_found_in_a_url() {
        assert_eq!(Notice::Created.on("/customers"), "/customers?notice=created");
        let deleted = Notice::Deleted("c-1".parse().unwrap());
        assert_eq!(deleted.on("/customers?q=a"), "/customers?q=a&notice=deleted.c-1");
        assert_eq!(Notice::in_query("q=a&notice=deleted.c-1"), Some(deleted));
        for text in ["q=notice", "notice=deleted", "notice=created.c-1"] {
            assert_eq!(Notice::in_query(text), None, "{text}");
        }
        for plain in Notice::PLAIN {
            assert_eq!(Notice::in_query(&plain.on("")[1..]), Some(plain));
        }
    }
}
