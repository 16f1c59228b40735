//! Use cases by noun. Web, command line and background jobs call these and nothing below them.
//!
//! The first arguments of every use case are the [`App`] and the [`Viewer`](catsup_model::Viewer) who asks; the
//! viewer's permission is the first thing checked.

mod context;
mod engine;
mod error;

pub mod open_surveys;
pub mod responses;
pub mod scorecards;
pub mod settings;
pub mod surveys;

pub use context::{App, Clock, Random};
pub use error::{Error, FieldError, Refusal};
