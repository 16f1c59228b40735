//! What is kept: SQL on SQLite (embedded) and PostgreSQL (several nodes), one text for both.
//!
//! Functions are noun-first (`service_find`, `survey_insert`); `_in_tx` marks those that need an open transaction.
//! Statements stand beside the functions that use them, in `statements!` blocks; a test prepares every one of them
//! on both databases.

mod accounts;
mod answer_rows;
mod api_tokens;
mod audit;
mod comments;
mod count_blocks;
mod counts;
mod database;
mod dialect;
mod error;
mod imports;
mod life_experiences;
mod migrate;
mod organisations;
mod reach;
mod responses;
mod scope;
mod services;
mod sessions;
mod settings;
mod statement;
mod survey_drafts;
mod surveys;
mod touchpoints;
mod upkeep;
mod volumes;
mod wordings;
mod writer;

pub use accounts::{Account, PasswordState, RoleGrant};
pub use answer_rows::JointAnswers;
pub use api_tokens::ApiToken;
pub use audit::{AuditEntry, ChainBreak, ChainHead};
pub use comments::{Comment, CommentFilter};
pub use count_blocks::BlockPlace;
pub use database::{DatabaseUrl, Store, Transaction};
pub use dialect::Dialect;
pub use error::Error;
pub use imports::{ImportRun, KeptRefusal};
pub use organisations::SourceOrganisation;
pub use responses::ResponseFilter;
pub use sessions::Session;
pub use statement::{Statement, every_statement};
pub use survey_drafts::{DraftAct, SurveyDraft};
pub use surveys::SurveyVersion;
pub use volumes::{Volume, VolumePlace};
