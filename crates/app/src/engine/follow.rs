//! Follows the store: what a log of changes has gained goes into the tail, and the tail into segments.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use catsup_analytics::{
    Error as EngineError,
    embedded::{ChangeOf, Cursor, Engine, Kept as _, Origin},
    query::{Cancel, SnapshotOf},
};
use catsup_store::LogPlace;
use tokio::{sync::Mutex, task};

use super::log::Log;
use crate::{App, Error, Random, Refusal};

/// The file that names a directory of segments.
pub(super) const READER: &str = "reader";
/// Entries of the log read at a time.
const ENTRIES: i64 = 256;
/// Rows read at a time.
const ROWS: usize = 10_000;
/// So many rows are sealed as they come, so that a long import does not fill the memory.
const FULL: usize = 1 << 17;

/// Segments of one kind of rows, and how far they follow the store.
#[derive(Debug)]
pub(super) struct Following<L: Log> {
    pub(super) engine: Arc<Engine<L::Row>>,
    /// Names this directory in the log of changes.
    reader: String,
    follower: Mutex<Follower<L>>,
    /// Whether what the segments hold may be shown: they were built from this store, and no damage was found.
    sound: AtomicBool,
}

/// What following takes beside the engine's own state.
#[derive(Debug, Default)]
struct Follower<L> {
    /// Entries taken over already that are not settled yet.
    unsettled: HashSet<LogPlace>,
    log: L,
}

