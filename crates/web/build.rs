//! Builds the styles and scripts with Node, and generates the tables of what gets embedded: the assets under their
//! hashed names, and the message catalogues found in `locales/`.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::SystemTime,
};

/// What the bundles are made from; a newer one of these means building again.
const INPUTS: [&str; 6] =
    ["src", "build.mjs", "uswds-tokens.mjs", "package.json", "package-lock.json", ".npmrc"];

const OLDEST_NODE: u32 = 20;

fn main() -> ExitCode {
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let built = bundle(&crate_folder.join("frontend"), &out)
        .and_then(|()| generate_assets(&out).map_err(said("list the built bundles")))
        .and_then(|()| {
            generate_catalogues(&crate_folder.join("locales"), &out).map_err(said("list the catalogues"))
        });
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs `npm ci` and the bundler, each only when its result is missing or older than what it is made from.
fn bundle(frontend: &Path, out: &Path) -> Result<(), String> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for input in INPUTS {
        println!("cargo::rerun-if-changed=frontend/{input}");
        newest = newest.max(newest_change(&frontend.join(input)).map_err(said("read the frontend"))?);
    }
    println!("cargo::rerun-if-changed=build.rs");
    let bundles = out.join("frontend");
    if changed(&bundles.join("manifest.tsv")).is_some_and(|built| built >= newest) {
        return Ok(());
    }

    // Debug and release builds may run at once and share node_modules; this file is the lock between them.
    let lock = fs::File::open(frontend.with_file_name("build.rs")).map_err(said("open build.rs"))?;
    lock.lock().map_err(said("lock build.rs"))?;
    require_node()?;
    let installed = changed(&frontend.join("node_modules/.package-lock.json"));
    if installed.is_none() || installed < changed(&frontend.join("package-lock.json")) {
        run(Command::new(npm()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]), frontend)?;
    }
    run(Command::new("node").arg("build.mjs").arg(&bundles), frontend)
}

fn require_node() -> Result<(), String> {
    let wanted = format!(
        "Catsup builds its pages with Node {OLDEST_NODE} or newer: install Node with npm (https://nodejs.org, or \
         your system's packages nodejs and npm) and build again"
    );
    let answer = Command::new("node").arg("--version").output();
    let Ok(answer) = answer else {
        return Err(format!("{wanted}; no `node` was found"));
    };
    let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let major: Option<u32> =
        version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        return Err(format!("{wanted}; found {version}"));
    }
    match Command::new(npm()).arg("--version").output() {
        Ok(answer) if answer.status.success() => Ok(()),
        _ => Err(format!("{wanted}; Node is there, npm is not")),
    }
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Runs a command, and on failure gives what it said, on one line as cargo shows it.
fn run(command: &mut Command, folder: &Path) -> Result<(), String> {
    let name = format!("{command:?}").replace('"', "");
    let output = command.current_dir(folder).output().map_err(said(&format!("run {name}")))?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let words: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Err(format!("{name} failed in {}: {}", folder.display(), words.join(" | ")))
}

/// One constant with its path and one table row per bundle, from the manifest the bundler wrote.
fn generate_assets(out: &Path) -> io::Result<()> {
    let manifest = fs::read_to_string(out.join("frontend/manifest.tsv"))?;
    let mut constants = String::new();
    let mut rows = String::new();
    for (name, hashed) in manifest.lines().filter_map(|line| line.split_once('\t')) {
        let constant = name.replace(['.', '-'], "_").to_uppercase();
        let content_type =
            if name.ends_with(".css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        let file = out.join("frontend").join(hashed);
        let _ = writeln!(constants, "/// Where `{name}` is served.");
        let _ = writeln!(constants, "pub const {constant}: &str = \"/assets/{hashed}\";");
        let _ = writeln!(
            rows,
            "    Asset {{ name: {hashed:?}, content_type: {content_type:?}, plain: include_bytes!({file:?}), \
             gzip: include_bytes!(\"{}.gz\") }},",
            file.display().to_string().escape_default()
        );
    }
    fs::write(out.join("assets.rs"), format!("{constants}\nstatic ASSETS: &[Asset] = &[\n{rows}];\n"))
}

/// The catalogues of every language as `(language, file, text)`, so that a new file needs no list to be kept.
fn generate_catalogues(locales: &Path, out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let mut rows = String::new();
    for language in sorted(locales)? {
        for file in sorted(&language)?.iter().filter(|file| file.extension().is_some_and(|end| end == "ftl"))
        {
            println!("cargo::rerun-if-changed={}", file.display());
            let code = language.file_name().unwrap_or_default().to_string_lossy();
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let _ = writeln!(rows, "    ({code:?}, {name:?}, include_str!({file:?})),");
        }
    }
    fs::write(out.join("catalogues.rs"), format!("&[\n{rows}]\n"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

fn newest_change(path: &Path) -> io::Result<SystemTime> {
    let mut newest = fs::metadata(path)?.modified()?;
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(newest_change(&entry?.path())?);
        }
    }
    Ok(newest)
}

fn said(doing: &str) -> impl Fn(io::Error) -> String {
    let doing = doing.to_owned();
    move |error| format!("cannot {doing}: {error}")
}
