//! What is to be imported, and how.

use std::path::{Path, PathBuf};

use store::OnDuplicate;

use crate::{
    file::{Delimiter, Encoding},
    map::Mapping,
};

/// An import as asked for.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The file. It must be a regular file; it is read twice.
    pub path: PathBuf,
    /// Which column feeds which field (`--map`); empty: by the names of the columns.
    pub mapping: Mapping,
    /// What to do with a row whose customer or instance is in the inventory already.
    pub on_duplicate: OnDuplicate,
    /// Check everything, store nothing. The rejects file is written all the same.
    pub dry_run: bool,
    /// How the file is encoded (`--encoding`).
    pub encoding: Encoding,
    /// What separates the columns; `None`: the header line decides.
    pub delimiter: Option<Delimiter>,
    /// What to do with text that looks damaged.
    pub damaged: Damaged,
    /// Where refused rows go.
    pub rejects: RejectsTo,
    /// How many bad rows, and how many warnings, the report lists. All are counted, and all bad
    /// rows are in the rejects file.
    pub listed: usize,
}

impl ImportOptions {
    /// The defaults for the file at `path`: update what is there, rejects beside the file.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().into(),
            mapping: Mapping::default(),
            on_duplicate: OnDuplicate::Update,
            dry_run: false,
            encoding: Encoding::default(),
            delimiter: None,
            damaged: Damaged::default(),
            rejects: RejectsTo::default(),
            listed: 20,
        }
    }
}

/// What to do with text that was damaged on its way into the file: UTF-8 once read as
/// Windows-1252 (`MÃ¼ller`), or characters lost altogether (`M�ller`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Damaged {
    /// Refuse the row when what identifies it is damaged (name, reference number, customer);
    /// import it with a warning when only its description or body is.
    #[default]
    RefuseNames,
    /// Refuse the row wherever it is.
    Refuse,
    /// Import it as it is, without a word.
    Accept,
}

/// Where refused rows go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RejectsTo {
    /// `a.csv` → `a.rejects.csv`, `a.json` → `a.rejects.json`; an older file of that name is replaced.
    #[default]
    Beside,
    /// This file, which is replaced.
    File(PathBuf),
    /// Nowhere; they are only counted, and the first of them listed.
    Nowhere,
}
