//! A question about contacts in terms of one segment: which of its codes count, and what they are grouped as.

use std::collections::HashSet;

use catsup_model::query::{Clock, ContactDimension, ContactFilter};

use super::{
    batch::{Coded, Dictionaries},
    row::Contact,
};
use crate::query::{DIMENSIONS, Group, Keys};

/// Which contacts a question is about, and how they are grouped.
#[derive(Debug)]
pub(super) struct Question<'a> {
    pub(super) by: &'a [ContactDimension],
    /// The spans that count: those of the dimension of time within the period, or the period.
    pub(super) windows: Vec<(i64, i64)>,
    /// What texts of each coded column count, where the filter says so.
    wanted: Vec<(Coded, HashSet<String>)>,
}

impl<'a> Question<'a> {
    pub(super) fn of(filter: &ContactFilter, by: &'a [ContactDimension]) -> Self {
        let by = &by[..by.len().min(DIMENSIONS)];
        let (from, to) = filter.period.unwrap_or((i64::MIN, i64::MAX));
        let spans = by.iter().find_map(|dimension| match dimension {
            ContactDimension::Time(spans) => Some(spans),
            _ => None,
        });
        let windows = match spans {
            None => vec![(from, to)],
            Some(spans) => spans.iter().map(|(start, end)| (*start.max(&from), *end.min(&to))).collect(),
        };
        let texts = |of: &mut dyn Iterator<Item = String>| of.collect::<HashSet<String>>();
        let lists = [
            (Coded::Touchpoint, texts(&mut filter.touchpoints.iter().map(ToString::to_string))),
            (Coded::Channel, texts(&mut filter.channels.iter().map(|one| one.code().to_owned()))),
            (Coded::Activity, texts(&mut filter.activities.iter().cloned())),
            (Coded::Outcome, texts(&mut filter.outcomes.iter().map(|one| one.code().to_owned()))),
            (Coded::Device, texts(&mut filter.devices.iter().cloned())),
            (Coded::Language, texts(&mut filter.languages.iter().map(|one| one.code().to_owned()))),
        ];
        let mut wanted = vec![(Coded::Service, texts(&mut filter.services.iter().map(ToString::to_string)))];
        wanted.extend(lists.into_iter().filter(|(_, values)| !values.is_empty()));
        Self { by, windows, wanted }
    }

    /// How many of the windows reach into an extent.
    pub(super) fn touching(&self, (first, last): (i64, i64)) -> usize {
        self.windows.iter().filter(|(start, end)| *start <= last && first < *end).count()
    }

    /// Whether a contact passes the filter, its period apart.
    pub(super) fn takes(&self, contact: &Contact) -> bool {
        self.wanted
            .iter()
            .all(|(column, values)| contact.coded(*column).is_some_and(|value| values.contains(&value)))
    }

    /// The groups of a contact: one for each window it lies in.
    pub(super) fn groups(&self, contact: &Contact, keys: &mut Keys) -> Vec<Group> {
        let at = contact.occurred_at;
        let within = |(_, (start, end)): &(usize, &(i64, i64))| (*start..*end).contains(&at);
        let windows: Vec<usize> =
            self.windows.iter().enumerate().filter(within).map(|(place, _)| place).collect();
        let group = |window: usize| {
            let mut group = Group::default();
            for (place, dimension) in self.by.iter().enumerate() {
                let key = match (coded(dimension), dimension) {
                    (Some(column), _) => contact.coded(column),
                    (None, ContactDimension::HourOfWeek(clock)) => Some(clock.hour_of_week(at).to_string()),
                    (None, _) => self.is_timed(place).then(|| window.to_string()),
                };
                group[place] = keys.number(place, key);
            }
            group
        };
        windows.into_iter().map(group).collect()
    }

    /// Whether the dimension at this place is the one whose spans are the windows.
    fn is_timed(&self, place: usize) -> bool {
        self.by.iter().position(|one| matches!(one, ContactDimension::Time(_))) == Some(place)
    }
}

