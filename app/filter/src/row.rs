//! What a row gives to plain evaluation: values by field, and the texts a keyword search looks at.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use model::{Customer, CustomerStatus, Instance, InstanceState, Order};

use crate::Field;

/// A row that can be filtered.
pub trait Row {
    /// The row's values in this field; [`Value::Absent`] for a field it does not know.
    fn value(&self, field: &Field) -> Value<'_>;

    /// The texts a keyword is looked for in.
    fn search_texts(&self) -> Vec<&str>;

    /// The row's identifier.
    fn id(&self) -> &str;
}

/// What a row has in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing. An empty text counts as nothing, too.
    Absent,
    /// The value of a text, a choice (as stored) or an identifier.
    Text(Cow<'a, str>),
    /// A number.
    Number(u64),
    /// A time.
    Date(DateTime<Utc>),
    /// Several values, or none.
    Many(Vec<Value<'a>>),
}

impl Row for Customer {
    fn value(&self, field: &Field) -> Value<'_> {
        match field.name {
            "name" => text(&self.name),
            "reference" => optional(self.reference.as_deref()),
            "description" => optional(self.description.as_deref()),
            "status" => text(self.status.as_str()),
            "services" => Value::Number(self.services.total()),
            "state" => {
                Value::Many(self.services.breakdown().map(|(state, _)| state_of(state)).collect())
            }
            "created" => date(&self.created_at),
            "updated" => date(&self.updated_at),
            "id" => text(self.id.as_str()),
            _ => Value::Absent,
        }
    }

    fn search_texts(&self) -> Vec<&str> {
        let texts =
            [Some(self.name.as_str()), self.reference.as_deref(), self.description.as_deref()];
        texts.into_iter().flatten().collect()
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// A service instance with what its filter needs to know of its customer.
#[derive(Clone, Copy, Debug)]
pub struct InstanceRow<'a> {
    /// The instance.
    pub instance: &'a Instance,
    /// Its customer's reference number.
    pub customer_reference: Option<&'a str>,
    /// Its customer's status.
    pub customer_status: CustomerStatus,
}

impl Row for InstanceRow<'_> {
    fn value(&self, field: &Field) -> Value<'_> {
        match field.name {
            "name" => text(&self.instance.name),
            "design" => text(&self.instance.design),
            "version" => text(&self.instance.design_version),
            "state" => state_of(self.instance.state),
            "customer" => text(self.instance.customer.as_str()),
            "customer.name" => text(&self.instance.customer_name),
            "customer.reference" => optional(self.customer_reference),
            "customer.status" => text(self.customer_status.as_str()),
            "created" => date(&self.instance.created_at),
            "updated" => date(&self.instance.updated_at),
            "id" => text(self.instance.id.as_str()),
            _ => Value::Absent,
        }
    }

    fn search_texts(&self) -> Vec<&str> {
        let Instance { name, design, customer_name, .. } = self.instance;
        let texts =
            [Some(name.as_str()), Some(design), Some(customer_name), self.customer_reference];
        texts.into_iter().flatten().collect()
    }

    fn id(&self) -> &str {
        self.instance.id.as_str()
    }
}

/// A service order with what its filter needs to know of its customer.
#[derive(Clone, Copy, Debug)]
pub struct OrderRow<'a> {
    /// The order.
    pub order: &'a Order,
    /// Its customer's reference number.
    pub customer_reference: Option<&'a str>,
}

impl Row for OrderRow<'_> {
    fn value(&self, field: &Field) -> Value<'_> {
        match field.name {
            "instance" => text(&self.order.instance_name),
            "type" => text(self.order.kind.as_str()),
            "status" => text(self.order.status.as_str()),
            "customer" => text(self.order.customer.as_str()),
            "customer.name" => text(&self.order.customer_name),
            "customer.reference" => optional(self.customer_reference),
            "by" => text(&self.order.placed_by),
            "message" => optional(self.order.message.as_deref()),
            "created" => date(&self.order.created_at),
            "updated" => date(&self.order.updated_at),
            "instance.id" => text(self.order.instance.as_str()),
            "id" => text(self.order.id.as_str()),
            _ => Value::Absent,
        }
    }

    // Without the message, which lists do not show: nobody would see why the row is there.
    fn search_texts(&self) -> Vec<&str> {
        let Order { instance_name, customer_name, placed_by, .. } = self.order;
        let texts = [
            Some(instance_name.as_str()),
            Some(customer_name),
            self.customer_reference,
            Some(placed_by),
        ];
        texts.into_iter().flatten().collect()
    }

    fn id(&self) -> &str {
        self.order.id.as_str()
    }
}

fn text(text: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(text))
}

fn optional(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(Cow::Borrowed(text)))
}

fn state_of(state: InstanceState) -> Value<'static> {
    text(state.as_str())
}

/// A time as the model keeps it; one that cannot be read counts as none.
fn date(time: &str) -> Value<'_> {
    DateTime::parse_from_rfc3339(time).map_or(Value::Absent, |at| Value::Date(at.to_utc()))
}
