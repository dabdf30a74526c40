//! The order of things: seed, start, read, write, both at once, stop, make the index anew.

use std::{fs, path::Path, time::Duration};

use chrono::{SecondsFormat, Utc};
use model::CustomerQuery;

use crate::{
    case::{Ask, Case, Kind},
    cases, check,
    connection::Connection,
    error::Error,
    growth, inventory,
    machine::{self, Machine},
    measure,
    mix::Mix,
    mixed,
    options::Options,
    process::Memory,
    program::{Program, Server},
    report::{Measured, Number, Report},
    sample::Sample,
    start, table,
    targets::{LOAD, MEMORY, REBUILD},
    totals, urls,
    writer::Writer,
    writes,
};

/// Measures everything that is wanted; tells whether all answers were right.
pub async fn run(options: &Options) -> Result<bool, Error> {
    let (program, seeded) = inventory::ready(options)?;
    let mut report = Report {
        date: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        commit: machine::commit(),
        machine: Machine::here(),
        customers: options.customers,
        instances: options.instances,
        seeded,
        numbers: loads(&seeded),
        wrong_totals: Vec::new(),
        cases: Vec::new(),
    };
    introduce(&report);
    serve(options, &program, &mut report).await?;
    if options.wants("reindex") {
        let ran = program.run(&["reindex"])?;
        report.numbers.push(Number::judged("Reindex: the whole index anew", ran.seconds, REBUILD));
        report.numbers.push(Number::judged("Reindex: memory", ran.peak_memory, MEMORY));
    }
    if let Some(file) = &options.against {
        report.numbers.extend(growth::read(file)?.compare(&mut report.cases));
    }
    report.numbers.push(Number::plain("Load of the machine at the end", machine::load(), ""));
    println!();
    report.numbers.iter().for_each(table::number);
    report.wrong_totals.iter().for_each(|wrong| println!("WRONG total: {wrong}"));
    if let Some(file) = &options.json {
        write(file, &report)?;
    }
    Ok(report.wrong_totals.is_empty() && report.cases.iter().all(|case| case.wrong == 0))
}

fn loads(seeded: &inventory::Seeded) -> Vec<Number> {
    let alone = format!("Seed: customers alone, {} of them", seeded.customers_alone);
    vec![
        Number::judged(alone, seeded.customers_per_second(), LOAD),
        Number::plain("Seed: customers and instances together", seeded.rows_per_second(), "rows/s"),
        Number::plain("Seed: all of it", seeded.whole.seconds, "s"),
        Number::judged("Seed: memory", seeded.whole.peak_memory, MEMORY),
    ]
}

/// What needs the program to serve.
async fn serve(options: &Options, program: &Program, report: &mut Report) -> Result<(), Error> {
    let path = urls::list::<model::Customer>(&CustomerQuery::default())?;
    let first_page = Ask { kind: Kind::Function, path, check: check::any() };
    let (server, numbers) = start::measure(program, &first_page).await?;
    report.numbers.extend(numbers);
    report.numbers.extend(memory("after the start", &server));
    let connection = Connection::to(&server.origin)?;
    let mut writer = Writer::new(&server.origin).await?;
    let sample = Sample::learn(&connection, options).await?;
    let rounds = usize::try_from(options.rounds).unwrap_or(usize::MAX);
    let cases = cases::all(&sample, rounds)?;
    table::head();
    read(&cases, &connection, server.pid(), options, report).await?;
    if options.wants("totals of filters") {
        add_up(&sample, &connection, report).await?;
    }
    report.numbers.extend(memory("after reading", &server));
    if options.wants("change") {
        let measured = writes::measure(&mut writer, &sample.largest, server.pid(), options).await?;
        measured.into_iter().for_each(|case| note(case, report));
    }
    if options.wants("ten readers beside a writer") {
        let length = Duration::from_secs(options.seconds);
        let mix = Mix::of(&cases);
        let measured = mixed::measure(mix, &server.origin, server.pid(), length).await?;
        measured.into_iter().for_each(|case| note(case, report));
    }
    report.numbers.extend(memory("at the end", &server));
    server.stop()?;
    let disk = |name| machine::megabytes(&program.folder.join(name));
    report.numbers.push(Number::plain("Disk: database", disk("db"), "MiB"));
    report.numbers.push(Number::plain("Disk: index", disk("db-index"), "MiB"));
    Ok(())
}

async fn read(
    cases: &[Case],
    connection: &Connection,
    pid: u32,
    options: &Options,
    report: &mut Report,
) -> Result<(), Error> {
    for case in cases.iter().filter(|case| options.wants(&case.title())) {
        note(measure::case(case, connection, pid).await?, report);
    }
    Ok(())
}

async fn add_up(
    sample: &Sample,
    connection: &Connection,
    report: &mut Report,
) -> Result<(), Error> {
    let customers = &sample.customers.rows;
    let (some, wrong) = totals::check(&sample.customers, customers, connection).await?;
    let (more, wronger) = totals::check(&sample.instances, customers, connection).await?;
    report.wrong_totals = [wrong, wronger].concat();
    let name = format!("Totals of filters that do not add up, of {}", some + more);
    report.numbers.push(Number::plain(name, report.wrong_totals.len() as f64, ""));
    Ok(())
}

fn note(case: Measured, report: &mut Report) {
    table::case(&case);
    report.cases.push(case);
}

fn memory(when: &str, server: &Server) -> Vec<Number> {
    let memory = Memory::of(server.pid()).unwrap_or_default();
    let of = |what: &str| format!("Memory {when}: {what}");
    vec![
        Number::judged(of("resident"), memory.resident, MEMORY),
        Number::plain(of("of it its own"), memory.own, "MiB"),
        Number::plain(of("of it mapped files"), memory.files, "MiB"),
        Number::judged(of("the most so far"), memory.peak, MEMORY),
    ]
}

fn introduce(report: &Report) {
    let Machine { processor, cores, memory, load } = &report.machine;
    println!("{} customers, {} service instances", report.customers, report.instances);
    println!("{cores} cores of {processor}, {memory:.0} MiB, load {load:.1}; {}", report.date);
}

fn write(file: &Path, report: &Report) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(report)
        .map_err(|error| Error::Other(format!("the results cannot be written: {error}")))?;
    fs::write(file, text + "\n").map_err(Error::io(format!("cannot write {file:?}")))?;
    println!("\nWritten to {}", file.display());
    Ok(())
}
