//! File formats in and out: streamed, with row-level errors.
//!
//! Nothing here knows a database. An importer yields rows that fit or [`Refused`] rows with their reason, holds one
//! row in memory at a time whatever the size of the file, and collects [`Finding`]s about the quality of the data.

pub mod delimited;
pub mod error;
pub mod finding;
pub mod header;
pub mod hisp;
pub mod refused;

pub use error::ExchangeError;
pub use finding::{Finding, Severity};
pub use hisp::HispReader;
pub use refused::{Reason, Refused};
