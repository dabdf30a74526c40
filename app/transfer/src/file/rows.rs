//! Hands out the rows of a file in batches, as text.

use std::{
    fs::File,
    io::{BufReader, Read},
};

use csv::StringRecord;

use super::{
    header::Header,
    input::{Encoding, Input},
    records::Records,
    windows1252,
};
use crate::error::{FileProblem, TransferError};

/// One row of a file.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// Its fields; there may be more or fewer than columns.
    pub fields: StringRecord,
}

/// The rows of an [`Input`], front to back, one batch in memory.
pub struct Rows<'a> {
    input: &'a Input,
    records: Records<BufReader<Counted>>,
}

impl<'a> Rows<'a> {
    /// Reads from `file`, which stands at the header line.
    pub(super) fn new(input: &'a Input, file: BufReader<File>) -> Self {
        let counted = BufReader::with_capacity(1 << 16, Counted { file, bytes: 0 });
        Self { input, records: Records::new(counted, input.delimiter.byte()) }
    }

    /// The header line, or nothing in an empty file.
    pub(super) fn header(&mut self) -> Result<Option<Row>, TransferError> {
        Ok(self.batch(1)?.into_iter().next())
    }

    /// Bytes read so far, a little ahead of the rows handed out.
    pub fn bytes(&self) -> u64 {
        self.records.input().get_ref().bytes
    }

    /// Up to `max` more rows; empty at the end of the file. Blank rows (`,,,`) are left out.
    pub fn batch(&mut self, max: usize) -> Result<Vec<Row>, TransferError> {
        loop {
            let (lines, text) = self.raw(max)?;
            if lines.is_empty() {
                return Ok(Vec::new());
            }
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(self.input.delimiter.byte())
                .from_reader(text.as_bytes());
            let mut rows = Vec::with_capacity(lines.len());
            for (fields, line) in reader.records().zip(lines) {
                let fields = fields.map_err(|e| self.failed(FileProblem::Unreadable(e.into())))?;
                if fields.iter().any(|field| !field.trim().is_empty()) {
                    rows.push(Row { line, fields });
                }
            }
            if !rows.is_empty() {
                return Ok(rows);
            }
        }
    }

    /// Up to `max` raw rows below each other, and the line of each.
    fn raw(&mut self, max: usize) -> Result<(Vec<u64>, String), TransferError> {
        let (mut lines, mut text, mut raw) = (Vec::new(), String::new(), Vec::new());
        while lines.len() < max {
            raw.clear();
            let line = self.records.read(&mut raw).map_err(|problem| self.failed(problem))?;
            let Some(line) = line else { break };
            if let Some(at) = raw.iter().position(|byte| *byte == 0) {
                return Err(self.failed(FileProblem::Nul { line: line + ends(&raw[..at]) }));
            }
            match (self.input.encoding, std::str::from_utf8(&raw)) {
                (Encoding::Windows1252, _) => {
                    text.extend(raw.iter().map(|b| windows1252::decode(*b)))
                }
                (_, Ok(row)) => text.push_str(row),
                (_, Err(e)) => return Err(self.failed(self.not_utf8(line, &raw, e.valid_up_to()))),
            }
            text.push('\n');
            lines.push(line);
        }
        Ok((lines, text))
    }

    fn not_utf8(&self, line: u64, raw: &[u8], at: usize) -> FileProblem {
        let (before, byte) = (&raw[..at], raw.get(at).copied().unwrap_or_default());
        let before = String::from_utf8_lossy(before);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(self.input.delimiter.byte())
            .from_reader(before.as_bytes());
        let field = reader.records().next().and_then(Result::ok).map_or(0, |r| r.len().max(1) - 1);
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        FileProblem::NotUtf8 {
            line: line + ends(before.as_bytes()),
            column: self.label(field),
            character: last_line.chars().count() + 1,
            byte,
            as_windows: windows1252::decode(byte),
        }
    }

    fn label(&self, field: usize) -> String {
        Header::label(&self.input.header, field)
    }

    fn failed(&self, problem: FileProblem) -> TransferError {
        self.input.failed(problem)
    }
}

fn ends(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Counts what is read from a file.
struct Counted {
    file: BufReader<File>,
    bytes: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_rows<T>(content: &[u8], encoding: Encoding, check: impl FnOnce(Rows<'_>) -> T) -> T {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, content).unwrap();
        let input = Input::open(&path, encoding, None).unwrap();
        check(input.rows().unwrap())
    }

    #[test]
    fn rows_come_in_batches_with_their_lines_and_without_blank_ones() {
        let text = "a,b\r\n\r\n1,\"x\r\ny\"\r\n,\r\n2\r\n3,4,5\r\n";
        let seen = with_rows(text.as_bytes(), Encoding::Utf8, |mut rows| {
            let mut seen = Vec::new();
            loop {
                let batch = rows.batch(2).unwrap();
                if batch.is_empty() {
                    return seen;
                }
                seen.extend(
                    batch.iter().map(|r| (r.line, r.fields.iter().collect::<Vec<_>>().join("|"))),
                );
            }
        });
        let expected = [(3, "1|x\r\ny"), (6, "2"), (7, "3|4|5")];
        assert_eq!(seen, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn a_file_in_windows_1252_is_named_by_place_and_can_be_read_as_such() {
        let bytes = b"Name,Town\nAcme,Oslo\n\"M\xfcller\nS\xf6hne\",K\xf6ln\n";
        let error = with_rows(bytes, Encoding::Utf8, |mut rows| rows.batch(9).unwrap_err());
        let error = error.to_string();
        assert!(error.contains("line 3, column Name: byte 0xFC at character 3"), "{error}");
        assert!(error.contains("\"ü\"") && error.contains("--encoding windows-1252"), "{error}");
        let rows = with_rows(bytes, Encoding::Windows1252, |mut rows| rows.batch(9).unwrap());
        assert_eq!(&rows[1].fields[0], "Müller\nSöhne");
    }
}
