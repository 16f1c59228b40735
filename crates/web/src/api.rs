//! The API for programs, under `/api/v1`: strict in what it takes, and every error a problem document.

#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod answers;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod cases;
pub(crate) mod completions;
pub(crate) mod definitions;
pub(crate) mod document;
mod filters;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod forms;
mod input;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod interactions;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod mail;
mod problem;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod responses;
mod schema;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod scorecard;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod services;
pub(crate) mod submissions;
#[allow(unused_qualifications, reason = "the derived description of parameters is qualified")]
pub(crate) mod surveys;
pub(crate) mod visits;

pub(crate) use problem::{ApiError, present};
