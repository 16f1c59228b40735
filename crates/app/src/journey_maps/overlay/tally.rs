//! Counting journeys along a map: who took which step, how long it took to the next, where it ended, how it was left.

use std::collections::{BTreeMap, BTreeSet};

use catsup_journeys::{Case, DurationSummary, EventLog, MISSING};
use catsup_model::journey_map::{Need, Step};

use super::{
    Overlay,
    departures::{Left, Place, departures},
    seen::{Count, Departure, Ended, Leaving, NextStep, StepSeen, Unexpected},
};
use crate::{
    journeys::{JourneyRule, LeftOut},
    scorecards::Share,
};

const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// Journeys and people that something holds for.
#[derive(Debug, Default)]
struct Tally {
    journeys: u64,
    contacts: u64,
    people: BTreeSet<u64>,
}

impl Tally {
    /// Adds a journey of this person, with so many contacts.
    fn add(&mut self, person: u64, contacts: u64) {
        self.journeys += 1;
        self.contacts += contacts;
        self.people.insert(person);
    }

    fn count(&self) -> Count {
        Count { journeys: self.journeys, people: self.people.len() as u64, contacts: self.contacts }
    }
}

/// What is counted for one step.
#[derive(Debug, Default)]
struct StepTally {
    taken: Tally,
    /// Microseconds to the next step of the map.
    next: Vec<i64>,
    /// Journeys that are over, and those of them that ended here.
    over: u64,
    ended: u64,
    leaving: BTreeMap<Leaving, Tally>,
}

/// Everything that is counted.
#[derive(Debug)]
pub(super) struct Tallies {
    all: Tally,
    fitting: u64,
    fitness: Option<f64>,
    steps: Vec<StepTally>,
    /// By activity: how many, and how often after which step.
    unexpected: BTreeMap<String, (Tally, BTreeMap<Option<usize>, u64>)>,
}

/// One journey on the map.
struct Walk<'a> {
    case: Case<'a>,
    person: u64,
    /// The step of every event; `None` for what no step names.
    path: Vec<Option<usize>>,
    /// The path as it is held against the map: contacts of one step in a row are one visit.
    visits: Vec<Place>,
}

impl Tallies {
    /// Counts the journeys that have at least one step of the map.
    pub(super) fn of(log: &EventLog, steps: &[Step], rule: JourneyRule) -> Self {
        let named = step_of_activity(log, steps);
        let open_since = still_open(log, rule);
        let walks = log.iter().map(|case| Walk::of(log, case, &named));
        let walks: Vec<Walk<'_>> = walks.filter(|walk| walk.path.iter().any(Option::is_some)).collect();
        let paths: Vec<&[Place]> = walks.iter().map(|walk| walk.visits.as_slice()).collect();
        let (left, fitness) = departures(&paths, steps);
        let mut tallies = Self {
            all: Tally::default(),
            fitting: 0,
            fitness,
            steps: steps.iter().map(|_| StepTally::default()).collect(),
            unexpected: BTreeMap::new(),
        };
        for walk in &walks {
            tallies.add(walk, open_since);
            tallies.leave(walk, left.get(&walk.visits).unwrap_or(&Left::default()));
        }
        tallies
    }

    fn add(&mut self, walk: &Walk<'_>, open_since: i64) {
        self.all.add(walk.person, walk.case.len() as u64);
        let mut contacts: BTreeMap<usize, u64> = BTreeMap::new();
        for step in walk.path.iter().flatten() {
            *contacts.entry(*step).or_default() += 1;
        }
        for (step, contacts) in &contacts {
            self.steps[*step].taken.add(walk.person, *contacts);
        }
        for (step, micros) in walk.times_to_next() {
            self.steps[step].next.push(micros);
        }
        let over = walk.case.times().last().is_some_and(|last| *last < open_since);
        if let Some(last) = walk.path.iter().rev().flatten().next().filter(|_| over) {
            contacts.keys().for_each(|step| self.steps[*step].over += 1);
            self.steps[*last].ended += 1;
        }
    }

    fn leave(&mut self, walk: &Walk<'_>, left: &Left) {
        self.fitting += u64::from(left.nowhere());
        for (step, leaving) in &left.at {
            self.steps[*step].leaving.entry(*leaving).or_default().add(walk.person, 1);
        }
        let mut once: BTreeMap<&str, (u64, BTreeSet<Option<usize>>)> = BTreeMap::new();
        for (activity, after) in &left.others {
            let (contacts, places) = once.entry(activity).or_default();
            *contacts += 1;
            places.insert(*after);
        }
        for (activity, (contacts, after)) in once {
            let (tally, places) = self.unexpected.entry(activity.to_owned()).or_default();
            tally.add(walk.person, contacts);
            after.into_iter().for_each(|step| *places.entry(step).or_default() += 1);
        }
    }

