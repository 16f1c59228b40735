//! The commands, one file each.

mod analytics;
mod audit;
mod backup;
mod demo;
mod doctor;
mod drivers;
mod export;
mod generate;
mod import;
mod journeys;
mod mail;
mod model_figures;
mod openapi;
mod pathmodel;
mod scorecard;
mod serve;
mod settings;
mod standards;
mod stats;
mod user;

use clap::Subcommand;

use crate::{configuration::Installation, output::Failure};

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a believable agency that does not exist, and serve it.
    Demo(demo::Demo),
    Generate(generate::GenerateCommand),
    /// Write what the installation holds as files for other programs.
    #[command(subcommand)]
    Export(export::Export),
    /// Serve an installation.
    Serve(serve::Serve),
    /// Bring a file in.
    #[command(subcommand)]
    Import(import::Import),
    /// Print the measures of a scope with their uncertainty.
    Scorecard(scorecard::ScorecardCommand),
    Drivers(drivers::Drivers),
    Pathmodel(pathmodel::PathModel),
    /// Tell what people really go through, from a file of events; no installation is needed.
    #[command(subcommand)]
    Journeys(journeys::Journeys),
    /// Take mail in.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Tell whether promised times are kept.
    #[command(subcommand)]
    Standards(standards::Standards),
    /// Compute statistics from numbers and files; no installation is needed.
    #[command(subcommand)]
    Stats(stats::Stats),
    /// Read and change the settings of the installation.
    #[command(subcommand)]
    Settings(settings::Settings),
    /// Add, list, disable people and reset their passwords.
    #[command(subcommand)]
    User(user::User),
    /// Look after the segments of the measure engine.
    #[command(subcommand)]
    Analytics(analytics::Analytics),
    /// Check the audit log.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Write a consistent copy of the embedded database while it stays in use.
    Backup(backup::Backup),
    /// Put a backup into an empty data directory.
    Restore(backup::Restore),
    /// Say whether an installation is sound.
    Doctor(doctor::Doctor),
    /// Bring the database up to date without serving it.
    Migrate,
    /// Print the OpenAPI document of the API, for example into openapi.json.
    Openapi,
}

/// Runs one command.
///
/// # Errors
/// Whatever the command fails with.
pub async fn run(command: Command, installation: Installation) -> Result<(), Failure> {
    match command {
        Command::Demo(demo) => demo.run(&installation).await,
        Command::Export(export) => export.run(&installation).await,
        Command::Generate(generate) => generate.run().await,
        Command::Serve(serve) => serve.run(&installation).await,
        Command::Backup(backup) => backup.run(&installation).await,
        Command::Restore(restore) => restore.run(&installation).await,
        Command::Openapi => openapi::run(),
        Command::Journeys(journeys) => journeys.run(),
        Command::Mail(mail) => mail.run(&installation).await,
        Command::Standards(standards) => standards.run(),
        Command::Stats(stats) => stats.run(),
        Command::Drivers(drivers) => drivers.run(),
        Command::Pathmodel(model) => model.run(),
        Command::Migrate => {
            installation.start().await?.store().close().await;
            Ok(())
        }
        Command::Doctor(doctor) => {
            let app = installation.start().await?;
            doctor.run(&app, installation.outside(None)?).await
        }
        Command::Import(import) => {
            let app = installation.start().await?;
            import.run(&app).await
        }
        Command::Scorecard(scorecard) => {
            let app = installation.start_with_measures().await?;
            scorecard.run(&app).await
        }
        Command::Analytics(analytics) => analytics.run(&installation).await,
        Command::Settings(settings) => {
            let app = installation.start().await?;
            settings.run(&app).await
        }
        Command::User(user) => {
            let app = installation.start().await?;
            user.run(&app).await
        }
        Command::Audit(audit) => {
            let app = installation.start().await?;
            audit.run(&app).await
        }
    }
}
