//! Follows the store: what its log of changes has gained goes into the tail, and the tail into segments.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, atomic::Ordering},
};

use catsup_analytics::{
    Error as EngineError,
    embedded::{Change, Cursor},
    row::{Row, RowAnswer},
};
use catsup_model::id::{ResponseId, WordingId};
use catsup_store::{LogPlace, MeasureRow};
use tokio::task;

use super::segments::{Segments, failed};
use crate::{App, Error};

/// Entries of the log read at a time.
const ENTRIES: i64 = 256;
/// Responses read at a time.
const RESPONSES: usize = 10_000;
/// So many rows are sealed as they come, so that a long import does not fill the memory.
pub(super) const FULL: usize = 1 << 17;

/// What following takes beside the engine's own state.
#[derive(Debug, Default)]
pub(super) struct Follower {
    /// Entries taken over already that are not settled yet.
    unsettled: HashSet<LogPlace>,
    /// Column of each wording: the item it asks.
    columns: HashMap<WordingId, Arc<str>>,
}

impl Segments {
    /// Takes over what the store has committed since the last time.
    ///
    /// # Errors
    /// When the store fails, or a segment is damaged.
    pub(super) async fn catch_up(&self, app: &App) -> Result<(), Error> {
        let mut follower = self.follower.lock().await;
        loop {
            let cursor = self.engine.cursor().unwrap_or_default();
            let entries = app.store().changes_after((cursor.transaction, cursor.entry), ENTRIES).await?;
            let settled = entries.iter().rev().find(|entry| entry.settled).map(|entry| entry.place);
            let new = entries.iter().filter(|entry| !follower.unsettled.contains(&entry.place));
            let ids: BTreeSet<ResponseId> = new.flat_map(|entry| entry.responses.iter().copied()).collect();
            if ids.is_empty() && settled.is_none() {
                return Ok(());
            }
            let changes = follower.changes(app, ids.into_iter().collect()).await?;
            let place = settled.map_or(cursor, cursor_of);
            self.engine.apply(changes, place).map_err(failed)?;
            follower.unsettled =
                entries.iter().filter(|entry| !entry.settled).map(|entry| entry.place).collect();
            if self.engine.is_writer() && self.engine.waiting() >= FULL {
                self.seal(app).await?;
            }
            if settled.is_none() || entries.len() < usize::try_from(ENTRIES).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    /// Seals what waits, and tells the store how far the segments follow it.
    ///
    /// # Errors
    /// When the disk or the store fails.
    pub(super) async fn seal(&self, app: &App) -> Result<(), Error> {
        let engine = Arc::clone(&self.engine);
        off_thread(move || engine.seal()).await?;
        self.note_place(app).await
    }

    /// Tells the store how far the sealed segments follow it.
    pub(super) async fn note_place(&self, app: &App) -> Result<(), Error> {
        if let Some(cursor) = self.engine.status().sealed_to {
            let place = (cursor.transaction, cursor.entry);
            app.store().changes_read(&self.reader, place, app.now()).await?;
        }
        Ok(())
    }

    /// Makes the segments of the store anew; until the end, what counted before goes on counting.
    ///
    /// # Errors
    /// When the disk or the store fails.
    pub async fn rebuild(&self, app: &App) -> Result<u64, Error> {
        let mut follower = self.follower.lock().await;
        let start = app.store().changes_end().await?;
        // What comes in from now on stays in the log until these segments have read it.
        app.store().changes_read(&self.reader, start, app.now()).await?;
        let mut rebuild = self.engine.rebuild();
        let (mut after, mut read) = (ResponseId(i64::MIN), 0);
        loop {
            let limit = i64::try_from(RESPONSES).unwrap_or(i64::MAX);
            let page = app.store().measure_rows_after(after, limit).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            read += page.len() as u64;
            follower.know_columns(app, &page).await?;
            let rows: Vec<Row> = page.into_iter().map(|row| follower.row(row)).collect::<Result<_, _>>()?;
            rebuild = off_thread(move || {
                rebuild.push(rows)?;
                Ok(rebuild)
            })
            .await?;
        }
        off_thread(move || rebuild.finish(cursor_of(start))).await?;
        self.sound.store(true, Ordering::Release);
        Ok(read)
    }
}

fn cursor_of((transaction, entry): LogPlace) -> Cursor {
    Cursor { transaction, entry }
}

/// Runs work on files where it holds nobody up.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, Error> {
    let done = task::spawn_blocking(work).await;
    done.map_err(|source| Error::Internal { what: "work on segments", source: Box::new(source) })?
        .map_err(failed)
}

impl Follower {
    /// What these responses are now.
    async fn changes(&mut self, app: &App, ids: Vec<ResponseId>) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::with_capacity(ids.len());
        for ids in ids.chunks(RESPONSES) {
            let found = app.store().measure_rows_of(ids).await?;
            self.know_columns(app, &found).await?;
            let mut rows = HashMap::with_capacity(found.len());
            for row in found {
                rows.insert(row.id, self.row(row)?);
            }
            changes.extend(ids.iter().map(|id| (id.0, rows.remove(id))));
        }
        Ok(changes)
    }

    /// Learns the columns of wordings that are new.
    async fn know_columns(&mut self, app: &App, rows: &[MeasureRow]) -> Result<(), Error> {
        let known =
            |row: &MeasureRow| row.answers.iter().all(|(wording, _)| self.columns.contains_key(wording));
        if !rows.iter().all(known) {
            let known = app.store().wording_list().await?;
            self.columns = known.into_iter().map(|one| (one.id, one.key.item.into())).collect();
        }
        Ok(())
    }

    fn row(&self, mut row: MeasureRow) -> Result<Row, Error> {
        let mut answers: Vec<RowAnswer> = Vec::with_capacity(row.answers.len());
        for (wording, value) in std::mem::take(&mut row.answers) {
            let unknown = || Error::Internal {
                what: "the measure engine",
                source: format!("wording {wording} is not known").into(),
            };
            let item = self.columns.get(&wording).ok_or_else(unknown)?;
            // Two questions of one form that ask the same item stand side by side.
            let same =
                answers.iter().filter(|answer| answer.column.split('#').next() == Some(&**item)).count();
            let column = if same == 0 { Arc::clone(item) } else { format!("{item}#{}", same + 1).into() };
            let value = u8::try_from(value).ok().filter(|value| *value < u8::MAX).ok_or_else(|| {
                failed(EngineError::OutOfRange { response: row.id.0, column: column.to_string(), value })
            })?;
            answers.push(RowAnswer { column, wording, value });
        }
        Ok(row.with_answers(answers))
    }
}
