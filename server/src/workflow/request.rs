//! What the workflow engine is given of a service order.

use app::paths::ORDER_REPORTS;
use model::{CustomerId, Delivery, InstanceId, OrderId, OrderKind};
use serde::Serialize;
use serde_json::{Map, Value};

/// One order as the engine gets it. docs/workflow.md says it to those who write engines: a member may be
/// added, and none changed or taken away.
#[derive(Serialize)]
pub struct Request<'a> {
    order_id: &'a OrderId,
    attempt: u32,
    idempotency_key: &'a str,
    r#type: OrderKind,
    instance: Instance<'a>,
    customer: Customer<'a>,
    callback_url: String,
}

#[derive(Serialize)]
struct Instance<'a> {
    id: &'a InstanceId,
    name: &'a str,
    design_id: &'a str,
    design_version: &'a str,
    body: &'a Map<String, Value>,
}

#[derive(Serialize)]
struct Customer<'a> {
    id: &'a CustomerId,
    name: &'a str,
    reference_number: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// The request for a delivery with its key, to an engine that reaches this program at `public`.
    pub fn new(delivery: &'a Delivery, key: &'a str, public: &str) -> Self {
        let Delivery { order, instance, .. } = delivery;
        Self {
            order_id: &order.id,
            attempt: order.attempt,
            idempotency_key: key,
            r#type: order.kind,
            instance: Instance {
                id: &instance.id,
                name: &instance.name,
                design_id: &instance.design,
                design_version: &instance.design_version,
                body: &delivery.body,
            },
            customer: Customer {
                id: &instance.customer,
                name: &instance.customer_name,
                reference_number: delivery.customer_reference.as_deref(),
            },
            callback_url: format!("{public}{}", ORDER_REPORTS.replace("{id}", order.id.as_str())),
        }
    }
}
