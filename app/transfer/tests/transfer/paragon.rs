//! Importing what the API of Paragon Automation returns.

use std::path::PathBuf;

use model::{InstanceState, OrderKind, OrderStatus};
use serde_json::{Value, json};
use transfer::{ImportOptions, ImportReport, Paragon, TransferError};

use crate::helpers::{World, bad, counts};

const ACME: &str = "4be6c1f2-0c5a-4a73-9a43-1f8f5cc6a001";
const VPN: &str = "0d0a6f0c-93e6-4d0e-8f0b-6f3a1f6d2001";
const ORDER: &str = "7f6c1c1e-5ff9-4f0c-9d7a-0e6f0a1b2c3d";

fn customers() -> Value {
    json!([
        { "customer_id": ACME, "name": "Acme", "status": "ACTIVE", "reference_number": "CRM-1",
          "description": "", "upload_time": "2020-01-31T12:00:00+02:00", "links": [] },
        { "customer_id": "network-operator", "name": "network-operator", "status": "active",
          "reference_number": "", "upload_time": "" },
    ])
}

fn instances() -> Value {
    json!([
        { "customer_id": ACME, "instance_id": "vpn-oslo", "instance_uuid": VPN, "design_id": "l3vpn",
          "design_version": "1.2.0", "instance_status": "Active", "order_id": ORDER,
          "order_status": { "status": "SUCCESS", "workflow_trace": [
              { "task": "configure-pe", "status": "success", "time": "2020-02-01T09:30:00Z", "node": "pe-1" },
          ] },
          "upload_time": "2020-02-01 09:00:00", "sites": [{ "vlan": 7 }], "note": "" },
        { "customer_id": "network-operator", "instance_id": "core", "instance_uuid": "core-1",
          "design_id": "infrastructure", "design_version": "1", "instance_status": "",
          "order_id": "", "order_status": "", "upload_time": null },
    ])
}

/// An import into a world, both files in one go.
async fn import(
    world: &World,
    customers: &Value,
    instances: &Value,
    dry_run: bool,
) -> [ImportReport; 2] {
    let import = Paragon::new(&world.store, &world.actor);
    let customers = options(world.file("customers.json", customers.to_string()), dry_run);
    let instances = options(world.file("instances.json", instances.to_string()), dry_run);
    [
        import.customers(&customers, &mut |_| {}).await.unwrap(),
        import.instances(&instances, &mut |_| {}).await.unwrap(),
    ]
}

fn options(path: PathBuf, dry_run: bool) -> ImportOptions {
    ImportOptions { dry_run, ..ImportOptions::new(path) }
}

