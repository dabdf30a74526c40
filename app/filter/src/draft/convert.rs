//! From a filter to a draft that can be edited, and back.

use super::{Draft, Group, Item, Row};
use crate::{Criterion, Filter, Kind, Node, Operand, Schema, ValueError};

impl Draft {
    /// The draft that shows this filter, which [`Draft::to_filter`] gives back unchanged.
    ///
    /// What is combined at the top of the filter becomes the items of the outermost group, in the
    /// same order; a negation becomes a negated group.
    pub fn from_filter(filter: &Filter, schema: &'static Schema) -> Self {
        let mut draft = Self::new(schema);
        let items = filter.parts().iter().map(|part| draft.item(part)).collect();
        draft.root = Group { all: !filter.is_or(), items, ..draft.root };
        draft
    }

    /// The filter it comes to; none when there is no row.
    ///
    /// The errors are in the order of the form, each with the number of the row it is about, or of
    /// the group that becomes too large. A row that [`Row::is_incomplete`] is among them.
    pub fn to_filter(&self) -> Result<Option<Filter>, Vec<(u32, ValueError)>> {
        let mut errors = Vec::new();
        let filter = self.root.filter(&mut errors);
        if errors.is_empty() { Ok(filter) } else { Err(errors) }
    }

    /// The filter of only those rows that can be read, for counting matches while somebody types;
    /// none when there is no such row.
    pub fn complete(&self) -> Option<Filter> {
        self.root.filter(&mut Vec::new())
    }

    fn item(&mut self, filter: &Filter) -> Item {
        let id = self.number();
        let (negated, within) = match filter.node() {
            Node::Criterion(criterion) => return Item::Row(Row::of(id, criterion)),
            Node::Not(inner) => (true, &**inner),
            Node::And(_) | Node::Or(_) => (false, filter),
        };
        let items = within.parts().iter().map(|part| self.item(part)).collect();
        Item::Group(Group { id, all: !within.is_or(), negated, items })
    }
}

impl Group {
    /// The filter of what can be read of it; what cannot is noted.
    fn filter(&self, errors: &mut Vec<(u32, ValueError)>) -> Option<Filter> {
        let mut parts: Vec<Filter> = Vec::new();
        for item in &self.items {
            match item {
                Item::Group(group) => parts.extend(group.filter(errors)),
                Item::Row(row) => match row.criterion() {
                    Ok(criterion) => parts.push(criterion.into()),
                    Err(error) => errors.push((row.id, error)),
                },
            }
        }
        if parts.is_empty() {
            return None;
        }
        let combined = if self.all { Filter::all(parts) } else { Filter::any(parts) };
        let combined = combined.and_then(|f| if self.negated { f.negate() } else { Ok(f) });
        combined.map_err(|error| errors.push((self.id, error.into()))).ok()
    }
}

impl Row {
    fn of(id: u32, criterion: &Criterion) -> Self {
        let (field, operator) = (criterion.field(), criterion.operator());
        Self { id, field, operator, values: criterion.values() }
    }

    /// The criterion it comes to; the error says which value is wrong. White space around a value
    /// that is not a text is ignored, and so are empty places of a list.
    fn criterion(&self) -> Result<Criterion, ValueError> {
        let list = self.operator.operand() == Operand::List;
        let meant = |value| if self.field.kind == Kind::Text { value } else { str::trim(value) };
        let (places, values): (Vec<usize>, Vec<&str>) = self
            .values
            .iter()
            .map(|value| meant(value))
            .enumerate()
            .filter(|(_, value)| !list || !value.is_empty())
            .unzip();
        Criterion::new(self.field, self.operator, &values).map_err(|error| {
            match error.index.and_then(|index| places.get(index)) {
                Some(place) => error.at(*place),
                None => error,
            }
        })
    }
}
