//! Answers to a survey: what came in, parsed against the definition it answers.
//!
//! Missing stays missing: a blank answer is no answer, never zero. Answers to questions that were not asked (their
//! condition was not fulfilled) are dropped and counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Feed, Language,
    survey::{Choice, Condition, Question, QuestionKind, SurveyDefinition},
    text::Email,
    wording::{NewWording, WordingKey},
};

/// What came in, by question key: numbers, texts, or lists of choice keys. An “other” text stands under
/// `{question}.{choice}`.
pub type RawAnswers = BTreeMap<String, Value>;

/// One stored answer: a question, or one choice of a question (`answer_02.ease`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Question key, with `.choice` for a choice.
    pub question: String,
    /// Value on the wording's scale.
    pub value: Option<i64>,
    /// What was written, or the key of the single choice.
    pub text: Option<String>,
    /// What exactly was asked; `None` for texts.
    pub wording: Option<WordingKey>,
}

/// Answers that fit their survey.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// In the order of the survey.
    pub given: Vec<Answer>,
    /// Keys of questions answered though they were not asked.
    pub not_asked: Vec<String>,
}

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
}

/// How much of the survey must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness<'a> {
    /// Every required question that was asked.
    Whole,
    /// Only the required questions of the section of this key (one page of a form).
    Section(&'a str),
    /// None: imported rows may lack anything.
    Anything,
}

impl Answers {
    /// Parses what came in against the definition it answers.
    ///
    /// # Errors
    /// Every answer that does not fit, so that a person can mend all at once.
    pub fn parse(
        definition: &SurveyDefinition,
        raw: &RawAnswers,
        language: Language,
        completeness: Completeness<'_>,
    ) -> Result<Self, Vec<AnswerError>> {
        let mut answers = Self::default();
        let mut errors = unknown_questions(definition, raw);
        for section in &definition.sections {
            let demanded = match completeness {
                Completeness::Whole => true,
                Completeness::Section(key) => key == section.key,
                Completeness::Anything => false,
            };
            for question in &section.questions {
                let parsed = parse_question(question, raw, language);
                let fail = |reason| AnswerError { question: question.key.clone(), reason };
                if !question.ask_when.as_ref().is_none_or(|condition| answers.fulfil(condition)) {
                    if parsed.is_err() || parsed.is_ok_and(|given| given.iter().any(Answer::is_substantial)) {
                        answers.not_asked.push(question.key.clone());
                    }
                    continue;
                }
                match parsed {
                    Err(reason) => errors.push(fail(reason)),
                    Ok(given) if given.is_empty() && question.required && demanded => {
                        errors.push(fail(AnswerProblem::Required));
                    }
                    Ok(given) => answers.given.extend(given),
                }
            }
        }
        if errors.is_empty() { Ok(answers) } else { Err(errors) }
    }

    /// The value given to a question on a scale.
    #[must_use]
    pub fn value(&self, question: &str) -> Option<i64> {
        self.given.iter().find(|answer| answer.question == question).and_then(|answer| answer.value)
    }

    /// Whether nothing at all was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.given.iter().any(Answer::is_substantial)
    }

    fn fulfil(&self, condition: &Condition) -> bool {
        self.value(&condition.question).is_some_and(|value| condition.values.contains(&value))
    }
}

impl Answer {
    /// Whether the person did something: an offered choice left unticked is not an act.
    #[must_use]
    pub fn is_substantial(&self) -> bool {
        self.text.is_some() || self.value.is_some_and(|value| value != 0 || !self.is_tick())
    }

    fn is_tick(&self) -> bool {
        self.wording.as_ref().is_some_and(|wording| wording.scale == crate::Scale::Tick)
    }
}

/// The wordings under which answers to `definition` count, in every language it is complete in.
#[must_use]
pub fn wordings(definition: &SurveyDefinition) -> Vec<NewWording> {
    let mut wordings = Vec::new();
    for language in definition.languages() {
        for question in definition.questions() {
            let add = |key: WordingKey, feeds: Option<Feed>, text: &str| NewWording {
                key,
                feeds,
                text: text.to_owned(),
            };
            if let Some(key) = question.wording(language) {
                wordings.push(add(key, question.feeds, question.text.get(language)));
            }
            if let QuestionKind::Multiple { choices } = &question.kind {
                wordings.extend(choices.iter().map(|choice| {
                    add(question.choice_wording(choice, language), choice.feeds, choice.text.get(language))
                }));
            }
        }
    }
    wordings
}

