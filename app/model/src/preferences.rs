//! How one person likes the lists: kept per person, whatever the browser.

use serde::{Deserialize, Serialize};
use vecmap::VecMap;

use crate::page::PageSize;

/// Most columns remembered of a list, far more than one has.
const MAX_COLUMNS: usize = 50;

/// Longest name of a column or a list, in bytes.
const MAX_NAME: usize = 40;

/// The preferences for each list, by its name (`customers`); a list without any is shown as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Preferences(VecMap<String, ListPreferences>);

/// How one list is to be shown unless its URL says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPreferences {
    /// How many rows a page has.
    #[serde(skip_serializing_if = "is_default")]
    pub size: PageSize,
    /// The names of the columns that are shown, in their order; none are the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The widths of columns that were changed, by the columns' names, in pixels.
    #[serde(skip_serializing_if = "VecMap::is_empty")]
    pub widths: VecMap<String, u16>,
    /// Whether the rows are low.
    #[serde(skip_serializing_if = "is_default")]
    pub compact: bool,
}

impl ListPreferences {
    /// The narrowest and the widest a column can be, in pixels.
    pub const WIDTHS: std::ops::RangeInclusive<u16> = 60..=1_200;

    /// The same within the limits, so that what is stored stays small.
    pub fn tidy(mut self) -> Self {
        self.columns.retain(|name| name.len() <= MAX_NAME);
        self.columns.truncate(MAX_COLUMNS);
        self.widths.retain(|name, _| name.len() <= MAX_NAME);
        self.widths.truncate(MAX_COLUMNS);
        let (least, most) = Self::WIDTHS.into_inner();
        self.widths.values_mut().for_each(|width| *width = (*width).clamp(least, most));
        self
    }
}

impl Preferences {
    /// Those for each list, by its name.
    pub fn new(lists: impl IntoIterator<Item = (String, ListPreferences)>) -> Self {
        Self(lists.into_iter().collect())
    }

    /// Those for the list of this name.
    pub fn of(&self, list: &str) -> ListPreferences {
        self.0.get(list).cloned().unwrap_or_default()
    }

    /// Takes others for the list of this name.
    pub fn set(&mut self, list: &str, preferences: ListPreferences) {
        self.0.insert(list.to_owned(), preferences);
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_preferences_is_shown_as_usual() {
        assert_eq!(Preferences::default().of("customers"), ListPreferences::default());
    }

    #[test]
    fn what_is_kept_stays_within_limits() {
        let wild = ListPreferences {
            columns: vec!["name".into(), "x".repeat(MAX_NAME + 1)],
            widths: [("name".into(), 3), ("id".into(), u16::MAX)].into(),
            ..Default::default()
        };
        let tidy = wild.tidy();
        assert_eq!(tidy.columns, ["name"]);
        assert_eq!(tidy.widths, [("name".into(), 60), ("id".into(), 1_200)].into());
    }
}
