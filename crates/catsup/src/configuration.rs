//! Configuration: flags, then `CATSUP_*` variables, then `catsup.toml`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use catsup_analytics::{authorities::Authorities, clickhouse::Addresses};
use catsup_app::{
    App, Clock, Random, Reachable,
    cases::by_mail::LONGEST_LOCAL_PART,
    mail::{Imap, Mailer, Smtp},
    outside::{Inbox, Outside},
};
use catsup_model::text::Email;
use catsup_store::{DatabaseUrl, Store};
use catsup_web::letters::WebLetters;
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
    /// Directory of the measure engine's segments [default: segments in the data directory; none with --database].
    #[arg(long, global = true, env = "CATSUP_ANALYTICS", value_name = "DIR")]
    pub analytics: Option<PathBuf>,
    /// Directory where uploaded files wait between the steps of an import; one that all nodes share where there are several
    /// [default: uploads in the data directory; the machine's temporary directory with --database].
    #[arg(long, global = true, env = "CATSUP_UPLOADS", value_name = "DIR")]
    pub uploads: Option<PathBuf>,
    /// ClickHouse servers that count measures instead: http(s)://user:password@host:8123/database?cluster=NAME, one
    /// address for each server of the cluster, with commas between.
    #[arg(long, global = true, env = "CATSUP_CLICKHOUSE", value_name = "URL[,URL…]", hide_env_values = true)]
    pub clickhouse: Option<String>,
    /// Certificates of the authority that signed those of the ClickHouse servers, as PEM [default: public authorities].
    #[arg(long, global = true, env = "CATSUP_CLICKHOUSE_CA", value_name = "FILE")]
    pub clickhouse_ca: Option<PathBuf>,
    /// Configuration file; `catsup.toml` in the working directory is read when present.
    #[arg(long, global = true, env = "CATSUP_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub outside: OutsideArguments,
}

/// What lies outside: the mail server, and the address people come by.
#[derive(Debug, Clone, Default, Args)]
pub struct OutsideArguments {
    /// Mail server: smtp://host:25, smtp://user:password@host:587?tls=required or smtps://user:password@host.
    #[arg(long, global = true, env = "CATSUP_SMTP_URL", value_name = "URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Address that mails come from, such as "Feedback <feedback@agency.gov>".
    #[arg(long, global = true, env = "CATSUP_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Certificates of the authority that signed those of the mail server and the mailbox, as PEM [default: public authorities].
    #[arg(long, global = true, env = "CATSUP_MAIL_CA", value_name = "FILE")]
    mail_ca: Option<PathBuf>,
    /// Address people reach the installation under, for links in mails [default: that of --listen].
    #[arg(long, global = true, env = "CATSUP_ADDRESS", value_name = "URL")]
    address: Option<String>,
    /// Fetch calendars of days off from private networks and this machine too, and over plain HTTP.
    #[arg(long, global = true, env = "CATSUP_FETCH_PRIVATE")]
    fetch_private: bool,
    /// Address that mails come in under, such as cases@agency.gov; what people answer comes to cases+…@agency.gov.
    #[arg(long, global = true, env = "CATSUP_MAIL_INBOX", value_name = "ADDRESS")]
    mail_inbox: Option<String>,
    /// What the mail server that takes them calls itself in Authentication-Results [default: no sender is vouched for].
    #[arg(long, global = true, env = "CATSUP_MAIL_SERVER_ID", value_name = "NAME")]
    mail_server_id: Option<String>,
    /// Mailbox that mails are fetched from: imaps://user:password@host/FOLDER [default: a mail server hands them over].
    #[arg(long, global = true, env = "CATSUP_IMAP_URL", value_name = "URL", hide_env_values = true)]
    imap_url: Option<String>,
}

