//! The forms of service instances: new, edit, delete, and the buttons of the details.

use axum::{
    body::Body,
    http::{StatusCode, request::Parts},
};
use model::{
    Action, FieldErrors, Instance, InstanceForm, InstanceId, InstanceQuery, Order, OrderId,
    PageStart,
};
use store::StoreError;

use super::{AppContext, Outcome, Refused, actor, again, fields, shown, too_large, value, version};
use crate::{
    notice::Notice,
    server_side::{instances, orders},
    submitted::Submitted,
};

/// The largest form accepted, in bytes: a body at its limit, each character encoded.
const MAX_FORM: usize = 224 * 1024;

/// Which form a path stands for.
pub(super) enum Target {
    New,
    /// The details.
    Buttons(InstanceId),
    Edit(InstanceId),
    Delete(InstanceId),
}

pub(super) fn target(path: &str) -> Option<Target> {
    let rest = path.strip_prefix("/orchestration/instances/")?;
    match rest.split_once('/') {
        None if rest == "new" => Some(Target::New),
        None => Some(Target::Buttons(rest.parse().ok()?)),
        Some((id, "edit")) => Some(Target::Edit(id.parse().ok()?)),
        Some((id, "delete")) => Some(Target::Delete(id.parse().ok()?)),
        _ => None,
    }
}

pub(super) async fn submit(
    context: &AppContext,
    parts: &Parts,
    body: Body,
    target: Target,
) -> Outcome {
    let Some(fields) = fields(body, MAX_FORM).await else {
        let message = "The form is too large. A body has at most 65,536 bytes.";
        return too_large(Refused::Instance, "body", message);
    };
    let post = Post { context, parts, version: version(&fields) };
    match target {
        Target::New => post.form(None, fields).await,
        Target::Edit(id) => post.form(Some(id), fields).await,
        Target::Buttons(id) => post.answer(post.press(&id, &fields).await),
        Target::Delete(id) => post.answer(post.delete(&id).await),
    }
}

/// A form that was posted, with the version that it was made from.
#[derive(Clone, Copy)]
struct Post<'a> {
    context: &'a AppContext,
    parts: &'a Parts,
    version: u64,
}

impl Post<'_> {
    /// Makes an instance, or changes the one that there is; or only shows the body in another way.
    async fn form(self, id: Option<InstanceId>, fields: Vec<(String, String)>) -> Outcome {
        let how = value(&fields, "show").map(|how| how == "json");
        let form = InstanceForm::of(fields);
        let store = &self.context.store;
        let done = match (how, &id) {
            (Some(json), _) => match instances::shown_as(store, form.clone(), json).await {
                Ok(form) => {
                    let submitted = Submitted { form, version: self.version, error: None };
                    return shown(Refused::Instance, StatusCode::OK, submitted);
                }
                Err(error) => Err(error),
            },
            (None, None) => self.create(&form).await.map(|i| (Notice::InstanceCreated, i)),
            (None, Some(id)) => self.update(id, &form).await.map(|i| (Notice::InstanceUpdated, i)),
        };
        match done {
            Ok((notice, instance)) => Outcome::Done(self.row(notice, instance)),
            Err(error) => again(Refused::Instance, self.parts, form, self.version, error),
        }
    }

    async fn create(self, form: &InstanceForm) -> Result<Instance, StoreError> {
        instances::create(&self.context.store, actor(self.parts)?, form).await
    }

    async fn update(self, id: &InstanceId, form: &InstanceForm) -> Result<Instance, StoreError> {
        instances::update(&self.context.store, actor(self.parts)?, id, self.version, form).await
    }

    /// Places an order, or begins one anew; returns to the details.
    async fn press(
        self,
        id: &InstanceId,
        fields: &[(String, String)],
    ) -> Result<String, StoreError> {
        let order = match value(fields, "action") {
            Some("provision") => self.place(id, Action::Provision).await?,
            Some("deprovision") => self.place(id, Action::Deprovision).await?,
            Some("retry") => self.retry(fields).await?,
            _ => {
                let message = "Action must be provision, deprovision or retry.";
                return Err(StoreError::Invalid(FieldErrors::one("action", message)));
            }
        };
        Ok(Notice::of(&order).on(&self.context.paths.instance(id, &self.list())))
    }

    async fn place(self, id: &InstanceId, action: Action) -> Result<Order, StoreError> {
        let (store, engine) = (&self.context.store, self.context.engine.clone());
        orders::place(store, engine, actor(self.parts)?, id, self.version, action).await
    }

    async fn retry(self, fields: &[(String, String)]) -> Result<Order, StoreError> {
        let (store, engine) = (&self.context.store, self.context.engine.clone());
        let id = value(fields, "order").unwrap_or_default().parse::<OrderId>();
        let id = id.map_err(|_| StoreError::NotFound { what: "service order" })?;
        let version = value(fields, "order_version").and_then(|version| version.parse().ok());
        orders::retry(store, engine, actor(self.parts)?, &id, version.unwrap_or(0)).await
    }

    async fn delete(self, id: &InstanceId) -> Result<String, StoreError> {
        let store = &self.context.store;
        store::instances::delete(store, actor(self.parts)?, id, self.version).await?;
        Ok(Notice::InstanceDeleted.on(&self.context.paths.instances(&self.list())))
    }

    /// Goes on, or says in its place why a button did nothing.
    fn answer(self, done: Result<String, StoreError>) -> Outcome {
        match done {
            Ok(path) => Outcome::Done(path),
            Err(error) => again(Refused::Command, self.parts, (), self.version, error),
        }
    }

    /// The list with this instance in view.
    fn row(self, notice: Notice, instance: Instance) -> String {
        let list = self.list().at(PageStart::At(instance.id.into()));
        notice.on(&self.context.paths.instances(&list))
    }

    fn list(self) -> InstanceQuery {
        InstanceQuery::from_query_string(self.parts.uri.query().unwrap_or_default())
    }
}
