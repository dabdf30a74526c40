//! Plain evaluation: what a filter means, one row at a time. The index must agree with it.

use chrono::{DateTime, Utc};

use crate::{Criterion, Filter, Row, Test, Value, fold, tree::Node};

impl Filter {
    /// Whether the row passes at this time.
    pub fn matches(&self, row: &dyn Row, now: DateTime<Utc>) -> bool {
        match self.node() {
            Node::And(children) => children.iter().all(|child| child.matches(row, now)),
            Node::Or(children) => children.iter().any(|child| child.matches(row, now)),
            Node::Not(inner) => !inner.matches(row, now),
            Node::Criterion(criterion) => criterion.matches(row, now),
        }
    }
}

impl Criterion {
    /// Whether the row passes at this time: any of its values passes the test, or, for a negated
    /// criterion, none does. So a row without a value passes `is not`, but not `is`.
    pub fn matches(&self, row: &dyn Row, now: DateTime<Utc>) -> bool {
        let value = row.value(self.field());
        let passes = match self.test() {
            Test::Empty => !any(&value, &|_| true),
            test => any(&value, &|value| passes(test, value, now)),
        };
        passes != self.negated()
    }
}

/// Whether any of the values that are there is as asked.
fn any(value: &Value<'_>, asked: &dyn Fn(&Value<'_>) -> bool) -> bool {
    match value {
        Value::Absent => false,
        Value::Text(text) if text.is_empty() => false,
        Value::Many(values) => values.iter().any(|value| any(value, asked)),
        value => asked(value),
    }
}

