//! A saved filter: what a list page shows, kept under a name by one user, alone or for all.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    id::SavedFilterId,
    page::ListName,
    query::{CustomerQuery, InstanceQuery, OrderQuery, Query, SortKey},
    text::{self, FieldError, FieldErrors},
};

/// Longest name, in characters.
pub const MAX_NAME: usize = 60;

/// A saved filter as one user sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// Never changes.
    pub id: SavedFilterId,
    /// 1 to 60 characters; whatever its case, unique among the owner's on this page, and among the
    /// shared ones of this page.
    pub name: String,
    /// The list it belongs to; never changes.
    pub page: ListName,
    /// The URL's parameters that it stands for, as [`Query::kept`] leaves them; may be empty.
    pub query: String,
    /// The name of the operator who saved it; never changes.
    pub owner: String,
    /// Who sees it.
    pub visibility: Visibility,
    /// Counts the changes; a save must name the version it was made from.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub created_at: String,
    /// RFC 3339 in UTC.
    pub updated_at: String,
    /// Whether the user is its owner.
    pub mine: bool,
    /// Whether the user may rename, replace, share and delete it.
    pub may_change: bool,
    /// Whether the page opens with it for the user.
    pub is_default: bool,
    /// Why its criteria cannot be read (any more), as a sentence; absent where they can.
    pub unreadable: Option<String>,
}

impl SavedFilter {
    /// The query that applies it: its URL is the link to it.
    pub fn applied<K: SortKey>(&self) -> Query<K> {
        let saved = Saved::Filter(self.id.clone());
        Query { saved, ..Query::from_query_string(&self.query) }
    }

    /// Whether `query` shows anything else than what was saved; where its page starts and how long it
    /// is do not count.
    pub fn is_modified<K: SortKey>(&self, query: &Query<K>) -> bool {
        self.applied().kept() != query.kept()
    }
}

/// Which saved filter a list page works on: the parameter `saved`. It changes nothing in what the
/// page shows, which the other parameters say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Saved {
    /// None; where the URL has no other parameter either, the user's default.
    #[default]
    Unsaid,
    /// None on purpose, also where there is a default: `saved=none`.
    None,
    /// This one: `saved=<id>`.
    Filter(SavedFilterId),
}

impl Saved {
    const NONE: &str = "none";

    /// The saved filter, if the page works on one.
    pub fn id(&self) -> Option<&SavedFilterId> {
        match self {
            Self::Filter(id) => Some(id),
            Self::Unsaid | Self::None => None,
        }
    }

    /// The parameter's value, if there is one.
    pub fn to_param(&self) -> Option<String> {
        match self {
            Self::Unsaid => None,
            Self::None => Some(Self::NONE.to_owned()),
            Self::Filter(id) => Some(id.to_string()),
        }
    }

    /// Reads the parameter's value; nothing is said by anything that is no id.
    pub fn from_param(text: &str) -> Self {
        match text {
            Self::NONE => Self::None,
            text => text.parse().map(Self::Filter).unwrap_or_default(),
        }
    }
}

/// Who sees a saved filter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner.
    #[default]
    Private,
    /// Everybody.
    Shared,
}

impl Visibility {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Shared => "shared",
        }
    }
}

impl FromStr for Visibility {
    type Err = FieldError;
    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text.trim() {
            "private" => Ok(Self::Private),
            "shared" => Ok(Self::Shared),
            other => Err(FieldError {
                field: "visibility".into(),
                message: format!("Visibility is \"{other}\"; it must be private or shared."),
            }),
        }
    }
}

/// What is to be saved, as it was typed and as the page's URL has it; kept as it is until it parses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilterForm {
    /// Raw text of the field Name.
    #[serde(default)]
    pub name: String,
    /// `customers`, `instances` or `orders`.
    #[serde(default)]
    pub page: String,
    /// The page's query string, without `?`.
    #[serde(default)]
    pub query: String,
    /// `private` or `shared`; private when blank.
    #[serde(default)]
    pub visibility: String,
}

/// What is to be saved, parsed; whether its criteria can be read is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilterDraft {
    /// 1 to 60 characters.
    pub name: String,
    /// The list it is for.
    pub page: ListName,
    /// The URL's parameters that are kept.
    pub query: String,
    /// Private unless said otherwise.
    pub visibility: Visibility,
}

impl SavedFilterForm {
    /// Saves what a page shows under a new name.
    pub fn new<K: SortKey>(name: &str, query: &Query<K>, visibility: Visibility) -> Self {
        Self {
            name: name.into(),
            page: K::LIST.as_str().into(),
            query: query.to_query_string(),
            visibility: visibility.as_str().into(),
        }
    }

    /// Parses all fields and reports every error at once, in the order of the form.
    pub fn parse(&self) -> Result<SavedFilterDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = text::line("name", "Name", &self.name, MAX_NAME).and_then(|name| {
            name.ok_or_else(|| FieldError {
                field: "name".into(),
                message: format!("Name is missing. Enter 1 to {MAX_NAME} characters."),
            })
        });
        let name = errors.keep(name);
        let page = errors.keep(self.page.parse());
        let visibility = errors.keep(match self.visibility.trim() {
            "" => Ok(Visibility::default()),
            text => text.parse(),
        });
        match (name, page, visibility) {
            (Some(name), Some(page), Some(visibility)) => {
                Ok(SavedFilterDraft { name, page, query: kept(page, &self.query), visibility })
            }
            _ => Err(errors),
        }
    }
}

