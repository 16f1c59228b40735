//! Rows and questions made at random, and the naive computation over the rows themselves.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use catsup_analytics::row::{Row, RowAnswer};
use catsup_model::{
    Channel, Language,
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    period::Days,
    query::{
        AnswerFilter, AnswerRange, Cell, CountsQuery, Dimension, Filter, JointAnswers, SegmentFilter, Window,
    },
};
use proptest::prelude::*;

pub const CHANNELS: [Channel; 3] = [Channel::Website, Channel::Phone, Channel::InPerson];
pub const LANGUAGES: [Language; 2] = [Language::En, Language::Es];
const ITEMS: [&str; 4] = ["a11_v1.trust", "a11_v1.ease", "own.nps", "own.thumb"];

/// A row with this id.
pub fn row(id: i64) -> impl Strategy<Value = Row> {
    let about = (1_i64..4, 0_usize..3, 0_usize..2, 1_i64..3, prop::option::of(1_i64..4), -50_i64..50);
    let answers = prop::collection::vec(prop::option::of(0_u8..11), ITEMS.len());
    let attributes = (prop::option::of(0_u8..3), prop::option::of(0_u8..2));
    (about, answers, attributes, prop::option::of(0_u8..2), any::<bool>()).prop_map(
        move |(
            (service, channel, language, version, touchpoint, time),
            answers,
            (region, age),
            device,
            odd,
        )| {
            let mut attributes = BTreeMap::new();
            attributes.extend(region.map(|region| ("region".to_owned(), format!("r{region}"))));
            attributes.extend(age.map(|age| ("age".to_owned(), format!("a{age}"))));
            let wording = |item: usize| {
                // The same item in the same form is sometimes worded differently.
                let odd = i64::from(odd && item == 0);
                WordingId(
                    100 * (1 + i64::try_from(item).unwrap()) + 10 * i64::try_from(language).unwrap() + odd,
                )
            };
            let given = answers.iter().enumerate().filter_map(|(item, value)| {
                Some(RowAnswer { column: ITEMS[item].into(), wording: wording(item), value: (*value)? })
            });
            Row {
                id: ResponseId(id),
                occurred_at: time,
                service: ServiceId(service),
                survey: SurveyId(10 + service % 2),
                version: SurveyVersionId(version),
                touchpoint: touchpoint.map(TouchpointId),
                channel: CHANNELS[channel],
                language: LANGUAGES[language],
                device: device.map(|device| format!("d{device}")),
                segments: attributes,
                answers: given.collect(),
            }
        },
    )
}

/// A window of instants; its days are not looked at by this engine.
fn window(from: i64, to: i64) -> Window {
    Window { days: some_days(), microseconds: (from, to) }
}

fn some_days() -> Days {
    let day = jiff::civil::date(2026, 1, 1);
    Days { first: day, last: day }
}

/// A question.
pub fn question() -> impl Strategy<Value = CountsQuery> {
    let subset = |most: i64| prop::collection::vec(1_i64..=most, 0..3);
    let filter = (
        prop::collection::vec(1_i64..5, 1..4),
        prop::collection::vec(0_usize..3, 0..3),
        prop::collection::vec(0_usize..2, 0..2),
        subset(4),
        prop::collection::vec(10_i64..12, 0..2),
        prop::option::of((-60_i64..60, -60_i64..60)),
        prop::option::of(prop::collection::vec(0_u8..4, 1..3)),
        prop::collection::vec(0_u8..3, 0..2),
        prop::collection::vec(prop::collection::vec(answer_range(), 0..3), 0..2),
    );
    let filter = filter.prop_map(
        |(services, channels, languages, touchpoints, surveys, period, region, devices, answers)| Filter {
            services: distinct(services).map(ServiceId).collect(),
            touchpoints: distinct(touchpoints).map(TouchpointId).collect(),
            channels: distinct(channels).map(|at| CHANNELS[at]).collect(),
            surveys: distinct(surveys).map(SurveyId).collect(),
            languages: distinct(languages).map(|at| LANGUAGES[at]).collect(),
            segments: region
                .map(|values| SegmentFilter {
                    name: "region".to_owned(),
                    values: distinct(values).map(|value| format!("r{value}")).collect(),
                })
                .into_iter()
                .collect(),
            devices: distinct(devices).map(|device| format!("d{device}")).collect(),
            answers: answers.into_iter().map(|any_of| AnswerFilter { any_of }).collect(),
            period: period.map(|(from, to)| window(from.min(to), from.max(to))),
        },
    );
    let by = prop::sample::subsequence(
        vec![
            Dimension::Service,
            Dimension::Channel,
            Dimension::Survey,
            Dimension::Language,
            Dimension::Touchpoint,
            Dimension::Device,
            Dimension::Segment("region".to_owned()),
            Dimension::Segment("nowhere".to_owned()),
            Dimension::Time(buckets()),
        ],
        0..4,
    );
    let wordings = prop::collection::vec(prop::sample::select(vec![100, 101, 110, 200, 310, 400]), 0..4);
    (filter, by.prop_shuffle(), wordings).prop_map(|(filter, by, wordings)| CountsQuery {
        filter,
        by,
        wordings: distinct(wordings).map(WordingId).collect(),
    })
}

