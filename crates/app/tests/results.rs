//! Results of an author's own questions on both databases: reference values, small groups, and whose they are.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use catsup_app::{
    Error,
    responses::{self, Submission},
    results::{self, CrossTable, Outcome, Results, ResultsQuery},
};
use catsup_model::{
    Role, Viewer,
    answers::RawAnswers,
    instrument::InstrumentCode,
    survey::{Survey, SurveyDefinition},
};
use catsup_testing::{TestApp, story};
use serde_json::{Value, json};

/// A yes or no, a choice of two and a number.
fn definition() -> SurveyDefinition {
    let text = |en: &str, es: &str| json!({"en": en, "es": es});
    let value = json!({"title": text("Counter", "Ventanilla"), "sections": [{"key": "page", "questions": [
        {"key": "done", "kind": "scale", "scale": "yes_no", "text": text("Done?", "¿Listo?")},
        {"key": "how", "kind": "single", "text": text("How?", "¿Cómo?"), "choices": [
            {"key": "phone", "text": text("Phone", "Teléfono")},
            {"key": "desk", "text": text("Desk", "Ventanilla")}]},
        {"key": "visits", "kind": "number", "low": 0, "high": 30, "text": text("Visits?", "¿Visitas?")},
    ]}]});
    serde_json::from_value(value).unwrap()
}

async fn send(test: &TestApp, survey: &Survey, answers: Value) {
    let answers: RawAnswers = serde_json::from_value(answers).unwrap();
    let submission = Submission { answers, ..Submission::default() };
    responses::submit(&test.app, &Viewer::operator(), &survey.key, submission).await.unwrap();
}

/// 24 and 12 say yes, 11 and 23 no, by phone and at the desk; they came 0, 1, 2 or 5 times.
async fn answered(test: &TestApp) -> Survey {
    let service = test.service("Permits").await;
    let survey = test.custom(&service, definition()).await;
    let visits = [(0, 10), (1, 30), (2, 20), (5, 10)];
    let mut visits = visits.into_iter().flat_map(|(times, n)| std::iter::repeat_n(times, n));
    for (done, how, n) in [(1, "phone", 24), (1, "desk", 12), (0, "phone", 11), (0, "desk", 23)] {
        for _ in 0..n {
            let answers = json!({"done": done, "how": how, "visits": visits.next().unwrap()});
            send(test, &survey, answers).await;
        }
    }
    survey
}

async fn read(test: &TestApp, viewer: &Viewer, survey: &Survey) -> Result<Results, Error> {
    results::read(&test.app, viewer, &survey.key, &ResultsQuery::default()).await
}

