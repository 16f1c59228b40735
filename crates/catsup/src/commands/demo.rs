//! `catsup demo`: makes the synthetic agency and serves it until it is told to stop.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
};

use catsup_app::{App, Clock, Random, demo};
use clap::Args;

use super::serve::{self, Listener};
use crate::{
    configuration::Installation,
    output::{self, Failure},
};

/// Makes a believable agency that does not exist, prints its sign-ins, and serves it.
///
/// Without --data or --database it lives in a temporary directory that is removed at the end. Where the demo was made
/// before, it is served again as it is, with new passwords.
///
/// Example: catsup demo --listen 127.0.0.1:8080
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    listener: Listener,
    /// Another seed makes another history.
    #[arg(long, value_name = "N", default_value_t = demo::Demo::default().seed)]
    seed: u64,
    /// How many responses there are, spread over two years; five contacts come with every two, at most 150,000.
    #[arg(long, value_name = "N", default_value_t = demo::Demo::default().responses,
        value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    responses: u32,
}

impl Demo {
    pub(super) async fn run(self, installation: &Installation) -> Result<(), Failure> {
        serve::log_to_stderr();
        if installation.data.is_some() || installation.database.is_some() {
            return self.make_and_serve(installation).await;
        }
        // Never the installation that catsup.toml names: what is made up does not belong there.
        let directory = tempfile::Builder::new().prefix("catsup-demo-").tempdir()?;
        let installation = Installation { data: Some(directory.path().to_owned()), ..installation.clone() };
        let served = self.make_and_serve(&installation).await;
        directory.close()?;
        served
    }

    async fn make_and_serve(&self, installation: &Installation) -> Result<(), Failure> {
        if io::stderr().is_terminal() {
            drop(writeln!(io::stderr(), "Making an agency with {} responses …", self.responses));
        }
        let store = installation.open(Path::new("catsup-demo")).await?;
        let app = App::start(store, Clock::System, Random::System).await?;
        app.connect(installation.outside(self.listener.listen.as_deref())?);
        let wanted = demo::Demo { seed: self.seed, responses: self.responses };
        let access = tokio::select! {
            made = demo::make(&app, &wanted) => made?,
            () = serve::stopped() => return Ok(()),
        };
        installation.keep_measures(&app, Path::new("catsup-demo")).await?;
        installation.keep_uploads(&app, Path::new("catsup-demo"))?;
        for one in &access.sign_ins {
            output::line(format_args!("{:<14} {:<22} {}", one.role.code(), one.email, one.password));
        }
        output::line(format_args!("API token {}", access.api_token));
        serve::serve(app, self.listener.listen.as_deref(), &self.listener.tuning).await
    }
}
