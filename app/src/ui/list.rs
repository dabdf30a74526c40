//! What every list page does with its URL: read the query, load the page, keep old rows meanwhile.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    str::FromStr,
    sync::Arc,
    task::{Poll, Waker},
};

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use model::{Page, Query, Saved, SortKey};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    ahead::{Ahead, AnyPage, Loading},
    focus::focus,
    listed::Listed,
    live::Live,
};
use crate::{
    error::{AppError, note_status},
    json::Resource,
    preferences::Liked,
};

/// Tells the lists that something changed under them.
#[derive(Clone, Copy)]
pub struct Reload(RwSignal<u32>);

impl Reload {
    /// Makes the lists below this component reloadable.
    pub fn provide() -> Self {
        let reload = Self(RwSignal::new(0));
        provide_context(reload);
        reload
    }

    /// Loads the list again.
    pub fn now(self) {
        self.0.update(|n| *n += 1);
    }

    /// How often that was wanted; changes each time.
    pub fn count(self) -> u32 {
        self.0.get()
    }
}

/// What a list page gives to the panels over it.
#[derive(Clone, Copy)]
pub struct ListContext<K: SortKey + Send + Sync> {
    /// What the list shows; links back keep it.
    pub query: Memo<Query<K>>,
    /// Loads the list again after a change.
    pub reload: Reload,
    /// How often the server has said that lists show something new.
    news: RwSignal<u32>,
}

impl<K: SortKey + Send + Sync> ListContext<K> {
    /// Gives it to the panels below this component.
    pub fn provide<T: Listed<Key = K>>(query: Memo<Query<K>>, reload: Reload, loaded: Loaded<T>) {
        provide_context(Self { query, reload, news: loaded.live.news });
    }

    /// The context of the list under this panel.
    pub fn current() -> Self {
        // Panels are child routes of the list page, which always provides it.
        use_context().unwrap_or_else(|| Self {
            query: Memo::new(|_| Query::default()),
            reload: Reload::provide(),
            news: RwSignal::new(0),
        })
    }

    /// Calls back when the server says that lists show something new.
    pub fn on_news(self, called: impl Fn() + 'static) {
        Effect::new(move |before: Option<u32>| {
            let count = self.news.get();
            if before.is_some_and(|before| before != count) {
                untrack(&called);
            }
            count
        });
    }
}

/// What the URL asks of the list at `home`. It stays as it was while another page is being opened,
/// whose URL has a query for that.
pub fn query_in_url<K: SortKey + Send + Sync>(home: String) -> Memo<Query<K>> {
    let location = use_location();
    Memo::new(move |before: Option<&Query<K>>| {
        let here = location.pathname.read();
        let asked = Query::from_query_string(&location.search.read());
        match before {
            Some(before) if !is_within(&here, &home) => before.clone(),
            _ => asked,
        }
    })
}

/// Whether the path is that of the list, or of a panel over it.
fn is_within(path: &str, home: &str) -> bool {
    path.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The id in the URL of a panel over a list; one that cannot be an id names no `noun`.
pub fn id_in_url<Id>(noun: &'static str) -> Memo<Result<Id, AppError>>
where
    Id: FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.read().get("id").unwrap_or_default();
        text.parse().map_err(|_| {
            note_status(404);
            AppError::NotFound(noun.into())
        })
    })
}

