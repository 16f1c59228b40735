//! Uploaded files on their way in: kept in a folder of the installation between the steps, for a day at most.

use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use axum::{body::Bytes, extract::multipart::Field, http::StatusCode};
use catsup_app::App;
use catsup_model::id::AccountId;
use tokio::{fs, io::AsyncWriteExt as _};

use crate::{
    error::PageError,
    forms::{FieldError, Form},
};

/// How long a file waits for somebody to go on.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that somebody uploaded; nobody else can name it.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    path: PathBuf,
}

/// Why a file was not taken.
#[derive(Debug)]
pub(super) enum NotTaken {
    /// It is larger than the installation takes.
    TooLarge,
    /// It broke off on the way.
    BrokeOff,
    /// It could not be kept.
    Unkept(io::Error),
}

impl Upload {
    /// Makes room for a file of the account; returns its token as well.
    pub(super) async fn begin(app: &App, account: AccountId) -> io::Result<(Self, String)> {
        let token = app.random().token();
        let upload = Self::in_folder(app.uploads(), account, &token);
        create(app.uploads(), &upload.path).await?;
        Ok((upload, token))
    }

    /// The file under `token`, which names one of the account's own and nothing else on the machine.
    pub(super) fn of(app: &App, account: AccountId, token: &str) -> Option<Self> {
        is_token(token).then(|| Self::in_folder(app.uploads(), account, token))
    }

    fn in_folder(folder: &Path, account: AccountId, token: &str) -> Self {
        Self { path: folder.join(format!("{account}-{token}")) }
    }

    /// Takes a file in, piece by piece.
    pub(super) async fn take(&self, mut field: Field<'_>, largest: u64) -> Result<u64, NotTaken> {
        let mut file =
            fs::OpenOptions::new().append(true).open(&self.path).await.map_err(NotTaken::Unkept)?;
        let mut length = 0_u64;
        loop {
            let piece: Bytes = match field.chunk().await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(_) => return self.give_up(NotTaken::BrokeOff).await,
            };
            length += piece.len() as u64;
            if length > largest {
                return self.give_up(NotTaken::TooLarge).await;
            }
            if let Err(error) = file.write_all(&piece).await {
                return self.give_up(NotTaken::Unkept(error)).await;
            }
        }
        file.flush().await.map_err(NotTaken::Unkept)?;
        Ok(length)
    }

    /// Takes the file of a form in; marks it in the form when it is empty or too large. Returns what it is called.
    pub(super) async fn take_marked(
        &self,
        field: Field<'_>,
        largest: u64,
        form: &mut Form,
    ) -> Result<String, PageError> {
        let name = field.file_name().unwrap_or_default().chars().take(200).collect();
        match self.take(field, largest).await {
            Ok(0) => form.refuse("file", FieldError::new("error-file")),
            Ok(_) => {}
            Err(NotTaken::TooLarge) => {
                let limit = i64::try_from(largest >> 20).unwrap_or(i64::MAX);
                form.refuse("file", FieldError::new("error-file-too-large").number("limit", limit));
            }
            Err(NotTaken::BrokeOff) => return Err(PageError::Malformed(StatusCode::BAD_REQUEST)),
            Err(NotTaken::Unkept(error)) => return Err(unkept(error)),
        }
        Ok(name)
    }

    async fn give_up(&self, why: NotTaken) -> Result<u64, NotTaken> {
        self.forget().await;
        Err(why)
    }

    /// Where it lies, if it is still there.
    pub(super) async fn path(&self) -> Option<&PathBuf> {
        fs::try_exists(&self.path).await.unwrap_or(false).then_some(&self.path)
    }

    /// Removes it: it was imported, or not taken.
    pub(super) async fn forget(&self) {
        if let Err(error) = fs::remove_file(&self.path).await
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an uploaded file could not be removed");
        }
    }
}

/// What a person is told whose file could not be kept.
pub(super) fn unkept(error: io::Error) -> PageError {
    tracing::error!(%error, "an uploaded file could not be kept");
    PageError::Internal
}

/// Removes what nobody went on with, by the age the file system tells.
pub(super) async fn forget_old(app: &App) {
    let now = app.now();
    let Ok(mut entries) = fs::read_dir(app.uploads()).await else { return };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let written = entry.metadata().await.and_then(|known| known.modified());
        let age = written.ok().and_then(|written| SystemTime::from(now).duration_since(written).ok());
        if age.is_some_and(|age| age > KEPT) {
            drop(fs::remove_file(entry.path()).await);
        }
    }
}

/// Whether it can be one of ours, and leads nowhere else.
fn is_token(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|one| one.is_ascii_alphanumeric())
}

/// Makes a new file in a folder that only we can read.
async fn create(folder: &Path, path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await?;
    fs::OpenOptions::new().write(true).create_new(true).open(path).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_a_file_of_ours_and_nothing_else() {
        assert!(is_token(&"a".repeat(26)));
        for wrong in ["", "../../etc/passwd", "..%2F", &"a".repeat(27), &format!("{}/", "a".repeat(25))] {
            assert!(!is_token(wrong), "{wrong}");
        }
    }
}
