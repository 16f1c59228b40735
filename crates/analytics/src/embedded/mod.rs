//! The embedded engine: segments in a directory, and what has changed since the last of them was sealed.
//!
//! The database is the truth. A log of changes says which responses are new or different; whoever asks first hands the
//! engine what the log has gained ([`EmbeddedEngine::apply`]), so that every answer includes the last committed response.
//! Such rows wait in memory, in the *tail*, until they are sealed into a segment. A row that changes after it was sealed
//! is taken off the segment's counts until the next seal notes it as dead.
//!
//! The manifest says which files count. Files appear under their names when they are complete and on disk, and count once
//! the manifest that lists them is; so a crash at any moment leaves either what was before or what comes after.

mod archive;
mod compact;
mod ids;
mod kind;
mod manifest;
mod rebuild;
mod seal;
mod state;
mod status;

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

pub use archive::{ArchiveWriter, BatchOf, BlockOf, DictionariesOf, WriterOf};
pub use kind::{BlockWriter, Kept, SegmentFile};
pub use manifest::{Cursor, Origin, SegmentEntry};
pub use rebuild::Rebuild;
pub use status::{SegmentStatus, Status};

use crate::{Error, query::SnapshotOf, row::Row};
use manifest::Manifest;
use state::State;

/// One change: the id of a row, and the row it is now; `None` where it does not count.
pub type ChangeOf<R> = (i64, Option<R>);
/// One change of a response.
pub type Change = ChangeOf<Row>;

/// The embedded engine for responses.
pub type EmbeddedEngine = Engine<Row>;

/// The embedded engine on one directory, for one kind of rows.
#[derive(Debug)]
pub struct Engine<R: Kept> {
    directory: PathBuf,
    /// Held while this process may write here; none where another one does and this one only reads.
    lock: Option<File>,
    /// Held while files are made, so that only one seal, compaction or rebuild runs at a time.
    writing: Mutex<()>,
    state: RwLock<State<R>>,
}

impl<R: Kept> Engine<R> {
    /// Opens the segments in `directory`, which is made when missing. What an interrupted run left behind is removed.
    /// Where another process writes, this one only reads.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a segment cannot be opened.
    pub fn open(directory: &Path) -> Result<Self, Error> {
        match Self::lock(directory) {
            Ok(lock) => Self::open_with(directory, Some(lock)),
            Err(Error::Busy(_)) => Self::open_with(directory, None),
            Err(error) => Err(error),
        }
    }

    /// Opens the segments in `directory` to be read, whoever writes there meanwhile.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a segment cannot be opened.
    pub fn open_to_read(directory: &Path) -> Result<Self, Error> {
        Self::open_with(directory, None)
    }

    fn open_with(directory: &Path, lock: Option<File>) -> Result<Self, Error> {
        // The process that writes may remove a file between the list and the opening: the next list does without it.
        let mut tries = if lock.is_some() { 1 } else { 5 };
        let state = loop {
            let manifest = Manifest::read(directory)?;
            if lock.is_some() {
                remove_leftovers(directory, &manifest)?;
            }
            tries -= 1;
            match State::open(directory, manifest) {
                Err(Error::File { .. }) if tries > 0 => {}
                opened => break opened?,
            }
        };
        Ok(Self::with(directory, lock, state))
    }

    fn with(directory: &Path, lock: Option<File>, state: State<R>) -> Self {
        Self { directory: directory.to_owned(), lock, writing: Mutex::new(()), state: RwLock::new(state) }
    }

    /// Opens `directory` without the segments made from the database, for a rebuild of what is damaged.
    ///
    /// # Errors
    /// [`Error::Busy`] when another process writes here; as [`EmbeddedEngine::open`], for archived segments.
    pub fn open_without_database(directory: &Path) -> Result<Self, Error> {
        let lock = Self::lock(directory)?;
        let mut manifest = Manifest::read(directory).or_else(|error| match error {
            Error::Damaged { .. } => Ok(Manifest::default()),
            other => Err(other),
        })?;
        manifest.segments.retain(|entry| entry.origin == Origin::Archive);
        manifest.cursor = None;
        let state = State::open(directory, manifest)?;
        Ok(Self::with(directory, Some(lock), state))
    }

    fn lock(directory: &Path) -> Result<File, Error> {
        fs::create_dir_all(directory).map_err(Error::file(directory))?;
        let path = directory.join("lock");
        let lock = File::create(&path).map_err(Error::file(&path))?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(TryLockError::WouldBlock) => Err(Error::Busy(directory.to_owned())),
            Err(TryLockError::Error(error)) => Err(Error::file(path)(error)),
        }
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// How far the log of changes has been followed; `None` before the first rebuild.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.read(|state| state.cursor)
    }

    /// Takes over what the log has gained, up to `cursor`.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn apply(&self, changes: Vec<ChangeOf<R>>, cursor: Cursor) -> Result<(), Error> {
        self.write(|state| state.apply(changes, cursor))
    }

    /// Everything that counts now.
    #[must_use]
    pub fn snapshot(&self) -> Arc<SnapshotOf<R>> {
        if let Some(snapshot) = self.read(|state| state.snapshot.clone()) {
            return snapshot;
        }
        self.write(State::take_snapshot)
    }

    /// Whether any segment is of this origin.
    #[must_use]
    pub fn holds(&self, origin: Origin) -> bool {
        self.read(|state| state.manifest.segments.iter().any(|entry| entry.origin == origin))
    }

    /// What stands in archived segments alone.
    #[must_use]
    pub fn archive(&self) -> SnapshotOf<R> {
        self.read(|state| {
            let held = state.held.iter().zip(&state.manifest.segments);
            let archived = held.filter(|(_, entry)| entry.origin == Origin::Archive);
            SnapshotOf::of(archived.map(|(held, _)| Arc::clone(&held.segment)).collect())
        })
    }

    /// How many rows wait to be sealed.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.read(|state| state.tail.len())
    }

    fn read<T>(&self, read: impl FnOnce(&State<R>) -> T) -> T {
        read(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, write: impl FnOnce(&mut State<R>) -> T) -> T {
        write(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether this process may write here; another one does where not.
    #[must_use]
    pub fn is_writer(&self) -> bool {
        self.lock.is_some()
    }

    /// Keeps others from making files meanwhile.
    fn files(&self) -> Result<MutexGuard<'_, ()>, Error> {
        if self.lock.is_none() {
            return Err(Error::Busy(self.directory.clone()));
        }
        Ok(self.writing.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Removes files that no manifest lists: an interrupted seal, or segments that were merged into another.
fn remove_leftovers(directory: &Path, manifest: &Manifest) -> Result<(), Error> {
    let listed = |name: &str| {
        manifest.segments.iter().any(|entry| {
            entry.file == name || Path::new(&entry.file).with_extension("ids") == Path::new(name)
        })
    };
    for entry in fs::read_dir(directory).map_err(Error::file(directory))? {
        let entry = entry.map_err(Error::file(directory))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let ours = Path::new(name)
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| ["arrow", "ids", "unfinished", "ids-unfinished"].contains(&extension));
        if ours && !listed(name) {
            fs::remove_file(entry.path()).map_err(Error::file(entry.path()))?;
        }
    }
    Ok(())
}
