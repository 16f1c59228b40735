//! The list of the segments that count: one small file, replaced as a whole.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::Error;

/// The format this program writes, and the latest it reads.
const FORMAT: u32 = 1;
/// Name of the file.
const NAME: &str = "manifest.json";

/// How far the log of changes has been followed: the transaction and the entry of the last change that is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Cursor {
    /// Transaction of the entry; 0 on a database with one writer.
    pub transaction: i64,
    /// The entry.
    pub entry: i64,
}

/// Where the rows of a segment come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Responses of the database; the segment can be made anew from it.
    Database,
    /// History that stands nowhere else.
    Archive,
}

/// One segment that counts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SegmentEntry {
    /// Name of the file.
    pub file: String,
    /// Where its rows come from.
    pub origin: Origin,
    /// How many rows it holds.
    pub rows: u64,
    /// Rows of it that no longer count, in order.
    #[serde(default, with = "packed_rows")]
    pub dead: Vec<u32>,
}

/// The list of the segments.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: u32,
    /// How far the log of changes is in the segments; `None` where no database stands behind them yet.
    pub(crate) cursor: Option<Cursor>,
    /// Number of the next file.
    pub(crate) next: u64,
    pub(crate) segments: Vec<SegmentEntry>,
}

impl Default for Manifest {
    fn default() -> Self {
        Self { format: FORMAT, cursor: None, next: 1, segments: Vec::new() }
    }
}

impl Manifest {
    /// Reads the list; an empty one where there is none yet.
    ///
    /// # Errors
    /// When the file cannot be read, or is not understood.
    pub(crate) fn read(directory: &Path) -> Result<Self, Error> {
        let path = directory.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Error::file(path)(error)),
        };
        let manifest: Self =
            serde_json::from_str(&text).map_err(|error| Error::damaged(&path, error.to_string()))?;
        if manifest.format > FORMAT {
            return Err(Error::Later { path, found: manifest.format, known: FORMAT });
        }
        Ok(manifest)
    }

    /// Replaces the list. Either the old one or the new one is there, whatever happens.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn write(&self, directory: &Path) -> Result<(), Error> {
        let path = directory.join(NAME);
        let new = directory.join("manifest.unfinished");
        let text = serde_json::to_vec(self).expect("a manifest holds numbers and names alone");
        let mut file = File::create(&new).map_err(Error::file(&new))?;
        file.write_all(&text).map_err(Error::file(&new))?;
        file.sync_all().map_err(Error::file(&new))?;
        fs::rename(&new, &path).map_err(Error::file(&path))?;
        sync_directory(directory)
    }

    /// A name for a new file.
    pub(crate) fn name(&mut self) -> String {
        self.next += 1;
        format!("{:08}.arrow", self.next - 1)
    }
}

/// Makes names of files in a directory durable.
pub(crate) fn sync_directory(directory: &Path) -> Result<(), Error> {
    let opened = File::open(directory).map_err(Error::file(directory))?;
    opened.sync_all().map_err(Error::file(directory))
}

/// Rows as base64 of four bytes each, little-endian.
mod packed_rows {
    use serde::{Deserializer, Serializer, de::Error as _};

    use base64::Engine as _;

    use super::{Deserialize, STANDARD};

    pub(super) fn serialize<S: Serializer>(rows: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let bytes = STANDARD.decode(&*text).map_err(D::Error::custom)?;
        let (rows, rest) = bytes.as_chunks::<4>();
        if rest.is_empty() {
            Ok(rows.iter().map(|row| u32::from_le_bytes(*row)).collect())
        } else {
            Err(D::Error::custom("a row ends in the middle"))
        }
    }
}