/// What `catsup.toml` may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    analytics: Option<PathBuf>,
    uploads: Option<PathBuf>,
    clickhouse: Option<String>,
    clickhouse_ca: Option<PathBuf>,
    /// Address to listen on.
    pub listen: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    mail_ca: Option<PathBuf>,
    address: Option<String>,
    #[serde(default)]
    fetch_private: bool,
    mail_inbox: Option<String>,
    mail_server_id: Option<String>,
    imap_url: Option<String>,
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

    /// What lies outside: flags first, then the file. `listen` is where people come by when nothing else is said.
    ///
    /// # Errors
    /// When the configuration is not understood.
    pub fn outside(&self, listen: Option<&str>) -> Result<Outside, Failure> {
        let file = self.file()?;
        let given = &self.outside;
        let server = given.smtp_url.clone().or(file.smtp_url).filter(|url| !url.is_empty());
        let from = given.mail_from.clone().or(file.mail_from);
        let authorities = given.mail_ca.clone().or(file.mail_ca);
        let authorities = authorities.as_deref().map(authorities_in).transpose()?.unwrap_or_default();
        let mailer: Option<Arc<dyn Mailer>> = match (server, from) {
            (None, _) => None,
            (Some(_), None) => {
                return Err("a mail server needs an address that mails come from: set --mail-from".into());
            }
            (Some(server), Some(from)) => Some(Arc::new(Smtp::trusting(&authorities, &server, &from)?)),
        };
        let inbox = given.mail_inbox.clone().or(file.mail_inbox).filter(|inbox| !inbox.is_empty());
        let server = given.mail_server_id.clone().or(file.mail_server_id).filter(|name| !name.is_empty());
        let inbox = inbox.map(|address| inbox_at(&address, server)).transpose()?;
        let mailbox = given.imap_url.clone().or(file.imap_url).filter(|url| !url.is_empty());
        let mailbox = mailbox.map(|url| Imap::new(&url)).transpose()?;
        let mailbox = mailbox.map(|mailbox| Arc::new(mailbox.trusting(authorities)));
        let address = given.address.clone().or(file.address);
        let address = address.unwrap_or_else(|| format!("http://{}", listen.unwrap_or("127.0.0.1:8080")));
        let address = address.trim_end_matches('/').to_owned();
        if !address.starts_with("http://") && !address.starts_with("https://") {
            return Err(format!("“{address}” is no address: use https://host").into());
        }
        let reachable = match given.fetch_private || file.fetch_private {
            true => Reachable::Everything,
            false => Reachable::Public,
        };
        Ok(Outside { mailer, letters: Some(Arc::new(WebLetters)), inbox, mailbox, address, reachable })
    }

    /// Opens the store of the installation.
    ///
    /// # Errors
    /// When the configuration is not understood or the database cannot be opened.
    pub async fn open(&self, default_data: &Path) -> Result<Store, Failure> {
        let url = match self.place(default_data)? {
            Place::Data(data) => DatabaseUrl::embedded(&data)?,
            Place::Database(url) => url.parse()?,
        };
        Ok(Store::open(&url).await?)
    }

    fn place(&self, default_data: &Path) -> Result<Place, Failure> {
        let file = self.file()?;
        Ok(match (&self.data, &self.database) {
            (Some(_), Some(_)) => return Err("--data and --database exclude each other".into()),
            (Some(data), None) => Place::Data(data.clone()),
            (None, Some(url)) => Place::Database(url.clone()),
            (None, None) => match (file.database, file.data) {
                (Some(url), _) => Place::Database(url),
                (None, data) => Place::Data(data.unwrap_or_else(|| default_data.to_owned())),
            },
        })
    }

    /// Where the measure engine keeps its segments; `None` where the database counts.
    ///
    /// # Errors
    /// When the configuration is not understood.
    pub fn segments(&self, default_data: &Path) -> Result<Option<PathBuf>, Failure> {
        let named = self.analytics.clone().or(self.file()?.analytics);
        Ok(match (named, self.place(default_data)?) {
            (Some(directory), _) => Some(directory),
            (None, Place::Data(data)) => Some(data.join("segments")),
            (None, Place::Database(_)) => None,
        })
    }

    /// As [`Installation::segments`], for what needs them.
    ///
    /// # Errors
    /// Where the database counts.
    pub fn needed_segments(&self) -> Result<PathBuf, Failure> {
        let directory = self.segments(Path::new(DEFAULT_DATA))?;
        Ok(directory.ok_or("this installation counts in its database: name a directory with --analytics")?)
    }

    /// Starts the app on the installation.
    ///
    /// # Errors
    /// As [`Installation::open`].
    pub async fn start(&self) -> Result<App, Failure> {
        let store = self.open(Path::new(DEFAULT_DATA)).await?;
        Ok(App::start(store, Clock::System, Random::System).await?)
    }

    /// Has uploaded files wait where that is configured.
    ///
    /// # Errors
    /// When the configuration is not understood.
    pub fn keep_uploads(&self, app: &App, default_data: &Path) -> Result<(), Failure> {
        let named = self.uploads.clone().or(self.file()?.uploads);
        match (named, self.place(default_data)?) {
            (Some(directory), _) => app.keep_uploads(directory),
            (None, Place::Data(data)) => app.keep_uploads(data.join("uploads")),
            (None, Place::Database(_)) => {}
        }
        Ok(())
    }

    /// Has the ClickHouse servers count, where some are configured.
    ///
    /// # Errors
    /// When the configuration is not understood, or the store fails.
    pub async fn count_on_clickhouse(&self, app: &App) -> Result<(), Failure> {
        let file = self.file()?;
        let servers = self.clickhouse.clone().or(file.clickhouse).filter(|servers| !servers.is_empty());
        if let Some(servers) = &servers {
            let mut addresses = Addresses::parse(servers).map_err(|error| error.to_string())?;
            if let Some(path) = self.clickhouse_ca.clone().or(file.clickhouse_ca) {
                let read = std::fs::read(&path);
                let pem = read.map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
                addresses =
                    addresses.trusting(&pem).map_err(|error| format!("{}: {error}", path.display()))?;
            }
            app.count_on_clickhouse(addresses).await?;
        }
        Ok(())
    }

    /// Has the app keep its measures where they are configured: on ClickHouse, or in segments. Beside ClickHouse, segments
    /// are kept for contacts, and for the archived history that stands nowhere else.
    ///
    /// # Errors
    /// When the configuration is not understood, the store fails, or archived history is damaged.
    pub async fn keep_measures(&self, app: &App, default_data: &Path) -> Result<(), Failure> {
        self.count_on_clickhouse(app).await?;
        if let Some(segments) = self.segments(default_data)? {
            app.keep_segments(&segments).await?;
        }
        Ok(())
    }

    /// As [`Installation::start`], reading measures from ClickHouse or from segments where there are some.
    ///
    /// # Errors
    /// As [`Installation::open`]; when archived history is damaged.
    pub async fn start_with_measures(&self) -> Result<App, Failure> {
        let app = self.start().await?;
        self.count_on_clickhouse(&app).await?;
        if let Some(segments) = self.segments(Path::new(DEFAULT_DATA))? {
            app.read_segments(&segments).await?;
        }
        Ok(app)
    }
}

/// The authorities whose certificates a file holds.
fn authorities_in(path: &Path) -> Result<Authorities, Failure> {
    let pem = std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    Ok(Authorities::parse(&pem).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// Where mails come in, by its address.
fn inbox_at(text: &str, server: Option<String>) -> Result<Inbox, Failure> {
    let address =
        Email::parse(text).map_err(|error| format!("the address that mails come in under {error}"))?;
    let local = address.as_str().split('@').next().unwrap_or_default();
    if local.len() > LONGEST_LOCAL_PART || local.contains('+') {
        return Err(format!(
            "“{address}” leaves no room for the number of a case: use at most {LONGEST_LOCAL_PART} letters before the @, and no +"
        )
        .into());
    }
    Ok(Inbox { address, server })
}

/// Where an installation is when nothing is said.
pub const DEFAULT_DATA: &str = "catsup-data";

/// Where an installation is.
enum Place {
    /// In a directory, with the embedded database.
    Data(PathBuf),
    /// In a PostgreSQL database.
    Database(String),
}
