//! What is wrong with answers, in words, beside the field to mend.

use catsup_app::FieldError as Refused;
use catsup_model::survey::{Question, QuestionKind, Section};

use super::{entries::other_name, question::is_range};
use crate::{
    forms::{FieldError, Form},
    i18n::Translator,
};

/// The longest “other” text, as the model takes it.
const OTHER_LIMIT: usize = 200;

/// The form with what is wrong beside each field of the section, in the order of the page.
pub(super) fn refused(section: &Section, mut form: Form, errors: &[Refused], t: Translator) -> Form {
    for question in &section.questions {
        let names = std::iter::once(question.key.clone())
            .chain(question.rows().iter().map(|row| other_name(&question.key, &row.key)));
        for name in names {
            let of_field = errors.iter().find(|error| error.field.strip_prefix("answers.") == Some(&name));
            if let Some(error) = of_field {
                let (field, words) = words(question, name, error.code, &form, t);
                form.refuse(&field, words);
            }
        }
    }
    if form.is_valid() {
        let answered = section.questions.iter().find(|question| question.is_answered_by_people());
        let first = answered.map(|question| match question.rows().first() {
            Some(row) => other_name(&question.key, &row.key),
            None => question.key.clone(),
        });
        form.refuse(first.as_deref().unwrap_or("main"), FieldError::new("error-nothing-answered"));
    }
    form
}

/// The field to mend, and how.
fn words(question: &Question, name: String, code: &str, form: &Form, t: Translator) -> (String, FieldError) {
    if code == "too-long" {
        return too_long(question, form);
    }
    let error = match (&question.kind, code) {
        (QuestionKind::Grid { rows, .. }, "required") => {
            let row = rows.iter().find(|row| name.ends_with(&format!(".{}", row.key)));
            FieldError::new("error-choose-for")
                .text("row", row.map(|row| t.pick(&row.text)).unwrap_or_default())
        }
        (QuestionKind::Date { .. }, "required") => FieldError::new("error-date-missing"),
        (
            QuestionKind::Scale { .. } | QuestionKind::Single { .. } | QuestionKind::Multiple { .. },
            "required",
        ) => FieldError::new("error-choose"),
        (QuestionKind::Number { low, high }, "off-scale") if is_range(*low, *high) => {
            FieldError::new("error-number-range").number("low", *low).number("high", *high)
        }
        (QuestionKind::Number { .. }, "off-scale") => FieldError::new("error-number"),
        (QuestionKind::Multiple { choices, at_least, at_most }, "tick-count") => {
            ticks(at_least.unwrap_or(0), at_most.unwrap_or(choices.len()), choices.len())
        }
        (QuestionKind::Date { earliest, latest }, "not-a-day") => {
            let day = |day: &jiff::civil::Date| t.date(*day).to_string();
            match (earliest.as_ref().map(day), latest.as_ref().map(day)) {
                (Some(first), Some(last)) => {
                    FieldError::new("error-day-between").text("first", first).text("last", last)
                }
                (Some(first), None) => FieldError::new("error-day-from").text("first", first),
                (None, Some(last)) => FieldError::new("error-day-until").text("last", last),
                (None, None) => FieldError::new("error-day"),
            }
        }
        (_, "not-an-email") => FieldError::new("error-email"),
        (_, "not-a-phone") => FieldError::new("error-phone"),
        (_, "not-digits") => FieldError::new("error-digits"),
        (_, "not-a-zip-code") => FieldError::new("error-zip-code"),
        (_, "not-a-web-address") => FieldError::new("error-web-address"),
        (_, "off-scale" | "unknown-choice" | "tick-count") => FieldError::new("error-choose-known"),
        _ => FieldError::new("error-required"),
    };
    (name, error)
}

fn ticks(fewest: usize, most: usize, offered: usize) -> FieldError {
    if fewest == most {
        FieldError::new("error-ticks-exactly").number("n", whole(most))
    } else if fewest > 1 && most < offered {
        FieldError::new("error-ticks-between").number("fewest", whole(fewest)).number("most", whole(most))
    } else if fewest > 1 {
        FieldError::new("error-ticks-at-least").number("n", whole(fewest))
    } else {
        FieldError::new("error-ticks-at-most").number("n", whole(most))
    }
}

