//! What is in a log: the directly-follows graph and the figures around it.

use catsup_journeys::{
    DirectlyFollows, DropOff, EventLog, EventuallyFollows, Filter, FunnelStep, Rework, SegmentComparison,
    Spectrum, Variants, case_durations, channels, compare_segments, drop_off, eventually_follows, funnel,
    rework, simplify,
};
use jiff::Timestamp;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::variants::VariantReport;
use super::{JourneyFile, Reading, anything, confidence, refused};
use crate::{Error, fields::invalid};

/// What is asked about a log.
#[derive(Debug, Clone)]
pub struct DiscoverQuestion {
    /// How many of the most frequent variants are told.
    pub top: usize,
    /// Keeps the most frequent activities that hold this share of events.
    pub activity_share: f64,
    /// Keeps the most frequent paths that hold this share of steps.
    pub path_share: f64,
    /// Activities that complete a journey: a case that has one did not drop off.
    pub goals: Vec<String>,
    /// The steps of a funnel.
    pub funnel: Vec<String>,
    /// Two activities whose time between is told in full.
    pub between: Option<(String, String)>,
    /// Whether activities that come some time after others are told.
    pub eventually: bool,
    /// An attribute and a value: cases that have it are compared with the rest.
    pub compare: Option<(String, String)>,
    /// The confidence of intervals.
    pub confidence: f64,
}

impl Default for DiscoverQuestion {
    fn default() -> Self {
        Self {
            top: 10,
            activity_share: 1.0,
            path_share: 1.0,
            goals: vec![],
            funnel: vec![],
            between: None,
            eventually: false,
            compare: None,
            confidence: 0.95,
        }
    }
}

/// What is in a log.
#[derive(Debug, Clone, Serialize)]
pub struct DiscoveryReport {
    /// Events.
    pub events: u64,
    /// Cases.
    pub cases: u64,
    /// Different activities.
    pub activities: usize,
    /// The time of the first event.
    pub first_event: Option<Timestamp>,
    /// The time of the last event.
    pub last_event: Option<Timestamp>,
    /// How often each activity occurs, the most frequent first.
    pub activity_counts: Counts,
    /// Events by channel; absent without channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events_by_channel: Option<Counts>,
    /// Cases with at least one event on a channel, by channel; absent without channels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases_by_channel: Option<Counts>,
    /// Which activity directly follows which, the most frequent first.
    pub directly_follows: Vec<EdgeReport>,
    /// In how many cases an activity is the first.
    pub start_activities: Counts,
    /// In how many cases an activity is the last.
    pub end_activities: Counts,
    /// Different paths.
    pub variant_count: usize,
    /// The most frequent paths.
    pub top_variants: Vec<VariantReport>,
    /// How long cases take; absent when there is no case.
    pub case_duration_seconds: Option<Seconds>,
    /// What was left out of `directly_follows` to make it readable; absent when nothing was asked to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simplified: Option<SimplifiedReport>,
    /// Activities that happen again in a case.
    pub rework: Vec<Rework>,
    /// Where cases end without a goal.
    pub drop_off: Vec<DropOff>,
    /// The funnel asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funnel: Option<Vec<FunnelStep>>,
    /// The time between two activities asked for; null when they never follow each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_between: Option<Option<Spectrum>>,
    /// Activities that come some time after others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eventually_follows: Option<Vec<EventuallyReport>>,
    /// The comparison asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<ComparisonReport>,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
}

/// A name and how often.
pub type CountedName = (String, u64);

/// Names and how often each occurs, as an object in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts(pub Vec<CountedName>);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in &self.0 {
            map.serialize_entry(name, count)?;
        }
        map.end()
    }
}

/// An activity that directly follows another, by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeReport {
    /// The earlier activity.
    pub from: String,
    /// The later activity.
    pub to: String,
    /// How often.
    pub count: u64,
    /// The mean time between.
    pub mean_seconds: f64,
    /// The median time between.
    pub median_seconds: f64,
    /// The 90th percentile of the time between.
    pub p90_seconds: f64,
}

/// Durations in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Seconds {
    /// Their mean.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// Their 90th percentile, interpolated linearly.
    pub p90: f64,
}

impl From<catsup_journeys::DurationSummary> for Seconds {
    fn from(summary: catsup_journeys::DurationSummary) -> Self {
        Self { mean: summary.mean, median: summary.median, p90: summary.p90 }
    }
}

/// What a simplified graph leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SimplifiedReport {
    /// Activities left out.
    pub hidden_activities: usize,
    /// The share of events whose activity is shown.
    pub shown_events: f64,
    /// Paths left out among the activities shown.
    pub hidden_paths: usize,
    /// The share of steps whose path is shown.
    pub shown_steps: f64,
}

/// An activity that comes some time after another, by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventuallyReport {
    /// The earlier activity.
    pub from: String,
    /// The later activity.
    pub to: String,
    /// Events of the earlier one that have the later one behind them.
    pub count: u64,
    /// Cases in which this holds.
    pub cases: u64,
    /// The share of events of the earlier one.
    pub share: f64,
    /// The median time to the nearest, in seconds.
    pub median_seconds: f64,
}

