//! Scorecards for render tests: a busy service, pooled wordings, too few answers, nothing at all, filters refused.

use catsup_app::scorecards::{
    Change, DriverTicks, Figure, Group, GroupFigure, Grouping, MeasureSeries, Mover, NetPromoter, Pooling,
    ResponseRate, Scorecard, Share, Summary, TickCount, Ticks, TrendPoint, WordingLabel,
};
use catsup_model::{
    Driver, Language, Measure, Scale,
    id::{OrganisationId, ServiceId, SurveyId, WordingId},
    period::{BucketUnit, Days, FiscalYearStart},
    query::{LeftOut, LeftOutReason},
};
use jiff::{ToSpan as _, civil::date};

use super::{asked::Asked, show::ScorecardPage};
use crate::layout::{Layout, Samples};

pub(crate) fn quarter() -> Days {
    Days { first: date(2025, 10, 1), last: date(2025, 12, 31) }
}

fn share(value: f64) -> Share {
    Share { share: value, low: value - 0.02, high: value + 0.02 }
}

fn figure(scale: Scale, counts: &[u64]) -> Figure {
    let n: u64 = counts.iter().sum();
    let values: Vec<i64> = scale.range().collect();
    let sum: f64 = values.iter().zip(counts).map(|(value, count)| *value as f64 * *count as f64).sum();
    let mean = sum / n as f64;
    let part = |counts: &[u64]| share(counts.iter().sum::<u64>() as f64 / n as f64);
    let top = if scale.is_binary() { 1 } else { 2 };
    let nps = (scale == Scale::Likelihood11).then_some(NetPromoter { score: 31.0, low: 27.5, high: 34.5 });
    Figure::Shown(Box::new(Summary {
        n,
        mean,
        low: mean - 0.03,
        high: mean + 0.03,
        standard_deviation: Some(0.9),
        top2: part(&counts[counts.len() - top..]),
        bottom2: part(&counts[..top]),
        nps,
        values,
        counts: counts.to_vec(),
    }))
}

fn change(difference: f64, adjusted_p_value: f64) -> Option<Change> {
    let (low, high) = (difference - 0.02, difference + 0.02);
    Some(Change { difference, low, high, p_value: adjusted_p_value, adjusted_p_value })
}

fn wording(id: i64, language: Language, text: &str) -> WordingLabel {
    WordingLabel {
        id: WordingId(id),
        item: "a11_v1.trust".to_owned(),
        variant: if text.is_empty() { "unstated" } else { "usual" }.to_owned(),
        language,
        text: text.to_owned(),
    }
}

fn series(measure: Measure, scale: Scale, counts: &[u64], change: Option<Change>) -> MeasureSeries {
    let text = "This interaction increased my confidence in {service}.";
    let point = |back: i32| {
        let day = quarter().first.saturating_sub((3 * back).months());
        let figure = match back {
            5 => Figure::TooFew,
            4 => Figure::Nothing,
            _ => figure(scale, counts),
        };
        TrendPoint { bucket: BucketUnit::FiscalQuarter.bucket_of(day, FiscalYearStart::OCTOBER), figure }
    };
    MeasureSeries {
        measure,
        scale,
        wording: Some(WordingId(1)),
        wordings: vec![wording(1, Language::En, text)],
        figure: figure(scale, counts),
        before: Some(figure(scale, counts)),
        change,
        trend: (0..8).rev().map(point).collect(),
    }
}

