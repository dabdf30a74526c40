//! The inventory that is measured: seeded once, and kept.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    options::Options,
    program::{Program, Ran},
};

/// Says that the folder is complete, and how it was made.
const MARKER: &str = "seeded.json";

/// Fewest customers for the load of customers alone: with less, the program's start is what counts.
const ALONE: u64 = 100_000;

/// How the inventory was made.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Seeded {
    /// How many customers it has.
    pub customers: u64,
    /// How many service instances it has.
    pub instances: u64,
    /// The load of all of them.
    pub whole: Ran,
    /// How many customers were loaded alone, into another inventory.
    pub customers_alone: u64,
    /// The load of these.
    pub alone: Ran,
}

impl Seeded {
    /// Customers and service instances together, per second.
    pub fn rows_per_second(&self) -> f64 {
        (self.customers + self.instances) as f64 / self.whole.seconds
    }

    /// Customers per second, without service instances.
    pub fn customers_per_second(&self) -> f64 {
        self.customers_alone as f64 / self.alone.seconds
    }
}

/// The inventory of the wanted size; made unless it is there.
pub fn ready(options: &Options) -> Result<(Program, Seeded), Error> {
    let file = fs::canonicalize(&options.program)
        .map_err(Error::io(format!("{:?} is not there", options.program)))?;
    let program = Program { file, folder: options.folder.clone() };
    program.forget_log();
    let marker = options.folder.join(MARKER);
    if let Ok(text) = fs::read_to_string(&marker)
        && let Ok(seeded) = serde_json::from_str::<Seeded>(&text)
        && (seeded.customers, seeded.instances) == (options.customers, options.instances)
    {
        return Ok((program, seeded));
    }
    let seeded = make(&program, options.customers, options.instances)?;
    let text = serde_json::to_string_pretty(&seeded).unwrap_or_default();
    fs::write(&marker, text).map_err(Error::io(format!("cannot write {marker:?}")))?;
    Ok((program, seeded))
}

fn make(program: &Program, customers: u64, instances: u64) -> Result<Seeded, Error> {
    println!("Seeding {customers} customers and {instances} service instances, once.");
    let apart = Program { folder: program.folder.join("alone"), ..program.clone() };
    let customers_alone = customers.max(ALONE);
    let alone = seed(&apart, customers_alone, 0)?;
    empty(&apart)?;
    let whole = seed(program, customers, instances)?;
    Ok(Seeded { customers, instances, whole, customers_alone, alone })
}

fn seed(program: &Program, customers: u64, instances: u64) -> Result<Ran, Error> {
    empty(program)?;
    fs::create_dir_all(&program.folder)
        .map_err(Error::io(format!("cannot make {:?}", program.folder)))?;
    let (customers, instances) = (customers.to_string(), instances.to_string());
    program.run(&["seed", "--customers", &customers, "--instances", &instances])
}

/// Removes what is in the folder: what was left by a load that did not end, or is no longer needed.
fn empty(program: &Program) -> Result<(), Error> {
    for name in ["db", "db-index", "alone", MARKER] {
        let path = program.folder.join(name);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else if path.exists() {
            fs::remove_file(&path)
        } else {
            Ok(())
        };
        removed.map_err(Error::io(format!("cannot remove {path:?}")))?;
    }
    Ok(())
}
