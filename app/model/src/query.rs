//! What a list is asked for. A query is at once the URL, the server function's argument, the
//! search's argument and the resource's key; what is at its default has no parameter. On the wire a
//! query is its URL text, so there is one form to read and one to write.

use serde::{Deserialize, Serialize};

use crate::{
    id::CustomerId,
    page::{ListName, PageSize, PageStart},
    saved_filter::Saved,
    sort::{Sort, Sorts},
};

/// Longest search text, in characters; more is cut off.
pub const MAX_SEARCH: usize = 200;

/// Longest filter text, in characters; more is cut off, which the filter's parser then reports.
pub const MAX_FILTER: usize = 4_000;

/// Asks for a page of one kind of row; `K` names its columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String", bound = "K: SortKey")]
pub struct Query<K: SortKey> {
    /// All words must occur somewhere in the row; blank matches all.
    pub q: String,
    /// Criteria in the filter language, as typed; blank matches all.
    pub filter: String,
    /// Only what belongs to this customer. Lists of customers ignore it.
    pub customer: Option<CustomerId>,
    /// The order that was chosen; without columns none was.
    pub sort: Sorts<K>,
    /// The columns that were chosen, each once; none are the usual ones.
    pub columns: Vec<K>,
    /// How many rows the page has, if that was chosen.
    pub size: Option<PageSize>,
    /// The saved filter that the page works on; lists ignore it.
    pub saved: Saved,
    /// Where the page starts.
    pub start: PageStart,
}

/// Asks for customers.
pub type CustomerQuery = Query<CustomerSort>;

/// Asks for service instances.
pub type InstanceQuery = Query<InstanceSort>;

/// Asks for service orders.
pub type OrderQuery = Query<OrderSort>;

/// The columns customers can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerSort {
    /// Name.
    #[default]
    Name,
    /// Reference Number; customers without one come first.
    Reference,
    /// Description; customers without one come first.
    Description,
    /// Status.
    Status,
    /// Number of service instances.
    Services,
    /// Time of creation.
    Created,
    /// Time of the last change.
    Updated,
    /// Customer ID.
    Id,
}

/// The columns service instances can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceSort {
    /// Name.
    #[default]
    Name,
    /// The customer's name.
    Customer,
    /// Service design.
    Design,
    /// State, in the order of a life.
    State,
    /// Time of creation.
    Created,
    /// Time of the last change.
    Updated,
    /// Instance ID.
    Id,
}

/// The columns service orders can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSort {
    /// Time at which it was placed.
    #[default]
    Created,
    /// Time of the last change.
    Updated,
    /// The service instance's name.
    Instance,
    /// The customer's name.
    Customer,
    /// Type: create, modify, delete.
    Kind,
    /// Status, in the order in which an order passes through.
    Status,
    /// The operator who placed it.
    PlacedBy,
    /// Order ID.
    Id,
}

/// A column's name in the URL.
pub trait SortKey: Copy + Default + PartialEq + 'static {
    /// The list whose columns they are.
    const LIST: ListName;
    /// All columns.
    const ALL: &'static [Self];
    /// The order of the list when none was chosen.
    const USUAL: Sort<Self>;
    /// The name in the URL.
    fn as_str(self) -> &'static str;
    /// The column of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.as_str() == name)
    }
}

impl SortKey for CustomerSort {
    const LIST: ListName = ListName::Customers;
    const USUAL: Sort<Self> = Sort { key: Self::Name, descending: false };
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::Reference,
        Self::Description,
        Self::Status,
        Self::Services,
        Self::Created,
        Self::Updated,
        Self::Id,
    ];
    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Reference => "reference",
            Self::Description => "description",
            Self::Status => "status",
            Self::Services => "services",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Id => "id",
        }
    }
}

impl SortKey for InstanceSort {
    const LIST: ListName = ListName::Instances;
    const USUAL: Sort<Self> = Sort { key: Self::Name, descending: false };
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::Customer,
        Self::Design,
        Self::State,
        Self::Created,
        Self::Updated,
        Self::Id,
    ];
    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Customer => "customer",
            Self::Design => "design",
            Self::State => "state",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Id => "id",
        }
    }
}

impl SortKey for OrderSort {
    const LIST: ListName = ListName::Orders;
    const USUAL: Sort<Self> = Sort { key: Self::Created, descending: true };
    const ALL: &'static [Self] = &[
        Self::Created,
        Self::Updated,
        Self::Instance,
        Self::Customer,
        Self::Kind,
        Self::Status,
        Self::PlacedBy,
        Self::Id,
    ];
    fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Instance => "instance",
            Self::Customer => "customer",
            Self::Kind => "type",
            Self::Status => "status",
            Self::PlacedBy => "by",
            Self::Id => "id",
        }
    }
}

