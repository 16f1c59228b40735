//! The file of a segment while it is written: it appears under its name when it is complete and on disk.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::Schema;
use serde::Serialize;

use super::footer::{CHECKSUM_KEY, KEY};
use crate::Error;

/// A file under way. Dropped before [`Output::finish`], it leaves nothing behind.
pub(crate) struct Output {
    path: PathBuf,
    unfinished: PathBuf,
    file: Option<FileWriter<BufWriter<File>>>,
}

impl Output {
    /// Starts a file that will appear at `path`.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub(crate) fn create(path: &Path, schema: &Schema) -> Result<Self, Error> {
        let unfinished = path.with_extension("unfinished");
        let file = File::create(&unfinished).map_err(Error::file(&unfinished))?;
        let buffered = BufWriter::with_capacity(1 << 20, file);
        let file = FileWriter::try_new_with_options(buffered, schema, IpcWriteOptions::default())?;
        Ok(Self { path: path.to_owned(), unfinished, file: Some(file) })
    }

    /// Appends a record batch.
    ///
    /// # Errors
    /// When the disk is full.
    pub(crate) fn append(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let file = self.file.as_mut().expect("a writer is used until it is finished");
        Ok(file.write(batch)?)
    }

    /// Completes the file with what its footer says: it is on disk under its name when this returns.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn finish(mut self, footer: &impl Serialize) -> Result<PathBuf, Error> {
        let text = serde_json::to_string(footer).expect("a footer holds numbers and texts alone");
        let mut file = self.file.take().expect("a writer is finished once");
        file.write_metadata(CHECKSUM_KEY, crc32fast::hash(text.as_bytes()).to_string());
        file.write_metadata(KEY, text);
        file.finish()?;
        let mut buffered = file.into_inner()?;
        buffered.flush().map_err(Error::file(&self.unfinished))?;
        buffered.get_ref().sync_all().map_err(Error::file(&self.unfinished))?;
        fs::rename(&self.unfinished, &self.path).map_err(Error::file(&self.path))?;
        Ok(self.path.clone())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // After a rename nothing is there under this name; and what cannot be removed is removed at the next start.
        let _ = fs::remove_file(&self.unfinished);
    }
}
