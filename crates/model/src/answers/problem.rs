//! Why an answer was not accepted, in words that help to mend it.

use jiff::civil::Date;
use serde::Serialize;

use crate::survey::TextCheck;

/// Why an answer was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerError {
    /// Key of the question.
    pub question: String,
    /// What is wrong.
    pub reason: AnswerProblem,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AnswerProblem {
    /// The question demands an answer.
    #[error("an answer is needed")]
    Required,
    /// The survey has no such question.
    #[error("the survey has no such question")]
    UnknownQuestion,
    /// Not a whole number on the scale.
    #[error("must be a whole number from {low} to {high}")]
    OffScale {
        /// Lowest value.
        low: i64,
        /// Highest value.
        high: i64,
    },
    /// Not one of the choices.
    #[error("must be one of: {choices}")]
    UnknownChoice {
        /// The keys offered, comma-separated.
        choices: String,
    },
    /// Not a text.
    #[error("must be a text")]
    NotText,
    /// Too long.
    #[error("must have at most {longest} characters, has {length}")]
    TooLong {
        /// The most characters.
        longest: usize,
        /// The characters found.
        length: usize,
    },
    /// Not an email address.
    #[error("must be an email address such as name@example.gov")]
    NotAnEmail,
    /// Not a telephone number.
    #[error("must be a telephone number such as 202-555-0143")]
    NotAPhone,
    /// Not a day, or not one accepted.
    #[error("must be a day such as 2026-07-31{}", between(*earliest, *latest))]
    NotADay {
        /// The first day accepted.
        earliest: Option<Date>,
        /// The last day accepted.
        latest: Option<Date>,
    },
    /// The text does not look as it must.
    #[error("must be {}", looks_like(*check))]
    Unlike {
        /// What it must look like.
        check: TextCheck,
    },
    /// Too few or too many ticks.
    #[error("must have from {fewest} to {most} choices ticked, has {ticked}")]
    TickCount {
        /// The fewest.
        fewest: usize,
        /// The most.
        most: usize,
        /// The ticks found.
        ticked: usize,
    },
}

fn between(earliest: Option<Date>, latest: Option<Date>) -> String {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => format!(" from {earliest} to {latest}"),
        (Some(earliest), None) => format!(", {earliest} or later"),
        (None, Some(latest)) => format!(", {latest} or earlier"),
        (None, None) => String::new(),
    }
}

fn looks_like(check: TextCheck) -> &'static str {
    match check {
        TextCheck::Any => "a text",
        TextCheck::Digits => "digits only",
        TextCheck::ZipCode => "a ZIP code such as 20500 or 20500-0001",
        TextCheck::WebAddress => "a web address such as https://example.gov",
    }
}
