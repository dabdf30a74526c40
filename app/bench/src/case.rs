//! A case: requests of one kind, and the target for them.

use crate::{check::Check, targets::Target};

/// Requests of one kind, in the order in which they are sent.
pub struct Case {
    /// What it is part of: `Search customers`.
    pub group: String,
    /// What is asked: `rare word, new`.
    pub name: String,
    /// What is to be reached.
    pub target: Target,
    /// The requests.
    pub asks: Vec<Ask>,
    /// How many requests are sent; when there are fewer, they are sent again from the first on.
    pub rounds: usize,
}

/// One request, and what its answer must be.
#[derive(Clone)]
pub struct Ask {
    /// How it is asked.
    pub kind: Kind,
    /// The path and the query string.
    pub path: String,
    /// What its answer must be.
    pub check: Check,
}

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By the browser's program.
    Function,
    /// By somebody who opens the page.
    Page,
}

impl Case {
    /// The group and the name.
    pub fn title(&self) -> String {
        format!("{}: {}", self.group, self.name)
    }
}
