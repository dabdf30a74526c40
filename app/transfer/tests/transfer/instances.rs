//! Importing service instances.

use crate::helpers::{World, bad, counts};
use model::{Action, CustomerStatus, InstanceState};
use transfer::ImportOptions;

fn options(world: &World, map: &str, text: &str) -> ImportOptions {
    let mut options = ImportOptions::new(world.file("instances.csv", text));
    options.mapping = map.parse().unwrap();
    options
}

#[tokio::test]
async fn each_assignment_of_a_registry_becomes_an_instance_of_its_customer() {
    let world = World::new().await;
    world.add("Acme", Some("0001C8"), CustomerStatus::Active).await;
    world.add("Gone", Some("0001C9"), CustomerStatus::Inactive).await;
    let text = "Registry,Assignment\nMA-L,0001c8\nMA-L,0001C9\nMA-L,0001CA\nMA-L,0001C8\n";
    let map = r#"name="Assignment",reference="Assignment",design=:l3vpn,state=:active"#;
    let report = world.import_instances(&options(&world, map, text)).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 1, 2]);
    let findings = bad(&report);
    assert!(
        findings[0].contains("line 3: Gone is inactive and takes no new service instances."),
        "{findings:?}"
    );
    assert!(
        findings[1].contains("line 4, Assignment: No customer has the reference number 0001CA.")
    );
    assert!(findings[2].contains("line 5, Assignment: \"0001C8\" stands on line 2 already"));
    let instance = &world.instances().await[0];
    assert_eq!((instance.name.as_str(), instance.customer_name.as_str()), ("0001c8", "Acme"));
    assert_eq!((instance.design.as_str(), instance.design_version.as_str()), ("l3vpn", "1.0.0"));
    assert_eq!(instance.state, InstanceState::Active);
    let again = world.import_instances(&options(&world, map, text)).await.unwrap();
    assert_eq!(counts(&again), [0, 0, 1, 0, 1, 2]);
}

#[tokio::test]
async fn a_customer_is_named_by_id_or_reference_or_both_if_they_agree() {
    let world = World::new().await;
    let acme = world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let other = world.add("Boreal", Some("B-2"), CustomerStatus::Active).await;
    let text = format!(
        "Name,Customer,Reference,Design\none,{a},,l3vpn\ntwo,,a-1,l3vpn\nthree,{a},A-1,l3vpn\n\
         four,{b},A-1,l3vpn\nfive,,,l3vpn\nsix,nobody,,l3vpn\nseven,,A-1,\n",
        a = acme.id,
        b = other.id
    );
    let report = world.import_instances(&options(&world, "", &text)).await.unwrap();
    assert_eq!(counts(&report), [3, 0, 0, 0, 0, 4]);
    let findings = bad(&report);
    assert!(
        findings[0].contains("line 5, Reference: Customer")
            && findings[0].contains("does not have")
    );
    assert_eq!(findings[1], "line 6, Reference: The row names no customer.");
    assert!(findings[2].contains("line 7: The customer does not exist"), "{findings:?}");
    assert_eq!(findings[3], "line 8, Design: Design is missing. Enter 1 to 128 characters.");
}

#[tokio::test]
async fn an_instance_keeps_what_a_row_says_nothing_about() {
    let world = World::new().await;
    world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let full = "Name,Reference,Design,Design Version,State,Body\nvpn,A-1,l3vpn,2.0.0,active,\"{\"\"vlan\"\": 7}\"\n";
    let report = world.import_instances(&options(&world, "", full)).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0, 0]);
    let bare = "Name,Reference,Design\nvpn,A-1,l3vpn\n";
    let report = world.import_instances(&options(&world, "", bare)).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0, 0, 0]);
    assert_eq!(world.instances().await[0].state, InstanceState::Active);
    let report = world.import_instances(&options(&world, "state=:failed", bare)).await.unwrap();
    assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0]);
    let report =
        world.import_instances(&options(&world, "design=:elan-evpn-csm", bare)).await.unwrap();
    assert!(bad(&report)[0].contains("To change its design, give its body too."));
    let stored = &world.instances().await[0];
    assert_eq!((stored.state, stored.design_version.as_str()), (InstanceState::Failed, "2.0.0"));
    let full = full.replace("active", "failed");
    let report = world.import_instances(&options(&world, "", &full)).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0, 0, 0], "the body was kept");
}

