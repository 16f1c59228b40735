//! File formats in and out: streamed, with row-level errors.
//!
//! Nothing here knows a database. An importer yields rows that fit or [`Refused`] rows with their reason, holds one
//! row in memory at a time whatever the size of the file, and collects [`Finding`]s about the quality of the data.

pub mod cases;
pub mod closures;
pub mod delimited;
mod encoding;
pub mod error;
pub mod event_logs;
pub mod faq;
pub mod federal;
pub mod finding;
mod fold;
pub mod header;
pub mod hisp;
pub mod interactions;
pub mod labels;
pub mod mail;
pub mod mapping;
pub mod moments;
mod packed;
pub mod refused;
pub mod responses;
pub mod standards;
pub mod table;
mod workbook;
pub mod write;

pub use cases::{CaseMapping, CaseReader, ImportedCase, read_cases};
pub use closures::{ClosureFile, read_closures};
pub use error::ExchangeError;
pub use federal::read_federal;
pub use finding::{Finding, Severity};
pub use hisp::HispReader;
pub use interactions::{ImportedInteraction, InteractionMapping, InteractionReader, read_interactions};
pub use mail::{IncomingMail, NotAMail, read_mail};
pub use mapping::Mapping;
pub use packed::packed;
pub use refused::{Reason, Refused, RefusedWriter};
pub use responses::{ImportedRow, ResponseReader, read_responses};
pub use standards::{StandardReader, StandardRow, StandardWriter};
pub use table::Table;
pub use write::{Cell, TableFormat, TableWriter};
