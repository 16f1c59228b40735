//! What the engine knows at one moment: the open segments, rows of theirs that are dead, and the tail.

use std::{collections::HashMap, path::Path, sync::Arc};

use super::{
    ChangeOf,
    ids::Ids,
    kind::{Kept, SegmentFile},
    manifest::{Cursor, Manifest, Origin},
};
use crate::{Error, query::SnapshotOf};

/// A segment that is open.
#[derive(Debug)]
pub(super) struct Held<R: Kept> {
    pub(super) file: String,
    pub(super) segment: Arc<R::File>,
    /// Where responses stand in it; archived rows are never looked up.
    pub(super) ids: Option<Arc<Ids>>,
    /// Its rows that are dead, decoded, to be taken off its counts.
    pub(super) dead: Vec<Arc<R>>,
}

impl<R: Kept> Clone for Held<R> {
    fn clone(&self) -> Self {
        Self {
            file: self.file.clone(),
            segment: Arc::clone(&self.segment),
            ids: self.ids.clone(),
            dead: self.dead.clone(),
        }
    }
}

impl<R: Kept> Held<R> {
    pub(super) fn open(directory: &Path, file: &str, origin: Origin, dead: &[u32]) -> Result<Self, Error> {
        let segment = R::File::open(&directory.join(file))?;
        let ids = match origin {
            Origin::Database => Some(Arc::new(Ids::open(&segment)?)),
            Origin::Archive => None,
        };
        let dead = dead.iter().map(|row| segment.row(*row).map(Arc::new)).collect::<Result<_, _>>()?;
        Ok(Self { file: file.to_owned(), segment: Arc::new(segment), ids, dead })
    }
}

/// A row that is new or different since the last seal.
#[derive(Debug)]
pub(super) struct Pending<R> {
    /// What it is now; `None` where it does not count.
    pub(super) row: Option<Arc<R>>,
    /// The copy of it that a segment holds.
    pub(super) sealed: Option<Sealed<R>>,
    /// Grows with each change, to tell whether it changed while it was being sealed.
    pub(super) version: u64,
}

/// A row of a segment that counts no longer.
#[derive(Debug)]
pub(super) struct Sealed<R> {
    pub(super) file: String,
    pub(super) row: u32,
    pub(super) copy: Arc<R>,
}

/// What the engine knows.
#[derive(Debug)]
pub(super) struct State<R: Kept> {
    pub(super) manifest: Manifest,
    pub(super) held: Vec<Held<R>>,
    pub(super) tail: HashMap<i64, Pending<R>>,
    /// How far the log of changes has been followed, the tail included.
    pub(super) cursor: Option<Cursor>,
    /// What counts, until something changes.
    pub(super) snapshot: Option<Arc<SnapshotOf<R>>>,
    versions: u64,
}

impl<R> Clone for Pending<R> {
    fn clone(&self) -> Self {
        Self { row: self.row.clone(), sealed: self.sealed.clone(), version: self.version }
    }
}

impl<R> Clone for Sealed<R> {
    fn clone(&self) -> Self {
        Self { file: self.file.clone(), row: self.row, copy: Arc::clone(&self.copy) }
    }
}

impl<R: Kept> State<R> {
    pub(super) fn open(directory: &Path, manifest: Manifest) -> Result<Self, Error> {
        let held = manifest
            .segments
            .iter()
            .map(|entry| Held::open(directory, &entry.file, entry.origin, &entry.dead))
            .collect::<Result<_, _>>()?;
        let cursor = manifest.cursor;
        Ok(Self { manifest, held, tail: HashMap::new(), cursor, snapshot: None, versions: 0 })
    }

    pub(super) fn apply(&mut self, changes: Vec<ChangeOf<R>>, cursor: Cursor) -> Result<(), Error> {
        for (id, row) in changes {
            let version = self.version();
            let row = row.map(Arc::new);
            let sealed = match self.tail.get(&id) {
                Some(pending) => pending.sealed.clone(),
                None => self.sealed(id)?,
            };
            if row.is_none() && sealed.is_none() {
                // It counts nowhere, and did not before.
                self.tail.remove(&id);
            } else {
                self.tail.insert(id, Pending { row, sealed, version });
            }
            self.snapshot = None;
        }
        self.cursor = self.cursor.max(Some(cursor));
        Ok(())
    }

    /// A number no change had before.
    pub(super) fn version(&mut self) -> u64 {
        self.versions += 1;
        self.versions
    }

    /// The copy of a row in a segment, where there is one that is not dead.
    pub(super) fn sealed(&self, id: i64) -> Result<Option<Sealed<R>>, Error> {
        for (held, entry) in self.held.iter().zip(&self.manifest.segments) {
            let Some(row) = held.ids.as_ref().and_then(|ids| ids.find(id)) else { continue };
            if entry.dead.binary_search(&row).is_err() {
                let copy = Arc::new(held.segment.row(row)?);
                return Ok(Some(Sealed { file: held.file.clone(), row, copy }));
            }
        }
        Ok(None)
    }

    pub(super) fn take_snapshot(&mut self) -> Arc<SnapshotOf<R>> {
        let dead = self.held.iter().flat_map(|held| held.dead.iter().map(|row| (Arc::clone(row), -1)));
        let mut corrections: Vec<(Arc<R>, i64)> = dead.collect();
        for pending in self.tail.values() {
            corrections.extend(pending.row.iter().map(|row| (Arc::clone(row), 1)));
            corrections.extend(pending.sealed.iter().map(|sealed| (Arc::clone(&sealed.copy), -1)));
        }
        let segments = self.held.iter().map(|held| Arc::clone(&held.segment)).collect();
        let mut gone: Vec<Vec<u32>> = self.manifest.segments.iter().map(|entry| entry.dead.clone()).collect();
        for sealed in self.tail.values().filter_map(|pending| pending.sealed.as_ref()) {
            if let Some(place) = self.held.iter().position(|held| held.file == sealed.file) {
                gone[place].push(sealed.row);
            }
        }
        let snapshot = Arc::new(SnapshotOf { segments, corrections, gone });
        self.snapshot = Some(Arc::clone(&snapshot));
        snapshot
    }
}
