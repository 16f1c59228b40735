//! Makes the segments of the database anew, beside the ones that count until the end.

use std::{fs, sync::Arc};

use super::{
    Engine,
    ids::Ids,
    kind::{Kept, SegmentFile},
    manifest::{Cursor, Manifest, Origin, SegmentEntry},
    state::State,
};
use crate::{Error, row::Row, segment::BLOCK_ROWS};

/// A rebuild under way.
#[derive(Debug)]
pub struct Rebuild<R: Kept = Row> {
    engine: Arc<Engine<R>>,
    rows: Vec<R>,
    manifest: Manifest,
    made: Vec<SegmentEntry>,
}

impl<R: Kept> Engine<R> {
    /// Starts a rebuild. What counts now goes on counting until [`Rebuild::finish`].
    #[must_use]
    pub fn rebuild(self: &Arc<Self>) -> Rebuild<R> {
        let manifest = self.read(|state| state.manifest.clone());
        Rebuild { engine: Arc::clone(self), rows: Vec::new(), manifest, made: Vec::new() }
    }
}

impl<R: Kept> Rebuild<R> {
    /// Adds rows of the database.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn push(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), Error> {
        self.rows.extend(rows);
        if self.rows.len() >= BLOCK_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Error> {
        let mut rows: Vec<&R> = self.rows.iter().collect();
        rows.sort_unstable_by_key(|row| (row.occurred_at(), row.id()));
        let file = self.manifest.name();
        let segment = R::File::write(&self.engine.directory.join(&file), &rows)?;
        Ids::write(&segment)?;
        let rows = segment.rows();
        self.made.push(SegmentEntry { file, origin: Origin::Database, rows, dead: Vec::new() });
        self.rows.clear();
        Ok(())
    }

    /// Ends the rebuild: from now on the new segments count, and changes after `cursor` are still to be applied.
    ///
    /// # Errors
    /// When the disk is full or fails; what counted before still counts then.
    pub fn finish(mut self, cursor: Cursor) -> Result<(), Error> {
        if !self.rows.is_empty() {
            self.flush()?;
        }
        let _files = self.engine.files()?;
        let mut manifest = self.engine.read(|state| state.manifest.clone());
        let (kept, replaced): (Vec<_>, Vec<_>) =
            manifest.segments.into_iter().partition(|entry| entry.origin == Origin::Archive);
        manifest.segments = kept;
        manifest.segments.append(&mut self.made);
        manifest.next = manifest.next.max(self.manifest.next);
        manifest.cursor = Some(cursor);
        let state = State::open(&self.engine.directory, manifest)?;
        state.manifest.write(&self.engine.directory)?;
        self.engine.write(|known| *known = state);
        for entry in replaced {
            let path = self.engine.directory.join(entry.file);
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(Ids::path(&path));
            let _ = fs::remove_file(path);
        }
        Ok(())
    }
}
