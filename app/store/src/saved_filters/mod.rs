//! Saved filters: one function per thing that can be asked or commanded. Each is for an actor, for
//! whom there are the own ones and those that are shared.

mod row;

use model::{
    Actor, FieldErrors, ListName, SavedFilter, SavedFilterDraft, SavedFilterForm, SavedFilterId,
    text,
};
use surrealdb::types::vars;

use row::{DraftValue, SavedRow, record, unreadable};

use crate::{
    Store, StoreError,
    command::{ActorValue, Failure},
    error::Refusal,
    record::new_record,
};

/// The saved filters of a page: the actor's own, then those that others share, each by name.
pub async fn list(
    store: &Store,
    actor: &Actor,
    page: ListName,
) -> Result<Vec<SavedFilter>, StoreError> {
    // Two statements, because an index answers each of them and neither would answer an OR.
    let mut results = store
        .db
        .query(
            "SELECT VALUE fn::saved_filter_view($actor, $this) FROM saved_filter
                 WHERE owner = $owner AND page = $page;
             SELECT VALUE fn::saved_filter_view($actor, $this) FROM saved_filter
                 WHERE page = $page AND visibility = 'shared' AND owner != $owner",
            vars! {
                actor: ActorValue::from(actor),
                owner: actor.name.clone(),
                page: page.as_str().to_owned(),
            },
        )
        .await?;
    let (own, shared): (Vec<SavedRow>, Vec<SavedRow>) = (results.take(0)?, results.take(1)?);
    let seen = own.into_iter().chain(shared).map(SavedFilter::try_from);
    let mut seen = seen.collect::<Result<Vec<_>, _>>()?;
    seen.sort_by_cached_key(|saved| (!saved.mine, text::fold(&saved.name), saved.id.clone()));
    Ok(seen)
}

/// The saved filter as it is now. Somebody else's private one does not exist.
pub async fn get(
    store: &Store,
    actor: &Actor,
    id: &SavedFilterId,
) -> Result<SavedFilter, StoreError> {
    let row: Option<SavedRow> = store
        .db
        .query(
            "SELECT VALUE fn::saved_filter_view($actor, $this) FROM ONLY $id
                 WHERE fn::saved_filter_visible($actor, $this)",
            vars! { actor: ActorValue::from(actor), id: record(id) },
        )
        .await?
        .take(0)?;
    row.ok_or(StoreError::NotFound { what: "saved filter" })?.try_into()
}

/// What the page opens with for the actor, if something was chosen.
pub async fn default_of(
    store: &Store,
    actor: &Actor,
    page: ListName,
) -> Result<Option<SavedFilter>, StoreError> {
    let row: Option<SavedRow> = store
        .db
        .query(
            "SELECT VALUE fn::saved_filter_view($actor, filter.*)
                 FROM ONLY fn::saved_filter_default_record($actor, $page)",
            vars! { actor: ActorValue::from(actor), page: page.as_str().to_owned() },
        )
        .await?
        .take(0)?;
    row.map(SavedFilter::try_from).transpose()
}

/// Saves a filter as the actor's own. A role that may not write may save private ones.
pub async fn create(
    store: &Store,
    actor: &Actor,
    draft: &SavedFilterDraft,
) -> Result<SavedFilter, StoreError> {
    if let Some(reason) = unreadable(draft.page, &draft.query) {
        return Err(StoreError::Invalid(FieldErrors::one("query", reason)));
    }
    let vars = vars! {
        actor: ActorValue::from(actor),
        id: new_record("saved_filter"),
        draft: DraftValue::from(draft),
    };
    let call = "RETURN fn::saved_filter_create($actor, $id, $draft)";
    store.command::<SavedRow>(call, vars).await?.try_into()
}

/// Replaces name, query and visibility, if it still is the version they were made from.
///
/// The owner may, and a Super User where it is shared. What cannot be read is taken only where it was
/// there before, so that it can be renamed. One that is no longer shared is nobody else's default.
pub async fn update(
    store: &Store,
    actor: &Actor,
    id: &SavedFilterId,
    version: u64,
    draft: &SavedFilterDraft,
) -> Result<SavedFilter, StoreError> {
    if let Some(reason) = unreadable(draft.page, &draft.query) {
        let before = SavedFilterForm::from(&get(store, actor, id).await?).parse();
        if !before.is_ok_and(|before| before.query == draft.query) {
            return Err(StoreError::Invalid(FieldErrors::one("query", reason)));
        }
    }
    let vars = vars! {
        actor: ActorValue::from(actor),
        id: record(id),
        version: version,
        draft: DraftValue::from(draft),
    };
    let call = "RETURN fn::saved_filter_update($actor, $id, $version, $draft)";
    match store.command::<SavedRow>(call, vars).await {
        Ok(row) => row.try_into(),
        Err(failure) => Err(refused(store, actor, id, failure).await),
    }
}

/// Deletes this version of it, and with it the defaults that it is. Whoever may change it may.
pub async fn delete(
    store: &Store,
    actor: &Actor,
    id: &SavedFilterId,
    version: u64,
) -> Result<(), StoreError> {
    let vars = vars! { actor: ActorValue::from(actor), id: record(id), version: version };
    let call = "RETURN fn::saved_filter_delete($actor, $id, $version)";
    match store.command(call, vars).await {
        Ok(()) => Ok(()),
        Err(failure) => Err(refused(store, actor, id, failure).await),
    }
}

/// Makes the page open with it for the actor, or with none.
pub async fn set_default(
    store: &Store,
    actor: &Actor,
    page: ListName,
    id: Option<&SavedFilterId>,
) -> Result<(), StoreError> {
    let vars = vars! {
        actor: ActorValue::from(actor),
        page: page.as_str().to_owned(),
        id: id.map(record),
    };
    Ok(store.command("RETURN fn::saved_filter_set_default($actor, $page, $id)", vars).await?)
}

/// The error for a change that did not happen.
async fn refused(store: &Store, actor: &Actor, id: &SavedFilterId, failure: Failure) -> StoreError {
    let Failure::Refused(refusal @ (Refusal::Version | Refusal::NotOwner)) = failure else {
        return failure.into();
    };
    match get(store, actor, id).await {
        Ok(current) if refusal == Refusal::NotOwner => {
            StoreError::NotOwner { owner: current.owner }
        }
        Ok(current) => StoreError::SavedFilterVersionConflict { current: Box::new(current) },
        Err(error) => error,
    }
}
