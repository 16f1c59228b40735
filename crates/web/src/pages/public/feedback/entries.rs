//! Between the fields of a form and raw answers, in both directions.

use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    survey::{Question, QuestionKind, Section, SurveyDefinition},
};
use serde_json::Value;

use super::flow::is_hidden;
use crate::{components::day_fields, forms::Form};

/// What was entered on the page of `section`, as raw answers. `known` holds the answers of the other pages and the
/// values that came with the visitor.
///
/// A multiple choice that was asked comes as a list even when nothing was ticked, so that “offered, not ticked” is
/// kept; one that was not asked comes only when something was ticked anyway, for the server to discard.
pub(super) fn raw_answers(
    definition: &SurveyDefinition,
    section: &Section,
    form: &Form,
    known: &RawAnswers,
) -> RawAnswers {
    let mut answers = only(section, form, &|_| true);
    let mut all = known.clone();
    all.retain(|key, _| {
        !section.questions.iter().any(|question| key_of(key) == question.key && !is_hidden(question))
    });
    all.extend(answers.clone());
    // What does not fit is refused anyway.
    if let Ok(parsed) = Answers::parse(definition, &all, Language::En, Completeness::Anything) {
        let offered = |question: &&Question| {
            matches!(question.kind, QuestionKind::Multiple { .. }) && parsed.asked.contains(&question.key)
        };
        for question in section.questions.iter().filter(offered) {
            answers.entry(question.key.clone()).or_insert_with(|| Value::Array(Vec::new()));
        }
    }
    answers
}

