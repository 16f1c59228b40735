//! The observed journey as a graph: steps and the ways between them, as far as enough people went them.

use std::collections::{BTreeSet, HashMap};

use catsup_journeys::{
    ActivityCount, DirectlyFollows, DurationSummary, EventLog, Filter, MISSING, case_durations, filtered,
    simplify,
};
use catsup_model::{Measure, Viewer, period::Days};
use serde::Serialize;

use super::{
    LeftOut, Observed, ObservedQuery, columns,
    contacts::off_thread,
    observed,
    opinions::{Contacts, Voices},
    people::{self, People, uncounted},
};
use crate::{
    App, Error,
    scorecards::{Figure, Share},
};

/// What a picture is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureQuery {
    /// Which journeys.
    pub journeys: ObservedQuery,
    /// The share of all contacts whose activities are shown, the most frequent first, 0 to 1.
    pub activities: f64,
    /// The share of all steps from one activity to the next whose ways are shown, 0 to 1.
    pub paths: f64,
}

/// The observed journeys of a scope and period as a graph.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Name of what it is about.
    pub scope: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// First and last day of any contact in the scope.
    pub extent: Option<Days>,
    /// How many journeys.
    pub journeys: u64,
    /// How many contacts they have.
    pub contacts: u64,
    /// How many people made them.
    pub people: u64,
    /// How long a journey takes from its first contact to its last, in seconds.
    pub duration: Option<DurationSummary>,
    /// The steps shown, the most frequent first.
    pub steps: Vec<Step>,
    /// The ways shown between steps, from the start and to the end.
    pub paths: Vec<Path>,
    /// What is told of what people said: satisfaction where they were asked for it, else what comes nearest.
    pub measure: Measure,
    /// What is not shown.
    pub hidden: Hidden,
    /// What is part of no journey.
    pub left_out: LeftOut,
    /// Nothing that fewer people did is shown.
    pub smallest_cell: u64,
}

/// What a picture leaves out.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Hidden {
    /// Activities below the share asked for.
    pub steps: usize,
    /// Ways below the share asked for.
    pub paths: usize,
    /// Activities of too few people.
    pub rare_steps: usize,
    /// Ways of too few people.
    pub rare_paths: usize,
    /// The share of contacts that is shown.
    pub contacts_shown: f64,
}

/// One activity.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The activity.
    pub activity: String,
    /// How often.
    pub contacts: u64,
    /// By how many people.
    pub people: u64,
    /// The share of contacts with a known outcome that ended with what the person came for.
    pub fulfilled: Option<Rate>,
    /// What people said of it, by the measure of the picture: joined by customer, else by the touchpoints where it happens.
    pub opinion: Figure,
}

/// A way from one step to the next.
#[derive(Debug, Clone, Serialize)]
pub struct Path {
    /// Place of the earlier step among the steps; the start of the journey when `None`.
    pub from: Option<usize>,
    /// Place of the later step; the end of the journey when `None`.
    pub to: Option<usize>,
    /// How often.
    pub count: u64,
    /// By how many people.
    pub people: u64,
    /// The time between, in seconds; `None` for start and end.
    pub time: Option<DurationSummary>,
    /// What people said of where the way leads, by the measure of the picture: joined by customer to those who went it, else by touchpoint.
    pub opinion: Figure,
}

/// A share with its interval and what it is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// The share with its interval at 95 %.
    pub share: Share,
    /// Of how many.
    pub n: u64,
}

impl Rate {
    /// `part` of `n`; `None` when `n` is less than `smallest`.
    pub(super) fn of(part: u64, n: u64, smallest: u64) -> Option<Self> {
        let share = Share::of(i64::try_from(part).ok()?, i64::try_from(n).ok()?)?;
        (n >= smallest.max(1)).then_some(Self { share, n })
    }
}

/// Reads the observed journeys of a scope and period as a graph.
///
/// # Errors
/// As [`observed`].
pub async fn picture(app: &App, viewer: &Viewer, query: &PictureQuery) -> Result<Picture, Error> {
    let observed = observed(app, viewer, &query.journeys).await?;
    let (activities, paths) = (query.activities.clamp(0.0, 1.0), query.paths.clamp(0.0, 1.0));
    off_thread(move || drawn(&observed, activities, paths)).await?
}

