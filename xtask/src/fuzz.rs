//! `cargo xtask fuzz`: one target of `fuzz/`, built and run on the stable compiler.

use std::env;
use std::fs;
use std::process::Command;

use crate::problem::Problem;
use crate::process;
use crate::repository::{cargo, root, target};

/// Coverage as libFuzzer wants it. The address sanitiser is left out: it needs a nightly compiler, and there is
/// no unsafe code of ours for it to watch.
const FLAGS: [&str; 7] = [
    "--cfg fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];
/// The largest input: several rows fit, and every run stays short.
const LARGEST: &str = "-max_len=8192";

/// Fuzzes `name` for `seconds`; an input that breaks it is kept below `fuzz/artifacts`.
pub fn run(name: &str, seconds: &str) -> Result<(), Problem> {
    seconds.parse::<u32>().map_err(|_| Problem::failed(format!("`{seconds}` is not a number of seconds")))?;
    let fuzz = root().join("fuzz");
    if !fuzz.join("targets").join(format!("{name}.rs")).is_file() {
        return Err(Problem::failed(format!("no fuzz target `{name}`: choose a file of fuzz/targets")));
    }
    // Named explicitly, so that build scripts and macros of the host are not instrumented.
    let host = host()?;
    let mut build = cargo(&["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--bin", name]);
    build.args(["--target", &host]).env("RUSTFLAGS", FLAGS.join(" "));
    build.env("CARGO_TARGET_DIR", target().join("fuzz"));
    process::run(build)?;

    let corpus = fuzz.join("corpus").join(name);
    let artifacts = fuzz.join("artifacts").join(name);
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(folder)
            .map_err(Problem::while_doing(format_args!("making {}", folder.display())))?;
    }
    let mut fuzzer = Command::new(target().join("fuzz").join(host).join("release").join(name));
    fuzzer.arg(&corpus).arg(fuzz.join("seeds").join(name));
    fuzzer.arg(format!("-max_total_time={seconds}")).arg(LARGEST);
    fuzzer.arg(format!("-artifact_prefix={}/", artifacts.display()));
    process::run(fuzzer)
}

fn host() -> Result<String, Problem> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.arg("-vV").current_dir(root());
    let version = process::output(rustc)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Problem::failed("rustc does not say what host it is for"))
}