async fn cross(test: &TestApp, survey: &Survey) -> CrossTable {
    let query = ResultsQuery::default();
    let table = results::cross(&test.app, &Viewer::operator(), &survey.key, &query, "q:done", "q:how").await;
    table.unwrap().unwrap()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// Shares by `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")`, the number by NumPy and
/// `scipy.stats.t.interval` (SciPy 1.17.1, NumPy 2.4.6).
#[story]
async fn distributions_have_their_reference_values(test: TestApp) {
    let survey = answered(&test).await;
    let results = read(&test, &Viewer::operator(), &survey).await.unwrap();
    assert_eq!(results.responses, Some(70));
    let [done, how, visits] = results.questions.as_slice() else { panic!("three questions: {results:?}") };
    assert_eq!((done.asked, done.answered, how.answered, visits.answered), (70, 70, 70, 70));

    let Outcome::Scale { figure, .. } = &done.outcome else { panic!("a scale: {done:?}") };
    assert_eq!(figure.shown().unwrap().counts, [34, 36]);
    let Outcome::Choices { choices: Some(choices), .. } = &how.outcome else { panic!("choices: {how:?}") };
    let phone = choices[0].share.unwrap();
    assert_eq!((choices[0].taken, choices[0].of), (35, 70));
    near(phone.low, 0.385_957_176_453_024);
    near(phone.high, 0.614_042_823_546_976);

    let Outcome::Number { summary: Some(number) } = &visits.outcome else { panic!("a number: {visits:?}") };
    assert_eq!((number.n, number.lowest, number.highest), (70, 0, 5));
    assert_eq!((number.lower_quartile, number.median, number.upper_quartile), (1.0, 1.0, 2.0));
    near(number.mean, 1.714_285_714_285_714);
    near(number.standard_deviation.unwrap(), 1.495_334_358_837_68);
    let (low, high) = number.interval.unwrap();
    near(low, 1.357_735_822_022_629);
    near(high, 2.070_835_606_548_5);
}

/// The test by `scipy.stats.chi2_contingency([[11, 23], [24, 12]], correction=False)` (SciPy 1.17.1).
#[story]
async fn a_table_of_two_has_its_reference_values(test: TestApp) {
    let survey = answered(&test).await;
    let table = cross(&test, &survey).await;
    let counts: Vec<Vec<Option<u64>>> =
        table.cells.iter().map(|row| row.iter().map(|cell| cell.n).collect()).collect();
    assert_eq!(counts, [[Some(11), Some(23)], [Some(24), Some(12)]]);
    let yes_by_phone = table.cells[1][0];
    near(yes_by_phone.of_row.unwrap().share, 2.0 / 3.0);
    near(yes_by_phone.of_row.unwrap().low, 0.503_339_978_711_565);
    near(yes_by_phone.of_column.unwrap().share, 24.0 / 35.0);
    near(yes_by_phone.of_column.unwrap().high, 0.814_491_553_257_342);
    let test = table.test.unwrap();
    near(test.statistic, 8.235_294_117_647_058);
    near(test.p_value, 0.004_108_351_424_299);
}

#[story]
async fn groups_that_are_too_small_are_not_shown(test: TestApp) {
    let service = test.service("Permits").await;
    let survey = test.custom(&service, definition()).await;
    for place in 0..9 {
        send(&test, &survey, json!({"done": place % 2, "how": "phone"})).await;
    }
    let results = read(&test, &Viewer::operator(), &survey).await.unwrap();
    assert_eq!((results.smallest_cell, results.responses), (10, None));
    let Outcome::Scale { figure, .. } = &results.questions[0].outcome else { panic!("a scale") };
    assert!(figure.shown().is_none());
    assert!(matches!(results.questions[1].outcome, Outcome::Choices { choices: None, .. }));
    let table = cross(&test, &survey).await;
    assert!(table.n.is_none() && table.test.is_none());
    assert!(table.cells.iter().flatten().all(|cell| cell.n.is_none_or(|n| n == 0)), "{table:?}");
}

#[story]
async fn results_are_those_of_ones_own_organisation(test: TestApp) {
    let survey = answered(&test).await;
    let elsewhere = common::organisation(&test.app, None, "Elsewhere").await;
    let stranger = common::staff(&test.app, "far@agency.example", Role::Viewer, Some(elsewhere)).await;
    let refused = read(&test, &stranger.viewer, &survey).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    let refused = read(&test, &Viewer::public(), &survey).await;
    assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
}

/// Surveys of a standard instrument have nothing of their own; words are read, not counted.
#[story]
async fn own_questions_are_counted_for_the_surveys_that_have_some(test: TestApp) {
    let survey = answered(&test).await;
    let other = test.service("Library cards").await;
    let standard = test.survey(&other, InstrumentCode::A11V2).await;
    let viewer = Viewer::operator();
    let query = ResultsQuery::default();
    let found = results::own(&test.app, &viewer, &[standard.id, survey.id], &query).await.unwrap();
    let keys = |one: &Results| one.questions.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
    assert_eq!(found.iter().map(|one| one.survey).collect::<Vec<_>>(), [survey.id]);
    assert_eq!(keys(&found[0]), ["done", "how", "visits"]);
    let whole = read(&test, &viewer, &survey).await.unwrap();
    assert_eq!(found[0].questions, whole.questions);
    let denied = results::own(&test.app, &Viewer::public(), &[survey.id], &query).await;
    assert!(matches!(denied, Err(Error::Denied(_))), "{denied:?}");
}