#[tokio::test]
async fn fields_that_make_no_sense_are_named() {
    let world = World::new().await;
    world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let text = "Name,Reference,Design,State,Body\na,A-1,l3vpn,gone,[1]\nb,A-1,l3vpn,,{\n";
    let report = world.import_instances(&options(&world, "", text)).await.unwrap();
    let findings = bad(&report);
    assert!(findings[0].starts_with("line 2, State; Body: State is \"gone\""), "{findings:?}");
    assert!(findings[0].ends_with("Body must be a JSON object: { … }."));
    assert!(findings[1].contains("Body is not JSON"));
    let error =
        world.import_instances(&options(&world, "", "Name,Design\na,b\n")).await.unwrap_err();
    assert!(error.to_string().contains("no column that names the customer"), "{error}");
}

#[tokio::test]
async fn an_export_changes_nothing_when_it_is_imported_and_its_states_can_be_edited() {
    let world = World::new().await;
    let acme = world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let text = format!(
        "Name,Customer,Design,Design Version,State,Body\n\
         =one,{id},l3vpn,1.1,active,\"{{\"\"vlan\"\":7}}\"\ntwo,{id},-x,2,uploaded,\n",
        id = acme.id
    );
    let made = world.import_instances(&options(&world, "", &text)).await.unwrap();
    assert_eq!(counts(&made), [2, 0, 0, 0, 0, 0], "{:?}", made.bad);
    let before = world.instances().await;
    let rows = store::instances::matching(&world.store, &Default::default()).await.unwrap();
    let mut sheet = transfer::Sheet::new(rows, true);
    let mut text = String::new();
    while let Some(piece) = sheet.next().await.unwrap() {
        text += std::str::from_utf8(&piece.bytes).unwrap();
    }
    assert!(text.contains(",'=one,") && text.contains(",'-x,"), "{text}");
    let again = world.import_instances(&options(&world, "", &text)).await.unwrap();
    assert_eq!(counts(&again), [0, 0, 2, 0, 0, 0], "{:?}", again.bad);
    assert_eq!(world.instances().await, before);
    let edited = text.replace(",active,", ",failed,");
    let changed = world.import_instances(&options(&world, "", &edited)).await.unwrap();
    assert_eq!(counts(&changed), [0, 1, 1, 0, 0, 0], "{:?}", changed.bad);
    assert_eq!(world.instances().await[0].state, InstanceState::Failed);
}

#[tokio::test]
async fn an_instance_is_left_alone_while_an_order_for_it_is_open() {
    let world = World::new().await;
    world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let made = "Name,Reference,Design,State\nvpn,A-1,l3vpn,uploaded\n";
    world.import_instances(&options(&world, "", made)).await.unwrap();
    let vpn = world.instances().await.remove(0);
    let (actor, provision) = (&world.actor, Action::Provision);
    let placed =
        store::orders::place(&world.store, actor, &vpn.id, vpn.version, provision, true).await;
    let (busy, _) = placed.unwrap();
    let version = "Name,Reference,Design,Design Version,Body\nvpn,A-1,l3vpn,2.0.0,{}\n";
    for changed in [made, version] {
        let report = world.import_instances(&options(&world, "", changed)).await.unwrap();
        assert_eq!(counts(&report), [0, 0, 0, 0, 0, 1]);
        assert!(bad(&report)[0].contains("not finished"), "{:?}", report.bad);
    }
    let same = made.replace("uploaded", "provisioning");
    let report = world.import_instances(&options(&world, "", &same)).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0, 0, 0], "{:?}", report.bad);
    assert_eq!(world.instances().await, [busy]);
}
