//! Finding and changing items anywhere in a draft's tree.

use super::{Group, Item, Row};

impl Item {
    /// Gives it, and all that is in it, numbers of their own.
    pub(super) fn renumber(&mut self, number: &mut impl FnMut() -> u32) {
        match self {
            Self::Row(row) => row.id = number(),
            Self::Group(group) => {
                group.id = number();
                group.items.iter_mut().for_each(|item| item.renumber(number));
            }
        }
    }
}

impl Group {
    /// The group with only this item.
    pub(super) fn around(id: u32, item: Item, all: bool) -> Self {
        Self { id, all, negated: false, items: vec![item] }
    }

    /// The group with this number: itself or one in it.
    pub(super) fn group(&self, id: u32) -> Option<&Self> {
        if self.id == id { Some(self) } else { self.groups().find_map(|group| group.group(id)) }
    }

    /// The same, to be changed.
    pub(super) fn group_mut(&mut self, id: u32) -> Option<&mut Self> {
        if self.id == id {
            return Some(self);
        }
        self.groups_mut().find_map(|group| group.group_mut(id))
    }

    /// How many groups the group with this number is within, this one counted; 0 for itself.
    pub(super) fn level(&self, id: u32) -> Option<usize> {
        if self.id == id {
            return Some(0);
        }
        self.groups().find_map(|group| group.level(id)).map(|level| level + 1)
    }

    /// The group that directly has the item with this number, and the item's place in it.
    pub(super) fn holder(&self, id: u32) -> Option<(&Self, usize)> {
        match self.place(id) {
            Some(at) => Some((self, at)),
            None => self.groups().find_map(|group| group.holder(id)),
        }
    }

    /// The same, to be changed.
    pub(super) fn holder_mut(&mut self, id: u32) -> Option<(&mut Self, usize)> {
        match self.place(id) {
            Some(at) => Some((self, at)),
            None => self.groups_mut().find_map(|group| group.holder_mut(id)),
        }
    }

    /// The row with this number, to be changed.
    pub(super) fn row_mut(&mut self, id: u32) -> Option<&mut Row> {
        let (group, at) = self.holder_mut(id)?;
        match group.items.get_mut(at)? {
            Item::Row(row) => Some(row),
            Item::Group(_) => None,
        }
    }

    /// Takes away every group in it that has no row.
    pub(super) fn drop_empty(&mut self) {
        self.items.retain_mut(|item| match item {
            Item::Row(_) => true,
            Item::Group(group) => {
                group.drop_empty();
                !group.items.is_empty()
            }
        });
    }

    fn place(&self, id: u32) -> Option<usize> {
        self.items.iter().position(|item| item.id() == id)
    }

    fn groups(&self) -> impl Iterator<Item = &Self> {
        self.items.iter().filter_map(|item| match item {
            Item::Group(group) => Some(group),
            Item::Row(_) => None,
        })
    }

    fn groups_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.items.iter_mut().filter_map(|item| match item {
            Item::Group(group) => Some(group),
            Item::Row(_) => None,
        })
    }
}
