//! A list's filter in words: what stands as chips above its table.

use serde::{Deserialize, Serialize};

/// The parts of a filter, each of which can be taken away by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chips {
    /// Whether any of them is enough; otherwise all must hold.
    pub any: bool,
    /// The parts, in the order of the filter; none where there is no filter.
    pub chips: Vec<Chip>,
}

/// One part of a filter: a criterion, or a whole group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chip {
    /// What it asks, in the words of the form: `Status is Inactive`.
    pub text: String,
    /// The filter without it, as text; blank when nothing is left.
    pub without: String,
    /// Its place in the filter.
    pub index: usize,
}

impl Chips {
    /// Whether there is no filter.
    pub fn is_empty(&self) -> bool {
        self.chips.is_empty()
    }
}
