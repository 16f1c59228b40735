//! Conditions in forms: every earlier question with its real answers, each open to be waited for; and back.
//!
//! A condition made elsewhere may be deeper than the form; then it is kept as it is unless the author makes another.

use std::collections::BTreeSet;

use catsup_model::survey::{Condition, Is, Question, QuestionKind, SurveyDefinition, Test};

use super::words;
use crate::{
    components::Choice,
    forms::{FieldError, Form},
    i18n::Translator,
};

/// An earlier question, as something to wait for.
#[derive(Debug)]
pub(super) struct Earlier {
    /// Name of the field that says what must hold.
    pub(super) field: String,
    /// Name of the field of the answers.
    pub(super) answers_field: String,
    /// Name of the field of a number.
    pub(super) number_field: String,
    pub(super) name: String,
    pub(super) tests: Vec<Choice>,
    /// Its answers; empty where a number or nothing is entered.
    pub(super) answers: Vec<Choice>,
    pub(super) takes_number: bool,
    /// Whether the condition waits for it.
    pub(super) used: bool,
}

/// The questions before a place: those of earlier pages, and of the page itself before the question named.
pub(super) fn before<'a>(
    definition: &'a SurveyDefinition,
    page: &str,
    question: Option<&str>,
) -> Vec<&'a Question> {
    let mut earlier = Vec::new();
    for section in &definition.sections {
        if section.key == page {
            let on_page = section.questions.iter();
            let until = |one: &&Question| Some(one.key.as_str()) != question;
            if question.is_some() {
                earlier.extend(on_page.take_while(until));
            }
            return earlier;
        }
        earlier.extend(&section.questions);
    }
    earlier
}

/// What the form offers to wait for.
pub(super) fn offered(t: Translator, earlier: &[&Question], form: &Form) -> Vec<Earlier> {
    let mut offered = Vec::new();
    for question in earlier.iter().filter(|one| one.kind != QuestionKind::Display) {
        let name = words::name(t, question);
        if question.rows().is_empty() {
            offered.push(Earlier::of(t, question.key.clone(), name, question, form));
            continue;
        }
        for row in question.rows() {
            let called = format!("{name} – {}", t.pick(&row.text));
            offered.push(Earlier::of(t, format!("{}.{}", question.key, row.key), called, question, form));
        }
    }
    offered
}

impl Earlier {
    fn of(t: Translator, key: String, name: String, question: &Question, form: &Form) -> Self {
        let answers = match &question.kind {
            QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => Choice::of_scale(&t, *scale),
            _ => question.choices().iter().map(|one| Choice::new(&one.key, t.pick(&one.text))).collect(),
        };
        let codes: &[&str] = match &question.kind {
            QuestionKind::Scale { .. } | QuestionKind::Grid { .. } => &["values", "answered", "unanswered"],
            QuestionKind::Single { .. } | QuestionKind::Multiple { .. } => {
                &["choices", "none_of", "answered", "unanswered"]
            }
            QuestionKind::Number { .. } => &["number", "at_least", "at_most", "answered", "unanswered"],
            _ => &["answered", "unanswered"],
        };
        let test = |code: &&str| Choice::new(code, t.name("builder-wait", code));
        let field = format!("test.{key}");
        Self {
            used: form.filled(&field).is_some(),
            answers_field: format!("answers.{key}"),
            number_field: format!("number.{key}"),
            field,
            name,
            tests: codes.iter().map(test).collect(),
            answers,
            takes_number: matches!(question.kind, QuestionKind::Number { .. }),
        }
    }
}

/// Puts a condition into a form. One that the form cannot show is left to be kept.
pub(super) fn put(form: &mut Form, condition: Option<&Condition>, earlier: &[&Question]) {
    let Some(condition) = condition else {
        form.set("when", "always");
        return;
    };
    let tests = match condition {
        Condition::Test(_) => condition.tests(),
        Condition::All { all: within } | Condition::Any { any: within } => {
            within.iter().filter(|&one| matches!(one, Condition::Test(_))).map(|one| one.tests()[0]).collect()
        }
    };
    let questions: BTreeSet<&str> = tests.iter().map(|test| test.question.as_str()).collect();
    let flat = tests.len() == condition.tests().len() && questions.len() == tests.len();
    let entries: Vec<_> = tests.iter().filter_map(|test| shown(test, earlier)).collect();
    if !flat || entries.len() != tests.len() {
        form.set("when", "kept");
        return;
    }
    form.set("when", if matches!(condition, Condition::Any { .. }) { "any" } else { "all" });
    let mut all = form.entries().to_vec();
    all.extend(entries.into_iter().flatten());
    *form = Form::with(all);
}

