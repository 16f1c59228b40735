//! A PostgreSQL server of this run's own: new data folder, free loopback port, gone with its handle.

use std::fs::{self, File};
use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::problem::Problem;
use crate::process::{self, Running};
use crate::temporary::TemporaryFolder;
use crate::tools::{is_root, postgres_programs};

const USER: &str = "catsup";
/// The system's account that runs the server when the task is root, which PostgreSQL refuses to be.
const SYSTEM_USER: &str = "postgres";
/// Every test holds a database and a few connections of its own.
const CONNECTIONS: &str = "max_connections=200";
const READY_WITHIN: Duration = Duration::from_secs(60);
const ATTEMPTS: u32 = 3;

/// The running server. Fields drop in order: first it stops, then its folder goes.
pub struct Postgres {
    url: String,
    server: Running,
    _folder: TemporaryFolder,
}

impl Postgres {
    /// Makes a cluster and starts it.
    pub fn start() -> Result<Self, Problem> {
        let programs = postgres_programs()?;
        let folder = TemporaryFolder::new("postgres")?;
        let data = folder.path().join("data");
        let password = password()?;
        initialise(&programs, &folder, &data, &password)?;
        let (server, port) = serve(&programs, folder.path(), &data)?;
        let url = format!("postgres://{USER}:{password}@127.0.0.1:{port}/postgres");
        println!("PostgreSQL of {} on port {port}", programs.display());
        Ok(Self { url, server, _folder: folder })
    }

    /// Where tests connect to make databases of their own.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits for the server to end, which it does when the task is told to stop.
    pub fn until_interrupted(mut self) -> Result<(), Problem> {
        let ended = self.server.wait();
        // Stopped on request is what was wanted.
        process::still_wanted().map_or(Ok(()), |()| ended.map(|_| ()))
    }
}

fn initialise(programs: &Path, folder: &TemporaryFolder, data: &Path, password: &str) -> Result<(), Problem> {
    let secret = folder.path().join("password");
    fs::write(&secret, password).map_err(Problem::while_doing("writing the database password"))?;
    if is_root() {
        let mut hand_over = Command::new("chown");
        hand_over.args(["-R", SYSTEM_USER]).arg(folder.path());
        process::output(hand_over)?;
    }
    let mut initdb = as_system_user(&programs.join("initdb"));
    // A clear-text password over loopback: anyone else on the machine stays out, and connecting stays cheap.
    initdb.args(["--username", USER, "--auth=password", "--encoding=UTF8", "--locale=C.UTF-8"]);
    initdb.arg("--pgdata").arg(data).arg("--pwfile").arg(&secret).current_dir(folder.path());
    process::output(initdb).map(|_| ())
}

fn serve(programs: &Path, folder: &Path, data: &Path) -> Result<(Running, u16), Problem> {
    let started = on_free_ports(|| {
        let port = free_port()?;
        let server = start_on(port, programs, folder, data)?;
        Ok((ready(server, port, programs)?, port))
    });
    started.map_err(|problem| {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        Problem::failed(format!("{problem}\n{log}"))
    })
}

fn start_on(port: u16, programs: &Path, folder: &Path, data: &Path) -> Result<Running, Problem> {
    let log = File::create(folder.join("log")).map_err(Problem::while_doing("making the server's log"))?;
    let errors = log.try_clone().map_err(Problem::while_doing("making the server's log"))?;
    let mut postgres = as_system_user(&programs.join("postgres"));
    postgres.arg("-D").arg(data).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    // No socket file: its path could be too long, and nobody needs it.
    postgres.args(["-c", "unix_socket_directories=", "-c", CONNECTIONS]);
    postgres.current_dir(folder).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
    Running::start_ended_by("INT", postgres)
}

fn ready(mut server: Running, port: u16, programs: &Path) -> Result<Running, Problem> {
    server.wait_until(READY_WITHIN, || {
        let mut probe = Command::new(programs.join("pg_isready"));
        probe.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
        process::output(probe).ok()
    })?;
    Ok(server)
}

/// The program, run by the system's database account when the task is root.
fn as_system_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    // The signal on the parent's death keeps a killed task from leaving a server behind.
    command.args([
        "--reuid",
        SYSTEM_USER,
        "--regid",
        SYSTEM_USER,
        "--init-groups",
        "--pdeathsig",
        "INT",
        "--",
    ]);
    command.arg(program);
    command
}

/// Starts what listens on free ports; another process may take one before it does, so it tries a few times.
pub(super) fn on_free_ports<T>(mut start: impl FnMut() -> Result<T, Problem>) -> Result<T, Problem> {
    let mut attempt = 1;
    loop {
        match start() {
            Err(_) if attempt < ATTEMPTS => attempt += 1,
            ended => return ended,
        }
    }
}

pub(super) fn free_port() -> Result<u16, Problem> {
    let listener =
        TcpListener::bind("127.0.0.1:0").map_err(Problem::while_doing("looking for a free port"))?;
    let address = listener.local_addr().map_err(Problem::while_doing("looking for a free port"))?;
    Ok(address.port())
}

pub(super) fn password() -> Result<String, Problem> {
    let mut random = [0_u8; 16];
    let source = PathBuf::from("/dev/urandom");
    File::open(source)
        .and_then(|mut file| file.read_exact(&mut random))
        .map_err(Problem::while_doing("making a database password"))?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}
