//! One of something for each list: its index, its writer.

use model::ListName;

/// One for each list.
pub(crate) struct Each<T>(Vec<T>);

impl<T> Each<T> {
    /// Makes one for each list, until one fails.
    pub(crate) fn new<E>(make: impl FnMut(ListName) -> Result<T, E>) -> Result<Self, E> {
        Ok(Self(ListName::ALL.into_iter().map(make).collect::<Result<_, E>>()?))
    }

    /// The one for a list.
    pub(crate) fn of(&self, list: ListName) -> &T {
        &self.0[list as usize]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (ListName, &T)> {
        ListName::ALL.into_iter().zip(&self.0)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (ListName, &mut T)> {
        ListName::ALL.into_iter().zip(&mut self.0)
    }

    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (ListName, T)> {
        ListName::ALL.into_iter().zip(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_own() {
        let each = Each::new(Ok::<_, ()>).unwrap();
        for (list, own) in each.iter() {
            assert_eq!((list, *each.of(list)), (*own, list));
        }
    }
}
