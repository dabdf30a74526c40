//! A SurrealDB server of the test's own: a process that ends with the test.

use std::{
    env,
    ffi::OsString,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use store::{Store, StoreConfig};
use surrealdb::{engine::any, opt::auth::Root};

const USER: &str = "root";
/// Far longer than a start takes, so that only a server that cannot start is given up.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    process: Child,
    port: u16,
    password: String,
}

impl Server {
    /// Starts a server with an empty database in memory.
    pub async fn start() -> Self {
        let begun = Instant::now();
        loop {
            let mut server = Self::launch();
            if server.is_up(begun + PATIENCE).await {
                return server;
            }
            // It ended: another test took the port between its choice and the server's start.
            assert!(begun.elapsed() < PATIENCE, "the SurrealDB server does not start");
        }
    }

    fn launch() -> Self {
        let port = free_port();
        // Nobody else's server at this port takes it.
        let password = uuid::Uuid::new_v4().to_string();
        let program = program();
        let process = Command::new(&program)
            .args(["start", "--no-banner", "--log", "warn", "--user", USER, "--pass", &password])
            .args(["--bind", &format!("127.0.0.1:{port}"), "memory"])
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "cannot start the SurrealDB server {}: {error}. `make setup-surreal` builds \
                     it where it is looked for; or set SURREAL to the path of a `surreal`",
                    program.display()
                )
            });
        Self { process, port, password }
    }

    /// Waits until it takes the password; false when it ended before.
    async fn is_up(&mut self, deadline: Instant) -> bool {
        while self.process.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the SurrealDB server does not answer");
            if let Ok(db) = any::connect(self.endpoint()).await {
                let root = Root { username: USER.into(), password: self.password.clone() };
                if db.signin(root).await.is_ok() {
                    return true;
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }

    pub fn endpoint(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    /// A program on this server's database, with its read index in a folder of its own.
    pub fn config(&self, index: &Path) -> StoreConfig {
        StoreConfig {
            username: Some(USER.into()),
            password: Some(self.password.clone()),
            index: Some(index.into()),
            ..StoreConfig::new(self.endpoint())
        }
    }

    pub async fn open(&self, index: &Path) -> Store {
        Store::open(&self.config(index)).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Where `make` puts the program, unless told otherwise; else one that is on the path.
fn program() -> PathBuf {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(program) = variable("SURREAL") {
        return program.into();
    }
    let cache = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .unwrap_or_default();
    let made = cache.join("customer-inventory/tools/bin/surreal");
    if made.exists() { made } else { OsString::from("surreal").into() }
}
