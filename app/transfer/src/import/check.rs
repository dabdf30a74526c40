//! What can be wrong with a row before its fields are parsed.

use model::FieldErrors;

use super::{options::Damaged, report::Finding};
use crate::{
    file::{Row, mojibake},
    map::Columns,
};

/// The checks that every kind of row goes through.
pub struct Check<'a> {
    /// Where the fields come from.
    pub columns: &'a Columns,
    /// The fields to look through for damaged text; `true` where it makes the row another one.
    pub texts: &'static [(&'static str, bool)],
    /// What to do with damaged text.
    pub damaged: Damaged,
}

impl Check<'_> {
    /// The row has as many fields as there are columns, and none outside a named column.
    pub fn shape(&self, row: &Row) -> Result<(), Finding> {
        let header = self.columns.header();
        let (fields, columns) = (row.fields.len(), header.names().len());
        if fields != columns {
            let reason = format!(
                "The row has {fields} columns, the header {columns}. A value that contains the \
                 separator or a quote must stand in quotes."
            );
            return Err(Finding { line: row.line, column: String::new(), reason });
        }
        let mut nameless = header.names().iter().zip(&row.fields).enumerate();
        match nameless.find(|(_, (name, value))| name.is_empty() && !value.trim().is_empty()) {
            Some((at, _)) => {
                let reason = "The column has a value but no name in the header line.".into();
                Err(Finding { line: row.line, column: header.label(at), reason })
            }
            None => Ok(()),
        }
    }

    /// No text looks damaged, or the damage is to be imported: then it is returned as warnings.
    pub fn texts(&self, row: &Row) -> Result<Vec<Finding>, Finding> {
        if self.damaged == Damaged::Accept {
            return Ok(Vec::new());
        }
        let mut warnings = Vec::new();
        for (field, identifies) in self.texts {
            let Some(damage) = damage(self.columns.text(field, row)) else { continue };
            let column = self.columns.label(field);
            if *identifies || self.damaged == Damaged::Refuse {
                let reason =
                    format!("{damage} Correct it, or import it as it is with --accept-damaged.");
                return Err(Finding { line: row.line, column, reason });
            }
            let reason = format!("{damage} It is imported as it is.");
            warnings.push(Finding { line: row.line, column, reason });
        }
        Ok(warnings)
    }

    /// What to say of a row whose `field` has the value of the one on line `first`.
    pub fn duplicate(&self, row: &Row, field: &str, first: u64) -> Finding {
        let value = short(self.columns.text(field, row));
        let reason = format!("\"{value}\" stands on line {first} already; only that row counts.");
        Finding { line: row.line, column: self.columns.label(field), reason }
    }

    /// What to say of wrong fields.
    pub fn fields(&self, row: &Row, errors: &FieldErrors) -> Finding {
        let columns: Vec<_> = errors.0.iter().map(|e| self.columns.label(&e.field)).collect();
        let reasons: Vec<_> = errors.0.iter().map(|e| e.message.as_str()).collect();
        Finding { line: row.line, column: columns.join("; "), reason: reasons.join(" ") }
    }
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
fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
