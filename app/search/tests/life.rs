//! The life of an index: filled, changed, closed, opened again, damaged, rebuilt.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use common::{now, plain_customer, plain_instance, plain_order};
use model::{CustomerSort, InstanceSort, OrderSort, Sort, SortKey};
use search::{Change, INDEX_VERSION, Index, Search, SearchError, Start, Status};

const DAY: &str = "2026-01-01T00:00:00Z";

fn put(id: &str, name: &str, version: u64) -> Change {
    Change::PutCustomer { customer: plain_customer(id, name, None), version }
}

fn remove(id: &str, version: u64) -> Change {
    Change::RemoveCustomer { id: id.parse().unwrap(), version }
}

fn put_instance(id: &str, customer: &str, name: &str, version: u64) -> Change {
    Change::PutInstance { entry: plain_instance(id, customer, name), version }
}

fn put_order(id: &str, instance: &str, created_at: &str) -> Change {
    Change::PutOrder { entry: plain_order(id, instance, created_at), version: 1 }
}

fn names(index: &Index, keywords: &str) -> Vec<String> {
    found::<CustomerSort>(index, keywords)
}

fn found<C: search::Column<Id: ToString>>(index: &Index, keywords: &str) -> Vec<String> {
    let search = Search { keywords: keywords.into(), ..Search::<C>::all(50, now()) };
    index.find(&search).unwrap().ids.iter().map(|id| id.to_string()).collect()
}

fn complete(folder: &Path) -> Index {
    let index = Index::open(Some(folder)).unwrap();
    assert_eq!(index.status(), Status::NeedsRebuild);
    index.rebuild(0).unwrap().finish(Some(1)).unwrap();
    assert_eq!(index.status(), Status::Ready);
    index
}

#[test]
fn what_was_submitted_is_seen_at_once() {
    let index = common::empty();
    for n in 0..30 {
        index.submit_blocking(vec![put(&format!("c-{n}"), "Acme", 1)], None).unwrap();
        assert_eq!(names(&index, "acme").len(), n + 1);
    }
}

#[test]
fn many_at_once_share_commits_and_each_sees_its_own() {
    let index = common::empty();
    std::thread::scope(|scope| {
        for n in 0..16 {
            let index = &index;
            scope.spawn(move || {
                let id = format!("c-{n}");
                index.submit_blocking(vec![put(&id, &format!("x{n}x"), 1)], None).unwrap();
                assert_eq!(names(index, &format!("x{n}x")), [id]);
            });
        }
    });
}

#[test]
fn a_change_is_on_its_way_whether_or_not_it_is_awaited() {
    let index = common::empty();
    drop(index.submit(vec![put("c-1", "Acme", 1)], None));
    index.submit_blocking(vec![put("c-2", "Acme", 1)], None).unwrap();
    assert_eq!(names(&index, "acme"), ["c-1", "c-2"]);
}

#[test]
fn an_older_version_is_ignored_and_an_equal_one_is_not() {
    let index = common::empty();
    for (name, version) in [("two", 2), ("one", 1)] {
        index.submit_blocking(vec![put("c", name, version)], None).unwrap();
    }
    assert_eq!(names(&index, "two"), ["c"]);
    index.submit_blocking(vec![put("c", "again", 2)], None).unwrap();
    assert_eq!(names(&index, "again"), ["c"]);
    let group = vec![put("c", "four", 4), put("c", "three", 3)];
    index.submit_blocking(group, None).unwrap();
    assert_eq!((names(&index, "four"), names(&index, "")), (vec!["c".into()], vec!["c".into()]));
}

#[test]
fn a_late_put_does_not_bring_back_what_was_removed() {
    let index = common::empty();
    index.submit_blocking(vec![put("c", "one", 1), remove("c", 2)], None).unwrap();
    index.submit_blocking(vec![put("c", "late", 2)], None).unwrap();
    assert!(names(&index, "").is_empty());
    index.submit_blocking(vec![put("c", "restored", 3)], None).unwrap();
    index.submit_blocking(vec![remove("c", 2)], None).unwrap();
    assert_eq!(names(&index, "restored"), ["c"]);
}

