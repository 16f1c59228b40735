//! What somebody wrote, as a line of the page of a step or of a customer.

use catsup_app::journeys::Spoken;
use jiff::{civil::DateTime, tz::TimeZone};

use crate::{i18n::Translator, links};

/// One response as people read it.
#[derive(Debug)]
pub(super) struct SpokenLine {
    pub(super) href: String,
    pub(super) at: DateTime,
    pub(super) survey: String,
    pub(super) channel: String,
    /// Code of the language it was written in.
    pub(super) language: &'static str,
    /// Empty where nothing was written.
    pub(super) words: String,
    /// The first measure, and what was answered.
    pub(super) score: String,
    /// Whether it is known that the person had this step.
    pub(super) by_customer: bool,
}

impl SpokenLine {
    pub(super) fn of(t: Translator, one: &Spoken, zone: &TimeZone) -> Self {
        Self {
            href: links::response(one.response),
            at: one.at.to_zoned(zone.clone()).datetime(),
            survey: one.survey.clone(),
            channel: t.pick(&one.channel.name()).to_owned(),
            language: one.language.code(),
            words: one.words.clone(),
            score: one.score.map_or_else(String::new, |(measure, scale, value)| {
                format!("{}: {}", t.name("measure", measure.code()), t.answer(scale, value))
            }),
            by_customer: one.by_customer,
        }
    }

    pub(super) fn sample(by_customer: bool) -> Self {
        Self {
            href: links::response(catsup_model::id::ResponseId(7)),
            at: jiff::civil::date(2026, 3, 2).at(14, 5, 0, 0),
            survey: "Passport renewal: trust".to_owned(),
            channel: "Phone".to_owned(),
            language: "es",
            words: if by_customer { "La foto <nunca> subió.".to_owned() } else { String::new() },
            score: "Trust: No".to_owned(),
            by_customer,
        }
    }
}
