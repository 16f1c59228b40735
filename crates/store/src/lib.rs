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
mod calendars;
mod cases;
mod changes;
mod clickhouse_feed;
mod comments;
mod completions;
mod count_blocks;
mod counts;
mod database;
mod dialect;
mod digests;
mod entries;
mod error;
mod experiences;
mod imports;
mod inbox;
mod interactions;
mod jobs;
mod journey_maps;
mod keys;
mod kiosks;
mod life_experiences;
mod mail;
mod mail_addresses;
mod map_comments;
mod measure_rows;
mod migrate;
mod organisations;
mod question_counts;
mod reach;
mod responses;
mod said;
mod scope;
mod screening;
mod screening_report;
mod search;
mod services;
mod sessions;
mod settings;
mod standard_results;
mod standards;
mod statement;
mod survey_drafts;
mod surveys;
mod tags;
mod taken_mail;
mod touchpoints;
mod upkeep;
mod views;
mod volumes;
mod wordings;
mod writer;

pub use accounts::{Account, PasswordState, RoleGrant};
pub use acts::KeptAct;
pub use api_tokens::ApiToken;
pub use audit::{AuditEntry, ChainBreak, ChainHead};
pub use cases::{
    Attachment, CaseCounts, CaseCountsFilter, CaseFilter, CasePage, CaseTally, CasesWanted, Open311Filter,
    StoredAttachment,
};
pub use changes::{Change, ChangeLog, LogPlace};
pub use clickhouse_feed::{ClickHouseFeed, Fed};
pub use comments::{Comment, CommentFilter};
pub use count_blocks::BlockPlace;
pub use counts::Ground;
pub use database::{DatabaseUrl, Store, Transaction};
pub use dialect::Dialect;
pub use digests::{Digest, News};
pub use entries::EntryCircumstances;
pub use error::Error;
pub use experiences::{Experience, Publication};
pub use imports::{ImportRun, KeptRefusal};
pub use inbox::{Assignee, Counted, Level, ResponseFilter, ResponsePage, UnknownLevel};
pub use interactions::{InteractionEvent, InteractionFilter, Upserted};
pub use jobs::{Job, JobCounts};
pub use journey_maps::StoredMap;
pub use kiosks::Kiosk;
pub use mail::Mail;
pub use measure_rows::MeasureRow;
pub use organisations::SourceOrganisation;
pub use question_counts::{CrossAxis, CrossCount, QuestionCount, QuestionFilter, QuestionPath, Words};
pub use said::Said;
pub use screening::{NewScreening, Screening};
pub use screening_report::{ScreeningTotals, VerdictCount, VerdictLine};
pub use sessions::Session;
pub use standards::Shown;
pub use statement::{Statement, every_statement};
pub use survey_drafts::{DraftAct, SurveyDraft};
pub use surveys::SurveyVersion;
pub use tags::Tag;
pub use views::SavedView;
pub use volumes::{Volume, VolumePlace};
