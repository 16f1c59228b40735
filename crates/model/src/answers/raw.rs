//! Back from stored answers to the form they came in.

use serde_json::Value;

use super::RawAnswers;
use crate::{
    response::StoredAnswer,
    survey::{QuestionKind, SurveyDefinition},
};

/// Stored answers in the form they came in, so that a form can show them and parse them again.
#[must_use]
pub fn raw_of(definition: &SurveyDefinition, answers: &[StoredAnswer]) -> RawAnswers {
    let mut raw = RawAnswers::new();
    for answer in answers {
        let choice = answer.question.split_once('.').filter(|(question, _)| {
            let asked = definition.question(question);
            asked.is_some_and(|asked| !matches!(asked.kind, QuestionKind::Grid { .. }))
        });
        let Some((question, choice)) = choice else {
            let value = answer.value.map(Value::from).or_else(|| answer.text.clone().map(Value::from));
            raw.insert(answer.question.clone(), value.unwrap_or(Value::Null));
            continue;
        };
        if let Some(value) = answer.value {
            let ticked = raw.entry(question.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
            if let (1, Value::Array(ticked)) = (value, ticked) {
                ticked.push(choice.into());
            }
        }
        if let Some(text) = &answer.text {
            raw.insert(answer.question.clone(), text.clone().into());
        }
    }
    raw
}
