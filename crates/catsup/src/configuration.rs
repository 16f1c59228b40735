//! Configuration: flags, then `CATSUP_*` variables, then `catsup.toml`.

use std::path::{Path, PathBuf};

use catsup_app::{App, Clock, Random};
use catsup_store::{DatabaseUrl, Store};
use clap::Args;
use serde::Deserialize;

use crate::output::Failure;

/// Where an installation keeps what it knows.
#[derive(Debug, Clone, Args)]
pub struct Installation {
    /// Directory of the embedded database; made when missing [default: catsup-data].
    #[arg(long, global = true, env = "CATSUP_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address of a PostgreSQL database, when several nodes serve one installation.
    #[arg(long, global = true, env = "CATSUP_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Configuration file; `catsup.toml` in the working directory is read when present.
    #[arg(long, global = true, env = "CATSUP_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What `catsup.toml` may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    /// Address to listen on.
    pub listen: Option<String>,
}

impl Installation {
    /// Reads the configuration file.
    ///
    /// # Errors
    /// When a named file is missing, or a present one is not understood.
    pub fn file(&self) -> Result<File, Failure> {
        let path = self.config.as_deref().unwrap_or(Path::new("catsup.toml"));
        if self.config.is_none() && !path.exists() {
            return Ok(File::default());
        }
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
        let parsed = toml::from_str(&text);
        Ok(parsed.map_err(|error| format!("{} is not understood: {}", path.display(), error.message()))?)
    }

    /// Opens the store of the installation.
    ///
    /// # Errors
    /// When the configuration is not understood or the database cannot be opened.
    pub async fn open(&self, default_data: &Path) -> Result<Store, Failure> {
        let file = self.file()?;
        let url = match (&self.data, self.database.as_deref()) {
            (Some(_), Some(_)) => return Err("--data and --database exclude each other".into()),
            (Some(data), None) => DatabaseUrl::embedded(data)?,
            (None, Some(url)) => url.parse()?,
            (None, None) => match (&file.database, &file.data) {
                (Some(url), _) => url.parse()?,
                (None, data) => DatabaseUrl::embedded(data.as_deref().unwrap_or(default_data))?,
            },
        };
        Ok(Store::open(&url).await?)
    }

    /// Starts the app on the installation.
    ///
    /// # Errors
    /// As [`Installation::open`].
    pub async fn start(&self) -> Result<App, Failure> {
        let store = self.open(Path::new("catsup-data")).await?;
        Ok(App::start(store, Clock::System, Random::System).await?)
    }
}
