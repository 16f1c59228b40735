//! A ZooKeeper of this run's own, by which replicas of ClickHouse follow each other: new data folder, free loopback port,
//! gone with its handle.

use std::fs::{self, File};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::problem::Problem;
use crate::process::{self, Running};
use crate::temporary::TemporaryFolder;
use crate::tools::{is_root, zookeeper_program};

use super::postgres::{free_port, on_free_ports};

/// The system's account that runs it when the task is root.
const SYSTEM_USER: &str = "zookeeper";
const READY_WITHIN: Duration = Duration::from_secs(60);

/// The running server. Fields drop in order: first it stops, then its folder goes.
pub struct ZooKeeper {
    port: u16,
    _server: Running,
    _folder: TemporaryFolder,
}

impl ZooKeeper {
    /// Starts it.
    pub fn start() -> Result<Self, Problem> {
        let program = zookeeper_program()?;
        on_free_ports(|| start(&program))
    }

    /// Where it listens on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }
}

fn start(program: &Path) -> Result<ZooKeeper, Problem> {
    let folder = TemporaryFolder::new("zookeeper")?;
    let port = free_port()?;
    let place = folder.path();
    let configuration = format!(
        "tickTime=500\ndataDir={}\nclientPort={port}\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n\
         maxClientCnxns=0\n",
        place.join("data").display()
    );
    fs::create_dir(place.join("data"))
        .and_then(|()| fs::write(place.join("zoo.cfg"), configuration))
        .map_err(Problem::while_doing("configuring ZooKeeper"))?;
    if is_root() {
        let mut hand_over = Command::new("chown");
        hand_over.args(["-R", SYSTEM_USER]).arg(place);
        process::output(hand_over)?;
    }
    let log = File::create(place.join("log")).map_err(Problem::while_doing("making the server's log"))?;
    let errors = log.try_clone().map_err(Problem::while_doing("making the server's log"))?;
    let mut command = java();
    command.arg("-Xmx256m").arg("-cp").arg(program);
    command.arg("org.apache.zookeeper.server.quorum.QuorumPeerMain").arg(place.join("zoo.cfg"));
    command.current_dir(place).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
    let mut server = Running::start(command)?;
    let ready =
        server.wait_until(READY_WITHIN, || TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(()));
    ready.map_err(|problem| {
        let log = fs::read_to_string(place.join("log")).unwrap_or_default();
        Problem::failed(format!("{problem}\n{log}"))
    })?;
    println!("ZooKeeper of {} on port {port}", program.display());
    Ok(ZooKeeper { port, _server: server, _folder: folder })
}

/// Java, run by the system's own account when the task is root.
fn java() -> Command {
    if !is_root() {
        return Command::new("java");
    }
    let mut command = Command::new("setpriv");
    // The signal on the parent's death keeps a killed task from leaving a server behind.
    command.args(["--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--init-groups", "--pdeathsig", "TERM"]);
    command.args(["--", "java"]);
    command
}
