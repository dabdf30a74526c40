//! Importing customers, from file to store and back.

use crate::helpers::{World, bad, counts};
use model::CustomerStatus;
use store::OnDuplicate;
use transfer::{Damaged, ImportOptions, RejectsTo};

/// A registry with the traps of a real one: a number three times and one twice, quoted commas,
/// quotes and line ends, a tab behind a name, blank addresses, damaged text in an address.
const REGISTRY: &str = "Registry,Assignment,Organization Name,Organization Address\r\n\
    MA-L,080030,NETWORK RESEARCH CORPORATION,2380 N. ROSE AVENUE OXNARD CA US 93010 \r\n\
    MA-L,0001C8,THOMAS CONRAD CORP.,1908-R KRAMER LANE AUSTIN TX US 78758 \r\n\
    MA-L,901234,\"Shenzhen YOUHUA Technology Co., Ltd\t\",\"Room \"\"407\"\",\r\nShenzhen\"\r\n\
    MA-L,080030,ROYAL MELBOURNE INST OF TECH,GPO BOX 2476V\r\n\
    MA-L,0001c8,CONRAD CORP.,     \r\n\
    MA-L,001264,daum electronic gmbh,flugplatzstraße 100 FÃƒÂ¼rth\r\n\
    MA-L,080030,CERN,CH-1211  GENEVE\r\n";
const MAP: &str =
    r#"name="Organization Name",reference="Assignment",description="Organization Address""#;

fn registry(world: &World) -> ImportOptions {
    let mut options = ImportOptions::new(world.file("registry.csv", REGISTRY));
    options.mapping = MAP.parse().unwrap();
    options
}

#[tokio::test]
async fn a_registry_is_imported_but_for_the_rows_that_repeat_a_number() {
    let world = World::new().await;
    let report = world.import(&registry(&world)).await.unwrap();
    assert_eq!(counts(&report), [4, 0, 0, 0, 3, 0]);
    assert_eq!(
        bad(&report),
        [
            "line 6, Assignment: \"080030\" stands on line 2 already; only that row counts.",
            "line 7, Assignment: \"0001c8\" stands on line 3 already; only that row counts.",
            "line 9, Assignment: \"080030\" stands on line 2 already; only that row counts.",
        ]
    );
    let customers = world.customers().await;
    let names: Vec<_> = customers.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "NETWORK RESEARCH CORPORATION",
            "Shenzhen YOUHUA Technology Co., Ltd",
            "THOMAS CONRAD CORP.",
            "daum electronic gmbh",
        ]
    );
    assert_eq!(customers[1].description.as_deref(), Some("Room \"407\",\nShenzhen"));
    assert_eq!(report.warnings, 1);
    assert!(
        report.warned[0]
            .to_string()
            .contains("it probably should be \"flugplatzstraße 100 Fürth\"")
    );
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_reports_the_same() {
    let world = World::new().await;
    let first = world.import(&registry(&world)).await.unwrap();
    let before = world.customers().await;
    let second = world.import(&registry(&world)).await.unwrap();
    assert_eq!(counts(&second), [0, 0, 4, 0, 3, 0]);
    assert_eq!(second.bad, first.bad);
    assert_eq!(world.customers().await, before);
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_and_stores_nothing() {
    let world = World::new().await;
    world.add("Conrad", Some("0001C8"), CustomerStatus::Active).await;
    let mut options = registry(&world);
    options.dry_run = true;
    let report = world.import(&options).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 0, 0, 3, 0]);
    assert_eq!(world.customers().await.len(), 1);
    options.dry_run = false;
    let real = world.import(&options).await.unwrap();
    assert_eq!((counts(&real), &real.bad), (counts(&report), &report.bad));
}

#[tokio::test]
async fn what_is_there_is_updated_skipped_or_refused_as_asked() {
    for (on_duplicate, expected) in [
        (OnDuplicate::Update, [1, 1, 1, 0, 0, 0]),
        (OnDuplicate::Skip, [1, 0, 0, 2, 0, 0]),
        (OnDuplicate::Error, [1, 0, 0, 0, 0, 2]),
    ] {
        let world = World::new().await;
        world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
        world.add("Boreal", Some("B-2"), CustomerStatus::Active).await;
        let text = "name,reference,description,status\nAcme AS,a-1,new,\nBoreal,B-2,as it was,active\nCirrus,C-3,,\n";
        let mut options = ImportOptions::new(world.file("in.csv", text));
        options.on_duplicate = on_duplicate;
        let report = world.import(&options).await.unwrap();
        assert_eq!(counts(&report), expected, "{on_duplicate:?}: {:?}", report.bad);
    }
}

