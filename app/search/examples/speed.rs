//! How fast the index is, and how large: `cargo run --release -p search --example speed -- \
//! --customers 1000000 --instances 5000000 --folder /tmp/search-speed`. Fills the folder with
//! made-up rows unless it holds an index already, and prints milliseconds per case; `--only TEXT`
//! leaves out the cases whose name does not have the text, `--rounds N` says how often each is
//! tried. The last number is how long the thread ran, without what it waited for the processor.
#![allow(clippy::unwrap_used, reason = "a measuring tool")]

#[path = "speed/rows.rs"]
mod rows;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Instant,
};

use chrono::{DateTime, Utc};
use filter::{CUSTOMERS, Filter, INSTANCES, Schema};
use model::Cursor;
use rows::{Random, Rows};
use search::{
    Change, Column, CustomerColumn, Found, Index, InstanceColumn, Order, Search, Start, Status,
};

/// Rows on a page.
const SIZE: u32 = 50;

fn main() {
    let mut options = Options {
        customers: 100_000,
        instances: 500_000,
        folder: "/tmp/search-speed".into(),
        rounds: 100,
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name == "--customers" => options.customers = value.parse().unwrap(),
            [name, value] if name == "--instances" => options.instances = value.parse().unwrap(),
            [name, value] if name == "--folder" => options.folder = value.into(),
            [name, value] if name == "--only" => ONLY.set(value.clone()).unwrap(),
            [name, value] if name == "--rounds" => options.rounds = value.parse().unwrap(),
            other => panic!("{other:?} is no option"),
        }
    }
    let rows = Rows::new(options.customers, options.instances);
    let index = open(&options, &rows);
    println!("{}", index.describe());
    println!("memory {}", memory());
    let begun = Instant::now();
    index.warm().unwrap();
    println!("orders of all columns ready after {:.1} s more", begun.elapsed().as_secs_f64());
    println!("memory {}", memory());
    let heads = ["p50 ms", "p95 ms", "p99 ms", "p99 run"].map(|head| format!(" {head:>8}"));
    println!("{:44} {:>9}{}", "case", "matches", heads.concat());
    let rounds = options.rounds;
    let customers = |search: &Search<CustomerColumn>| strings(index.customers(search).unwrap());
    let instances = |search: &Search<InstanceColumn>| strings(index.instances(search).unwrap());
    lists("customers", &CUSTOMERS, &index, &customers, rounds);
    lists("instances", &INSTANCES, &index, &instances, rounds);
    keywords("customers", &index, &customers, rounds);
    keywords("instances", &index, &instances, rounds);
    conditions("customers", &CUSTOMERS, &index, &customers, CUSTOMER_FILTERS, rounds);
    conditions("instances", &INSTANCES, &index, &instances, INSTANCE_FILTERS, rounds);
    special(&index, &rows, rounds);
    println!("{}", index.describe());
    println!("memory {}", memory());
    writes(&index, &rows, rounds);
    println!("{}", index.describe());
    println!("memory {}", memory());
}

struct Options {
    customers: u64,
    instances: u64,
    folder: PathBuf,
    rounds: usize,
}

fn open(options: &Options, rows: &Rows) -> Index {
    let begun = Instant::now();
    let index = Index::open(Some(&options.folder)).unwrap();
    if index.status() == Status::Ready {
        println!("opened in {:.2} s", begun.elapsed().as_secs_f64());
        return index;
    }
    let begun = Instant::now();
    let mut rebuild = index.rebuild(options.customers + options.instances).unwrap();
    rebuild.put_customers((0..options.customers).map(|n| (rows.customer(n), 1))).unwrap();
    println!("customers put after {:.1} s, {}", begun.elapsed().as_secs_f64(), memory());
    rebuild.put_instances((0..options.instances).map(|n| (rows.instance(n), 1))).unwrap();
    println!("instances put after {:.1} s, {}", begun.elapsed().as_secs_f64(), memory());
    rebuild.finish(Some(1)).unwrap();
    let seconds = begun.elapsed().as_secs_f64();
    println!("ready after {seconds:.1} s, with {:.1} s of processor", process_seconds());
    println!("on disk {} MB", bytes(&options.folder) >> 20);
    index
}

type Ask<'a, C> = &'a dyn Fn(&Search<C>) -> Found<String>;

