//! The checkout: where it is, and the files in it that are or would be committed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::process;

/// The top folder of the checkout.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    // Without cargo the task is taken to be run from the top folder.
    manifest.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).to_path_buf()
}

/// Where built things and reports go.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A `cargo` command in the top folder: the same cargo that started this task.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root());
    // What cargo told this task about its own package must not reach the packages it builds.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    command
}

/// A text file of the checkout.
pub struct SourceFile {
    /// Path from the top folder, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Every text file that is committed, or would be with the next commit.
pub fn files() -> Result<Vec<SourceFile>, Problem> {
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let mut paths: Vec<String> =
        process::output(list)?.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    // Read as bytes first: pictures and other binary files are not text, and a file deleted from the
    // working tree may still be in the index.
    let read = |path: String| {
        let bytes = fs::read(root().join(&path)).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        Some(SourceFile { path, text })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}
