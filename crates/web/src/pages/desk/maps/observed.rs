//! What people really did, in words: the chips on the steps, and the same numbers as tables.

use catsup_app::{
    journey_maps::{Count, Ended, Leaving, NextStep, Overlay, Seen, StageSeen, StepSeen, Unexpected},
    scorecards::Figure,
};
use catsup_model::Scale;

use crate::{
    charts::Reading,
    i18n::Translator,
    pages::desk::scorecard::{reading, unit},
};

/// Ways of leaving the map that a column of the table has.
pub(crate) const LEAVINGS: [Leaving; 3] = [Leaving::Skipped, Leaving::OutOfOrder, Leaving::Repeated];

/// The numbers of one step, as the table has them.
#[derive(Debug)]
pub(super) struct StepRow {
    pub(super) name: String,
    /// Journeys, people, contacts.
    pub(super) volume: [String; 3],
    /// Median time to the next step, and of how many.
    pub(super) next: [String; 2],
    /// Share that ended, its interval, and of how many.
    pub(super) ended: [String; 3],
    /// Figure, interval and n of satisfaction and of trust.
    pub(super) satisfaction: [String; 3],
    pub(super) trust: [String; 3],
    /// People who left the map, by [`LEAVINGS`].
    pub(super) left: [String; 3],
}

impl StepRow {
    /// Every number, from left to right.
    pub(super) fn cells(&self) -> impl Iterator<Item = &String> {
        let figures = self.satisfaction.iter().chain(&self.trust);
        self.volume.iter().chain(&self.next).chain(&self.ended).chain(figures).chain(&self.left)
    }
}

/// One activity that no step names.
#[derive(Debug)]
pub(super) struct UnexpectedRow {
    pub(super) activity: String,
    pub(super) after: String,
    /// Journeys, people, contacts.
    pub(super) volume: [String; 3],
}

/// The words on a step.
pub(super) fn chips(t: Translator, seen: &StepSeen, smallest: u64) -> Vec<String> {
    if !seen.findable {
        return vec![t.say("map-not-findable").to_string()];
    }
    let mut lines = vec![match seen.volume {
        Seen::Shown(count) => {
            t.say("map-seen-volume").arg("people", count.people).arg("journeys", count.journeys).to_string()
        }
        Seen::TooFew => t.say("map-seen-too-few").arg("n", smallest).to_string(),
        Seen::Nothing => t.say("map-seen-nobody").to_string(),
    }];
    lines.extend(seen.next.map(|next| next_words(t, next)));
    lines.extend(seen.ended.map(|ended| ended_words(t, ended)));
    for (key, figure) in [("map-seen-satisfaction", &seen.satisfaction), ("map-seen-trust", &seen.trust)] {
        if let Some((scale, figure)) = figure {
            let figure = figure_words(t, *scale, figure, smallest);
            lines.push(t.say(key).arg("figure", figure).to_string());
        }
    }
    lines.extend(seen.by_customer.map(|n| t.say("map-seen-by-customer").arg("n", n).to_string()));
    lines
}

/// The words on a stage.
pub(super) fn heard_of_stage(t: Translator, seen: &StageSeen, smallest: u64) -> Vec<String> {
    let said = [("map-seen-satisfaction", &seen.satisfaction), ("map-seen-trust", &seen.trust)];
    let words = |(key, figure): (&str, &Option<(Scale, Figure)>)| {
        let (scale, figure) = figure.as_ref()?;
        Some(t.say(key).arg("figure", figure_words(t, *scale, figure, smallest)).to_string())
    };
    said.into_iter().filter_map(words).collect()
}

/// Where reality leaves the map at a step.
pub(super) fn departures(t: Translator, overlay: &Overlay, place: usize) -> Vec<String> {
    let seen = &overlay.steps[place];
    let smallest = overlay.smallest_cell;
    let left = seen.departures.iter().map(|departure| {
        let who = people_words(t, departure.count, smallest);
        t.name("map-leaves", departure.leaving.code()).arg("people", who).to_string()
    });
    let strange = overlay.unexpected.iter().filter(|one| one.after == Some(place));
    left.chain(strange.map(|one| strange_words(t, one, smallest))).collect()
}

/// What people did before the first step that the map knows.
pub(super) fn before_the_first(t: Translator, overlay: &Overlay) -> Vec<String> {
    let strange = overlay.unexpected.iter().filter(|one| one.after.is_none());
    strange.map(|one| strange_words(t, one, overlay.smallest_cell)).collect()
}

fn strange_words(t: Translator, one: &Unexpected, smallest: u64) -> String {
    let who = people_words(t, one.count, smallest);
    t.say("map-leaves-unexpected").arg("activity", &one.activity).arg("people", who).to_string()
}

fn people_words(t: Translator, count: Seen<Count>, smallest: u64) -> String {
    match count {
        Seen::Shown(count) => t.say("map-people").arg("n", count.people).to_string(),
        Seen::TooFew | Seen::Nothing => t.say("map-people-few").arg("n", smallest).to_string(),
    }
}

