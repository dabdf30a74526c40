//! The filter language: one tree of criteria, one short text form, the same in page, URL, search
//! index and saved filters.

#[cfg(test)]
mod arbitrary;
mod criterion;
mod evaluate;
mod fields;
mod fold;
mod keywords;
pub mod limits;
mod operator;
mod parse;
mod print;
mod range;
mod row;
mod schema;
mod suggest;
mod tree;
mod value;

pub use criterion::{Criterion, OneOf, Test};
pub use fields::{CUSTOMERS, INSTANCES};
pub use fold::{Folded, fold, fold_with_origin};
pub use keywords::Keywords;
pub use operator::{Operand, Operator};
pub use parse::ParseError;
pub use range::{DateRange, Moment, NumberRange, Period};
pub use row::{InstanceRow, Row, Value};
pub use schema::{Choice, Field, Kind, Schema};
pub use tree::{CombineError, Filter, Node};
pub use value::ValueError;