/// The coded column of a dimension; `None` for those of time.
fn coded(dimension: &ContactDimension) -> Option<Coded> {
    Some(match dimension {
        ContactDimension::Service => Coded::Service,
        ContactDimension::Touchpoint => Coded::Touchpoint,
        ContactDimension::Channel => Coded::Channel,
        ContactDimension::Activity => Coded::Activity,
        ContactDimension::Outcome => Coded::Outcome,
        ContactDimension::Device => Coded::Device,
        ContactDimension::Language => Coded::Language,
        ContactDimension::Time(_) | ContactDimension::HourOfWeek(_) => return None,
    })
}

/// Where the key of one dimension comes from.
#[derive(Debug)]
pub(super) enum KeyOf {
    /// A column; numbers by code.
    Coded(Coded, Vec<u32>),
    /// The window; numbers by its place.
    Time(Vec<u32>),
    /// The hour of the week; numbers by hour.
    Hour(Clock, Vec<u32>),
    /// The same number for every row.
    Constant(u32),
}

/// A question in terms of one segment.
#[derive(Debug)]
pub(super) struct Plan {
    /// By code of the service, and of the channel.
    pub(super) services: Vec<bool>,
    pub(super) channels: Vec<bool>,
    /// Other columns that are bounded, each by its codes.
    pub(super) rows: Vec<(Coded, Vec<bool>)>,
    pub(super) keys: Vec<KeyOf>,
    /// Whether nothing in the segment can count.
    pub(super) nothing: bool,
}

impl Plan {
    pub(super) fn of(known: &Dictionaries, question: &Question<'_>, keys: &mut Keys) -> Self {
        let mut plan = Self {
            services: Vec::new(),
            channels: vec![true; known.codes(Coded::Channel)],
            rows: Vec::new(),
            keys: Vec::new(),
            nothing: false,
        };
        for (column, values) in &question.wanted {
            let passing = known.of(*column).values().iter().map(|value| values.contains(value));
            let passing: Vec<bool> = std::iter::once(false).chain(passing).collect();
            plan.nothing |= !passing.contains(&true);
            match column {
                Coded::Service => plan.services = passing,
                Coded::Channel => plan.channels = passing,
                other => plan.rows.push((*other, passing)),
            }
        }
        for (place, dimension) in question.by.iter().enumerate() {
            let mut number = |key: Option<String>| keys.number(place, key);
            plan.keys.push(match (coded(dimension), dimension) {
                (Some(column), _) => {
                    let named = known.of(column).values().iter().cloned().map(Some);
                    KeyOf::Coded(column, std::iter::once(None).chain(named).map(number).collect())
                }
                (None, ContactDimension::HourOfWeek(clock)) => {
                    let hours = (0..168).map(|hour: u32| number(Some(hour.to_string())));
                    KeyOf::Hour(clock.clone(), hours.collect())
                }
                (None, _) if question.is_timed(place) => {
                    let windows = 0..question.windows.len();
                    KeyOf::Time(windows.map(|window| number(Some(window.to_string()))).collect())
                }
                (None, _) => KeyOf::Constant(number(None)),
            });
        }
        plan
    }

    /// The group of a run, as far as the run decides it.
    pub(super) fn of_run(&self, service: u32, channel: u8, window: usize) -> Group {
        let mut group = Group::default();
        for (place, key) in self.keys.iter().enumerate() {
            group[place] = match key {
                KeyOf::Coded(Coded::Service, numbers) => numbers[service as usize],
                KeyOf::Coded(Coded::Channel, numbers) => numbers[usize::from(channel)],
                KeyOf::Coded(..) | KeyOf::Hour(..) => 0,
                KeyOf::Time(numbers) => numbers[window],
                KeyOf::Constant(number) => *number,
            };
        }
        group
    }

    /// The dimensions that rows of one run differ in, by their places.
    pub(super) fn row_keys(&self) -> impl Iterator<Item = (usize, &KeyOf)> {
        let by_row = |(_, key): &(usize, &KeyOf)| match key {
            KeyOf::Coded(column, _) => !matches!(column, Coded::Service | Coded::Channel),
            KeyOf::Hour(..) => true,
            KeyOf::Time(_) | KeyOf::Constant(_) => false,
        };
        self.keys.iter().enumerate().filter(by_row)
    }
}