fn lists<C: Column>(
    noun: &str,
    schema: &'static Schema,
    index: &Index,
    ask: Ask<'_, C>,
    rounds: usize,
) {
    if ONLY.get().is_some_and(|only| !only.contains("sort")) {
        return;
    }
    let total = ask(&all()).total;
    let mut random = Random(7);
    for column in C::ALL {
        for descending in [false, true] {
            let search = Search { order: Some(Order { column: *column, descending }), ..all() };
            let minus = if descending { "-" } else { "" };
            let case = |what: &str| format!("{noun} sort {minus}{}: {what}", column.name());
            measure(&case("first page"), rounds, |_| ask(&search));
            measure(&case("last page"), rounds, |_| {
                ask(&Search { start: Start::Last, ..search.clone() })
            });
            let cursors: Vec<Cursor> = (0..rounds)
                .filter_map(|_| {
                    let start = Start::Rank(random.below(total));
                    ask(&Search { start, size: 1, ..search.clone() }).next
                })
                .collect();
            measure(&case("after a key"), cursors.len(), |n| {
                ask(&Search { start: Start::After(cursors[n].clone()), ..search.clone() })
            });
            if column.name() == "name" {
                measure(&case("before a key"), cursors.len(), |n| {
                    ask(&Search { start: Start::Before(cursors[n].clone()), ..search.clone() })
                });
                measure(&case("at a row"), cursors.len(), |n| {
                    ask(&Search { start: Start::At(cursors[n].id.clone()), ..search.clone() })
                });
            }
            measure(&case("jump"), rounds, |_| {
                ask(&Search { start: Start::Rank(random.below(total)), ..search.clone() })
            });
        }
    }
    let filter = Filter::parse(schema, "name=like=fiber").unwrap();
    let search = Search { filter: Some(filter), ..all() };
    let matching = ask(&search).total;
    measure(&format!("{noun} =like=fiber: jump, repeated"), rounds, |_| {
        ask(&Search { start: Start::Rank(random.below(matching)), ..search.clone() })
    });
    measure(&format!("{noun} =like=fiber sort -updated, cold"), rounds.min(20), |_| {
        index.forget();
        let column = C::named("updated").unwrap();
        ask(&Search { order: Some(Order { column, descending: true }), ..search.clone() })
    });
}

fn keywords<C: Column>(noun: &str, index: &Index, ask: Ask<'_, C>, rounds: usize) {
    let mut random = Random(11);
    type Make<'a> = &'a dyn Fn(&mut Random) -> String;
    let common: Make<'_> = &|random| {
        let words = ["fiber", "networks", "telecom", "group", "gmbh", "net", "broadband"];
        words[random.below(words.len() as u64) as usize].to_owned()
    };
    let rare: Make<'_> = &|random| rows::word(random);
    let part: Make<'_> = &|random| rows::word(random).chars().take(4).collect();
    let none: Make<'_> = &|random| format!("{}qx", rows::word(random));
    let two: Make<'_> = &|random| format!("{} fiber", &rows::word(random)[..3]);
    let digits: Make<'_> = &|random| format!("{:04}", random.below(10_000));
    let one: Make<'_> = &|random| char::from(b'a' + random.below(26) as u8).to_string();
    let pair: Make<'_> = &|random| rows::word(random).chars().take(2).collect();
    let start: Make<'_> = &|random| format!("crm-{:02}", random.below(20));
    let design: Make<'_> =
        &|random| ["l3vpn", "l2vpn", "eline", "infrastructure"][random.below(4) as usize].into();
    let cases = [
        ("common", common),
        ("start of references", start),
        ("design", design),
        ("rare", rare),
        ("four letters", part),
        ("none", none),
        ("two words", two),
        ("four digits", digits),
        ("one character", one),
        ("two characters", pair),
    ];
    for (name, make) in cases {
        measure(&format!("{noun} keyword {name}, cold"), rounds, |_| {
            index.forget();
            ask(&Search { keywords: make(&mut random), ..all() })
        });
        let search = Search { keywords: make(&mut random), ..all() };
        measure(&format!("{noun} keyword {name}, repeated"), rounds, |_| ask(&search));
    }
    measure(&format!("{noun} picker: prefix, 10 rows, new"), rounds, |_| {
        let keywords = rows::word(&mut random).chars().take(3).collect();
        ask(&Search { keywords, size: 10, ..all() })
    });
}

const CUSTOMER_FILTERS: &[&str] = &[
    "name==\"fiber networks\"",
    "name!=\"fiber networks\"",
    "name=like=fiber",
    "name=unlike=fiber",
    "name=starts=ka",
    "name=ends=gmbh",
    "name=in=(fiber,networks,acme)",
    "reference=empty=true",
    "description=empty=false",
    "description=like=\"north region\"",
    "status==inactive",
    "services==0",
    "services=gt=8",
    "services=between=(2,5)",
    "state==failed",
    "state=out=(active,failed)",
    "created=last=30",
    "updated=before=2025-06-01",
    "(name=like=fiber,description=like=north);status==inactive;services=gt=20;!(state==failed)",
    "name=like=qzqzqz;services=gt=0",
];

const INSTANCE_FILTERS: &[&str] = &[
    "name=like=vpn",
    "name=like=0042",
    "name=ends=7",
    "name=starts=l3vpn",
    "name=like=l3vpn-osl",
    "design==l3vpn",
    "design=unlike=eline",
    "version==1.2.0",
    "state==failed",
    "state!=active",
    "customer.name=like=fiber",
    "customer.reference=starts=CRM-00001",
    "customer.status==inactive",
    "created=last=30",
    "updated=between=(2025-01-01,2025-03-01)",
    "(customer.name=like=fiber,design==l3vpn);state==failed;name=like=0042",
];

