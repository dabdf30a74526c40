//! One service instance with all that its page shows.

use model::{Instance, InstanceDetails, InstanceId, Order};
use serde_json::{Map, Value};
use surrealdb::types::{SurrealValue, vars};

use crate::{
    Store, StoreError,
    orders::OrderRow,
    record::{CustomerRow, InstanceRow, InstanceView, Owner, instance_record},
};

/// The service instance as it is now, with its body, its customer and its newest order. Grows with the
/// number of its orders.
pub async fn details(store: &Store, id: &InstanceId) -> Result<InstanceDetails, StoreError> {
    let call = "RETURN fn::instance_details($id)";
    let whole: Option<WholeRow> =
        store.db.query(call, vars! { id: instance_record(id) }).await?.take(0)?;
    let whole = whole.ok_or(StoreError::NotFound { what: "service instance" })?.read()?;
    Ok(InstanceDetails {
        customer_status: whole.owner.status,
        customer_reference: whole.customer_reference(),
        instance: whole.instance,
        body: whole.body,
        newest_order: whole.order,
    })
}

/// What `fn::instance_whole` returns, and an order where one is asked for.
#[derive(SurrealValue)]
pub(crate) struct WholeRow {
    instance: InstanceRow,
    body: Value,
    owner: CustomerRow,
    order: Option<OrderRow>,
}

/// A service instance, read.
pub(crate) struct Whole {
    pub(crate) instance: Instance,
    pub(crate) body: Map<String, Value>,
    pub(crate) owner: Owner,
    pub(crate) order: Option<Order>,
}

impl WholeRow {
    pub(crate) fn read(self) -> Result<Whole, StoreError> {
        let owner = Owner::try_from(&self.owner)?;
        let Value::Object(body) = self.body else {
            return Err(StoreError::Internal("the body of an instance is no object".into()));
        };
        Ok(Whole {
            instance: InstanceView { instance: self.instance, owner: owner.clone() }.try_into()?,
            body,
            owner,
            order: self.order.map(Order::try_from).transpose()?,
        })
    }
}

impl Whole {
    /// The reference number of its customer.
    pub(crate) fn customer_reference(&self) -> Option<String> {
        self.owner.reference()
    }
}