impl<L: Log> Following<L> {
    /// Opens the segments in `directory`, which is made when missing; without those of the store where they are damaged.
    ///
    /// # Errors
    /// When the directory cannot be used, or archived history in it is damaged.
    pub(super) async fn open(app: &App, directory: &Path) -> Result<Self, Error> {
        match Engine::open(directory) {
            Ok(engine) => Self::of(app, engine, false).await,
            Err(error @ EngineError::Damaged { .. }) => {
                tracing::error!(error = &error as &dyn std::error::Error, "segments are made anew");
                let engine = Engine::open_without_database(directory).map_err(failed)?;
                Self::of(app, engine, true).await
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Reads the segments in `directory`, without writing any; `None` where there are none.
    ///
    /// # Errors
    /// When archived history in it is damaged.
    pub(super) async fn open_to_read(app: &App, directory: &Path) -> Result<Option<Self>, Error> {
        if !directory.join(READER).exists() && !directory.join("manifest.json").exists() {
            return Ok(None);
        }
        let engine = Engine::open_to_read(directory).map_err(failed)?;
        Self::of(app, engine, false).await.map(Some)
    }

    async fn of(app: &App, engine: Engine<L::Row>, damaged: bool) -> Result<Self, Error> {
        let reader = reader_name(engine.directory(), app.random())
            .map_err(|error| Error::Internal { what: "naming the segments", source: Box::new(error) })?;
        let known = app.store().changes_reader(L::LOG, &reader).await?;
        // A store that knows another place than the segments is another one, or was put back from a backup.
        let place = engine.cursor().map(|cursor| (cursor.transaction, cursor.entry));
        let sound = !damaged && place.is_some() && known == place;
        Ok(Self {
            engine: Arc::new(engine),
            reader,
            follower: Mutex::default(),
            sound: AtomicBool::new(sound),
        })
    }

    /// Whether figures are read from the segments now.
    pub(super) fn is_sound(&self) -> bool {
        self.sound.load(Ordering::Acquire)
    }

    /// Whether there is history that the store does not hold.
    pub(super) fn has_archive(&self) -> bool {
        self.engine.holds(Origin::Archive)
    }

    /// What `work` makes of everything that counts now; `None` where the store must count instead.
    ///
    /// # Errors
    /// When the store fails; when segments cannot be asked that hold what the store does not; and those of `work` that
    /// `passes` lets through, which say nothing of the segments.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        app: &App,
        passes: impl FnOnce(&EngineError) -> bool + Send,
        work: impl FnOnce(&SnapshotOf<L::Row>, &Cancel) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Option<Result<T, EngineError>>, Error> {
        if !self.is_sound() {
            // The store does not hold what is archived: half a figure would be a wrong one.
            return if self.has_archive() { Err(Refusal::Busy.into()) } else { Ok(None) };
        }
        match self.catch_up(app).await {
            Ok(()) => {}
            Err(error @ Error::Store(_)) => return Err(error),
            Err(error) => return self.without(error).map(|()| None),
        }
        let snapshot = self.engine.snapshot();
        let cancel = Cancel::default();
        // Dropped when the person who asked has gone.
        let _taken_back = TakenBack(cancel.clone());
        let asked = task::spawn_blocking(move || work(&snapshot, &cancel)).await;
        let answered =
            asked.map_err(|source| Error::Internal { what: "counting", source: Box::new(source) })?;
        match answered {
            Ok(answer) => Ok(Some(Ok(answer))),
            Err(error) if passes(&error) => Ok(Some(Err(error))),
            Err(error) => self.without(failed(error)).map(|()| None),
        }
    }

    /// Goes on without segments after an error, if the store holds all that they do.
    fn without(&self, error: Error) -> Result<(), Error> {
        self.sound.store(false, Ordering::Release);
        if self.has_archive() {
            return Err(error);
        }
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "segments cannot be read; the database counts"
        );
        Ok(())
    }

    /// Takes over what the store has committed since the last time.
    ///
    /// # Errors
    /// When the store fails, or a segment is damaged.
    pub(super) async fn catch_up(&self, app: &App) -> Result<(), Error> {
        let mut follower = self.follower.lock().await;
        let mut cursor = self.engine.cursor().unwrap_or_default();
        let mut from = (cursor.transaction, cursor.entry);
        let mut unsettled = HashSet::new();
        loop {
            let entries = app.store().changes_after(L::LOG, from, ENTRIES).await?;
            let settled = entries.iter().rev().find(|entry| entry.settled).map(|entry| entry.place);
            let new = entries.iter().filter(|entry| !follower.unsettled.contains(&entry.place));
            let ids: BTreeSet<i64> = new.flat_map(|entry| entry.ids.iter().copied()).collect();
            cursor = settled.map_or(cursor, cursor_of);
            if !ids.is_empty() || settled.is_some() {
                let changes = changes(&mut follower.log, app, ids.into_iter().collect()).await?;
                self.engine.apply(changes, cursor).map_err(failed)?;
            }
            unsettled.extend(entries.iter().filter(|entry| !entry.settled).map(|entry| entry.place));
            if self.engine.is_writer() && self.engine.waiting() >= FULL {
                self.seal(app).await?;
            }
            // A long transaction of somebody else keeps entries unsettled: those behind them are read all the same.
            match entries.last() {
                Some(last) if entries.len() >= usize::try_from(ENTRIES).unwrap_or(usize::MAX) => {
                    from = last.place;
                }
                _ => {
                    follower.unsettled = unsettled;
                    return Ok(());
                }
            }
        }
    }

    /// Seals what waits, and tells the store how far the segments follow it.
    ///
    /// # Errors
    /// When the disk or the store fails.
    async fn seal(&self, app: &App) -> Result<(), Error> {
        let engine = Arc::clone(&self.engine);
        off_thread(move || engine.seal()).await?;
        if let Some(cursor) = self.engine.status().sealed_to {
            self.note_place(app, (cursor.transaction, cursor.entry)).await?;
        }
        Ok(())
    }

    /// Tells the store how far its log was followed: what everyone has read is removed from it.
    async fn note_place(&self, app: &App, place: LogPlace) -> Result<(), Error> {
        Ok(app.store().changes_read(L::LOG, &self.reader, place, app.now()).await?)
    }

    /// Seals what has come in, and merges what is small.
    ///
    /// # Errors
    /// When the disk or the store fails, or another process writes the segments.
    pub(super) async fn settle(&self, app: &App) -> Result<(), Error> {
        self.catch_up(app).await?;
        self.seal(app).await?;
        let engine = Arc::clone(&self.engine);
        off_thread(move || {
            while engine.compact()? {}
            Ok(())
        })
        .await
    }

    /// Leaves nothing in the files of rows that are gone.
    ///
    /// # Errors
    /// As [`Following::settle`].
    pub(super) async fn purge(&self, app: &App) -> Result<(), Error> {
        self.settle(app).await?;
        let engine = Arc::clone(&self.engine);
        off_thread(move || {
            while engine.purge()? {}
            Ok(())
        })
        .await
    }

    /// Makes the segments of the store anew; until the end, what counted before goes on counting.
    ///
    /// # Errors
    /// When the disk or the store fails.
    pub(super) async fn rebuild(&self, app: &App) -> Result<u64, Error> {
        let mut follower = self.follower.lock().await;
        let start = app.store().changes_end(L::LOG).await?;
        // What comes in from now on stays in the log until these segments have read it.
        self.note_place(app, start).await?;
        let mut rebuild = self.engine.rebuild();
        let (mut after, mut read) = (i64::MIN, 0);
        loop {
            let limit = i64::try_from(ROWS).unwrap_or(i64::MAX);
            let rows = follower.log.rows_after(app, after, limit).await?;
            let Some(last) = rows.last() else { break };
            after = last.id();
            read += rows.len() as u64;
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

    /// Reads everything and compares it with its checksums; the damage found, in words.
    ///
    /// # Errors
    /// When the check itself fails.
    pub(super) async fn verify(&self) -> Result<Vec<String>, Error> {
        let engine = Arc::clone(&self.engine);
        let checked = task::spawn_blocking(move || engine.verify()).await;
        let damage =
            checked.map_err(|source| Error::Internal { what: "a check", source: Box::new(source) })?;
        Ok(damage.iter().map(ToString::to_string).collect())
    }
}

/// What these rows are now.
async fn changes<L: Log>(log: &mut L, app: &App, ids: Vec<i64>) -> Result<Vec<ChangeOf<L::Row>>, Error> {
    let mut changes = Vec::with_capacity(ids.len());
    for ids in ids.chunks(ROWS) {
        let found = log.rows_of(app, ids).await?;
        let mut rows: HashMap<i64, L::Row> = found.into_iter().map(|row| (row.id(), row)).collect();
        changes.extend(ids.iter().map(|id| (*id, rows.remove(id))));
    }
    Ok(changes)
}

fn cursor_of((transaction, entry): LogPlace) -> Cursor {
    Cursor { transaction, entry }
}

/// Takes a question back when it is dropped.
struct TakenBack(Cancel);

impl Drop for TakenBack {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// The name of a directory of segments, made when it is new.
fn reader_name(directory: &Path, random: &Random) -> io::Result<String> {
    let path = directory.join(READER);
    match fs::read_to_string(&path) {
        Ok(name) => Ok(name),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = random.token();
            fs::write(&path, &name)?;
            Ok(name)
        }
        Err(error) => Err(error),
    }
}

/// Runs work on files where it holds nobody up.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
) -> Result<T, Error> {
    let done = task::spawn_blocking(work).await;
    done.map_err(|source| Error::Internal { what: "work on segments", source: Box::new(source) })?
        .map_err(failed)
}

pub(super) fn failed(error: EngineError) -> Error {
    Error::Internal { what: "the measure engine", source: Box::new(error) }
}
