//! `cargo xtask bench`.

use crate::problem::Problem;

/// x
pub fn ingest() -> Result<(), Problem> {
    Err(Problem::failed("soon"))
}
