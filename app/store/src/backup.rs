//! Backup to a file and back, by the engine's own export and import.

use std::{fs, path::Path};

use surrealdb::types::Variables;

use crate::{Store, StoreError, migrate};

impl Store {
    /// Writes everything into a file of SurrealQL. An existing file is replaced when all is written.
    pub async fn backup(&self, path: &Path) -> Result<(), StoreError> {
        self.embedded_only()?;
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".part");
        let failed = |e: String| StoreError::Setup(format!("cannot write {}: {e}", path.display()));
        self.db.export(Path::new(&unfinished)).await.map_err(|e| failed(e.to_string()))?;
        fs::File::open(&unfinished)
            .and_then(|f| f.sync_all())
            .map_err(|e| failed(e.to_string()))?;
        fs::rename(&unfinished, path).map_err(|e| failed(e.to_string()))
    }

    /// Fills an empty database from a [`backup`](Self::backup), and brings it up to date.
    pub async fn restore(&self, path: &Path) -> Result<(), StoreError> {
        self.embedded_only()?;
        let tables = [
            ("customer", "customers"),
            ("service_order", "service orders"),
            ("saved_filter", "saved filters"),
        ];
        for (table, what) in tables {
            if self.count(table).await? > 0 {
                return Err(StoreError::Setup(format!(
                    "the database already holds {what}; restore into an empty one"
                )));
            }
        }
        fs::metadata(path)
            .map_err(|e| StoreError::Setup(format!("cannot read {}: {e}", path.display())))?;
        // The file brings the schema and its steps with it.
        self.db.query("DELETE migration RETURN NONE", Variables::new()).await?.check()?;
        self.db.import(path).await.map_err(|e| {
            StoreError::Setup(format!(
                "cannot restore {}: {e}. What was read until then stays: start again with an \
                 empty database",
                path.display()
            ))
        })?;
        migrate::run(&self.db, self.unique_names).await?;
        self.reindex().await.map(|_| ())
    }

    fn embedded_only(&self) -> Result<(), StoreError> {
        if self.embedded {
            return Ok(());
        }
        Err(StoreError::Setup(
            "a SurrealDB server backs itself up: use `surreal export` and `surreal import` there"
                .into(),
        ))
    }
}