/// Mostly wide, so that some rows pass.
fn answer_range() -> impl Strategy<Value = AnswerRange> {
    (prop::sample::select(vec![100, 101, 110, 200, 310, 400]), 0_i64..6, 4_i64..300)
        .prop_map(|(wording, least, greatest)| AnswerRange { wording: WordingId(wording), least, greatest })
}

fn distinct<T: Ord>(values: Vec<T>) -> impl Iterator<Item = T> {
    values.into_iter().collect::<BTreeSet<T>>().into_iter()
}

fn buckets() -> Vec<(i64, i64)> {
    vec![(-40, -10), (-10, 5), (5, 6), (30, 45)]
}

fn passes(row: &Row, filter: &Filter) -> bool {
    filter.services.contains(&row.service)
        && (filter.touchpoints.is_empty()
            || row.touchpoint.is_some_and(|id| filter.touchpoints.contains(&id)))
        && (filter.channels.is_empty() || filter.channels.contains(&row.channel))
        && (filter.surveys.is_empty() || filter.surveys.contains(&row.survey))
        && (filter.languages.is_empty() || filter.languages.contains(&row.language))
        && filter.segments.iter().all(|segment| {
            row.segments.get(&segment.name).is_some_and(|value| segment.values.contains(value))
        })
        && (filter.devices.is_empty()
            || row.device.as_ref().is_some_and(|device| filter.devices.contains(device)))
        && filter.answers.iter().all(|wanted| {
            wanted.any_of.iter().any(|range| {
                let given = row.answers.iter().filter(|answer| answer.wording == range.wording);
                given
                    .map(|answer| i64::from(answer.value))
                    .any(|value| range.least <= value && value <= range.greatest)
            })
        })
        && filter
            .period
            .is_none_or(|window| (window.microseconds.0..window.microseconds.1).contains(&row.occurred_at))
}

fn keys(row: &Row, dimension: &Dimension) -> Vec<Option<String>> {
    match dimension {
        Dimension::Service => vec![Some(row.service.to_string())],
        Dimension::Touchpoint => vec![row.touchpoint.map(|id| id.to_string())],
        Dimension::Channel => vec![Some(row.channel.code().to_owned())],
        Dimension::Survey => vec![Some(row.survey.to_string())],
        Dimension::Language => vec![Some(row.language.code().to_owned())],
        Dimension::Device => vec![row.device.clone()],
        Dimension::Segment(name) => vec![row.segments.get(name).cloned()],
        Dimension::Time(buckets) => buckets
            .iter()
            .enumerate()
            .filter(|(_, (start, end))| (*start..*end).contains(&row.occurred_at))
            .map(|(place, _)| Some(place.to_string()))
            .collect(),
    }
}

/// Counts row by row.
pub fn naive_counts<'a>(rows: impl Iterator<Item = &'a Row>, query: &CountsQuery) -> Vec<Cell> {
    let mut sums: BTreeMap<(Vec<Option<String>>, WordingId, i64), i64> = BTreeMap::new();
    for row in rows.filter(|row| passes(row, &query.filter)) {
        let mut groups: Vec<Vec<Option<String>>> = vec![Vec::new()];
        for dimension in &query.by {
            let keys = keys(row, dimension);
            groups = groups
                .iter()
                .flat_map(|group| keys.iter().map(|key| [group.clone(), vec![key.clone()]].concat()))
                .collect();
        }
        for group in groups {
            for answer in &row.answers {
                if query.wordings.is_empty() || query.wordings.contains(&answer.wording) {
                    *sums.entry((group.clone(), answer.wording, i64::from(answer.value))).or_default() += 1;
                }
            }
        }
    }
    sums.into_iter().map(|((group, wording, value), n)| Cell { group, wording, value, n }).collect()
}

/// How many rows pass, one by one.
pub fn naive_rows<'a>(rows: impl Iterator<Item = &'a Row>, filter: &Filter) -> i64 {
    i64::try_from(rows.filter(|row| passes(row, filter)).count()).unwrap()
}

/// Combinations, row by row.
pub fn naive_joint<'a>(
    rows: impl Iterator<Item = &'a Row>,
    filter: &Filter,
    columns: &[Vec<WordingId>],
) -> Vec<JointAnswers> {
    let mut sums: BTreeMap<Vec<Option<i64>>, i64> = BTreeMap::new();
    for row in rows.filter(|row| passes(row, filter)) {
        let given = |wordings: &Vec<WordingId>| {
            let answers = row.answers.iter().filter(|answer| wordings.contains(&answer.wording));
            answers.map(|answer| i64::from(answer.value)).max()
        };
        *sums.entry(columns.iter().map(given).collect()).or_default() += 1;
    }
    let sums = sums.into_iter().filter(|(values, _)| values.iter().any(Option::is_some));
    sums.map(|(values, n)| JointAnswers { values, n }).collect()
}
