//! The connection to SurrealDB: the engine in this process with bounded memory, or a server.

use std::{path::Path, sync::Arc};

use surrealdb::{
    IndexedResults, Surreal,
    engine::{
        any::{self, Any},
        local::Db,
    },
    method,
    opt::auth::Root,
    types::Variables,
};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

use crate::StoreError;

/// What the engine may hold of its files in memory. Its own choice is half of the machine.
const BLOCK_CACHE_BYTES: &str = "268435456";
/// What the engine gathers in memory before it writes a file. It keeps one that is being filled and
/// some that are being written, and reads them all again from the log when it starts.
const MEMTABLE_BYTES: &str = "67108864";

/// An open connection. It is one session: sign-in and transactions of one do not show in another.
#[doc(hidden)]
pub enum Connection {
    /// The engine on a folder.
    Folder(Surreal<Db>),
    /// The engine in memory, or a server.
    Other(Surreal<Any>),
}

/// A transaction that is open until it is committed or cancelled.
#[doc(hidden)]
pub enum Transaction {
    Folder(method::Transaction<Db>),
    Other(method::Transaction<Any>),
}

/// Does the same on either kind.
macro_rules! either {
    ($on:expr, $it:ident => $does:expr) => {
        match $on {
            Self::Folder($it) => $does,
            Self::Other($it) => $does,
        }
    };
}

impl Connection {
    /// Opens the engine on a folder. Every commit is on disk before it is acknowledged.
    ///
    /// The datastore is built by hand, in the steps of `surrealdb_engine_local::connect`, because
    /// that passes nothing on to the storage: it prefixes every parameter of the address with
    /// `datastore_`, which the sizes here do not have.
    pub(crate) async fn folder(folder: &Path) -> Result<Self, StoreError> {
        let failed = |error: &dyn std::fmt::Display| {
            StoreError::Setup(format!("cannot open the database {}: {error}", folder.display()))
        };
        let datastore = Datastore::builder()
            .with_config(
                ConfigMap::empty()
                    .with_key_value("datastore_sync", "every")
                    .with_key_value("surrealkv_block_cache_capacity", BLOCK_CACHE_BYTES)
                    .with_key_value("surrealkv_max_memtable_size", MEMTABLE_BYTES),
            )
            .without_maintenance_tasks()
            .build_with_path(&format!("surrealkv://{}", folder.display()))
            .await
            .map_err(|e| failed(&e))?;
        datastore.check_version().await.map_err(|e| failed(&e))?;
        datastore.bootstrap().await.map_err(|e| failed(&e))?;
        Arc::clone(&datastore).start_maintenance_tasks();
        let db = Surreal::unstable_from_datastore(datastore, None).await.map_err(|e| failed(&e))?;
        Ok(Self::Folder(db))
    }

    /// Connects to `mem://` or to a server.
    pub(crate) async fn other(endpoint: &str) -> Result<Self, StoreError> {
        let db = any::connect(endpoint)
            .await
            .map_err(|e| StoreError::Setup(format!("cannot open the database {endpoint}: {e}")))?;
        Ok(Self::Other(db))
    }

    pub(crate) async fn sign_in(&self, root: Root) -> surrealdb::Result<()> {
        either!(self, db => db.signin(root).await.map(drop))
    }

    pub(crate) async fn use_database(
        &self,
        namespace: &str,
        database: &str,
    ) -> surrealdb::Result<()> {
        either!(self, db => db.use_ns(namespace).use_db(database).await.map(drop))
    }

    /// Runs statements, each in a transaction of its own. What a statement failed with is among the
    /// results: see `IndexedResults::check` and `take`.
    pub async fn query(
        &self,
        text: impl AsRef<str>,
        vars: Variables,
    ) -> surrealdb::Result<IndexedResults> {
        either!(self, db => db.query(text.as_ref()).bind(vars).await)
    }

    /// Opens a transaction, in a session of its own.
    pub async fn begin(&self) -> surrealdb::Result<Transaction> {
        Ok(match self {
            Self::Folder(db) => Transaction::Folder(db.clone().begin().await?),
            Self::Other(db) => Transaction::Other(db.clone().begin().await?),
        })
    }

    pub(crate) async fn export(&self, file: &Path) -> surrealdb::Result<()> {
        either!(self, db => db.export(file).await)
    }

    pub(crate) async fn import(&self, file: &Path) -> surrealdb::Result<()> {
        either!(self, db => db.import(file).await)
    }
}

impl Transaction {
    /// Runs statements in the transaction.
    pub async fn query(
        &self,
        text: impl AsRef<str>,
        vars: Variables,
    ) -> surrealdb::Result<IndexedResults> {
        either!(self, transaction => transaction.query(text.as_ref()).bind(vars).await)
    }

    /// Makes what was written lasting, unless another transaction got in its way.
    pub async fn commit(self) -> surrealdb::Result<()> {
        either!(self, transaction => transaction.commit().await.map(drop))
    }

    /// Gives up what was written.
    pub async fn cancel(self) -> surrealdb::Result<()> {
        either!(self, transaction => transaction.cancel().await.map(drop))
    }
}
