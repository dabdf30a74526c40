//! A file that appears only when it is complete: written beside its place, then renamed.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::error::TransferError;

/// A file being written under another name. Dropped before [`Part::finish`], it leaves nothing.
pub struct Part {
    out: Option<BufWriter<File>>,
    written: PathBuf,
    place: PathBuf,
}

impl Part {
    /// Starts a file that is to replace whatever is at `place`.
    pub fn create(place: &Path) -> Result<Self, TransferError> {
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let written = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let failed = |source| TransferError::Write { path: place.into(), source };
        if place.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(&written);
        let out = Some(BufWriter::with_capacity(1 << 16, file.map_err(failed)?));
        Ok(Self { out, written, place: place.into() })
    }

    /// Puts the file, safely on disk, at its place and returns that.
    pub fn finish(mut self) -> Result<PathBuf, TransferError> {
        let done = self.out.take().map_or(Ok(()), |out| {
            let file = out.into_inner().map_err(|e| e.into_error())?;
            file.sync_all()?;
            std::fs::rename(&self.written, &self.place)
        });
        match done {
            Ok(()) => Ok(self.place.clone()),
            Err(source) => {
                let _ = std::fs::remove_file(&self.written);
                Err(TransferError::Write { path: self.place.clone(), source })
            }
        }
    }

    /// The error that `source` is for this file.
    pub fn failed(place: &Path, source: csv::Error) -> TransferError {
        TransferError::Write { path: place.into(), source: source.into() }
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.out.as_mut().map_or(Ok(bytes.len()), |out| out.write(bytes))
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.out.take().is_some() {
            let _ = std::fs::remove_file(&self.written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        std::fs::write(&place, "old").unwrap();
        let mut part = Part::create(&place).unwrap();
        part.write_all(b"half").unwrap();
        drop(part);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "old");
        let mut part = Part::create(&place).unwrap();
        part.write_all(b"new").unwrap();
        part.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let error = Part::create(Path::new("/nowhere/a.csv")).err().unwrap().to_string();
        assert!(error.starts_with("cannot write /nowhere/a.csv: "), "{error}");
        assert!(Part::create(Path::new("/tmp")).is_err());
    }
}
