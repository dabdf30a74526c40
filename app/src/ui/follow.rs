//! What is shown beside or over a list follows what happens to it.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};
use model::SortKey;

use super::list::ListContext;
use crate::error::AppError;

/// Looks again when what this returns is called, and when the server says that lists show something
/// new. Only what differs is drawn anew; `on_gone` is called where it is not there any more.
pub fn follow<K, T, F>(
    list: ListContext<K>,
    now: RwSignal<T>,
    look: impl Fn() -> F + Send + Sync + 'static,
    on_gone: Callback<()>,
) -> Callback<()>
where
    K: SortKey + Send + Sync,
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
{
    let look_again = Callback::new(move |()| {
        let seen = look();
        spawn_local(async move {
            match seen.await {
                Ok(seen) if now.try_read_untracked().is_some_and(|now| *now != seen) => {
                    now.set(seen);
                }
                Err(AppError::NotFound(_)) if now.try_read_untracked().is_some() => on_gone.run(()),
                // What is shown is as good as anything until the next news.
                _ => {}
            }
        });
    });
    list.on_news(move || look_again.run(()));
    look_again
}
