use super::*;

#[test]
fn every_link_starts_with_the_base_path() {
    let paths = Paths::new("/orchestration/inventory");
    let id = "c-1".parse().unwrap();
    let query = CustomerQuery { q: "a b".into(), ..Default::default() };
    assert_eq!(
        paths.customer_edit(&id, &query),
        "/orchestration/inventory/orchestration/customers/c-1/edit?q=a+b"
    );
    assert_eq!(
        paths.instances_of(&id),
        "/orchestration/inventory/orchestration/instances?customer=c-1"
    );
    assert_eq!(
        paths.instance_of(&id, &"i-1".parse().unwrap()),
        "/orchestration/inventory/orchestration/instances/i-1?customer=c-1"
    );
}

#[test]
fn only_the_pages_of_lists_are_lists() {
    let paths = Paths::new("/portal");
    let at = |path: &str| paths.list_at(&format!("/portal/orchestration/{path}"));
    assert_eq!(at("customers"), Some(ListName::Customers));
    assert_eq!(at("instances/"), Some(ListName::Instances));
    assert_eq!(at("orders"), Some(ListName::Orders));
    for other in ["customers/new", "customers/c-1", "instances/new", "orders/o-1", ""] {
        assert_eq!(at(other), None, "{other}");
    }
    assert_eq!(paths.list_at("/orchestration/customers"), None);
}

#[test]
fn a_download_holds_what_the_list_shows_on_all_its_pages() {
    let text = "q=a&filter=status%3D%3Dactive&sort=-services&columns=name&row=51";
    let query = CustomerQuery::from_query_string(text);
    let paths = Paths::new("/x");
    assert_eq!(
        paths.customers_csv(&query),
        "/x/orchestration/customers.csv?q=a&filter=status%3D%3Dactive&sort=-services"
    );
    assert_eq!(
        paths.customers_csv_of(&["c-1", "c-2"]),
        "/x/orchestration/customers.csv?ids=c-1,c-2"
    );
}

#[test]
fn the_orders_for_an_instance_are_a_filter_of_all() {
    assert_eq!(
        Paths::new("/x").orders_for(&"i-1".parse().unwrap()),
        "/x/orchestration/orders?filter=instance.id%3D%3Di-1"
    );
}

#[test]
fn a_version_of_a_design_has_its_own_url() {
    let paths = Paths::new("/x");
    assert_eq!(paths.design_edit("l3vpn", "1.0"), "/x/orchestration/designs/l3vpn/1.0/edit");
    assert_eq!(
        paths.design_new_from("l3vpn", "1.0"),
        "/x/orchestration/designs/new?from=l3vpn&version=1.0"
    );
}

#[test]
fn a_default_query_leaves_a_bare_path() {
    assert_eq!(Paths::new("").customers(&CustomerQuery::default()), "/orchestration/customers");
}