fn conditions<C: Column>(
    noun: &str,
    schema: &'static Schema,
    index: &Index,
    ask: Ask<'_, C>,
    filters: &[&str],
    rounds: usize,
) {
    for text in filters {
        let filter = Filter::parse(schema, text).unwrap();
        let search = Search { filter: Some(filter), ..all() };
        let text: String = text.chars().take(28).collect();
        measure(&format!("{noun} {text}, cold"), rounds.min(30), |_| {
            index.forget();
            ask(&search)
        });
        measure(&format!("{noun} {text}, repeated"), rounds, |_| ask(&search));
    }
}

fn special(index: &Index, rows: &Rows, rounds: usize) {
    let mut random = Random(13);
    let scoped = |customer: u64| Search::<InstanceColumn> {
        scope: Some(rows.customer(customer).id),
        ..all()
    };
    measure("services of a customer, new", rounds, |_| {
        strings(index.instances(&scoped(1 + random.below(rows.customers - 1))).unwrap())
    });
    measure("services of the largest customer, cold", rounds.min(30), |_| {
        index.forget();
        strings(index.instances(&scoped(0)).unwrap())
    });
    measure("services of the largest customer, by state", rounds, |_| {
        let order = Some(Order { column: InstanceColumn::State, descending: true });
        strings(index.instances(&Search { order, ..scoped(0) }).unwrap())
    });
    measure("counts by state of the largest customer", rounds, |_| {
        let total = index.services_of(&rows.customer(0).id).unwrap().total();
        Found { ids: Vec::new(), total, first: 0, previous: None, next: None }
    });
}

fn writes(index: &Index, rows: &Rows, rounds: usize) {
    let mut random = Random(17);
    let mut version = 1;
    let mut put = |index: &Index| {
        version += 1;
        let mut customer = rows.customer(random.below(rows.customers));
        customer.name = format!("Written {version}");
        index.submit_blocking(vec![Change::PutCustomer { customer, version }], None).unwrap();
        let keywords = format!("written {version}");
        strings(index.customers(&Search { keywords, ..all() }).unwrap())
    };
    measure("a customer put until found", rounds, |_| put(index));
    measure("first page by name after a put", rounds, |_| {
        put(index);
        strings(index.customers(&all()).unwrap())
    });
    measure("an instance and its customer put", rounds, |n| {
        let entry = rows.instance(n as u64);
        let customer = rows.customer_of(&entry);
        let changes = vec![
            Change::PutInstance { entry, version: 2 },
            Change::PutCustomer { customer, version: 1_000_000 },
        ];
        index.submit_blocking(changes, Some(n as u64)).unwrap();
        strings(index.instances(&all()).unwrap())
    });
}

/// Measures only cases whose name has this.
static ONLY: OnceLock<String> = OnceLock::new();

fn measure(case: &str, rounds: usize, mut work: impl FnMut(usize) -> Found<String>) {
    if ONLY.get().is_some_and(|only| !case.contains(only.as_str())) {
        return;
    }
    let (mut times, mut busy) = (Vec::new(), Vec::new());
    let mut total = 0;
    for round in 0..rounds {
        let (begun, ran) = (Instant::now(), ran());
        total = work(round).total;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        busy.push(self::ran() - ran);
    }
    times.sort_by(f64::total_cmp);
    busy.sort_by(f64::total_cmp);
    if times.is_empty() {
        return;
    }
    let at = |times: &[f64], part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    let [p50, p95, p99] = [0.50, 0.95, 0.99].map(|part| at(&times, part));
    let ran = at(&busy, 0.99);
    println!("{case:44} {total:9} {p50:8.2} {p95:8.2} {p99:8.2} {ran:8.2}");
}

/// Milliseconds this thread has run. On a busy machine this tells the work from the waiting.
fn ran() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.unwrap_or_default() / 1_000_000.0
}

fn all<C: Column>() -> Search<C> {
    Search::all(SIZE, now())
}

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T12:00:00Z").unwrap().to_utc()
}

fn strings<Id: ToString>(found: Found<Id>) -> Found<String> {
    let Found { ids, total, first, previous, next } = found;
    Found { ids: ids.iter().map(Id::to_string).collect(), total, first, previous, next }
}

/// Seconds all threads have run.
fn process_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = told.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = after.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or_default() >> 10
    };
    format!(
        "resident {} MB, of it own {} MB and mapped files {} MB; most {} MB",
        of("VmRSS:"),
        of("RssAnon:"),
        of("RssFile:"),
        of("VmHWM:")
    )
}

fn bytes(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => bytes(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
