//! Answers to a survey: what came in, parsed against the definition it answers.
//!
//! Missing stays missing: a blank answer is no answer, never zero. Answers to questions that were not asked (their
//! condition was not fulfilled) are dropped and counted.

mod raw;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Feed, Language, Scale,
    survey::{Choice, Condition, Given, Question, QuestionKind, SurveyDefinition, TextCheck},
    text::Email,
    wording::{NewWording, WordingKey},
};

pub use self::raw::raw_of;

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
    /// Keys of the questions that were asked, in the order of the survey.
    pub asked: Vec<String>,
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
            let shown =
                section.ask_when.as_ref().is_none_or(|condition| answers.fulfil(definition, condition));
            for question in &section.questions {
                let parsed = parse_question(question, raw, language);
                let asked = question.ask_when.as_ref();
                if !shown || !asked.is_none_or(|condition| answers.fulfil(definition, condition)) {
                    if parsed.is_err() || parsed.is_ok_and(|given| given.iter().any(Answer::is_substantial)) {
                        answers.not_asked.push(question.key.clone());
                    }
                    continue;
                }
                answers.asked.push(question.key.clone());
                match parsed {
                    Err(reasons) => errors.extend(reasons),
                    Ok(given) => {
                        if question.required && demanded {
                            errors.extend(unanswered(question, &given));
                        }
                        answers.given.extend(given);
                    }
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

    /// Whether what was answered fulfils a condition of the survey.
    #[must_use]
    pub fn fulfil(&self, definition: &SurveyDefinition, condition: &Condition) -> bool {
        condition.holds(&|question| self.given_to(definition, question))
    }

    /// The answer to `question` (or to the statement `question.row`) as conditions see it.
    #[must_use]
    pub fn given_to(&self, definition: &SurveyDefinition, question: &str) -> Option<Given<'_>> {
        let key = question.split('.').next().unwrap_or_default();
        let asked = definition.question(key)?;
        if let QuestionKind::Multiple { .. } = asked.kind {
            let choice = |answer: &&Answer| answer.value == Some(1);
            let own = self.given.iter().filter(choice).filter_map(|answer| answer.question.split_once('.'));
            let taken: Vec<&str> = own.filter(|(of, _)| *of == key).map(|(_, choice)| choice).collect();
            return (!taken.is_empty()).then_some(Given::Choices(taken));
        }
        let answer = self.given.iter().find(|answer| answer.question == question)?;
        match (answer.value, answer.text.as_deref(), &asked.kind) {
            (Some(value), ..) => Some(Given::Value(value)),
            (None, Some(key), QuestionKind::Single { .. }) => Some(Given::Choices(vec![key])),
            (None, Some(text), _) => Some(Given::Text(text)),
            (None, None, _) => None,
        }
    }
}

impl Answer {
    /// Whether the person did something: an offered choice left unticked is not an act.
    #[must_use]
    pub fn is_substantial(&self) -> bool {
        self.text.is_some() || self.value.is_some_and(|value| value != 0 || !self.is_tick())
    }

    fn is_tick(&self) -> bool {
        self.wording.as_ref().is_some_and(|wording| wording.scale == Scale::Tick)
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
            if let QuestionKind::Multiple { choices, .. } = &question.kind {
                wordings.extend(choices.iter().map(|choice| {
                    add(question.choice_wording(choice, language), choice.feeds, choice.text.get(language))
                }));
            }
            wordings.extend(question.rows().iter().filter_map(|row| {
                Some(add(question.row_wording(row, language)?, row.feeds, row.text.get(language)))
            }));
        }
    }
    wordings
}

fn unknown_questions(definition: &SurveyDefinition, raw: &RawAnswers) -> Vec<AnswerError> {
    let known = |key: &str| match key.split_once('.') {
        None => definition.question(key).is_some(),
        Some((question, choice)) => definition
            .question(question)
            .is_some_and(|question| question.parts().iter().any(|known| known.key == choice)),
    };
    let unknown = raw.keys().filter(|key| !known(key));
    unknown.map(|key| AnswerError { question: key.clone(), reason: AnswerProblem::UnknownQuestion }).collect()
}

fn parse_question(
    question: &Question,
    raw: &RawAnswers,
    language: Language,
) -> Result<Vec<Answer>, Vec<AnswerError>> {
    if let QuestionKind::Grid { scale, rows } = &question.kind {
        return parse_grid(question, *scale, rows, raw, language);
    }
    let fail = |reason| vec![AnswerError { question: question.key.clone(), reason }];
    parse_one(question, raw, language).map_err(fail)
}

/// A grid yields one answer per statement that was answered, under `question.row`.
fn parse_grid(
    question: &Question,
    scale: Scale,
    rows: &[Choice],
    raw: &RawAnswers,
    language: Language,
) -> Result<Vec<Answer>, Vec<AnswerError>> {
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    for row in rows {
        let key = format!("{}.{}", question.key, row.key);
        let Some(given) = raw.get(&key).filter(|value| !is_blank(value)) else { continue };
        match on_scale(given, scale) {
            Ok(value) => {
                let wording = question.row_wording(row, language);
                answers.push(Answer { question: key, value: Some(value), text: None, wording });
            }
            Err(reason) => errors.push(AnswerError { question: key, reason }),
        }
    }
    if errors.is_empty() { Ok(answers) } else { Err(errors) }
}

