//! ClickHouse for tests: a database of its own on the servers of the run, or servers that one test stops and starts.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

static MADE: AtomicU64 = AtomicU64::new(0);

/// How long a server may take to start.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Addresses of the servers that `CATSUP_TEST_CLICKHOUSE` names, with a database that no other test uses; `None`, said
/// by name, where it is not set.
#[must_use]
pub fn clickhouse_database() -> Option<String> {
    let Ok(servers) = std::env::var("CATSUP_TEST_CLICKHOUSE") else {
        eprintln!("skipped on ClickHouse: CATSUP_TEST_CLICKHOUSE is not set");
        return None;
    };
    let name = format!("catsup_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let one = |url: &str| {
        let (before, after) = url.rsplit_once('/').expect("an address ends in a database");
        let query = after.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        format!("{before}/{name}{query}")
    };
    Some(servers.split(',').map(one).collect::<Vec<_>>().join(","))
}

/// Runs a statement on the server at an address, in the address's database.
///
/// # Errors
/// When the server does not answer, or refuses.
pub fn clickhouse_run(address: &str, statement: &str) -> Result<String, String> {
    let rest = address.strip_prefix("http://").unwrap_or(address);
    let (account, rest) = rest.split_once('@').unwrap_or(("default:", rest));
    let (user, password) = account.split_once(':').unwrap_or((account, ""));
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    let database = path.split('?').next().unwrap_or_default();
    let mut stream = TcpStream::connect(place).map_err(|error| error.to_string())?;
    let request = format!(
        "POST /?wait_end_of_query=1&database={database} HTTP/1.0\r\nX-ClickHouse-User: {user}\r\nX-ClickHouse-Key: {password}\r\n\
         Content-Length: {}\r\n\r\n{statement}",
        statement.len()
    );
    stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(|error| error.to_string())?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if head.contains(" 200 ") { Ok(body.to_owned()) } else { Err(body.to_owned()) }
}

/// Servers of one test: a cluster of two shards.
#[derive(Debug)]
pub struct ClickHouseCluster {
    folder: tempfile::TempDir,
    servers: Vec<OneServer>,
    /// Host and port of the ZooKeeper by which replicas follow each other.
    zookeeper: Option<(String, String)>,
    /// Tells the tables of this cluster from those of others in the same ZooKeeper.
    name: String,
}

#[derive(Debug)]
struct OneServer {
    shard: usize,
    replica: usize,
    http: u16,
    native: u16,
    /// Where replicas fetch from each other.
    between: u16,
    process: Option<Child>,
}

impl ClickHouseCluster {
    /// Starts two shards of one server each; `None`, said by name, where `CATSUP_TEST_CLICKHOUSE` does not say that
    /// ClickHouse is there.
    ///
    /// # Panics
    /// When they do not start.
    #[must_use]
    pub fn start() -> Option<Self> {
        if std::env::var_os("CATSUP_TEST_CLICKHOUSE").is_none() {
            eprintln!("skipped on ClickHouse: CATSUP_TEST_CLICKHOUSE is not set");
            return None;
        }
        Some(Self::with(1, None))
    }

    /// Starts two shards of two replicas each, the servers 0 and 1 being those of the first shard; `None`, said by name,
    /// where `CATSUP_TEST_ZOOKEEPER` does not say where a ZooKeeper is.
    ///
    /// # Panics
    /// When they do not start.
    #[must_use]
    pub fn start_replicas() -> Option<Self> {
        let Ok(zookeeper) = std::env::var("CATSUP_TEST_ZOOKEEPER") else {
            eprintln!("skipped on ClickHouse: CATSUP_TEST_ZOOKEEPER is not set");
            return None;
        };
        let (host, port) = zookeeper.rsplit_once(':').expect("CATSUP_TEST_ZOOKEEPER is host:port");
        Some(Self::with(2, Some((host.to_owned(), port.to_owned()))))
    }