#[tokio::test]
async fn what_the_file_says_nothing_about_stays_as_it_is() {
    let world = World::new().await;
    world.add("Acme", Some("A-1"), CustomerStatus::Inactive).await;
    let report = world.import_text("Name,Reference\nAcme,A-1\n").await.unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0, 0, 0]);
    let report = world.import_text("Name,Reference\nAcme AS,A-1\n").await.unwrap();
    assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0]);
    let acme = &world.customers().await[0];
    assert_eq!(acme.name, "Acme AS");
    assert_eq!(acme.description.as_deref(), Some("as it was"));
    assert_eq!(acme.status, CustomerStatus::Inactive);
    // A column that is there and blank does say something; a blank status does not.
    world.import_text("Name,Reference,Description,Status\nAcme AS,A-1,,\n").await.unwrap();
    let acme = &world.customers().await[0];
    assert_eq!((acme.description.as_deref(), acme.status), (None, CustomerStatus::Inactive));
}

#[tokio::test]
async fn bad_rows_go_to_a_file_that_can_be_mended_and_imported() {
    let world = World::new().await;
    let text = "Name;Reference;Status\n;A-1;active\nBoreal;B-2;closed\nCirrus;C-3\nDelta;D-4;active\n\
                MÃ¼ller;E-5;\nSlik;F-6;;x\n";
    let options = ImportOptions::new(world.file("in.csv", text));
    let report = world.import(&options).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0, 5]);
    assert_eq!(report.delimiter.unwrap().label(), "semicolon");
    let findings = bad(&report);
    assert_eq!(findings[0], "line 2, Name: Name is missing. Enter 1 to 255 characters.");
    assert_eq!(findings[1], "line 3, Status: Status is \"closed\"; it must be active or inactive.");
    assert!(findings[2].starts_with("line 4: The row has 2 columns, the header 3."));
    assert!(findings[3].contains(
        "\"MÃ¼ller\" looks like UTF-8 that was read as Latin-1; it probably should be \"Müller\""
    ));
    let rejects = report.rejects.unwrap();
    assert_eq!(rejects, world.path("in.rejects.csv"));
    let again = world.import(&ImportOptions::new(&rejects)).await.unwrap();
    // The short row was filled up with blanks, so it is good now; the long one is still too long.
    assert_eq!(counts(&again), [1, 0, 0, 0, 0, 4]);
    let mended = std::fs::read_to_string(again.rejects.unwrap()).unwrap();
    let mended =
        mended.replace("MÃ¼ller;", "Müller;").replace("closed;", "inactive;").replace(";x\n", "\n");
    let mended = mended.replace(";A-1;", "Acme;A-1;");
    let last = world.import(&ImportOptions::new(world.file("mended.csv", mended))).await.unwrap();
    assert_eq!(counts(&last), [4, 0, 0, 0, 0, 0], "{:?}", last.bad);
    assert_eq!(world.customers().await.len(), 6);
}

#[tokio::test]
async fn only_a_good_row_claims_its_reference_number() {
    let world = World::new().await;
    let report =
        world.import_text("name,reference\n,A-1\nAcme,A-1\nAcme again,a-1\n").await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 1, 1]);
    assert_eq!(world.customers().await[0].name, "Acme");
}