fn next_words(t: Translator, next: NextStep) -> String {
    let median = duration(t, next.median_seconds);
    t.say("map-seen-next").arg("median", median).arg("n", next.n).to_string()
}

fn ended_words(t: Translator, ended: Ended) -> String {
    t.say("map-seen-ended")
        .arg("share", t.percent(ended.share.share, 1))
        .arg("low", t.percent(ended.share.low, 1))
        .arg("high", t.percent(ended.share.high, 1))
        .arg("n", ended.n)
        .to_string()
}

fn figure_words(t: Translator, scale: Scale, figure: &Figure, smallest: u64) -> String {
    let unit = unit(scale);
    match reading(scale, figure, smallest) {
        Reading::Known(known) => t
            .say("map-seen-figure")
            .arg("value", unit.format(&t, known.value))
            .arg("low", unit.format(&t, known.low))
            .arg("high", unit.format(&t, known.high))
            .arg("n", known.n)
            .to_string(),
        Reading::TooFew { smallest } => t.say("map-seen-few-answers").arg("n", smallest).to_string(),
        Reading::Nothing => t.say("figure-none").to_string(),
    }
}

/// A time as people say it: `40 minutes`, `5.5 hours`, `3.2 days`.
pub(super) fn duration(t: Translator, seconds: f64) -> String {
    const MINUTE: f64 = 60.0;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    let (key, value, places) = match seconds {
        short if short < 1.5 * MINUTE => ("map-time-seconds", short, 0),
        short if short < 1.5 * HOUR => ("map-time-minutes", short / MINUTE, 0),
        long if long < 1.5 * DAY => ("map-time-hours", long / HOUR, 1),
        long => ("map-time-days", long / DAY, 1),
    };
    t.say(key).arg("n", t.decimal(value, places)).to_string()
}

/// The table of the steps, whose names are `names`.
pub(super) fn rows(t: Translator, overlay: &Overlay, names: &[String]) -> Vec<StepRow> {
    let smallest = overlay.smallest_cell;
    let row = |(seen, name): (&StepSeen, &String)| StepRow {
        name: name.clone(),
        volume: volume(t, seen.volume, seen.findable, smallest),
        next: seen
            .next
            .map_or_else(Default::default, |next| [duration(t, next.median_seconds), t.number(next.n)]),
        ended: seen.ended.map_or_else(Default::default, |ended| {
            let interval = interval(t, &t.percent(ended.share.low, 1), &t.percent(ended.share.high, 1));
            [t.percent(ended.share.share, 1), interval, t.number(ended.n)]
        }),
        satisfaction: figure(t, seen.satisfaction.as_ref(), smallest),
        trust: figure(t, seen.trust.as_ref(), smallest),
        left: LEAVINGS.map(|leaving| {
            let found = seen.departures.iter().find(|departure| departure.leaving == leaving);
            found.map_or_else(|| "0".to_owned(), |departure| people(t, departure.count, smallest))
        }),
    };
    overlay.steps.iter().zip(names).map(row).collect()
}

/// The table of what no step names.
pub(super) fn unexpected_rows(t: Translator, overlay: &Overlay, names: &[String]) -> Vec<UnexpectedRow> {
    let row = |one: &Unexpected| UnexpectedRow {
        activity: one.activity.clone(),
        after: match one.after.and_then(|place| names.get(place)) {
            Some(name) => name.clone(),
            None => t.say("map-before-first").to_string(),
        },
        volume: volume(t, one.count, true, overlay.smallest_cell),
    };
    overlay.unexpected.iter().map(row).collect()
}

fn volume(t: Translator, seen: Seen<Count>, findable: bool, smallest: u64) -> [String; 3] {
    match seen {
        Seen::Shown(count) => [count.journeys, count.people, count.contacts].map(|n| t.number(n)),
        Seen::TooFew => {
            let few = t.say("map-fewer-than").arg("n", smallest).to_string();
            [few.clone(), few.clone(), few]
        }
        Seen::Nothing if findable => ["0", "0", "0"].map(str::to_owned),
        Seen::Nothing => Default::default(),
    }
}

fn people(t: Translator, seen: Seen<Count>, smallest: u64) -> String {
    let [_, people, _] = volume(t, seen, true, smallest);
    people
}

fn figure(t: Translator, figure: Option<&(Scale, Figure)>, smallest: u64) -> [String; 3] {
    let Some((scale, figure)) = figure else { return Default::default() };
    let unit = unit(*scale);
    match reading(*scale, figure, smallest) {
        Reading::Known(known) => [
            unit.format(&t, known.value),
            interval(t, &unit.format(&t, known.low), &unit.format(&t, known.high)),
            t.number(known.n),
        ],
        Reading::TooFew { smallest } => {
            let few = t.say("map-fewer-than").arg("n", smallest).to_string();
            [String::new(), String::new(), few]
        }
        Reading::Nothing => Default::default(),
    }
}

fn interval(t: Translator, low: &str, high: &str) -> String {
    t.say("map-interval").arg("low", low).arg("high", high).to_string()
}
