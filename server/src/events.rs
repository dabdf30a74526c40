//! Tells browsers that lists show something new, as server-sent events: what it is they ask for
//! themselves.

use std::{convert::Infallible, time::Duration};

use app::server_side::AppContext;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::{Stream, stream};
use model::Actor;
use tokio::sync::watch;

/// The shortest time between two events: an import writes many times a second.
const PAUSE: Duration = Duration::from_millis(500);

/// Events for as long as the browser listens, or until the program stops.
pub async fn events(
    State(context): State<AppContext>,
    actor: Option<Extension<Actor>>,
) -> Response {
    match actor {
        Some(_) => {
            Sse::new(told(context.store.news())).keep_alive(KeepAlive::default()).into_response()
        }
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

fn told(news: watch::Receiver<Option<u64>>) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((news, false), |(mut news, told_before)| async move {
        if told_before {
            // Another listener, because this one must not miss what comes meanwhile.
            let mut ending = news.clone();
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                _ = ending.wait_for(Option::is_none) => return None,
            }
        }
        news.changed().await.ok()?;
        let count = (*news.borrow_and_update())?;
        Some((Ok(Event::default().data(count.to_string())), (news, true)))
    })
}
