//! The rejects file of a JSON array: every refused element as it was, with where and why, to be mended
//! and imported again with the same options.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

use super::{
    json::{Element, JsonFile},
    part::Part,
    rejects::same_file,
};
use crate::error::{FileProblem, TransferError};

/// The member added to each element: which one it was, and what is wrong with it. An import takes no
/// notice of it.
pub const REJECTED: &str = "_rejected";

/// Written when the first element is refused; without refused elements there is no file.
pub struct JsonRejects {
    place: Option<PathBuf>,
    out: Option<Part>,
}

impl JsonRejects {
    /// Rejects of `file` go to `place`, or nowhere. The file itself is refused as a place.
    pub fn new(file: &JsonFile, place: Option<PathBuf>) -> Result<Self, TransferError> {
        if place.as_deref().is_some_and(|place| same_file(place, &file.path)) {
            return Err(file.failed(FileProblem::RejectsOverInput));
        }
        Ok(Self { place, out: None })
    }

    /// Where the rejects of the file at `path` go by default: `a.json` → `a.rejects.json`.
    pub fn beside(path: &Path) -> PathBuf {
        path.with_extension("rejects.json")
    }

    /// Adds one element. One that is no object becomes a member of one.
    pub fn add(
        &mut self,
        element: &Element,
        member: &str,
        reason: &str,
    ) -> Result<(), TransferError> {
        let Some(place) = self.place.clone() else { return Ok(()) };
        let (out, before) = match &mut self.out {
            Some(out) => (out, ",\n"),
            none => (none.insert(Part::create(&place)?), "[\n"),
        };
        let mut written = match &element.value {
            Value::Object(members) => members.clone(),
            other => Map::from_iter([("element".to_owned(), other.clone())]),
        };
        let why = json!({ "element": element.number, "member": member, "reason": reason });
        written.insert(REJECTED.into(), why);
        let text = Value::Object(written).to_string();
        write(out, &[before, &text]).map_err(|e| Part::failed(&place, e.into()))
    }

    /// Completes the file and returns where it is, if there is one.
    pub fn finish(self) -> Result<Option<PathBuf>, TransferError> {
        let (Some(place), Some(mut out)) = (self.place, self.out) else { return Ok(None) };
        write(&mut out, &["\n]\n"]).map_err(|e| Part::failed(&place, e.into()))?;
        out.finish().map(Some)
    }
}

fn write(out: &mut Part, texts: &[&str]) -> std::io::Result<()> {
    texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_element_keeps_all_it_had_and_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, "[{\"name\": \"A\", \"x\": [1]}, 7]").unwrap();
        let file = JsonFile::open(&path).unwrap();
        let mut rejects = JsonRejects::new(&file, Some(JsonRejects::beside(&path))).unwrap();
        for element in file.elements().unwrap().batch(9).unwrap() {
            rejects.add(&element, "name", "Why; not.").unwrap();
        }
        let place = rejects.finish().unwrap().unwrap();
        assert_eq!(place, folder.path().join("a.rejects.json"));
        let written: Value = serde_json::from_slice(&std::fs::read(place).unwrap()).unwrap();
        let why = |n: u64| json!({ "element": n, "member": "name", "reason": "Why; not." });
        let expected = json!([
            { "name": "A", "x": [1], "_rejected": why(1) },
            { "element": 7, "_rejected": why(2) },
        ]);
        assert_eq!(written, expected);
        assert!(JsonRejects::new(&file, Some(path)).is_err(), "the input is never overwritten");
        let nothing = JsonRejects::new(&file, Some(JsonRejects::beside(&file.path))).unwrap();
        assert_eq!(nothing.finish().unwrap(), None);
    }
}
