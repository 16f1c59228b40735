//! The Open311 server as a client in another language sees it: Python's standard library and nothing of ours.

use std::process::Command;

use crate::problem::Problem;
use crate::repository::root;
use crate::server::{self, Server};
use crate::temporary::TemporaryFolder;
use crate::{process, tools};

/// Serves the demo agency and sends a client through it, from discovery to a request that came in.
pub fn run() -> Result<(), Problem> {
    let python = tools::python()?;
    let data = TemporaryFolder::new("open311")?;
    let server = Server::demo(&server::program("debug"), data.path(), 500)?;
    let mut client = Command::new(python);
    client.arg(root().join("xtask/src/test/open311.py"));
    client.arg(format!("{}/open311/discovery", server.address()));
    // By environment, so that the command line told on the terminal does not show it.
    client.env("CATSUP_API_TOKEN", server.token()?);
    process::run(client)
}
