//! The federal submission file of responses: 17 columns, one trust question, drivers ticked as having gone well or
//! badly, a comment.
//!
//! A driver is three-valued: 1 ticked, 0 offered and not ticked, blank not offered. Cells are checked, not only the
//! header: what is no number of the scale is refused.

use std::io::{Read, Seek};

use catsup_model::{
    Driver, Feed, Measure,
    survey::{QuestionKind, SurveyDefinition},
};
use jiff::tz::TimeZone;

use crate::{ExchangeError, Mapping, Table, header::Header, responses::ResponseReader};

const EXTERNAL_ID: &str = "external_id";
const TRUST: &str = "question_1";
const COMMENT: &str = "question_4";

/// The 17 columns, in the order of the file; a file may have them in any.
#[must_use]
pub fn columns() -> Vec<String> {
    let drivers = drivers().map(|feed| feed.to_string());
    let before = [EXTERNAL_ID, TRUST].map(str::to_owned).into_iter();
    before.chain(drivers).chain([COMMENT.to_owned()]).collect()
}

/// Whether a header is that of the federal file; further columns do not matter.
#[must_use]
pub fn recognises(header: &Header) -> bool {
    columns().iter().all(|column| header.place(column).is_some())
}

/// Reads the federal file as responses to `definition`, a survey of the second A-11 form: thumbs or five points.
///
/// The rows carry no time and no channel; the caller knows the quarter.
///
/// # Errors
/// [`ExchangeError::MissingColumns`] naming all that are missing; [`ExchangeError::NotThisForm`] when the survey does
/// not ask for trust.
pub fn read_federal<'a, R: Read + Seek>(
    table: &'a mut Table<R>,
    definition: &'a SurveyDefinition,
) -> Result<ResponseReader<'a, R>, ExchangeError> {
    let header = table.header();
    let missing: Vec<String> =
        columns().into_iter().filter(|column| header.place(column).is_none()).collect();
    if !missing.is_empty() {
        let names = missing.join(", ");
        return Err(ExchangeError::MissingColumns { names });
    }
    let mapping = mapping(definition)?;
    let mut plan = mapping.plan(header, definition)?;
    plan.numbers_only = true;
    plan.needed = [EXTERNAL_ID, TRUST].iter().filter_map(|column| header.place(column)).collect();
    let unasked = drivers().map(|feed| feed.to_string());
    plan.not_offered = unasked
        .filter(|column| !mapping.questions.contains_key(column))
        .filter_map(|column| header.place(&column))
        .collect();
    ResponseReader::new(table, plan, definition, TimeZone::UTC)
}

fn drivers() -> impl Iterator<Item = Feed> {
    let good = Driver::ALL.into_iter().map(Feed::WentWell);
    good.chain(Driver::ALL.into_iter().map(Feed::WentBadly))
}

/// Which column answers what, by what the questions and choices of the survey feed.
fn mapping(definition: &SurveyDefinition) -> Result<Mapping, ExchangeError> {
    let mut mapping = Mapping { external_id: Some(EXTERNAL_ID.to_owned()), ..Mapping::default() };
    let questions = &mut mapping.questions;
    for question in definition.questions() {
        if question.feeds == Some(Feed::Measure(Measure::Trust)) && question.scale().is_some() {
            questions.insert(TRUST.to_owned(), question.key.clone());
        }
        if matches!(question.kind, QuestionKind::LongText { .. }) {
            questions.insert(COMMENT.to_owned(), question.key.clone());
        }
        if let QuestionKind::Multiple { choices, .. } = &question.kind {
            questions.extend(choices.iter().filter_map(|choice| {
                let column = choice.feeds?.to_string();
                Some((column, format!("{}.{}", question.key, choice.key)))
            }));
        }
    }
    if questions.contains_key(TRUST) { Ok(mapping) } else { Err(ExchangeError::NotThisForm) }
}
