//! Handing an order over to the workflow engine: what it is given, and when it is tried again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{instance::Instance, order::Order};

/// How often an order is handed over in vain before it is given up.
pub const MAX_TRIES: u32 = 20;
/// The wait after the first try; it doubles with each.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// An order that is to be handed over, with all that the engine needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// What is to be done. Its attempt must come back with the engine's reports.
    pub order: Order,
    /// The instance it is for.
    pub instance: Instance,
    /// The instance's description: a JSON object.
    pub body: serde_json::Map<String, serde_json::Value>,
    /// The customer's reference number.
    pub customer_reference: Option<String>,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl Delivery {
    /// The same for every try of an attempt of an order, and only for these: the engine does what it
    /// is given twice once.
    pub fn key(&self) -> String {
        format!("{}-{}", self.order.id, self.order.attempt)
    }
}

/// An order that could not be handed over and is not tried any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadDelivery {
    /// It is queued still.
    pub order: Order,
    /// How often it was tried.
    pub tries: u32,
    /// What the last try failed with.
    pub last_error: String,
}

/// How long to wait after so many tries in vain; `None`: it is given up.
///
/// A second at first, then twice as long each time, up to five minutes: an engine that restarts gets
/// its orders at once, and one that is away gets them for about an hour.
pub fn wait_after(tries: u32) -> Option<Duration> {
    if tries >= MAX_TRIES {
        return None;
    }
    let doubled = 1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX);
    Some(FIRST_WAIT.saturating_mul(doubled).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_five_minutes_and_ends_after_twenty_tries() {
        let waits: Vec<_> = (1..).map_while(wait_after).map(|wait| wait.as_secs()).collect();
        assert_eq!(waits[..10], [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        assert_eq!(waits.len(), 19, "the twentieth try is the last");
        assert!(waits[9..].iter().all(|wait| *wait == 300));
        assert_eq!(waits.iter().sum::<u64>(), 3_511, "about an hour");
        assert_eq!((wait_after(0), wait_after(u32::MAX)), (Some(FIRST_WAIT), None));
    }
}
