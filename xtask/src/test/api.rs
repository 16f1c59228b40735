//! The HTTP API against its own OpenAPI document, by generated requests (Schemathesis).

use std::path::Path;
use std::process::Command;

use crate::problem::Problem;
use crate::repository::{root, target};
use crate::server::{self, Server};
use crate::temporary::TemporaryFolder;
use crate::{process, tools};

/// The tool's version, pinned so that a new check of theirs does not break an old commit of ours.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// Enough for every shape of a parameter to come up, few enough for every run.
const EXAMPLES: &str = "40";

/// Serves the demo agency and sends it requests that follow, and that break, the document.
pub fn run() -> Result<(), Problem> {
    let schemathesis = tools::python_with("schemathesis", &[SCHEMATHESIS])?.with_file_name("schemathesis");
    let data = TemporaryFolder::new("api")?;
    let server = Server::demo(&server::program("debug"), data.path(), 500)?;
    process::run(generated_requests(&schemathesis, server.address(), &server.token()?))
}

fn generated_requests(schemathesis: &Path, address: &str, token: &str) -> Command {
    let mut command = Command::new(schemathesis);
    command.arg("--config-file").arg(root().join("xtask/schemathesis.toml"));
    command.arg("run").arg(format!("{address}/api/v1/openapi.json"));
    command.args(["--max-examples", EXAMPLES]);
    // By environment, so that the command line told on the terminal does not show it.
    command.env("CATSUP_API_TOKEN", token).current_dir(target());
    command
}