/// A scorecard with something of everything.
pub(crate) fn scorecard() -> Scorecard {
    let mut spanish = series(Measure::Trust, Scale::Likert5, &[20, 31, 40, 80, 70], None);
    spanish.wording = Some(WordingId(2));
    spanish.wordings = vec![wording(2, Language::Es, "")];
    let mut few = series(Measure::Employee, Scale::Likert5, &[1, 1, 1, 1, 1], None);
    (few.figure, few.wording) = (Figure::TooFew, Some(WordingId(3)));
    let measures = vec![
        series(Measure::Trust, Scale::Likert5, &[310, 420, 890, 4_210, 3_810], change(0.08, 0.001)),
        spanish,
        series(Measure::Trust, Scale::Thumbs, &[480, 1_720], change(-0.021, 0.2)),
        series(
            Measure::Satisfaction,
            Scale::Likert5,
            &[980, 1_240, 1_410, 3_420, 2_552],
            change(-0.11, 0.0001),
        ),
        few,
        series(
            Measure::Recommendation,
            Scale::Likelihood11,
            &[20, 9, 12, 14, 16, 60, 70, 150, 220, 300, 410],
            None,
        ),
        series(Measure::Effort, Scale::Effort7, &[20, 31, 40, 80, 70, 120, 90], None),
    ];
    let group = |key: &str, label: &str, first: Figure| Group {
        key: Some(key.to_owned()),
        label: label.to_owned(),
        figures: measures
            .iter()
            .enumerate()
            .map(|(place, series)| GroupFigure {
                measure: series.measure,
                scale: series.scale,
                figure: if place == 0 { first.clone() } else { series.figure.clone() },
                difference: change(0.2, if key == "phone" { 0.01 } else { 0.4 }),
            })
            .collect(),
    };
    let groups = vec![
        group("phone", "Phone", figure(Scale::Likert5, &[40, 50, 60, 90, 70])),
        group("website", "Website", figure(Scale::Likert5, &[10, 20, 60, 190, 170])),
        group("fax", "Fax", Figure::TooFew),
    ];
    let ticks = |ticked: u64| {
        Some(Ticks::Shown(TickCount { offered: 800, ticked, share: share(ticked as f64 / 800.0) }))
    };
    Scorecard {
        scope: "Passport renewal".to_owned(),
        path: vec![(OrganisationId(1), "Department of Everyday Services".to_owned())],
        days: Some(quarter()),
        before: Some(quarter().previous()),
        extent: Some(Days { first: date(2024, 1, 1), last: date(2026, 3, 9) }),
        pooling: Pooling::Apart,
        answered: Some(9_812),
        answered_before: Some(9_100),
        response_rate: ResponseRate {
            customers: Some(400_000),
            offered: Some(153_000),
            respondents: Some(9_812),
            rate: Some(Share { share: 0.064, low: 0.0629, high: 0.0653 }),
        },
        measures,
        drivers: vec![
            DriverTicks { driver: Driver::Ease, went_well: ticks(500), went_badly: ticks(210) },
            DriverTicks {
                driver: Driver::Efficiency,
                went_well: ticks(300),
                went_badly: Some(Ticks::TooFew),
            },
        ],
        grouping: Some(Grouping::Channel),
        groups,
        trend_unit: BucketUnit::FiscalQuarter,
        left_out: vec![LeftOut {
            reason: LeftOutReason::CoveredByResponses,
            blocks: 1,
            respondents: 1_200,
            names: vec!["Passport renewal, FY2026 Q1".to_owned()],
        }],
        trend_left_out: vec![LeftOut {
            reason: LeftOutReason::AcrossBuckets,
            blocks: 2,
            respondents: 2_400,
            names: vec!["Passport renewal, FY2025 Q4".to_owned()],
        }],
        smallest_cell: 10,
    }
}

/// A rise and a fall.
pub(crate) fn movers() -> Vec<Mover> {
    let mover = |measure, scale, difference| Mover {
        service: ServiceId(1),
        name: "Passport renewal".to_owned(),
        measure,
        scale,
        change: change(difference, 0.01).expect("a change was given"),
    };
    vec![mover(Measure::Trust, Scale::Thumbs, -0.06), mover(Measure::Ease, Scale::Likert5, 0.21)]
}

impl Samples for ScorecardPage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |query: &str, scorecard: Option<Scorecard>| {
            let pairs = serde_urlencoded::from_str(query).unwrap_or_default();
            let asked = Asked::read(pairs, date(2026, 3, 10));
            let choices = catsup_app::scorecards::Choices {
                organisations: vec![
                    (OrganisationId(1), "Department".to_owned(), 0),
                    (OrganisationId(2), "Bureau".to_owned(), 1),
                ],
                services: vec![(ServiceId(1), "Passport renewal".to_owned())],
                segments: vec![("age group".to_owned(), vec!["18–29".to_owned()])],
                surveys: vec![(SurveyId(1), "At the counter".to_owned())],
                ..Default::default()
            };
            let mut page =
                Self::new(Layout::sample(language), asked, &choices, scorecard, FiscalYearStart::OCTOBER);
            page.answer_own(&crate::pages::desk::results::sample_own());
            page
        };
        let mut pooled = scorecard();
        pooled.pooling = Pooling::Pooled;
        pooled.measures.remove(1);
        pooled.measures[0].wording = None;
        pooled.measures[0].wordings.push(wording(2, Language::Es, "Esta interacción aumentó mi confianza."));
        pooled.groups.clear();
        pooled.grouping = None;
        let mut few = scorecard();
        few.response_rate = ResponseRate::default();
        few.days = None;
        few.before = None;
        for series in &mut few.measures {
            (series.figure, series.change) = (Figure::TooFew, None);
        }
        let mut nothing =
            Scorecard { measures: Vec::new(), groups: Vec::new(), drivers: Vec::new(), ..scorecard() };
        let outside = nothing.clone();
        nothing.extent = None;
        vec![
            page("service=1&by=channel&s.age+group=18–29", Some(scorecard())),
            page("pool=1&measure=nps", Some(pooled)),
            page("preset=all", Some(few)),
            page("preset=this_quarter", Some(outside)),
            page("", Some(nothing)),
            page("from=soon&channel=pigeon", None),
        ]
    }
}
