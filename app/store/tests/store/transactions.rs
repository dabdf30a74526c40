//! Two commands in transactions by hand, so that they overlap in every way they can.

use model::{CustomerId, InstanceDraft, SavedFilterId};
use store::Store;
use surrealdb::types::{Object, RecordId, Variables, object, vars};

/// One command, as the store calls it.
pub type Call = (&'static str, Variables);

#[derive(Debug, PartialEq)]
pub enum Survivor {
    First,
    Second,
}

/// Runs two commands, each on its store, in transactions that are both open before either commits.
///
/// Exactly one of them must come about; says which.
pub async fn interleave(
    stores: [&Store; 2],
    first: Call,
    second: Call,
    first_writes_first: bool,
    first_commits_first: bool,
) -> Survivor {
    let a = stores[0].connection().begin().await.unwrap();
    let b = stores[1].connection().begin().await.unwrap();
    let write = async |on: &store::Transaction, (text, vars): Call| {
        on.query(text, vars).await.unwrap().check().unwrap();
    };
    if first_writes_first {
        write(&a, first).await;
        write(&b, second).await;
    } else {
        write(&b, second).await;
        write(&a, first).await;
    }
    let (first, second) = if first_commits_first {
        let first = a.commit().await.is_ok();
        (first, b.commit().await.is_ok())
    } else {
        let second = b.commit().await.is_ok();
        (a.commit().await.is_ok(), second)
    };
    assert_ne!(first, second, "exactly one may commit");
    if first { Survivor::First } else { Survivor::Second }
}

pub fn who() -> Object {
    object! { name: "local".to_owned(), role: "super_user".to_owned(), origin: "test".to_owned() }
}

fn record(id: &CustomerId) -> RecordId {
    RecordId::new("customer", id.as_str())
}

pub fn delete(id: &CustomerId) -> Call {
    ("RETURN fn::customer_delete($actor, $id, 1)", vars! { actor: who(), id: record(id) })
}

pub fn restore(id: &CustomerId) -> Call {
    let vars = vars! { actor: who(), id: record(id) };
    ("RETURN fn::customer_restore($actor, $id, false)", vars)
}

pub fn create(name: &str, reference: &str) -> Call {
    let draft = object! {
        name: name.to_owned(),
        reference: reference.to_owned(),
        status: "active".to_owned(),
    };
    let vars = vars! { actor: who(), id: RecordId::new("customer", name), draft: draft };
    ("RETURN fn::customer_create($actor, $id, $draft, false)", vars)
}

pub fn add_instance(id: &CustomerId) -> Call {
    let draft = object! {
        name: "vpn".to_owned(),
        customer: record(id),
        design: "l3vpn".to_owned(),
        design_version: "1".to_owned(),
        state: "uploaded".to_owned(),
        body: Object::new(),
    };
    let new = RecordId::new("instance", id.as_str());
    let vars = vars! { actor: who(), id: new, draft: draft };
    ("RETURN fn::instance_create($actor, $id, $draft)", vars)
}

pub fn deactivate(id: &CustomerId) -> Call {
    let draft = object! { name: "Acme".to_owned(), status: "inactive".to_owned() };
    let vars = vars! { actor: who(), id: record(id), draft: draft };
    ("RETURN fn::customer_update($actor, $id, 1, $draft, false)", vars)
}

/// An import finds that the customer belongs to the system.
pub fn mark_as_system(id: &CustomerId) -> Call {
    let draft = object! { name: "Infrastructure".to_owned(), status: "active".to_owned() };
    let origin = object! { system: true, keep_status: false };
    let rows = vec![object! { id: record(id), draft: draft, origin: origin }];
    let vars = vars! { actor: who(), rows: rows };
    ("RETURN fn::customer_import($actor, $rows, 'update', false)", vars)
}

/// `ana` deletes a filter of hers for the page `customers`.
pub fn delete_filter(id: &SavedFilterId) -> Call {
    let vars = vars! { actor: person("ana"), id: filter_record(id) };
    ("RETURN fn::saved_filter_delete($actor, $id, 1)", vars)
}

/// `ana` takes a filter of hers away from all others.
pub fn unshare_filter(id: &SavedFilterId) -> Call {
    let draft = object! {
        name: "Acme".to_owned(),
        page: "customers".to_owned(),
        query: "q=acme".to_owned(),
        visibility: "private".to_owned(),
    };
    let vars = vars! { actor: person("ana"), id: filter_record(id), draft: draft };
    ("RETURN fn::saved_filter_update($actor, $id, 1, $draft)", vars)
}

/// `bo` makes a filter the default of the page `customers`.
pub fn make_default(id: &SavedFilterId) -> Call {
    let vars = vars! { actor: person("bo"), id: filter_record(id) };
    ("RETURN fn::saved_filter_set_default($actor, 'customers', $id)", vars)
}

/// Gives a design that nobody has changed another title.
pub fn change_design(design: &str, version: &str) -> Call {
    let draft = object! {
        design: design.to_owned(),
        version: version.to_owned(),
        title: "Other".to_owned(),
        schema: "{}".to_owned(),
    };
    let vars = vars! { actor: who(), draft: draft };
    ("RETURN fn::design_update($actor, 1, $draft, false)", vars)
}

/// Makes an instance from a design that nobody has changed.
pub fn make_port(draft: &InstanceDraft) -> Call {
    let value = object! {
        name: draft.name.clone(),
        customer: record(&draft.customer),
        design: draft.design.clone(),
        design_version: draft.design_version.clone(),
        state: "uploaded".to_owned(),
        body: Object::new(),
    };
    let new = RecordId::new("instance", draft.customer.as_str());
    let vars = vars! { actor: who(), id: new, draft: value };
    ("RETURN fn::design_make_instance($actor, $id, $draft, 1)", vars)
}

fn person(name: &str) -> Object {
    object! { name: name.to_owned(), role: "network_admin".to_owned(), origin: "test".to_owned() }
}

fn filter_record(id: &SavedFilterId) -> RecordId {
    RecordId::new("saved_filter", id.as_str())
}
