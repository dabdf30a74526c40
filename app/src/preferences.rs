//! How the operator likes the lists. The server writes it into the page, so that the first paint is
//! right already; changes are kept by the server.

use leptos::prelude::*;
use model::{ListPreferences, Preferences};

use crate::{
    error::AppError,
    json::{self, Answer},
};

/// The preferences of who looks at the page.
#[derive(Clone, Copy)]
pub struct Liked(RwSignal<Preferences>);

impl Liked {
    /// For all pages: from the server's context, or from the page that the server wrote.
    pub fn provide() {
        let preferences = use_context().unwrap_or_else(from_document);
        provide_context(Self(RwSignal::new(preferences)));
    }

    /// Those of the page that this component is in.
    pub fn current() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(Preferences::default())))
    }

    /// How the list of this name is to be shown.
    pub fn of(self, list: &'static str) -> Memo<ListPreferences> {
        Memo::new(move |_| self.0.read().of(list))
    }

    /// Changes how the list of this name is shown for now.
    pub fn show(self, list: &'static str, change: impl FnOnce(&mut ListPreferences)) {
        self.0.update(|all| {
            let mut preferences = all.of(list);
            change(&mut preferences);
            all.set(list, preferences);
        });
    }

    /// Changes how the list of this name is shown, now and from now on.
    pub fn change(self, list: &'static str, change: impl FnOnce(&mut ListPreferences)) {
        self.show(list, change);
        let preferences = self.0.read_untracked().of(list);
        leptos::task::spawn_local(async move {
            // Where it could not be kept, the page still is as it was wanted; the next change tries
            // again.
            let _ = keep_preferences(list.to_owned(), preferences).await;
        });
    }
}

/// What the server wrote into `<html data-preferences>`.
fn from_document() -> Preferences {
    let root = document().document_element();
    let text = root.and_then(|root| root.get_attribute("data-preferences"));
    text.and_then(|text| json::read(text.as_bytes()).ok()).unwrap_or_default()
}

/// Keeps how the operator likes the list of this name: `customers`, `instances` or `orders`.
#[server(prefix = "/api", endpoint = "preferences/set", input = leptos::server_fn::codec::Json, output = Answer)]
pub async fn keep_preferences(list: String, preferences: ListPreferences) -> Result<(), AppError> {
    use crate::server_side::{LISTS, actor, reject, store};
    let list = LISTS.into_iter().find(|name| *name == list);
    let list = list.ok_or_else(|| AppError::NotFound("list".into()))?;
    store::preferences::set(&store()?, &actor()?, list, preferences).await.map_err(reject)
}
