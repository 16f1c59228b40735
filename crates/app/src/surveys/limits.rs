//! How much a survey holds, and what every working draft keeps to: keys that name one thing each, texts that fit.

use std::collections::BTreeSet;

use catsup_model::{
    Feed, Language, Measure, Scale,
    instrument::InstrumentCode,
    survey::{Condition, Question, QuestionKind, SurveyDefinition},
};

use super::{
    keys::is_key,
    texts::{Text, texts},
};
use crate::{Error, FieldError, Refusal, metrics};

/// The most pages of a survey.
pub const MOST_PAGES: usize = 50;
/// The most questions of a survey.
pub const MOST_QUESTIONS: usize = 200;
/// The most choices or statements of a question.
pub const MOST_PARTS: usize = 100;
/// The most questions of an A-11 survey, its own among them (OMB Circular A-11, section 280).
pub const MOST_FEDERAL_QUESTIONS: usize = 15;
/// The most characters a line of text may accept.
pub const LONGEST_LINE: usize = 500;
/// The most characters several lines of text may accept.
pub const LONGEST_LINES: usize = 10_000;
/// The most tests of one condition.
const MOST_TESTS: usize = 100;
/// A page of this key would stand at the address of the thanks.
const THANKS_PAGE: &str = "thanks";

/// Whether an instrument follows OMB Circular A-11.
#[must_use]
pub fn is_federal(instrument: InstrumentCode) -> bool {
    instrument.code().starts_with("a11")
}

/// How many questions people are asked at most.
#[must_use]
pub fn asked(definition: &SurveyDefinition) -> usize {
    definition.questions().filter(|question| question.is_answered_by_people()).count()
}

/// The measures that a question on this scale may feed.
#[must_use]
pub fn measures_of(scale: Scale) -> Vec<Measure> {
    let measured = metrics::catalogue().measures.iter().filter(|metric| metric.scales.contains(&scale));
    measured.map(|metric| metric.measure).collect()
}

/// Refuses what a survey of this instrument does not hold; a draft that was larger before may shrink step by step.
pub(super) fn check_size(
    instrument: InstrumentCode,
    before: &SurveyDefinition,
    after: &SurveyDefinition,
) -> Result<(), Error> {
    let parts = |of: &SurveyDefinition| of.questions().map(|one| one.parts().len()).max().unwrap_or(0);
    let mut sizes = vec![
        ("pages", MOST_PAGES, before.sections.len(), after.sections.len()),
        ("questions", MOST_QUESTIONS, before.questions().count(), after.questions().count()),
        ("choices", MOST_PARTS, parts(before), parts(after)),
    ];
    if is_federal(instrument) {
        sizes.push(("federal_questions", MOST_FEDERAL_QUESTIONS, asked(before), asked(after)));
    }
    match sizes.into_iter().find(|(_, most, was, is)| is > most && is > was) {
        Some((what, most, ..)) => Err(Refusal::TooMany { what, most }.into()),
        None => Ok(()),
    }
}

/// Everything that keeps a definition from being a draft, by path; whether it may be published is for
/// [`SurveyDefinition::problems`] to say.
pub(super) fn faults(definition: &SurveyDefinition) -> Vec<FieldError> {
    let mut faults: Vec<FieldError> = texts(definition).iter().flat_map(text_faults).collect();
    let mut pages = BTreeSet::new();
    let mut questions = BTreeSet::new();
    for (index, section) in definition.sections.iter().enumerate() {
        let at = format!("sections[{index}]");
        let free = section.key != THANKS_PAGE && pages.insert(&section.key);
        check_key(&mut faults, &at, &section.key, free);
        check_condition(&mut faults, &at, section.ask_when.as_ref());
        for (index, question) in section.questions.iter().enumerate() {
            let at = format!("{at}.questions[{index}]");
            check_key(&mut faults, &at, &question.key, questions.insert(&question.key));
            check_condition(&mut faults, &at, question.ask_when.as_ref());
            check_question(&mut faults, &at, question);
        }
    }
    faults
}

fn check_question(faults: &mut Vec<FieldError>, at: &str, question: &Question) {
    let mut keys = BTreeSet::new();
    for (index, part) in question.parts().iter().enumerate() {
        let parts = if question.rows().is_empty() { "choices" } else { "rows" };
        check_key(faults, &format!("{at}.{parts}[{index}]"), &part.key, keys.insert(&part.key));
    }
    let most = match question.kind {
        QuestionKind::ShortText { limit, .. } => Some((limit, LONGEST_LINE)),
        QuestionKind::LongText { limit } => Some((limit, LONGEST_LINES)),
        _ => None,
    };
    if let Some((_, longest)) = most.filter(|(limit, longest)| limit > longest) {
        let reason = format!("must be at most {longest}");
        faults.push(FieldError::new(format!("{at}.limit"), "limit", reason).limited_to(longest));
    }
    if question.is_own() && !may_feed(question) {
        let reason = "no question of this kind and scale feeds that";
        faults.push(FieldError::new(format!("{at}.feeds"), "feeds", reason));
    }
}

fn may_feed(question: &Question) -> bool {
    match (question.feeds, question.scale()) {
        (None, _) => true,
        (Some(Feed::Measure(measure)), Some(scale)) => measures_of(scale).contains(&measure),
        _ => false,
    }
}

fn check_key(faults: &mut Vec<FieldError>, at: &str, key: &str, free: bool) {
    if !is_key(key) {
        let reason = "must be 1 to 40 lower-case letters, digits and underscores";
        faults.push(FieldError::new(format!("{at}.key"), "key", reason));
    } else if !free {
        faults.push(FieldError::new(format!("{at}.key"), "taken", format!("“{key}” is taken")));
    }
}

fn check_condition(faults: &mut Vec<FieldError>, at: &str, condition: Option<&Condition>) {
    if condition.is_some_and(|condition| condition.tests().len() > MOST_TESTS) {
        let reason = format!("must have at most {MOST_TESTS} tests");
        faults.push(FieldError::new(format!("{at}.ask_when"), "too-many", reason));
    }
}

fn text_faults(text: &Text<'_>) -> Vec<FieldError> {
    let fault = |language: Language| {
        let words = text.text.exact(language)?;
        let field = format!("{}.{language}", text.path);
        let length = words.chars().count();
        if length > text.longest {
            let reason = format!("must have at most {} characters, has {length}", text.longest);
            return Some(FieldError::new(field, "too-long", reason).limited_to(text.longest));
        }
        let hidden = |c: char| c.is_control() && !c.is_whitespace();
        let reason = "must not contain control characters";
        words.contains(hidden).then(|| FieldError::new(field, "control-character", reason))
    };
    Language::ALL.into_iter().filter_map(fault).collect()
}