/// A test as entries of the form; `None` when its question is not offered or has no such answers.
fn shown(test: &Test, earlier: &[&Question]) -> Option<Vec<(String, String)>> {
    let key = &test.question;
    let question = earlier.iter().find(|one| one.key == key.split('.').next().unwrap_or_default())?;
    let scale = match &question.kind {
        QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => Some(*scale),
        _ => None,
    };
    let on_scale = |holds: &dyn Fn(i64) -> bool| {
        Some((
            "values",
            scale?.range().filter(|value| holds(*value)).map(|value| value.to_string()).collect(),
        ))
    };
    let number = |code, value: i64| Some((code, vec![value.to_string()]));
    let (code, answers): (&str, Vec<String>) = match &test.is {
        Is::Values(values) if scale.is_some() => on_scale(&|value| values.contains(&value)),
        Is::AtLeast(low) if scale.is_some() => on_scale(&|value| value >= *low),
        Is::AtMost(high) if scale.is_some() => on_scale(&|value| value <= *high),
        Is::Values(values) if values.len() == 1 => number("number", values[0]),
        Is::Values(_) => None,
        Is::AtLeast(low) => number("at_least", *low),
        Is::AtMost(high) => number("at_most", *high),
        Is::Choices(keys) => Some(("choices", keys.clone())),
        Is::NoneOf(keys) => Some(("none_of", keys.clone())),
        Is::Answered(true) => Some(("answered", Vec::new())),
        Is::Answered(false) => Some(("unanswered", Vec::new())),
    }?;
    let field = if matches!(code, "number" | "at_least" | "at_most") { "number" } else { "answers" };
    let mut entries = vec![(format!("test.{key}"), code.to_owned())];
    entries.extend(answers.into_iter().map(|answer| (format!("{field}.{key}"), answer)));
    Some(entries)
}

/// Reads the condition that was entered; `kept` is the one there was.
pub(super) fn read(form: &mut Form, offered: &[Earlier], kept: Option<&Condition>) -> Option<Condition> {
    let any = match form.value("when") {
        "kept" => return kept.cloned(),
        "any" => true,
        "all" => false,
        _ => return None,
    };
    let mut tests = Vec::new();
    for earlier in offered {
        if let Some(is) = read_test(form, earlier) {
            let question = earlier.field.trim_start_matches("test.").to_owned();
            tests.push(Condition::Test(Test { question, is }));
        }
    }
    if offered.iter().all(|earlier| form.filled(&earlier.field).is_none()) {
        form.refuse("when", FieldError::new("builder-no-test"));
    }
    match (tests.len(), any) {
        (0, _) => None,
        (1, _) => tests.pop(),
        (_, true) => Some(Condition::Any { any: tests }),
        (_, false) => Some(Condition::All { all: tests }),
    }
}

fn read_test(form: &mut Form, earlier: &Earlier) -> Option<Is> {
    let code = form.filled(&earlier.field)?.to_owned();
    let answers: Vec<String> = form.values(&earlier.answers_field).map(str::to_owned).collect();
    let number = form.filled(&earlier.number_field).and_then(|value| value.parse::<i64>().ok());
    let is = match code.as_str() {
        "answered" => Some(Is::Answered(true)),
        "unanswered" => Some(Is::Answered(false)),
        "number" => number.map(|number| Is::Values(vec![number])),
        "at_least" => number.map(Is::AtLeast),
        "at_most" => number.map(Is::AtMost),
        _ if answers.is_empty() => None,
        "values" => Some(Is::Values(answers.iter().filter_map(|answer| answer.parse().ok()).collect())),
        "choices" => Some(Is::Choices(answers)),
        "none_of" => Some(Is::NoneOf(answers)),
        _ => None,
    };
    if is.is_none() {
        let key = if earlier.takes_number { "error-number" } else { "builder-no-answer" };
        form.refuse(&earlier.field, FieldError::new(key));
    }
    is
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_condition_comes_back_from_the_form_as_it_went_in() {
        let definition = super::super::sample::working().survey.definition;
        let earlier = before(&definition, "page_3", None);
        let t = Translator::new(Language::En);
        for when in [
            json!({"question": "why", "choices": ["pay"]}),
            json!({"all": [{"question": "satisfied", "values": [1, 2]}, {"question": "age", "at_least": 18}]}),
            json!({"any": [{"question": "parts.staff", "values": [5]}, {"question": "case", "answered": false}]}),
            json!({"all": [{"any": [{"question": "why", "answered": true}]}, {"question": "age", "at_most": 3}]}),
        ] {
            let condition: Condition = serde_json::from_value(when).unwrap();
            let mut form = Form::empty();
            put(&mut form, Some(&condition), &earlier);
            let offered = offered(t, &earlier, &form);
            assert_eq!(read(&mut form, &offered, Some(&condition)), Some(condition));
        }
    }

    #[test]
    fn only_what_comes_before_is_offered() {
        let definition = super::super::sample::working().survey.definition;
        let keys = |page, question| {
            before(&definition, page, question).iter().map(|one| one.key.clone()).collect::<Vec<_>>()
        };
        assert_eq!(keys("page_1", Some("age")), ["why", "satisfied"]);
        assert_eq!(keys("page_2", None), ["why", "satisfied", "age"], "a page waits for earlier pages");
    }
}
