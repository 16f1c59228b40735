//! The API for programs, under `/api/v1`.

pub(crate) mod document;
mod problem;

pub(crate) use problem::{ApiError, present};
