//! What else the page asks for: suggestions while somebody types, one customer, whole pages.

use model::{Customer, CustomerId, CustomerQuery, PageSize, PageStart};

use super::{case, list, new_and_again};
use crate::{
    case::{Ask, Case, Kind},
    check::{self, Check, Total},
    error::Error,
    sample::Sample,
    targets::{PICKER, READ},
    urls, words,
};

pub(super) fn cases(sample: &Sample, rounds: usize) -> Result<Vec<Case>, Error> {
    let customers = &sample.customers.rows;
    let some = || customers.iter().take(rounds);
    let beginnings = words::beginnings(customers).into_iter().take(rounds).map(keystroke);
    let mut cases: Vec<Case> =
        new_and_again("Picker", "keystroke", PICKER, beginnings.collect::<Result<_, _>>()?, rounds)
            .into();
    let about = |function, check: &dyn Fn(&CustomerId) -> Check| {
        let ask = |row: &Customer| Ok(ask(urls::about(function, &row.id)?, check(&row.id)));
        some().map(ask).collect::<Result<Vec<_>, Error>>()
    };
    let named = some().map(|row| Ok(ask(urls::named(&row.name)?, check::entries(1))));
    let largest = ask(urls::about("blockers", &sample.largest.id)?, check::entries(1));
    let of = |name: &str, asks| case("One customer", name, READ, asks, rounds);
    cases.extend([
        of("details", about("get", &|id| check::customer(id.clone()))?),
        of("history", about("history", &|_| check::entries(1))?),
        of("what blocks a delete", about("blockers", &|_| check::entries(0))?),
        of("what blocks a delete, largest", vec![largest]),
        of("others of the same name", named.collect::<Result<_, Error>>()?),
    ]);
    cases.extend(pages(sample, rounds));
    Ok(cases)
}

/// What the picker asks when so much has been typed: the best matches, as few as a page can have.
fn keystroke(q: String) -> Result<Ask, Error> {
    let query = CustomerQuery { q, size: Some(PageSize::Few), ..Default::default() };
    list::<Customer>(&query, Total::AtLeast(1))
}

/// Pages as the server renders them.
fn pages(sample: &Sample, rounds: usize) -> Vec<Case> {
    let customers = &sample.customers.rows;
    let page = |path, text: &str| Ask { kind: Kind::Page, path, check: check::html(text.into()) };
    let query = |query| urls::page(&query);
    let at = |row: &Customer| {
        let start = PageStart::At(row.id.to_string());
        page(query(CustomerQuery { start, ..Default::default() }), row.id.as_str())
    };
    let search = |(q, row): (String, &Customer)| {
        page(query(CustomerQuery { q, ..Default::default() }), row.id.as_str())
    };
    // The reference number finds its customer.
    let references = customers.iter().filter_map(|row| Some((row.reference.clone()?, row)));
    let details =
        |row: &Customer| page(format!("{}/{}", urls::CUSTOMERS_PAGE, row.id), row.id.as_str());
    let first = page(query(CustomerQuery::default()), "Customer Inventory");
    let of = |name: &str, asks| case("Whole page", name, READ, asks, rounds);
    vec![
        of("first page", vec![first]),
        of("at a row", customers.iter().take(rounds).map(at).collect()),
        of("search, new", references.take(rounds).map(search).collect()),
        of("details over the list", customers.iter().take(rounds).map(details).collect()),
    ]
}

fn ask(path: String, check: Check) -> Ask {
    Ask { kind: Kind::Function, path, check }
}
