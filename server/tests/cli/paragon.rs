//! Importing what the API of Paragon Automation returns.

use crate::{Operator, stderr};

const CUSTOMERS: &str = r#"[
  { "customer_id": "c-1", "name": "Acme", "status": "active", "reference_number": "CRM-1" },
  { "customer_id": "Infrastructure", "name": "Infrastructure", "status": "active", "description": "" }
]"#;
const INSTANCES: &str = r#"[
  { "customer_id": "c-1", "instance_id": "vpn", "instance_uuid": "i-1", "design_id": "l3vpn",
    "design_version": "1", "instance_status": "active", "vlan": 7 },
  { "customer_id": "c-1", "instance_id": "lost", "instance_uuid": "i-2", "design_id": "l3vpn",
    "design_version": "1", "instance_status": "gone" }
]"#;

#[test]
fn both_files_are_tried_imported_and_imported_again() {
    let operator = Operator::new();
    operator.write("customers.json", CUSTOMERS);
    operator.write("instances.json", INSTANCES);
    let import =
        ["import", "paragon", "--customers", "customers.json", "--instances", "instances.json"];
    for (more, says) in [
        (
            Some("--dry-run"),
            ["Customers: 2 rows, 2 would be created", "1 would be created, 1 refused"],
        ),
        (None, ["Customers: 2 rows, 2 created", "Service instances: 2 rows, 1 created, 1 refused"]),
        (
            None,
            ["Customers: 2 rows, 2 unchanged", "Service instances: 2 rows, 1 unchanged, 1 refused"],
        ),
    ] {
        let output = operator.run(&import.into_iter().chain(more).collect::<Vec<_>>());
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(output.status.code(), Some(1), "{text}{}", stderr(&output));
        assert!(says.iter().all(|says| text.contains(says)), "{text}");
        assert!(text.contains("element 2 (lost), instance_status: State is \"gone\""), "{text}");
        assert!(operator.read("instances.rejects.json").contains("_rejected"));
    }
    let exported = operator.ok(&["export", "customers", "out.csv"]);
    assert!(exported.contains("2 customers"), "{exported}");
    assert!(operator.read("out.csv").contains("c-1,Acme,CRM-1"));
}

#[test]
fn one_file_is_enough_and_a_broken_one_is_said_in_one_sentence() {
    let operator = Operator::new();
    operator.write("customers.json", CUSTOMERS);
    let made = operator.ok(&["import", "paragon", "--customers", "customers.json"]);
    assert!(made.contains("2 created"), "{made}");
    operator.write("instances.json", "[\n{ \"customer_id\": ");
    let output = operator.run(&["import", "paragon", "--instances", "instances.json"]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(text.contains("instances.json: EOF while parsing a value at line 2"), "{text}");
    assert_eq!(operator.run(&["import", "paragon"]).status.code(), Some(2));
}