fn too_long(question: &Question, form: &Form) -> (String, FieldError) {
    let error = |name: String, limit: usize| {
        let length = form.value(&name).trim().chars().count();
        let words =
            FieldError::new("error-too-long").number("limit", whole(limit)).number("length", whole(length));
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

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use catsup_app::responses::answer_error;
    use catsup_model::{
        Language,
        answers::{Answers, Completeness},
    };
    use catsup_testing::every_kind;

    use super::{super::entries::raw_answers, *};
    use crate::i18n::Translator;

    /// Sends a page and returns each field to mend with its words.
    fn mend(place: usize, language: Language, entries: &[(&str, &str)]) -> Vec<(String, String)> {
        let definition = every_kind();
        let (section, t) = (&definition.sections[place], Translator::new(language));
        let form = Form::with(entries.iter().copied());
        let raw = raw_answers(&definition, section, &form, &catsup_model::answers::RawAnswers::new());
        let errors =
            Answers::parse(&definition, &raw, language, Completeness::Section(&section.key)).unwrap_err();
        let errors: Vec<Refused> = errors.iter().map(answer_error).collect();
        let form = refused(section, form, &errors, t);
        form.errors().iter().map(|(name, error)| (name.clone(), error.say(&t).to_string())).collect()
    }

    #[test]
    fn every_error_names_its_field_and_says_what_to_do() {
        let long = "x".repeat(201);
        let entries = [
            ("aspects.hours", "7"),
            ("branch", "other"),
            ("branch.other", &long),
            ("visits", "99"),
            ("reasons", "books"),
            ("reasons", "quiet"),
            ("reasons", "computers"),
            ("day", "2"),
            ("day.day", "31"),
            ("day.year", "2026"),
        ];
        let mend = mend(1, Language::En, &entries);
        let expected = [
            ("aspects.hours", "Choose one of the answers offered"),
            ("aspects.building", "Choose an answer for “The building”"),
            ("aspects.collection", "Choose an answer for “The books”"),
            ("branch.other", "Shorten this to 200 characters or fewer; it has 201"),
            ("reasons", "Tick no more than 2"),
            ("visits", "Enter a number from 0 to 31"),
            ("day", "Enter a day from Jan 1, 2020 to Dec 31, 2030"),
        ];
        // A grid with a row off its scale says so before it demands the rows left open.
        let expected: Vec<_> = expected
            .iter()
            .filter(|(name, _)| !matches!(*name, "aspects.building" | "aspects.collection"))
            .collect();
        assert_eq!(
            mend.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>(),
            expected.into_iter().copied().collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_a_text_must_look_like_is_said_in_the_readers_language() {
        let entries =
            [("card", "12a"), ("zip", "123"), ("site", "example"), ("reply", "1"), ("email", "ana")];
        let said = |language, entries: &[(&str, &str)]| {
            mend(3, language, entries).into_iter().map(|(_, words)| words).collect::<Vec<_>>()
        };
        assert_eq!(
            said(Language::En, &entries),
            [
                "Enter digits only",
                "Enter a ZIP code such as 20500 or 20500-0001",
                "Enter a web address such as https://example.gov",
                "Enter an email address such as name@example.gov",
            ]
        );
        assert!(said(Language::Es, &entries)[0].starts_with("Escriba"));
        let phone = [("reply", "1"), ("email", "ana@example.gov"), ("phone", "call me")];
        assert_eq!(said(Language::En, &phone), ["Enter a phone number such as 202-555-0143"]);
    }

    #[test]
    fn a_grid_that_must_be_answered_asks_for_each_line_left_open() {
        let mend = mend(1, Language::En, &[("aspects.hours", "3"), ("branch", "river")]);
        let names: Vec<&str> = mend.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["aspects.building", "aspects.collection"]);
        assert_eq!(mend[0].1, "Choose an answer for “The building”");
    }

    #[test]
    fn a_page_with_nothing_on_it_asks_for_one_answer() {
        let definition = every_kind();
        let t = Translator::new(Language::En);
        let form = refused(&definition.sections[0], Form::empty(), &[], t);
        assert_eq!(form.errors()[0].0, "stars", "the first question that a person answers");
    }
}
