//! Answers that the address filled in before: visible, changeable, and only those that fit.

use catsup_model::{
    Language,
    answers::{Answers, Completeness},
    survey::{Question, QuestionKind, Section, SurveyDefinition},
};

use super::{
    entries::{key_of, only},
    flow::is_hidden,
};
use crate::{components::day_fields, forms::Form};

/// The fields of a page with what was filled in before and fits its question.
pub(super) fn form(section: &Section, filled: &[(String, String)]) -> Form {
    let fits = |key: &str| fits(section, filled, key);
    let kept = filled.iter().filter(|(field, _)| fits(key_of(field))).cloned();
    split_days(section, Form::with(kept))
}

/// Whether what was filled in for a question is an answer to it.
pub(super) fn fits(section: &Section, filled: &[(String, String)], key: &str) -> bool {
    let Some(question) = section.questions.iter().find(|question| question.key == key) else { return false };
    let raw = only(section, &Form::with(filled.iter().cloned()), &|one| one == key);
    !is_hidden(question) && Answers::parse(&alone(question), &raw, Language::En, Completeness::Whole).is_ok()
}

/// A survey that asks nothing else.
fn alone(question: &Question) -> SurveyDefinition {
    let question = Question { ask_when: None, required: true, ..question.clone() };
    let section = Section {
        key: "alone".to_owned(),
        title: catsup_model::Translated::default(),
        ask_when: None,
        questions: vec![question],
    };
    SurveyDefinition { sections: vec![section], ..SurveyDefinition::default() }
}

/// An address writes a day in one piece; the form has three fields for it.
fn split_days(section: &Section, mut form: Form) -> Form {
    for question in section.questions.iter().filter(|one| matches!(one.kind, QuestionKind::Date { .. })) {
        if let Ok(day) = form.value(&question.key).parse::<jiff::civil::Date>() {
            let parts = [day.month().to_string(), day.day().to_string(), day.year().to_string()];
            for (field, part) in day_fields(&question.key).iter().zip(parts) {
                form.set(field, part);
            }
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use catsup_testing::every_kind;

    use super::*;

    #[test]
    fn only_what_fits_is_filled_in() {
        let definition = every_kind();
        let filled = [
            ("visits", "99"),
            ("branch", "other"),
            ("branch.other", "the bus"),
            ("reasons", "books"),
            ("reasons", "nonsense"),
            ("day", "2026-10-03"),
            ("name", "Ana"),
        ];
        let filled = filled.map(|(field, value)| (field.to_owned(), value.to_owned()));
        let form = form(&definition.sections[1], &filled);
        assert_eq!((form.value("visits"), form.value("reasons"), form.value("name")), ("", "", ""));
        assert!(form.chose("branch", "other"));
        assert_eq!(
            (form.value("branch.other"), form.value("day"), form.value("day.year")),
            ("the bus", "10", "2026")
        );
    }
}
