//! One line of the list: when, about what, how it came, how it went, and how it begins.

use catsup_app::inbox::Tag;
use catsup_model::{
    Feed,
    response::{Handling, Response, ResponseState, StoredAnswer},
    survey::{Question, QuestionKind, Survey},
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::names::Names;
use crate::i18n::Translator;

/// The longest part of a comment the list shows, in characters.
const EXCERPT: usize = 140;
/// The longest part of a question the list shows, in characters.
const QUESTION: usize = 48;

/// One response of the list.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) open: bool,
    /// When it came in: the list is in this order.
    pub(super) when: DateTime,
    /// The day it is about, where it came in on another one.
    pub(super) day: Option<Date>,
    pub(super) survey: String,
    pub(super) service: String,
    pub(super) channel: String,
    /// The first measure it answers, and the answer.
    pub(super) score: Option<(String, String)>,
    pub(super) words: String,
    pub(super) words_language: &'static str,
    pub(super) tags: Vec<Tag>,
    /// The state, where it is not the usual one.
    pub(super) state: Option<ResponseState>,
    pub(super) handling: Handling,
    pub(super) assignee: Option<String>,
    /// Whether it speaks of threat or despair.
    pub(super) urgent: bool,
}

impl Row {
    pub(super) fn of(t: Translator, names: &Names, response: &Response, zone: &TimeZone) -> Self {
        let local = |at: Timestamp| at.to_zoned(zone.clone()).datetime();
        let (when, happened) = (local(response.received_at), local(response.occurred_at).date());
        let survey = names.surveys.get(&response.survey);
        let own_words =
            |one: &&StoredAnswer| survey.is_some_and(|survey| is_own_words(survey, &one.question));
        let texts = response.answers.iter().filter(own_words).filter_map(|one| one.text.as_deref());
        let words = texts.max_by_key(|text| text.len()).unwrap_or_default();
        let assignee =
            response.assignee.and_then(|id| names.colleagues.iter().find(|(known, _)| *known == id));
        Self {
            id: response.id.to_string(),
            href: String::new(),
            open: false,
            when,
            day: (happened != when.date()).then_some(happened),
            survey: survey.map(|survey| survey.name.clone()).unwrap_or_default(),
            service: names.services.get(&response.service).cloned().unwrap_or_default(),
            channel: t.pick(&response.channel.name()).to_owned(),
            score: survey.and_then(|survey| score(t, survey, response)),
            words: shortened(words, EXCERPT),
            words_language: response.language.code(),
            tags: Vec::new(),
            state: (response.state != ResponseState::Received).then_some(response.state),
            handling: response.handling,
            assignee: assignee.map(|(_, name)| name.clone()),
            urgent: false,
        }
    }

    /// Whether staff have begun with it.
    pub(super) fn is_begun(&self) -> bool {
        self.handling != Handling::Received
    }
}

/// The first measure a response answers, and its answer in words; where it answers none, the first scale.
fn score(t: Translator, survey: &Survey, response: &Response) -> Option<(String, String)> {
    let questions = || survey.definition.questions();
    let answer = |question: &Question| {
        let value = response.answers.iter().find(|one| one.question == question.key)?.value?;
        Some(t.answer(question.scale()?, value))
    };
    let measured = questions().find_map(|question| {
        let Some(Feed::Measure(measure)) = question.feeds else { return None };
        Some((t.name("measure", measure.code()).to_string(), answer(question)?))
    });
    let own = |question: &Question| {
        let asked = t.pick(&question.text).trim_matches(['¿', '?', '.', ':', ' ']);
        Some((shortened(asked, QUESTION), answer(question)?))
    };
    measured.or_else(|| questions().find_map(own))
}

/// Whether an answer under this key is the person's own words, and no choice, day or address.
fn is_own_words(survey: &Survey, key: &str) -> bool {
    let other = |(question, choice): (&str, &str)| {
        let question = survey.definition.question(question);
        question.is_some_and(|one| one.choices().iter().any(|one| one.with_text && one.key == choice))
    };
    match survey.definition.question(key) {
        Some(question) => {
            matches!(question.kind, QuestionKind::ShortText { .. } | QuestionKind::LongText { .. })
        }
        None => key.split_once('.').is_some_and(other),
    }
}

fn shortened(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
    }
}
