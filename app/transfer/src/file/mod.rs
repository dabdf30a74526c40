//! Reading CSV files as people have them, and JSON as programs write it, and writing the rows that were
//! refused.
//!
//! Read in this order: [`input`] opens a file, [`header`] knows its columns, [`records`] cuts it
//! into rows with exact lines, [`rows`] hands them out in batches; [`mojibake`] and
//! [`windows1252`] know damaged and foreign text, [`formula`] text that a spreadsheet would run;
//! [`part`] and [`rejects`] write. [`json`] and [`json_rejects`] do the same for JSON.

pub mod formula;
pub mod header;
pub mod input;
pub mod json;
pub mod json_rejects;
pub mod mojibake;
pub mod part;
pub mod records;
pub mod rejects;
pub mod rows;
pub mod windows1252;

pub use header::Header;
pub use input::{Delimiter, Encoding, Input};
pub use json::{Element, Elements, JsonFile};
pub use records::MAX_RECORD;
pub use rows::{Row, Rows};
