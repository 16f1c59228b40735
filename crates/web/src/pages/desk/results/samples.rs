//! Samples of the results page: every kind of question, too few answers, nothing yet.

use catsup_app::{
    results::{
        Axis, AxisValue, Cell, ChoiceShare, CrossTable, NumberSummary, Outcome, QuestionResult, RowFigure,
    },
    scorecards::{Figure, Share},
};
use catsup_model::{Scale, Translated, survey::QuestionKind};

use super::*;
use crate::{layout::Samples, pages::desk::paper::every_kind};

fn share(part: i64, whole: i64) -> Option<Share> {
    Share::of(part, whole)
}

fn figure(scale: Scale, n: u64) -> Figure {
    let counts: Vec<u64> =
        scale.range().map(|value| n / 4 + u64::try_from(value).unwrap_or_default()).collect();
    sample_figure(scale, &counts, counts.iter().sum())
}

fn sample_figure(scale: Scale, counts: &[u64], n: u64) -> Figure {
    let half = Share { share: 0.5, low: 0.4, high: 0.6 };
    let nps = catsup_app::scorecards::NetPromoter { score: 12.0, low: 3.0, high: 21.0 };
    Figure::Shown(Box::new(catsup_app::scorecards::Summary {
        n,
        values: scale.range().collect(),
        counts: counts.to_vec(),
        mean: 3.4,
        low: 3.2,
        high: 3.6,
        standard_deviation: Some(1.1),
        top2: half,
        bottom2: half,
        nps: (scale == Scale::Likelihood11).then_some(nps),
    }))
}

fn results(survey: &Survey, few: bool) -> Results {
    let outcome = |question: &catsup_model::survey::Question| match &question.kind {
        QuestionKind::Scale { scale } if few => Outcome::Scale { scale: *scale, figure: Figure::TooFew },
        QuestionKind::Scale { scale } => Outcome::Scale { scale: *scale, figure: figure(*scale, 40) },
        QuestionKind::Grid { scale, rows } => Outcome::Grid {
            scale: *scale,
            rows: rows
                .iter()
                .map(|row| RowFigure {
                    key: row.key.clone(),
                    text: row.text.clone(),
                    figure: figure(*scale, 40),
                })
                .collect(),
        },
        QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. } => Outcome::Choices {
            multiple: matches!(question.kind, QuestionKind::Multiple { .. }),
            choices: (!few).then(|| {
                let taken = choices.iter().map(|choice| ChoiceShare {
                    key: choice.key.clone(),
                    text: choice.text.clone(),
                    taken: 30,
                    of: 90,
                    share: share(30, 90),
                });
                taken.collect()
            }),
        },
        QuestionKind::Number { .. } => Outcome::Number {
            summary: NumberSummary::of(&[(5, 30), (20, 40), (60, 9)].into()).filter(|_| !few),
        },
        QuestionKind::Date { .. } => Outcome::Date {
            summary: results::DaySummary::of(vec![
                (jiff::civil::date(2026, 1, 5), 30),
                (jiff::civil::date(2026, 2, 5), 40),
            ])
            .filter(|_| !few),
        },
        _ => Outcome::Words,
    };
    let question = |(place, question): (usize, &catsup_model::survey::Question)| QuestionResult {
        key: question.key.clone(),
        number: Some(place + 1),
        text: question.text.clone(),
        kind: question.kind.code(),
        own: true,
        versions: vec![2],
        apart: place == 1,
        asked: 120,
        answered: if few { 3 } else { 100 },
        outcome: outcome(question),
    };
    Results {
        survey: survey.id,
        name: survey.name.clone(),
        days: None,
        responses: (!few).then_some(120),
        smallest_cell: 10,
        questions: survey.definition.questions().enumerate().map(question).collect(),
    }
}

/// What an author's own questions came to, for the scorecard.
pub(crate) fn own() -> Vec<Results> {
    vec![Results { survey: catsup_model::id::SurveyId(1), ..results(&every_kind(), false) }]
}

fn cross() -> (Vec<Axis>, CrossTable) {
    let axis = |code: &str, text: &str| Axis {
        code: code.to_owned(),
        text: Translated::english(text),
        part: Translated::default(),
    };
    let axes = vec![axis("q:done", "Did you get what you came for?"), axis("channel", "")];
    let cell = |n: Option<u64>| Cell { n, of_row: n.and(share(30, 90)), of_column: n.and(share(30, 60)) };
    let table = CrossTable {
        row_axis: axes[0].clone(),
        column_axis: axes[1].clone(),
        rows: vec![
            (AxisValue::Scale(Scale::YesNo, 0), Some(60)),
            (AxisValue::Scale(Scale::YesNo, 1), Some(90)),
        ],
        columns: vec![
            (AxisValue::Channel(Channel::Phone), Some(140)),
            (AxisValue::Device("phone".to_owned()), None),
        ],
        cells: vec![vec![cell(Some(58)), cell(None)], vec![cell(Some(82)), cell(None)]],
        n: Some(150),
        missing: 4,
        test: None,
        versions: vec![2],
        left_out: vec![1],
        smallest_cell: 10,
    };
    (axes, table)
}

impl Samples for ResultsPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |few: bool, empty: bool| {
            let survey = every_kind();
            let layout = Layout { path: links::results(&survey.key), ..Layout::sample(language) };
            let pairs =
                vec![("rows".to_owned(), "q:done".to_owned()), ("columns".to_owned(), "channel".to_owned())];
            let asked = Asked::read(pairs, jiff::civil::date(2026, 3, 10));
            let mut results = results(&survey, few);
            if empty {
                results.questions.clear();
            }
            let (axes, table) = cross();
            let view = CrossView::of(layout.t, &table, false);
            Self { cross: (!empty).then_some(view), ..Self::of(layout, survey, asked, &results, &axes) }
        };
        vec![sample(false, false), sample(true, false), sample(true, true)]
    }
}