fn drawn(observed: &Observed, activities: f64, paths: f64) -> Result<Picture, Error> {
    let smallest = observed.smallest_cell;
    let (log, rare_steps) = people::without_rare(&observed.log, smallest)?;
    let simple = simplify(&log, activities, paths).map_err(uncounted)?;
    let graph = &simple.graph;
    let shown: Vec<String> = graph.activities.iter().map(|one| graph.name(one.activity).to_owned()).collect();
    let log = if simple.hidden_activities == 0 {
        log
    } else {
        filtered(&log, &[Filter::Activities(shown)]).map_err(uncounted)?
    };
    let met = Met::of(&log);
    let found = Contacts::of(&log, &observed.opinions);
    let voices = observed.opinions.voices(|contact| found.way(contact));
    let measure = observed.opinions.headline(smallest);
    let drawing = Drawing { graph, log: &log, met: &met, voices: &voices, measure, smallest };
    let (steps, ways) = (drawing.steps(), drawing.ways());
    let ends =
        [(&graph.starts, true), (&graph.ends, false)].map(|(ends, start)| drawing.ends(ends, start, paths));
    let of_all =
        |part: u64| if observed.log.is_empty() { 1.0 } else { part as f64 / observed.log.events() as f64 };
    let hidden = Hidden {
        steps: simple.hidden_activities,
        paths: simple.hidden_edges + ends.iter().map(|end| end.1).sum::<usize>(),
        rare_steps,
        rare_paths: ways.1 + ends.iter().map(|end| end.2).sum::<usize>(),
        contacts_shown: of_all(graph.events),
    };
    let [starts, ends] = ends;
    Ok(Picture {
        scope: observed.scope.clone(),
        days: observed.days,
        extent: observed.extent,
        journeys: observed.log.cases() as u64,
        contacts: observed.log.events() as u64,
        people: everyone(&observed.log),
        duration: case_durations(&observed.log),
        steps,
        paths: starts.0.into_iter().chain(ways.0).chain(ends.0).collect(),
        measure,
        hidden,
        left_out: observed.left_out,
        smallest_cell: smallest,
    })
}

/// How many people made the contacts of a log.
pub(super) fn everyone(log: &EventLog) -> u64 {
    let people = People::of(log);
    let met = log.iter().flat_map(|case| case.events().map(move |event| (event, case.number())));
    let met = met.map(|(event, case)| ((), people.behind(event, case))).collect();
    people::counted(met).get(&()).copied().unwrap_or(0)
}

/// Who went which way, and where it led.
struct Met {
    people: HashMap<(u32, u32), u64>,
    by_activity: HashMap<u32, u64>,
    touchpoints: HashMap<(u32, u32), BTreeSet<u32>>,
}

impl Met {
    /// `MISSING` stands for the start before a case and for the end behind it.
    fn of(log: &EventLog) -> Self {
        let people = People::of(log);
        let touchpoint = log.attribute(columns::TOUCHPOINT);
        let mut met = Vec::with_capacity(log.events() + log.cases());
        let mut touchpoints: HashMap<(u32, u32), BTreeSet<u32>> = HashMap::new();
        for case in log.iter() {
            let mut before = MISSING;
            for (event, activity) in case.events().zip(case.activities()) {
                met.push(((before, *activity), people.behind(event, case.number())));
                if let Some(code) =
                    touchpoint.map(|column| column.codes[event]).filter(|code| *code != MISSING)
                {
                    touchpoints.entry((before, *activity)).or_default().insert(code);
                }
                before = *activity;
            }
            met.push(((before, MISSING), people.behind(case.events().end - 1, case.number())));
        }
        Self { people: people::counted(met), by_activity: people::by_activity(log), touchpoints }
    }
}

struct Drawing<'a> {
    graph: &'a DirectlyFollows,
    log: &'a EventLog,
    met: &'a Met,
    /// By the activity before and the one itself.
    voices: &'a Voices<'a, (u32, u32)>,
    measure: Measure,
    smallest: u64,
}