/// Cases with a value beside the rest.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonReport {
    /// The attribute.
    pub attribute: String,
    /// The value of the first group; the second is the rest.
    pub value: String,
    /// How they differ.
    #[serde(flatten)]
    pub differences: SegmentComparison,
}

impl JourneyFile {
    /// Tells what is in the log.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the question names what the log does not hold, or filters left nothing.
    pub fn discover(&self, question: &DiscoverQuestion) -> Result<DiscoveryReport, Error> {
        let log = &self.log;
        anything(log)?;
        let confidence = confidence(question.confidence)?;
        let simple = simplify(log, question.activity_share, question.path_share).map_err(refused)?;
        let asked = question.activity_share < 1.0 || question.path_share < 1.0;
        let whole = if asked { DirectlyFollows::of(log) } else { simple.graph.clone() };
        let variants = Variants::of(log);
        let names = |list: &[String]| list.to_vec();
        let goals = names(&question.goals);
        let goals: Vec<&str> = goals.iter().map(String::as_str).collect();
        let steps: Vec<&str> = question.funnel.iter().map(String::as_str).collect();
        let counts = |list: &[catsup_journeys::ActivityCount]| {
            Counts(list.iter().map(|one| (whole.name(one.activity).to_owned(), one.count)).collect())
        };
        let times = log.time_span();
        let moment = |micros: i64| Timestamp::from_microsecond(micros).ok();
        let by_channel = log.channels().map(|_| channels::volumes(log, channels::Dimension::Channel));
        let by_channel = by_channel.transpose().map_err(refused)?;
        let channel_counts = |count: fn(&channels::Volume) -> u64| {
            let list = by_channel.as_ref()?;
            let named = list.iter().filter_map(|one| Some((one.name.clone()?, count(one))));
            let mut counts: Vec<CountedName> = named.collect();
            counts.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
            Some(Counts(counts))
        };
        Ok(DiscoveryReport {
            events: whole.events,
            cases: whole.cases,
            activities: whole.activities.len(),
            first_event: times.and_then(|times| moment(times.0)),
            last_event: times.and_then(|times| moment(times.1)),
            activity_counts: counts(&whole.activities),
            events_by_channel: channel_counts(|one| one.contacts),
            cases_by_channel: channel_counts(|one| one.cases),
            directly_follows: edges(&simple.graph),
            start_activities: counts(&whole.starts),
            end_activities: counts(&whole.ends),
            variant_count: variants.list.len(),
            top_variants: VariantReport::of(&variants, question.top),
            case_duration_seconds: case_durations(log).map(Seconds::from),
            simplified: asked.then_some(SimplifiedReport {
                hidden_activities: simple.hidden_activities,
                shown_events: simple.shown_events,
                hidden_paths: simple.hidden_edges,
                shown_steps: simple.shown_steps,
            }),
            rework: rework(log, confidence).map_err(refused)?,
            drop_off: drop_off(log, &goals, confidence).map_err(refused)?,
            funnel: (!steps.is_empty())
                .then(|| funnel(log, &steps, confidence))
                .transpose()
                .map_err(refused)?,
            time_between: question
                .between
                .as_ref()
                .map(|(from, to)| Spectrum::of(log, from, to, PERIODS))
                .transpose()
                .map_err(refused)?,
            eventually_follows: question.eventually.then(|| eventually(log)),
            comparison: question
                .compare
                .as_ref()
                .map(|compare| compared(log, compare, confidence))
                .transpose()?,
            reading: self.reading.clone(),
        })
    }
}

/// How many periods a spectrum is told in.
const PERIODS: usize = 12;

/// The edges of a graph by name.
pub(super) fn edges(graph: &DirectlyFollows) -> Vec<EdgeReport> {
    let named = graph.edges.iter().map(|edge| EdgeReport {
        from: graph.name(edge.from).to_owned(),
        to: graph.name(edge.to).to_owned(),
        count: edge.count,
        mean_seconds: edge.mean_seconds,
        median_seconds: edge.median_seconds,
        p90_seconds: edge.p90_seconds,
    });
    named.collect()
}

fn eventually(log: &EventLog) -> Vec<EventuallyReport> {
    let name = |code: u32| log.activity_names().get(code).unwrap_or_default().to_owned();
    let named = |pair: EventuallyFollows| EventuallyReport {
        from: name(pair.from),
        to: name(pair.to),
        count: pair.count,
        cases: pair.cases,
        share: pair.share,
        median_seconds: pair.delay.median,
    };
    eventually_follows(log).into_iter().map(named).collect()
}

fn compared(
    log: &EventLog,
    (attribute, value): &(String, String),
    confidence: catsup_statistics::Confidence,
) -> Result<ComparisonReport, Error> {
    let filter = Filter::Attribute { name: attribute.clone(), values: vec![value.clone()] };
    let with = filter.apply(log).map_err(refused)?;
    let mut names = with.case_names().iter().peekable();
    // Cases keep their order in a part of a log.
    let rest = log.keep_cases(|case| names.next_if(|name| *name == case.name()).is_none());
    if rest.is_empty() {
        return Err(invalid(
            "compare",
            "nothing-left",
            "every case has this value; there is nothing to compare with",
        ));
    }
    let differences = compare_segments(&with, &rest, confidence).map_err(refused)?;
    Ok(ComparisonReport { attribute: attribute.clone(), value: value.clone(), differences })
}
