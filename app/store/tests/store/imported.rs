//! What an import brings that has ids of its own: it is found again by them, orders come along, and
//! nothing is overridden that works on them.

use model::{
    Action, ImportedInstance, ImportedOrder, InstanceId, InstanceState, OrderKind, OrderStatus,
    Task,
};
use store::{OnDuplicate, RowOutcome, Store, customers, instances, orders};

use crate::{
    concurrency::check_that_all_belongs_together,
    support::{
        actor, create, draft, instance, on_every_engine, place, provide, record, referenced,
    },
    system::imported,
};

const ORDER: &str = "7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d";

on_every_engine! {
    async fn a_customer_keeps_its_id_and_the_time_of_its_creation(store: Store) {
        let rows = [imported("c-1", "Acme", Some("CRM-1"))];
        for dry_run in [true, false] {
            let made = customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, dry_run).await;
            assert_eq!(made.unwrap(), [RowOutcome::Created(rows[0].id.clone())]);
        }
        let made = customers::get(&store, &rows[0].id).await.unwrap();
        assert_eq!(made.created_at, "2020-01-31T12:00:00.000000000Z");
        assert!(made.updated_at > made.created_at && !made.system);
        let again = customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await;
        assert_eq!(again.unwrap(), [RowOutcome::Unchanged(made.id.clone())]);
        let renamed = [imported("c-1", "Acme Ltd", None)];
        let changed = customers::import_batch(&store, &actor(), &renamed, OnDuplicate::Update, false).await;
        assert_eq!(changed.unwrap(), [RowOutcome::Updated(made.id.clone())]);
        let now = customers::get(&store, &made.id).await.unwrap();
        assert_eq!((now.name.as_str(), now.reference, now.created_at), ("Acme Ltd", None, made.created_at));
    }

    async fn a_reference_number_of_another_customer_refuses_the_row_alone(store: Store) {
        create(&store, &referenced("Holder", "crm-1")).await;
        let rows = [imported("c-1", "Acme", Some("CRM-1")), imported("c-2", "Boreal", Some("CRM-2"))];
        let made = customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        assert_eq!(made[0], RowOutcome::Refused("Reference Number CRM-1 is already used by Holder.".into()));
        assert_eq!(made[1], RowOutcome::Created(rows[1].id.clone()));
        let taken = [imported("c-2", "Boreal", Some("Crm-1"))];
        let refused = customers::import_batch(&store, &actor(), &taken, OnDuplicate::Update, false).await.unwrap();
        assert!(matches!(&refused[0], RowOutcome::Refused(why) if why.contains("used by Holder")));
    }

    async fn what_was_deleted_here_is_not_made_again(store: Store) {
        let rows = [imported("c-1", "Acme", None)];
        customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        customers::delete(&store, &actor(), &rows[0].id, 1).await.unwrap();
        let again = customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        assert!(matches!(&again[0], RowOutcome::Refused(why) if why.contains("Restore it")), "{again:?}");
        customers::restore(&store, &actor(), &rows[0].id).await.unwrap();
        let again = customers::import_batch(&store, &actor(), &rows, OnDuplicate::Update, false).await.unwrap();
        assert_eq!(again, [RowOutcome::Unchanged(rows[0].id.clone())]);
    }

    async fn a_new_instance_may_be_in_any_state_and_brings_its_order(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        for state in InstanceState::ALL {
            let mut row = row(&acme.id, state.as_str(), state);
            row.order = Some(order(&uuid(state as u64), OrderKind::Create, OrderStatus::Success));
            assert_eq!(import(&store, &row).await, RowOutcome::Created(row.id.clone()));
            let there = instances::get(&store, &row.id).await.unwrap();
            assert_eq!((there.state, there.version), (state, 1));
            assert_eq!(there.created_at, "2020-01-31T12:00:00.000000000Z");
            let orders = orders::of_instance(&store, &row.id).await.unwrap();
            assert_eq!((orders.len(), orders[0].trace.len()), (1, 1));
            assert_eq!((orders[0].kind, orders[0].status), (OrderKind::Create, OrderStatus::Success));
            assert_eq!(orders[0].created_at, "2020-02-01T09:30:00.000000000Z");
            assert_eq!(import(&store, &row).await, RowOutcome::Unchanged(row.id.clone()));
        }
        let history = customers::history(&store, &acme.id).await.unwrap();
        assert!(history.iter().any(|change| change.action == "order.import"));
    }

    async fn an_order_that_is_placed_here_later_is_the_newest(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let mut row = row(&acme.id, "vpn", InstanceState::Active);
        // An id that sorts behind all that are made here.
        row.order = Some(order(&uuid(u64::MAX), OrderKind::Create, OrderStatus::Success));
        import(&store, &row).await;
        let there = instances::get(&store, &row.id).await.unwrap();
        let (_, placed) = record(&store, &there, Action::Deprovision).await;
        let details = instances::details(&store, &row.id).await.unwrap();
        assert_eq!(details.newest_order.map(|order| order.id), Some(placed.id.clone()));
        assert_eq!(orders::of_instance(&store, &row.id).await.unwrap()[0].id, placed.id);
        check_that_all_belongs_together(&store).await;
    }

    async fn an_import_leaves_alone_what_an_order_from_here_works_on(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let made = provide(&store, &acme.id, "vpn", InstanceState::Uploaded).await;
        let (busy, placed) = place(&store, &made, Action::Provision).await;
        let mut row = row(&acme.id, "vpn", InstanceState::Active);
        row.id = made.id.clone();
        let refused = import(&store, &row).await;
        assert!(matches!(&refused, RowOutcome::Refused(why) if why.contains("not finished")), "{refused:?}");
        // Nor does it speak for the engine, though it names the very order.
        row.order = Some(order(placed.id.as_str(), OrderKind::Create, OrderStatus::Success));
        let refused = import(&store, &row).await;
        assert!(matches!(&refused, RowOutcome::Refused(why) if why.contains("not finished")), "{refused:?}");
        row.draft.state = InstanceState::Provisioning;
        assert_eq!(import(&store, &row).await, RowOutcome::Unchanged(made.id.clone()));
        row.order = Some(order(ORDER, OrderKind::Create, OrderStatus::Success));
        let refused = import(&store, &row).await;
        assert!(matches!(&refused, RowOutcome::Refused(why) if why.contains("not finished")), "{refused:?}");
        assert_eq!(instances::get(&store, &made.id).await.unwrap(), busy);
        assert_eq!(orders::get(&store, &placed.id).await.unwrap(), placed);
    }

    async fn an_open_order_that_was_imported_is_brought_to_its_end_by_the_next_import(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let mut row = row(&acme.id, "vpn", InstanceState::Provisioning);
        row.order = Some(order(ORDER, OrderKind::Create, OrderStatus::Running));
        assert_eq!(import(&store, &row).await, RowOutcome::Created(row.id.clone()));
        assert_eq!(import(&store, &row).await, RowOutcome::Unchanged(row.id.clone()));
        let open = instances::get(&store, &row.id).await.unwrap();
        let deleted = customers::delete(&store, &actor(), &acme.id, 1).await;
        assert!(deleted.is_err(), "it may hold network resources");
        row.draft.state = InstanceState::Active;
        row.order = Some(order(ORDER, OrderKind::Create, OrderStatus::Success));
        assert_eq!(import(&store, &row).await, RowOutcome::Updated(row.id.clone()));
        let ended = instances::get(&store, &row.id).await.unwrap();
        assert_eq!((ended.state, ended.changed), (InstanceState::Active, false));
        assert!(ended.version > open.version);
        let order = orders::get(&store, &ORDER.parse().unwrap()).await.unwrap();
        assert_eq!((order.status, order.version), (OrderStatus::Success, 2));
        assert_eq!(import(&store, &row).await, RowOutcome::Unchanged(row.id.clone()));
        // What it ended with stays.
        row.order = Some(self::order(ORDER, OrderKind::Create, OrderStatus::Failed));
        assert_eq!(import(&store, &row).await, RowOutcome::Unchanged(row.id.clone()));
        check_that_all_belongs_together(&store).await;
    }

    async fn an_instance_stays_with_its_customer_and_its_order_with_it(store: Store) {
        let (a, b) = (create(&store, &draft("A")).await, create(&store, &draft("B")).await);
        let mut first = row(&a.id, "vpn", InstanceState::Active);
        first.order = Some(order(ORDER, OrderKind::Create, OrderStatus::Success));
        import(&store, &first).await;
        let says = |outcome: RowOutcome<InstanceId>| match outcome {
            RowOutcome::Refused(why) => why,
            other => panic!("{other:?}"),
        };
        let mut moved = first.clone();
        moved.draft.customer = b.id.clone();
        assert!(says(import(&store, &moved).await).contains("never change"));
        let mut twin = first.clone();
        twin.id = "other".parse().unwrap();
        assert_eq!(says(import(&store, &twin).await), "A already has a service instance named vpn.");
        twin.draft.name = "vpn 2".into();
        assert!(says(import(&store, &twin).await).contains("belongs to another service instance"));
        assert_eq!(instances::count(&store, None).await.unwrap(), 1);
        check_that_all_belongs_together(&store).await;
    }
}