/// Whether one value that is there passes.
fn passes(test: &Test, value: &Value<'_>, now: DateTime<Utc>) -> bool {
    match (test, value) {
        (Test::Text(wanted), Value::Text(text)) => {
            let text = fold(text);
            wanted.values().iter().any(|wanted| fold(wanted) == text)
        }
        (Test::Contains(part), Value::Text(text)) => fold(text).contains(&fold(part)),
        (Test::StartsWith(part), Value::Text(text)) => fold(text).starts_with(&fold(part)),
        (Test::EndsWith(part), Value::Text(text)) => fold(text).ends_with(&fold(part)),
        (Test::Number(wanted), Value::Number(number)) => wanted.values().contains(number),
        (Test::NumberRange(range), Value::Number(number)) => {
            range.bounds().is_some_and(|bounds| bounds.contains(number))
        }
        (Test::Date(range), Value::Date(at)) => range.period(now).contains(*at),
        (Test::Choice(wanted), Value::Text(text)) => {
            wanted.values().iter().any(|choice| choice.value == text)
        }
        (Test::Id(wanted), Value::Text(text)) => wanted.values().iter().any(|id| id == text),
        // A row that gives another kind of value than declared has none of the kind asked for.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CUSTOMERS, INSTANCES, InstanceRow, ORDERS, Operator, OrderRow, arbitrary};
    use model::{
        Customer, CustomerStatus, Instance, InstanceState, Order, OrderKind, OrderStatus,
        ServiceCounts,
    };
    use proptest::prelude::*;

    fn customer() -> Customer {
        Customer {
            id: "c-1".parse().unwrap(),
            name: "Müller Fiber AG".into(),
            reference: None,
            description: Some("Two\nlines".into()),
            status: CustomerStatus::Inactive,
            system: false,
            version: 3,
            created_at: "2026-11-24T10:00:00Z".into(),
            updated_at: "2026-11-24T23:30:00.5+02:00".into(),
            services: ServiceCounts { active: 2, failed: 1, ..Default::default() },
        }
    }

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-30T12:00:00Z").unwrap().to_utc()
    }

    fn holds(text: &str) -> bool {
        Filter::parse(&CUSTOMERS, text).unwrap().matches(&customer(), now())
    }

    #[test]
    fn each_condition_holds_where_it_should() {
        for text in [
            "name==\"muller FIBER ag\"",
            "name!=muller",
            "name=like=LLER",
            "name=like=\"r f\"",
            "name=unlike=lag",
            "name=starts=mull",
            "name=ends=ag",
            "name=in=(x,\"MÜLLER fiber AG\")",
            "name=out=(muller,x)",
            "description=like=\"two lines\"",
            "description=empty=false",
            "status==inactive",
            "status!=active",
            "services==3;services!=2;services=lt=4;services=le=3;services=gt=2;services=ge=3",
            "services=between=(3,3);services=in=(1,3);services=out=(1,2)",
            "created==2026-11-24;created==2026-11-24T12:00:00+02:00",
            "created=before=2026-11-25;created=after=2026-11-23",
            "updated==2026-11-24T21:30:00.5Z",
            "created=between=(2026-11-24,2026-11-24)",
            "created=last=7",
            "id==c-1",
            "id!=C-1",
            "name==x,status==inactive",
            "!(name==x)",
        ] {
            assert!(holds(text), "{text}");
        }
    }

    #[test]
    fn each_condition_fails_where_it_should() {
        for text in [
            "name==muller",
            "name=like=*",
            "name=like=muler",
            "name=starts=fiber",
            "name=ends=fiber",
            "services=lt=3",
            "services=gt=3",
            "services=between=(4,9)",
            "created==2026-11-25",
            "created=before=2026-11-24",
            "created=after=2026-11-24",
            "created=after=2026-11-24T10:00:00Z",
            "created=before=2026-11-24T10:00:00Z",
            "created=last=6",
            "id==C-1",
            "name==x;status==inactive",
        ] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn a_missing_value_passes_only_the_complements_and_is_empty() {
        for text in
            ["reference!=x", "reference=unlike=x", "reference=out=(x,y)", "reference=empty=true"]
        {
            assert!(holds(text), "{text}");
        }
        for text in [
            "reference==x",
            "reference=like=x",
            "reference=in=(x,y)",
            "reference=starts=x",
            "reference=ends=x",
            "reference=empty=false",
        ] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn of_several_values_any_passes_and_the_complement_wants_none() {
        for text in ["state==active", "state==failed", "state=in=(uploaded,failed)"] {
            assert!(holds(text), "{text}");
        }
        for text in
            ["state==uploaded", "state!=active", "state=out=(failed,uploaded)", "state=empty=true"]
        {
            assert!(!holds(text), "{text}");
        }
        let alone = Customer { services: ServiceCounts::default(), ..customer() };
        let filter = Filter::parse(&CUSTOMERS, "state=empty=true;state!=active").unwrap();
        assert!(filter.matches(&alone, now()));
    }

    #[test]
    fn the_future_is_not_in_the_last_days() {
        let filter = Filter::parse(&CUSTOMERS, "created=last=7").unwrap();
        let future = Customer { created_at: "2026-11-30T12:00:01Z".into(), ..customer() };
        assert!(!filter.matches(&future, now()));
    }

    #[test]
    fn an_instance_is_found_by_itself_and_by_its_customer() {
        let instance = Instance {
            id: "i-1".parse().unwrap(),
            name: "vpn-1".into(),
            customer: "c-1".parse().unwrap(),
            customer_name: "Müller".into(),
            design: "l3vpn".into(),
            design_version: "1.2.0".into(),
            state: InstanceState::FeasibilityChecked,
            changed: false,
            version: 1,
            created_at: "2026-11-24T10:00:00Z".into(),
            updated_at: "unreadable".into(),
        };
        let row = InstanceRow {
            instance: &instance,
            customer_reference: Some("CRM-7"),
            customer_status: CustomerStatus::Active,
        };
        let text = "name==VPN-1;design==l3vpn;version=starts=1.;state==feasibility_checked;\
                    customer==c-1;customer.name==muller;customer.reference==crm-7;\
                    customer.status==active;created==2026-11-24;id==i-1;updated!=2026-11-24";
        for criterion in Filter::parse(&INSTANCES, text).unwrap().criteria() {
            assert!(criterion.matches(&row, now()), "{criterion}");
        }
        assert!(crate::Keywords::parse("vpn l3 mull crm").matches(&row));
    }

    #[test]
    fn an_order_is_found_by_itself_by_its_instance_and_by_its_customer() {
        let order = Order {
            id: "o-1".parse().unwrap(),
            instance: "i-1".parse().unwrap(),
            instance_name: "vpn-1".into(),
            customer: "c-1".parse().unwrap(),
            customer_name: "Müller".into(),
            kind: OrderKind::Modify,
            status: OrderStatus::SuccessWithWarnings,
            message: Some("A port is down.".into()),
            trace: Vec::new(),
            attempt: 2,
            placed_by: "ana".into(),
            version: 4,
            created_at: "2026-11-24T10:00:00Z".into(),
            updated_at: "2026-11-24T10:05:00Z".into(),
        };
        let row = OrderRow { order: &order, customer_reference: None };
        let text = "id==o-1;instance==VPN-1;instance.id==i-1;type==modify;type!=delete;\
                    status=in=(failed,success_with_warnings);customer==c-1;customer.name==muller;\
                    customer.reference=empty=true;by==ANA;message=like=port;created==2026-11-24;\
                    updated=after=2026-11-24T10:00:00Z";
        for criterion in Filter::parse(&ORDERS, text).unwrap().criteria() {
            assert!(criterion.matches(&row, now()), "{criterion}");
        }
        let found = |words: &str| crate::Keywords::parse(words).matches(&row);
        assert!(found("vpn mull ana o-1"));
        assert!(!found("port"), "lists do not show the message");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn complements_differ_on_every_row(
            criterion in arbitrary::criterion(&CUSTOMERS),
            customer in arbitrary::customer(),
        ) {
            let complement = match criterion.operator() {
                Operator::Is => Operator::IsNot,
                Operator::Contains => Operator::DoesNotContain,
                Operator::In => Operator::NotIn,
                Operator::IsEmpty => Operator::IsNotEmpty,
                _ => return Ok(()),
            };
            let field = criterion.field();
            let complement = Criterion::new(field, complement, &criterion.values()).unwrap();
            let matches = criterion.matches(&customer, now());
            prop_assert_ne!(matches, complement.matches(&customer, now()));
        }

        #[test]
        fn groups_mean_and_or_and_not(
            one in arbitrary::filter(&CUSTOMERS),
            other in arbitrary::filter(&CUSTOMERS),
            customer in arbitrary::customer(),
        ) {
            let holds = |filter: &Filter| filter.matches(&customer, now());
            if let Ok(both) = Filter::all([one.clone(), other.clone()]) {
                prop_assert_eq!(holds(&both), holds(&one) && holds(&other));
            }
            if let Ok(either) = Filter::any([one.clone(), other.clone()]) {
                prop_assert_eq!(holds(&either), holds(&one) || holds(&other));
            }
            if let Ok(not) = one.clone().negate() {
                prop_assert_ne!(holds(&not), holds(&one));
            }
        }
    }
}
