//! A filter as chips above a table: one for each part that can be taken away by itself.

use model::{Chip, Chips};

use crate::Filter;

impl Filter {
    /// One chip for each part that the filter combines at its top. The index of a chip is its place in
    /// [`crate::Draft::root`] of a draft made of the filter.
    ///
    /// ```
    /// use filter::{CUSTOMERS, Filter};
    ///
    /// let text = "name=like=nordic;(status==inactive,services=ge=3)";
    /// let chips = Filter::parse(&CUSTOMERS, text)?.chips();
    /// assert!(!chips.any);
    /// let texts: Vec<_> = chips.chips.iter().map(|chip| chip.text.as_str()).collect();
    /// let either = "Status is Inactive or Service Instances ≥ 3";
    /// assert_eq!(texts, ["Name contains “nordic”", either]);
    /// assert_eq!(chips.chips[0].without, "status==inactive,services=ge=3");
    /// # Ok::<(), filter::ParseError>(())
    /// ```
    pub fn chips(&self) -> Chips {
        let (any, parts) = (self.is_or(), self.parts());
        let chip = |(index, part): (usize, &Self)| {
            let others = parts.iter().enumerate().filter(|(at, _)| *at != index);
            let others = others.map(|(_, other)| other.clone());
            // A part of a filter is within the limits, so what cannot be combined is nothing.
            let without = if any { Self::any(others) } else { Self::all(others) };
            let without = without.map(|filter| filter.to_string()).unwrap_or_default();
            Chip { text: part.in_words(), without, index }
        };
        Chips { any, chips: parts.iter().enumerate().map(chip).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, Draft, arbitrary, draft::Item};
    use proptest::prelude::*;

    fn chips(text: &str) -> Chips {
        Filter::parse(&CUSTOMERS, text).unwrap().chips()
    }

    #[test]
    fn a_single_criterion_leaves_nothing() {
        let text = "Status is Active".to_owned();
        let only = Chip { text, without: String::new(), index: 0 };
        assert_eq!(chips("status==active"), Chips { any: false, chips: vec![only] });
    }

    #[test]
    fn parts_of_which_any_is_enough_say_so() {
        let Chips { any, chips } = chips("name==a,id==b;id==c");
        assert!(any);
        assert_eq!(chips[1].text, "Customer ID is b and Customer ID is c");
        assert_eq!(chips[1].without, "name==a");
        assert_eq!(chips[0].without, "id==b;id==c");
    }

    #[test]
    fn a_negation_is_one_chip() {
        let chips = chips("!(id==a,id==b)").chips;
        assert_eq!(chips.len(), 1);
        assert_eq!(chips[0].text, "not (Customer ID is a or Customer ID is b)");
    }

    proptest! {
        #[test]
        fn a_chip_is_the_item_of_the_draft_at_its_index(filter in arbitrary::filter(&CUSTOMERS)) {
            let draft = Draft::from_filter(&filter, &CUSTOMERS);
            let Chips { any, chips } = filter.chips();
            prop_assert_eq!(draft.root().all, !any);
            prop_assert_eq!(chips.len(), draft.root().items.len());
            for chip in chips {
                let item = &draft.root().items[chip.index];
                if let Item::Row(row) = item {
                    prop_assert!(chip.text.starts_with(row.field.label));
                }
                let mut draft = draft.clone();
                draft.remove(item.id());
                let left = draft.to_filter().unwrap().map(|filter| filter.to_string());
                prop_assert_eq!(left.unwrap_or_default(), chip.without);
            }
        }
    }
}
