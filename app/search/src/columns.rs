//! The lists that are searched: what their rows are known and filtered by, and the columns they are
//! sorted by.

use std::{fmt, hash::Hash, str::FromStr};

use filter::{CUSTOMERS, INSTANCES, ORDERS, Schema};
use model::{
    CustomerId, CustomerSort, InstanceId, InstanceSort, ListName, OrderId, OrderSort, SortKey,
};

/// A column of one list, and with it what the index answers searches of that list with.
pub trait Column: SortKey + fmt::Debug + Send + Sync {
    /// What the rows are known by.
    type Id: FromStr<Err: fmt::Display> + Clone + Eq + Hash + Send + Sync + 'static;

    /// What the rows can be filtered by.
    const SCHEMA: &'static Schema;

    /// The field of the filter language whose values are sorted. Absent texts come first, of long
    /// ones the first 255 characters count, and choices are in the order of their list.
    fn field(self) -> &'static str;
}

impl Column for CustomerSort {
    type Id = CustomerId;
    const SCHEMA: &'static Schema = &CUSTOMERS;
    fn field(self) -> &'static str {
        self.as_str()
    }
}

impl Column for InstanceSort {
    type Id = InstanceId;
    const SCHEMA: &'static Schema = &INSTANCES;
    fn field(self) -> &'static str {
        match self {
            Self::Customer => "customer.name",
            _ => self.as_str(),
        }
    }
}

impl Column for OrderSort {
    type Id = OrderId;
    const SCHEMA: &'static Schema = &ORDERS;
    fn field(self) -> &'static str {
        match self {
            Self::Customer => "customer.name",
            _ => self.as_str(),
        }
    }
}

/// What the index needs to know of one kind of row.
#[derive(Debug)]
pub(crate) struct Noun {
    pub(crate) schema: &'static Schema,
    /// The fields of the sort columns, in the order of the columns.
    pub(crate) sorted: fn() -> Vec<&'static str>,
    /// The fields a keyword is looked for in.
    pub(crate) searched: &'static [&'static str],
    /// The fields that a row is best known by: equal to all the keywords, it comes first.
    pub(crate) known_by: &'static [&'static str],
    /// The field that a row is called by: beginning with all the keywords, it comes next.
    pub(crate) called: &'static str,
    /// What its texts are like, where they are not made of words.
    pub(crate) texts: &'static [(&'static str, Texts)],
    /// The field that says which customer a row belongs to; customers belong to none.
    pub(crate) scope: Option<&'static str>,
    /// Bytes of memory for rows that are not on disk yet while all are put in.
    pub(crate) heap: usize,
}

/// What the texts of a field are like, which decides how they are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    /// Of words that repeat.
    Words,
    /// There are few different ones.
    Few,
    /// Short, mostly numbers, and all different.
    Numbers,
}

impl Noun {
    /// The noun of a list.
    pub(crate) fn of(list: ListName) -> &'static Self {
        match list {
            ListName::Customers => &CUSTOMER,
            ListName::Instances => &INSTANCE,
            ListName::Orders => &ORDER,
        }
    }

    pub(crate) fn texts(&self, field: &str) -> Texts {
        let known = self.texts.iter().find(|(name, _)| *name == field);
        known.map_or(Texts::Words, |(_, texts)| *texts)
    }
}

fn fields<C: Column>() -> Vec<&'static str> {
    C::ALL.iter().map(|column| column.field()).collect()
}

static CUSTOMER: Noun = Noun {
    schema: CustomerSort::SCHEMA,
    sorted: fields::<CustomerSort>,
    searched: &["name", "reference", "description"],
    known_by: &["reference"],
    called: "name",
    texts: &[("reference", Texts::Numbers)],
    scope: None,
    heap: 48 << 20,
};

static INSTANCE: Noun = Noun {
    schema: InstanceSort::SCHEMA,
    sorted: fields::<InstanceSort>,
    searched: &["name", "design", "customer.name", "customer.reference"],
    known_by: &["customer.reference", "name"],
    called: "name",
    texts: &[
        ("design", Texts::Few),
        ("version", Texts::Few),
        ("customer.reference", Texts::Numbers),
    ],
    scope: Some("customer"),
    heap: 76 << 20,
};

static ORDER: Noun = Noun {
    schema: OrderSort::SCHEMA,
    sorted: fields::<OrderSort>,
    searched: &["instance", "customer.name", "customer.reference", "by"],
    known_by: &["customer.reference", "instance"],
    called: "instance",
    texts: &[("by", Texts::Few), ("customer.reference", Texts::Numbers)],
    scope: Some("customer"),
    heap: 76 << 20,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn check<C: Column>() {
        let noun = Noun::of(C::LIST);
        assert_eq!(noun.schema, C::SCHEMA);
        let fields = C::ALL.iter().map(|column| column.field());
        let fields = fields.chain(noun.searched.iter().copied()).chain(noun.scope);
        for field in fields.chain(noun.known_by.iter().copied()).chain([noun.called]) {
            assert!(noun.schema.field(field).is_some(), "{:?} {field}", C::LIST);
        }
    }

    #[test]
    fn every_column_and_whatever_else_is_looked_at_is_a_field_of_its_list() {
        check::<CustomerSort>();
        check::<InstanceSort>();
        check::<OrderSort>();
    }
}