#[test]
fn it_is_there_after_a_restart_with_its_stamp() {
    let folder = tempfile::tempdir().unwrap();
    let index = complete(folder.path());
    index.submit_blocking(vec![put("c-1", "Acme", 1)], Some(7)).unwrap();
    assert_eq!(index.stamp().unwrap(), Some(1), "the other indexes are behind");
    let others = vec![put_instance("i-1", "c-1", "vpn", 1), put_order("o-1", "vpn", DAY)];
    index.submit_blocking(others, Some(8)).unwrap();
    assert_eq!(index.stamp().unwrap(), Some(7));
    drop(index);
    let index = Index::open(Some(folder.path())).unwrap();
    assert_eq!((index.status(), index.stamp().unwrap()), (Status::Ready, Some(8)));
    assert_eq!(names(&index, "acme"), ["c-1"]);
    assert_eq!(index.instances_of(&"c-1".parse().unwrap()).unwrap().len(), 1);
    assert_eq!(found::<OrderSort>(&index, ""), ["o-1"]);
    // The index that had nothing to write catches up with the stamp when there is nothing else.
    index.submit_blocking(Vec::new(), Some(8)).unwrap();
    let begun = Instant::now();
    while index.stamp().unwrap() != Some(8) {
        assert!(begun.elapsed() < Duration::from_secs(30), "the stamps stay apart");
        std::thread::yield_now();
    }
}

#[test]
fn other_versions_and_half_rebuilds_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join(format!("v{INDEX_VERSION}"));
    drop(complete(folder.path()));
    for stray in [folder.path().join("v0"), own.join("99")] {
        fs::create_dir_all(stray.join("customers")).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
    let index = Index::open(Some(folder.path())).unwrap();
    assert_eq!(index.status(), Status::Ready);
    assert!(!folder.path().join("v0").exists() && !own.join("99").exists());
    assert!(folder.path().join("notes.txt").exists());
}

#[test]
fn a_damaged_index_opens_empty_and_asks_for_a_rebuild() {
    let damages: [fn(&Path); 3] = [
        |file| fs::write(file, "garbage").unwrap(),
        |file| {
            let bytes = fs::read(file).unwrap();
            fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
        },
        |file| fs::remove_file(file).unwrap(),
    ];
    let folder = tempfile::tempdir().unwrap();
    let index = complete(folder.path());
    index.submit_blocking(vec![put("c-1", "Acme", 1)], None).unwrap();
    drop(index);
    let files = files(folder.path());
    for (n, damage) in damages.iter().enumerate() {
        for extension in ["json", "fast", "term", "idx", "pos", "store"] {
            let copy = tempfile::tempdir().unwrap();
            for file in &files {
                let to = copy.path().join(file.strip_prefix(folder.path()).unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(file, &to).unwrap();
                let name = to.file_name().unwrap().to_str().unwrap();
                if name.ends_with(extension) && !name.starts_with('.') && name != "complete" {
                    damage(&to);
                }
            }
            let index = Index::open(Some(copy.path())).unwrap();
            assert_eq!(index.status(), Status::NeedsRebuild, "{extension} {n}");
            let search = Search::<CustomerSort>::all(5, now());
            assert_eq!(index.find(&search), Err(SearchError::NeedsRebuild));
            let late = index.submit_blocking(vec![put("c-2", "Late", 1)], None);
            assert_eq!(late, Err(SearchError::NeedsRebuild));
            let mut rebuild = index.rebuild(1).unwrap();
            rebuild.put([put("c-1", "Acme", 1)]).unwrap();
            rebuild.finish(None).unwrap();
            assert_eq!(names(&index, ""), ["c-1"]);
        }
    }
}

#[test]
fn checksums_find_damage_that_opening_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let index = complete(folder.path());
    index.submit_blocking(vec![put("c-1", "Acme", 1)], None).unwrap();
    assert!(index.verify().unwrap());
    let fast =
        files(folder.path()).into_iter().find(|f| f.extension().is_some_and(|e| e == "fast"));
    let fast = fast.unwrap();
    let mut bytes = fs::read(&fast).unwrap();
    bytes[3] ^= 1;
    fs::write(&fast, bytes).unwrap();
    assert!(!index.verify().unwrap());
    assert_eq!(index.status(), Status::NeedsRebuild);
}

