//! ClickHouse servers of this run's own: new data folders, free loopback ports, gone with their handle. They are two
//! shards of one server each, and where there is a ZooKeeper also two shards of two replicas each.

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

use super::postgres::{free_port, on_free_ports, password};
use super::zookeeper::ZooKeeper;

/// The first server of each shard alone.
const SHARDS: &str = "catsup";
/// All servers.
const REPLICAS: &str = "catsup_replicas";
/// The system's account that runs the servers when the task is root.
const SYSTEM_USER: &str = "clickhouse";
const READY_WITHIN: Duration = Duration::from_secs(60);

/// The running servers. Fields drop in order: first they stop, then their folder goes.
pub struct ClickHouse {
    variables: Vec<(&'static str, String)>,
    servers: Vec<Running>,
    _folder: TemporaryFolder,
}

/// Where one server is in the clusters, and its ports.
#[derive(Clone, Copy)]
struct Place {
    shard: usize,
    replica: usize,
    http: u16,
    native: u16,
    /// Where replicas fetch from each other.
    between: u16,
}

/// What all servers know.
struct Everywhere {
    places: Vec<Place>,
    password: String,
    zookeeper: Option<u16>,
}

impl ClickHouse {
    /// Starts the servers.
    pub fn start(zookeeper: Option<&ZooKeeper>) -> Result<Self, Problem> {
        let program = clickhouse_server()?;
        on_free_ports(|| start(&program, zookeeper.map(ZooKeeper::port)))
    }

    /// What tells tests where to connect to make databases of their own, as `--clickhouse` takes it.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        self.variables.clone()
    }

    /// Whether there are replicas too.
    pub fn has_replicas(&self) -> bool {
        self.servers.len() > 2
    }

    /// Waits for the servers to end, which they do when the task is told to stop.
    pub fn until_interrupted(mut self) -> Result<(), Problem> {
        let ended = self.servers.iter_mut().try_for_each(|server| server.wait().map(drop));
        // Stopped on request is what was wanted.
        process::still_wanted().map_or(Ok(()), |()| ended)
    }
}

fn start(program: &Path, zookeeper: Option<u16>) -> Result<ClickHouse, Problem> {
    let folder = TemporaryFolder::new("clickhouse")?;
    let mut places = Vec::new();
    for shard in 0..2 {
        for replica in 0..if zookeeper.is_some() { 2 } else { 1 } {
            let (http, native, between) = (free_port()?, free_port()?, free_port()?);
            places.push(Place { shard, replica, http, native, between });
        }
    }
    let all = Everywhere { places, password: password()?, zookeeper };
    for (number, place) in all.places.iter().enumerate() {
        configure(&folder.path().join(number.to_string()), &all, place)?;
    }
    if is_root() {
        let mut hand_over = Command::new("chown");
        hand_over.args(["-R", SYSTEM_USER]).arg(folder.path());
        process::output(hand_over)?;
    }
    let mut servers = Vec::new();
    for number in 0..all.places.len() {
        servers.push(serve(program, &folder.path().join(number.to_string()))?);
    }
    for (number, (server, place)) in servers.iter_mut().zip(&all.places).enumerate() {
        ready(server, &folder.path().join(number.to_string()), place.http)?;
    }
    let ports: Vec<String> = all.places.iter().map(|place| place.http.to_string()).collect();
    println!("ClickHouse of {} on ports {}", program.display(), ports.join(", "));
    Ok(ClickHouse { variables: all.variables(), servers, _folder: folder })
}

impl Everywhere {
    fn variables(&self) -> Vec<(&'static str, String)> {
        let addresses = |cluster: &str, replicas: usize| {
            let places = self.places.iter().filter(|place| place.replica < replicas);
            let address = |place: &Place| {
                format!("http://default:{}@127.0.0.1:{}/default?cluster={cluster}", self.password, place.http)
            };
            places.map(address).collect::<Vec<_>>().join(",")
        };
        let mut variables = vec![("CATSUP_TEST_CLICKHOUSE", addresses(SHARDS, 1))];
        if let Some(port) = self.zookeeper {
            variables.push(("CATSUP_TEST_CLICKHOUSE_REPLICAS", addresses(REPLICAS, 2)));
            variables.push(("CATSUP_TEST_ZOOKEEPER", format!("127.0.0.1:{port}")));
        }
        variables
    }

    /// The cluster of so many replicas a shard.
    fn cluster(&self, replicas: usize) -> String {
        let shard = |shard: usize| {
            let places = self.places.iter().filter(|place| place.shard == shard && place.replica < replicas);
            let replica = |place: &Place| {
                format!(
                    "<replica><host>127.0.0.1</host><port>{}</port><user>default</user><password>{}</password></replica>",
                    place.native, self.password
                )
            };
            places.map(replica).collect::<String>()
        };
        format!("<shard>{}</shard><shard>{}</shard>", shard(0), shard(1))
    }

    /// How the server at a place follows the others of its shard.
    fn following(&self, place: &Place) -> String {
        let Some(port) = self.zookeeper else { return String::new() };
        let Place { shard, replica, between, .. } = place;
        format!(
            "<zookeeper><node><host>127.0.0.1</host><port>{port}</port></node></zookeeper>
            <macros><shard>{shard}</shard><replica>{replica}</replica></macros>
            <interserver_http_host>127.0.0.1</interserver_http_host>
            <interserver_http_port>{between}</interserver_http_port>"
        )
    }
}

fn configure(folder: &Path, all: &Everywhere, place: &Place) -> Result<(), Problem> {
    let Place { http, native, .. } = place;
    let (shards, replicas, following) = (all.cluster(1), all.cluster(2), all.following(place));
    let password = &all.password;
    let place = folder.display();
    let configuration = format!(
        "<yandex>
            <logger><level>warning</level><log>{place}/log</log><errorlog>{place}/errors</errorlog></logger>
            <listen_host>127.0.0.1</listen_host><http_port>{http}</http_port><tcp_port>{native}</tcp_port>
            <path>{place}/data/</path><tmp_path>{place}/tmp/</tmp_path><users_config>{place}/users.xml</users_config>
            <default_profile>default</default_profile><default_database>default</default_database>
            <mark_cache_size>67108864</mark_cache_size>
            <remote_servers><{SHARDS}>{shards}</{SHARDS}><{REPLICAS}>{replicas}</{REPLICAS}></remote_servers>
            {following}
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

fn serve(program: &Path, folder: &Path) -> Result<Running, Problem> {
    let log = File::create(folder.join("output")).map_err(Problem::while_doing("making the server's log"))?;
    let errors = log.try_clone().map_err(Problem::while_doing("making the server's log"))?;
    let mut command = as_system_user(program);
    command.arg(format!("--config-file={}", folder.join("config.xml").display()));
    command.current_dir(folder).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
    Running::start(command)
}

fn ready(server: &mut Running, folder: &Path, port: u16) -> Result<(), Problem> {
    let ready = server.wait_until(READY_WITHIN, || answers(port).then_some(()));
    ready.map_err(|problem| {
        let log = ["output", "errors"].map(|name| fs::read_to_string(folder.join(name)).unwrap_or_default());
        Problem::failed(format!("{problem}\n{}", log.concat()))
    })
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
