//! What is kept: SQL on SQLite (embedded) and PostgreSQL (several nodes), one text for both.
//!
//! Functions are noun-first (`service_find`, `survey_insert`); `_in_tx` marks those that need an open transaction.
//! Statements stand beside the functions that use them, in `statements!` blocks; a test prepares every one of them
//! on both databases.

mod count_blocks;
mod counts;
mod database;
mod dialect;
mod error;
mod imports;
mod migrate;
mod responses;
mod scope;
mod settings;
mod statement;
mod surveys;
mod wordings;
mod writer;

pub use count_blocks::BlockPlace;
pub use database::{DatabaseUrl, Store, Transaction};
pub use dialect::Dialect;
pub use error::Error;
pub use imports::{ImportRun, KeptRefusal};
pub use responses::ResponseFilter;
pub use statement::{Statement, every_statement};