    fn with(replicas: usize, zookeeper: Option<(String, String)>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary directory can be made");
        let name = format!("test-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let server = |number: usize| OneServer {
            shard: number / replicas,
            replica: number % replicas,
            http: free_port(),
            native: free_port(),
            between: free_port(),
            process: None,
        };
        let servers = (0..2 * replicas).map(server).collect();
        let mut cluster = Self { folder, servers, zookeeper, name };
        (0..cluster.servers.len()).for_each(|server| cluster.spawn(server));
        (0..cluster.servers.len()).for_each(|server| cluster.wait_for(server));
        cluster
    }

    /// Addresses of all, as `--clickhouse` takes them.
    #[must_use]
    pub fn addresses(&self) -> String {
        (0..self.servers.len()).map(|server| self.address(server)).collect::<Vec<_>>().join(",")
    }

    /// Address of one.
    #[must_use]
    pub fn address(&self, server: usize) -> String {
        format!("http://default@127.0.0.1:{}/measures?cluster=pair", self.servers[server].http)
    }

    /// Kills one, as a crash does.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill(&mut self, server: usize) {
        if let Some(mut process) = self.servers[server].process.take() {
            process.kill().expect("a child can be killed");
            process.wait().expect("a killed child ends");
        }
    }

    /// Starts one, with what it held.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_again(&mut self, server: usize) {
        self.spawn(server);
        self.wait_for(server);
    }

    fn spawn(&mut self, server: usize) {
        let folder = self.folder.path().join(server.to_string());
        fs::create_dir_all(folder.join("tmp")).expect("a directory can be made");
        fs::write(folder.join("users.xml"), USERS).expect("a file can be written");
        fs::write(folder.join("config.xml"), self.configuration(server, &folder))
            .expect("a file can be written");
        let program = ["/usr/sbin/clickhouse-server", "/usr/bin/clickhouse-server"];
        let program =
            program.into_iter().find(|path| Path::new(path).exists()).unwrap_or("clickhouse-server");
        let process = Command::new(program)
            .arg(format!("--config-file={}", folder.join("config.xml").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("clickhouse-server starts");
        self.servers[server].process = Some(process);
    }

    fn wait_for(&self, server: usize) {
        let address = format!("http://default@127.0.0.1:{}/default", self.servers[server].http);
        let started = Instant::now();
        while clickhouse_run(&address, "SELECT 1").is_err() {
            assert!(started.elapsed() < READY_WITHIN, "ClickHouse did not start");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn configuration(&self, server: usize, folder: &Path) -> String {
        let OneServer { shard, replica, http, native, between, .. } = self.servers[server];
        let replicas_of = |shard: usize| {
            let replicas = self.servers.iter().filter(|server| server.shard == shard);
            replicas
                .map(|server| {
                    format!("<replica><host>127.0.0.1</host><port>{}</port></replica>", server.native)
                })
                .collect::<String>()
        };
        let following = self.zookeeper.as_ref().map(|(host, port)| {
            format!(
                "<zookeeper><node><host>{host}</host><port>{port}</port></node></zookeeper>\
                 <macros><shard>{}-{shard}</shard><replica>{replica}</replica></macros>\
                 <interserver_http_host>127.0.0.1</interserver_http_host>\
                 <interserver_http_port>{between}</interserver_http_port>",
                self.name
            )
        });
        let folder = folder.display();
        format!(
            "<yandex><logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>\
             <listen_host>127.0.0.1</listen_host><http_port>{http}</http_port><tcp_port>{native}</tcp_port>\
             <path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path><users_config>{folder}/users.xml</users_config>\
             <default_profile>default</default_profile><default_database>default</default_database>\
             <mark_cache_size>16777216</mark_cache_size>{}\
             <remote_servers><pair><shard>{}</shard><shard>{}</shard></pair></remote_servers></yandex>",
            following.unwrap_or_default(),
            replicas_of(0),
            replicas_of(1)
        )
    }
}

impl Drop for ClickHouseCluster {
    fn drop(&mut self) {
        for process in self.servers.iter_mut().filter_map(|server| server.process.as_mut()) {
            // Its directory goes with it: nothing is lost by not asking.
            drop(process.kill());
            drop(process.wait());
        }
    }
}

const USERS: &str = "<yandex><profiles><default/></profiles><users><default><password></password>\
    <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>\
    <quotas><default/></quotas></yandex>";

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}
