//! The columns that lists are sorted by, each declared once.

use filter::{CUSTOMERS, INSTANCES, Schema};

/// A column of one kind of row.
pub trait Column: Copy + std::fmt::Debug + PartialEq + Send + Sync + 'static {
    /// All columns, in the order of the table. The first is the one sorted by when nothing is said.
    const ALL: &'static [Self];

    /// The column's name in a URL.
    fn name(self) -> &'static str;

    /// The field of the filter language whose values are sorted.
    fn field(self) -> &'static str;

    /// The column of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.name() == name)
    }
}

macro_rules! columns {
    ($(#[$doc:meta])* $kind:ident: $($(#[$variant_doc:meta])* $variant:ident $name:literal $field:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($(#[$variant_doc])* $variant,)+
        }

        impl Column for $kind {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            fn field(self) -> &'static str {
                match self { $(Self::$variant => $field,)+ }
            }
        }
    };
}

columns! {
    /// What customers are sorted by. Absent texts come first.
    CustomerColumn:
    /// The name.
    Name "name" "name",
    /// The reference number.
    Reference "reference" "reference",
    /// The first 255 characters of the description.
    Description "description" "description",
    /// The status: active, then inactive.
    Status "status" "status",
    /// The number of service instances.
    Services "services" "services",
    /// The time of creation.
    Created "created" "created",
    /// The time of the last change.
    Updated "updated" "updated",
    /// The customer's id.
    Id "id" "id",
}

columns! {
    /// What service instances are sorted by.
    InstanceColumn:
    /// The name.
    Name "name" "name",
    /// The customer's name.
    Customer "customer" "customer.name",
    /// The service design.
    Design "design" "design",
    /// The state, in the order of a life.
    State "state" "state",
    /// The time of creation.
    Created "created" "created",
    /// The time of the last change.
    Updated "updated" "updated",
    /// The instance's id.
    Id "id" "id",
}

/// What the index needs to know of one kind of row.
#[derive(Debug)]
pub(crate) struct Noun {
    pub(crate) folder: &'static str,
    pub(crate) schema: &'static Schema,
    /// The fields of the sort columns, in the order of the columns.
    pub(crate) sorted: fn() -> Vec<&'static str>,
    /// The fields a keyword is looked for in.
    pub(crate) searched: &'static [&'static str],
    /// The fields that a row is best known by: equal to all the keywords, it comes first.
    pub(crate) known_by: &'static [&'static str],
    /// What its texts are like, where they are not made of words.
    pub(crate) texts: &'static [(&'static str, Texts)],
    /// The field that a scope is about.
    pub(crate) scope: &'static str,
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
    pub(crate) fn texts(&self, field: &str) -> Texts {
        let known = self.texts.iter().find(|(name, _)| *name == field);
        known.map_or(Texts::Words, |(_, texts)| *texts)
    }
}

fn fields<C: Column>() -> Vec<&'static str> {
    C::ALL.iter().map(|column| column.field()).collect()
}

pub(crate) static CUSTOMER: Noun = Noun {
    folder: "customers",
    schema: &CUSTOMERS,
    sorted: fields::<CustomerColumn>,
    searched: &["name", "reference", "description"],
    known_by: &["reference"],
    texts: &[("reference", Texts::Numbers)],
    scope: "id",
};

pub(crate) static INSTANCE: Noun = Noun {
    folder: "instances",
    schema: &INSTANCES,
    sorted: fields::<InstanceColumn>,
    searched: &["name", "design", "customer.name", "customer.reference"],
    known_by: &["customer.reference", "name"],
    texts: &[
        ("design", Texts::Few),
        ("version", Texts::Few),
        ("customer.reference", Texts::Numbers),
    ],
    scope: "customer",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_and_is_found_by_its_name() {
        for column in CustomerColumn::ALL {
            assert!(CUSTOMERS.field(column.field()).is_some());
            assert_eq!(CustomerColumn::named(column.name()), Some(*column));
        }
        for column in InstanceColumn::ALL {
            assert!(INSTANCES.field(column.field()).is_some());
            assert_eq!(InstanceColumn::named(column.name()), Some(*column));
        }
        assert_eq!(CustomerColumn::named("color"), None);
    }
}
