//! Narrowing a filter by the value of a cell: only this value, or all others.

use crate::{Criterion, Field, Filter, Operator, ValueError};

impl Filter {
    /// The filter, or none, and besides that the field has only this value; `None` is no value at
    /// all. Changes nothing where the filter asks for that already.
    ///
    /// The value is as [`Criterion::new`] takes it: a choice as stored, a date as a day or a time.
    /// Fails when it is no value of the field, when the field always has one, or when the filter
    /// becomes too large.
    ///
    /// ```
    /// use filter::{CUSTOMERS, Filter};
    ///
    /// let filter = Filter::parse(&CUSTOMERS, "name==a,name==b").ok();
    /// let (status, reference) = (&CUSTOMERS.fields[3], &CUSTOMERS.fields[1]);
    /// let filter = Filter::and_only(filter, status, Some("active"))?;
    /// let filter = Filter::and_not(Some(filter), reference, None)?;
    /// let text = "(name==a,name==b);status==active;reference=empty=false";
    /// assert_eq!(filter.to_string(), text);
    /// assert_eq!(Filter::and_only(Some(filter.clone()), status, Some("active"))?, filter);
    /// # Ok::<(), filter::ValueError>(())
    /// ```
    pub fn and_only(
        filter: Option<Self>,
        field: &'static Field,
        value: Option<&str>,
    ) -> Result<Self, ValueError> {
        let operator = if value.is_some() { Operator::Is } else { Operator::IsEmpty };
        and(filter, Criterion::new(field, operator, value.as_slice())?)
    }

    /// The filter, or none, and besides that the field does not have this value; as
    /// [`Filter::and_only`].
    pub fn and_not(
        filter: Option<Self>,
        field: &'static Field,
        value: Option<&str>,
    ) -> Result<Self, ValueError> {
        let operator = if value.is_some() { Operator::IsNot } else { Operator::IsNotEmpty };
        and(filter, Criterion::new(field, operator, value.as_slice())?)
    }
}

fn and(filter: Option<Filter>, criterion: Criterion) -> Result<Filter, ValueError> {
    let criterion = Filter::from(criterion);
    match filter {
        Some(filter) if !filter.is_or() && filter.parts().contains(&criterion) => Ok(filter),
        filter => Ok(Filter::all(filter.into_iter().chain([criterion]))?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, arbitrary, limits::MAX_CRITERIA};
    use proptest::prelude::*;

    fn field(name: &str) -> &'static Field {
        CUSTOMERS.field(name).unwrap()
    }

    #[test]
    fn a_value_becomes_a_filter_or_one_more_criterion() {
        let filter = Filter::and_only(None, field("services"), Some("3")).unwrap();
        assert_eq!(filter.to_string(), "services==3");
        let filter = Filter::and_not(Some(filter), field("name"), Some("Acme AS")).unwrap();
        assert_eq!(filter.to_string(), "services==3;name!=\"Acme AS\"");
        let filter = Filter::and_only(Some(filter), field("reference"), None).unwrap();
        assert_eq!(filter.to_string(), "services==3;name!=\"Acme AS\";reference=empty=true");
    }

    #[test]
    fn a_value_that_is_only_one_of_several_possible_is_added() {
        let either = Filter::parse(&CUSTOMERS, "name==a,name==b").ok();
        let filter = Filter::and_only(either, field("name"), Some("a")).unwrap();
        assert_eq!(filter.to_string(), "(name==a,name==b);name==a");
    }

    #[test]
    fn what_cannot_be_asked_is_refused_in_words() {
        let error = Filter::and_only(None, field("name"), None).unwrap_err();
        assert!(error.to_string().starts_with("\"is empty\" is not a condition of Name."));
        assert!(Filter::and_not(None, field("status"), Some("gone")).is_err());

        let filter = Filter::all(vec![named_a(); MAX_CRITERIA]).unwrap();
        let error = Filter::and_not(Some(filter), field("name"), Some("b")).unwrap_err();
        let told = "The filter has 101 conditions; 100 is the most. Write a smaller filter.";
        assert_eq!(error.to_string(), told);
    }

    fn named_a() -> Filter {
        Filter::and_only(None, field("name"), Some("a")).unwrap()
    }

    proptest! {
        #[test]
        fn twice_is_once(
            filter in proptest::option::of(arbitrary::filter(&CUSTOMERS)),
            value in arbitrary::text(),
        ) {
            if let Ok(once) = Filter::and_only(filter, field("reference"), Some(&value)) {
                let twice = Filter::and_only(Some(once.clone()), field("reference"), Some(&value));
                prop_assert_eq!(twice, Ok(once));
            }
        }
    }
}