/// The page that `query` asks for, as long as the operator likes pages to be; loaded again when that
/// changes or [`Reload`] says so.
pub fn load<T: Listed>(query: Memo<Query<T::Key>>, reload: Reload) -> Loaded<T> {
    let liked = Liked::current().of(T::LIST);
    // Columns are the page's affair, and so is the saved filter it works on.
    let of_size = |query: Query<T::Key>, size| Query {
        size: Some(query.size.unwrap_or(size)),
        columns: Vec::new(),
        saved: Saved::Unsaid,
        ..query
    };
    let asked = Memo::new(move |_| of_size(query.get(), liked.read().size));
    let (newest, live) = (Newest::new(asked), Live::none());
    // As it is by now: what changed since is another question.
    let question = move |query: &Query<T::Key>| {
        let (reloads, news) = (reload.0.get_untracked(), live.news.get_untracked());
        format!("{} {reloads} {news}", query.to_query_string())
    };
    let load = move |query: Query<T::Key>| (question(&query), fetch::<T>(query));
    let ahead = Ahead::by(move |text| {
        let query = Query::from_query_string(text);
        load(of_size(query, liked.read_untracked().size))
    });
    let answers = ahead.clone();
    let page = Resource::new(
        move || (asked.get(), reload.0.get()),
        move |(query, _)| {
            let (question, loading) = load(query.clone());
            let loaded = answers.clone().or(question, loading);
            let fetched = async { loaded.await?.downcast().map_err(|_| AppError::Unreachable) };
            async move {
                let page = newest.only(query, fetched).await;
                // On the server nothing was shown before, and another thread may be reading it.
                if cfg!(not(feature = "ssr")) {
                    live.forget();
                }
                page
            }
        },
    );
    let listens = ahead.clone();
    Effect::new(move || listens.listen());
    Effect::new(move || {
        drop(page.get());
        ahead.go_on();
    });
    newest.remember(page);
    live.follow(asked, page);
    Loaded { page, live }
}

fn fetch<T: Listed>(query: Query<T::Key>) -> Loading {
    Box::pin(async { T::fetch(query).await.map(|page| Arc::new(page) as AnyPage) })
}

/// The page of a list, and what becomes of it.
pub struct Loaded<T: Listed> {
    /// As it was loaded.
    pub page: Resource<Arc<Page<T>>>,
    /// What changed since.
    pub live: Live<T>,
}

impl<T: Listed> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Listed> Copy for Loaded<T> {}

/// Lets go of an answer that is still on its way when something else is asked: a resource would wait
/// for it before it asks again.
struct Newest<Q: Send + Sync + 'static, A: Send + Sync + 'static> {
    asked: Memo<Q>,
    /// The last answer, which stands for those that were let go.
    last: StoredValue<Option<Result<A, AppError>>>,
    waiting: StoredValue<Option<Waker>>,
}

impl<Q, A> Newest<Q, A>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    fn new(asked: Memo<Q>) -> Self {
        let waiting = StoredValue::new(None::<Waker>);
        Effect::new(move || {
            asked.track();
            if let Some(waker) = waiting.try_update_value(Option::take).flatten() {
                waker.wake();
            }
        });
        Self { asked, last: StoredValue::new(None), waiting }
    }

    /// Remembers the answers; the first one came with the page.
    fn remember(self, answers: Resource<A>) {
        Effect::new(move || self.last.set_value(answers.get()));
    }

    /// The answer to `question`; the last answer, once that is not what is asked any more.
    async fn only(
        self,
        question: Q,
        answer: impl Future<Output = Result<A, AppError>>,
    ) -> Result<A, AppError> {
        let mut answer = pin!(answer);
        poll_fn(move |context| {
            if let Poll::Ready(answer) = answer.as_mut().poll(context) {
                return Poll::Ready(answer);
            }
            let outdated = self.asked.try_get_untracked().is_some_and(|asked| asked != question);
            if let (true, Some(last)) = (outdated, self.last.try_get_value().flatten()) {
                return Poll::Ready(last);
            }
            self.waiting.try_set_value(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

impl<Q: Send + Sync, A: Send + Sync> Clone for Newest<Q, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync, A: Send + Sync> Copy for Newest<Q, A> {}

/// Focuses the row that the URL asks for, marked `data-forward`, after the rows are in the page.
pub fn put_forward() {
    Effect::new(|| {
        request_animation_frame(|| {
            let open = document().query_selector("dialog[open]").ok().flatten();
            let row = document().query_selector("[data-forward]").ok().flatten();
            if let (Some(row), None) = (row, open) {
                started();
                focus(row);
            }
        });
    });
}

/// The page has started, whatever else is to be done: each row can have the focus.
fn started() {
    if let Some(root) = document().document_element() {
        // Failing would leave it to the page's own script, which is about to do it.
        let _ = root.remove_attribute("data-starting");
    }
}
