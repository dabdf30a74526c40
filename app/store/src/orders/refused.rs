//! Why nothing was done, with what is there now.

use model::{Action, InstanceId, Order, OrderId, OrderReport, OrderStatus};
use uuid::Uuid;

use crate::{Store, StoreError, command::Failure, error::Refusal, instances};

/// The error for an action that a service instance did not allow.
pub(crate) async fn instance_refused(
    store: &Store,
    id: &InstanceId,
    action: Action,
    failure: Failure,
) -> StoreError {
    match failure {
        Failure::Refused(Refusal::NotNow(state)) => {
            StoreError::NotNow { action, state, message: action.refusal(state) }
        }
        other => instance_changed(store, id, other).await,
    }
}

/// The error for a service instance that somebody else changed, or an order is open for.
pub(crate) async fn instance_changed(
    store: &Store,
    id: &InstanceId,
    failure: Failure,
) -> StoreError {
    let answer = match failure {
        Failure::Refused(Refusal::Version) => instances::get(store, id)
            .await
            .map(|current| StoreError::InstanceChanged { current: Box::new(current) }),
        Failure::Refused(Refusal::OrderOpen(order)) => {
            open(store, order).await.map(|order| StoreError::OrderOpen { order: Box::new(order) })
        }
        other => return other.into(),
    };
    answer.unwrap_or_else(|error| error)
}

/// The error for a service order that was not changed.
pub(super) async fn order_refused(store: &Store, id: &OrderId, failure: Failure) -> StoreError {
    let Failure::Refused(refusal) = failure else { return failure.into() };
    let order = match super::get(store, id).await {
        Ok(order) => Box::new(order),
        Err(error) => return error,
    };
    let message = match refusal {
        Refusal::OrderVersion => return StoreError::OrderChanged { current: order },
        Refusal::NotFailed => {
            format!("It is {}. Only a failed order can be retried.", order.status.label())
        }
        Refusal::NotNewest => "A later order was placed for its service instance. Only the newest \
                               order can be retried."
            .to_owned(),
        Refusal::NotNow(state) => format!(
            "Its service instance is {} now. Only while that is {} can the order be retried.",
            state.label(),
            model::lifecycle::after(order.kind, OrderStatus::Failed.is_success()).label()
        ),
        Refusal::NotDead => "It was not given up: it was handed over, or is still tried. Only an \
                             order that was given up can be sent again."
            .to_owned(),
        other => return Failure::Refused(other).into(),
    };
    StoreError::OrderNotNow { order, message }
}

/// The error for a report that was not taken.
pub(super) async fn report_refused(
    store: &Store,
    id: &OrderId,
    report: &OrderReport,
    failure: Failure,
) -> StoreError {
    let stale = match failure {
        Failure::Refused(Refusal::OtherAttempt) => true,
        Failure::Refused(Refusal::Late) => false,
        other => return other.into(),
    };
    match super::get(store, id).await {
        Ok(order) if stale => {
            StoreError::StaleAttempt { order: Box::new(order), reported: report.attempt }
        }
        Ok(order) => StoreError::ReportLate { order: Box::new(order), reported: report.status },
        Err(error) => error,
    }
}

async fn open(store: &Store, order: Uuid) -> Result<Order, StoreError> {
    super::get(store, &crate::record::stored(&order.to_string())?).await
}
