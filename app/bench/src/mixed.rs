//! Ten readers beside a writer, each with a connection of their own. What they read is a mix of
//! the cases, in another order.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rand::Rng;
use tokio::{task::JoinSet, time::sleep};

use crate::{
    connection::Connection,
    error::Error,
    measure::{self, Tally},
    mix::Mix,
    report::Measured,
    sample::random,
    targets::{READ, Target, VISIBLE},
    writer::Writer,
};

const READERS: u64 = 10;
/// How long people look at an answer, on average. Real ones take longer.
const PAUSE: Duration = Duration::from_millis(100);

/// Measures readers who pause between requests, and then readers who do not.
pub async fn measure(
    mix: Mix,
    origin: &str,
    pid: u32,
    length: Duration,
) -> Result<Vec<Measured>, Error> {
    let mix = Arc::new(mix);
    let mut measured = Vec::new();
    let people = together(&mix, origin, pid, length, PAUSE).await?;
    measured.extend(people.named("who pause 100 ms", Some(READ), Some(VISIBLE)));
    // These wait for each other, so that only how many are answered says something.
    let machines = together(&mix, origin, pid, length, Duration::ZERO).await?;
    measured.extend(machines.named("who never pause", None, None));
    Ok(measured)
}

struct Together {
    readers: Tally,
    writer: Tally,
    length: Duration,
}

impl Together {
    fn named(self, how: &str, reading: Option<Target>, writing: Option<Target>) -> [Measured; 2] {
        let seconds = self.length.as_secs_f64();
        let per_second = |measured: Measured| Measured {
            per_second: measured.latency.requests as f64 / seconds,
            processor: None,
            ..measured
        };
        [
            per_second(self.readers.done(format!("Ten readers {how}, beside a writer"), reading)),
            per_second(self.writer.done(format!("A writer beside ten readers {how}"), writing)),
        ]
    }
}

async fn together(
    mix: &Arc<Mix>,
    origin: &str,
    pid: u32,
    length: Duration,
    pause: Duration,
) -> Result<Together, Error> {
    let begun = Instant::now();
    let (mut readers, mut writer) = (Tally::new(pid)?, Tally::new(pid)?);
    let mut tasks = JoinSet::new();
    let writing = Writer::new(origin).await?;
    for number in 0..READERS {
        let (mix, connection) = (mix.clone(), Connection::to(origin)?);
        tasks.spawn(async move {
            let mut random = random(100 + number);
            let mut tally = Tally::new(pid)?;
            while begun.elapsed() < length {
                let Some(ask) = mix.pick(&mut random) else { break };
                // The writer's customer is there, or not.
                let (took, judged) = measure::send(ask, &connection, 1).await;
                tally.add(took, judged.err());
                if !pause.is_zero() {
                    sleep(pause.mul_f64(random.random_range(0.5..1.5))).await;
                }
            }
            Ok::<_, Error>(tally)
        });
    }
    let written = write(writing, pid, begun, length).await;
    while let Some(read) = tasks.join_next().await {
        readers.join(read.map_err(|error| Error::Other(error.to_string()))??)?;
    }
    writer.join(written?)?;
    Ok(Together { readers, writer, length: begun.elapsed() })
}

/// Adds, renames and deletes customers one after the other, with pauses.
async fn write(
    mut writer: Writer,
    pid: u32,
    begun: Instant,
    length: Duration,
) -> Result<Tally, Error> {
    let mut tally = Tally::new(pid)?;
    while begun.elapsed() < length {
        if let Err(error) = write_once(&mut writer, &mut tally).await {
            tally.add(PAUSE, Some(error.to_string()));
        }
    }
    Ok(tally)
}

async fn write_once(writer: &mut Writer, tally: &mut Tally) -> Result<(), Error> {
    let (customer, took) = writer.create().await?;
    tally.add(took.shown, None);
    sleep(PAUSE).await;
    let (customer, took) = writer.rename(&customer, &format!("{} b", customer.name)).await?;
    tally.add(took.shown, None);
    sleep(PAUSE).await;
    tally.add(writer.delete(&customer).await?.shown, None);
    sleep(PAUSE).await;
    Ok(())
}
