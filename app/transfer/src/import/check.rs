//! What can be wrong with a row of a CSV file before its fields are parsed.

use model::FieldErrors;
use store::StoreError;

use super::{
    kind::{Kind, Outcome},
    options::Damaged,
    report::{Finding, Place},
    table::Table,
};
use crate::file::{Row, mojibake};

/// A table with the checks that every row of one goes through.
pub struct Check<'a, T> {
    /// What the rows are.
    pub table: &'a T,
    /// What to do with damaged text.
    pub damaged: Damaged,
}

impl<T: Table> Kind for Check<'_, T> {
    type Row = Row;
    type Draft = T::Draft;

    fn label(&self, field: &str) -> String {
        self.table.columns().label(field)
    }

    /// The row has as many fields as there are columns, and none outside a named column.
    fn shape(&self, row: &Row) -> Result<(), Finding> {
        let header = self.table.columns().header();
        let (fields, columns) = (row.fields.len(), header.names().len());
        if fields != columns {
            let reason = format!(
                "The row has {fields} columns, the header {columns}. A value that contains the \
                 separator or a quote must stand in quotes."
            );
            return Err(finding(row, String::new(), reason));
        }
        let mut nameless = header.names().iter().zip(&row.fields).enumerate();
        match nameless.find(|(_, (name, value))| name.is_empty() && !value.trim().is_empty()) {
            Some((at, _)) => {
                let reason = "The column has a value but no name in the header line.".into();
                Err(finding(row, header.label(at), reason))
            }
            None => Ok(()),
        }
    }

    fn keys(&self, row: &Row) -> Vec<(&'static str, String)> {
        self.table.keys(row)
    }

    fn duplicate(&self, row: &Row, field: &str, first: u64) -> Finding {
        let value = short(self.table.columns().text(field, row));
        let reason = format!("\"{value}\" stands on line {first} already; only that row counts.");
        finding(row, self.label(field), reason)
    }

    fn texts(&self, row: &Row) -> Result<Vec<Finding>, Finding> {
        if self.damaged == Damaged::Accept {
            return Ok(Vec::new());
        }
        let mut warnings = Vec::new();
        for (field, identifies) in self.table.texts() {
            let Some(damage) = damage(self.table.columns().text(field, row)) else { continue };
            let column = self.label(field);
            if *identifies || self.damaged == Damaged::Refuse {
                let reason =
                    format!("{damage} Correct it, or import it as it is with --accept-damaged.");
                return Err(finding(row, column, reason));
            }
            let reason = format!("{damage} It is imported as it is.");
            warnings.push(finding(row, column, reason));
        }
        Ok(warnings)
    }

    fn parse(&self, row: &Row) -> Result<T::Draft, Finding> {
        self.table.parse(row).map_err(|FieldErrors(errors)| {
            let columns: Vec<_> = errors.iter().map(|e| self.label(&e.field)).collect();
            let reasons: Vec<_> = errors.iter().map(|e| e.message.as_str()).collect();
            finding(row, columns.join("; "), reasons.join(" "))
        })
    }

    fn store(
        &self,
        drafts: Vec<T::Draft>,
    ) -> impl Future<Output = Result<Vec<Outcome>, StoreError>> + Send {
        self.table.store(drafts)
    }
}

fn finding(row: &Row, column: String, reason: String) -> Finding {
    Finding { place: Place::Line(row.line), column, reason }
}

fn damage(text: &str) -> Option<String> {
    if text.contains('\u{fffd}') {
        return Some(format!(
            "\"{}\" contains �: a character was lost when the file was made.",
            short(text)
        ));
    }
    let right = mojibake::undamaged(text)?;
    Some(format!(
        "\"{}\" looks like UTF-8 that was read as Latin-1; it probably should be \"{}\".",
        short(text),
        short(&right)
    ))
}

/// The beginning of a text, for a message.
pub fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
