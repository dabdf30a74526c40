//! Reads every text of the corpus, and thousands of damaged ones, in both nouns: whatever the text,
//! there is an answer, and it is consistent.
//!
//! The name of a corpus file says what is expected: `valid-`, `nearly-` (refused), `hostile-`
//! (either). The damage is the same in every run.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path};

use filter::{CUSTOMERS, Filter, INSTANCES, ORDERS, ParseError, Schema};

const TOKENS: [&str; 46] = [
    "name",
    "reference",
    "status",
    "services",
    "state",
    "created",
    "id",
    "customer.name",
    "version",
    "==",
    "!=",
    "=like=",
    "=unlike=",
    "=starts=",
    "=empty=",
    "=in=",
    "=out=",
    "=between=",
    "=last=",
    "=before=",
    "<",
    ">=",
    "=",
    "!",
    "!(",
    "(",
    ")",
    ";",
    ",",
    " ",
    "\"",
    "'",
    "\\",
    "\\\"",
    "true",
    "active",
    "failed",
    "acme",
    "3",
    "0",
    "2026-11-24",
    "2026-11-24T10:00:00Z",
    "\0",
    "Ü",
    "\u{202e}",
    "👩‍👧",
];

#[test]
fn the_corpus_is_read_as_its_names_say() {
    for (name, text) in corpus() {
        let read = [&CUSTOMERS, &INSTANCES, &ORDERS].map(|schema| check(schema, &text));
        if name.starts_with("valid-") {
            assert!(read.iter().any(Result::is_ok), "{name}: {read:?}");
        } else if name.starts_with("nearly-") {
            assert!(read.iter().all(Result::is_err), "{name}: {read:?}");
        } else {
            assert!(name.starts_with("hostile-"), "{name} does not say what is expected");
        }
    }
}

#[test]
fn damaged_texts_are_read_or_refused() {
    let corpus = corpus();
    let mut random = Random(1);
    for (_, text) in &corpus {
        for _ in 0..150 {
            let mut damaged: Vec<char> = text.chars().collect();
            for _ in 0..=random.below(4) {
                let (_, other) = random.one_of(&corpus);
                damage(&mut damaged, other, &mut random);
            }
            check_all(&damaged.into_iter().collect::<String>());
        }
    }
}

#[test]
fn random_tokens_are_read_or_refused() {
    let mut random = Random(2);
    for _ in 0..10_000 {
        let text: String = (0..random.below(24)).map(|_| *random.one_of(&TOKENS)).collect();
        check_all(&text);
    }
}

#[test]
fn filters_put_together_from_parts_are_mostly_read() {
    let parts = ["name==a", "services>3", "state=in=(failed,active)", "created=last=7"];
    let mut random = Random(3);
    let mut read = 0;
    for _ in 0..2_000 {
        let mut text = (*random.one_of(&parts)).to_owned();
        for _ in 0..random.below(12) {
            let part = *random.one_of(&parts);
            text = match random.below(4) {
                0 => format!("{text};{part}"),
                1 => format!("{part},{text}"),
                2 => format!("!({text})"),
                _ => format!("({text});{part}"),
            };
        }
        read += usize::from(check(&CUSTOMERS, &text).is_ok());
    }
    assert!(read > 1_500, "{read}");
}

fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let bytes = fs::read(entry.path()).unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    files.sort();
    assert!(files.len() > 50);
    files
}

fn check_all(text: &str) {
    for schema in [&CUSTOMERS, &INSTANCES, &ORDERS] {
        let _ = check(schema, text);
    }
}

/// Reads the text and asserts what holds whether it is a filter or not.
fn check(schema: &'static Schema, text: &str) -> Result<Filter, ParseError> {
    let read = Filter::parse(schema, text);
    match &read {
        Ok(filter) => {
            let canonical = filter.to_string();
            assert!(canonical.chars().count() <= filter::limits::MAX_TEXT);
            assert_eq!(Filter::parse(schema, &canonical).as_ref(), Ok(filter), "{text:?}");
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.byte), "{text:?}: {error:?}");
            let from = &text[error.byte..];
            assert!(from.starts_with(&error.found), "{text:?}: {error:?}");
            assert_eq!(error.character, text[..error.byte].chars().count() + 1);
            assert!(error.marked().end <= text.chars().count(), "{text:?}: {error:?}");
            assert!(!error.problem.is_empty() && !error.expected.is_empty(), "{text:?}");
            assert!(error.to_string().len() < 1_000, "{text:?}");
            let invisible = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!error.to_string().contains(invisible), "{text:?}: {error}");
            if let Some(meant) = &error.suggestion {
                let (before, after) = (&text[..error.byte], &from[error.found.len()..]);
                let mended = Filter::parse(schema, &format!("{before}{meant}{after}"));
                assert_ne!(mended.as_ref(), Err(error), "{text:?}: what was meant does not help");
            }
        }
    }
    read
}

fn damage(text: &mut Vec<char>, other: &str, random: &mut Random) {
    let (from, to) = random.range(text.len());
    match random.below(6) {
        0 => drop(text.drain(from..to)),
        1 => {
            let copy = text[from..to].to_vec();
            text.splice(to..to, copy);
        }
        2 => drop(text.splice(from..from, random.one_of(&TOKENS).chars())),
        3 => drop(text.splice(from..to, random.one_of(&TOKENS).chars())),
        4 => {
            let other: Vec<char> = other.chars().collect();
            let (start, end) = random.range(other.len());
            text.splice(from..to, other[start..end].iter().copied());
        }
        _ => text[from..to].reverse(),
    }
}

/// SplitMix64: the same numbers in every run, on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    /// A part of something of this length, more often a short one.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let most = if self.below(2) == 0 { 3 } else { length };
        (from, (from + self.below(most + 1)).min(length))
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
