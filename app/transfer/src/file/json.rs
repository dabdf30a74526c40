//! Reads a JSON array element by element, so that memory does not grow with the file.

use std::{
    fmt,
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

use serde::{
    Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use serde_json::Value;

use super::input::open_regular;
use crate::error::{FileProblem, TransferError};

/// Elements read ahead.
const AHEAD: usize = 64;

/// A file with a JSON array, which can be read as often as needed.
#[derive(Debug)]
pub struct JsonFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size, for progress.
    pub bytes: u64,
    start: u64,
}

/// One element of the array.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its number, from 1.
    pub number: u64,
    /// What it is.
    pub value: Value,
}

impl Element {
    /// What it calls itself; empty where it does not.
    pub fn called(&self) -> String {
        let names = ["instance_id", "instance_uuid", "name", "customer_id"];
        let mut names = names.iter().filter_map(|name| self.value.get(name)?.as_str());
        names.find(|name| !name.trim().is_empty()).unwrap_or_default().to_owned()
    }
}

impl JsonFile {
    /// Opens the regular file at `path`. What is in it is not looked at yet.
    pub fn open(path: &Path) -> Result<Self, TransferError> {
        let mut new = Self { path: path.into(), bytes: 0, start: 0 };
        let (mut file, bytes) = open_regular(path).map_err(|problem| new.failed(problem))?;
        let begin = file.fill_buf().map_err(|e| new.failed(FileProblem::Unreadable(e)))?;
        // A byte order mark, which JSON must not have, and some programs write.
        let start = if begin.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        (new.bytes, new.start) = (bytes, start);
        Ok(new)
    }

    /// Begins to read at the first element.
    pub fn elements(&self) -> Result<Elements<'_>, TransferError> {
        let unreadable = |e| self.failed(FileProblem::Unreadable(e));
        let (mut file, _) = open_regular(&self.path).map_err(|problem| self.failed(problem))?;
        file.seek(SeekFrom::Start(self.start)).map_err(unreadable)?;
        let bytes = Arc::new(AtomicU64::new(0));
        let input = BufReader::with_capacity(1 << 16, Counted { file, bytes: bytes.clone() });
        let (send, items) = sync_channel(AHEAD);
        // A parser hands elements over by calling, a reader is called: hence a thread for the parser,
        // which ends with the file, or when nobody takes its elements any more.
        let parser = std::thread::Builder::new().name("json".into());
        parser.spawn(move || parse(input, &send)).map_err(unreadable)?;
        Ok(Elements { file: self, items, bytes, number: 0, ended: false })
    }

    /// The error that `problem` is for this file.
    pub fn failed(&self, problem: FileProblem) -> TransferError {
        TransferError::File { path: self.path.clone(), problem }
    }
}

/// The elements of a [`JsonFile`], front to back.
pub struct Elements<'a> {
    file: &'a JsonFile,
    items: Receiver<Item>,
    bytes: Arc<AtomicU64>,
    number: u64,
    ended: bool,
}

/// What the parser hands over.
enum Item {
    Element(Value),
    Failed(serde_json::Error),
    /// The array was complete, and nothing followed.
    End,
}

impl Elements<'_> {
    /// Up to `max` more elements; empty at the end of the array. What is no JSON is an error that says
    /// where.
    pub fn batch(&mut self, max: usize) -> Result<Vec<Element>, TransferError> {
        let mut batch = Vec::new();
        while batch.len() < max && !self.ended {
            match self.items.recv() {
                Ok(Item::Element(value)) => {
                    self.number += 1;
                    batch.push(Element { number: self.number, value });
                }
                Ok(Item::End) => self.ended = true,
                Ok(Item::Failed(error)) if error.is_io() => {
                    return Err(self.file.failed(FileProblem::Unreadable(error.into())));
                }
                Ok(Item::Failed(error)) => {
                    return Err(self.file.failed(FileProblem::NotJson(error.to_string())));
                }
                Err(gone) => {
                    let gone = std::io::Error::other(gone);
                    return Err(self.file.failed(FileProblem::Unreadable(gone)));
                }
            }
        }
        Ok(batch)
    }

    /// Bytes read so far, a little ahead of the elements handed out.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

fn parse(input: impl Read, send: &SyncSender<Item>) {
    let mut json = serde_json::Deserializer::from_reader(input);
    let read = json.deserialize_seq(Each(send)).and_then(|()| json.end());
    // Where nobody takes it, nobody wants to know.
    let _ = send.send(read.map_or_else(Item::Failed, |()| Item::End));
}

/// Sends each element of an array.
struct Each<'a>(&'a SyncSender<Item>);

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element()? {
            if self.0.send(Item::Element(value)).is_err() {
                return Err(A::Error::custom("nobody reads any more"));
            }
        }
        Ok(())
    }
}

/// Counts what is read from a file.
struct Counted {
    file: BufReader<File>,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(content: &str, max: usize) -> Result<Vec<Vec<Value>>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, content).unwrap();
        let file = JsonFile::open(&path).unwrap();
        let (mut elements, mut batches) = (file.elements().unwrap(), Vec::new());
        loop {
            let batch = elements.batch(max).map_err(|error| error.to_string())?;
            if batch.is_empty() {
                assert!(elements.batch(max).unwrap().is_empty(), "the end stays the end");
                assert_eq!(elements.bytes() + file.start, file.bytes);
                return Ok(batches);
            }
            batches.push(batch.into_iter().map(|element| element.value).collect());
        }
    }

    #[test]
    fn elements_come_in_batches_whatever_they_are() {
        let text = "\u{feff} [ {\"a\": [1, {}]}, 7,\n \"x,]\", null ]\n";
        let expected = [vec![json!({"a": [1, {}]}), json!(7), json!("x,]")], vec![json!(null)]];
        assert_eq!(read(text, 3).unwrap(), expected);
        assert_eq!(read("[]", 3).unwrap(), Vec::<Vec<Value>>::new());
    }

    #[test]
    fn what_is_not_one_whole_array_is_refused_with_its_place() {
        for (text, words) in [
            ("", "EOF while parsing a value at line 1 column 0"),
            ("{\"customers\": []}", "expected an array at line 1"),
            ("[\n {\"a\": 1},\n {\"a\": ", "line 3 column"),
            ("[{}\n{}]", "at line 2 column 1"),
            ("[{}] []", "trailing characters at line 1 column 6"),
        ] {
            let error = read(text, 9).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
            assert!(error.contains("a.json: ") && error.contains("one JSON array"), "{error}");
        }
    }

    #[test]
    fn a_reader_that_is_dropped_early_leaves_nothing_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, format!("[{}0]", "0,".repeat(10 * AHEAD))).unwrap();
        let file = JsonFile::open(&path).unwrap();
        let mut elements = file.elements().unwrap();
        assert_eq!(elements.batch(1).unwrap()[0].number, 1);
        drop(elements);
        assert_eq!(file.elements().unwrap().batch(usize::MAX).unwrap().len(), 10 * AHEAD + 1);
    }

    #[test]
    fn an_element_is_called_by_its_name_or_else_its_id() {
        let called = |value| Element { number: 1, value }.called();
        assert_eq!(called(json!({"customer_id": "c-1", "name": "Acme"})), "Acme");
        assert_eq!(called(json!({"customer_id": "c-1", "name": " "})), "c-1");
        assert_eq!(called(json!({"customer_id": "c-1", "instance_id": "vpn"})), "vpn");
        assert_eq!(called(json!([])), "");
    }
}
