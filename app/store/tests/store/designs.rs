//! The catalogue of service designs: who changes it and when, and which instances are made from it.

use model::{
    Actor, Design, DesignDraft, DesignStatus, InstanceDraft, InstanceState, Role,
    design::instances_of,
};
use serde_json::{Value, json};
use store::{Store, StoreError, customers, designs, instances};

use crate::support::{
    actor, config, create, draft, endpoint, instance, on_embedded_engines, open, provide, run, user,
};

/// A design whose instances have a VLAN and nothing else.
pub fn design(id: &str, version: &str) -> DesignDraft {
    DesignDraft {
        id: id.into(),
        version: version.into(),
        title: "Port".into(),
        description: None,
        schema: json!({
            "type": "object",
            "required": ["vlan"],
            "additionalProperties": false,
            "properties": { "vlan": { "type": "integer", "minimum": 1, "maximum": 4094 } }
        }),
    }
}

pub async fn add(store: &Store, id: &str, version: &str) -> Design {
    designs::create(store, &actor(), &design(id, version)).await.unwrap()
}

/// A service instance of `port 1` for a customer of its own.
pub async fn port(store: &Store, name: &str, vlan: Value) -> InstanceDraft {
    let customer = create(store, &draft(name)).await;
    InstanceDraft {
        design: "port".into(),
        design_version: "1".into(),
        body: json!({ "vlan": vlan }).as_object().unwrap().clone(),
        ..instance(&customer.id, name, InstanceState::Uploaded)
    }
}

async fn retire(store: &Store, design: &Design) -> Design {
    let (id, version) = (&design.id, &design.version);
    let retired = DesignStatus::Retired;
    designs::set_status(store, &actor(), id, version, design.revision, retired).await.unwrap()
}