async fn import(store: &Store, row: &ImportedInstance) -> RowOutcome<InstanceId> {
    let rows = std::slice::from_ref(row);
    let outcomes =
        instances::import_batch(store, &actor(), rows, OnDuplicate::Update, false).await.unwrap();
    store.flush().await.unwrap();
    outcomes.into_iter().next().unwrap()
}

fn row(customer: &model::CustomerId, name: &str, state: InstanceState) -> ImportedInstance {
    ImportedInstance {
        id: format!("i-{name}").parse().unwrap(),
        draft: instance(customer, name, state),
        keep_state: false,
        created_at: Some("2020-01-31T12:00:00Z".into()),
        order: None,
    }
}

fn order(id: &str, kind: OrderKind, status: OrderStatus) -> ImportedOrder {
    let time = "2020-02-01T09:30:00Z".to_owned();
    let task = Task { task: "configure".into(), status, message: None, time: time.clone() };
    ImportedOrder {
        id: id.parse().unwrap(),
        kind,
        status,
        trace: vec![task],
        created_at: Some(time.clone()),
        updated_at: Some(time),
    }
}

/// A UUID that begins with this number.
fn uuid(number: u64) -> String {
    let digits = format!("{number:016x}");
    format!("{}-{}-{}-8000-000000000000", &digits[..8], &digits[8..12], &digits[12..])
}
