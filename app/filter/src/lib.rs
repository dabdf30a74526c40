//! The filter language: one tree of criteria, one short text form, the same in page, URL, search
//! index and saved filters.
//!
//! A filter is read from its text, printed as its canonical text, and asked of a row:
//!
//! ```
//! use filter::{CUSTOMERS, Filter};
//!
//! let text = "name=like='nordic' ; (status == inactive, services > 3)";
//! let filter = Filter::parse(&CUSTOMERS, text)?;
//! assert_eq!(filter.to_string(), "name=like=nordic;(status==inactive,services=gt=3)");
//!
//! let error = Filter::parse(&CUSTOMERS, "name=lik=nordic").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "At character 5: \"=lik=\" is not a condition of Name. Did you mean \"=like=\"?"
//! );
//! # Ok::<(), filter::ParseError>(())
//! ```
//!
//! The language is described in `docs/filters.md`, for the people who write filters; a test keeps it
//! true to the declarations here. How large a filter may be is in [`limits`].
//!
//! # For forms
//!
//! [`Draft`] is what a form of rows edits, half typed or not; [`date_choices`] are stretches of time
//! to choose from. [`complete()`] and [`ParseError::marked`] serve a form that is one text.
//! [`Filter::chips`] are its parts in words, each with the filter without it; [`Filter::and_only`]
//! and [`Filter::and_not`] narrow it by the value of a cell.
//!
//! # For programs
//!
//! [`Filter::node`] gives the tree, [`Criterion::test`] and [`Criterion::negated`] what is asked,
//! ready for an index. [`Filter::matches`] is the plain meaning, one row at a time; [`Keywords`] is
//! the search box. A filter is neither serialized nor read without its schema: it travels as its
//! text, and whoever receives the text knows which list it is about.

#[cfg(test)]
mod arbitrary;
mod chips;
mod complete;
mod criterion;
mod dates;
#[cfg(test)]
mod document;
pub mod draft;
mod evaluate;
mod fields;
mod fold;
mod keywords;
pub mod limits;
mod operator;
mod parse;
mod print;
mod quick;
mod range;
mod row;
mod schema;
mod suggest;
mod tree;
mod value;
mod words;

pub use complete::{Completion, Suggestion, complete};
pub use criterion::{Criterion, OneOf, Test};
pub use dates::{DateChoice, date_choices};
pub use draft::Draft;
pub use fields::{CUSTOMERS, INSTANCES, ORDERS};
pub use fold::{Folded, fold, fold_with_origin};
pub use keywords::Keywords;
pub use operator::{Operand, Operator};
pub use parse::ParseError;
pub use range::{DateRange, Moment, NumberRange, Period};
pub use row::{InstanceRow, OrderRow, Row, Value};
pub use schema::{Choice, Field, Kind, Schema};
pub use tree::{CombineError, Filter, Node};
pub use value::ValueError;
