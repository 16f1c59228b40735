//! `catsup serve`: serves an installation until it is told to stop.

use std::{net::SocketAddr, num::NonZeroU32, path::Path};

use axum::serve::ListenerExt as _;
use catsup_app::{App, engine::Keeper, jobs, mail};
use catsup_web::{
    Configuration, WebState,
    limits::{Limits, Rate},
};
use clap::Args;
use tokio::{net::TcpListener, signal};

use crate::{
    configuration::{DEFAULT_DATA, Installation},
    output::{self, Failure},
};

/// Serves an installation.
///
/// Example: catsup serve --data /var/lib/catsup --listen 127.0.0.1:8080
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    listener: Listener,
}

/// Where and how the server listens.
#[derive(Debug, Clone, Args)]
pub struct Listener {
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8080].
    #[arg(long, env = "CATSUP_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    #[command(flatten)]
    pub tuning: Tuning,
}

/// Limits that an installation may tune.
#[derive(Debug, Clone, Args)]
pub struct Tuning {
    /// Submissions a minute from one address; 0 sets no limit [default: 60].
    #[arg(long, env = "CATSUP_SUBMISSIONS_PER_MINUTE", value_name = "N")]
    submissions_per_minute: Option<u32>,
    /// Submissions a minute to one survey, from anywhere; 0 sets no limit [default: 60000].
    #[arg(long, env = "CATSUP_SURVEY_SUBMISSIONS_PER_MINUTE", value_name = "N")]
    survey_submissions_per_minute: Option<u32>,
    /// Requests a minute with one API token; 0 sets no limit [default: 36000].
    #[arg(long, env = "CATSUP_API_REQUESTS_PER_MINUTE", value_name = "N")]
    api_requests_per_minute: Option<u32>,
    /// Proxies of our own in front that add to X-Forwarded-For.
    #[arg(long, env = "CATSUP_TRUSTED_PROXIES", value_name = "N", default_value_t = 0)]
    trusted_proxies: usize,
    /// The most megabytes of a file that staff upload.
    #[arg(long, env = "CATSUP_LARGEST_UPLOAD", value_name = "MEGABYTES", default_value_t = 512)]
    largest_upload: u64,
}

impl Tuning {
    fn configuration(&self) -> Configuration {
        let usual = Limits::default();
        Configuration {
            limits: Limits {
                submissions_by_address: rate(self.submissions_per_minute, usual.submissions_by_address),
                unproven_by_address: match self.submissions_per_minute {
                    // A proof is asked for well before anyone is turned away.
                    Some(per_minute) => at_once(per_minute.div_ceil(2)),
                    None => usual.unproven_by_address,
                },
                submissions_by_survey: rate(self.survey_submissions_per_minute, usual.submissions_by_survey),
                api_by_token: rate(self.api_requests_per_minute, usual.api_by_token),
                ..usual
            },
            trusted_proxies: self.trusted_proxies,
            largest_upload: self.largest_upload.saturating_mul(1024 * 1024),
        }
    }
}

/// A rate with a minute's worth at once; none for 0, the usual one when nothing is said.
fn rate(per_minute: Option<u32>, usual: Option<Rate>) -> Option<Rate> {
    let Some(per_minute) = per_minute else { return usual };
    at_once(per_minute)
}

/// A rate with a minute's worth at once; none for 0.
fn at_once(per_minute: u32) -> Option<Rate> {
    let per_minute = NonZeroU32::new(per_minute)?;
    Some(Rate { per_minute, burst: per_minute })
}

impl Serve {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        log_to_stderr();
        let app = installation.start().await?;
        installation.keep_measures(&app, Path::new(DEFAULT_DATA)).await?;
        installation.keep_uploads(&app, Path::new(DEFAULT_DATA))?;
        let listen = self.listener.listen.clone().or(installation.file()?.listen);
        app.connect(installation.outside(listen.as_deref())?);
        serve(app, listen.as_deref(), &self.listener.tuning).await
    }
}

/// Serves `app` until the process is told to stop, then finishes what was taken.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(app: App, listen: Option<&str>, tuning: &Tuning) -> Result<(), Failure> {
    let address = listen.unwrap_or("127.0.0.1:8080");
    let listener =
        TcpListener::bind(address).await.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let local = listener.local_addr()?;
    // Answers are small and whole: waiting to fill a packet would only delay them.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    mail::release(&app).await?;
    let worker = jobs::Worker::start(&app);
    let keeper = Keeper::start(&app);
    let state = WebState::new(app.clone(), tuning.configuration());
    let service = catsup_web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    output::line(format_args!("Catsup listens on http://{local}"));
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await?;
    worker.stop().await;
    keeper.stop().await;
    app.store().close().await;
    Ok(())
}

/// Resolves when the process is asked to stop.
pub(super) async fn stopped() {
    let interrupted = async { drop(signal::ctrl_c().await) };
    #[cfg(unix)]
    {
        let terminated = async {
            match signal::unix::signal(signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => drop(signal.recv().await),
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { () = interrupted => {}, () = terminated => {} }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// Logs to standard error: readable on a terminal, JSON lines otherwise. `CATSUP_LOG` sets the level; without it,
/// what happens is logged, but no line per request.
pub fn log_to_stderr() {
    use std::io::IsTerminal as _;
    let filter = tracing_subscriber::EnvFilter::try_from_env("CATSUP_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,catsup_web::observe=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.init();
    } else {
        builder.json().init();
    }
}
