//! Undoing a delete, and the list of what is deleted.

use model::{
    Cursor, Customer, CustomerDraft, CustomerId, CustomerStatus, InstanceState, PageStart,
};
use store::{Store, StoreConfig, StoreError, customers, instances};

use crate::{
    concurrency::check_that_all_belongs_together,
    support::{
        actor, config, create, draft, filtered, instances_filtered, on_every_engine, provide,
        referenced, run, total,
    },
};

on_every_engine! {
    async fn a_delete_is_undone_with_all_it_took_along(store: Store) {
        let wanted = CustomerDraft {
            description: Some("two\nlines".into()),
            status: CustomerStatus::Active,
            ..referenced("Acme", "CRM-1")
        };
        let made = create(&store, &wanted).await;
        let saved = provide(&store, &made.id, "saved", InstanceState::Uploaded).await;
        let over = provide(&store, &made.id, "over", InstanceState::Deprovisioned).await;
        let before = customers::get(&store, &made.id).await.unwrap();
        delete(&store, &before).await;

        let restored = customers::restore(&store, &actor(), &made.id).await.unwrap();
        assert_eq!(restored, Customer {
            version: before.version + 1,
            updated_at: restored.updated_at.clone(),
            ..before.clone()
        });
        assert!(restored.updated_at > before.updated_at);
        assert_eq!(customers::get(&store, &made.id).await.unwrap(), restored);
        for old in [saved, over] {
            let new = instances::get(&store, &old.id).await.unwrap();
            assert_eq!((new.name, new.state, new.version), (old.name, old.state, old.version + 1));
            assert_eq!((new.customer, new.created_at), (old.customer, old.created_at));
        }
        check_that_all_belongs_together(&store).await;
        // The rules go on where they were.
        let again = customers::create(&store, &actor(), &referenced("Other", "crm-1")).await;
        assert!(matches!(again, Err(StoreError::DuplicateReference { .. })), "{again:?}");
        provide(&store, &made.id, "new", InstanceState::Active).await;
        let blocked = customers::delete(&store, &actor(), &made.id, restored.version).await;
        assert!(matches!(blocked, Err(StoreError::Blocked { .. })), "{blocked:?}");
    }

    async fn what_is_restored_is_found_at_once(store: Store) {
        let acme = create(&store, &referenced("Acme", "CRM-1")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let mut version = acme.version;
        for _ in 0..3 {
            customers::delete(&store, &actor(), &acme.id, version).await.unwrap();
            assert_eq!((total(&store, "").await, instances_filtered(&store, "").await), (0, 0));
            version = customers::restore(&store, &actor(), &acme.id).await.unwrap().version;
            assert_eq!(total(&store, "acme crm-1").await, 1);
            assert_eq!(filtered(&store, "services==1;state==uploaded").await, 1);
            assert_eq!(instances_filtered(&store, "customer.name==acme").await, 1);
        }
        assert_eq!(version, acme.version + 3);
    }

    async fn a_restore_is_in_the_history(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        delete(&store, &acme).await;
        customers::restore(&store, &actor(), &acme.id).await.unwrap();
        let history = customers::history(&store, &acme.id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|c| (c.action.as_str(), c.subject.as_str())).collect();
        assert_eq!(actions[..4], [
            ("instance.restore", "vpn"), ("customer.restore", "Acme"),
            ("customer.delete", "Acme"), ("instance.delete", "vpn"),
        ]);
    }

    async fn a_reference_number_that_was_taken_meanwhile_refuses_with_its_holder(store: Store) {
        let old = create(&store, &referenced("Old", "Straße")).await;
        delete(&store, &old).await;
        let new = create(&store, &referenced("New", "STRASSE")).await;
        let refused = customers::restore(&store, &actor(), &old.id).await;
        let Err(StoreError::DuplicateReference { reference, holder }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((reference.as_str(), holder), ("Straße", Some((new.id.clone(), "New".into()))));
        assert_eq!(total(&store, "").await, 1);
        // Once the operator has acted it can be done.
        customers::update(&store, &actor(), &new.id, 1, &draft("New")).await.unwrap();
        let back = customers::restore(&store, &actor(), &old.id).await.unwrap();
        assert_eq!(back.reference.as_deref(), Some("Straße"));
    }

    async fn what_is_not_deleted_is_not_restored(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        for id in [acme.id.clone(), "nobody".parse().unwrap()] {
            let refused = customers::restore(&store, &actor(), &id).await;
            assert!(matches!(refused, Err(StoreError::NotFound { .. })), "{refused:?}");
        }
        assert_eq!(customers::get(&store, &acme.id).await.unwrap(), acme);
    }

    async fn the_deleted_are_listed_with_who_and_when_the_last_first(store: Store) {
        let mut all = Vec::new();
        for n in 0..7 {
            let made = create(&store, &draft(&format!("Customer {n}"))).await;
            provide(&store, &made.id, "vpn", InstanceState::Uploaded).await;
            let now = customers::get(&store, &made.id).await.unwrap();
            delete(&store, &now).await;
            all.push(now);
        }
        create(&store, &draft("Still there")).await;
        let page = customers::deleted(&store, &PageStart::First, 50).await.unwrap();
        assert_eq!((page.total, page.first, page.previous, page.next), (7, 1, None, None));
        let shown: Vec<_> = page.rows.iter().rev().map(|d| d.customer.clone()).collect();
        assert_eq!(shown, all);
        assert!(page.rows.iter().all(|d| d.deleted_by == "local"));
        assert!(page.rows.iter().all(|d| d.customer.services.total() == 1));
        assert!(page.rows.is_sorted_by(|a, b| a.deleted_at >= b.deleted_at));
        customers::restore(&store, &actor(), &all[3].id).await.unwrap();
        let page = customers::deleted(&store, &PageStart::First, 50).await.unwrap();
        assert_eq!(page.total, 6);
        assert!(page.rows.iter().all(|d| d.customer.id != all[3].id));
    }

    async fn the_pages_of_the_deleted_hold_each_once_in_both_directions(store: Store) {
        let mut ids = Vec::new();
        for n in 0..8 {
            let made = create(&store, &draft(&format!("Customer {n}"))).await;
            delete(&store, &made).await;
            ids.insert(0, made.id);
        }
        // Many may be deleted at one moment.
        for at in ["2030-01-01T00:00:00.000000001Z", "2030-01-01T00:00:00.000000002Z"] {
            let text = "UPDATE archived_customer SET deleted_at = <datetime>$at WHERE id IN $ids";
            let some = if at.ends_with("1Z") { &ids[2..5] } else { &ids[..2] };
            let some: Vec<_> = some.iter().map(|id| surrealdb::types::RecordId::new("archived_customer", id.as_str())).collect();
            let vars = surrealdb::types::vars! { at: at.to_owned(), ids: some };
            store.connection().query(text, vars).await.unwrap().check().unwrap();
        }
        for ties in [0..2, 2..5] {
            ids[ties].sort_by(|a, b| b.cmp(a));
        }
        let onward = walk(&store, PageStart::First, |page| page.next.clone().map(PageStart::After)).await;
        assert_eq!(onward.concat(), ids);
        let mut backward = walk(&store, PageStart::Last, |page| page.previous.clone().map(PageStart::Before)).await;
        backward.reverse();
        assert_eq!(backward.concat(), ids);
        // A place that leads nowhere leads to the nearest page, one that cannot be read to the first.
        let page = async |start| ids_of(&customers::deleted(&store, &start, 3).await.unwrap());
        let at = |key: &str| Cursor { key: key.into(), id: "x".into() };
        assert_eq!(page(PageStart::After(at("9 1999-01-01T00:00:00Z"))).await, ids[5..]);
        assert_eq!(page(PageStart::Before(at("9 2099-01-01T00:00:00Z"))).await, ids[..3]);
        assert_eq!(page(PageStart::After(at("nonsense"))).await, ids[..3]);
        assert_eq!(page(PageStart::At("x".into())).await, ids[..3]);
    }

    async fn nothing_deleted_is_an_empty_page(store: Store) {
        for start in [PageStart::First, PageStart::Last] {
            let page = customers::deleted(&store, &start, 3).await.unwrap();
            assert_eq!((page.total, page.first, page.rows.len()), (0, 0, 0));
            assert_eq!((page.previous, page.next), (None, None));
        }
    }
}

#[test]
fn with_unique_names_a_name_that_was_taken_meanwhile_refuses() {
    run(async {
        let unique = StoreConfig { unique_names: true, ..config("mem://") };
        let store = Store::open(&unique).await.unwrap();
        let old = create(&store, &draft("Straße")).await;
        delete(&store, &old).await;
        let new = create(&store, &draft("STRASSE")).await;
        let refused = customers::restore(&store, &actor(), &old.id).await;
        assert!(
            matches!(&refused, Err(StoreError::DuplicateName { name }) if name == "Straße"),
            "{refused:?}"
        );
        delete(&store, &new).await;
        customers::restore(&store, &actor(), &old.id).await.unwrap();
        let again = customers::create(&store, &actor(), &draft("strasse")).await;
        assert!(matches!(again, Err(StoreError::DuplicateName { .. })), "{again:?}");
    });
}

pub async fn delete(store: &Store, customer: &Customer) {
    customers::delete(store, &actor(), &customer.id, customer.version).await.unwrap();
}

/// The ids of all pages of three rows, one after the other; each says where it is.
async fn walk(
    store: &Store,
    start: PageStart,
    next: impl Fn(&model::Page<model::DeletedCustomer>) -> Option<PageStart>,
) -> Vec<Vec<CustomerId>> {
    let (mut start, mut pages) = (Some(start), Vec::new());
    while let Some(at) = start.take() {
        let page = customers::deleted(store, &at, 3).await.unwrap();
        assert_eq!(page.total, 8);
        let expected = match at {
            PageStart::First | PageStart::After(_) => 3 * pages.len() as u64 + 1,
            _ => 9_u64.saturating_sub(3 * (pages.len() as u64 + 1)).max(1),
        };
        assert_eq!(page.first, expected, "{at:?}");
        pages.push(ids_of(&page));
        start = next(&page);
    }
    pages
}

fn ids_of(page: &model::Page<model::DeletedCustomer>) -> Vec<CustomerId> {
    page.rows.iter().map(|deleted| deleted.customer.id.clone()).collect()
}
