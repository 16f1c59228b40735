//! From what came in to answers, question by question.

use jiff::civil::Date;
use serde_json::Value;

use super::{Answer, AnswerError, AnswerProblem, RawAnswers};
use crate::{
    Language, Scale,
    survey::{Choice, Question, QuestionKind, SurveyDefinition},
    text::Email,
};

pub(super) fn unknown_questions(definition: &SurveyDefinition, raw: &RawAnswers) -> Vec<AnswerError> {
    let known = |key: &str| match key.split_once('.') {
        None => definition.question(key).is_some(),
        Some((question, choice)) => definition
            .question(question)
            .is_some_and(|question| question.parts().iter().any(|known| known.key == choice)),
    };
    let unknown = raw.keys().filter(|key| !known(key));
    unknown.map(|key| AnswerError { question: key.clone(), reason: AnswerProblem::UnknownQuestion }).collect()
}

pub(super) fn parse_question(
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
pub(super) fn unanswered(question: &Question, given: &[Answer]) -> Vec<AnswerError> {
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
