//! The `catsup` program: reads its command and hands it on.

mod commands;
mod configuration;
mod output;

use std::process::ExitCode;

use clap::Parser;

/// Gives the 19 MiB of a password hash back after each sign-in; the system's allocator keeps them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The open customer-experience platform for public service.
///
/// Example: catsup demo
#[derive(Debug, Parser)]
#[command(name = "catsup", version, max_term_width = 100)]
struct Program {
    #[command(flatten)]
    installation: configuration::Installation,
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let program = Program::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output::failed(&error),
    };
    match runtime.block_on(commands::run(program.command, program.installation)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::failed(&*error),
    }
}
