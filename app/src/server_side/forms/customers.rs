//! The forms of customers: add, edit, delete.

use axum::{body::Body, http::request::Parts};
use model::{Action, Actor, CustomerForm, CustomerId, CustomerQuery, InstanceId, Order, PageStart};
use store::{Store, StoreError};

use super::{AppContext, Outcome, Refused, actor, again, fields, too_large, value};
use crate::{notice::Notice, server_side::orders};

/// The largest form accepted, in bytes: all fields at their limits, each character encoded.
const MAX_FORM: usize = 64 * 1024;

/// Which form a path stands for.
pub(super) enum Target {
    New,
    Edit(CustomerId),
    Delete(CustomerId),
}

pub(super) fn target(path: &str) -> Option<Target> {
    let rest = path.strip_prefix("/orchestration/customers/")?;
    match rest.split_once('/') {
        None if rest == "new" => Some(Target::New),
        Some((id, "edit")) => Some(Target::Edit(id.parse().ok()?)),
        Some((id, "delete")) => Some(Target::Delete(id.parse().ok()?)),
        _ => None,
    }
}

pub(super) async fn submit(
    context: &AppContext,
    parts: &Parts,
    body: Body,
    target: &Target,
) -> Outcome {
    let Some(fields) = fields(body, MAX_FORM).await else {
        let message = "The form is too large. A description has at most 2,000 characters.";
        return too_large(Refused::Customer, "description", message);
    };
    let list = CustomerQuery::from_query_string(parts.uri.query().unwrap_or_default());
    let blocker = value(&fields, "deprovision").map(str::to_owned);
    let (form, version) = read(fields);
    if let (Target::Delete(id), Some(blocker)) = (target, blocker) {
        return match deprovision(context, parts, &blocker).await {
            Ok(order) => {
                Outcome::Done(Notice::of(&order).on(&context.paths.customer_delete(id, &list)))
            }
            Err(error) => again(Refused::Customer, parts, form, version, error),
        };
    }
    let done = match actor(parts) {
        Ok(actor) => carry_out(&context.store, actor, target, version, &form).await,
        Err(error) => Err(error),
    };
    match done {
        Ok((notice, start)) => Outcome::Done(
            notice.on(&context.paths.customers(&list.at(start.unwrap_or(list.start.clone())))),
        ),
        Err(error) => again(Refused::Customer, parts, form, version, error),
    }
}

/// Takes an instance that blocks the delete, `<id>.<version>`, out of the network.
async fn deprovision(
    context: &AppContext,
    parts: &Parts,
    blocker: &str,
) -> Result<Order, StoreError> {
    let not_found = || StoreError::NotFound { what: "service instance" };
    let (id, version) = blocker.split_once('.').ok_or_else(not_found)?;
    let id: InstanceId = id.parse().map_err(|_| not_found())?;
    let version = version.parse().map_err(|_| not_found())?;
    let (store, engine) = (&context.store, context.engine.clone());
    orders::place(store, engine, actor(parts)?, &id, version, Action::Deprovision).await
}

async fn carry_out(
    store: &Store,
    actor: &Actor,
    target: &Target,
    version: u64,
    form: &CustomerForm,
) -> Result<(Notice, Option<PageStart>), StoreError> {
    let at = |id: CustomerId| Some(PageStart::At(id.into()));
    match target {
        Target::New => {
            let draft = form.parse().map_err(StoreError::Invalid)?;
            let customer = store::customers::create(store, actor, &draft).await?;
            Ok((Notice::Created, at(customer.id)))
        }
        Target::Edit(id) => {
            let draft = form.parse().map_err(StoreError::Invalid)?;
            let customer = store::customers::update(store, actor, id, version, &draft).await?;
            Ok((Notice::Updated, at(customer.id)))
        }
        Target::Delete(id) => {
            store::customers::delete(store, actor, id, version).await?;
            Ok((Notice::Deleted(id.clone()), None))
        }
    }
}

fn read(fields: Vec<(String, String)>) -> (CustomerForm, u64) {
    let (mut form, mut version) = (CustomerForm::default(), 0);
    for (name, value) in fields {
        match name.as_str() {
            "name" => form.name = value,
            "reference" => form.reference = value,
            "description" => form.description = value,
            "status" => form.status = value,
            "version" => version = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    (form, version)
}
