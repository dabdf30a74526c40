//! What Linux tells of a running process: its memory and its processor time.

use std::{fs, time::Duration};

use serde::{Deserialize, Serialize};

/// Memory of a process, in MiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Held now.
    pub resident: f64,
    /// The most that was held.
    pub peak: f64,
    /// The part of `resident` that is the process's own.
    pub own: f64,
    /// The part of `resident` that is mapped files, which the system takes back when it needs to.
    pub files: f64,
}

impl Memory {
    /// Of a running process; nothing for one that is gone.
    pub fn of(pid: u32) -> Option<Self> {
        Self::read(&fs::read_to_string(format!("/proc/{pid}/status")).ok()?)
    }

    fn read(status: &str) -> Option<Self> {
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
            Some(kilobytes / 1_024.0)
        };
        Some(Self {
            resident: of("VmRSS:")?,
            peak: of("VmHWM:")?,
            own: of("RssAnon:")?,
            files: of("RssFile:")?,
        })
    }
}

/// How long the threads of a process have run, in steps of ten milliseconds.
pub fn processor_time(pid: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Duration::from_millis(ticks(&stat) * 10)
}

/// Ticks in user and system mode: the 14th and 15th field. The second may have any character in it,
/// and ends with the last parenthesis.
fn ticks(stat: &str) -> u64 {
    let rest = stat.rsplit(')').next().unwrap_or_default();
    rest.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_megabytes() {
        let status = "Name:\tx\nVmHWM:\t  4096 kB\nVmRSS:\t  2048 kB\nRssAnon:\t 1024 kB\nRssFile:\t 512 kB\n";
        let memory = Memory { resident: 2.0, peak: 4.0, own: 1.0, files: 0.5 };
        assert_eq!(Memory::read(status), Some(memory));
        assert_eq!(Memory::read("Name:\tzombie\n"), None);
    }

    #[test]
    fn processor_time_is_found_behind_any_name() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 30 12 0 0 20 0";
        assert_eq!(ticks(stat), 42);
    }

    #[test]
    fn this_process_has_memory() {
        assert!(Memory::of(std::process::id()).unwrap().resident > 0.0);
    }
}
