//! A store in memory and a folder for files, per test.

use std::{fs, path::PathBuf};

use model::{Actor, Customer, CustomerDraft, CustomerStatus, Instance};
use store::{Store, StoreConfig};
use transfer::{ImportOptions, ImportReport, TransferError};

pub struct World {
    pub store: Store,
    pub actor: Actor,
    folder: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        let config = StoreConfig::new("mem://");
        Self {
            store: Store::open(&config).await.unwrap(),
            actor: Actor::local("test"),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub async fn import(&self, options: &ImportOptions) -> Result<ImportReport, TransferError> {
        transfer::import::customers(&self.store, &self.actor, options, &mut |_| {}).await
    }

    /// Imports customers from `content` with the default options.
    pub async fn import_text(
        &self,
        content: impl AsRef<[u8]>,
    ) -> Result<ImportReport, TransferError> {
        self.import(&ImportOptions::new(self.file("in.csv", content))).await
    }

    pub async fn import_instances(
        &self,
        options: &ImportOptions,
    ) -> Result<ImportReport, TransferError> {
        transfer::import::instances(&self.store, &self.actor, options, &mut |_| {}).await
    }

    pub async fn add(
        &self,
        name: &str,
        reference: Option<&str>,
        status: CustomerStatus,
    ) -> Customer {
        let draft = CustomerDraft {
            name: name.into(),
            reference: reference.map(Into::into),
            description: Some("as it was".into()),
            status,
        };
        store::customers::create(&self.store, &self.actor, &draft).await.unwrap()
    }

    /// All customers by name.
    pub async fn customers(&self) -> Vec<Customer> {
        let (mut all, mut customers) =
            (Vec::new(), store::customers::all(&self.store).await.unwrap());
        loop {
            let batch = customers.next().await.unwrap();
            if batch.is_empty() {
                break;
            }
            all.extend(batch);
        }
        all.sort_by(|a, b| (&a.name, &a.reference).cmp(&(&b.name, &b.reference)));
        all
    }

    /// The first page of instances, by name.
    pub async fn instances(&self) -> Vec<Instance> {
        store::instances::list(&self.store, &Default::default()).await.unwrap().rows
    }
}

/// Counts of a report: created, updated, unchanged, skipped, duplicates, refused.
pub fn counts(report: &ImportReport) -> [u64; 6] {
    let r = report;
    assert_eq!(r.rows, r.created + r.updated + r.unchanged + r.skipped + r.duplicates + r.refused);
    [r.created, r.updated, r.unchanged, r.skipped, r.duplicates, r.refused]
}

/// The findings as lines of text.
pub fn bad(report: &ImportReport) -> Vec<String> {
    report.bad.iter().map(ToString::to_string).collect()
}
