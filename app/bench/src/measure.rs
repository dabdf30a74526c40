//! Measures one case: one request after the other, over one connection.

use std::time::{Duration, Instant};

use crate::{
    case::{Ask, Case, Kind},
    connection::Connection,
    error::Error,
    figures::Latencies,
    process,
    report::Measured,
    targets::Target,
};

/// Sends the requests of a case.
pub async fn case(case: &Case, connection: &Connection, pid: u32) -> Result<Measured, Error> {
    let mut tally = Tally::new(pid)?;
    let mut matches = None;
    for ask in case.asks.iter().cycle().take(case.rounds) {
        let (took, judged) = send(ask, connection, 0).await;
        matches = judged.as_ref().ok().copied().flatten().or(matches);
        tally.add(took, judged.err());
    }
    Ok(Measured { matches, ..tally.done(case.title(), Some(case.target)) })
}

/// Sends one request, and judges its answer; the total may differ by `slack`.
pub async fn send(ask: &Ask, connection: &Connection, slack: u64) -> (Duration, Judged) {
    let begun = Instant::now();
    let answer = match ask.kind {
        Kind::Function => connection.call(&ask.path).await,
        Kind::Page => connection.page(&ask.path).await,
    };
    let (took, judged) = match answer {
        Ok(answer) => (answer.took, (ask.check)(&answer, slack)),
        Err(error) => (begun.elapsed(), Err(error.to_string())),
    };
    (took, judged.map_err(|why| format!("{}: {why}", ask.path)))
}

/// How many rows match, or what is wrong with the answer.
pub type Judged = Result<Option<u64>, String>;

/// Latencies and mistakes so far.
pub struct Tally {
    latencies: Latencies,
    wrong: u64,
    first_wrong: Option<String>,
    spent: Duration,
    pid: u32,
    ran: Duration,
}

impl Tally {
    /// Nothing yet; the processor time of this process counts from now on.
    pub fn new(pid: u32) -> Result<Self, Error> {
        let latencies = Latencies::new()?;
        let ran = process::processor_time(pid);
        Ok(Self { latencies, wrong: 0, first_wrong: None, spent: Duration::ZERO, pid, ran })
    }

    /// Counts an answer, and what is wrong with it.
    pub fn add(&mut self, took: Duration, wrong: Option<String>) {
        self.latencies.add(took);
        self.spent += took;
        self.wrong += u64::from(wrong.is_some());
        self.first_wrong = self.first_wrong.take().or(wrong);
    }

    /// Counts what somebody else counted.
    pub fn join(&mut self, other: Self) -> Result<(), Error> {
        self.latencies.join(&other.latencies)?;
        self.spent += other.spent;
        self.wrong += other.wrong;
        self.first_wrong = self.first_wrong.take().or(other.first_wrong);
        Ok(())
    }

    /// What it amounts to. Requests per second are those that one after the other would be.
    pub fn done(self, name: String, target: Option<Target>) -> Measured {
        let latency = self.latencies.percentiles();
        let ran = process::processor_time(self.pid).saturating_sub(self.ran).as_secs_f64();
        let requests = latency.requests.max(1) as f64;
        Measured {
            name,
            matches: None,
            latency,
            per_second: requests / self.spent.as_secs_f64().max(1e-6),
            processor: Some(ran * 1_000.0 / requests),
            target,
            // Nothing that was answered wrongly meets a target.
            verdict: target.map(|target| match self.wrong {
                0 => target.judge(latency.p99),
                _ => target.judge(f64::NAN),
            }),
            wrong: self.wrong,
            first_wrong: self.first_wrong,
            growth: None,
        }
    }
}