fn unknown_questions(definition: &SurveyDefinition, raw: &RawAnswers) -> Vec<AnswerError> {
    let known = |key: &str| match key.split_once('.') {
        None => definition.question(key).is_some(),
        Some((question, choice)) => definition
            .question(question)
            .is_some_and(|question| question.choices().iter().any(|known| known.key == choice)),
    };
    let unknown = raw.keys().filter(|key| !known(key));
    unknown.map(|key| AnswerError { question: key.clone(), reason: AnswerProblem::UnknownQuestion }).collect()
}

fn parse_question(
    question: &Question,
    raw: &RawAnswers,
    language: Language,
) -> Result<Vec<Answer>, AnswerProblem> {
    let answer = |value, text, wording| Answer { question: question.key.clone(), value, text, wording };
    let given = raw.get(&question.key).filter(|value| !is_blank(value));
    let one = match (&question.kind, given) {
        (QuestionKind::Multiple { choices }, given) => {
            return parse_multiple(question, choices, given, raw, language);
        }
        (_, None) => return Ok(Vec::new()),
        (QuestionKind::Scale { scale }, Some(given)) => {
            let (low, high) = scale.range().into_inner();
            let value = whole_number(given).filter(|value| scale.allows(*value));
            let value = value.ok_or(AnswerProblem::OffScale { low, high })?;
            answer(Some(value), None, question.wording(language))
        }
        (QuestionKind::Single { choices }, Some(given)) => {
            let key = given.as_str().filter(|key| choices.iter().any(|choice| choice.key == *key));
            let key = key.ok_or_else(|| unknown_choice(choices))?;
            let mut answers = vec![answer(None, Some(key.to_owned()), None)];
            answers.extend(other_texts(question, choices, raw, &[key])?);
            return Ok(answers);
        }
        (QuestionKind::ShortText { limit } | QuestionKind::LongText { limit }, Some(given)) => {
            answer(None, Some(parse_text(given, *limit)?), None)
        }
        (QuestionKind::Email, Some(given)) => {
            let email =
                given.as_str().and_then(|text| Email::parse(text).ok()).ok_or(AnswerProblem::NotAnEmail)?;
            answer(None, Some(email.to_string()), None)
        }
    };
    Ok(vec![one])
}

/// A multiple choice yields one answer per offered choice, ticked 1 or not 0, once anything of it was answered or it
/// came as an (even empty) list; nothing otherwise, so that “not offered” stays distinct from “not ticked”.
fn parse_multiple(
    question: &Question,
    choices: &[Choice],
    given: Option<&Value>,
    raw: &RawAnswers,
    language: Language,
) -> Result<Vec<Answer>, AnswerProblem> {
    let came = given.or_else(|| raw.get(&question.key).filter(|value| value.is_array()));
    let ticked: Vec<&str> = match came {
        Some(Value::String(key)) => vec![key],
        Some(Value::Array(keys)) => keys
            .iter()
            .map(|key| key.as_str().ok_or_else(|| unknown_choice(choices)))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(unknown_choice(choices)),
        None => Vec::new(),
    };
    if ticked.iter().any(|key| choices.iter().all(|choice| choice.key != *key)) {
        return Err(unknown_choice(choices));
    }
    let other = other_texts(question, choices, raw, &ticked)?;
    let tick = |choice: &Choice| Answer {
        question: format!("{}.{}", question.key, choice.key),
        value: Some(i64::from(ticked.contains(&choice.key.as_str()))),
        text: other
            .iter()
            .find(|text| text.question.ends_with(&format!(".{}", choice.key)))
            .and_then(|a| a.text.clone()),
        wording: Some(question.choice_wording(choice, language)),
    };
    Ok(if came.is_some() { choices.iter().map(tick).collect() } else { Vec::new() })
}

