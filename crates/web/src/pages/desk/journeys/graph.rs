//! From a picture of journeys to a drawing and its tables.

use catsup_app::journeys::{Path, Picture, Step};

use super::{
    asked::{Asked, Shown},
    figures::{opinion, opinion_whole, rate, span, times, tone},
};
use crate::{
    charts::{Flow, FlowPath, FlowStep, Tone},
    i18n::Translator,
    links,
};

/// A row of the table of steps.
#[derive(Debug)]
pub(super) struct StepRow {
    pub name: String,
    pub href: String,
    pub contacts: u64,
    pub people: u64,
    pub fulfilled: String,
    pub opinion: String,
}

/// A row of the table of ways.
#[derive(Debug)]
pub(super) struct PathRow {
    pub from: String,
    pub to: String,
    pub count: u64,
    pub people: u64,
    /// Median, mean and 90th percentile of the time between.
    pub times: [String; 3],
    pub opinion: String,
}

pub(super) fn step_rows(t: Translator, asked: &Asked, picture: &Picture) -> Vec<StepRow> {
    let row = |step: &Step| StepRow {
        name: step.activity.clone(),
        href: href(asked, &step.activity),
        contacts: step.contacts,
        people: step.people,
        fulfilled: rate(t, step.fulfilled.as_ref()),
        opinion: opinion_whole(t, &step.opinion, picture.smallest_cell),
    };
    picture.steps.iter().map(row).collect()
}

pub(super) fn path_rows(t: Translator, picture: &Picture) -> Vec<PathRow> {
    let row = |path: &Path| PathRow {
        from: name(t, picture, path.from, "flow-start"),
        to: name(t, picture, path.to, "flow-end"),
        count: path.count,
        people: path.people,
        times: path.time.map_or_else(
            || ["–", "–", "–"].map(str::to_owned),
            |time| [time.median, time.mean, time.p90].map(|seconds| span(t, seconds)),
        ),
        opinion: opinion_whole(t, &path.opinion, picture.smallest_cell),
    };
    picture.paths.iter().map(row).collect()
}

/// The graph as `asked` wants it labelled.
pub(super) fn flow(t: Translator, asked: &Asked, picture: &Picture) -> Flow {
    let most_contacts = picture.steps.iter().map(|step| step.contacts).max().unwrap_or(1) as f64;
    let most = picture.paths.iter().map(|path| path.count).max().unwrap_or(1) as f64;
    let medians = picture.paths.iter().filter_map(|path| path.time).map(|time| time.median);
    let longest = medians.fold(1.0, f64::max);
    let step = |step: &Step| FlowStep {
        name: step.activity.clone(),
        amount: match asked.shown {
            Shown::Satisfaction => {
                opinion(t, &step.opinion).unwrap_or_else(|| t.say("journeys-no-opinion").to_string())
            }
            _ => times(t, step.contacts),
        },
        share: step.contacts as f64 / most_contacts,
        href: href(asked, &step.activity),
        tone: if asked.shown == Shown::Satisfaction { tone(&step.opinion) } else { Tone::Amount },
    };
    let path = |path: &Path| {
        let median = path.time.map(|time| time.median);
        let time = median.map(|median| span(t, median));
        let (labels, tone) = match asked.shown {
            Shown::Frequency => (vec![times(t, path.count)], Tone::Amount),
            Shown::Duration => (time.into_iter().collect(), slow(median, longest)),
            Shown::Both => {
                ([Some(times(t, path.count)), time].into_iter().flatten().collect(), slow(median, longest))
            }
            Shown::Satisfaction => (opinion(t, &path.opinion).into_iter().collect(), tone(&path.opinion)),
        };
        // Roots keep a rare way visible beside one a hundred times as frequent.
        let share = match (asked.shown, median) {
            (Shown::Duration, Some(median)) => (median / longest).sqrt(),
            (Shown::Duration, None) => 0.0,
            _ => (path.count as f64 / most).sqrt(),
        };
        FlowPath {
            from: path.from,
            to: path.to,
            weight: path.count,
            labels,
            share,
            tone,
            sentence: sentence(t, picture, path),
        }
    };
    Flow {
        title: t.say("journeys-graph-title").arg("scope", &picture.scope).to_string(),
        summary: summary(t, picture),
        steps: picture.steps.iter().map(step).collect(),
        paths: picture.paths.iter().map(path).collect(),
    }
}

/// Long waits stand out; short ones and those of start and end do not.
fn slow(median: Option<f64>, longest: f64) -> Tone {
    match median.map(|median| median / longest) {
        Some(share) if share > 0.5 => Tone::Worst,
        Some(share) if share > 0.2 => Tone::Bad,
        _ => Tone::Unknown,
    }
}

fn href(asked: &Asked, activity: &str) -> String {
    asked.on(links::JOURNEY_STEP, &[("activity", activity)])
}

fn name(t: Translator, picture: &Picture, place: Option<usize>, otherwise: &str) -> String {
    let step = place.and_then(|place| picture.steps.get(place));
    step.map_or_else(|| t.say(otherwise).to_string(), |step| step.activity.clone())
}

fn sentence(t: Translator, picture: &Picture, path: &Path) -> String {
    let message = t
        .say(if path.time.is_some() { "journeys-path" } else { "journeys-path-untimed" })
        .arg("from", name(t, picture, path.from, "flow-start"))
        .arg("to", name(t, picture, path.to, "flow-end"))
        .arg("times", times(t, path.count))
        .arg("people", path.people);
    match path.time {
        Some(time) => message.arg("median", span(t, time.median)).arg("p90", span(t, time.p90)).to_string(),
        None => message.to_string(),
    }
}

fn summary(t: Translator, picture: &Picture) -> String {
    let between = picture.paths.iter().filter(|path| path.from.is_some() && path.to.is_some());
    let mut said = t
        .say("journeys-summary")
        .arg("steps", picture.steps.len())
        .arg("paths", picture.paths.len())
        .to_string();
    let most = between.clone().filter(|path| path.from != path.to).max_by_key(|path| path.count);
    let slowest = between.filter(|path| path.from != path.to).max_by(|one, other| {
        let median = |path: &Path| path.time.map_or(0.0, |time| time.median);
        median(one).total_cmp(&median(other))
    });
    for (key, path) in [("journeys-summary-most", most), ("journeys-summary-slowest", slowest)] {
        if let Some(path) = path {
            let words = t
                .say(key)
                .arg("from", name(t, picture, path.from, "flow-start"))
                .arg("to", name(t, picture, path.to, "flow-end"))
                .arg("times", times(t, path.count))
                .arg("median", path.time.map(|time| span(t, time.median)).unwrap_or_default());
            said.push(' ');
            said.push_str(&words.to_string());
        }
    }
    said
}