on_embedded_engines! {
    async fn a_new_catalogue_offers_what_the_program_brings(store: Store) {
        let offered = designs::offered(&store).await.unwrap();
        let ids: Vec<_> = offered.iter().map(|d| (d.id.as_str(), d.version.as_str())).collect();
        assert_eq!(ids, [
            ("elan-evpn-csm", "1.0.0"), ("eline-evpn-vpws-csm", "1.0.0"),
            ("eline-l2circuit-nsm", "1.0.0"), ("infrastructure", "1.0.0"), ("l3vpn", "1.0.0"),
        ]);
        let l3vpn = designs::get(&store, "l3vpn", "1.0.0").await.unwrap();
        assert_eq!((l3vpn.title.as_str(), l3vpn.revision), ("Layer 3 VPN", 1));
        assert_eq!(l3vpn.schema["properties"]["sites"]["type"], "array");
    }

    async fn a_design_is_added_read_and_changed(store: Store) {
        let made = add(&store, "port", "1").await;
        assert_eq!((made.title.as_str(), made.status, made.revision), ("Port", DesignStatus::Offered, 1));
        assert_eq!(designs::get(&store, "port", "1").await.unwrap(), made);

        let other = DesignDraft {
            title: "Access port".into(),
            description: Some("One port".into()),
            schema: json!({ "type": "object" }),
            ..design("port", "1")
        };
        let changed = designs::update(&store, &actor(), 1, &other).await.unwrap();
        assert_eq!((changed.title.as_str(), changed.revision), ("Access port", 2));
        assert_eq!((changed.description.as_deref(), &changed.schema), (Some("One port"), &other.schema));
        assert_eq!(changed.created_at, made.created_at);
        assert_eq!(designs::get(&store, "port", "1").await.unwrap(), changed);
    }

    async fn the_newest_version_of_each_design_comes_first(store: Store) {
        for version in ["1.9.0", "1.10.0", "2", "1.10.0-b", "beta"] {
            add(&store, "alpha", version).await;
        }
        let all = designs::list(&store).await.unwrap();
        let versions: Vec<_> = all.iter().take(6).map(|d| (d.id.as_str(), d.version.as_str())).collect();
        assert_eq!(versions, [
            ("alpha", "2"), ("alpha", "1.10.0-b"), ("alpha", "1.10.0"), ("alpha", "1.9.0"),
            ("alpha", "beta"), ("elan-evpn-csm", "1.0.0"),
        ]);
    }

    async fn a_version_is_added_once(store: Store) {
        add(&store, "port", "1").await;
        let error = designs::create(&store, &actor(), &design("port", "1")).await.unwrap_err();
        let StoreError::Invalid(errors) = error else { panic!("{error:?}") };
        assert_eq!(
            errors.of("version"),
            Some("port 1 exists already. Choose another version, or change that one.")
        );
        add(&store, "port", "2").await;
    }

    async fn the_second_of_two_saves_is_shown_what_is_there_now(store: Store) {
        add(&store, "port", "1").await;
        let first = DesignDraft { title: "First".into(), ..design("port", "1") };
        let first = designs::update(&store, &actor(), 1, &first).await.unwrap();
        let second = DesignDraft { title: "Second".into(), ..design("port", "1") };
        for error in [
            designs::update(&store, &actor(), 1, &second).await.err(),
            designs::set_status(&store, &actor(), "port", "1", 1, DesignStatus::Retired).await.err(),
        ] {
            match error {
                Some(StoreError::DesignVersionConflict { current }) => assert_eq!(*current, first),
                other => panic!("{other:?}"),
            }
        }
    }

    async fn saving_what_is_there_already_changes_nothing_even_while_it_is_used(store: Store) {
        let made = add(&store, "port", "1").await;
        designs::make_instance(&store, &actor(), &port(&store, "Acme", 7.into()).await).await.unwrap();
        let same = designs::update(&store, &actor(), 1, &design("port", "1")).await.unwrap();
        assert_eq!(same, made);
        let offered = DesignStatus::Offered;
        let same = designs::set_status(&store, &actor(), "port", "1", 1, offered).await.unwrap();
        assert_eq!(same, made);
        assert_eq!(history(&store, "port", "1").await, ["design.create"]);
    }

    async fn only_a_super_user_changes_the_catalogue(store: Store) {
        let made = add(&store, "port", "1").await;
        let other = DesignDraft { title: "Other".into(), ..design("port", "1") };
        for role in [Role::NetworkAdmin, Role::Observer] {
            let who = user("ana", role);
            for error in [
                designs::create(&store, &who, &design("port", "2")).await.err(),
                designs::update(&store, &who, 1, &other).await.err(),
                designs::set_status(&store, &who, "port", "1", 1, DesignStatus::Retired).await.err(),
            ] {
                assert!(matches!(error, Some(StoreError::Forbidden)), "{error:?}");
            }
            assert!(refuses_in_the_database(&store, &who).await);
        }
        assert_eq!(designs::get(&store, "port", "1").await.unwrap(), made);
        assert!(designs::get(&store, "port", "2").await.is_err());
    }

    async fn a_version_that_instances_use_stays_as_it_is(store: Store) {
        add(&store, "port", "1").await;
        add(&store, "port", "2").await;
        let acme = create(&store, &draft("Acme")).await;
        // Imported, without regard to the design.
        for (name, version) in [("a", "1"), ("b", "1"), ("c", "3")] {
            let drafts = [InstanceDraft {
                design: "port".into(),
                design_version: version.into(),
                ..instance(&acme.id, name, InstanceState::Active)
            }];
            let skip = store::OnDuplicate::Skip;
            instances::upsert_batch(&store, &actor(), &drafts, skip, false).await.unwrap();
        }
        store.flush().await.unwrap();
        let title = |version| DesignDraft { title: "Other".into(), ..design("port", version) };
        let error = designs::update(&store, &actor(), 1, &title("1")).await.unwrap_err();
        assert!(matches!(error, StoreError::DesignInUse { instances: 2, .. }), "{error:?}");
        assert_eq!(designs::get(&store, "port", "1").await.unwrap().title, "Port");
        designs::update(&store, &actor(), 1, &title("2")).await.unwrap();
        let uses = ["1", "2", "3"].map(|version| designs::uses(&store, "port", version));
        let [one, two, three] = uses;
        assert_eq!((one.await.unwrap(), two.await.unwrap(), three.await.unwrap()), (2, 0, 1));
    }

    async fn a_version_stays_as_it_is_once_an_instance_was_made_from_it_though_that_was_deleted(store: Store) {
        add(&store, "port", "1").await;
        let draft = port(&store, "Acme", 7.into()).await;
        designs::make_instance(&store, &actor(), &draft).await.unwrap();
        let acme = customers::get(&store, &draft.customer).await.unwrap();
        customers::delete(&store, &actor(), &acme.id, acme.version).await.unwrap();
        let other = DesignDraft { title: "Other".into(), ..design("port", "1") };
        let error = designs::update(&store, &actor(), 1, &other).await.unwrap_err();
        assert!(matches!(error, StoreError::DesignInUse { instances: 0, .. }), "{error:?}");
        // The instance comes back as it was.
        customers::restore(&store, &actor(), &acme.id).await.unwrap();
        assert_eq!(designs::uses(&store, "port", "1").await.unwrap(), 1);
    }

    async fn an_instance_is_made_as_its_design_wants_it(store: Store) {
        add(&store, "port", "1").await;
        let draft = port(&store, "Acme", 4094.into()).await;
        let made = designs::make_instance(&store, &actor(), &draft).await.unwrap();
        assert_eq!((made.design.as_str(), made.design_version.as_str()), ("port", "1"));
        assert_eq!(made.state, InstanceState::Uploaded);
        let seen = instances::list(&store, &instances_of("port", "1")).await.unwrap();
        assert_eq!(seen.rows, [made]);

        let error = designs::make_instance(&store, &actor(), &draft).await.unwrap_err();
        assert!(matches!(error, StoreError::DuplicateInstanceName { .. }), "{error:?}");
        let observer = user("cy", Role::Observer);
        let error = designs::make_instance(&store, &observer, &draft).await.unwrap_err();
        assert!(matches!(error, StoreError::Forbidden), "{error:?}");
    }

    async fn an_instance_that_its_design_does_not_want_is_refused_at_every_field(store: Store) {
        add(&store, "port", "1").await;
        let mut draft = port(&store, "Acme", 5000.into()).await;
        draft.body.insert("colour".into(), "red".into());
        let error = designs::make_instance(&store, &actor(), &draft).await.unwrap_err();
        let StoreError::Invalid(errors) = error else { panic!("{error:?}") };
        assert_eq!(errors.of("/vlan"), Some("/vlan: 5000 is more than the maximum 4094."));
        assert_eq!(errors.of("/colour"), Some("/colour: is not known to the schema."));
        assert_eq!(instances::count(&store, None).await.unwrap(), 0);
    }

    async fn a_retired_design_takes_no_new_instances_until_it_is_offered_again(store: Store) {
        let retired = retire(&store, &add(&store, "port", "1").await).await;
        assert_eq!((retired.status, retired.revision), (DesignStatus::Retired, 2));
        let offered = designs::offered(&store).await.unwrap();
        assert!(offered.iter().all(|design| design.id != "port"));
        let draft = port(&store, "Acme", 7.into()).await;
        let message = "Service design port 1 is retired. Choose one that is offered.";
        assert_eq!(refused_design(&store, &draft).await, message);
        // What is there can still be changed.
        designs::fits(&store, "port", "1", &draft.body).await.unwrap();

        let offered = DesignStatus::Offered;
        designs::set_status(&store, &actor(), "port", "1", 2, offered).await.unwrap();
        designs::make_instance(&store, &actor(), &draft).await.unwrap();
        assert_eq!(
            history(&store, "port", "1").await,
            ["design.create", "design.retire", "design.offer"]
        );
    }

    async fn instances_of_designs_that_are_not_in_the_catalogue_are_kept_but_none_are_made(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        let old = provide(&store, &acme.id, "old", InstanceState::Active).await;
        assert!(designs::get(&store, &old.design, &old.design_version).await.is_err());
        let anything = json!({ "any": "thing" }).as_object().unwrap().clone();
        designs::fits(&store, &old.design, &old.design_version, &anything).await.unwrap();
        let draft = instance(&acme.id, "new", InstanceState::Uploaded);
        assert_eq!(
            refused_design(&store, &draft).await,
            "Service design l3vpn 1.2.0 is not in the catalogue. Choose one that is offered."
        );
    }

    async fn a_change_is_compared_with_from_then_on(store: Store) {
        add(&store, "port", "1").await;
        let body = json!({ "vlan": 7 }).as_object().unwrap().clone();
        designs::accepts(&store, "port", "1", &body).await.unwrap();
        let mut other = design("port", "1");
        other.schema["properties"]["vlan"]["minimum"] = 10.into();
        designs::update(&store, &actor(), 1, &other).await.unwrap();
        let error = designs::accepts(&store, "port", "1", &body).await.unwrap_err();
        let StoreError::Invalid(errors) = error else { panic!("{error:?}") };
        assert_eq!(errors.of("/vlan"), Some("/vlan: 7 is less than the minimum 10."));
    }

    async fn a_schema_that_is_none_is_refused_with_the_path(store: Store) {
        let made = add(&store, "port", "1").await;
        let bad = DesignDraft {
            schema: json!({ "type": "object", "properties": { "vlan": { "type": "int" } } }),
            ..design("port", "1")
        };
        let outside = DesignDraft {
            schema: json!({ "type": "object", "$ref": "https://example.com/x" }),
            ..design("port", "1")
        };
        for (draft, path) in [(bad, "/properties/vlan/type: \"int\""), (outside, "/$ref: refers to")] {
            let new = DesignDraft { version: "2".into(), ..draft.clone() };
            for error in [
                designs::create(&store, &actor(), &new).await.err(),
                designs::update(&store, &actor(), 1, &draft).await.err(),
            ] {
                let Some(StoreError::Invalid(errors)) = error else { panic!("{error:?}") };
                assert!(errors.of("schema").unwrap().starts_with(path), "{errors:?}");
            }
        }
        assert_eq!(designs::get(&store, "port", "1").await.unwrap(), made);
    }

    async fn what_is_done_to_a_design_is_in_its_history_and_in_no_customers(store: Store) {
        let acme = create(&store, &draft("Acme")).await;
        add(&store, "port", "1").await;
        let other = DesignDraft { title: "Other".into(), ..design("port", "1") };
        designs::update(&store, &user("ana", Role::SuperUser), 1, &other).await.unwrap();
        assert_eq!(history(&store, "port", "1").await, ["design.create", "design.update"]);
        let changed = "SELECT VALUE [actor, before.name, before.title, after.title] FROM audit
                           WHERE op = 'design.update'";
        let mut results = store.connection().query(changed, Default::default()).await.unwrap();
        let changed: Vec<Vec<String>> = results.take(0).unwrap();
        assert_eq!(changed, [["ana", "port 1", "Port", "Other"]]);
        assert_eq!(customers::history(&store, &acme.id).await.unwrap().len(), 1);
    }

    async fn a_backup_brings_its_catalogue(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inventory.surql");
        let made = add(&store, "port", "1").await;
        let l3vpn = designs::get(&store, "l3vpn", "1.0.0").await.unwrap();
        let retired = retire(&store, &l3vpn).await;
        store.backup(&file).await.unwrap();

        let fresh = open("mem://").await;
        fresh.restore(&file).await.unwrap();
        assert_eq!(designs::list(&fresh).await.unwrap(), designs::list(&store).await.unwrap());
        assert_eq!(designs::get(&fresh, "port", "1").await.unwrap(), made);
        assert_eq!(designs::get(&fresh, "l3vpn", "1.0.0").await.unwrap(), retired);
        let error = fresh.restore(&file).await.unwrap_err();
        assert!(error.to_string().contains("already holds service designs of your own"), "{error}");
    }
}

