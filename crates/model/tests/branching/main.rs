//! Branching: for random surveys and random answers, the server asks what a plain reading of the conditions asks,
//! keeps answers to that alone, reads what it kept back the same, and the browser's `conditions.js` agrees.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod plain;
mod random;

use catsup_model::{
    Language,
    answers::{Answers, Completeness, raw_of},
    response::StoredAnswer,
    survey::SurveyDefinition,
};
use proptest::{prelude::*, strategy::ValueTree as _};

use random::{any_answers, any_survey};

fn any_case() -> impl Strategy<Value = (SurveyDefinition, catsup_model::answers::RawAnswers)> {
    any_survey().prop_flat_map(|survey| {
        let answers = any_answers(&survey);
        (Just(survey), answers)
    })
}

fn stored(answers: &Answers) -> Vec<StoredAnswer> {
    let store = |answer: &catsup_model::answers::Answer| StoredAnswer {
        question: answer.question.clone(),
        value: answer.value,
        wording: None,
        text: answer.text.clone(),
    };
    answers.given.iter().map(store).collect()
}

fn belongs(answer: &str, question: &str) -> bool {
    answer.split('.').next() == Some(question)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_asked_follows_from_the_answers_that_count((survey, raw) in any_case()) {
        let Ok(answers) = Answers::parse(&survey, &raw, Language::En, Completeness::Anything) else { return Ok(()) };
        prop_assert_eq!(&answers.asked, &plain::asked(&survey, &raw));
        for answer in &answers.given {
            prop_assert!(answers.asked.iter().any(|question| belongs(&answer.question, question)), "{}", answer.question);
        }
        prop_assert!(answers.not_asked.iter().all(|question| !answers.asked.contains(question)));
    }

    #[test]
    fn what_is_stored_reads_back_the_same((survey, raw) in any_case()) {
        let Ok(answers) = Answers::parse(&survey, &raw, Language::En, Completeness::Anything) else { return Ok(()) };
        let again = raw_of(&survey, &stored(&answers));
        let again = Answers::parse(&survey, &again, Language::En, Completeness::Anything).unwrap();
        prop_assert_eq!(&again.given, &answers.given);
        prop_assert_eq!(&again.asked, &answers.asked);
        prop_assert!(again.not_asked.is_empty());
    }
}

#[test]
fn most_random_answers_fit_and_branching_bites() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut fit, mut branched, cases) = (0, 0, 300);
    for _ in 0..cases {
        let (survey, raw) = any_case().new_tree(&mut runner).unwrap().current();
        let Ok(answers) = Answers::parse(&survey, &raw, Language::En, Completeness::Anything) else {
            continue;
        };
        fit += 1;
        branched += usize::from(answers.asked.len() < survey.questions().count() && answers.asked.len() > 1);
    }
    assert!(fit * 3 > cases, "only {fit} of {cases} cases say anything");
    assert!(branched * 4 > fit, "only {branched} of {fit} cases leave something out");
}