/// The few words beside choices that ask for them, where such a choice was taken.
fn other_texts(
    question: &Question,
    choices: &[Choice],
    raw: &RawAnswers,
    taken: &[&str],
) -> Result<Vec<Answer>, AnswerProblem> {
    let mut texts = Vec::new();
    for choice in choices.iter().filter(|choice| choice.with_text && taken.contains(&choice.key.as_str())) {
        let key = format!("{}.{}", question.key, choice.key);
        if let Some(given) = raw.get(&key).filter(|value| !is_blank(value)) {
            let text = Some(parse_text(given, 200)?);
            texts.push(Answer { question: key, value: None, text, wording: None });
        }
    }
    Ok(texts)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// A whole number given as a number (`4`, `4.0`) or as its text.
fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e6)?;
            #[expect(clippy::cast_possible_truncation, reason = "whole and below a million")]
            Some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        Value::Bool(flag) => Some(i64::from(*flag)),
        _ => None,
    }
}

fn parse_text(value: &Value, longest: usize) -> Result<String, AnswerProblem> {
    let text = value.as_str().ok_or(AnswerProblem::NotText)?;
    let text: String =
        text.replace("\r\n", "\n").trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let length = text.chars().count();
    if length > longest { Err(AnswerProblem::TooLong { longest, length }) } else { Ok(text) }
}

fn unknown_choice(choices: &[Choice]) -> AnswerProblem {
    let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
    AnswerProblem::UnknownChoice { choices: keys.join(", ") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::instrument::{Instrument, InstrumentCode, Setup};

    fn survey(code: InstrumentCode) -> SurveyDefinition {
        let instrument = Instrument::of(code);
        let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
        instrument.build(&Setup { names, ..Setup::default() }).unwrap()
    }

    fn parse(code: InstrumentCode, raw: Value) -> Result<Answers, Vec<AnswerError>> {
        let raw: RawAnswers = serde_json::from_value(raw).unwrap();
        Answers::parse(&survey(code), &raw, Language::En, Completeness::Whole)
    }

    #[test]
    fn offered_drivers_are_three_valued() {
        let answers =
            parse(InstrumentCode::A11V2, json!({"answer_01": 1, "answer_02": ["ease"], "answer_03": []}))
                .unwrap();
        assert_eq!(answers.value("answer_02.ease"), Some(1));
        assert_eq!(answers.value("answer_02.humanity"), Some(0));
        assert_eq!(answers.value("answer_03.ease"), None, "what went badly was not offered");
        assert!(answers.not_asked.is_empty());
    }

    #[test]
    fn answers_to_questions_not_asked_are_dropped_and_named() {
        let answers = parse(InstrumentCode::A11V2, json!({"answer_01": 0, "answer_02": ["ease"]})).unwrap();
        assert_eq!(answers.not_asked, ["answer_02"]);
        assert_eq!(answers.value("answer_02.ease"), None);
    }

    #[test]
    fn missing_is_missing_and_never_zero() {
        let answers = parse(
            InstrumentCode::A11V1,
            json!({"answer_01": "5", "answer_02": 4.0, "answer_03": "", "answer_04": null}),
        );
        let answers = answers.unwrap();
        assert_eq!(answers.given.len(), 2);
        assert_eq!((answers.value("answer_01"), answers.value("answer_03")), (Some(5), None));
    }

    #[test]
    fn every_wrong_answer_is_named_at_once() {
        let errors =
            parse(InstrumentCode::A11V1, json!({"answer_01": 6, "answer_03": "great", "answer_10": 1}))
                .unwrap_err();
        let named: Vec<&str> = errors.iter().map(|error| error.question.as_str()).collect();
        assert_eq!(named, ["answer_10", "answer_01", "answer_02", "answer_03"]);
    }

    #[test]
    fn a_text_loses_its_control_characters_and_keeps_its_lines() {
        let answers =
            parse(InstrumentCode::OpenEnded, json!({"answer_01": " one\r\ntwo\u{0}\u{7} "})).unwrap();
        assert_eq!(answers.given[0].text.as_deref(), Some("one\ntwo"));
    }

    #[test]
    fn other_keeps_its_words_beside_the_tick() {
        let raw = json!({"answer_01": 1, "answer_02": ["other"], "answer_02.other": "the garden"});
        let answers = parse(InstrumentCode::A11V2, raw).unwrap();
        let other = answers.given.iter().find(|answer| answer.question == "answer_02.other").unwrap();
        assert_eq!((other.value, other.text.as_deref()), (Some(1), Some("the garden")));
    }
}