#[test]
fn what_operators_made_of_the_catalogue_stays_when_the_program_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = endpoint(folder.path());
    run(async move {
        let store = open(&endpoint).await;
        let [l3vpn, infrastructure] = [
            designs::get(&store, "l3vpn", "1.0.0").await.unwrap(),
            designs::get(&store, "infrastructure", "1.0.0").await.unwrap(),
        ];
        retire(&store, &l3vpn).await;
        let other = DesignDraft {
            title: "Ours".into(),
            ..design(&infrastructure.id, &infrastructure.version)
        };
        designs::update(&store, &actor(), 1, &other).await.unwrap();
        add(&store, "port", "1").await;
        let before = designs::list(&store).await.unwrap();
        store.close().await;

        let store = Store::open(&config(&endpoint)).await.unwrap();
        assert_eq!(designs::list(&store).await.unwrap(), before);
        let ours = designs::get(&store, "infrastructure", "1.0.0").await.unwrap();
        assert_eq!((ours.title.as_str(), &ours.schema), ("Ours", &other.schema));
        store.close().await;
    });
}

/// What is said of the design when no instance is made.
async fn refused_design(store: &Store, draft: &InstanceDraft) -> String {
    let error = designs::make_instance(store, &actor(), draft).await.unwrap_err();
    let StoreError::Invalid(errors) = error else { panic!("{error:?}") };
    errors.of("design").unwrap().to_owned()
}

/// What was done to a design, the first first.
async fn history(store: &Store, id: &str, version: &str) -> Vec<String> {
    let text = "SELECT VALUE op FROM audit WHERE record::id(id)[0] = [$id, $version] ORDER BY id";
    let vars = surrealdb::types::vars! { id: id.to_owned(), version: version.to_owned() };
    let mut results = store.connection().query(text, vars).await.unwrap();
    results.take(0).unwrap()
}

/// Whether the commands themselves refuse the role, whoever calls them.
async fn refuses_in_the_database(store: &Store, who: &Actor) -> bool {
    let role = who.role.as_str();
    let text = format!(
        "RETURN fn::design_set_status({{ name: 'x', role: '{role}', origin: 'x' }},
             design:['port', '1'], 1, 'retired')"
    );
    let mut results = store.connection().query(text, Default::default()).await.unwrap();
    let errors = results.take_errors();
    errors.values().any(|error| error.message().contains("E403:role"))
}
