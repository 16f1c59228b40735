//! `catsup backup` and `catsup restore`: a copy of the embedded database, and back.

use std::path::{Path, PathBuf};

use catsup_store::{DatabaseUrl, Store};
use clap::Args;

use crate::{
    configuration::Installation,
    output::{self, Failure},
};

/// Writes a consistent copy of the embedded database while it stays in use.
///
/// Example: catsup backup catsup-2026-03-10.db --data /var/lib/catsup
#[derive(Debug, Args)]
pub struct Backup {
    /// The new file.
    file: PathBuf,
}

/// Puts a backup into an empty data directory.
///
/// Example: catsup restore catsup-2026-03-10.db --data /var/lib/catsup-restored
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
}

impl Backup {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let store = installation.open(Path::new("catsup-data")).await?;
        store.backup_to(&self.file).await?;
        let copied = store.response_total().await?;
        store.close().await;
        output::line(format_args!(
            "{} holds everything up to now, {copied} responses among it",
            self.file.display()
        ));
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        let data = installation.data.as_deref().ok_or("name the new data directory with --data")?;
        std::fs::create_dir_all(data)?;
        let target = data.join("catsup.db");
        if target.exists() {
            return Err(format!(
                "{} holds an installation already; restore into an empty one",
                data.display()
            )
            .into());
        }
        let partial = data.join("catsup.db.restoring");
        let copied = std::fs::copy(&self.file, &partial);
        copied.map_err(|error| format!("{} cannot be copied: {error}", self.file.display()))?;
        std::fs::File::open(&partial)?.sync_all()?;
        std::fs::rename(&partial, &target)?;
        let store = Store::open(&DatabaseUrl::embedded(data)?).await?;
        let damages = store.damages().await?;
        let responses = store.response_total().await?;
        store.close().await;
        if let Some(first) = damages.first() {
            return Err(format!("the backup is damaged: {first}").into());
        }
        output::line(format_args!("{} is restored with {responses} responses", data.display()));
        Ok(())
    }
}
