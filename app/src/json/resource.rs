//! What a page loads: written into the page by the server, asked for by the browser.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering},
};
use std::{any::Any, convert::Infallible, future::Future, marker::PhantomData, pin::Pin};

use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};

use super::read;
use crate::error::AppError;

/// A `Result<T, AppError>` that is loaded, to be awaited.
///
/// Below it there is one kind of resource for all, because each kind makes the browser's program
/// 2 kB larger: what is loaded keeps its type to itself, and what the server has written stays text
/// until it is asked for.
pub struct Resource<T> {
    resource: leptos::prelude::Resource<Loaded, AsLoaded>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Resource<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Resource<T> {}

impl<T> Resource<T>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// Loads by `fetch` what `source` gives, again whenever that changes.
    pub fn new<S, F>(
        source: impl Fn() -> S + Send + Sync + 'static,
        fetch: impl Fn(S) -> F + Send + Sync + 'static,
    ) -> Self
    where
        S: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let source = Memo::new(move |_| source());
        let changes = AtomicU32::new(0);
        let changes = move || {
            // Only tracked, a memo that was never read would count as changed at the first look.
            drop(source.read());
            changes.fetch_add(1, Ordering::Relaxed)
        };
        let fetch = move || -> Loading {
            let answer = fetch(source.get_untracked());
            Box::pin(async move { Loaded::Value(Arc::new(answer.await)) })
        };
        Self { resource: new(Box::new(changes), Box::new(fetch)), kind: PhantomData }
    }

    /// Loads it once more.
    pub fn refetch(&self) {
        self.resource.refetch();
    }

    /// What is loaded; none as yet. Runs the closure again that this is called in, when that changes.
    pub fn get(&self) -> Option<Result<T, AppError>> {
        self.resource.get().map(Loaded::into_result)
    }

    /// What is loaded already.
    pub fn loaded(&self) -> Option<Result<T, AppError>> {
        self.resource.get_untracked().map(Loaded::into_result)
    }
}

impl<T> IntoFuture for Resource<T>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    type Output = Result<T, AppError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.resource.await.into_result() })
    }
}

type Loading = Pin<Box<dyn Future<Output = Loaded> + Send>>;

fn new(
    changes: Box<dyn Fn() -> u32 + Send + Sync>,
    fetch: Box<dyn Fn() -> Loading + Send + Sync>,
) -> leptos::prelude::Resource<Loaded, AsLoaded> {
    leptos::prelude::Resource::new_with_options(changes, move |_| fetch(), false)
}

/// A result, or the text that the server wrote for it.
#[derive(Clone)]
enum Loaded {
    Value(Arc<dyn Value>),
    Text(Arc<Written>),
}

/// What the server wrote, read once however many ask for it.
struct Written {
    text: Box<str>,
    value: OnceLock<Option<Box<dyn Any + Send + Sync>>>,
}

impl Loaded {
    fn into_result<T>(self) -> Result<T, AppError>
    where
        T: Clone + DeserializeOwned + Send + Sync + 'static,
    {
        let value = match &self {
            Self::Value(value) => Some(value.as_any()),
            Self::Text(written) => written.value::<Result<T, AppError>>(),
        };
        let result = value.and_then(|value| value.downcast_ref().cloned());
        result.unwrap_or(Err(AppError::Unreachable))
    }
}

impl Written {
    fn value<T: DeserializeOwned + Send + Sync + 'static>(&self) -> Option<&dyn Any> {
        let value = self.value.get_or_init(|| {
            let value: T = read(self.text.as_bytes()).ok()?;
            Some(Box::new(value))
        });
        value.as_deref().map(|value| value as &dyn Any)
    }
}

trait Value: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn to_json(&self) -> String;
}

impl<T: Serialize + Send + Sync + 'static> Value for T {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_json(&self) -> String {
        // Only the server writes; the browser does without the code for it.
        if cfg!(feature = "ssr") {
            serde_json::to_string(self).unwrap_or_default()
        } else {
            String::new()
        }
    }
}

/// The encoding of what is loaded: JSON that is read later.
struct AsLoaded;

impl Encoder<Loaded> for AsLoaded {
    type Error = Infallible;
    type Encoded = String;

    fn encode(loaded: &Loaded) -> Result<String, Infallible> {
        Ok(match loaded {
            Loaded::Value(value) => value.to_json(),
            Loaded::Text(written) => written.text.to_string(),
        })
    }
}

impl Decoder<Loaded> for AsLoaded {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Loaded, Infallible> {
        Ok(Loaded::Text(Arc::new(Written { text: text.into(), value: OnceLock::new() })))
    }
}
