//! What the workflow engine says of an order.

use model::{Actor, Order, OrderId, OrderReport};
use surrealdb::types::{SurrealValue, vars};

use super::{
    refused::report_refused,
    row::{OrderRow, TaskValue, after},
};
use crate::{Store, StoreError, command::writer, record::order_record};

/// Notes a report and returns the order as it is then. Whatever is reported, the engine has the order,
/// so it is not handed over any more.
///
/// Message and trace replace those of the report before. The order's end moves its instance to where
/// that leads, once: the same end reported again changes nothing. Refused: another attempt than the
/// present one, a step back, and an end of an order that ended otherwise. Costs the same however many
/// orders there are.
pub async fn report(
    store: &Store,
    actor: &Actor,
    id: &OrderId,
    report: &OrderReport,
) -> Result<Order, StoreError> {
    let vars = vars! {
        actor: writer(actor)?,
        id: order_record(id),
        report: ReportValue::from(report),
        after: after(),
    };
    let call = "RETURN fn::order_report($actor, $id, $report, $after)";
    match store.write(call, vars, OrderRow::touched).await {
        Ok(order) => order.try_into(),
        Err(failure) => Err(report_refused(store, id, report, failure).await),
    }
}

/// `$report` of the command.
#[derive(SurrealValue)]
struct ReportValue {
    attempt: u32,
    status: String,
    message: Option<String>,
    trace: Vec<TaskValue>,
}

impl From<&OrderReport> for ReportValue {
    fn from(report: &OrderReport) -> Self {
        Self {
            attempt: report.attempt,
            status: report.status.as_str().to_owned(),
            message: report.message.clone(),
            trace: report.trace.iter().map(TaskValue::from).collect(),
        }
    }
}
