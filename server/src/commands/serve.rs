//! `serve`: the web server until it is told to stop.

use tokio::signal::unix::{SignalKind, signal};

use crate::{
    Application, Settings,
    config::{Common, Serve},
    error::Error,
};

/// Serves until SIGTERM or SIGINT (Ctrl+C).
pub async fn run(common: &Common, options: &Serve) -> Result<(), Error> {
    let settings = Settings::new(common, options)?;
    let listen =
        |kind| signal(kind).map_err(|error| Error::failed("cannot wait for signals", error));
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    let application = Application::build(settings).await?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    application.run_until(stop).await
}
