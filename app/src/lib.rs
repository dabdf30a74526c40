//! Everything a user can see, and the one gated door to the data.
//!
//! Read in this order: [`router`] says which page lives at which URL, [`paths`] spells the URLs,
//! [`customers`], [`instances`], [`orders`], [`designs`] and [`saved_filters`] are the features, [`ui`]
//! holds the pieces that know none of them. `server_side` (only on the server) renders pages, answers
//! plain form posts and hands the store to the server functions.
//!
//! The browser loads at first what a list of customers needs, and the rest when it is wanted, or when
//! nothing else is to be done: [`parts`] says which parts it has. `make check-size` says how much that is.

// A page is one deeply nested type.
#![recursion_limit = "256"]
#![allow(
    missing_docs,
    reason = "the macros for components and server functions make public fields of their arguments"
)]

pub mod acting;
pub mod customers;
pub mod designs;
pub mod error;
pub mod instances;
pub mod json;
pub mod layout;
pub mod notice;
pub mod orders;
pub mod panels;
pub mod parts;
pub mod paths;
pub mod preferences;
pub mod router;
pub mod saved_filters;
pub mod submitted;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod server_side;

pub use router::{App, taken_over};
