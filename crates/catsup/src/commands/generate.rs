//! `catsup generate`: synthetic history for benchmarks, straight into a data directory.

use std::{
    cell::Cell,
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    time::Instant,
};

use catsup_app::{
    App, Clock, Random,
    generate::{self, Generate, Written},
};
use catsup_store::{DatabaseUrl, Store};
use clap::Args;

use crate::output::{self, Failure};

/// Makes a synthetic history of responses and contacts for benchmarks.
///
/// Services and surveys go into the database of the new installation, responses and interactions into archived segments of
/// the measure engine. Example: catsup generate --responses 50000000 --interactions 50000000 --out big
#[derive(Debug, Args)]
pub struct GenerateCommand {
    /// How many responses, spread over three years.
    #[arg(long, value_name = "N", default_value_t = Generate::default().responses,
        value_parser = clap::value_parser!(u64).range(1..=2_000_000_000))]
    responses: u64,
    /// How many interactions, spread over the same years.
    #[arg(long, value_name = "N", default_value_t = Generate::default().interactions,
        value_parser = clap::value_parser!(u64).range(0..=2_000_000_000))]
    interactions: u64,
    /// How many services.
    #[arg(long, value_name = "N", default_value_t = Generate::default().services,
        value_parser = clap::value_parser!(u32).range(1..=2_000))]
    services: u32,
    /// Data directory of the new installation.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Another seed makes another history.
    #[arg(long, value_name = "N", default_value_t = Generate::default().seed)]
    seed: u64,
}

impl GenerateCommand {
    pub(super) async fn run(self) -> Result<(), Failure> {
        let store = Store::open(&DatabaseUrl::embedded(&self.out)?).await?;
        let app = App::start(store, Clock::System, Random::System).await?;
        let wanted = Generate {
            seed: self.seed,
            responses: self.responses,
            interactions: self.interactions,
            services: self.services,
        };
        let shown = io::stderr().is_terminal();
        // When the responses began, and the interactions: these with the last report of those.
        let started = [Cell::new(Instant::now()), Cell::new(Instant::now())];
        let told = move |written: Written| {
            let (rows, all, what, started) = match written {
                Written::Responses(rows) => {
                    started[1].set(Instant::now());
                    (rows, wanted.responses, "responses", started[0].get())
                }
                Written::Interactions(rows) => (rows, wanted.interactions, "interactions", started[1].get()),
            };
            if shown {
                let rate = rows as f64 / started.elapsed().as_secs_f64() / 1e6;
                drop(write!(io::stderr(), "\r{rows} of {all} {what}, {rate:.1} million a second "));
            }
        };
        generate::make(&app, &self.out.join("segments"), &wanted, told).await?;
        app.store().close().await;
        if shown {
            drop(writeln!(io::stderr()));
        }
        output::line(format_args!(
            "{} responses to {} services are in {}",
            self.responses,
            self.services,
            self.out.display()
        ));
        if self.interactions > 0 {
            output::line(format_args!("{} interactions are there, too", self.interactions));
        }
        Ok(())
    }
}
