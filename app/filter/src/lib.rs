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
//! # The language
//!
//! A criterion is a field, a condition and a value. Criteria are combined:
//!
//! | Written | Holds where |
//! |---|---|
//! | `a;b` | both hold |
//! | `a,b` | at least one holds; `;` binds tighter, so `a;b,c` is `(a;b),c` |
//! | `(a,b);c` | parentheses first, up to 8 within each other |
//! | `!(a)` | `a` does not hold; the parentheses are needed |
//!
//! Which conditions a field has depends on what its values are ([`Field::operators`]):
//!
//! | Written | Condition | Fields | Holds where |
//! |---|---|---|---|
//! | `f==v` | is | all | the value is `v`; a time lies within the day, or is exactly the instant |
//! | `f!=v` | is not | all | `f==v` does not hold |
//! | `f=like=v` | contains | text | `v` stands somewhere in the value |
//! | `f=unlike=v` | does not contain | text | `f=like=v` does not hold |
//! | `f=starts=v` | starts with | text | the value begins with `v` |
//! | `f=ends=v` | ends with | text | the value ends with `v` |
//! | `f=in=(v,w)` | in | text, choice, number, id | the value is one of these, at most 200 |
//! | `f=out=(v,w)` | not in | text, choice, number, id | `f=in=(v,w)` does not hold |
//! | `f=lt=v`, `f<v` | < | number | the value is less than `v` |
//! | `f=le=v`, `f<=v` | ≤ | number | the value is `v` or less |
//! | `f=gt=v`, `f>v` | > | number | the value is more than `v` |
//! | `f=ge=v`, `f>=v` | ≥ | number | the value is `v` or more |
//! | `f=between=(v,w)` | between | number, date | the value lies between these or is one of them; a day counts as a whole |
//! | `f=before=v` | before | date | the time is before the day begins, or before the instant |
//! | `f=after=v` | after | date | the time is after the day ends, or after the instant |
//! | `f=last=n` | in the last N days | date | the time lies between `n` × 24 hours ago and now; 1 to 36,500 |
//! | `f=empty=true` | is empty | optional | there is no value |
//! | `f=empty=false` | is not empty | optional | there is a value |
//!
//! A missing value is not anything: of these conditions it meets only `!=`, `=unlike=`, `=out=` and
//! `=empty=true`. A field with several values, such as the states of a customer's services, meets a
//! condition when any of its values does, and `!=` and `=out=` when none is what they name.
//!
//! Values:
//!
//! | Kind | Written | Compared |
//! |---|---|---|
//! | text | `nordic`, `"Nordic Fiber"` | by [`fold()`]: without regard to case and accents; `*` and `%` are themselves |
//! | number | `3` | as a whole number from 0 |
//! | date | `2026-11-24` (the day in UTC) or `2026-11-24T10:00:00Z` (in any zone) | as a time |
//! | choice | `active`, `feasibility_checked` | exactly |
//! | id | `7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d` | exactly |
//!
//! A value needs double quotes when it has white space or any of `"` `'` `(` `)` `;` `,` `=` `!`
//! `<` `>` `\`. Within them `\"` is a quote and `\\` a backslash. Single quotes will do on input;
//! white space may stand around everything. Only one text of a filter is canonical: the one that
//! [`Filter`] prints, without needless spaces, parentheses and quotes (letters, digits and `-` `_`
//! `.` `:` `@` `/` do without).
//!
//! What customers have is in [`CUSTOMERS`], what service instances have in [`INSTANCES`]; how large
//! a filter may be is in [`limits`].
//!
//! # For programs
//!
//! [`Filter::node`] gives the tree, [`Criterion::test`] and [`Criterion::negated`] what is asked,
//! ready for an index. [`Filter::matches`] is the plain meaning, one row at a time; [`Keywords`] is
//! the search box. A filter is neither serialized nor read without its schema: it travels as its
//! text, and whoever receives the text knows whether it is about customers or instances.

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
