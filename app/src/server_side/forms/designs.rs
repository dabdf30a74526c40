//! The forms of service designs: add a version, change one, retire it or offer it again.

use axum::{body::Body, http::request::Parts};
use model::{Actor, DesignForm, FieldErrors};
use store::{Store, StoreError};

use super::{AppContext, Outcome, Refused, actor, again, fields, too_large};
use crate::{notice::Notice, paths::DESIGNS};

/// The largest form accepted, in bytes: all fields at their limits, each character encoded.
const MAX_FORM: usize = 224 * 1024;

/// Which form a path stands for.
pub(super) enum Target {
    New,
    Edit(String, String),
    Status(String, String),
}

pub(super) fn target(path: &str) -> Option<Target> {
    let parts: Vec<&str> = path.strip_prefix(DESIGNS)?.split('/').skip(1).collect();
    match parts[..] {
        ["new"] => Some(Target::New),
        [id, version, "edit"] => Some(Target::Edit(id.into(), version.into())),
        [id, version, "status"] => Some(Target::Status(id.into(), version.into())),
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
        let message = "The form is too large. A schema has at most 65,536 bytes.";
        return too_large(Refused::Design, "schema", message);
    };
    let sent = Sent::read(fields, target);
    let done = match actor(parts) {
        Ok(actor) => carry_out(&context.store, actor, target, &sent).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(notice) => Outcome::Done(notice.on(&context.paths.designs())),
        Err(error) => again(Refused::Design, parts, sent.form, sent.revision, error),
    }
}

async fn carry_out(
    store: &Store,
    actor: &Actor,
    target: &Target,
    sent: &Sent,
) -> Result<Notice, StoreError> {
    match target {
        Target::New => {
            let draft = sent.form.parse().map_err(StoreError::Invalid)?;
            store::designs::create(store, actor, &draft).await?;
            Ok(Notice::DesignAdded)
        }
        Target::Edit(..) => {
            let draft = sent.form.parse().map_err(StoreError::Invalid)?;
            store::designs::update(store, actor, sent.revision, &draft).await?;
            Ok(Notice::DesignUpdated)
        }
        Target::Status(id, version) => {
            let status = sent.status.parse();
            let status = status.map_err(|e| StoreError::Invalid(FieldErrors(vec![e])))?;
            let revision = sent.revision;
            store::designs::set_status(store, actor, id, version, revision, status).await?;
            Ok(Notice::of_status(status))
        }
    }
}

/// What was sent. A design that is changed is the one that the URL names.
#[derive(Default)]
struct Sent {
    form: DesignForm,
    revision: u64,
    status: String,
}

impl Sent {
    fn read(fields: Vec<(String, String)>, target: &Target) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "id" => sent.form.id = value,
                "design_version" => sent.form.version = value,
                "title" => sent.form.title = value,
                "description" => sent.form.description = value,
                "schema" => sent.form.schema = value,
                "version" => sent.revision = value.parse().unwrap_or(0),
                "status" => sent.status = value,
                _ => {}
            }
        }
        if let Target::Edit(id, version) | Target::Status(id, version) = target {
            (sent.form.id, sent.form.version) = (id.clone(), version.clone());
        }
        sent
    }
}