impl From<&SavedFilter> for SavedFilterForm {
    fn from(saved: &SavedFilter) -> Self {
        Self {
            name: saved.name.clone(),
            page: saved.page.as_str().into(),
            query: saved.query.clone(),
            visibility: saved.visibility.as_str().into(),
        }
    }
}

/// What a saved filter keeps of a query string.
fn kept(page: ListName, text: &str) -> String {
    match page {
        ListName::Customers => CustomerQuery::from_query_string(text).kept().to_query_string(),
        ListName::Instances => InstanceQuery::from_query_string(text).kept().to_query_string(),
        ListName::Orders => OrderQuery::from_query_string(text).kept().to_query_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        page::{PageSize, PageStart},
        query::CustomerSort,
        sort::Sorts,
    };

    fn saved(query: &str) -> SavedFilter {
        SavedFilter {
            id: "f-1".parse().unwrap(),
            name: "Large ones".into(),
            page: ListName::Customers,
            query: query.into(),
            owner: "ana".into(),
            visibility: Visibility::Private,
            version: 1,
            created_at: String::new(),
            updated_at: String::new(),
            mine: true,
            may_change: true,
            is_default: false,
            unreadable: None,
        }
    }

    #[test]
    fn a_form_keeps_the_query_but_neither_the_page_nor_the_saved_filter_it_came_from() {
        let form = SavedFilterForm {
            name: " Large \t ones ".into(),
            page: "customers".into(),
            query: "utm=1&after=12.a-1&size=100&saved=f-1&sort=-services,name&filter=services=gt=3&columns=id"
                .into(),
            ..Default::default()
        };
        let draft = form.parse().unwrap();
        assert_eq!((draft.name.as_str(), draft.page), ("Large ones", ListName::Customers));
        assert_eq!(draft.query, "filter=services%3Dgt%3D3&sort=-services%2Cname&columns=id");
        assert_eq!(draft.visibility, Visibility::Private);
    }

    #[test]
    fn every_wrong_field_is_reported_at_once_in_order() {
        let form = SavedFilterForm {
            name: "x".repeat(61),
            page: "designs".into(),
            visibility: "secret".into(),
            ..Default::default()
        };
        let errors = form.parse().unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["name", "page", "visibility"]);
        let blank = SavedFilterForm { name: " ".into(), ..form }.parse().unwrap_err();
        assert_eq!(blank.of("name"), Some("Name is missing. Enter 1 to 60 characters."));
    }

    #[test]
    fn a_form_made_from_a_page_or_from_a_saved_filter_parses_to_the_same() {
        let query = InstanceQuery {
            filter: "state==failed".into(),
            start: PageStart::Last,
            ..Default::default()
        };
        let draft = SavedFilterForm::new("Failed", &query, Visibility::Shared).parse().unwrap();
        assert_eq!(
            (draft.page, draft.query.as_str()),
            (ListName::Instances, "filter=state%3D%3Dfailed")
        );
        assert_eq!(draft.visibility, Visibility::Shared);
        let saved = saved("q=a");
        assert_eq!(SavedFilterForm::from(&saved).parse().unwrap().query, saved.query);
    }

    #[test]
    fn the_link_to_a_saved_filter_carries_its_parameters_and_its_id() {
        let query = saved("filter=services%3Dgt%3D3&sort=-services").applied::<CustomerSort>();
        assert_eq!(query.to_query_string(), "filter=services%3Dgt%3D3&sort=-services&saved=f-1");
        assert_eq!(saved("").applied::<CustomerSort>().to_query_string(), "saved=f-1");
    }

    #[test]
    fn turning_a_page_modifies_nothing_and_everything_else_does() {
        let saved = saved("q=acme&filter=services%3Dgt%3D3&sort=-services&columns=id");
        let applied = saved.applied::<CustomerSort>();
        assert!(!saved.is_modified(&applied));
        assert!(!saved.is_modified(&applied.at(PageStart::Last)));
        assert!(!saved.is_modified(&Query { size: Some(PageSize::Most), ..applied.clone() }));
        assert!(!saved.is_modified(&Query { saved: Saved::Unsaid, ..applied.clone() }));
        let sort = Sorts::from_param("-services,name");
        let others = [
            Query { q: "other".into(), ..applied.clone() },
            Query { filter: String::new(), ..applied.clone() },
            Query { customer: Some("c-1".parse().unwrap()), ..applied.clone() },
            Query { sort, ..applied.clone() },
            Query { columns: Vec::new(), ..applied.clone() },
        ];
        for other in others {
            assert!(saved.is_modified(&other), "{other:?}");
        }
    }

    #[test]
    fn what_a_list_no_longer_knows_does_not_count_as_a_modification() {
        let saved = saved("filter=color%3D%3Dred&sort=-color&columns=color%2Cid");
        assert!(!saved.is_modified(&saved.applied::<CustomerSort>()));
    }

    #[test]
    fn the_parameter_says_which_or_none_or_nothing() {
        let filter = Saved::Filter("f-1".parse().unwrap());
        for saved in [Saved::None, filter] {
            assert_eq!(Saved::from_param(&saved.to_param().unwrap()), saved);
        }
        assert_eq!(Saved::Unsaid.to_param(), None);
        for text in ["", "a b"] {
            assert_eq!(Saved::from_param(text), Saved::Unsaid, "{text}");
        }
    }
}
