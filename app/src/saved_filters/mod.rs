//! Saved filters: what a list page shows, kept under a name, applied by a link, opened by default.

pub mod api;