#[tokio::test]
async fn damaged_text_can_be_accepted_or_refused_everywhere() {
    let world = World::new().await;
    let mut options = registry(&world);
    options.damaged = Damaged::Refuse;
    assert_eq!(counts(&world.import(&options).await.unwrap()), [3, 0, 0, 0, 3, 1]);
    let mut options = ImportOptions::new(world.file("in.csv", "name\nMÃ¼ller\n"));
    options.damaged = Damaged::Accept;
    let report = world.import(&options).await.unwrap();
    assert_eq!((counts(&report), report.warnings), ([1, 0, 0, 0, 0, 0], 0));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_to_its_end_stores_nothing() {
    let world = World::new().await;
    let good = "Name,Reference\n".to_owned() + &"Acme,\n".repeat(2_500);
    for (tail, words) in [
        (&b"B\xf6real,\n"[..], "line 2502, column Name: byte 0xF6 at character 2 is not UTF-8"),
        (b"\"Boreal,B\nC,D\n", "the quote (\") opened on line 2502 is never closed"),
        (b"Bor\0eal,\n", "line 2502 contains a NUL byte"),
    ] {
        let mut content = good.clone().into_bytes();
        content.extend_from_slice(tail);
        let error = world.import_text(content).await.unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(world.customers().await.is_empty());
    }
    for (content, words) in [
        ("", "the file is empty"),
        ("Name,Reference\n\n", "the file has a header line but no rows"),
        ("Name,name\nA,B\n", "columns 1 and 2 are both called \"name\""),
        ("Title\nA\n", "the file has no column for name; its columns are \"Title\""),
    ] {
        let error = world.import_text(content).await.unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(world.files(), ["in.csv"]);
}

#[tokio::test]
async fn an_export_can_be_edited_and_imported_again() {
    let world = World::new().await;
    world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    world.add("=2+3, \"quoted\"", None, CustomerStatus::Inactive).await;
    world.add("Same Name", None, CustomerStatus::Active).await;
    world.add("Same Name", Some("S-1"), CustomerStatus::Active).await;
    let path = world.path("export.csv");
    let report = transfer::export::customers(&world.store, &path, true, &mut |_| {}).await.unwrap();
    assert_eq!(report.rows, 4);
    let before = world.customers().await;
    let again = world.import(&ImportOptions::new(&path)).await.unwrap();
    assert_eq!(counts(&again), [0, 0, 4, 0, 0, 0]);
    assert_eq!(world.customers().await, before);

    let text = std::fs::read_to_string(&path).unwrap();
    let text = text
        .replace(",A-1,", ",A-9,")
        .replace("\"'=2+3", "\"'=2+4")
        .replace("S-1,as it was", "S-1,changed");
    let edited = ImportOptions::new(world.file("edited.csv", text));
    let mut rehearsal = edited.clone();
    rehearsal.dry_run = true;
    assert_eq!(counts(&world.import(&rehearsal).await.unwrap()), [0, 3, 1, 0, 0, 0]);
    assert_eq!(world.customers().await, before);
    assert_eq!(counts(&world.import(&edited).await.unwrap()), [0, 3, 1, 0, 0, 0]);
    let after = world.customers().await;
    assert_eq!(after.len(), 4);
    assert_eq!(after[1].reference.as_deref(), Some("A-9"));
    assert_eq!(after[0].name, "=2+4, \"quoted\"");
    assert_eq!(after[3].description.as_deref(), Some("changed"));
    assert_eq!(after[0].status, CustomerStatus::Inactive);
}

#[tokio::test]
async fn a_row_cannot_take_the_reference_number_of_another_customer() {
    let world = World::new().await;
    let acme = world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    world.add("Boreal", Some("B-2"), CustomerStatus::Active).await;
    let text = format!("Customer ID,Name,Reference Number\n{},Acme,b-2\ngone,Cirrus,\n", acme.id);
    let report = world.import_text(text).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 0, 0, 0, 2]);
    assert!(
        bad(&report)[0]
            .starts_with("line 2, Reference Number: Reference Number b-2 is already used")
    );
    assert!(bad(&report)[1].starts_with("line 3, Customer ID: There is no customer gone"));
}

#[tokio::test]
async fn thousands_of_rows_are_stored_in_batches_with_progress() {
    let world = World::new().await;
    let rows: String = (0..2_345).map(|i| format!("Customer {i},R-{i}\n")).collect();
    let mut options = ImportOptions::new(world.file("in.csv", format!("name,reference\n{rows}")));
    options.rejects = RejectsTo::Nowhere;
    let mut seen = Vec::new();
    let mut progress = |p| seen.push(p);
    let report = transfer::import::customers(&world.store, &world.actor, &options, &mut progress);
    assert_eq!(counts(&report.await.unwrap())[0], 2_345);
    assert_eq!(world.customers().await.len(), 2_345);
    assert_eq!(seen.len(), 6);
    let last = seen[5];
    assert_eq!((last.rows, last.done), (2_345, last.total));
}

#[tokio::test]
async fn a_batch_that_the_database_refuses_stops_the_import() {
    let mut world = World::new().await;
    world.actor.role = model::Role::Observer;
    let error = world.import_text("name\nAcme\n").await.unwrap_err().to_string();
    assert!(
        error.starts_with("the database refused a batch: this role may not change the inventory")
    );
    assert!(error.contains("0 rows were processed before it, up to line 1"), "{error}");
}