impl Drawing<'_> {
    /// The code in the log of a code of the graph: both may number activities in ways of their own.
    fn code(&self, activity: u32) -> u32 {
        self.log.activity_names().find(self.graph.name(activity)).unwrap_or(MISSING)
    }

    fn place(&self, activity: u32) -> Option<usize> {
        self.graph.activities.iter().position(|one| one.activity == activity)
    }

    fn steps(&self) -> Vec<Step> {
        let outcomes = outcomes(self.log);
        let step = |one: &ActivityCount| {
            let code = self.code(one.activity);
            let (fulfilled, known) = outcomes.get(&code).copied().unwrap_or_default();
            let at = self.met.touchpoints.iter().filter(|((_, to), _)| *to == code);
            let touchpoints: BTreeSet<u32> = at.flat_map(|(_, codes)| codes.iter().copied()).collect();
            Step {
                activity: self.graph.name(one.activity).to_owned(),
                contacts: one.count,
                people: self.met.by_activity.get(&code).copied().unwrap_or(0),
                fulfilled: Rate::of(fulfilled, known, self.smallest),
                opinion: self.opinion(&touchpoints, |way| way.1 == code),
            }
        };
        self.graph.activities.iter().map(step).collect()
    }

    /// The ways between steps that enough people went, and how many others there are.
    fn ways(&self) -> (Vec<Path>, usize) {
        let mut rare = 0;
        let mut ways = Vec::new();
        for edge in &self.graph.edges {
            let key = (self.code(edge.from), self.code(edge.to));
            let Some(people) = self.enough(key) else {
                rare += 1;
                continue;
            };
            let time = DurationSummary {
                n: edge.count,
                mean: edge.mean_seconds,
                median: edge.median_seconds,
                p90: edge.p90_seconds,
            };
            let (from, to) = (self.place(edge.from), self.place(edge.to));
            ways.push(Path { from, to, count: edge.count, people, time: Some(time), opinion: self.at(key) });
        }
        (ways, rare)
    }

    /// The ways from the start or to the end that hold the share asked for, and how many are hidden and too rare.
    fn ends(&self, counts: &[ActivityCount], start: bool, share: f64) -> (Vec<Path>, usize, usize) {
        let (mut paths, mut hidden, mut rare) = (Vec::new(), 0, 0);
        let mut held = 0;
        for one in counts {
            let code = self.code(one.activity);
            let key = if start { (MISSING, code) } else { (code, MISSING) };
            // The first is always shown: a journey begins and ends somewhere.
            if held > 0 && held as f64 >= share * self.graph.cases as f64 - 1e-9 {
                hidden += 1;
                continue;
            }
            held += one.count;
            let Some(people) = self.enough(key) else {
                rare += 1;
                continue;
            };
            let place = self.place(one.activity);
            let (from, to) = if start { (None, place) } else { (place, None) };
            let opinion = if start { self.at(key) } else { Figure::Nothing };
            paths.push(Path { from, to, count: one.count, people, time: None, opinion });
        }
        (paths, hidden, rare)
    }

    fn enough(&self, key: (u32, u32)) -> Option<u64> {
        self.met.people.get(&key).copied().filter(|people| *people >= self.smallest)
    }

    fn at(&self, key: (u32, u32)) -> Figure {
        let none = BTreeSet::new();
        let touchpoints = self.met.touchpoints.get(&key).unwrap_or(&none);
        self.opinion(touchpoints, |way| *way == key)
    }

    fn opinion(&self, touchpoints: &BTreeSet<u32>, here: impl Fn(&(u32, u32)) -> bool) -> Figure {
        let column = self.log.attribute(columns::TOUCHPOINT);
        let ids = touchpoints.iter().filter_map(|code| column?.values.get(*code)?.parse().ok()).collect();
        self.voices.at(&ids, None, here).figure(self.measure, self.smallest)
    }
}

/// For each activity, how many contacts ended well and of how many the end is known.
pub(super) fn outcomes(log: &EventLog) -> HashMap<u32, (u64, u64)> {
    let mut outcomes: HashMap<u32, (u64, u64)> = HashMap::new();
    let Some(column) = log.attribute(columns::OUTCOME) else { return outcomes };
    for (event, activity) in log.activities().iter().enumerate() {
        if let Some(outcome) = column.value(event) {
            let entry = outcomes.entry(*activity).or_default();
            entry.0 += u64::from(outcome == "fulfilled");
            entry.1 += 1;
        }
    }
    outcomes
}
