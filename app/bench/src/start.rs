//! How long the program takes to start with an index that is there, and to stop.

use std::time::Duration;

use crate::{
    case::Ask,
    connection::Connection,
    error::Error,
    measure,
    program::{Program, Server},
    report::Number,
    targets::START,
};

/// How often it is started to find the longest.
const TIMES: usize = 3;

/// Starts it several times, and leaves it running the last time.
pub async fn measure(program: &Program, first_page: &Ask) -> Result<(Server, Vec<Number>), Error> {
    // The first start after a load, or with another version, may have to put the index right.
    let mut server = program.serve()?;
    let first = server.answers("/readyz").await?;
    let mut longest = Longest::default();
    for _ in 0..TIMES {
        longest.stop = longest.stop.max(server.stop()?);
        server = program.serve()?;
        longest.answers = longest.answers.max(server.answers("/healthz").await?);
        longest.ready = longest.ready.max(server.answers("/readyz").await?);
        let connection = Connection::to(&server.origin)?;
        let (took, judged) = measure::send(first_page, &connection, 0).await;
        judged.map_err(Error::Other)?;
        longest.page = longest.page.max(took);
    }
    let seconds = |name, time: Duration| Number::plain(name, time.as_secs_f64(), "s");
    let numbers = vec![
        seconds("Start: until it is ready, the very first time", first),
        seconds("Start: until it answers", longest.answers),
        Number::judged(
            "Start: until it is ready, the longest of three",
            longest.ready.as_secs_f64(),
            START,
        ),
        seconds("Start: the first page after that", longest.page),
        seconds("Stop", longest.stop),
    ];
    Ok((server, numbers))
}

#[derive(Default)]
struct Longest {
    answers: Duration,
    ready: Duration,
    page: Duration,
    stop: Duration,
}