#[test]
fn after_a_power_failure_the_files_are_compared_with_their_checksums() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join(format!("v{INDEX_VERSION}"));
    let index = complete(folder.path());
    index.submit_blocking(vec![put("c-1", "Acme", 1)], None).unwrap();
    let unsynced = |folder: &Path| {
        files(folder).into_iter().find(|file| file.file_name().unwrap() == "unsynced")
    };
    assert!(unsynced(&own).is_some());
    drop(index);
    assert!(unsynced(&own).is_none(), "what is closed is on the disk");
    for damaged in [false, true] {
        let complete = files(&own).into_iter().find(|f| f.file_name().unwrap() == "complete");
        fs::write(complete.unwrap().with_file_name("unsynced"), "another start").unwrap();
        if damaged {
            let term = files(&own).into_iter().find(|f| f.extension().is_some_and(|e| e == "term"));
            let term = term.unwrap();
            let mut bytes = fs::read(&term).unwrap();
            bytes[0] ^= 1;
            fs::write(&term, bytes).unwrap();
        }
        let index = Index::open(Some(folder.path())).unwrap();
        let wanted = if damaged { Status::NeedsRebuild } else { Status::Ready };
        assert_eq!(index.status(), wanted);
    }
}

#[test]
fn changes_during_a_rebuild_win_over_what_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let index = complete(folder.path());
    index.submit_blocking(vec![put("gone", "gone", 1), put("old", "old", 1)], None).unwrap();
    let mut rebuild = index.rebuild(4).unwrap();
    let status = Status::Rebuilding { done: 0, total: 4, searchable: true };
    assert_eq!(index.status(), status);
    assert!(matches!(index.rebuild(0).err(), Some(SearchError::Rebuilding { .. })));
    let changes = vec![
        remove("removed", 1),
        put("newer", "newer now", 2),
        put("older", "older then", 1),
        put("added", "added", 1),
    ];
    index.submit_blocking(changes, Some(9)).unwrap();
    assert_eq!(names(&index, "added"), ["added"], "the index from before goes on");
    for (id, version) in [("removed", 1), ("newer", 1), ("older", 2), ("kept", 1)] {
        rebuild.put([put(id, id, version)]).unwrap();
    }
    let others = [put_instance("i-1", "kept", "vpn", 1), put_order("o-1", "vpn", DAY)];
    rebuild.put(others).unwrap();
    rebuild.finish(Some(5)).unwrap();
    assert_eq!(index.status(), Status::Ready);
    assert_eq!(names(&index, ""), ["added", "kept", "newer", "older"]);
    assert_eq!(names(&index, "now"), ["newer"]);
    assert!(names(&index, "then").is_empty());
    assert_eq!(index.instances_of(&"kept".parse().unwrap()).unwrap().len(), 1);
    assert_eq!(found::<OrderSort>(&index, ""), ["o-1"]);
    drop(index);
    let index = Index::open(Some(folder.path())).unwrap();
    // At the end all indexes get the stamp of the latest change.
    assert_eq!((index.status(), index.stamp().unwrap()), (Status::Ready, Some(9)));
    assert_eq!(names(&index, "").len(), 4);
}

#[test]
fn a_rebuild_that_is_given_up_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = complete(folder.path());
    index.submit_blocking(vec![put("c-1", "Acme", 1)], None).unwrap();
    let mut rebuild = index.rebuild(1).unwrap();
    rebuild.put([put("c-2", "Other", 1)]).unwrap();
    drop(rebuild);
    index.submit_blocking(Vec::new(), None).unwrap();
    assert_eq!((index.status(), names(&index, "")), (Status::Ready, vec!["c-1".to_owned()]));
    index.rebuild(0).unwrap().finish(None).unwrap();
    assert!(names(&index, "").is_empty());
}

#[test]
fn the_best_matches_come_first_when_no_order_is_chosen() {
    let index = common::empty();
    let customer = |id: &str, name: &str, reference: &str| {
        let mut customer = plain_customer(id, name, Some("near acme"));
        customer.reference = Some(reference.into());
        Change::PutCustomer { customer, version: 1 }
    };
    let customers = vec![
        customer("a", "Zeta", "ACME"),
        customer("b", "New Acme", "x-1"),
        customer("c", "Ácme Two", "x-2"),
        customer("d", "Beta", "x-3"),
        customer("e", "acme one", "x-4"),
    ];
    index.submit_blocking(customers, None).unwrap();
    assert_eq!(names(&index, " Acme "), ["a", "e", "c", "d", "b"]);
    let by_name = CustomerSort::USUAL;
    let search = Search { keywords: "acme".into(), order: vec![by_name], ..Search::all(9, now()) };
    let ids: Vec<_> = index.find(&search).unwrap().ids.iter().map(|i| i.to_string()).collect();
    assert_eq!(ids, ["e", "c", "d", "b", "a"]);
}

