//! Where it is measured: numbers say little without it.

use std::{fs, path::Path, process::Command, thread};

use serde::Serialize;

/// The machine, and how busy it is before the measuring begins.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// What the processor calls itself.
    pub processor: String,
    /// How many cores there are.
    pub cores: usize,
    /// How much memory there is, in MiB.
    pub memory: f64,
    /// Tasks that wanted a processor in the last minute, on average.
    pub load: f64,
}

impl Machine {
    /// This one.
    pub fn here() -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        Self {
            processor: value(&read("/proc/cpuinfo"), "model name").unwrap_or_default(),
            cores: thread::available_parallelism().map_or(0, usize::from),
            memory: value(&read("/proc/meminfo"), "MemTotal")
                .map_or(0.0, |text| in_megabytes(&text)),
            load: load(),
        }
    }
}

/// Tasks that wanted a processor in the last minute, on average.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or_default()
}

/// What the source in this folder is: its commit, and whether something was changed since.
pub fn commit() -> Option<String> {
    let told = Command::new("git").args(["describe", "--always", "--dirty"]).output().ok()?;
    let text = String::from_utf8(told.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Bytes in all files below a folder, in MiB.
pub fn megabytes(folder: &Path) -> f64 {
    fn bytes(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let size = |entry: fs::DirEntry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        };
        entries.map(size).sum()
    }
    bytes(folder) as f64 / 1_048_576.0
}

fn value(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
}

fn in_megabytes(kilobytes: &str) -> f64 {
    let number = kilobytes.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    number.unwrap_or_default() / 1_024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_behind_a_colon() {
        let text = "processor\t: 0\nmodel name\t: Some CPU\nmodel name\t: Other\n";
        assert_eq!(value(text, "model name").unwrap(), "Some CPU");
        assert!((in_megabytes("2048 kB") - 2.0).abs() < 1e-9);
    }
}
