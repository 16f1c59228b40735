//! The segments of this node: opened, asked, and mended when they are damaged.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use catsup_analytics::{
    Error as EngineError,
    embedded::{EmbeddedEngine, Status},
    query::{Cancel, Snapshot},
};
use tokio::{sync::Mutex, task};

use super::follow::Follower;
use crate::{App, Error, Random, Refusal};

/// The file that names a directory of segments.
const READER: &str = "reader";

/// Segments of this node, and how far they follow the store.
#[derive(Debug)]
pub struct Segments {
    pub(super) engine: Arc<EmbeddedEngine>,
    /// Names this directory in the log of changes.
    pub(super) reader: String,
    pub(super) follower: Mutex<Follower>,
    /// Whether what the segments hold may be shown: they were built from this store, and no damage was found.
    pub(super) sound: AtomicBool,
}

/// What `catsup analytics` reports.
#[derive(Debug)]
pub struct SegmentsReport {
    /// Where.
    pub directory: PathBuf,
    /// What is held.
    pub status: Status,
    /// Whether figures are read from it now.
    pub in_use: bool,
}

impl App {
    /// Keeps the measures of this installation in segments in `directory`, which is made when missing. They are made
    /// from the store first, if they are not there yet: until then the store itself counts.
    ///
    /// # Errors
    /// When the directory cannot be used, or archived history in it is damaged.
    pub async fn keep_segments(&self, directory: &Path) -> Result<(), Error> {
        let segments = match EmbeddedEngine::open(directory) {
            Ok(engine) => Segments::of(self, engine, false).await?,
            Err(error @ EngineError::Damaged { .. }) => {
                tracing::error!(error = &error as &dyn std::error::Error, "segments are made anew");
                let engine = EmbeddedEngine::open_without_database(directory).map_err(failed)?;
                Segments::of(self, engine, true).await?
            }
            Err(error) => return Err(failed(error)),
        };
        self.put_segments(segments);
        Ok(())
    }

    /// Reads the segments in `directory` as far as they are there, without writing any.
    ///
    /// # Errors
    /// When archived history in it is damaged.
    pub async fn read_segments(&self, directory: &Path) -> Result<(), Error> {
        if directory.join(READER).exists() || directory.join("manifest.json").exists() {
            let engine = EmbeddedEngine::open_to_read(directory).map_err(failed)?;
            self.put_segments(Segments::of(self, engine, false).await?);
        }
        Ok(())
    }

    fn put_segments(&self, segments: Segments) {
        if self.set_segments(segments).is_err() {
            tracing::warn!("the program was told twice where segments are kept; the first place holds");
        }
    }
}

impl Segments {
    async fn of(app: &App, engine: EmbeddedEngine, damaged: bool) -> Result<Self, Error> {
        let reader = reader_name(engine.directory(), app.random())
            .map_err(|error| Error::Internal { what: "naming the segments", source: Box::new(error) })?;
        let known = app.store().changes_reader(&reader).await?;
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

    /// What `work` makes of everything that counts now; `None` where the store must count instead.
    ///
    /// # Errors
    /// When the store fails; when segments cannot be asked that hold what the store does not.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        app: &App,
        work: impl FnOnce(&Snapshot, &Cancel) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Option<T>, Error> {
        if !self.sound.load(Ordering::Acquire) {
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
        let answered = asked
            .map_err(|source| Error::Internal { what: "counting", source: Box::new(source) })?
            .map_err(failed);
        match answered {
            Ok(answer) => Ok(Some(answer)),
            Err(error) => self.without(error).map(|()| None),
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

    /// What is held, and whether it is in use.
    #[must_use]
    pub fn report(&self) -> SegmentsReport {
        SegmentsReport {
            directory: self.engine.directory().to_owned(),
            status: self.engine.status(),
            in_use: self.sound.load(Ordering::Acquire),
        }
    }

    /// Reads everything and compares it with its checksums; the damage found, in words.
    ///
    /// # Errors
    /// When the check itself fails.
    pub async fn verify(&self) -> Result<Vec<String>, Error> {
        let engine = Arc::clone(&self.engine);
        let checked = task::spawn_blocking(move || engine.verify()).await;
        let damage =
            checked.map_err(|source| Error::Internal { what: "a check", source: Box::new(source) })?;
        Ok(damage.iter().map(ToString::to_string).collect())
    }
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

pub(super) fn failed(error: EngineError) -> Error {
    Error::Internal { what: "the measure engine", source: Box::new(error) }
}
