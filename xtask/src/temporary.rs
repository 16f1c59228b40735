//! A folder that is removed with its handle.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::problem::Problem;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A new, empty folder.
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Makes a folder in the system's place for them, which every account reaches: the database's own user
    /// could not enter one below a private home.
    pub fn new(purpose: &str) -> Result<Self, Problem> {
        Self::below(&env::temp_dir(), purpose)
    }

    /// Makes a folder in `place`, its name starting with `catsup-` and `purpose`.
    pub fn below(place: &Path, purpose: &str) -> Result<Self, Problem> {
        let name = format!("catsup-{purpose}-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = place.join(name);
        // Not create_dir_all: a folder that already stands there belongs to someone else.
        fs::create_dir(&path).map_err(Problem::while_doing(format_args!("making {}", path.display())))?;
        Ok(Self(path))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: could not remove {}: {error}", self.0.display());
        }
    }
}