/// What was entered for those questions of a page that `counts` names, and nothing about what was left open.
pub(super) fn only(section: &Section, form: &Form, counts: &impl Fn(&str) -> bool) -> RawAnswers {
    let mut answers = RawAnswers::new();
    for question in section.questions.iter().filter(|question| counts(&question.key)) {
        let key = &question.key;
        match &question.kind {
            QuestionKind::Multiple { .. } => {
                let ticked: Vec<Value> = form.values(key).map(Value::from).collect();
                if !ticked.is_empty() {
                    answers.insert(key.clone(), Value::Array(ticked));
                }
            }
            QuestionKind::Grid { rows, .. } => {
                let names = rows.iter().map(|row| other_name(key, &row.key));
                answers.extend(names.filter_map(|name| Some((name.clone(), form.filled(&name)?.into()))));
            }
            QuestionKind::Date { .. } => answers.extend(day(key, form).map(|day| (key.clone(), day.into()))),
            QuestionKind::Hidden | QuestionKind::Display => {}
            _ => answers.extend(form.filled(key).map(|value| (key.clone(), value.into()))),
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

/// The field beside a choice that asks for a few words, and the field of a statement.
pub(super) fn other_name(question: &str, part: &str) -> String {
    format!("{question}.{part}")
}

/// The question that a key of raw answers belongs to.
pub(super) fn key_of(key: &str) -> &str {
    key.split('.').next().unwrap_or_default()
}

/// A day from its three fields as `2026-07-31`, or what was entered when it is none; `None` when all are blank.
fn day(key: &str, form: &Form) -> Option<String> {
    let fields = day_fields(key);
    let [month, day, year] = fields.each_ref().map(|field| form.filled(field));
    if (day, year) == (None, None) {
        // A whole day may stand in the first field: addresses write it so.
        return month.map(str::to_owned);
    }
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok());
    Some(match (number(month), number(day), number(year)) {
        (Some(month), Some(day), Some(year)) => format!("{year:04}-{month:02}-{day:02}"),
        _ => [month, day, year].map(Option::unwrap_or_default).join("/"),
    })
}

/// Whether nothing at all was answered by a person; values that came along do not count.
pub(super) fn is_blank(answers: &RawAnswers) -> bool {
    answers.values().all(|value| value.as_array().is_some_and(Vec::is_empty))
}

/// Stored answers as the entries of a form.
pub(super) fn form_of(definition: &SurveyDefinition, stored: &RawAnswers) -> Form {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (name, value) in stored {
        let kind = definition.question(name).map(|question| &question.kind);
        match value {
            Value::Array(ticked) => {
                entries.extend(
                    ticked.iter().filter_map(Value::as_str).map(|key| (name.clone(), key.to_owned())),
                );
            }
            Value::String(text) => match (kind, text.parse::<jiff::civil::Date>()) {
                (Some(QuestionKind::Date { .. }), Ok(day)) => {
                    let parts = [day.month().to_string(), day.day().to_string(), day.year().to_string()];
                    entries.extend(day_fields(name).into_iter().zip(parts));
                }
                _ => entries.push((name.clone(), text.clone())),
            },
            Value::Null => {}
            other => entries.push((name.clone(), other.to_string())),
        }
    }
    Form::with(entries)
}

#[cfg(test)]
mod tests {
    use catsup_model::instrument::{Instrument, InstrumentCode, Setup};
    use catsup_testing::every_kind;
    use serde_json::json;

    use super::*;

    fn definition() -> SurveyDefinition {
        let instrument = Instrument::of(InstrumentCode::A11V2);
        let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
        instrument.build(&Setup { names, ..Setup::default() }).unwrap()
    }

    fn raw(definition: &SurveyDefinition, place: usize, entries: &[(&str, &str)]) -> Value {
        let form = Form::with(entries.iter().copied());
        let answers = raw_answers(definition, &definition.sections[place], &form, &RawAnswers::new());
        serde_json::to_value(answers).unwrap()
    }

    #[test]
    fn what_was_offered_and_not_ticked_is_kept_and_what_was_not_offered_is_not() {
        let definition = definition();
        let raw = |entries: &[(&str, &str)]| raw(&definition, 0, entries);
        assert_eq!(raw(&[("answer_01", "1")]), json!({"answer_01": "1", "answer_02": []}));
        assert_eq!(raw(&[("answer_01", "0")]), json!({"answer_01": "0", "answer_03": []}));
        assert_eq!(raw(&[]), json!({}));
    }

    #[test]
    fn other_words_count_only_beside_their_tick() {
        let definition = definition();
        let other = ("answer_02.other", "the garden");
        let raw = |entries: &[(&str, &str)]| raw(&definition, 0, entries);
        assert_eq!(raw(&[("answer_01", "1"), other]), json!({"answer_01": "1", "answer_02": []}));
        assert_eq!(
            raw(&[("answer_01", "1"), ("answer_02", "other"), other]),
            json!({"answer_01": "1", "answer_02": ["other"], "answer_02.other": "the garden"})
        );
    }

    #[test]
    fn what_is_stored_fills_the_form_and_comes_back_the_same() {
        let definition = every_kind();
        let stored = json!({
            "aspects.hours": "2", "branch": "other", "branch.other": "the bus", "reasons": ["books", "other"],
            "reasons.other": "x", "visits": "3", "day": "2026-10-03",
        });
        let form = form_of(&definition, &serde_json::from_value(stored.clone()).unwrap());
        assert_eq!((form.value("day"), form.value("day.day"), form.value("day.year")), ("10", "3", "2026"));
        let back = raw_answers(&definition, &definition.sections[1], &form, &RawAnswers::new());
        assert_eq!(serde_json::to_value(back).unwrap(), stored);
    }

    #[test]
    fn a_day_that_is_none_is_kept_for_the_error_and_a_blank_one_is_no_answer() {
        let definition = every_kind();
        let day = |entries: &[(&str, &str)]| raw(&definition, 1, entries)["day"].clone();
        assert_eq!(day(&[("day", "2"), ("day.day", "31"), ("day.year", "2026")]), "2026-02-31");
        assert_eq!(day(&[("day", ""), ("day.day", "3"), ("day.year", "soon")]), "/3/soon");
        assert_eq!(day(&[("day", ""), ("day.day", " "), ("day.year", "")]), Value::Null);
        assert_eq!(day(&[("day", "2026-10-03")]), "2026-10-03");
    }
}
