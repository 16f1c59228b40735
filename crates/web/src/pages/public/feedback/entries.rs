//! Between the fields of a form and raw answers, in both directions.

use catsup_app::FieldError as Refused;
use catsup_model::{
    answers::RawAnswers,
    survey::{Condition, Given, Question, QuestionKind, Section},
};
use serde_json::Value;

use crate::forms::{FieldError, Form};

/// The longest “other” text, as the model takes it.
const OTHER_LIMIT: usize = 200;

/// What was entered on the page of `section`, as raw answers. `before` holds the answers of earlier pages.
///
/// A multiple choice that was asked comes as a list even when nothing was ticked, so that “offered, not ticked” is
/// kept; one that was not asked comes only when something was ticked anyway, for the server to discard.
pub(super) fn raw_answers(section: &Section, form: &Form, before: &RawAnswers) -> RawAnswers {
    let mut answers = RawAnswers::new();
    for question in &section.questions {
        let key = &question.key;
        if let QuestionKind::Multiple { .. } = question.kind {
            let ticked: Vec<Value> = form.values(key).map(Value::from).collect();
            if !ticked.is_empty() || is_asked(question, section, form, before) {
                answers.insert(key.clone(), Value::Array(ticked));
            }
        } else if let Some(value) = form.filled(key) {
            answers.insert(key.clone(), value.into());
        }
        for choice in question.choices().iter().filter(|choice| choice.with_text) {
            let other = other_name(key, &choice.key);
            if let Some(words) = form.filled(&other).filter(|_| form.chose(key, &choice.key)) {
                answers.insert(other, words.into());
            }
        }
    }
    answers
}

/// The field beside a choice that asks for a few words.
pub(super) fn other_name(question: &str, choice: &str) -> String {
    format!("{question}.{choice}")
}

fn is_asked(question: &Question, section: &Section, form: &Form, before: &RawAnswers) -> bool {
    let Some(condition) = &question.ask_when else { return true };
    condition.holds(&|key| {
        if section.questions.iter().any(|earlier| earlier.key == key) {
            form.filled(key).and_then(|value| value.parse().ok()).map(Given::Value)
        } else {
            stored_value(before, key)
        }
    })
}

/// Whether stored answers fulfil a condition.
pub(super) fn is_fulfilled(condition: &Condition, stored: &RawAnswers) -> bool {
    condition.holds(&|key| stored_value(stored, key))
}

fn stored_value(stored: &RawAnswers, key: &str) -> Option<Given<'static>> {
    stored.get(key).and_then(Value::as_i64).map(Given::Value)
}

/// Whether nothing at all was answered.
pub(super) fn is_blank(answers: &RawAnswers) -> bool {
    answers.values().all(|value| value.as_array().is_some_and(Vec::is_empty))
}

/// Stored answers as the entries of a form.
pub(super) fn form_of(stored: &RawAnswers) -> Form {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (name, value) in stored {
        match value {
            Value::Array(ticked) => {
                entries.extend(
                    ticked.iter().filter_map(Value::as_str).map(|key| (name.clone(), key.to_owned())),
                );
            }
            Value::String(text) => entries.push((name.clone(), text.clone())),
            Value::Null => {}
            other => entries.push((name.clone(), other.to_string())),
        }
    }
    Form::with(entries)
}

/// The form with what is wrong beside each field of the section, in the order of the page.
pub(super) fn refused(section: &Section, mut form: Form, errors: Vec<Refused>) -> Form {
    for question in &section.questions {
        let key = &question.key;
        let of_question = errors.iter().find(|error| error.field.strip_prefix("answers.") == Some(key));
        if let Some(error) = of_question {
            let (field, words) = words(question, error, &form);
            form.refuse(&field, words);
        }
    }
    if form.is_valid()
        && let Some(question) = section.questions.first()
    {
        form.refuse(&question.key, FieldError::new("error-nothing-answered"));
    }
    form
}

/// The field to mend, and how.
fn words(question: &Question, error: &Refused, form: &Form) -> (String, FieldError) {
    let key = question.key.clone();
    let is_text = question.scale().is_none() && question.choices().is_empty();
    match error.code {
        "required" if is_text => (key, FieldError::new("error-required")),
        "required" => (key, FieldError::new("error-choose")),
        "too-long" => too_long(question, form),
        "not-an-email" => (key, FieldError::new("error-email")),
        _ if is_text => (key, FieldError::new("error-required")),
        _ => (key, FieldError::new("error-choose-known")),
    }
}

fn too_long(question: &Question, form: &Form) -> (String, FieldError) {
    let error = |name: String, limit: usize| {
        let length = form.value(&name).trim().chars().count();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let words =
            FieldError::new("error-too-long").number("limit", number(limit)).number("length", number(length));
        (name, words)
    };
    match &question.kind {
        QuestionKind::ShortText { limit, .. } | QuestionKind::LongText { limit } => {
            error(question.key.clone(), *limit)
        }
        _ => {
            let names = question.choices().iter().map(|choice| other_name(&question.key, &choice.key));
            let longest = names.max_by_key(|name| form.value(name).len());
            error(longest.unwrap_or_else(|| question.key.clone()), OTHER_LIMIT)
        }
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::instrument::{Instrument, InstrumentCode, Setup};
    use serde_json::json;

    use super::*;

    fn section() -> Section {
        let instrument = Instrument::of(InstrumentCode::A11V2);
        let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
        let definition = instrument.build(&Setup { names, ..Setup::default() }).unwrap();
        definition.sections.into_iter().next().unwrap()
    }

    fn raw(entries: &[(&str, &str)]) -> Value {
        let form = Form::with(entries.iter().copied());
        serde_json::to_value(raw_answers(&section(), &form, &RawAnswers::new())).unwrap()
    }

    #[test]
    fn what_was_offered_and_not_ticked_is_kept_and_what_was_not_offered_is_not() {
        assert_eq!(raw(&[("answer_01", "1")]), json!({"answer_01": "1", "answer_02": []}));
        assert_eq!(raw(&[("answer_01", "0")]), json!({"answer_01": "0", "answer_03": []}));
        assert_eq!(raw(&[]), json!({}));
    }

    #[test]
    fn other_words_count_only_beside_their_tick() {
        let other = ("answer_02.other", "the garden");
        assert_eq!(raw(&[("answer_01", "1"), other]), json!({"answer_01": "1", "answer_02": []}));
        assert_eq!(
            raw(&[("answer_01", "1"), ("answer_02", "other"), other]),
            json!({"answer_01": "1", "answer_02": ["other"], "answer_02.other": "the garden"})
        );
    }

    #[test]
    fn what_is_stored_fills_the_form() {
        let stored = json!({"answer_01": 1, "answer_02": ["ease", "other"], "answer_02.other": "x", "answer_04": null});
        let form = form_of(&serde_json::from_value(stored).unwrap());
        assert!(form.chose("answer_01", "1") && form.chose("answer_02", "ease"));
        assert_eq!(form.value("answer_02.other"), "x");
        assert_eq!(form.value("answer_04"), "");
    }

    #[test]
    fn a_long_text_is_told_its_length() {
        let form = Form::with([("answer_04", "x".repeat(1001))]);
        let error =
            Refused::new("answers.answer_04", "too-long", "must have at most 1000 characters, has 1001");
        let form = refused(&section(), form, vec![error]);
        let expected = FieldError::new("error-too-long").number("limit", 1000).number("length", 1001);
        assert_eq!(form.error("answer_04"), Some(&expected));
    }
}
