//! `catsup openapi`: the OpenAPI document of the API.

use crate::output::{self, Failure};

/// Prints the document.
pub fn run() -> Result<(), Failure> {
    output::line(catsup_web::openapi_json()?);
    Ok(())
}
