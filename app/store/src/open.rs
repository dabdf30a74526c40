//! Opening and closing the database.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use surrealdb::{
    Surreal,
    engine::any::{self, Any},
    opt::auth::Root,
};

use crate::{StoreError, migrate};

/// Where the database is and which rules it keeps.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// `surrealkv://./data/db` (a folder, used by one process), `mem://` (gone at the end) or
    /// `ws://host:port` (a SurrealDB server).
    pub endpoint: String,
    /// Refuses two customers of one name, whatever its case (product.md A2).
    pub unique_names: bool,
    /// The server's root user; only for `ws://`.
    pub username: Option<String>,
    /// That user's password.
    pub password: Option<String>,
}

/// The open database. Clones share one connection.
#[derive(Clone)]
pub struct Store {
    // Every clone of a `Surreal` is a new session with its own state, so one is shared.
    pub(crate) db: Arc<Surreal<Any>>,
    pub(crate) unique_names: bool,
    pub(crate) embedded: bool,
    folder: Option<PathBuf>,
}

impl Store {
    /// Connects, and brings the schema up to date.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let folder = config.endpoint.strip_prefix("surrealkv://").map(PathBuf::from);
        let db = match &folder {
            Some(folder) => connect_folder(folder).await?,
            None => connect(&config.endpoint).await?,
        };
        if let (Some(username), Some(password)) = (&config.username, &config.password) {
            let root = Root { username: username.clone(), password: password.clone() };
            db.signin(root).await.map_err(|e| {
                StoreError::Setup(format!("{} refuses the user {username}: {e}", config.endpoint))
            })?;
        }
        db.use_ns("inventory").use_db("main").await.map_err(setup)?;
        migrate::run(&db).await?;
        Ok(Self {
            db: Arc::new(db),
            unique_names: config.unique_names,
            embedded: !config.endpoint.starts_with("ws"),
            folder,
        })
    }

    /// Answers when the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.query("RETURN 1").await?.check()?;
        Ok(())
    }

    /// The connection itself, for tests that interleave transactions by hand.
    #[doc(hidden)]
    pub fn connection(&self) -> &Surreal<Any> {
        &self.db
    }

    /// Flushes and closes the database, and waits until its folder is free again.
    ///
    /// Only the last clone closes; the others just go away.
    pub async fn close(self) {
        let Self { db, folder, .. } = self;
        let last = Arc::into_inner(db);
        if let (Some(db), Some(folder)) = (last, folder) {
            drop(db);
            // The engine shuts down in a task of its own and tells nobody; its lock does.
            while is_locked(&folder) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

async fn connect_folder(folder: &Path) -> Result<Surreal<Any>, StoreError> {
    fs::create_dir_all(folder).map_err(|e| {
        StoreError::Setup(format!("cannot create the database folder {}: {e}", folder.display()))
    })?;
    if is_locked(folder) {
        return Err(StoreError::Setup(format!(
            "another customer-inventory is using {}; stop it, or choose another database folder",
            folder.display()
        )));
    }
    // Every commit is on disk before it is acknowledged. The engine's memory settings cannot be
    // given here: it prefixes every parameter of the address with `datastore_`.
    connect(&format!("surrealkv://{}?sync=every", folder.display())).await
}

async fn connect(endpoint: &str) -> Result<Surreal<Any>, StoreError> {
    any::connect(endpoint)
        .await
        .map_err(|e| StoreError::Setup(format!("cannot open the database {endpoint}: {e}")))
}

fn is_locked(folder: &Path) -> bool {
    fs::File::open(folder.join("LOCK"))
        .is_ok_and(|file| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

fn setup(error: surrealdb::Error) -> StoreError {
    StoreError::Setup(error.to_string())
}
