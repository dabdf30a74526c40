//! Opens a CSV file: what it is, how it is encoded, what separates its columns.

use std::{
    fs::File,
    io::{BufRead, BufReader, Seek, SeekFrom},
    path::{Path, PathBuf},
    str::FromStr,
};

use super::{header::Header, rows::Rows};
use crate::error::{FileProblem, TransferError};

/// How the bytes of a file become characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// The default. A byte order mark in front is accepted, and overrules the other choice.
    #[default]
    Utf8,
    /// What older spreadsheets write in the West; includes Latin-1.
    Windows1252,
}

impl FromStr for Encoding {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "windows-1252" | "cp1252" | "latin-1" | "latin1" | "iso-8859-1" => {
                Ok(Self::Windows1252)
            }
            _ => Err(format!("\"{text}\" is not a known encoding; use utf-8 or windows-1252")),
        }
    }
}

/// What separates the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, what spreadsheets write where the comma is the decimal mark.
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    /// The byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Its name for a message.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }

    /// The one that occurs most often, outside quotes, in the first line; a comma if none does.
    fn detect(start: &[u8]) -> Self {
        let (mut counts, mut quoted) = ([0, 0, 0], false);
        for byte in start {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted && counts != [0, 0, 0] => break,
                b',' if !quoted => counts[0] += 1,
                b';' if !quoted => counts[1] += 1,
                b'\t' if !quoted => counts[2] += 1,
                _ => {}
            }
        }
        match counts {
            [c, s, t] if t > c && t > s => Self::Tab,
            [c, s, _] if s > c => Self::Semicolon,
            _ => Self::Comma,
        }
    }
}

/// A CSV file whose header has been read; its rows can be read as often as needed.
#[derive(Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Its columns.
    pub header: Header,
    /// What separates them.
    pub delimiter: Delimiter,
    /// How it is really encoded.
    pub encoding: Encoding,
    /// Its size, for progress.
    pub bytes: u64,
    start: u64,
}

impl Input {
    /// Opens the regular file at `path`. Without a `delimiter` the header line decides.
    pub fn open(
        path: &Path,
        encoding: Encoding,
        delimiter: Option<Delimiter>,
    ) -> Result<Self, TransferError> {
        let failed = |problem| TransferError::File { path: path.into(), problem };
        let (mut file, bytes) = open_regular(path).map_err(failed)?;
        let begin = file.fill_buf().map_err(|e| failed(FileProblem::Unreadable(e)))?;
        if begin.starts_with(&[0xff, 0xfe]) || begin.starts_with(&[0xfe, 0xff]) {
            return Err(failed(FileProblem::Utf16));
        }
        let bom = begin.starts_with(&[0xef, 0xbb, 0xbf]);
        let start = if bom { 3 } else { 0 };
        let delimiter = delimiter.unwrap_or_else(|| Delimiter::detect(&begin[start..]));
        let mut input = Self {
            path: path.into(),
            header: Header::new(std::iter::empty()).map_err(failed)?,
            delimiter,
            encoding: if bom { Encoding::Utf8 } else { encoding },
            bytes,
            start: start as u64,
        };
        let mut rows = Rows::new(&input, file_at(&input)?);
        let first = rows.header()?.ok_or_else(|| failed(FileProblem::Empty))?;
        input.header = Header::new(first.fields.iter()).map_err(failed)?;
        Ok(input)
    }

    /// The rows below the header.
    pub fn rows(&self) -> Result<Rows<'_>, TransferError> {
        let mut rows = Rows::new(self, file_at(self)?);
        rows.header()?;
        Ok(rows)
    }

    /// The error that `problem` is for this file.
    pub fn failed(&self, problem: FileProblem) -> TransferError {
        TransferError::File { path: self.path.clone(), problem }
    }
}

/// Opens what can be read twice, and tells its size.
pub(super) fn open_regular(path: &Path) -> Result<(BufReader<File>, u64), FileProblem> {
    let unreadable = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => FileProblem::Missing,
        _ => FileProblem::Unreadable(e),
    };
    // Asked of the path first: opening a pipe would wait for its other end.
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    match (meta.is_dir(), meta.is_file()) {
        (true, _) => Err(FileProblem::NotAFile("a folder")),
        (_, false) => Err(FileProblem::NotAFile("a pipe or a device")),
        _ => {
            let file = File::open(path).map_err(unreadable)?;
            Ok((BufReader::with_capacity(1 << 16, file), meta.len()))
        }
    }
}

fn file_at(input: &Input) -> Result<BufReader<File>, TransferError> {
    let (mut file, _) = open_regular(&input.path).map_err(|problem| input.failed(problem))?;
    file.seek(SeekFrom::Start(input.start))
        .map_err(|e| input.failed(FileProblem::Unreadable(e)))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(content: &[u8]) -> Result<Input, TransferError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, content).unwrap();
        Input::open(&path, Encoding::Utf8, None)
    }

    #[test]
    fn the_separator_is_found_in_the_header_line() {
        for (text, found) in [
            ("Name,Status\na;b;c;d,e", Delimiter::Comma),
            ("Name;\"a,b,c\";Status\n", Delimiter::Semicolon),
            ("\u{feff}Name\tReference\n", Delimiter::Tab),
            ("Name\n", Delimiter::Comma),
        ] {
            assert_eq!(open(text.as_bytes()).unwrap().delimiter, found, "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        let input = open("\u{feff}\"Name\",x\r\n".as_bytes()).unwrap();
        assert_eq!(input.header.names(), ["Name", "x"]);
    }

    #[test]
    fn what_is_no_csv_file_is_refused_in_plain_words() {
        for (content, words) in [
            (&b""[..], "the file is empty"),
            (b"\n\n\r\n", "the file is empty"),
            (b"\xff\xfeN\0a\0", "UTF-16"),
            (b"N\0a\0m\0e\0", "NUL byte"),
            (b"Name,Stra\xdfe\n", "byte 0xDF at character 10 is not UTF-8"),
        ] {
            let error = open(content).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
        let missing = Input::open(Path::new("/nowhere/a.csv"), Encoding::Utf8, None).unwrap_err();
        assert_eq!(missing.to_string(), "/nowhere/a.csv: there is no such file");
        let folder = Input::open(Path::new("/"), Encoding::Utf8, None).unwrap_err();
        assert!(folder.to_string().contains("this is a folder"));
    }
}
