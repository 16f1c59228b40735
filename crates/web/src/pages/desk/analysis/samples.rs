//! Example answers for the pages' samples, analysed as any file is.

use std::io::Cursor;

use catsup_app::{
    drivers::{self, Analysed, DriverQuestion, DriverReport, Told},
    path_models::{self, ModelFile, PathModelQuestion, PathModelReport},
    scorecards::{Choices, ScorecardQuery},
};
use catsup_model::{
    Feed, Language, Measure, Scale,
    id::WordingId,
    wording::{Wording, WordingKey},
};
use jiff::civil::date;

use super::cut::Cut;
use crate::{i18n::Translator, pages::desk::scorecard::Asked};

const COLUMNS: [&str; 7] =
    ["effectiveness", "ease", "efficiency", "transparency", "employee", "satisfaction", "trust"];

/// Two hundred made-up people whose trust follows satisfaction, and satisfaction effectiveness.
fn answers() -> String {
    let mut text = format!("{}\n", COLUMNS.join(","));
    for person in 0..200_i64 {
        let answer = |prime: i64| 1 + person * prime % 97 % 5;
        let (effectiveness, ease, efficiency) = (answer(37), answer(53), answer(61));
        let (transparency, employee) = (answer(71), answer(43));
        let satisfaction = (3 * effectiveness + ease + answer(89)) / 5;
        let trust = (2 * satisfaction + employee + answer(29)) / 4;
        let row = [effectiveness, ease, efficiency, transparency, employee, satisfaction, trust];
        text.push_str(&row.map(|value| value.to_string()).join(","));
        text.push('\n');
    }
    text
}

/// What an analysis of responses on six wordings found, or why it found nothing.
pub(super) fn analysed<Report>(rarely_answered: Vec<Measure>, told: Told<Report>) -> Analysed<Report> {
    let key = WordingKey {
        item: "a11_v1.trust".to_owned(),
        variant: "increased_trust".to_owned(),
        scale: Scale::Likert5,
        language: Language::En,
    };
    let wording =
        Wording { id: WordingId(1), key, feeds: Some(Feed::Measure(Measure::Trust)), text: String::new() };
    Analysed {
        scope: "Passport renewal".to_owned(),
        path: Vec::new(),
        instrument: Some("a11_v1".to_owned()),
        wordings: vec![wording; 6],
        rarely_answered,
        told,
    }
}

/// Drivers of their trust.
pub(super) fn driver_report() -> DriverReport {
    let block = |name: &str| name.parse().expect("a column is a block");
    let predictors = COLUMNS[..5].iter().map(|name| block(name)).collect();
    let question = DriverQuestion { resamples: 60, ..DriverQuestion::new(block("trust"), predictors) };
    drivers::analyse_table(Cursor::new(answers()), None, &question).expect("the sample can be analysed")
}

/// The federal path model of their answers.
pub(super) fn path_report() -> PathModelReport {
    let model = ModelFile::ready("federal").expect("the federal model is ready");
    let question = PathModelQuestion { resamples: 60, ..PathModelQuestion::new(model) };
    path_models::estimate_table(Cursor::new(answers()), None, &question).expect("the sample can be estimated")
}

/// Filters as an address sets them.
pub(super) fn cut(t: Translator, pairs: &[(&str, &str)]) -> Cut {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let asked = Asked::read(pairs, date(2026, 3, 10));
    let choices = Choices {
        segments: vec![("region".to_owned(), vec!["North".to_owned(), "South".to_owned()])],
        ..Choices::default()
    };
    Cut::new(t, asked, &choices, ScorecardQuery::default(), "FY 2026 Q1".to_owned())
}
