//! Changing one row. Its condition always suits its field, and it has as many values as the condition
//! takes.

use super::{Draft, Row};
use crate::{Field, Operand, Operator};

impl Draft {
    /// Gives the row the field of this name. The condition stays where the field allows it and is
    /// the first otherwise; the values stay where they are of the same kind and go otherwise.
    pub fn set_field(&mut self, row: u32, name: &str) {
        if let (Some(field), Some(row)) = (self.schema.field(name), self.root.row_mut(row)) {
            // Every field allows it, as the first.
            let operator = if field.allows(row.operator) { row.operator } else { Operator::Is };
            row.set(field, operator);
        }
    }

    /// Gives the row a condition that its field allows. The values stay as far as it takes them.
    pub fn set_operator(&mut self, row: u32, operator: Operator) {
        if let Some(row) = self.root.row_mut(row)
            && row.field.allows(operator)
        {
            row.set(row.field, operator);
        }
    }

    /// Gives the row these values as typed, cut or filled up to as many as its condition takes.
    pub fn set_values(&mut self, row: u32, values: Vec<String>) {
        if let Some(row) = self.root.row_mut(row) {
            row.values = values;
            row.fit();
        }
    }
}

impl Row {
    /// Whether a value is needed and nothing has been typed yet, so that the row is not wrong.
    pub fn is_incomplete(&self) -> bool {
        self.operator.operand() != Operand::None && self.values.iter().all(String::is_empty)
    }

    /// Makes it ask this of this field, and keeps the values that still can be meant.
    pub(super) fn set(&mut self, field: &'static Field, operator: Operator) {
        // A number of days is no value of the field.
        let sort = |field: &Field, operator: Operator| {
            (operator.operand() != Operand::Days).then_some(field.kind)
        };
        if sort(field, operator) != sort(self.field, self.operator) {
            self.values.clear();
        }
        (self.field, self.operator) = (field, operator);
        self.fit();
    }

    /// Makes the values as many as the condition takes.
    pub(super) fn fit(&mut self) {
        match self.operator.operand() {
            Operand::None => self.values.clear(),
            Operand::One | Operand::Days => self.values.resize(1, String::new()),
            Operand::Two => self.values.resize(2, String::new()),
            Operand::List => {}
        }
    }
}
