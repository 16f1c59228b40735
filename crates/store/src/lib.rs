//! What is kept: SQL on SQLite (embedded) and PostgreSQL (several nodes), one text for both.
//!
//! Functions are noun-first (`service_find`, `survey_insert`); `_in_tx` marks those that need an open transaction.
//! Statements stand beside the functions that use them, in `statements!` blocks; a test prepares every one of them
//! on both databases.

mod accounts;
mod acts;
mod answer_rows;
mod api_tokens;
mod audit;
mod comments;
mod completions;
mod count_blocks;
mod counts;
mod database;
mod dialect;
mod digests;
mod error;
mod experiences;
mod imports;
mod inbox;
mod jobs;
mod keys;
mod kiosks;
mod life_experiences;
mod mail;
mod migrate;
mod organisations;
mod reach;
mod responses;
mod scope;
mod screening;
mod screening_report;
mod search;
mod services;
mod sessions;
mod settings;
mod statement;
mod survey_drafts;
mod surveys;
mod tags;
mod touchpoints;
mod upkeep;
mod views;
mod volumes;
mod wordings;
mod writer;

pub use accounts::{Account, PasswordState, RoleGrant};
pub use acts::KeptAct;
pub use answer_rows::JointAnswers;
pub use api_tokens::ApiToken;
pub use audit::{AuditEntry, ChainBreak, ChainHead};
pub use comments::{Comment, CommentFilter};
pub use count_blocks::BlockPlace;
pub use database::{DatabaseUrl, Store, Transaction};
pub use dialect::Dialect;
pub use digests::{Digest, News};
pub use error::Error;
pub use experiences::{Experience, Publication};
pub use imports::{ImportRun, KeptRefusal};
pub use inbox::{Assignee, Counted, Level, ResponseFilter, ResponsePage, UnknownLevel};
pub use jobs::{Job, JobCounts};
pub use kiosks::Kiosk;
pub use mail::Mail;
pub use organisations::SourceOrganisation;
pub use screening::{NewScreening, Screening};
pub use screening_report::{ScreeningTotals, VerdictCount, VerdictLine};
pub use sessions::Session;
pub use statement::{Statement, every_statement};
pub use survey_drafts::{DraftAct, SurveyDraft};
pub use surveys::SurveyVersion;
pub use tags::Tag;
pub use views::SavedView;
pub use volumes::{Volume, VolumePlace};
