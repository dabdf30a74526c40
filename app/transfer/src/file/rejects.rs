//! The rejects file: every refused row as it was, with where and why, to be mended and imported
//! again with the same options.

use std::path::{Path, PathBuf};

use super::{input::Input, part::Part, rows::Row};
use crate::error::{FileProblem, TransferError};

/// The columns added on the right. Columns of these names at the end of the input (rejects that
/// are imported again) are replaced.
const ADDED: [&str; 3] = ["line", "column", "reason"];

/// Written when the first row is refused; without refused rows there is no file.
pub struct Rejects<'a> {
    input: &'a Input,
    place: Option<PathBuf>,
    out: Option<csv::Writer<Part>>,
    /// How many columns of the input are kept.
    kept: usize,
}

impl<'a> Rejects<'a> {
    /// Rejects of `input` go to `place`, or nowhere. The input itself is refused as a place.
    pub fn new(input: &'a Input, place: Option<PathBuf>) -> Result<Self, TransferError> {
        if place.as_deref().is_some_and(|place| same_file(place, &input.path)) {
            return Err(input.failed(FileProblem::RejectsOverInput));
        }
        let names = input.header.names();
        let again = names.ends_with(&ADDED.map(String::from));
        Ok(Self {
            input,
            place,
            out: None,
            kept: names.len() - if again { ADDED.len() } else { 0 },
        })
    }

    /// Where the rejects of the file at `path` go by default: `a.csv` → `a.rejects.csv`.
    pub fn beside(path: &Path) -> PathBuf {
        path.with_extension("rejects.csv")
    }

    /// Adds one row. Fields beyond the columns follow behind the reason.
    pub fn add(&mut self, row: &Row, column: &str, reason: &str) -> Result<(), TransferError> {
        let Some(place) = self.place.clone() else { return Ok(()) };
        let (kept, columns) = (self.kept, self.input.header.names().len());
        if self.out.is_none() {
            self.out = Some(self.start(&place)?);
        }
        let Some(out) = &mut self.out else { return Ok(()) };
        let line = row.line.to_string();
        let fields = (0..kept).map(|i| row.fields.get(i).unwrap_or_default());
        let surplus = row.fields.iter().skip(columns);
        let all = fields.chain([line.as_str(), column, reason]).chain(surplus);
        out.write_record(all).map_err(|e| Part::failed(&place, e))
    }

    /// Completes the file and returns where it is, if there is one.
    pub fn finish(self) -> Result<Option<PathBuf>, TransferError> {
        let (Some(place), Some(out)) = (self.place, self.out) else { return Ok(None) };
        let part = out.into_inner().map_err(|e| Part::failed(&place, e.into_error().into()))?;
        part.finish().map(Some)
    }

    /// The header. A byte order mark in front makes it UTF-8 whatever `--encoding` says.
    fn start(&self, place: &Path) -> Result<csv::Writer<Part>, TransferError> {
        let mut part = Part::create(place)?;
        let failed = |e: std::io::Error| Part::failed(place, e.into());
        std::io::Write::write_all(&mut part, "\u{feff}".as_bytes()).map_err(failed)?;
        let mut out = csv::WriterBuilder::new()
            .delimiter(self.input.delimiter.byte())
            .flexible(true)
            .from_writer(part);
        let names = self.input.header.names().iter().take(self.kept).map(String::as_str);
        out.write_record(names.chain(ADDED)).map_err(|e| Part::failed(place, e))?;
        Ok(out)
    }
}

/// Whether both are one file.
pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Encoding;

    fn reject_all(name: &str, content: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let input = Input::open(&path, Encoding::Utf8, None).unwrap();
        let mut rejects = Rejects::new(&input, Some(Rejects::beside(&path))).unwrap();
        for row in input.rows().unwrap().batch(10).unwrap() {
            rejects.add(&row, "Name", "Why; not.").unwrap();
        }
        let place = rejects.finish().unwrap().unwrap();
        assert_eq!(place, folder.path().join(name.replace(".csv", ".rejects.csv")));
        std::fs::read_to_string(place).unwrap().trim_start_matches('\u{feff}').to_owned()
    }

    #[test]
    fn a_refused_row_keeps_all_it_had() {
        let text = reject_all("a.csv", "Name;Town\n\"A;b\";Oslo\nshort\na;b;c;d\n");
        let expected = "Name;Town;line;column;reason\n\"A;b\";Oslo;2;Name;\"Why; not.\"\n\
                        short;;3;Name;\"Why; not.\"\na;b;4;Name;\"Why; not.\";c;d\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn rejects_of_rejects_do_not_grow_columns() {
        let once = reject_all("a.csv", "Name,Town\nA,Oslo\n");
        assert_eq!(reject_all("a.rejects.csv", &once), once);
    }

    #[test]
    fn the_input_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "Name\nA\n").unwrap();
        let input = Input::open(&path, Encoding::Utf8, None).unwrap();
        assert!(Rejects::new(&input, Some(folder.path().join("./a.csv"))).is_err());
    }
}
