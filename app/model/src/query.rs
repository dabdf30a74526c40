//! What a list is asked for. A query is at once the URL, the server function's argument, the
//! search's argument and the resource's key; what is at its default has no parameter. On the wire a
//! query is its URL text, so there is one form to read and one to write.

use serde::{Deserialize, Serialize};

use crate::{id::CustomerId, page::PageStart};

/// Longest search text, in characters; more is cut off.
pub const MAX_SEARCH: usize = 200;

/// Asks for customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct CustomerQuery {
    /// All words must occur in name, reference number or description; blank matches all.
    pub q: String,
    /// The order of the rows.
    pub sort: Sort<CustomerSort>,
    /// Where the page starts.
    pub start: PageStart,
}

/// Asks for service instances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct InstanceQuery {
    /// All words must occur in name, design or state; blank matches all.
    pub q: String,
    /// Only the instances of this customer.
    pub customer: Option<CustomerId>,
    /// The order of the rows.
    pub sort: Sort<InstanceSort>,
    /// Where the page starts.
    pub start: PageStart,
}

/// The columns customers can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerSort {
    /// Name, whatever its case.
    #[default]
    Name,
    /// Reference Number; customers without one come first.
    Reference,
    /// Number of service instances.
    Services,
    /// Time of the last change.
    Updated,
}

/// The columns service instances can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceSort {
    /// Name, whatever its case.
    #[default]
    Name,
    /// Service design.
    Design,
    /// State.
    State,
    /// Time of the last change.
    Updated,
}

/// A column's name in the URL.
pub trait SortKey: Copy + Default + PartialEq + 'static {
    /// All columns.
    const ALL: &'static [Self];
    /// The name in the URL.
    fn as_str(self) -> &'static str;
}

impl SortKey for CustomerSort {
    const ALL: &'static [Self] = &[Self::Name, Self::Reference, Self::Services, Self::Updated];
    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Reference => "reference",
            Self::Services => "services",
            Self::Updated => "updated",
        }
    }
}

impl SortKey for InstanceSort {
    const ALL: &'static [Self] = &[Self::Name, Self::Design, Self::State, Self::Updated];
    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Design => "design",
            Self::State => "state",
            Self::Updated => "updated",
        }
    }
}

/// A column and a direction; ties are broken by the id in the same direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort<K> {
    /// The column.
    pub key: K,
    /// Z to A, largest first, newest first.
    pub descending: bool,
}

impl<K: SortKey> Sort<K> {
    /// `name` or `-name`.
    pub fn to_param(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }

    /// Reads `name` or `-name`; anything else is the default order.
    pub fn from_param(text: &str) -> Self {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        match K::ALL.iter().find(|k| k.as_str() == name) {
            Some(key) => Self { key: *key, descending },
            None => Self::default(),
        }
    }

    /// The order after a click on the header of `key`: ascending first, then the other way.
    pub fn clicked(self, key: K) -> Self {
        Self { key, descending: self.key == key && !self.descending }
    }
}

impl From<String> for CustomerQuery {
    fn from(text: String) -> Self {
        Self::from_query_string(&text)
    }
}

impl From<CustomerQuery> for String {
    fn from(query: CustomerQuery) -> Self {
        query.to_query_string()
    }
}

impl CustomerQuery {
    /// Reads a URL's query string, without `?`. Unknown parameters are ignored.
    pub fn from_query_string(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            match name.as_ref() {
                "q" => query.q = search_text(&value),
                "sort" => query.sort = Sort::from_param(&value),
                other => start_from(&mut query.start, other, &value),
            }
        }
        query
    }

    /// The URL's query string, without `?`; empty when all is at its default.
    pub fn to_query_string(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        push(&mut out, "q", &self.q);
        push_sort(&mut out, self.sort);
        push_start(&mut out, &self.start);
        out.finish()
    }

    /// The same list from another start.
    pub fn at(&self, start: PageStart) -> Self {
        Self { start, ..self.clone() }
    }
}

