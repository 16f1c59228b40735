//! Answers to a survey: what came in, parsed against the definition it answers.
//!
//! Missing stays missing: a blank answer is no answer, never zero. Answers to questions that were not asked (their
//! condition was not fulfilled) are dropped and counted.

mod parse;
mod problem;
mod raw;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Feed, Language, Scale,
    survey::{Condition, Given, QuestionKind, SurveyDefinition},
    wording::{NewWording, WordingKey},
};

use self::parse::{parse_question, unanswered, unknown_questions};
pub use self::{
    problem::{AnswerError, AnswerProblem},
    raw::raw_of,
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
    /// Keys of the questions that were asked, in the order of the survey.
    pub asked: Vec<String>,
    /// Keys of questions answered though they were not asked.
    pub not_asked: Vec<String>,
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