impl<K: SortKey> Default for Query<K> {
    fn default() -> Self {
        Self {
            q: String::new(),
            filter: String::new(),
            customer: None,
            sort: Sorts::default(),
            columns: Vec::new(),
            size: None,
            saved: Saved::Unsaid,
            start: PageStart::First,
        }
    }
}

impl<K: SortKey> From<String> for Query<K> {
    fn from(text: String) -> Self {
        Self::from_query_string(&text)
    }
}

impl<K: SortKey> From<Query<K>> for String {
    fn from(query: Query<K>) -> Self {
        query.to_query_string()
    }
}

impl<K: SortKey> Query<K> {
    /// Reads a URL's query string, without `?`. Unknown parameters are ignored.
    pub fn from_query_string(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            match name.as_ref() {
                "q" => query.q = cut(&value, MAX_SEARCH),
                "filter" => query.filter = cut(&value, MAX_FILTER + 1),
                "customer" => query.customer = value.parse().ok(),
                "sort" => query.sort = Sorts::from_param(&value),
                // A form without JavaScript sends one parameter for each.
                "columns" => value.split(',').for_each(|name| add_named(&mut query.columns, name)),
                "size" => query.size = value.parse().ok(),
                "saved" => query.saved = Saved::from_param(&value),
                other => start_from(&mut query.start, other, &value),
            }
        }
        query
    }

    /// The URL's query string, without `?`; empty when all is at its default.
    pub fn to_query_string(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.parameters() {
            out.append_pair(name, &value);
        }
        out.finish()
    }

    /// The URL's parameters; those at their default are left out.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let start = match &self.start {
            PageStart::First => None,
            PageStart::After(cursor) => Some(("after", cursor.to_string())),
            PageStart::Before(cursor) => Some(("before", cursor.to_string())),
            PageStart::Last => Some(("page", "last".to_owned())),
            PageStart::At(id) => Some(("at", id.clone())),
            PageStart::Row(number) => Some(("row", number.to_string())),
            PageStart::From(text) => Some(("from", text.clone())),
        };
        [
            Some(("q", self.q.clone())),
            Some(("filter", self.filter.clone())),
            self.customer.as_ref().map(|id| ("customer", id.to_string())),
            Some(("sort", self.sort.to_param())),
            Some((
                "columns",
                self.columns.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(","),
            )),
            self.size.map(|size| ("size", size.rows().to_string())),
            self.saved.to_param().map(|value| ("saved", value)),
            start,
        ]
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }

    /// The same list from another start.
    pub fn at(&self, start: PageStart) -> Self {
        Self { start, ..self.clone() }
    }

    /// What a saved filter keeps: neither which page it is, nor how long, nor which saved filter.
    pub fn kept(&self) -> Self {
        Self { size: None, saved: Saved::Unsaid, ..self.at(PageStart::First) }
    }

    /// The order of the rows; without columns it is "best matches first", which a search has until
    /// another order is chosen.
    pub fn order(&self) -> Sorts<K> {
        match self.sort.is_empty() && self.q.is_empty() {
            true => K::USUAL.into(),
            false => self.sort.clone(),
        }
    }

    /// The same list from its start after a click on the header of `key`: [`Sorts::only`].
    pub fn sorted_by(&self, key: K) -> Self {
        self.sorted(self.order().only(key))
    }

    /// The same list from its start after a click on the header of `key` with Shift:
    /// [`Sorts::with`].
    pub fn also_sorted_by(&self, key: K) -> Self {
        self.sorted(self.order().with(key))
    }

    fn sorted(&self, order: Sorts<K>) -> Self {
        // The usual order has no parameter, so that one list has one URL.
        let usual = self.q.is_empty() && *order == [K::USUAL];
        let sort = if usual { Sorts::default() } else { order };
        Self { sort, ..self.at(PageStart::First) }
    }
}

fn start_from(start: &mut PageStart, name: &str, value: &str) {
    let read = match name {
        "after" => value.parse().ok().map(PageStart::After),
        "before" => value.parse().ok().map(PageStart::Before),
        "page" if value == "last" => Some(PageStart::Last),
        "at" if !value.is_empty() => Some(PageStart::At(value.into())),
        "row" => number(value).map(PageStart::Row),
        "from" if !value.trim().is_empty() => Some(PageStart::From(cut(value, MAX_SEARCH))),
        _ => None,
    };
    if let Some(read) = read {
        *start = read;
    }
}

/// A row number as people write it: `4201`, `4,201`.
fn number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '_')).collect();
    digits.parse().ok()
}

fn add_named<K: SortKey>(columns: &mut Vec<K>, name: &str) {
    if let Some(key) = K::named(name)
        && !columns.contains(&key)
    {
        columns.push(key);
    }
}

fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Cursor;

    #[test]
    fn the_default_query_has_no_parameters() {
        assert_eq!(CustomerQuery::default().to_query_string(), "");
        assert_eq!(InstanceQuery::default().to_query_string(), "");
        assert_eq!(OrderQuery::default().to_query_string(), "");
    }

    #[test]
    fn service_orders_come_newest_first_until_another_order_is_chosen() {
        let usual = OrderQuery::default();
        assert_eq!(usual.order().to_param(), "-created");
        let oldest = usual.sorted_by(OrderSort::Created);
        assert_eq!(oldest.to_query_string(), "sort=created");
        assert_eq!(oldest.sorted_by(OrderSort::Created), usual);
        let both = usual.also_sorted_by(OrderSort::Kind);
        assert_eq!(both.to_query_string(), "sort=-created%2Ctype");
        assert_eq!(OrderQuery::from_query_string("sort=-created,type"), both);
    }

    #[test]
    fn a_query_survives_its_url() {
        let query = CustomerQuery {
            q: "Müller & Söhne + 100%".into(),
            filter: "name=like=\"a;b\";services=gt=3".into(),
            sort: Sorts::from_param("-services,name"),
            columns: vec![CustomerSort::Name, CustomerSort::Id],
            size: Some(PageSize::Many),
            saved: Saved::Filter("f-1".parse().unwrap()),
            start: PageStart::After(Cursor { key: "12".into(), id: "a-1".into() }),
            ..Default::default()
        };
        assert_eq!(CustomerQuery::from_query_string(&query.to_query_string()), query);
        for start in [
            PageStart::Last,
            PageStart::At("x".into()),
            PageStart::Row(4_201),
            PageStart::From("mü".into()),
        ] {
            let query = InstanceQuery {
                customer: Some("c-1".parse().unwrap()),
                saved: Saved::None,
                start,
                ..Default::default()
            };
            assert_eq!(InstanceQuery::from_query_string(&query.to_query_string()), query);
        }
    }

    #[test]
    fn a_row_number_may_be_written_with_separators() {
        let query = CustomerQuery::from_query_string("row=4%2C201");
        assert_eq!(query.start, PageStart::Row(4_201));
    }

    #[test]
    fn columns_come_in_one_parameter_or_in_several() {
        let wanted = vec![CustomerSort::Name, CustomerSort::Created];
        for text in ["columns=name,created", "columns=name&columns=created&columns=name,color"] {
            assert_eq!(CustomerQuery::from_query_string(text).columns, wanted, "{text}");
        }
    }

    #[test]
    fn what_makes_no_sense_falls_back_to_the_default() {
        let query = CustomerQuery::from_query_string(
            "sort=-color,&after=nodot&page=7&row=x&size=51&from= &saved=a/b&utm=1",
        );
        assert_eq!(query, CustomerQuery::default());
    }

    #[test]
    fn a_second_click_on_a_header_turns_the_order_round() {
        let once = CustomerQuery::default().sorted_by(CustomerSort::Services);
        assert_eq!(once.to_query_string(), "sort=services");
        let twice = once.sorted_by(CustomerSort::Services);
        assert_eq!(twice.to_query_string(), "sort=-services");
        assert_eq!(twice.sorted_by(CustomerSort::Services), once);
        assert_eq!(
            CustomerQuery::default().sorted_by(CustomerSort::Name).to_query_string(),
            "sort=-name"
        );
        assert_eq!(once.sorted_by(CustomerSort::Name), CustomerQuery::default());
    }

    #[test]
    fn a_search_puts_the_best_matches_first_until_an_order_is_chosen() {
        let search = CustomerQuery { q: "acme".into(), ..Default::default() };
        assert!(search.order().is_empty());
        let by_name = search.sorted_by(CustomerSort::Name);
        assert_eq!(by_name.to_query_string(), "q=acme&sort=name");
        assert_eq!(*by_name.order(), [CustomerSort::USUAL]);
        assert_eq!(search.also_sorted_by(CustomerSort::Name), by_name);
        let turned = by_name.also_sorted_by(CustomerSort::Name);
        assert_eq!(turned.to_query_string(), "q=acme&sort=-name");
        assert_eq!(turned.also_sorted_by(CustomerSort::Name), search);
    }

    #[test]
    fn a_click_with_shift_adds_a_column_to_what_the_list_is_sorted_by() {
        let last = CustomerQuery::default().at(PageStart::Last);
        let both = last.also_sorted_by(CustomerSort::Services);
        assert_eq!(both.to_query_string(), "sort=name%2Cservices");
        assert_eq!(CustomerQuery::from_query_string("sort=name,services"), both);
        let turned = both.also_sorted_by(CustomerSort::Services);
        assert_eq!(turned.to_query_string(), "sort=name%2C-services");
        assert_eq!(turned.also_sorted_by(CustomerSort::Services), CustomerQuery::default());
    }
}
