//! The read index.