#[test]
fn orders_come_newest_first_also_among_matches_of_equal_merit() {
    let index = common::empty();
    let day = |day: u32| format!("2026-01-{day:02}T00:00:00Z");
    let orders = [("a", "vpn"), ("b", "vpn 2"), ("c", "old vpn"), ("d", "vpn"), ("e", "vpn 1")];
    let puts = (1..).zip(orders).map(|(n, (id, instance))| put_order(id, instance, &day(n)));
    index.submit_blocking(puts.collect(), None).unwrap();
    assert_eq!(found::<OrderSort>(&index, ""), ["e", "d", "c", "b", "a"]);
    assert_eq!(found::<OrderSort>(&index, "vpn"), ["d", "a", "e", "b", "c"]);
    let first = Search::<OrderSort> { keywords: "vpn".into(), ..Search::all(2, now()) };
    let next = index.find(&first).unwrap().next.unwrap();
    let second = index.find(&Search { start: Start::After(next), ..first }).unwrap();
    assert_eq!(second.ids, ["e".parse().unwrap(), "b".parse().unwrap()]);
}

#[test]
fn all_matches_of_a_moment_are_read_in_either_direction_whatever_changes_meanwhile() {
    let index = common::empty();
    let names: Vec<_> = (0..25).map(|n| format!("acme {n:02}")).collect();
    let puts = |from: usize, to: usize| -> Vec<Change> {
        (from..to).map(|n| put(&format!("c-{n:02}"), &names[n], 1)).collect()
    };
    // Several segments.
    for (from, to) in [(0, 9), (9, 10), (10, 25)] {
        index.submit_blocking(puts(from, to), None).unwrap();
    }
    index.submit_blocking(vec![put("other", "Globex", 1), remove("c-07", 1)], None).unwrap();
    for descending in [false, true] {
        let order = Sort { key: CustomerSort::Name, descending };
        let search =
            Search { keywords: "acme".into(), order: vec![order], ..Search::all(3, now()) };
        let mut wanted = index.find(&Search { size: 99, ..search.clone() }).unwrap().ids;
        let matches = index.matching(&search).unwrap();
        let before = vec![remove("c-03", 9), put("c-04", "Globex", 9), put("late", "acme", 1)];
        index.submit_blocking(before, None).unwrap();
        let mut read = Vec::new();
        loop {
            let some = matches.ids(read.len() as u64, 7).unwrap();
            if some.is_empty() {
                break;
            }
            read.extend(some);
        }
        assert_eq!(read, wanted, "{descending}");
        assert_eq!(matches.total(), read.len() as u64);
        wanted.drain(..20);
        assert_eq!(matches.ids(20, 99).unwrap(), wanted);
        let again = vec![put("c-03", "acme 03", 10), put("c-04", "acme 04", 10), remove("late", 1)];
        index.submit_blocking(again, None).unwrap();
    }
}

#[test]
fn a_lonely_last_row_is_shown_alone_only_when_paged_to() {
    let index = common::empty();
    let all = (0..11).map(|n| put(&format!("c-{n:02}"), &format!("{n:02}"), 1)).collect();
    index.submit_blocking(all, None).unwrap();
    let page = |start: Start| {
        let search = Search { start, ..Search::<CustomerSort>::all(5, now()) };
        index.find(&search).unwrap()
    };
    let second = page(Start::After(page(Start::First).next.unwrap()));
    let third = page(Start::After(second.next.clone().unwrap()));
    assert_eq!((third.first, third.ids.len(), third.next.clone()), (10, 1, None));
    assert_eq!(page(Start::Last).first, 6);
    assert_eq!(page(Start::At("c-10".into())).first, 6);
    assert_eq!(page(Start::Rank(10)).first, 6);
    assert_eq!(page(Start::Rank(4)).first, 4);
    assert_eq!(page(Start::Before(third.previous.unwrap())).first, 5);
    let mut end = second.next.unwrap();
    end.key = "99".into();
    assert_eq!(page(Start::After(end)).first, 6, "after the last row is the last page");
    assert_eq!(page(Start::At("none".into())).first, 0);
}

#[test]
fn many_small_commits_leave_few_segments_and_no_row_twice() {
    let index = common::empty();
    for n in 0..120u32 {
        let put = put_instance(&format!("i-{}", n % 60), "c-1", &format!("vpn-{n}"), n.into());
        index.submit_blocking(vec![put], None).unwrap();
    }
    let search = Search::<InstanceSort>::all(100, now());
    assert_eq!(index.find(&search).unwrap().total, 60);
    let segments = index.describe().matches(", ").count();
    assert!(segments < 40, "{}", index.describe());
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