impl From<String> for InstanceQuery {
    fn from(text: String) -> Self {
        Self::from_query_string(&text)
    }
}

impl From<InstanceQuery> for String {
    fn from(query: InstanceQuery) -> Self {
        query.to_query_string()
    }
}

impl InstanceQuery {
    /// Reads a URL's query string, without `?`. Unknown parameters are ignored.
    pub fn from_query_string(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            match name.as_ref() {
                "q" => query.q = search_text(&value),
                "customer" => query.customer = value.parse().ok(),
                "sort" => query.sort = Sort::from_param(&value),
                other => start_from(&mut query.start, other, &value),
            }
        }
        query
    }

    /// The URL's query string, without `?`; empty when all is at its default.
    pub fn to_query_string(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        push(&mut out, "q", &self.q);
        if let Some(customer) = &self.customer {
            push(&mut out, "customer", customer.as_str());
        }
        push_sort(&mut out, self.sort);
        push_start(&mut out, &self.start);
        out.finish()
    }

    /// The same list from another start.
    pub fn at(&self, start: PageStart) -> Self {
        Self { start, ..self.clone() }
    }
}

type Out<'a> = form_urlencoded::Serializer<'a, String>;

fn push(out: &mut Out<'_>, name: &str, value: &str) {
    if !value.is_empty() {
        out.append_pair(name, value);
    }
}

fn push_sort<K: SortKey>(out: &mut Out<'_>, sort: Sort<K>) {
    if sort != Sort::default() {
        push(out, "sort", &sort.to_param());
    }
}

fn push_start(out: &mut Out<'_>, start: &PageStart) {
    match start {
        PageStart::First => {}
        PageStart::After(cursor) => push(out, "after", &cursor.to_string()),
        PageStart::Before(cursor) => push(out, "before", &cursor.to_string()),
        PageStart::Last => push(out, "page", "last"),
        PageStart::At(id) => push(out, "at", id),
    }
}

fn start_from(start: &mut PageStart, name: &str, value: &str) {
    let read = match name {
        "after" => value.parse().ok().map(PageStart::After),
        "before" => value.parse().ok().map(PageStart::Before),
        "page" if value == "last" => Some(PageStart::Last),
        "at" if !value.is_empty() => Some(PageStart::At(value.into())),
        _ => None,
    };
    if let Some(read) = read {
        *start = read;
    }
}

fn search_text(text: &str) -> String {
    text.trim().chars().take(MAX_SEARCH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Cursor;

    #[test]
    fn the_default_query_has_no_parameters() {
        assert_eq!(CustomerQuery::default().to_query_string(), "");
        assert_eq!(InstanceQuery::default().to_query_string(), "");
    }

    #[test]
    fn a_query_survives_its_url() {
        let query = CustomerQuery {
            q: "Müller & Söhne + 100%".into(),
            sort: Sort { key: CustomerSort::Services, descending: true },
            start: PageStart::After(Cursor { key: "12".into(), id: "a-1".into() }),
        };
        assert_eq!(CustomerQuery::from_query_string(&query.to_query_string()), query);
        for start in [PageStart::Last, PageStart::At("x".into())] {
            let query = InstanceQuery {
                customer: Some("c-1".parse().unwrap()),
                start,
                ..Default::default()
            };
            assert_eq!(InstanceQuery::from_query_string(&query.to_query_string()), query);
        }
    }

    #[test]
    fn what_makes_no_sense_falls_back_to_the_default() {
        let query = CustomerQuery::from_query_string("sort=-color&after=nodot&page=7&utm=1");
        assert_eq!(query, CustomerQuery::default());
    }

    #[test]
    fn a_second_click_on_a_header_turns_the_order_round() {
        let once = Sort::<CustomerSort>::default().clicked(CustomerSort::Services);
        assert!(!once.descending);
        assert!(once.clicked(CustomerSort::Services).descending);
        assert!(!once.clicked(CustomerSort::Name).descending);
    }
}
