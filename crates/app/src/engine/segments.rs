//! The segments of this node: those of responses, and those of contacts beside them.

use std::path::{Path, PathBuf};

use catsup_analytics::{
    Error as EngineError,
    contacts::ContactSnapshot,
    embedded::Status,
    query::{Cancel, Snapshot},
};
use catsup_model::id::ServiceId;

use super::{
    contact_log::ContactLog,
    follow::{Following, failed},
    response_log::ResponseLog,
};
use crate::{App, Error};

/// Where the segments of contacts are within the directory.
const CONTACTS: &str = "contacts";

/// Segments of this node, and how far they follow the store.
#[derive(Debug)]
pub struct Segments {
    pub(super) responses: Following<ResponseLog>,
    /// `None` where this process only reads and there are none.
    pub(super) contacts: Option<Following<ContactLog>>,
}

/// What `catsup analytics` reports.
#[derive(Debug)]
pub struct SegmentsReport {
    /// Where.
    pub directory: PathBuf,
    /// What is held of responses.
    pub status: Status,
    /// Whether figures are read from it now.
    pub in_use: bool,
    /// The same of contacts, where there are segments of them.
    pub contacts: Option<(Status, bool)>,
}

impl App {
    /// Keeps the measures of this installation in segments in `directory`, which is made when missing. They are made
    /// from the store first, if they are not there yet: until then the store itself counts.
    ///
    /// # Errors
    /// When the directory cannot be used, or archived history in it is damaged.
    pub async fn keep_segments(&self, directory: &Path) -> Result<(), Error> {
        let responses = Following::open(self, directory).await?;
        let contacts = Following::open(self, &Segments::contacts_in(directory)).await?;
        self.put_segments(Segments { responses, contacts: Some(contacts) });
        Ok(())
    }

    /// Reads the segments in `directory` as far as they are there, without writing any.
    ///
    /// # Errors
    /// When archived history in it is damaged.
    pub async fn read_segments(&self, directory: &Path) -> Result<(), Error> {
        if let Some(responses) = Following::open_to_read(self, directory).await? {
            let contacts = Following::open_to_read(self, &Segments::contacts_in(directory)).await?;
            self.put_segments(Segments { responses, contacts });
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
    /// The directory of the segments of contacts within that of all segments.
    pub(crate) fn contacts_in(directory: &Path) -> PathBuf {
        directory.join(CONTACTS)
    }

    /// What `work` makes of every response that counts now; `None` where the store must count instead.
    ///
    /// # Errors
    /// When the store fails; when segments cannot be asked that hold what the store does not.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        app: &App,
        work: impl FnOnce(&Snapshot, &Cancel) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Option<T>, Error> {
        let asked = self.responses.ask(app, |_| false, work).await?;
        asked.transpose().map_err(failed)
    }

    /// What `work` makes of every contact that counts now; `None` where the store must answer instead. That a question
    /// goes beyond what can be answered at once is told as it is.
    ///
    /// # Errors
    /// When the store fails; when segments cannot be asked that hold what the store does not.
    pub(crate) async fn ask_contacts<T: Send + 'static>(
        &self,
        app: &App,
        work: impl FnOnce(&ContactSnapshot, &Cancel) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<Option<Result<T, EngineError>>, Error> {
        let Some(contacts) = &self.contacts else { return Ok(None) };
        let beyond = |error: &EngineError| {
            matches!(error, EngineError::TooManyContacts { .. } | EngineError::TooManyGroups)
        };
        contacts.ask(app, beyond, work).await
    }

    /// First and last instant of the archived contacts of these services, as far as segments tell without being read.
    pub(crate) fn archived_contacts_extent(&self, services: &[ServiceId]) -> Option<(i64, i64)> {
        self.contacts.as_ref()?.engine.archive().extent(services)
    }

    /// Makes the segments of the store anew; until the end, what counted before goes on counting. Returns how many
    /// responses they hold.
    ///
    /// # Errors
    /// When the disk or the store fails.
    pub async fn rebuild(&self, app: &App) -> Result<u64, Error> {
        let responses = self.responses.rebuild(app).await?;
        if let Some(contacts) = &self.contacts {
            contacts.rebuild(app).await?;
        }
        Ok(responses)
    }

    /// Seals what has come in, and merges what is small.
    ///
    /// # Errors
    /// When the disk or the store fails, or another process writes the segments.
    pub async fn settle(&self, app: &App) -> Result<(), Error> {
        self.responses.settle(app).await?;
        match &self.contacts {
            Some(contacts) => contacts.settle(app).await,
            None => Ok(()),
        }
    }

    /// What is held, and whether it is in use.
    #[must_use]
    pub fn report(&self) -> SegmentsReport {
        SegmentsReport {
            directory: self.responses.engine.directory().to_owned(),
            status: self.responses.engine.status(),
            in_use: self.responses.is_sound(),
            contacts: self.contacts.as_ref().map(|contacts| (contacts.engine.status(), contacts.is_sound())),
        }
    }

    /// Reads everything and compares it with its checksums; the damage found, in words.
    ///
    /// # Errors
    /// When the check itself fails.
    pub async fn verify(&self) -> Result<Vec<String>, Error> {
        let mut damage = self.responses.verify().await?;
        if let Some(contacts) = &self.contacts {
            damage.extend(contacts.verify().await?);
        }
        Ok(damage)
    }
}