async fn import_text(world: &World, text: &str) -> Result<ImportReport, TransferError> {
    let options = options(world.file("instances.json", text), false);
    Paragon::new(&world.store, &world.actor).instances(&options, &mut |_| {}).await
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_of_both_files_and_stores_nothing() {
    let world = World::new().await;
    let [made, provided] = import(&world, &customers(), &instances(), true).await;
    assert_eq!(counts(&made), [2, 0, 0, 0, 0, 0], "{:?}", made.bad);
    assert_eq!(counts(&provided), [2, 0, 0, 0, 0, 0], "{:?}", provided.bad);
    assert!(made.dry_run && world.customers().await.is_empty());
}

#[tokio::test]
async fn both_come_in_with_their_ids_times_states_and_orders() {
    let world = World::new().await;
    let [made, provided] = import(&world, &customers(), &instances(), false).await;
    assert_eq!(counts(&made), [2, 0, 0, 0, 0, 0], "{:?}", made.bad);
    assert_eq!(counts(&provided), [2, 0, 0, 0, 0, 0], "{:?}", provided.bad);
    let all = world.customers().await;
    let [acme, system] = &all[..] else { panic!("{all:?}") };
    assert_eq!((acme.id.as_str(), acme.reference.as_deref()), (ACME, Some("CRM-1")));
    assert_eq!(
        (&acme.description, acme.created_at.as_str()),
        (&None, "2020-01-31T10:00:00.000000000Z")
    );
    assert_eq!((acme.system, system.system, &system.reference), (false, true, &None));

    let vpn = store::instances::details(&world.store, &VPN.parse().unwrap()).await.unwrap();
    let instance = &vpn.instance;
    assert_eq!((instance.name.as_str(), instance.customer.as_str()), ("vpn-oslo", ACME));
    assert_eq!((instance.design.as_str(), instance.design_version.as_str()), ("l3vpn", "1.2.0"));
    assert_eq!(instance.state, InstanceState::Active);
    assert_eq!(instance.created_at, "2020-02-01T09:00:00.000000000Z");
    assert_eq!(Value::Object(vpn.body), json!({ "sites": [{ "vlan": 7 }], "note": "" }));
    let order = vpn.newest_order.unwrap();
    assert_eq!((order.id.as_str(), order.kind), (ORDER, OrderKind::Create));
    assert_eq!(order.status, OrderStatus::Success);
    assert_eq!(order.trace[0].task, "configure-pe");
    assert_eq!(order.trace[0].message.as_deref(), Some("node: pe-1"));
    let core = store::instances::details(&world.store, &"core-1".parse().unwrap()).await.unwrap();
    assert_eq!((core.instance.state, core.newest_order), (InstanceState::Uploaded, None));
    assert!(core.body.is_empty());
}

#[tokio::test]
async fn a_second_import_finds_all_of_it_unchanged_and_a_changed_one_updates() {
    let world = World::new().await;
    import(&world, &customers(), &instances(), false).await;
    let [same, also] = import(&world, &customers(), &instances(), false).await;
    assert_eq!((counts(&same), counts(&also)), ([0, 0, 2, 0, 0, 0], [0, 0, 2, 0, 0, 0]));
    let (mut customers, mut instances) = (customers(), instances());
    customers[0]["name"] = "Acme International".into();
    customers[0]["status"] = "".into();
    instances[0]["instance_status"] = "failed".into();
    let [changed, also] = import(&world, &customers, &instances, false).await;
    assert_eq!((counts(&changed), counts(&also)), ([0, 1, 1, 0, 0, 0], [0, 1, 1, 0, 0, 0]));
    let vpn = store::instances::get(&world.store, &VPN.parse().unwrap()).await.unwrap();
    assert_eq!(vpn.state, InstanceState::Failed);
    assert_eq!(vpn.customer_name, "Acme International");
    assert_eq!(vpn.created_at, "2020-02-01T09:00:00.000000000Z");
}

#[tokio::test]
async fn a_bad_element_is_told_by_number_and_name_and_the_others_are_kept() {
    let world = World::new().await;
    let (mut customers, mut instances) = (customers(), instances());
    let more = customers.as_array_mut().unwrap();
    more.push(json!({ "customer_id": "c-3", "name": "Twin", "reference_number": "crm-1" }));
    more.push(json!({ "customer_id": "a b", "name": "", "status": "gone", "upload_time": "soon" }));
    more.push(json!(7));
    let more = instances.as_array_mut().unwrap();
    let mut lost = more[0].clone();
    lost["instance_id"] = "vpn-bergen".into();
    lost["instance_uuid"] = "vpn-2".into();
    lost["order_id"] = "".into();
    lost["order_status"] = json!({});
    lost["instance_status"] = "gone".into();
    more.push(lost.clone());
    lost["instance_status"] = "active".into();
    lost["customer_id"] = "nobody".into();
    more.push(lost);
    let [made, provided] = import(&world, &customers, &instances, false).await;
    assert_eq!((counts(&made), counts(&provided)), ([2, 0, 0, 0, 1, 2], [2, 0, 0, 0, 0, 2]));
    let findings = bad(&made);
    let twin = "element 3 (Twin), reference_number: \"crm-1\" stands in element 1 already";
    assert!(findings[0].starts_with(twin), "{findings:?}");
    let wrong =
        "element 4 (a b), customer_id; upload_time; name; status: \"a b\" is not an identifier";
    assert!(findings[1].starts_with(wrong), "{findings:?}");
    assert!(findings[1].contains("it must be active or inactive"), "{findings:?}");
    assert_eq!(findings[2], "element 5: It is a number; it must be an object: { … }.");
    let findings = bad(&provided);
    let gone =
        "element 3 (vpn-bergen), instance_status: State is \"gone\"; it must be one of uploaded";
    assert!(findings[0].starts_with(gone), "{findings:?}");
    let nobody = "element 4 (vpn-bergen): The customer does not exist (any more).";
    assert_eq!(findings[1], nobody);

    let rejects = provided.rejects.unwrap();
    assert_eq!(rejects, world.path("instances.rejects.json"));
    let text = std::fs::read_to_string(&rejects).unwrap();
    let mut left: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(left[0]["_rejected"]["element"], 3);
    left[0]["instance_status"] = "failed".into();
    left.as_array_mut().unwrap().truncate(1);
    let mended = import_text(&world, &left.to_string()).await.unwrap();
    assert_eq!(counts(&mended), [1, 0, 0, 0, 0, 0], "{:?}", mended.bad);
    let vpn = store::instances::details(&world.store, &"vpn-2".parse().unwrap()).await.unwrap();
    assert!(!vpn.body.contains_key("_rejected"), "{:?}", vpn.body);
}

#[tokio::test]
async fn a_reference_number_that_somebody_has_here_refuses_the_element() {
    let world = World::new().await;
    world.add("Holder", Some("crm-1"), model::CustomerStatus::Active).await;
    let [made, provided] = import(&world, &customers(), &instances(), false).await;
    assert_eq!((counts(&made), counts(&provided)), ([1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1]));
    let taken = "element 1 (Acme): Reference Number CRM-1 is already used by Holder.";
    assert_eq!(bad(&made), [taken]);
}

#[tokio::test]
async fn a_csv_file_does_not_rename_a_customer_of_the_system_but_describes_it() {
    let world = World::new().await;
    import(&world, &customers(), &json!([]), false).await;
    let header = "Customer ID,Name,Reference Number,Description";
    for (row, expected) in [
        ("network-operator,Mine,SYS-1,", [0, 0, 0, 0, 0, 1]),
        ("network-operator,network-operator,SYS-1,Ours", [0, 1, 0, 0, 0, 0]),
        ("network-operator,Mine,sys-1,Ours", [0, 0, 0, 0, 0, 1]),
        (",Mine,sys-1,Ours", [0, 0, 0, 0, 0, 1]),
    ] {
        let report = world.import_text(format!("{header}\n{row}\n")).await.unwrap();
        assert_eq!(counts(&report), expected, "{row}: {:?}", report.bad);
        assert!(bad(&report).iter().all(|why| why.contains("Keep the name")), "{:?}", report.bad);
    }
    let system = &world.customers().await[1];
    assert_eq!((system.name.as_str(), system.system), ("network-operator", true));
    assert_eq!(system.description.as_deref(), Some("Ours"));
}

#[tokio::test]
async fn a_broken_file_is_refused_with_its_place_before_anything_is_stored() {
    let world = World::new().await;
    import(&world, &customers(), &json!([]), false).await;
    let whole = instances().to_string();
    for (text, says) in [
        (&whole[..whole.len() - 1], "EOF while parsing a list at line 1 column"),
        (&whole.replace("},{", "} {")[..], "expected `,` or `]` at line 1 column"),
        ("{\"instances\": []}", "expected an array at line 1"),
    ] {
        let error = import_text(&world, text).await.unwrap_err().to_string();
        assert!(error.contains("instances.json: ") && error.contains(says), "{error}");
        assert!(world.instances().await.is_empty());
    }
}

#[tokio::test]
async fn thousands_of_elements_are_stored_in_batches_with_progress() {
    let world = World::new().await;
    let many: Vec<_> = (0..2_345)
        .map(|n| json!({ "customer_id": format!("c-{n}"), "name": "Many", "reference_number": n }))
        .collect();
    let options = options(world.file("in.json", Value::Array(many).to_string()), false);
    let mut seen = Vec::new();
    let import = Paragon::new(&world.store, &world.actor);
    let report = import.customers(&options, &mut |progress| seen.push(progress)).await.unwrap();
    assert_eq!(counts(&report)[0], 2_345);
    assert_eq!(seen.len(), 6);
    assert_eq!((seen[5].rows, seen[5].done), (2_345, seen[5].total));
}
