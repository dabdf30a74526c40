//! Adding, copying, taking away and grouping. No group but the outermost is ever empty, and the
//! limits hold.

use super::{Draft, Group, Item, Row};
use crate::{
    Operator,
    limits::{MAX_CRITERIA, MAX_LEVELS},
};

impl Draft {
    /// Adds an empty row of the first field at the end of this group and returns its number. `None`
    /// when there is no such group, or as many rows as there may be.
    pub fn add_row(&mut self, group: u32) -> Option<u32> {
        let row = self.empty_row()?;
        let id = row.id;
        self.root.group_mut(group)?.items.push(Item::Row(row));
        Some(id)
    }

    /// Adds a group with one empty row at the end of this group and returns its number. It combines
    /// by or in an and, and the other way round. `None` where [`Draft::can_add_group`] says no.
    pub fn add_group(&mut self, group: u32) -> Option<u32> {
        if !self.can_add_group(group) {
            return None;
        }
        let row = self.empty_row()?;
        let id = self.number();
        let group = self.root.group_mut(group)?;
        group.items.push(Item::Group(Group::around(id, Item::Row(row), !group.all)));
        Some(id)
    }

    /// Whether there may be one more row.
    pub fn can_add_row(&self) -> bool {
        self.root.rows().len() < MAX_CRITERIA
    }

    /// Whether there may be a group with one more row in this group: [`MAX_LEVELS`] are the most
    /// within one another.
    pub fn can_add_group(&self, group: u32) -> bool {
        self.can_add_row() && self.root.level(group).is_some_and(|level| level < MAX_LEVELS)
    }

    /// Puts a copy of this row or group after it and returns the copy's number. `None` when there is
    /// no such item, when it is the outermost group, or when there would be too many rows.
    pub fn duplicate(&mut self, id: u32) -> Option<u32> {
        let (group, at) = self.root.holder(id)?;
        let mut copy = group.items.get(at)?.clone();
        if self.root.rows().len() + copy.rows().len() > MAX_CRITERIA {
            return None;
        }
        copy.renumber(&mut || self.number());
        let copied = copy.id();
        let (group, at) = self.root.holder_mut(id)?;
        group.items.insert(at + 1, copy);
        Some(copied)
    }

    /// Takes this row or group away, and every group that has nothing left. The outermost group
    /// stays.
    pub fn remove(&mut self, id: u32) {
        if let Some((group, at)) = self.root.holder_mut(id) {
            group.items.remove(at);
            self.root.drop_empty();
        }
    }

    /// Puts this row into a group of its own, in its place, and returns the group's number. `None`
    /// when there is no such row, or when there would be more than [`MAX_LEVELS`] groups within one
    /// another.
    pub fn into_group(&mut self, row: u32) -> Option<u32> {
        let (holder, _) = self.root.holder(row)?;
        let deep = self.root.level(holder.id).is_none_or(|level| level >= MAX_LEVELS);
        if deep || self.row(row).is_none() {
            return None;
        }
        let id = self.number();
        let (holder, at) = self.root.holder_mut(row)?;
        let item = holder.items.remove(at);
        holder.items.insert(at, Item::Group(Group::around(id, item, !holder.all)));
        Some(id)
    }

    /// Says whether all items of the group must hold, or any of them.
    pub fn set_all(&mut self, group: u32, all: bool) {
        if let Some(group) = self.root.group_mut(group) {
            group.all = all;
        }
    }

    /// Says whether the group holds where its items, as combined, do not.
    pub fn set_negated(&mut self, group: u32, negated: bool) {
        if let Some(group) = self.root.group_mut(group) {
            group.negated = negated;
        }
    }

    pub(super) fn number(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    fn empty_row(&mut self) -> Option<Row> {
        let field = self.schema.fields.first().filter(|_| self.can_add_row())?;
        let mut row = Row { id: self.number(), field, operator: Operator::Is, values: Vec::new() };
        row.fit();
        Some(row)
    }
}
