//! Tools of the machine that the tests need: found, installed where that is allowed, or named as missing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::problem::Problem;
use crate::process;
use crate::repository::target;

/// Whether this runs in continuous integration, where a missing tool is a failure.
pub fn in_continuous_integration() -> bool {
    env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// Whether the task runs as root, which PostgreSQL refuses and `apt-get` needs.
pub fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| {
        let mut id = Command::new("id");
        id.arg("-u");
        process::output(id).is_ok_and(|user| user.trim() == "0")
    })
}

/// The first program of that name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Chromium: the one `CHROMIUM` names, or the system's.
pub fn chromium() -> Result<PathBuf, Problem> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        let absent = || Problem::missing(format!("CHROMIUM names {}, which is not there", named.display()));
        return named.is_file().then(|| named.clone()).ok_or_else(absent);
    }
    let find = || ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| on_path(name));
    found_or_installed("Chromium", "chromium", find)
}

/// The folder that holds `initdb`, `postgres` and `pg_isready`.
pub fn postgres_programs() -> Result<PathBuf, Problem> {
    found_or_installed("PostgreSQL", "postgresql", || {
        newest_version(Path::new("/usr/lib/postgresql"))
            .or_else(|| on_path("initdb").and_then(|path| path.parent().map(Path::to_path_buf)))
    })
}

/// The ClickHouse server.
pub fn clickhouse_server() -> Result<PathBuf, Problem> {
    found_or_installed("ClickHouse", "clickhouse-server", || {
        // Debian keeps it where only root looks.
        let system = Path::new("/usr/sbin/clickhouse-server");
        on_path("clickhouse-server").or_else(|| system.is_file().then(|| system.to_path_buf()))
    })
}

/// The archive of ZooKeeper, which Java runs.
pub fn zookeeper_program() -> Result<PathBuf, Problem> {
    found_or_installed("ZooKeeper", "zookeeper", || {
        let archive = Path::new("/usr/share/java/zookeeper.jar");
        on_path("java").filter(|_| archive.is_file()).map(|_| archive.to_path_buf())
    })
}

/// A Python with these packages, in a virtual environment below the target folder that is made on the first run.
pub fn python_with(name: &str, packages: &[&str]) -> Result<PathBuf, Problem> {
    let environment = target().join("python").join(name);
    let program = environment.join("bin/python");
    let wanted = packages.join("\n");
    let installed = environment.join("installed");
    if program.is_file() && fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
        return Ok(program);
    }
    let mut create = Command::new(python()?);
    create.args(["-m", "venv", "--clear"]).arg(&environment);
    process::run(create)?;
    let mut install = Command::new(environment.join("bin/pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
    let missing =
        |problem| Problem::missing(format!("{} could not be installed: {problem}", packages.join(", ")));
    process::run(install).map_err(missing)?;
    fs::write(&installed, wanted)
        .map_err(|error| Problem::failed(format!("{}: {error}", installed.display())))?;
    Ok(program)
}

/// A Python that can make virtual environments.
pub fn python() -> Result<PathBuf, Problem> {
    let works = |path: &PathBuf| {
        let mut probe = Command::new(path);
        probe.args(["-c", "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 10))"]);
        process::output(probe).is_ok()
    };
    found_or_installed("Python 3.10 with venv", "python3-venv", || {
        on_path("python3").filter(works).or_else(|| Some(PathBuf::from("/usr/bin/python3")).filter(works))
    })
}

/// Node and npm, which are expected on a developer's machine and never installed from here.
pub fn node() -> Result<(), Problem> {
    let advice = "install Node.js 20 or newer with npm: pages and browser tests are built with it";
    let mut version = Command::new("node");
    version.arg("--version");
    let version =
        process::output(version).map_err(|_| Problem::missing(format!("Node.js is missing; {advice}")))?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(Problem::missing(format!("Node.js {} is too old; {advice}", version.trim())));
    }
    on_path("npm").map(|_| ()).ok_or_else(|| Problem::missing(format!("npm is missing; {advice}")))
}

fn newest_version(folder: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let number = |path: &Path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    versions
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/initdb").is_file())
        .max_by_key(|path| number(path))
        .map(|path| path.join("bin"))
}

fn found_or_installed(
    name: &str,
    package: &str,
    find: impl Fn() -> Option<PathBuf>,
) -> Result<PathBuf, Problem> {
    if let Some(path) = find() {
        return Ok(path);
    }
    if is_root() && on_path("apt-get").is_some() {
        install(package).map_err(|why| {
            Problem::missing(format!("{name} is missing and could not be installed: {why}"))
        })?;
    }
    find().ok_or_else(|| {
        Problem::missing(format!("{name} is missing; install it (Debian package `{package}`)"))
    })
}

fn install(package: &str) -> Result<(), Problem> {
    // Once a run is enough, and a stale list is the usual reason for an install that fails.
    static UPDATED: OnceLock<bool> = OnceLock::new();
    UPDATED.get_or_init(|| process::run(apt(&["update", "-q"])).is_ok());
    process::run(apt(&["install", "-q", "-y", "--no-install-recommends", package]))
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
