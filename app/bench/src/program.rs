//! The program that is measured: one process for a command, one that serves.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{connection::Connection, error::Error, process::Memory};

/// How often a process is looked at.
const TICK: Duration = Duration::from_millis(5);
/// How long it may take to become ready: an index of another layout is made anew first.
const PATIENCE: Duration = Duration::from_secs(1_800);
/// How long it may take to stop.
const FAREWELL: Duration = Duration::from_secs(60);

/// Where the program is, and the folder it works in.
#[derive(Clone, Debug)]
pub struct Program {
    /// The executable.
    pub file: PathBuf,
    /// What has the database, its index and the log.
    pub folder: PathBuf,
}

/// How a command went.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Ran {
    /// How long it took.
    pub seconds: f64,
    /// The most memory it held, in MiB.
    pub peak_memory: f64,
}

impl Program {
    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Result<Ran, Error> {
        let begun = Instant::now();
        let mut child = self.start(arguments)?;
        let mut peak_memory = 0.0_f64;
        loop {
            let ended = child.try_wait().map_err(Error::io("cannot wait for the program"))?;
            if let Some(status) = ended {
                let seconds = begun.elapsed().as_secs_f64();
                return if status.success() {
                    Ok(Ran { seconds, peak_memory })
                } else {
                    Err(Error::Other(format!("{arguments:?} failed; see {:?}", self.log())))
                };
            }
            peak_memory = Memory::of(child.id()).map_or(peak_memory, |memory| memory.peak);
            thread::sleep(TICK);
        }
    }

    /// Starts to serve at a free port; `ready` waits until it does.
    pub fn serve(&self) -> Result<Server, Error> {
        let cannot = "no port is free";
        let listener = TcpListener::bind("127.0.0.1:0").map_err(Error::io(cannot))?;
        let address = listener.local_addr().map_err(Error::io(cannot))?.to_string();
        drop(listener);
        let begun = Instant::now();
        let child = self.start(&["serve", "--addr", &address])?;
        Ok(Server { child, begun, origin: format!("http://{address}"), log: self.log() })
    }

    fn start(&self, arguments: &[&str]) -> Result<Child, Error> {
        let log = File::options().create(true).append(true).open(self.log());
        let log = log.map_err(Error::io(format!("cannot write {:?}", self.log())))?;
        let same = log.try_clone().map_err(Error::io("cannot write the log"))?;
        let database = format!("surrealkv://{}", self.folder.join("db").display());
        let mut command = Command::new(&self.file);
        // What is set for another run of the program must not change this one.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CUSTOMER_INVENTORY_") {
                command.env_remove(name);
            }
        }
        command
            .args(["--database", &database])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(same)
            .spawn()
            .map_err(Error::io(format!("cannot start {:?}", self.file)))
    }

    /// Removes the log of earlier runs.
    pub fn forget_log(&self) {
        // It fails when there is none.
        let _ = fs::remove_file(self.log());
    }

    fn log(&self) -> PathBuf {
        self.folder.join("program.log")
    }
}

/// The program while it serves. It is stopped when this is dropped.
pub struct Server {
    child: Child,
    begun: Instant,
    log: PathBuf,
    /// Where it listens: `http://127.0.0.1:3000`.
    pub origin: String,
}

impl Server {
    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until this path is answered with 200, and tells how long after the start that is.
    pub async fn answers(&mut self, path: &str) -> Result<Duration, Error> {
        let connection = Connection::to(&self.origin)?;
        while self.begun.elapsed() < PATIENCE {
            if let Ok(answer) = connection.page(path).await
                && answer.status == 200
            {
                return Ok(self.begun.elapsed());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Error::Other(format!("it ended: {status}; see {:?}", self.log)));
            }
            tokio::time::sleep(TICK).await;
        }
        Err(Error::Other(format!("it was not ready in time; see {:?}", self.log)))
    }

    /// Tells it to stop as a supervisor does, waits for it, and tells how long that took.
    pub fn stop(mut self) -> Result<Duration, Error> {
        let begun = Instant::now();
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        told.map_err(Error::io("cannot run kill"))?;
        while begun.elapsed() < FAREWELL {
            if let Ok(Some(_)) = self.child.try_wait() {
                return Ok(begun.elapsed());
            }
            thread::sleep(TICK);
        }
        Err(Error::Other(format!("it did not stop in {} s", FAREWELL.as_secs())))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It fails only when the process is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
