//! ClickHouse for tests: a database of its own on the servers of the run, or two servers that one test stops and starts.

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

/// Two servers of one test: a cluster of two shards.
#[derive(Debug)]
pub struct ClickHouseCluster {
    folder: tempfile::TempDir,
    /// HTTP and native port of each.
    ports: [(u16, u16); 2],
    servers: [Option<Child>; 2],
}

impl ClickHouseCluster {
    /// Starts both; `None`, said by name, where `CATSUP_TEST_CLICKHOUSE` does not say that ClickHouse is there.
    ///
    /// # Panics
    /// When they do not start.
    #[must_use]
    pub fn start() -> Option<Self> {
        if std::env::var_os("CATSUP_TEST_CLICKHOUSE").is_none() {
            eprintln!("skipped on ClickHouse: CATSUP_TEST_CLICKHOUSE is not set");
            return None;
        }
        let folder = tempfile::tempdir().expect("a temporary directory can be made");
        let ports = [(free_port(), free_port()), (free_port(), free_port())];
        let mut cluster = Self { folder, ports, servers: [None, None] };
        (0..2).for_each(|shard| cluster.start_shard(shard));
        Some(cluster)
    }

    /// Addresses of both, as `--clickhouse` takes them.
    #[must_use]
    pub fn addresses(&self) -> String {
        [self.address(0), self.address(1)].join(",")
    }

    /// Address of one.
    #[must_use]
    pub fn address(&self, shard: usize) -> String {
        format!("http://default@127.0.0.1:{}/measures?cluster=pair", self.ports[shard].0)
    }

    /// Kills one, as a crash does.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill_shard(&mut self, shard: usize) {
        if let Some(mut server) = self.servers[shard].take() {
            server.kill().expect("a child can be killed");
            server.wait().expect("a killed child ends");
        }
    }

    /// Starts one, with what it held.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start_shard(&mut self, shard: usize) {
        let folder = self.folder.path().join(shard.to_string());
        fs::create_dir_all(folder.join("tmp")).expect("a directory can be made");
        fs::write(folder.join("users.xml"), USERS).expect("a file can be written");
        fs::write(folder.join("config.xml"), self.configuration(shard, &folder))
            .expect("a file can be written");
        let program = ["/usr/sbin/clickhouse-server", "/usr/bin/clickhouse-server"];
        let program =
            program.into_iter().find(|path| Path::new(path).exists()).unwrap_or("clickhouse-server");
        let server = Command::new(program)
            .arg(format!("--config-file={}", folder.join("config.xml").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("clickhouse-server starts");
        self.servers[shard] = Some(server);
        let address = format!("http://default@127.0.0.1:{}/default", self.ports[shard].0);
        let started = Instant::now();
        while clickhouse_run(&address, "SELECT 1").is_err() {
            assert!(started.elapsed() < READY_WITHIN, "ClickHouse did not start");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn configuration(&self, shard: usize, folder: &Path) -> String {
        let (http, native) = self.ports[shard];
        let shards = self.ports.map(|(_, port)| {
            format!("<shard><replica><host>127.0.0.1</host><port>{port}</port></replica></shard>")
        });
        let folder = folder.display();
        format!(
            "<yandex><logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>\
             <listen_host>127.0.0.1</listen_host><http_port>{http}</http_port><tcp_port>{native}</tcp_port>\
             <path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path><users_config>{folder}/users.xml</users_config>\
             <default_profile>default</default_profile><default_database>default</default_database>\
             <mark_cache_size>16777216</mark_cache_size>\
             <remote_servers><pair>{}</pair></remote_servers></yandex>",
            shards.concat()
        )
    }
}

impl Drop for ClickHouseCluster {
    fn drop(&mut self) {
        for server in self.servers.iter_mut().flatten() {
            // Its directory goes with it: nothing is lost by not asking.
            drop(server.kill());
            drop(server.wait());
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