    /// What may be shown of it.
    pub(super) fn seen(self, steps: &[Step], smallest: u64) -> Overlay {
        let enough = self.all.people.len() as u64 >= smallest;
        let fitting = Share::of(signed(self.fitting), signed(self.all.journeys))
            .filter(|_| enough)
            .map(|share| (share, self.all.journeys));
        let to_be_found = |step: &Step| step.need == Need::Required && !step.activities.is_empty();
        let last_required = steps.iter().rposition(to_be_found);
        let seen = steps.iter().zip(self.steps).enumerate();
        let steps = seen.map(|(place, (step, tally))| {
            // Whoever took the last required step has arrived: an end there is no loss.
            let before_the_end = last_required.is_some_and(|last| place < last);
            tally.seen(step, before_the_end, smallest)
        });
        let steps = steps.collect();
        let mut unexpected: Vec<Unexpected> = self
            .unexpected
            .into_iter()
            .map(|(activity, (tally, places))| {
                let after = places.into_iter().max_by_key(|(place, times)| (*times, *place));
                let after = after.and_then(|(place, _)| place);
                (tally.journeys, Unexpected { activity, after, count: tally.count().seen(smallest) })
            })
            .map(|(_, unexpected)| unexpected)
            .collect();
        unexpected.sort_by_key(|one| std::cmp::Reverse(shown_journeys(one)));
        Overlay {
            extent: None,
            journeys: self.all.count().seen(smallest),
            fitting,
            fitness: self.fitness.filter(|_| enough),
            steps,
            stages: Vec::new(),
            unexpected,
            left_out: LeftOut::default(),
            smallest_cell: smallest,
        }
    }
}

/// Withheld counts rank last, whatever they are: an order would tell them apart.
fn shown_journeys(unexpected: &Unexpected) -> u64 {
    match unexpected.count {
        super::Seen::Shown(count) => count.journeys,
        super::Seen::TooFew | super::Seen::Nothing => 0,
    }
}

impl StepTally {
    fn seen(mut self, step: &Step, before_the_end: bool, smallest: u64) -> StepSeen {
        let enough = self.taken.people.len() as u64 >= smallest;
        let next = DurationSummary::of(&mut self.next).filter(|times| enough && times.n >= smallest);
        let ended = (before_the_end && enough && self.over >= smallest)
            .then(|| Share::of(signed(self.ended), signed(self.over)))
            .flatten();
        let departure = |(leaving, tally): (&Leaving, &Tally)| Departure {
            leaving: *leaving,
            count: tally.count().seen(smallest),
        };
        StepSeen {
            key: step.key.clone(),
            findable: !step.activities.is_empty(),
            volume: self.taken.count().seen(smallest),
            next: next.map(|times| NextStep {
                median_seconds: times.median,
                p90_seconds: times.p90,
                n: times.n,
            }),
            ended: ended.map(|share| Ended { share, n: self.over }),
            satisfaction: None,
            trust: None,
            by_customer: None,
            departures: self.leaving.iter().map(departure).collect(),
        }
    }
}

impl<'a> Walk<'a> {
    fn of(log: &'a EventLog, case: Case<'a>, named: &[Option<usize>]) -> Self {
        let path: Vec<Option<usize>> =
            case.activities().iter().map(|activity| named[*activity as usize]).collect();
        let mut visits: Vec<Place> = Vec::with_capacity(path.len());
        for (step, activity) in path.iter().zip(case.activities()) {
            let place = match step {
                Some(step) => Place::Step(*step),
                None => Place::Other(log.activity_names().get(*activity).unwrap_or_default().to_owned()),
            };
            if visits.last() != Some(&place) || step.is_none() {
                visits.push(place);
            }
        }
        Self { person: person(log, &case), case, path, visits }
    }

    /// From each visit of a step to the next step of the map, in microseconds.
    fn times_to_next(&self) -> Vec<(usize, i64)> {
        let known =
            self.path.iter().zip(self.case.times()).filter_map(|(step, time)| Some(((*step)?, *time)));
        let known: Vec<(usize, i64)> = known.collect();
        let pairs = known.windows(2).filter(|pair| pair[0].0 != pair[1].0);
        pairs.map(|pair| (pair[0].0, pair[1].1 - pair[0].1)).collect()
    }
}

/// The step that names each activity of the log.
fn step_of_activity(log: &EventLog, steps: &[Step]) -> Vec<Option<usize>> {
    let mut named = BTreeMap::new();
    for (place, step) in steps.iter().enumerate() {
        named.extend(step.activities.iter().map(|activity| (activity.as_str(), place)));
    }
    log.activity_names().iter().map(|name| named.get(name).copied()).collect()
}

/// The moment from which on a journey may still be under way: where journeys end by a pause, one that has not been long
/// enough yet ended nothing.
fn still_open(log: &EventLog, rule: JourneyRule) -> i64 {
    let newest = log.times().iter().max().copied().unwrap_or(i64::MAX);
    match rule {
        JourneyRule::Gap { days } => newest.saturating_sub(i64::from(days) * MICROSECONDS_A_DAY),
        JourneyRule::Customer | JourneyRule::Case => i64::MAX,
    }
}

