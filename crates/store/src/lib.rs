//! What is kept: SQL on SQLite (embedded) and PostgreSQL (several nodes), one text for both.
//!
//! Functions are noun-first (`service_find`, `survey_insert`); `_in_tx` marks those that need an open transaction.
//! Statements stand beside the functions that use them, in `statements!` blocks; a test prepares every one of them
//! on both databases.

mod counts;
mod database;
mod dialect;
mod error;
mod migrate;
mod responses;
mod settings;
mod statement;
mod wordings;
mod writer;

pub use database::{DatabaseUrl, Store, Transaction};
pub use dialect::Dialect;
pub use error::Error;
pub use responses::ResponseFilter;
pub use statement::{Statement, every_statement};
