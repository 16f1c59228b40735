//! Where each row stands in a segment: a file of sorted ids with their rows, looked up where it lies.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::kind::SegmentFile;
use crate::{Error, segment::MappedFile};

/// Bytes of one entry: an id and a row.
const ENTRY: usize = 12;
/// Bytes of the checksum at the end.
const CHECKSUM: usize = 4;

/// The ids of one segment.
#[derive(Debug)]
pub(crate) struct Ids {
    path: PathBuf,
    file: MappedFile,
}

impl Ids {
    /// The file that belongs to a segment.
    pub(crate) fn path(segment: &Path) -> PathBuf {
        segment.with_extension("ids")
    }

    /// Writes the ids of a segment; on disk when this returns.
    ///
    /// # Errors
    /// When the segment is damaged or the disk fails.
    pub(crate) fn write(segment: &impl SegmentFile) -> Result<(), Error> {
        let mut entries = Vec::new();
        let mut row = 0_u32;
        for block in 0..segment.block_count() {
            for id in &*segment.ids(block)? {
                entries.push((*id, row));
                row += 1;
            }
        }
        entries.sort_unstable();
        let path = Self::path(segment.path());
        let unfinished = path.with_extension("ids-unfinished");
        let failed = || Error::file(&unfinished);
        let mut file = BufWriter::new(File::create(&unfinished).map_err(failed())?);
        let mut hasher = crc32fast::Hasher::new();
        for (id, row) in entries {
            let mut bytes = [0; ENTRY];
            bytes[..8].copy_from_slice(&id.to_le_bytes());
            bytes[8..].copy_from_slice(&row.to_le_bytes());
            hasher.update(&bytes);
            file.write_all(&bytes).map_err(failed())?;
        }
        file.write_all(&hasher.finalize().to_le_bytes()).map_err(failed())?;
        let file = file.into_inner().map_err(|error| Error::file(&unfinished)(error.into_error()))?;
        file.sync_all().map_err(failed())?;
        fs::rename(&unfinished, &path).map_err(Error::file(&path))
    }

    /// Opens the ids of a segment.
    ///
    /// # Errors
    /// When the file is missing or not as long as the segment has rows.
    pub(crate) fn open(segment: &impl SegmentFile) -> Result<Self, Error> {
        let path = Self::path(segment.path());
        let file = MappedFile::open(&path)?;
        let expected = usize::try_from(segment.rows()).ok().and_then(|rows| rows.checked_mul(ENTRY));
        if expected.and_then(|bytes| bytes.checked_add(CHECKSUM)) != Some(file.bytes().len()) {
            return Err(Error::damaged(path, "it does not list every row of its segment"));
        }
        Ok(Self { path, file })
    }

    /// The row of an id.
    pub(crate) fn find(&self, id: i64) -> Option<u32> {
        let (entries, _) = self.file.bytes()[..self.file.bytes().len() - CHECKSUM].as_chunks::<ENTRY>();
        let id_of = |entry: &[u8; ENTRY]| i64::from_le_bytes(entry[..8].try_into().expect("eight bytes"));
        // Most segments do not reach to a new id at all.
        if !(id_of(entries.first()?)..=id_of(entries.last()?)).contains(&id) {
            return None;
        }
        let at = entries.binary_search_by_key(&id, id_of).ok()?;
        Some(u32::from_le_bytes(entries[at][8..].try_into().expect("four bytes")))
    }

    /// Compares the file with its checksum.
    ///
    /// # Errors
    /// When it is not as it was written.
    pub(crate) fn verify(&self) -> Result<(), Error> {
        let (entries, checksum) = self.file.bytes().split_at(self.file.bytes().len() - CHECKSUM);
        if crc32fast::hash(entries).to_le_bytes() == checksum {
            Ok(())
        } else {
            Err(Error::damaged(&self.path, "it is not as it was written"))
        }
    }
}
