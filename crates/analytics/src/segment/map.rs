//! Files mapped into memory.

use std::{fs::File, path::Path};

use arrow_buffer::Buffer;
use bytes::Bytes;

use crate::Error;

/// A file mapped into memory, read only.
#[derive(Debug)]
pub(crate) struct MappedFile {
    buffer: Buffer,
}

impl MappedFile {
    /// Maps the whole of a file.
    ///
    /// # Errors
    /// When the file cannot be opened or mapped.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(Error::file(path))?;
        if file.metadata().map_err(Error::file(path))?.len() == 0 {
            return Err(Error::damaged(path, "it is empty"));
        }
        #[expect(
            unsafe_code,
            reason = "sound as long as nobody shortens or rewrites the file: segments are written under another name, \
                      renamed when complete, and never changed after that; they are removed by unlinking, which keeps \
                      the mapped pages"
        )]
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(Error::file(path))?;
        Ok(Self { buffer: Buffer::from(Bytes::from_owner(map)) })
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.as_slice()
    }

    /// A part of it, sharing the mapping; `None` where it ends before.
    pub(crate) fn part(&self, offset: usize, length: usize) -> Option<Buffer> {
        let end = offset.checked_add(length)?;
        (end <= self.buffer.len()).then(|| self.buffer.slice_with_length(offset, length))
    }
}