/// Whose journey it is; where nobody knows, each journey is somebody else's.
fn person(log: &EventLog, case: &Case<'_>) -> u64 {
    let customer = log.customers().map(|codes| codes[case.events().start]).filter(|code| *code != MISSING);
    customer.map_or((case.number() as u64) | (1 << 40), u64::from)
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use catsup_journeys::{Event, EventLogBuilder};

    use super::{super::Seen, *};

    /// Journeys as `(case, "a b c")`, an hour from contact to contact, long over.
    fn log(journeys: &[(&str, &str)]) -> EventLog {
        let mut builder = EventLogBuilder::new();
        for (case, activities) in journeys {
            for (hour, activity) in activities.split(' ').enumerate() {
                let time = hour as i64 * 3_600_000_000;
                builder.push(Event { case, activity, time, channel: None, attributes: &[] }).unwrap();
            }
        }
        builder.build()
    }

    /// A map of steps a, b, c (c optional), d; b may repeat.
    fn steps() -> Vec<Step> {
        ["a", "b", "c", "d"]
            .map(|name| Step {
                key: name.to_owned(),
                activities: vec![name.to_owned()],
                need: if name == "c" { Need::Optional } else { Need::Required },
                repeatable: name == "b",
                ..Step::default()
            })
            .into()
    }

    fn seen(journeys: &[(&str, &str)], smallest: u64) -> Overlay {
        Tallies::of(&log(journeys), &steps(), JourneyRule::Customer).seen(&steps(), smallest)
    }

    fn left(overlay: &Overlay) -> Vec<(&str, Leaving)> {
        let of = |step: &'_ StepSeen| step.departures.iter().map(|one| one.leaving).collect::<Vec<_>>();
        overlay
            .steps
            .iter()
            .flat_map(|step| of(step).into_iter().map(|one| (step.key.as_str(), one)))
            .collect()
    }

    #[test]
    fn whoever_follows_the_map_leaves_it_nowhere() {
        let overlay = seen(&[("1", "a b d"), ("2", "a b b c d"), ("3", "a b c d")], 1);
        assert_eq!(left(&overlay), []);
        assert_eq!(overlay.fitting.map(|(share, n)| (share.share, n)), Some((1.0, 3)));
        let Seen::Shown(count) = overlay.steps[1].volume else { panic!("shown") };
        assert_eq!((count.journeys, count.people, count.contacts), (3, 3, 4));
        assert_eq!(overlay.fitness, Some(1.0));
        assert_eq!(overlay.steps[3].ended, None, "who arrived was not lost");
    }

    #[test]
    fn each_way_of_leaving_is_told_at_its_step() {
        assert_eq!(left(&seen(&[("1", "a d")], 1)), [("b", Leaving::Skipped)]);
        assert_eq!(left(&seen(&[("1", "b a d")], 1)), [("b", Leaving::OutOfOrder)]);
        assert_eq!(left(&seen(&[("1", "a b d a")], 1)), [("a", Leaving::Repeated)]);
        assert_eq!(left(&seen(&[("1", "a b")], 1)), [], "who is not there yet skipped nothing");
        let overlay = seen(&[("1", "a x b x d"), ("2", "x a b d"), ("3", "x y")], 1);
        assert_eq!(left(&overlay), []);
        let told: Vec<_> = overlay.unexpected.iter().map(|one| (one.activity.as_str(), one.after)).collect();
        assert_eq!(told, [("x", Some(1))], "the third journey has nothing to do with the map");
        assert_eq!(overlay.fitting.map(|(share, n)| (share.share, n)), Some((0.0, 2)));
    }

    #[test]
    fn times_and_ends_are_read_along_the_map() {
        let overlay = seen(&[("1", "a x b d"), ("2", "a b"), ("3", "a")], 1);
        let next = overlay.steps[0].next.unwrap();
        assert_eq!((next.median_seconds, next.n), (5_400.0, 2), "one and two hours");
        let ended = |place: usize| overlay.steps[place].ended.map(|ended| (ended.share.share, ended.n));
        assert_eq!((ended(0), ended(1)), (Some((1.0 / 3.0, 3)), Some((0.5, 2))));
    }

    #[test]
    fn a_journey_that_may_go_on_has_not_ended() {
        let log = log(&[("1", "a b"), ("2", "a")]);
        let overlay = Tallies::of(&log, &steps(), JourneyRule::Gap { days: 14 }).seen(&steps(), 1);
        assert_eq!(overlay.steps[0].ended, None);
    }

    #[test]
    fn small_cells_are_withheld() {
        let overlay = seen(&[("1", "a d"), ("2", "a b d"), ("3", "a b d")], 3);
        assert_eq!(overlay.steps[0].volume, Seen::Shown(Count { journeys: 3, people: 3, contacts: 3 }));
        assert_eq!(overlay.steps[1].volume, Seen::TooFew);
        assert_eq!((overlay.steps[1].next, overlay.steps[1].ended), (None, None));
        assert_eq!(overlay.steps[1].departures[0].count, Seen::TooFew);
        assert_eq!(overlay.steps[2].volume, Seen::Nothing);
    }
}
