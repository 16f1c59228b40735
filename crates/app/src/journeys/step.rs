//! One step of the observed journeys: who comes, from where and where to, how it ends, and what people say of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catsup_journeys::{DurationSummary, EventLog, MISSING};
use catsup_model::{
    Permission, Viewer,
    id::{ResponseId, TouchpointId},
    interaction::CustomerKey,
    period::Days,
};
use serde::Serialize;

use super::{
    Observed, ObservedQuery, TouchpointLabel, columns,
    contacts::off_thread,
    observed,
    opinions::{Contact, Contacts},
    people::{self, People},
    picture::{Rate, outcomes},
};
use crate::{App, Error, scorecards::GroupFigure};

/// The most people of a step that are listed.
const MOST_PEOPLE: usize = 20;

/// One step.
#[derive(Debug, Clone, Serialize)]
pub struct StepStory {
    /// Name of what it is about.
    pub scope: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// The activity.
    pub activity: String,
    /// What is known of it; `None` where too few people did it.
    pub known: Option<KnownStep>,
    /// Nothing that fewer people did is shown.
    pub smallest_cell: u64,
}

/// What is known of a step that enough people did.
#[derive(Debug, Clone, Serialize)]
pub struct KnownStep {
    /// How often.
    pub contacts: u64,
    /// By how many people.
    pub people: u64,
    /// In how many journeys.
    pub journeys: u64,
    /// Of how many journeys.
    pub all_journeys: u64,
    /// How many cases of the sources it touches.
    pub cases: u64,
    /// The share of contacts with a known outcome that ended with what the person came for.
    pub fulfilled: Option<Rate>,
    /// The share of journeys with the step in which it comes again.
    pub repeated: Option<Rate>,
    /// Contacts by channel, the most frequent first; few are left out.
    pub channels: Vec<(String, u64)>,
    /// Contacts by outcome, as far as known.
    pub outcomes: Vec<(String, u64)>,
    /// Seconds waited.
    pub wait: Option<DurationSummary>,
    /// Seconds it took.
    pub handle: Option<DurationSummary>,
    /// What comes right before; the start of the journey when the activity is `None`.
    pub before: Vec<Neighbour>,
    /// What comes right after; the end of the journey when the activity is `None`.
    pub after: Vec<Neighbour>,
    /// Where it happens, and what people say there.
    pub places: Vec<Place>,
    /// What people said of it: every measure, joined by customer, else by touchpoint.
    #[serde(skip)]
    pub opinions: Vec<GroupFigure>,
    /// Responses that are joined to it by customer, the newest first.
    #[serde(skip)]
    pub responses: Vec<ResponseId>,
    /// People who did it last, for those who may see customers.
    pub customers: Vec<(CustomerKey, i64)>,
}

/// What comes right before or after a step.
#[derive(Debug, Clone, Serialize)]
pub struct Neighbour {
    /// The activity; start or end when `None`.
    pub activity: Option<String>,
    /// How often.
    pub count: u64,
    /// By how many people.
    pub people: u64,
    /// The share of all passages of the step.
    pub share: f64,
    /// The time between, in seconds.
    pub time: Option<DurationSummary>,
}

/// A touchpoint where a step happens.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// The touchpoint.
    pub touchpoint: TouchpointId,
    /// Its name.
    pub name: String,
    /// How many contacts of the step.
    pub contacts: u64,
    /// What people say there: every measure.
    #[serde(skip)]
    pub opinions: Vec<GroupFigure>,
}

/// Reads one step of the observed journeys.
///
/// # Errors
/// As [`observed`]; [`Error::NotFound`] when no journey of the scope and period has the activity.
pub async fn step(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    activity: &str,
) -> Result<StepStory, Error> {
    let observed = observed(app, viewer, query).await?;
    let code = observed.log.activity_names().find(activity);
    let code = code.filter(|code| observed.log.activities().contains(code));
    let code = code.ok_or(Error::NotFound("activity"))?;
    let names_people = viewer.require(Permission::ReadCustomers).is_ok_and(|reach| {
        // Whoever may see customers of some services only is not told of those of others.
        observed.services.keys().all(|service| reach.has_service(*service))
    });
    off_thread(move || told(&observed, code, names_people)).await
}

