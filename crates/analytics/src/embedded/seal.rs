//! Seals the tail: its rows become a segment, and the copies they replace become dead.

use std::{collections::HashMap, sync::Arc};

use super::{
    Engine,
    ids::Ids,
    kind::{Kept, SegmentFile},
    manifest::{Origin, SegmentEntry},
    state::{Held, Pending, Sealed, State},
};
use crate::Error;

impl<R: Kept> Engine<R> {
    /// Seals what waits; returns how many rows were written.
    ///
    /// # Errors
    /// When the disk is full or fails, or another process writes here; nothing has changed then.
    pub fn seal(&self) -> Result<usize, Error> {
        let _files = self.files()?;
        let (pending, cursor, mut manifest) =
            self.read(|state| (state.tail.clone(), state.cursor, state.manifest.clone()));
        if cursor == manifest.cursor && pending.is_empty() {
            return Ok(0);
        }
        manifest.cursor = cursor;
        let mut rows: Vec<&R> = pending.values().filter_map(|pending| pending.row.as_deref()).collect();
        rows.sort_unstable_by_key(|row| (row.occurred_at(), row.id()));
        let mut new = None;
        if !rows.is_empty() {
            let file = manifest.name();
            let segment = R::File::write(&self.directory.join(&file), &rows)?;
            Ids::write(&segment)?;
            let rows = segment.rows();
            new = Some(Held::open(&self.directory, &file, Origin::Database, &[])?);
            manifest.segments.push(SegmentEntry { file, origin: Origin::Database, rows, dead: Vec::new() });
        }
        for sealed in pending.values().filter_map(|pending| pending.sealed.as_ref()) {
            if let Some(entry) = manifest.segments.iter_mut().find(|entry| entry.file == sealed.file) {
                entry.dead.push(sealed.row);
            }
        }
        for entry in &mut manifest.segments {
            entry.dead.sort_unstable();
            entry.dead.dedup();
        }
        manifest.write(&self.directory)?;
        self.write(|state| {
            state.manifest = manifest;
            state.sealed_now(&pending, new.as_ref());
            state.held.extend(new);
            state.snapshot = None;
        });
        Ok(rows.len())
    }
}

impl<R: Kept> State<R> {
    /// Takes what was sealed out of the tail. What changed meanwhile stays, and replaces the copy just sealed.
    fn sealed_now(&mut self, pending: &HashMap<i64, Pending<R>>, new: Option<&Held<R>>) {
        for (id, was) in pending {
            if let Some(sealed) = &was.sealed
                && let Some(held) = self.held.iter_mut().find(|held| held.file == sealed.file)
            {
                held.dead.push(Arc::clone(&sealed.copy));
            }
            if self.tail.get(id).is_some_and(|now| now.version == was.version) {
                self.tail.remove(id);
            } else if let Some(now) = self.tail.get_mut(id) {
                now.sealed = was.row.as_ref().zip(new).and_then(|(row, new)| {
                    let place = new.ids.as_ref()?.find(*id)?;
                    Some(Sealed { file: new.file.clone(), row: place, copy: Arc::clone(row) })
                });
            } else if let (Some(row), Some(new)) = (&was.row, new) {
                // It was withdrawn before anything held it, and a segment holds it now.
                if let Some(place) = new.ids.as_ref().and_then(|ids| ids.find(*id)) {
                    let sealed = Sealed { file: new.file.clone(), row: place, copy: Arc::clone(row) };
                    let version = self.version();
                    self.tail.insert(*id, Pending { row: None, sealed: Some(sealed), version });
                }
            }
        }
    }
}
