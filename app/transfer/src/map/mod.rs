//! Which column of a file feeds which field of a customer or instance.
//!
//! Without a mapping the columns are found by their names ([`fields`]). With one, `--map`:
//!
//! ```text
//! name="Organization Name",reference=Assignment,design=:l3vpn,description=:"to be checked"
//! ```
//!
//! `field="Column"` or `field=Column` takes a column; `field=:text` or `field=:"text"` gives every
//! row the same text, also `field=:` for none. `""` inside quotes is one quote. A column may feed
//! several fields. Fields not named are still found by the names of the columns. [`parse`] reads
//! the text, [`Columns::bind`] fits it to a file.

pub mod error;
pub mod fields;
pub mod parse;

pub use error::MapError;
pub use fields::{CUSTOMER, Field, INSTANCE};
pub use parse::{Mapping, Value};

use crate::file::{Header, Row, formula};

/// Where the value of each field comes from in one file.
#[derive(Debug)]
pub struct Columns {
    header: Header,
    sources: Vec<(&'static Field, Option<Source>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Column(usize),
    Constant(String),
}

impl Columns {
    /// Fits `mapping` to `header`. Every field of it must exist, every column too.
    pub fn bind(
        fields: &'static [Field],
        mapping: &Mapping,
        header: &Header,
    ) -> Result<Self, MapError> {
        for entry in &mapping.0 {
            if !fields.iter().any(|field| field.name == entry.field) {
                return Err(MapError::unknown_field(entry, fields));
            }
        }
        let source = |field: &'static Field| {
            let Some(entry) = mapping.0.iter().find(|entry| entry.field == field.name) else {
                return Ok(field
                    .headers
                    .iter()
                    .find_map(|name| header.find(name))
                    .map(Source::Column));
            };
            match &entry.value {
                Value::Constant(text) => Ok(Some(Source::Constant(text.clone()))),
                Value::Column(name) => match header.find(name) {
                    Some(column) => Ok(Some(Source::Column(column))),
                    None => Err(MapError::unknown_column(entry, name, header)),
                },
            }
        };
        let sources = fields.iter().map(|f| Ok((f, source(f)?))).collect::<Result<Vec<_>, _>>()?;
        let missing = sources.iter().find(|(field, source)| field.required && source.is_none());
        match missing {
            Some((field, _)) => Err(MapError::no_column(field, header)),
            None => Ok(Self { header: header.clone(), sources }),
        }
    }

    /// The columns of the file.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The text of `field` in `row`, as [`formula`] has it; blank when no column feeds it.
    pub fn text<'a>(&'a self, field: &str, row: &'a Row) -> &'a str {
        match self.source(field) {
            Some(Source::Column(column)) => {
                formula::unguarded(row.fields.get(*column).unwrap_or_default())
            }
            Some(Source::Constant(text)) => text,
            None => "",
        }
    }

    /// Whether anything feeds `field`.
    pub fn has(&self, field: &str) -> bool {
        self.source(field).is_some()
    }

    /// What to call the place of `field` in a message: its column, else the field itself.
    pub fn label(&self, field: &str) -> String {
        match self.source(field) {
            Some(Source::Column(column)) => self.header.label(*column),
            _ => field.to_owned(),
        }
    }

    fn source(&self, field: &str) -> Option<&Source> {
        self.sources.iter().find(|(f, _)| f.name == field).and_then(|(_, source)| source.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use model::{Customer, Instance};

    use super::*;
    use crate::export::Record;

    fn bind(fields: &'static [Field], map: &str, header: &[&str]) -> Result<Columns, String> {
        let header = Header::new(header.iter().copied()).unwrap();
        let mapping: Mapping = map.parse().map_err(|e: MapError| e.to_string())?;
        Columns::bind(fields, &mapping, &header).map_err(|e| e.to_string())
    }

    const OUI: [&str; 4] = ["Registry", "Assignment", "Organization Name", "Organization Address"];

    #[test]
    fn the_columns_of_our_exports_need_no_mapping() {
        let header = Customer::HEADER;
        let columns = bind(CUSTOMER, "", header).unwrap();
        let labels = ["id", "name", "reference", "description", "status"].map(|f| columns.label(f));
        assert_eq!(labels, header[..5]);
        let columns = bind(INSTANCE, "", Instance::HEADER).unwrap();
        let labels = ["name", "customer", "design", "design_version", "state"];
        let expected = ["Name", "Customer ID", "Design", "Design Version", "State"];
        assert_eq!(labels.map(|f| columns.label(f)), expected);
        assert!(!columns.has("reference") && !columns.has("body"));
    }

    #[test]
    fn a_mapping_takes_columns_and_constants() {
        let map = r#"name="Assignment",reference="Assignment",design=:l3vpn,state=:active"#;
        let columns = bind(INSTANCE, map, &OUI).unwrap();
        let row = Row { line: 2, fields: vec!["MA-L", "002272", "American", "x"].into() };
        let texts = ["name", "reference", "design", "state", "body"].map(|f| columns.text(f, &row));
        assert_eq!(texts, ["002272", "002272", "l3vpn", "active", ""]);
        assert!(columns.has("state") && !columns.has("body"));
    }

    #[test]
    fn what_does_not_fit_is_said_with_what_is_known() {
        let error = bind(CUSTOMER, "nmae=Registry", &OUI).unwrap_err();
        assert_eq!(
            error,
            "mapping, position 1: there is no field \"nmae\"; the fields are name, reference, \
             description, status, id. Did you mean name?"
        );
        let error = bind(CUSTOMER, r#"name="Organisation Name""#, &OUI).unwrap_err();
        assert_eq!(
            error,
            "mapping, position 6: the file has no column \"Organisation Name\"; its columns are \
             \"Registry\", \"Assignment\", \"Organization Name\", \"Organization Address\". Did you \
             mean \"Organization Name\"?"
        );
        let error = bind(CUSTOMER, "", &OUI).unwrap_err();
        assert!(error.contains("no column for name"), "{error}");
        assert!(error.contains("--map 'name=\"Organization Name\"'"), "{error}");
    }
}
