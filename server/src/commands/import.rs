//! `import`: customers or service instances from a CSV file.

use indicatif::HumanCount;
use store::Store;
use transfer::{Damaged, ImportOptions, ImportReport, RejectsTo, TransferError};

use super::{operator, progress::Bar};
use crate::{
    config::{Common, ImportFile, OnDuplicate},
    error::Error,
};

/// Imports customers.
pub async fn customers(common: &Common, file: &ImportFile) -> Result<(), Error> {
    let (options, mut bar) = (options(file), Bar::default());
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::import::customers(&store, &operator(), &options, &mut show).await;
    finish(store, bar, ended).await
}

/// Imports service instances.
pub async fn instances(common: &Common, file: &ImportFile) -> Result<(), Error> {
    let (options, mut bar) = (options(file), Bar::default());
    let store = Store::open(&common.store()).await?;
    let mut show = |progress| bar.show(progress);
    let ended = transfer::import::instances(&store, &operator(), &options, &mut show).await;
    finish(store, bar, ended).await
}

fn options(file: &ImportFile) -> ImportOptions {
    ImportOptions {
        mapping: file.map.clone(),
        on_duplicate: match file.on_duplicate {
            OnDuplicate::Skip => store::OnDuplicate::Skip,
            OnDuplicate::Update => store::OnDuplicate::Update,
            OnDuplicate::Error => store::OnDuplicate::Error,
        },
        dry_run: file.dry_run,
        encoding: file.encoding,
        damaged: if file.accept_damaged { Damaged::Accept } else { Damaged::default() },
        rejects: file.rejects.clone().map_or(RejectsTo::Beside, RejectsTo::File),
        ..ImportOptions::new(&file.file)
    }
}

async fn finish(
    store: Store,
    mut bar: Bar,
    ended: Result<ImportReport, TransferError>,
) -> Result<(), Error> {
    bar.clear();
    store.close().await;
    let report = ended?;
    print!("{}", describe(&report));
    match report.duplicates + report.refused {
        0 => Ok(()),
        _ if report.dry_run => Err(Error::Failed("some rows would not be imported".into())),
        _ => Err(Error::Failed("some rows were not imported".into())),
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
