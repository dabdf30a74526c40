use model::{Action, CustomerStatus};

use crate::helpers::World;

#[tokio::test]
async fn orders_are_written_the_newest_first_and_run_nothing_in_a_spreadsheet() {
    let world = World::new().await;
    let acme = world.add("Acme", Some("A-1"), CustomerStatus::Active).await;
    let text = "Name,Reference,Design,State\n=vpn,A-1,l3vpn,uploaded\n";
    let options = transfer::ImportOptions::new(world.file("in.csv", text));
    world.import_instances(&options).await.unwrap();
    let (actor, store) = (&world.actor, &world.store);
    let mut orders = Vec::new();
    for action in [Action::Provision, Action::Deprovision] {
        let vpn = world.instances().await.remove(0);
        let placed = store::orders::place(store, actor, &vpn.id, vpn.version, action, false).await;
        orders.push(placed.unwrap().1);
    }
    let rows = store::orders::matching(store, &Default::default()).await.unwrap();
    let mut sheet = transfer::Sheet::new(rows, false);
    let mut text = String::new();
    while let Some(piece) = sheet.next().await.unwrap() {
        text += std::str::from_utf8(&piece.bytes).unwrap();
    }
    let line = |at: usize, kind: &str| {
        let model::Order { id, instance, created_at, updated_at, .. } = &orders[at];
        format!(
            "{id},{instance},'=vpn,{},Acme,{kind},success,Recorded; no workflow engine is \
             configured.,local,{created_at},{updated_at}",
            acme.id
        )
    };
    let lines: Vec<_> = text.lines().skip(1).collect();
    assert_eq!(lines, [line(1, "delete"), line(0, "create")]);
}