/// What a required question still needs: an answer, to each statement in a grid.
fn unanswered(question: &Question, given: &[Answer]) -> Vec<AnswerError> {
    let needed = |question| AnswerError { question, reason: AnswerProblem::Required };
    if question.rows().is_empty() {
        let missing = !given.iter().any(Answer::is_substantial);
        return if missing { vec![needed(question.key.clone())] } else { Vec::new() };
    }
    let rows = question.rows().iter().map(|row| format!("{}.{}", question.key, row.key));
    rows.filter(|row| given.iter().all(|answer| answer.question != *row)).map(needed).collect()
}

fn on_scale(given: &Value, scale: Scale) -> Result<i64, AnswerProblem> {
    let (low, high) = scale.range().into_inner();
    whole_number(given).filter(|value| scale.allows(*value)).ok_or(AnswerProblem::OffScale { low, high })
}

fn parse_one(
    question: &Question,
    raw: &RawAnswers,
    language: Language,
) -> Result<Vec<Answer>, AnswerProblem> {
    let answer = |value, text, wording| Answer { question: question.key.clone(), value, text, wording };
    let given = raw.get(&question.key).filter(|value| !is_blank(value));
    let one = match (&question.kind, given) {
        (QuestionKind::Multiple { choices, at_least, at_most }, given) => {
            let bounds = (at_least.unwrap_or(0), at_most.unwrap_or(choices.len()));
            return parse_multiple(question, choices, bounds, given, raw, language);
        }
        (_, None) | (QuestionKind::Display | QuestionKind::Grid { .. }, _) => return Ok(Vec::new()),
        (QuestionKind::Scale { scale }, Some(given)) => {
            answer(Some(on_scale(given, *scale)?), None, question.wording(language))
        }
        (QuestionKind::Number { low, high }, Some(given)) => {
            let value = whole_number(given).filter(|value| (low..=high).contains(&value));
            answer(Some(value.ok_or(AnswerProblem::OffScale { low: *low, high: *high })?), None, None)
        }
        (QuestionKind::Single { choices, .. }, Some(given)) => {
            let key = given.as_str().filter(|key| choices.iter().any(|choice| choice.key == *key));
            let key = key.ok_or_else(|| unknown_choice(choices))?;
            let mut answers = vec![answer(None, Some(key.to_owned()), None)];
            answers.extend(other_texts(question, choices, raw, &[key])?);
            return Ok(answers);
        }
        (QuestionKind::ShortText { limit, check }, Some(given)) => {
            let text = parse_text(given, *limit)?;
            let fits = check.accepts(&text);
            answer(
                None,
                Some(if fits { text } else { return Err(AnswerProblem::Unlike { check: *check }) }),
                None,
            )
        }
        (QuestionKind::LongText { limit }, Some(given)) => {
            answer(None, Some(parse_text(given, *limit)?), None)
        }
        (QuestionKind::Hidden, Some(given)) => answer(None, Some(parse_text(given, HIDDEN_LIMIT)?), None),
        (QuestionKind::Email, Some(given)) => {
            let email =
                given.as_str().and_then(|text| Email::parse(text).ok()).ok_or(AnswerProblem::NotAnEmail)?;
            answer(None, Some(email.to_string()), None)
        }
        (QuestionKind::Phone, Some(given)) => {
            let phone = given.as_str().and_then(phone_number).ok_or(AnswerProblem::NotAPhone)?;
            answer(None, Some(phone), None)
        }
        (QuestionKind::Date { earliest, latest }, Some(given)) => {
            let day = given.as_str().and_then(|text| text.trim().parse::<Date>().ok());
            let day = day.filter(|day| {
                earliest.is_none_or(|first| *day >= first) && latest.is_none_or(|last| *day <= last)
            });
            let wrong = AnswerProblem::NotADay { earliest: *earliest, latest: *latest };
            answer(None, Some(day.ok_or(wrong)?.to_string()), None)
        }
    };
    Ok(vec![one])
}

/// The longest value that comes with a visitor.
const HIDDEN_LIMIT: usize = 200;

/// A telephone number as it was written, when it has 7 to 15 digits and nothing but what goes between them.
fn phone_number(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ' ' | 'x');
    ((7..=15).contains(&digits) && text.chars().count() <= 30 && text.chars().all(plain))
        .then(|| text.to_owned())
}

/// A multiple choice yields one answer per offered choice, ticked 1 or not 0, once anything of it was answered or it
/// came as an (even empty) list; nothing otherwise, so that “not offered” stays distinct from “not ticked”.
fn parse_multiple(
    question: &Question,
    choices: &[Choice],
    (fewest, most): (usize, usize),
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
    let count = ticked.iter().collect::<std::collections::BTreeSet<_>>().len();
    if count > 0 && !(fewest..=most).contains(&count) {
        return Err(AnswerProblem::TickCount { fewest, most, ticked: count });
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
        Value::String(text) => text.chars().all(|c| c.is_whitespace() || c.is_control()),
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
    let plain = text.replace("\r\n", "\n").replace(|c: char| c != '\n' && c.is_control(), "");
    // Trimmed last, or blanks behind a control character would stay and a second reading give another text.
    let text = plain.trim().to_owned();
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
