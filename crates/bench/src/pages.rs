//! What measurements of pages share: the database they run on, and the table they print.

use std::{error::Error, path::Path, time::Duration};

use catsup_app::{App, Clock, Random};
use catsup_store::{DatabaseUrl, Store};

/// How often each page is asked for.
pub(crate) const ROUNDS: usize = 60;
/// What a page is to stay below.
pub(crate) const TARGET: Duration = Duration::from_millis(100);

/// Whatever goes wrong.
pub(crate) type Failed = Box<dyn Error>;

/// Runs a measurement to its end; an error with all that caused it in one line.
pub(crate) fn run(measure: impl Future<Output = Result<(), Failed>>) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(measure).map_err(|error| {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            message.push_str(&format!(": {inner}"));
            source = inner.source();
        }
        message
    })
}

/// The application on the embedded database in a folder, or on a server.
pub(crate) async fn open(database: &str) -> Result<App, Failed> {
    let url = match database.starts_with("postgres") {
        true => database.parse()?,
        false => DatabaseUrl::embedded(Path::new(database))?,
    };
    Ok(App::start(Store::open(&url).await?, Clock::System, Random::seeded(1)).await?)
}

/// The head of the table.
pub(crate) fn head(what: &str) {
    println!("{what:<46} {:>6} {:>9} {:>9}", "found", "p50 ms", "p99 ms");
}

/// A line of the table.
pub(crate) fn line(name: &str, found: usize, times: &mut [Duration], target: Duration) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let late = if at(0.99) > target { "  over the target" } else { "" };
    println!("{name:<46} {found:>6} {:>9.1} {:>9.1}{late}", milliseconds(at(0.5)), milliseconds(at(0.99)));
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
