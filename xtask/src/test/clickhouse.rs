//! Two ClickHouse servers of this run's own, a cluster of two shards: new data folders, free loopback ports, gone with
//! their handle.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::problem::Problem;
use crate::process::{self, Running};
use crate::temporary::TemporaryFolder;
use crate::tools::{clickhouse_server, is_root};

use super::postgres::{free_port, password};

const CLUSTER: &str = "catsup";
/// The system's account that runs the servers when the task is root.
const SYSTEM_USER: &str = "clickhouse";
const READY_WITHIN: Duration = Duration::from_secs(60);
const ATTEMPTS: u32 = 3;

/// The running servers. Fields drop in order: first they stop, then their folder goes.
pub struct ClickHouse {
    addresses: String,
    servers: Vec<Running>,
    _folder: TemporaryFolder,
}

/// The ports of one server.
#[derive(Clone, Copy)]
struct Ports {
    http: u16,
    native: u16,
}

impl ClickHouse {
    /// Starts the servers; another process may take a free port before they do, so it tries a few.
    pub fn start() -> Result<Self, Problem> {
        let program = clickhouse_server()?;
        let mut attempt = 1;
        loop {
            match start(&program) {
                Err(problem) if attempt == ATTEMPTS => return Err(problem),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    /// Where tests connect to make databases of their own, as `--clickhouse` takes it.
    pub fn addresses(&self) -> &str {
        &self.addresses
    }

    /// Waits for the servers to end, which they do when the task is told to stop.
    pub fn until_interrupted(mut self) -> Result<(), Problem> {
        let ended = self.servers.iter_mut().try_for_each(|server| server.wait().map(drop));
        // Stopped on request is what was wanted.
        process::still_wanted().map_or(Ok(()), |()| ended)
    }
}

fn start(program: &Path) -> Result<ClickHouse, Problem> {
    let folder = TemporaryFolder::new("clickhouse")?;
    let password = password()?;
    let mut ports = Vec::new();
    for _ in 0..2 {
        ports.push(Ports { http: free_port()?, native: free_port()? });
    }
    for shard in 0..ports.len() {
        configure(&folder.path().join(shard.to_string()), &ports, shard, &password)?;
    }
    if is_root() {
        let mut hand_over = Command::new("chown");
        hand_over.args(["-R", SYSTEM_USER]).arg(folder.path());
        process::output(hand_over)?;
    }
    let mut servers = Vec::new();
    for (shard, ports) in ports.iter().enumerate() {
        servers.push(serve(program, &folder.path().join(shard.to_string()), ports.http)?);
    }
    let address = |ports: &Ports| {
        format!("http://default:{password}@127.0.0.1:{}/default?cluster={CLUSTER}", ports.http)
    };
    let addresses = ports.iter().map(address).collect::<Vec<_>>().join(",");
    println!("ClickHouse of {} on ports {} and {}", program.display(), ports[0].http, ports[1].http);
    Ok(ClickHouse { addresses, servers, _folder: folder })
}

fn configure(folder: &Path, all: &[Ports], shard: usize, password: &str) -> Result<(), Problem> {
    let Ports { http, native } = all[shard];
    let shards = all.iter().map(|ports| {
        format!(
            "<shard><replica><host>127.0.0.1</host><port>{}</port><user>default</user><password>{password}</password>\
             </replica></shard>",
            ports.native
        )
    });
    let shards: String = shards.collect();
    let place = folder.display();
    let configuration = format!(
        "<yandex>
            <logger><level>warning</level><log>{place}/log</log><errorlog>{place}/errors</errorlog></logger>
            <listen_host>127.0.0.1</listen_host><http_port>{http}</http_port><tcp_port>{native}</tcp_port>
            <path>{place}/data/</path><tmp_path>{place}/tmp/</tmp_path><users_config>{place}/users.xml</users_config>
            <default_profile>default</default_profile><default_database>default</default_database>
            <mark_cache_size>67108864</mark_cache_size>
            <remote_servers><{CLUSTER}>{shards}</{CLUSTER}></remote_servers>
        </yandex>"
    );
    let users = format!(
        "<yandex>
            <profiles><default/></profiles><quotas><default/></quotas>
            <users><default>
                <password>{password}</password><networks><ip>127.0.0.1</ip></networks>
                <profile>default</profile><quota>default</quota>
            </default></users>
        </yandex>"
    );
    let written = fs::create_dir_all(folder.join("tmp"))
        .and_then(|()| fs::write(folder.join("config.xml"), configuration))
        .and_then(|()| fs::write(folder.join("users.xml"), users));
    written.map_err(Problem::while_doing("configuring ClickHouse"))
}

fn serve(program: &Path, folder: &Path, port: u16) -> Result<Running, Problem> {
    let log = File::create(folder.join("output")).map_err(Problem::while_doing("making the server's log"))?;
    let errors = log.try_clone().map_err(Problem::while_doing("making the server's log"))?;
    let mut command = as_system_user(program);
    command.arg(format!("--config-file={}", folder.join("config.xml").display()));
    command.current_dir(folder).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
    let mut server = Running::start(command)?;
    let ready = server.wait_until(READY_WITHIN, || answers(port).then_some(()));
    ready.map_err(|problem| {
        let log = ["output", "errors"].map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default());
        Problem::failed(format!("{problem}\n{}", log.concat()))
    })?;
    Ok(server)
}

/// Whether the server answers a request that needs no account.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let mut answer = String::new();
    let asked =
        stream.write_all(b"GET /ping HTTP/1.0\r\n\r\n").and_then(|()| stream.read_to_string(&mut answer));
    asked.is_ok() && answer.contains("Ok.")
}

/// The program, run by the system's own account when the task is root.
fn as_system_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    // The signal on the parent's death keeps a killed task from leaving a server behind.
    let to = ["--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--init-groups", "--pdeathsig", "TERM", "--"];
    command.args(to).arg(program);
    command
}