/// What one passage through the log gathers.
#[derive(Default)]
struct Gathered {
    contacts: u64,
    journeys: u64,
    repeated: u64,
    /// Those who came, with the last time.
    last: HashMap<u32, i64>,
    cases: BTreeSet<u32>,
    touchpoints: BTreeMap<u32, u64>,
    channels: HashMap<String, u64>,
    outcomes: HashMap<String, u64>,
    wait: Vec<i64>,
    handle: Vec<i64>,
    before: Sides,
    after: Sides,
}

/// By neighbour (`MISSING` for start and end): who went, and the times between.
type Sides = HashMap<u32, (Vec<u64>, Vec<i64>)>;

fn told(observed: &Observed, code: u32, names_people: bool) -> StepStory {
    let (log, smallest) = (&*observed.log, observed.smallest_cell);
    let people = people::by_activity(log).get(&code).copied().unwrap_or(0);
    let known = (people >= smallest).then(|| known(observed, code, people, names_people));
    StepStory {
        scope: observed.scope.clone(),
        days: observed.days,
        activity: log.activity_names().get(code).unwrap_or_default().to_owned(),
        known,
        smallest_cell: smallest,
    }
}

fn known(observed: &Observed, code: u32, people: u64, names_people: bool) -> KnownStep {
    let (log, smallest) = (&*observed.log, observed.smallest_cell);
    let gathered = gather(log, code);
    let found = Contacts::of(log, &observed.opinions);
    let here = |contact: &Contact| found.way(contact).filter(|way| way.1 == code);
    let column = log.attribute(columns::TOUCHPOINT);
    let ids = gathered.touchpoints.keys();
    let ids = ids.filter_map(|code| column?.values.get(*code)?.parse().ok()).collect();
    let heard = observed.opinions.voices(here).at(&ids, None, |_| true);
    let (fulfilled, known) = outcomes(log).get(&code).copied().unwrap_or_default();
    let sides = |sides: Sides| neighbours(log, sides, gathered.contacts, smallest);
    let mut customers: Vec<(CustomerKey, i64)> = Vec::new();
    if names_people {
        let keys = gathered.last.iter().filter_map(|(customer, at)| {
            Some((log.customer_names().get(*customer)?.parse::<CustomerKey>().ok()?, *at))
        });
        customers = keys.collect();
        customers.sort_by_key(|(key, at)| (std::cmp::Reverse(*at), *key));
        customers.truncate(MOST_PEOPLE);
    }
    KnownStep {
        contacts: gathered.contacts,
        people,
        journeys: gathered.journeys,
        all_journeys: log.cases() as u64,
        cases: gathered.cases.len() as u64,
        fulfilled: Rate::of(fulfilled, known, smallest),
        repeated: Rate::of(gathered.repeated, gathered.journeys, smallest),
        channels: ranked(gathered.channels, smallest),
        outcomes: ranked(gathered.outcomes, smallest),
        wait: enough(gathered.wait, smallest),
        handle: enough(gathered.handle, smallest),
        before: sides(gathered.before),
        after: sides(gathered.after),
        places: places(observed, &gathered.touchpoints),
        opinions: heard.figures(smallest),
        responses: observed.opinions.responses(|contact| here(contact).is_some()),
        customers,
    }
}

