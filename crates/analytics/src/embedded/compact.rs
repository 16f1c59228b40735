//! Compaction: small segments become one, and rows that are dead are left behind.

use std::{collections::HashSet, fs, sync::Arc};

use super::{
    Engine,
    ids::Ids,
    kind::{Kept, SegmentFile},
    manifest::{Origin, SegmentEntry},
    state::{Held, State},
};
use crate::{Error, segment::BLOCK_ROWS};

/// Segments below this many rows are small.
const SMALL: u64 = BLOCK_ROWS as u64;
/// So many small segments are merged into one.
const MANY: usize = 8;
/// The most rows of a merged segment: bounds the memory a compaction takes.
const LARGEST: u64 = 2 * BLOCK_ROWS as u64;
/// A segment is written anew when more than one in so many of its rows is dead.
const DEAD_SHARE: u64 = 200;

impl<R: Kept> Engine<R> {
    /// Merges small segments, and rids a segment of many dead rows; does one such thing and says whether it did.
    ///
    /// # Errors
    /// When the disk is full or fails, or another process writes here; nothing has changed then.
    pub fn compact(&self) -> Result<bool, Error> {
        self.write_anew(choose)
    }

    /// Rids one segment of its dead rows, however few they are, and says whether there was one.
    ///
    /// # Errors
    /// As [`Engine::compact`].
    pub fn purge(&self) -> Result<bool, Error> {
        self.write_anew(|segments| worn(segments, |entry| !entry.dead.is_empty()))
    }

    fn write_anew(&self, choose: impl Fn(&[SegmentEntry]) -> HashSet<String>) -> Result<bool, Error> {
        let _files = self.files()?;
        let (held, mut manifest) = self.read(|state| (state.held.clone(), state.manifest.clone()));
        let chosen = choose(&manifest.segments);
        if chosen.is_empty() {
            return Ok(false);
        }
        let merged: Vec<(Arc<R::File>, HashSet<u32>)> = held
            .iter()
            .zip(&manifest.segments)
            .filter(|(_, entry)| chosen.contains(&entry.file))
            .map(|(held, entry)| (Arc::clone(&held.segment), entry.dead.iter().copied().collect()))
            .collect();
        manifest.segments.retain(|entry| !chosen.contains(&entry.file));
        let mut new = None;
        let file = manifest.name();
        let written = R::File::merge(&self.directory.join(&file), &merged)?;
        drop(merged);
        if let Some(segment) = written {
            Ids::write(&segment)?;
            let rows = segment.rows();
            new = Some(Held::open(&self.directory, &file, Origin::Database, &[])?);
            manifest.segments.push(SegmentEntry { file, origin: Origin::Database, rows, dead: Vec::new() });
        }
        manifest.write(&self.directory)?;
        self.write(|state| -> Result<(), Error> {
            state.manifest = manifest;
            state.held.retain(|held| !chosen.contains(&held.file));
            state.held.extend(new);
            state.find_again(&chosen)?;
            state.snapshot = None;
            Ok(())
        })?;
        for file in &chosen {
            let path = self.directory.join(file);
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(Ids::path(&path));
            let _ = fs::remove_file(path);
        }
        Ok(true)
    }
}

impl<R: Kept> State<R> {
    /// Looks up where rows of segments that are gone stand now.
    fn find_again(&mut self, gone: &HashSet<String>) -> Result<(), Error> {
        let moved: Vec<i64> = self
            .tail
            .iter()
            .filter(|(_, pending)| pending.sealed.as_ref().is_some_and(|sealed| gone.contains(&sealed.file)))
            .map(|(id, _)| *id)
            .collect();
        for id in moved {
            let sealed = self.sealed(id)?;
            if let Some(pending) = self.tail.get_mut(&id) {
                pending.sealed = sealed;
            }
        }
        Ok(())
    }
}

fn of_database(segments: &[SegmentEntry]) -> impl Iterator<Item = &SegmentEntry> {
    segments.iter().filter(|entry| entry.origin == Origin::Database)
}

/// The first segment whose dead rows are to be left behind.
fn worn(segments: &[SegmentEntry], is_worn: impl Fn(&SegmentEntry) -> bool) -> HashSet<String> {
    of_database(segments).find(|entry| is_worn(entry)).map(|entry| entry.file.clone()).into_iter().collect()
}

/// The segments to be written anew.
fn choose(segments: &[SegmentEntry]) -> HashSet<String> {
    let worn = worn(segments, |entry| entry.dead.len() as u64 * DEAD_SHARE > entry.rows);
    if !worn.is_empty() {
        return worn;
    }
    let mut small: Vec<&SegmentEntry> = of_database(segments).filter(|entry| entry.rows < SMALL).collect();
    if small.len() < MANY {
        return HashSet::new();
    }
    small.sort_by_key(|entry| entry.rows);
    let mut rows = 0;
    let fitting = small.into_iter().take_while(|entry| {
        rows += entry.rows;
        rows <= LARGEST
    });
    fitting.map(|entry| entry.file.clone()).collect()
}
