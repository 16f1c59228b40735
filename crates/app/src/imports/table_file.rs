//! A file that holds a table: CSV and its relatives or a workbook, told apart by its content and not by its name.

use std::{fs::File, path::Path};

use catsup_exchange::{ExchangeError, Table};

use super::run::unreadable;
use crate::{Error, fields::invalid};

/// A file on this machine that holds a table.
#[derive(Debug)]
pub struct TableFile(File);

impl TableFile {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let opened = File::open(path).map_err(|error| {
            invalid("file", "unreadable-file", format!("{} cannot be read: {error}", path.display()))
        })?;
        Ok(Self(opened))
    }

    /// The bytes as they stand, for formats that are no tables of responses.
    #[must_use]
    pub fn into_inner(self) -> File {
        self.0
    }

    /// Reads the header; `sheet` names the sheet of a workbook.
    pub(super) fn table(self, sheet: Option<&str>) -> Result<Table<File>, ExchangeError> {
        Table::open(self.0, sheet)
    }

    /// Another way into the same file, from its beginning.
    pub(super) fn again(&self) -> Result<Self, Error> {
        use std::io::{Seek as _, SeekFrom};
        let again = self.0.try_clone().and_then(|mut file| file.seek(SeekFrom::Start(0)).map(|_| file));
        again.map(Self).map_err(|error| unreadable(ExchangeError::InOut(error)))
    }
}