fn gather(log: &EventLog, code: u32) -> Gathered {
    const MICROS: i64 = 1_000_000;
    let people = People::of(log);
    let column = |name: &str| log.attribute(name);
    let (touchpoint, case_key, outcome) =
        (column(columns::TOUCHPOINT), column(columns::CASE), column(columns::OUTCOME));
    let (wait, handle) = (column(columns::WAIT), column(columns::HANDLE));
    let mut gathered = Gathered::default();
    for case in log.iter() {
        let (path, times, first) = (case.activities(), case.times(), case.events().start);
        let mut met = 0;
        for place in (0..path.len()).filter(|place| path[*place] == code) {
            let event = first + place;
            met += 1;
            gathered.contacts += 1;
            let person = people.behind(event, case.number());
            let before = gathered.before.entry(if place == 0 { MISSING } else { path[place - 1] });
            let before = before.or_default();
            before.0.push(person);
            if place > 0 {
                before.1.push(times[place] - times[place - 1]);
            }
            let after = gathered.after.entry(path.get(place + 1).copied().unwrap_or(MISSING)).or_default();
            after.0.push(person);
            if let Some(next) = times.get(place + 1) {
                after.1.push(next - times[place]);
            }
            if let Some(customer) = log.customers().map(|codes| codes[event]).filter(|code| *code != MISSING)
            {
                let last = gathered.last.entry(customer).or_insert(i64::MIN);
                *last = times[place].max(*last);
            }
            if let Some(code) = case_key.map(|column| column.codes[event]).filter(|code| *code != MISSING) {
                gathered.cases.insert(code);
            }
            if let Some(code) = touchpoint.map(|column| column.codes[event]).filter(|code| *code != MISSING) {
                *gathered.touchpoints.entry(code).or_default() += 1;
            }
            if let Some(channel) = log.channel_name(event) {
                *gathered.channels.entry(channel.to_owned()).or_default() += 1;
            }
            if let Some(outcome) = outcome.and_then(|column| column.value(event)) {
                *gathered.outcomes.entry(outcome.to_owned()).or_default() += 1;
            }
            let seconds = |column: Option<&catsup_journeys::AttributeColumn>| {
                column.and_then(|column| column.value(event)?.parse::<i64>().ok())
            };
            gathered.wait.extend(seconds(wait).map(|seconds| seconds.saturating_mul(MICROS)));
            gathered.handle.extend(seconds(handle).map(|seconds| seconds.saturating_mul(MICROS)));
        }
        gathered.journeys += u64::from(met > 0);
        gathered.repeated += u64::from(met > 1);
    }
    gathered
}

fn enough(mut micros: Vec<i64>, smallest: u64) -> Option<DurationSummary> {
    DurationSummary::of(&mut micros).filter(|summary| summary.n >= smallest)
}

/// The most frequent first, without the few.
fn ranked(counts: HashMap<String, u64>, smallest: u64) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= smallest).collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}

fn neighbours(log: &EventLog, sides: Sides, passages: u64, smallest: u64) -> Vec<Neighbour> {
    let neighbour = |(code, (mut went, micros)): (u32, (Vec<u64>, Vec<i64>))| {
        let count = went.len() as u64;
        went.sort_unstable();
        went.dedup();
        let people = went.len() as u64;
        (people >= smallest).then(|| Neighbour {
            activity: log.activity_names().get(code).map(str::to_owned),
            count,
            people,
            share: count as f64 / passages as f64,
            time: enough(micros, smallest),
        })
    };
    let mut list: Vec<Neighbour> = sides.into_iter().filter_map(neighbour).collect();
    list.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.activity.cmp(&other.activity)));
    list
}

fn places(observed: &Observed, touchpoints: &BTreeMap<u32, u64>) -> Vec<Place> {
    let Some(column) = observed.log.attribute(columns::TOUCHPOINT) else { return Vec::new() };
    let place = |(code, contacts): (&u32, &u64)| {
        let touchpoint: TouchpointId = column.values.get(*code)?.parse().ok()?;
        let TouchpointLabel { name, .. } = observed.touchpoints.get(&touchpoint)?;
        let opinions = observed.opinions.at_touchpoint(touchpoint, observed.smallest_cell);
        (*contacts >= observed.smallest_cell).then(|| Place {
            touchpoint,
            name: name.clone(),
            contacts: *contacts,
            opinions,
        })
    };
    let mut places: Vec<Place> = touchpoints.iter().filter_map(place).collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.contacts));
    places
}
