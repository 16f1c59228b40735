//! Use cases by noun. Web and command line call these and nothing below them.
//!
//! The first arguments of every use case are the [`App`] and the [`Viewer`](catsup_model::Viewer) who asks; the
//! viewer's permission is the first thing checked.

mod access;
pub mod calculations;
mod context;
mod download;
pub mod engine;
pub mod entry;
mod error;
mod fetch;
mod fields;
pub mod generate;
mod heavy;
mod keys;
mod numeric_table;
mod passwords;
mod secrets;

pub mod accounts;
pub mod analysis;
pub mod anticipation;
pub mod api_tokens;
pub mod audit;
pub mod calendars;
pub mod cases;
pub mod demo;
pub mod digests;
pub mod directory;
pub mod drivers;
pub mod glossary;
pub mod home;
pub mod imports;
pub mod inbox;
pub mod interactions;
pub mod jobs;
pub mod journey_files;
pub mod journey_maps;
pub mod journeys;
pub mod kiosks;
pub mod library;
pub mod mail;
pub mod metrics;
pub mod objectives;
pub mod open311;
pub mod open_surveys;
pub mod outside;
pub mod partners;
pub mod path_models;
pub mod personal_data;
pub mod responses;
pub mod results;
pub mod scorecards;
pub mod screening;
pub mod settings;
pub mod sign_in;
pub mod standards;
pub mod surveys;
pub mod views;

/// How people's words are read: plain language and search, passed on to the pages.
pub use catsup_language as language;
pub use context::{App, Clock, Random};
pub use error::{Error, Fact, FieldError, Refusal};
pub use fetch::Reachable;
