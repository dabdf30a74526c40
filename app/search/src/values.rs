//! The values of a sort column as text, and back.

use chrono::DateTime;
use filter::{Choice, Field, Moment};
use tantivy::{
    DocAddress, TantivyDocument, columnar::MonotonicallyMappableToU64, schema::Value as _,
};

use crate::{
    SearchError, collation,
    layout::{Holder, Layout, NO_TIME, nanoseconds},
    listing::Row,
    segment::View,
    sorting::Value,
};

/// The values of one sort column.
pub(crate) struct Values<'a> {
    layout: &'a Layout,
    field: usize,
}

impl<'a> Values<'a> {
    /// Of the column of this number.
    pub(crate) fn of(layout: &'a Layout, column: usize) -> Result<Self, SearchError> {
        Ok(Self { layout, field: layout.sort_field(column)? })
    }

    /// The value that a text stands for; `None` when it is none of the column's.
    pub(crate) fn read(&self, text: &str) -> Result<Option<Value>, SearchError> {
        Ok(match self.layout.holder(self.field) {
            Holder::Text { .. } => Some(Value::Bytes(collation::key(text)?)),
            Holder::Id { .. } => Some(Value::Bytes(text.as_bytes().to_vec())),
            Holder::Number { .. } => text.parse().ok().map(Value::Number),
            Holder::Time { .. } if text.is_empty() => Some(Value::Number(NO_TIME.to_u64())),
            Holder::Time { .. } => DateTime::parse_from_rfc3339(text)
                .ok()
                .map(|at| Value::Number(nanoseconds(at.to_utc()).to_u64())),
            Holder::Choice { .. } => {
                let at = self.filter_field().choices().iter().position(|c| c.value == text);
                at.map(|at| Value::Number(at as u64))
            }
        })
    }

    /// The edge of all values that begin with a text: where they start or, of a descending list,
    /// just after them. `None` where the column has no such values.
    pub(crate) fn edge(&self, text: &str, descending: bool) -> Result<Option<Value>, SearchError> {
        Ok(match self.layout.holder(self.field) {
            // The noncharacter that collation sorts after all others.
            Holder::Text { .. } if descending => {
                Some(Value::Bytes(collation::key(&format!("{text}\u{FFFF}"))?))
            }
            Holder::Id { .. } if descending => {
                Some(Value::Bytes(format!("{text}\u{FFFF}").into_bytes()))
            }
            Holder::Time { .. } => Moment::parse(text).ok().map(|at| {
                let edge = if descending { at.end() } else { at.start() };
                Value::Number(nanoseconds(edge).to_u64())
            }),
            Holder::Number { .. } if descending => {
                text.parse().ok().map(|number: u64| Value::Number(number.saturating_add(1)))
            }
            Holder::Choice { .. } => {
                let text = filter::fold(text);
                let begins = |choice: &Choice| filter::fold(choice.label).starts_with(&*text);
                let at = self.filter_field().choices().iter().position(begins);
                at.map(|at| Value::Number(at as u64 + u64::from(descending)))
            }
            _ => self.read(text)?,
        })
    }

    /// A row's value as text. A look into the row's document where it is one.
    pub(crate) fn write(
        &self,
        view: &View,
        row: &Row,
        value: &Value,
    ) -> Result<String, SearchError> {
        let number = if let Value::Number(number) = value { *number } else { 0 };
        Ok(match self.layout.holder(self.field) {
            Holder::Text { sorted: Some((_, _, value)), .. } => {
                let address = DocAddress::new(row.address.0 as u32, row.address.1);
                let document: TantivyDocument = view.searcher.doc(address)?;
                let stored = document.get_first(*value).and_then(|value| value.as_str());
                stored.unwrap_or_default().to_owned()
            }
            Holder::Text { .. } => String::new(),
            Holder::Id { .. } => row.id.clone(),
            Holder::Number { .. } => number.to_string(),
            Holder::Time { .. } => match i64::from_u64(number) {
                NO_TIME => String::new(),
                time => DateTime::from_timestamp_nanos(time)
                    .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
            },
            Holder::Choice { .. } => {
                let choice = self.filter_field().choices().get(number as usize);
                choice.map(|choice| choice.value.to_owned()).unwrap_or_default()
            }
        })
    }

    fn filter_field(&self) -> &'static Field {
        &self.layout.noun.schema.fields[self.field]
    }
}
