//! The commands, one file each.

mod import;
mod scorecard;
mod serve;
mod settings;

use clap::Subcommand;

use crate::{configuration::Installation, output::Failure};

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve an installation.
    Serve(serve::Serve),
    /// Bring a file in.
    #[command(subcommand)]
    Import(import::Import),
    /// Print the measures of a scope with their uncertainty.
    Scorecard(scorecard::ScorecardCommand),
    /// Read and change the settings of the installation.
    #[command(subcommand)]
    Settings(settings::Settings),
}

/// Runs one command.
///
/// # Errors
/// Whatever the command fails with.
pub async fn run(command: Command, installation: Installation) -> Result<(), Failure> {
    match command {
        Command::Serve(serve) => serve.run(&installation).await,
        Command::Import(import) => {
            let app = installation.start().await?;
            import.run(&app).await
        }
        Command::Scorecard(scorecard) => {
            let app = installation.start().await?;
            scorecard.run(&app).await
        }
        Command::Settings(settings) => {
            let app = installation.start().await?;
            settings.run(&app).await
        }
    }
}
