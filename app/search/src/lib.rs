//! The read index: which customers, service instances and service orders match a search, in which
//! order, and how many exactly, at any size.
//!
//! The record is elsewhere; this index is derived from it and may be lost. [`Index`] is the door:
//! search with [`Search`], get [`Found`]; tell it of each [`Change`]; fill it with a [`Rebuild`].
//!
//! How a search is answered, in this order:
//!
//! | Module | What it does |
//! |---|---|
//! | `question` | turns keywords and filter into a tree of leaves, texts folded and times resolved |
//! | `answer` | answers each leaf for each segment as a set of rows, from `cache` or from tantivy |
//! | `texts` | finds the rows whose text has a needle, with `words`, trigrams or both |
//! | `sorting`, `order` | sorts a segment's rows by columns, once; the set becomes one of places in the order |
//! | `listing` | counts rows, finds how many lie before a place, takes rows from the n-th on |
//! | `page`, `values` | turns a start into such an n, and rows into ids and cursors |
//! | `matches` | keeps a listing to be read piece by piece: all rows of one moment |
//!
//! And how it is filled: `layout` turns a row into a document whose texts `grams` cuts up and
//! `collation` gives sort keys; `columns` says what the lists are made of; `indexer` is the thread that writes by `writing`, `merging` its policy;
//! `generation`, `store` and `files` are what is on disk.

mod answer;
mod bits;
mod cache;
mod change;
mod collation;
mod columns;
mod each;
mod error;
mod files;
mod generation;
mod grams;
mod index;
mod indexer;
mod layout;
mod listing;
mod matches;
mod merging;
mod order;
mod page;
mod postings;
mod question;
mod rebuild;
mod search;
mod segment;
mod shared;
mod sorting;
mod store;
mod texts;
mod values;
mod words;
mod writing;

pub use change::{Change, InstanceEntry, OrderEntry};
pub use columns::Column;
pub use error::SearchError;
pub use index::Index;
pub use matches::Matches;
pub use rebuild::Rebuild;
pub use search::{Found, Search, Start};
pub use shared::Status;

/// Part of the index's path: when rows are laid out otherwise, this is raised, and the next start
/// rebuilds.
pub const INDEX_VERSION: u32 = 2;
