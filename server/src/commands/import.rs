//! `import`: customers or service instances from a CSV file, or as a vendor's API returns them.

use std::path::PathBuf;

use indicatif::HumanCount;
use store::Store;
use transfer::{Damaged, ImportOptions, ImportReport, Paragon, RejectsTo};

use super::{operator, progress::Bar};
use crate::{
    config::{Common, ImportFile, ImportParagon, OnDuplicate},
    error::Error,
};

/// Imports customers.
pub async fn customers(common: &Common, file: &ImportFile) -> Result<(), Error> {
    let (options, mut bar) = (options(file), Bar::default());
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::import::customers(&store, &operator(), &options, &mut show).await;
    bar.clear();
    store.close().await;
    let report = ended?;
    print!("{}", describe(&report));
    all_taken(&[report])
}

/// Imports service instances.
pub async fn instances(common: &Common, file: &ImportFile) -> Result<(), Error> {
    let (options, mut bar) = (options(file), Bar::default());
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::import::instances(&store, &operator(), &options, &mut show).await;
    bar.clear();
    store.close().await;
    let report = ended?;
    print!("{}", describe(&report));
    all_taken(&[report])
}

/// Imports customers, then service instances, from what an API returned.
pub async fn paragon(common: &Common, files: &ImportParagon) -> Result<(), Error> {
    let mut bar = Bar::default();
    let store = Store::open(&common.store()).await?;
    let ended = from_api(&store, files, &mut bar).await;
    bar.clear();
    store.close().await;
    all_taken(&ended?)
}

async fn from_api(
    store: &Store,
    files: &ImportParagon,
    bar: &mut Bar,
) -> Result<Vec<ImportReport>, Error> {
    let (actor, mut reports) = (operator(), Vec::new());
    let import = Paragon::new(store, &actor);
    let options = |path: &PathBuf| ImportOptions {
        on_duplicate: on_duplicate(files.on_duplicate),
        dry_run: files.dry_run,
        ..ImportOptions::new(path)
    };
    if let Some(path) = &files.customers {
        let report = import.customers(&options(path), &mut |progress| bar.show(progress)).await?;
        bar.clear();
        print!("Customers: {}", describe(&report));
        reports.push(report);
    }
    if let Some(path) = &files.instances {
        let report = import.instances(&options(path), &mut |progress| bar.show(progress)).await?;
        bar.clear();
        print!("Service instances: {}", describe(&report));
        reports.push(report);
    }
    Ok(reports)
}

fn options(file: &ImportFile) -> ImportOptions {
    ImportOptions {
        mapping: file.map.clone(),
        on_duplicate: on_duplicate(file.on_duplicate),
        dry_run: file.dry_run,
        encoding: file.encoding,
        damaged: if file.accept_damaged { Damaged::Accept } else { Damaged::default() },
        rejects: file.rejects.clone().map_or(RejectsTo::Beside, RejectsTo::File),
        ..ImportOptions::new(&file.file)
    }
}

fn on_duplicate(wanted: OnDuplicate) -> store::OnDuplicate {
    match wanted {
        OnDuplicate::Skip => store::OnDuplicate::Skip,
        OnDuplicate::Update => store::OnDuplicate::Update,
        OnDuplicate::Error => store::OnDuplicate::Error,
    }
}

/// An error, for scripts to notice, if a row was not imported.
fn all_taken(reports: &[ImportReport]) -> Result<(), Error> {
    let bad = reports.iter().find(|report| report.duplicates + report.refused > 0);
    match bad {
        None => Ok(()),
        Some(bad) if bad.dry_run => Err(Error::Failed("some rows would not be imported".into())),
        Some(_) => Err(Error::Failed("some rows were not imported".into())),
    }
}

/// The report in words, one line per thing there is to say.
fn describe(report: &ImportReport) -> String {
    let would = if report.dry_run { "would be " } else { "" };
    let mut text = format!("{} rows", HumanCount(report.rows));
    for (count, what) in [
        (report.created, format!("{would}created")),
        (report.updated, format!("{would}updated")),
        (report.unchanged, "unchanged".into()),
        (report.skipped, format!("{would}skipped")),
        (report.duplicates, "repeated in the file".into()),
        (report.refused, "refused".into()),
    ] {
        if count > 0 {
            text += &format!(", {} {what}", HumanCount(count));
        }
    }
    text += ".\n";
    if report.dry_run {
        text += "This was a dry run; nothing was stored.\n";
    }
    text += &listed("not imported", &report.bad, report.duplicates + report.refused);
    text += &listed("look damaged", &report.warned, report.warnings);
    if let Some(path) = &report.rejects {
        text += &format!("The rows not imported are in {}, with the reasons.\n", path.display());
    }
    text
}

fn listed(what: &str, findings: &[transfer::Finding], total: u64) -> String {
    if total == 0 {
        return String::new();
    }
    let mut text = format!("{} {what}:\n", HumanCount(total));
    for finding in findings {
        text += &format!("  {finding}\n");
    }
    let more = total.saturating_sub(findings.len() as u64);
    if more > 0 {
        text += &format!("  and {} more\n", HumanCount(more));
    }
    text
}
