//! Opening and closing the database.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use surrealdb::{opt::auth::Root, types::Variables};

use search::{Index, Status};

use crate::{
    StoreError,
    connection::Connection,
    designs::{self, Validators},
    index, migrate,
    news::News,
};

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
    /// The folder of the read index; by default beside the database's folder, as `db-index`, in
    /// memory for `mem://`, and `./data/index` for a server.
    pub index: Option<PathBuf>,
}

impl StoreConfig {
    /// A database without user, with the usual rules and the index in its usual place.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            unique_names: false,
            username: None,
            password: None,
            index: None,
        }
    }

    fn folder(&self) -> Option<&str> {
        self.endpoint.strip_prefix("surrealkv://")
    }

    fn index_folder(&self) -> Option<PathBuf> {
        match (&self.index, self.folder()) {
            (Some(folder), _) => Some(folder.clone()),
            (None, Some(folder)) => Some(format!("{}-index", folder.trim_end_matches('/')).into()),
            (None, None) if self.endpoint.starts_with("mem") => None,
            (None, None) => Some("./data/index".into()),
        }
    }
}

/// The open database. Clones share one connection.
#[derive(Clone)]
pub struct Store {
    pub(crate) db: Arc<Connection>,
    pub(crate) unique_names: bool,
    pub(crate) embedded: bool,
    pub(crate) index: Arc<Index>,
    pub(crate) clock: index::Clock,
    pub(crate) news: News,
    pub(crate) validators: Validators,
    folder: Option<PathBuf>,
}

impl Store {
    /// Connects, brings the schema up to date, and puts the designs that the program brings with it
    /// into the catalogue.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        let folder = config.folder().map(PathBuf::from);
        let db = match &folder {
            Some(folder) => connect_folder(folder).await?,
            None => Connection::other(&config.endpoint).await?,
        };
        if let (Some(username), Some(password)) = (&config.username, &config.password) {
            let root = Root { username: username.clone(), password: password.clone() };
            db.sign_in(root).await.map_err(|e| {
                StoreError::Setup(format!("{} refuses the user {username}: {e}", config.endpoint))
            })?;
        }
        db.use_database("inventory", "main").await.map_err(setup)?;
        migrate::run(&db, config.unique_names).await?;
        let index = config.index_folder();
        let index = Index::open(index.as_deref()).map_err(|error| {
            let folder = index.unwrap_or_default();
            StoreError::Setup(format!("cannot use the index folder {}: {error}", folder.display()))
        })?;
        let store = Self {
            db: Arc::new(db),
            unique_names: config.unique_names,
            embedded: !config.endpoint.starts_with("ws"),
            index: Arc::new(index),
            clock: index::Clock::default(),
            news: News::default(),
            validators: Validators::default(),
            folder,
        };
        designs::ship(&store).await?;
        index::set_clock(&store).await?;
        let mut usable = store.index.status() == Status::Ready && index::catch_up(&store).await?;
        // On a server others may be writing at this moment; the check each minute waits for them.
        if usable && store.embedded && !store.counts_agree().await? {
            store.index.distrust();
            usable = false;
        }
        if !usable {
            index::rebuild_if_small(&store).await?;
        }
        Ok(store)
    }

    /// Answers when the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.query("RETURN 1", Variables::new()).await?.check()?;
        Ok(())
    }

    /// The connection itself, for tests that interleave transactions by hand.
    #[doc(hidden)]
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    /// Flushes and closes the database, and waits until its folder is free again.
    ///
    /// Only the last clone closes; the others just go away.
    pub async fn close(self) {
        if let Err(error) = self.flush().await {
            tracing::warn!("the search index is behind: {error}");
        }
        let Self { db, folder, index, embedded, clock, .. } = self;
        let last = Arc::into_inner(db);
        if last.is_some() && embedded {
            index::complete(&index, &clock);
        }
        drop(index);
        if let (Some(db), Some(folder)) = (last, folder) {
            drop(db);
            // The engine shuts down in a task of its own and tells nobody; its lock does.
            while is_locked(&folder) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

async fn connect_folder(folder: &Path) -> Result<Connection, StoreError> {
    fs::create_dir_all(folder).map_err(|e| {
        StoreError::Setup(format!("cannot create the database folder {}: {e}", folder.display()))
    })?;
    if is_locked(folder) {
        return Err(StoreError::Setup(format!(
            "another customer-inventory is using {}; stop it, or choose another database folder",
            folder.display()
        )));
    }
    Connection::folder(folder).await
}

fn is_locked(folder: &Path) -> bool {
    fs::File::open(folder.join("LOCK"))
        .is_ok_and(|file| matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

fn setup(error: surrealdb::Error) -> StoreError {
    StoreError::Setup(error.to_string())
}
