//! A scorecard has all that it shows counted at once. Whatever is asked for, every figure is the one that its part alone
//! would give: the period, the period before, each bucket of the trend, each group.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    App, Clock, Random, demo,
    scorecards::{self, Figure, Grouping, MeasureSeries, Pooling, Rated, Scorecard, ScorecardQuery, Side},
};
use catsup_model::{
    Channel, DeviceClass, Language, Measure, Reach, Viewer,
    id::ServiceId,
    period::{BucketUnit, Days},
    query::SegmentFilter,
};
use catsup_testing::{TestApp, story};
use jiff::{ToSpan as _, civil::date};
use proptest::{
    prelude::*,
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};

/// So many scorecards; each is read as often as it has parts.
const SCORECARDS: usize = 8;

/// Scorecards of every kind.
fn queries(services: Vec<ServiceId>) -> impl Strategy<Value = ScorecardQuery> {
    let days = prop::option::weighted(0.7, (0_i64..400, 20_i64..300)).prop_map(|days| {
        let (start, length) = days?;
        let first = date(2025, 3, 1).saturating_add(start.days());
        Days::new(first, first.saturating_add(length.days())).ok()
    });
    let by = prop::option::weighted(
        0.8,
        prop::sample::select(vec![
            Grouping::Service,
            Grouping::Channel,
            Grouping::Language,
            Grouping::Month,
            Grouping::FiscalQuarter,
            Grouping::Device,
            Grouping::Segment("region".to_owned()),
        ]),
    );
    let trend =
        prop::option::weighted(0.9, prop::sample::select(vec![BucketUnit::Month, BucketUnit::FiscalQuarter]));
    let filters = (
        prop::sample::subsequence(services, 0..3),
        prop::option::weighted(0.2, prop::sample::select(vec![Channel::Phone, Channel::Website])),
        prop::option::weighted(0.2, Just(Language::En)),
        prop::option::weighted(0.2, Just(DeviceClass::Phone)),
        prop::option::weighted(0.2, Just(Rated { measure: Measure::Trust, side: Side::High })),
    );
    (days, by, trend, filters, any::<bool>()).prop_map(|(days, by, trend, filters, pooled)| ScorecardQuery {
        services: filters.0,
        channels: filters.1.into_iter().collect(),
        languages: filters.2.into_iter().collect(),
        devices: filters.3.into_iter().collect(),
        rated: filters.4.into_iter().collect(),
        days,
        trend,
        by,
        pooling: if pooled { Pooling::Pooled } else { Pooling::Apart },
        ..ScorecardQuery::default()
    })
}

async fn read(app: &App, query: &ScorecardQuery) -> Scorecard {
    scorecards::read(app, &Viewer::operator(), query).await.unwrap()
}

/// The figure of the same series on another scorecard.
fn figure(part: &Scorecard, series: &MeasureSeries) -> Figure {
    let same = |one: &&MeasureSeries| {
        (one.measure, one.scale, one.wording) == (series.measure, series.scale, series.wording)
    };
    part.measures.iter().find(same).map_or(Figure::Nothing, |one| one.figure.clone())
}

/// The query of one group alone; `None` for answers of which its key is not known, or where nothing tells.
fn of_group(query: &ScorecardQuery, scorecard: &Scorecard, key: &str) -> Option<ScorecardQuery> {
    let mut alone = ScorecardQuery { by: None, trend: None, ..query.clone() };
    match query.by.as_ref()? {
        Grouping::Service => alone.services = vec![ServiceId(key.parse().unwrap())],
        Grouping::Channel => alone.channels = vec![key.parse().unwrap()],
        Grouping::Language => alone.languages = vec![key.parse().unwrap()],
        Grouping::Device => alone.devices = vec![key.parse().unwrap()],
        Grouping::Segment(name) => {
            alone.segments = vec![SegmentFilter { name: name.clone(), values: vec![key.to_owned()] }];
        }
        unit => {
            let unit = if *unit == Grouping::Month { BucketUnit::Month } else { BucketUnit::FiscalQuarter };
            let whole = query.days.or(scorecard.extent)?;
            let buckets = unit.buckets(whole, catsup_model::period::FiscalYearStart::OCTOBER);
            let bucket = buckets[key.parse::<usize>().unwrap()].days;
            let within = query.days.unwrap_or(bucket);
            alone.days =
                Some(Days::new(bucket.first.max(within.first), bucket.last.min(within.last)).unwrap());
        }
    }
    Some(alone)
}

/// Reads a scorecard and each of its parts alone. Returns how many figures were compared that were shown.
async fn compare_with_parts(app: &App, query: &ScorecardQuery) -> usize {
    let whole = read(app, query).await;
    let mut compared = Vec::new();
    let alone = ScorecardQuery { by: None, trend: None, ..query.clone() };
    let now = read(app, &alone).await;
    assert_eq!((&whole.drivers, &whole.left_out), (&now.drivers, &now.left_out), "{query:?}");
    assert_eq!(whole.measures.len(), now.measures.len(), "{query:?}");
    compared.extend(whole.measures.iter().map(|series| (series.figure.clone(), figure(&now, series))));
    if let Some(before) = whole.before {
        let part = read(app, &ScorecardQuery { days: Some(before), ..alone.clone() }).await;
        let figures = whole.measures.iter();
        compared.extend(figures.map(|series| (series.before.clone().unwrap(), figure(&part, series))));
    }
    let buckets = whole.measures.first().map_or(0, |series| series.trend.len());
    for place in 0..buckets {
        let days = Some(whole.measures[0].trend[place].bucket.days);
        let part = read(app, &ScorecardQuery { days, ..alone.clone() }).await;
        let points = whole.measures.iter();
        compared.extend(points.map(|series| (series.trend[place].figure.clone(), figure(&part, series))));
    }
    for group in &whole.groups {
        let Some(key) = &group.key else { continue };
        let Some(query) = of_group(query, &whole, key) else { continue };
        let part = read(app, &query).await;
        let figures = group.figures.iter().zip(&whole.measures);
        compared.extend(figures.map(|(one, series)| (one.figure.clone(), figure(&part, series))));
    }
    for (together, alone) in &compared {
        assert_eq!(together, alone, "{query:?}");
    }
    compared.iter().filter(|(figure, _)| figure.shown().is_some()).count()
}

#[story]
async fn every_figure_is_what_its_part_alone_gives(app: TestApp) {
    let app = &app.app;
    demo::make(app, &demo::Demo { seed: 5, responses: 2_500 }).await.unwrap();
    // In segments where they are kept, and in the database's own rows.
    let plain = App::start(app.store().clone(), Clock::fixed(app.now()), Random::seeded(7)).await.unwrap();
    let services = app.store().service_ids(&Reach::Everything).await.unwrap();
    let strategy = queries(services);
    let mut runner = TestRunner::deterministic();
    let mut shown = 0;
    for _ in 0..SCORECARDS {
        let query = strategy.new_tree(&mut runner).unwrap().current();
        let of_rows = read(&plain, &query).await;
        assert!(read(app, &query).await == of_rows, "{query:?}");
        shown += compare_with_parts(app, &query).await;
    }
    assert!(shown > 200, "only {shown} figures could be shown");
}
