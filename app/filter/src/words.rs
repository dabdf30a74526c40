//! A filter in words, as operators say it: `Status is Inactive or Service Instances ≥ 3`.

use model::text::grouped;

use crate::{Criterion, DateRange, Field, Filter, Kind, Node, Operator, Test, value::visible};

impl Filter {
    /// What it asks, in the words of the form: for a chip, a tooltip, a list of saved filters.
    ///
    /// ```
    /// use filter::{CUSTOMERS, Filter};
    ///
    /// let filter = Filter::parse(&CUSTOMERS, "state=in=(active,failed),created=last=7")?;
    /// assert_eq!(
    ///     filter.in_words(),
    ///     "(Service state is Active or Failed) or Created in the last 7 days"
    /// );
    /// # Ok::<(), filter::ParseError>(())
    /// ```
    pub fn in_words(&self) -> String {
        match self.node() {
            Node::And(parts) => joined(parts, " and "),
            Node::Or(parts) => joined(parts, " or "),
            Node::Not(inner) => format!("not ({})", inner.in_words()),
            Node::Criterion(criterion) => criterion.in_words(),
        }
    }

    /// The same as part of a group, in parentheses where an "and" or "or" in it could be taken for
    /// the group's.
    fn in_words_within(&self) -> String {
        let compound = match self.node() {
            Node::And(_) | Node::Or(_) => true,
            Node::Not(_) => false,
            Node::Criterion(criterion) => {
                criterion.operator() == Operator::In && criterion.values().len() > 1
            }
        };
        if compound { format!("({})", self.in_words()) } else { self.in_words() }
    }
}

impl Criterion {
    /// What it asks, in the words of the form: `Name contains “nordic”`.
    pub fn in_words(&self) -> String {
        let (field, operator) = (self.field(), self.operator());
        let values: Vec<String> = self.values().iter().map(|value| shown(field, value)).collect();
        let condition = match (operator, self.test()) {
            (_, Test::Empty) => operator.label().to_owned(),
            (_, Test::Date(DateRange::LastDays(1))) => "in the last day".to_owned(),
            (_, Test::Date(DateRange::LastDays(days))) => {
                format!("in the last {} days", grouped((*days).into()))
            }
            (Operator::In, _) => format!("is {}", listed(&values, "or")),
            (Operator::NotIn, _) if values.len() == 1 => format!("is not {}", values.concat()),
            (Operator::NotIn, _) => format!("is neither {}", listed(&values, "nor")),
            _ => format!("{} {}", operator.label(), listed(&values, "and")),
        };
        format!("{} {condition}", field.label)
    }
}

fn joined(parts: &[Filter], word: &str) -> String {
    parts.iter().map(Filter::in_words_within).collect::<Vec<_>>().join(word)
}

/// `a`, `a or b`, `a, b or c`.
fn listed(values: &[String], word: &str) -> String {
    match values {
        [first @ .., before, last] => {
            let first: String = first.iter().map(|value| format!("{value}, ")).collect();
            format!("{first}{before} {word} {last}")
        }
        _ => values.concat(),
    }
}

/// One value as the page shows it.
fn shown(field: &Field, value: &str) -> String {
    match field.kind {
        Kind::Text => format!("“{}”", visible(value)),
        Kind::Number => value.parse().map_or_else(|_| value.to_owned(), grouped),
        Kind::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.value == value);
            choice.map_or(value, |choice| choice.label).to_owned()
        }
        Kind::Date | Kind::Id => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CUSTOMERS;

    fn words(text: &str) -> String {
        Filter::parse(&CUSTOMERS, text).unwrap().in_words()
    }

    #[test]
    fn every_condition_has_words() {
        for (text, told) in [
            ("name==acme", "Name is “acme”"),
            ("name!=\"Acme AS\"", "Name is not “Acme AS”"),
            ("name=like=nordic", "Name contains “nordic”"),
            ("name=unlike=x", "Name does not contain “x”"),
            ("name=starts=x", "Name starts with “x”"),
            ("name=ends=\"a\\\"b\u{202e}\"", "Name ends with “a\"bU+202E”"),
            ("reference=empty=true", "Reference Number is empty"),
            ("reference=empty=false", "Reference Number is not empty"),
            ("status==inactive", "Status is Inactive"),
            ("state=in=(active)", "Service state is Active"),
            ("state=in=(active,failed)", "Service state is Active or Failed"),
            ("state=out=(active)", "Service state is not Active"),
            (
                "state=out=(active,failed,feasibility_checked)",
                "Service state is neither Active, Failed nor Feasibility checked",
            ),
            ("services==1234567", "Service Instances is 1,234,567"),
            ("services<1000", "Service Instances < 1,000"),
            ("services<=3", "Service Instances ≤ 3"),
            ("services>3", "Service Instances > 3"),
            ("services>=3", "Service Instances ≥ 3"),
            ("services=between=(3,5000)", "Service Instances between 3 and 5,000"),
            ("services=in=(1,2,3)", "Service Instances is 1, 2 or 3"),
            ("created==2026-11-24", "Created is 2026-11-24"),
            ("created=before=2026-11-24", "Created before 2026-11-24"),
            ("created=after=2026-11-24T10:00:00Z", "Created after 2026-11-24T10:00:00Z"),
            ("created=last=1", "Created in the last day"),
            ("created=last=3650", "Created in the last 3,650 days"),
            ("id==c-1", "Customer ID is c-1"),
        ] {
            assert_eq!(words(text), told, "{text}");
        }
    }

    #[test]
    fn groups_within_groups_are_in_parentheses() {
        for (text, told) in [
            ("status==active;id==a", "Status is Active and Customer ID is a"),
            ("id==a;id==b,id==c", "(Customer ID is a and Customer ID is b) or Customer ID is c"),
            ("!(id==a);id==b", "not (Customer ID is a) and Customer ID is b"),
            ("!(id==a,id==b)", "not (Customer ID is a or Customer ID is b)"),
            ("id=in=(a,b);id==c", "(Customer ID is a or b) and Customer ID is c"),
            ("id=in=(a);id=out=(b,c)", "Customer ID is a and Customer ID is neither b nor c"),
        ] {
            assert_eq!(words(text), told, "{text}");
        }
    }
}
