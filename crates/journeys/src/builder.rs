//! Building a log event by event, in any order.

use crate::names::Dictionary;
use crate::{AttributeColumn, Columns, Error, EventLog, MISSING, Result};

/// The largest distance of a time from 1970: ten thousand years, so that differences of times never overflow.
pub(crate) const LARGEST_TIME: i64 = 12_000 * 366 * 86_400 * 1_000_000;

/// One event as it is handed to a builder.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// What the event belongs to: a case, a customer, an application.
    pub case: &'a str,
    /// What happened.
    pub activity: &'a str,
    /// When, in microseconds since 1970 in UTC.
    pub time: i64,
    /// On which channel.
    pub channel: Option<&'a str>,
    /// Further named values. The last of a repeated name counts.
    pub attributes: &'a [(&'a str, &'a str)],
}

/// Where an event stands beside its case: whose it is, and at which place its source listed it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The customer, where a case is not a customer.
    pub customer: Option<&'a str>,
    /// The place in the source, where the source is ordered: it orders events of one case at one time.
    pub sequence: Option<u64>,
}

/// Collects events in any order and makes an [`EventLog`] of them.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder};
///
/// let mut builder = EventLogBuilder::new();
/// builder.push(Event { case: "17", activity: "call", time: 90, channel: Some("phone"), attributes: &[] })?;
/// builder.push(Event { case: "17", activity: "apply", time: 30, channel: Some("web"), attributes: &[("form", "A")] })?;
/// let log = builder.build();
/// assert_eq!((log.events(), log.cases(), log.activity_name(0)), (2, 1, "apply"));
/// assert_eq!(log.attribute("form").and_then(|form| form.value(0)), Some("A"));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct EventLogBuilder {
    case: Vec<u32>,
    activity: Vec<u32>,
    time: Vec<i64>,
    channel: Vec<u32>,
    customer: Vec<u32>,
    sequence: Vec<u64>,
    attributes: Vec<Growing>,
    /// The latest time so far of each case.
    latest: Vec<i64>,
    unsorted: u64,
    cases: Dictionary,
    activities: Dictionary,
    channels: Dictionary,
    customers: Dictionary,
}

/// An attribute column that is as long as the events up to the last that had a value.
#[derive(Debug)]
struct Growing {
    name: String,
    codes: Vec<u32>,
    values: Dictionary,
}

impl EventLogBuilder {
    /// A builder without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of events so far.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is no event yet.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The number of cases so far.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// How many events came after a later one of their case. They are put in order by [`build`](Self::build).
    pub fn unsorted(&self) -> u64 {
        self.unsorted
    }

    /// Adds an event.
    ///
    /// # Errors
    ///
    /// [`Error::Time`] when the time lies further than ten thousand years from 1970, [`Error::TooMany`] beyond
    /// 2³² − 2 events or names. The builder is then as it was before.
    pub fn push(&mut self, event: Event<'_>) -> Result<()> {
        self.push_from(event, Origin::default())
    }

    /// Adds an event with its customer and its place in the source.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push).
    pub fn push_from(&mut self, event: Event<'_>, origin: Origin<'_>) -> Result<()> {
        if !(-LARGEST_TIME..=LARGEST_TIME).contains(&event.time) {
            return Err(Error::Time(event.time));
        }
        let place = self.time.len();
        if place >= MISSING as usize - 1 {
            return Err(Error::TooMany("events"));
        }
        let case = self.cases.number(event.case, "cases")?;
        let activity = self.activities.number(event.activity, "activities")?;
        let optional = |names: &mut Dictionary, name: Option<&str>, kind| {
            name.map_or(Ok(MISSING), |name| names.number(name, kind))
        };
        let channel = optional(&mut self.channels, event.channel, "channels")?;
        let customer = optional(&mut self.customers, origin.customer, "customers")?;
        for (position, (name, value)) in event.attributes.iter().enumerate() {
            self.attribute(position, name).set(place, value)?;
        }
        self.note_time(case, event.time);
        self.case.push(case);
        self.activity.push(activity);
        self.time.push(event.time);
        grow(&mut self.channel, place, channel, MISSING);
        grow(&mut self.customer, place, customer, MISSING);
        grow(&mut self.sequence, place, origin.sequence.unwrap_or(0), 0);
        Ok(())
    }

    /// The column of an attribute. Events mostly name the same attributes in the same order, so that place is tried
    /// first.
    fn attribute(&mut self, position: usize, name: &str) -> &mut Growing {
        let at_place = self.attributes.get(position).is_some_and(|column| column.name == name);
        let found = if at_place {
            Some(position)
        } else {
            self.attributes.iter().position(|column| column.name == name)
        };
        let found = found.unwrap_or_else(|| {
            self.attributes.push(Growing {
                name: name.to_owned(),
                codes: vec![],
                values: Dictionary::default(),
            });
            self.attributes.len() - 1
        });
        &mut self.attributes[found]
    }

    /// Adds the events of another builder, as if they had been pushed one by one behind those of this one: so that
    /// parts of a source can be read side by side. Returns the numbers, in the other builder, of the cases that this
    /// one held already; cases are numbered from 0 as they come.
    ///
    /// ```
    /// use catsup_journeys::{Event, EventLogBuilder};
    ///
    /// let event = |case, activity, time| Event { case, activity, time, channel: None, attributes: &[] };
    /// let (mut first, mut second) = (EventLogBuilder::new(), EventLogBuilder::new());
    /// first.push(event("ann", "apply", 5))?;
    /// second.push(event("bob", "apply", 7))?;
    /// second.push(event("ann", "ask", 9))?;
    /// assert_eq!(first.append(second)?, [1]);
    /// let log = first.build();
    /// assert_eq!((log.cases(), log.case(0).map(|ann| ann.len())), (2, Some(2)));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TooMany`] beyond 2³² − 2 events. The builder is then as it was before.
    pub fn append(&mut self, other: Self) -> Result<Vec<u32>> {
        let place = self.time.len();
        // Every name has an event, so the names cannot be too many when the events are not.
        if place + other.time.len() > MISSING as usize - 1 {
            return Err(Error::TooMany("events"));
        }
        let known = self.cases.len();
        let cases = self.cases.adopt(other.cases.names(), "cases")?;
        let shared: Vec<u32> = (0..)
            .zip(&cases)
            .filter(|&(_, &case)| (case as usize) < known)
            .map(|(number, _)| number)
            .collect();
        let activities = self.activities.adopt(other.activities.names(), "activities")?;
        let channels = self.channels.adopt(other.channels.names(), "channels")?;
        let customers = self.customers.adopt(other.customers.names(), "customers")?;
        extend(&mut self.channel, place, other.channel.iter().map(|&code| renamed(code, &channels)), MISSING);
        extend(
            &mut self.customer,
            place,
            other.customer.iter().map(|&code| renamed(code, &customers)),
            MISSING,
        );
        extend(&mut self.sequence, place, other.sequence.iter().copied(), 0);
        for (position, column) in other.attributes.into_iter().enumerate() {
            let own = self.attribute(position, &column.name);
            let values = own.values.adopt(column.values.names(), "values of an attribute")?;
            extend(&mut own.codes, place, column.codes.iter().map(|&code| renamed(code, &values)), MISSING);
        }
        if shared.is_empty() {
            self.unsorted += other.unsorted;
            self.latest.extend_from_slice(&other.latest);
        } else {
            for (&case, &time) in other.case.iter().zip(&other.time) {
                self.note_time(cases[case as usize], time);
            }
        }
        self.case.extend(other.case.iter().map(|&case| cases[case as usize]));
        self.activity.extend(other.activity.iter().map(|&activity| activities[activity as usize]));
        self.time.extend_from_slice(&other.time);
        Ok(shared)
    }

    /// Keeps the latest time of a case, and counts an event that comes after a later one.
    fn note_time(&mut self, case: u32, time: i64) {
        match self.latest.get_mut(case as usize) {
            Some(latest) if time < *latest => self.unsorted += 1,
            Some(latest) => *latest = time,
            None => self.latest.resize(case as usize + 1, time),
        }
    }

    /// Makes the log: names in alphabetical order, events by case and time.
    pub fn build(self) -> EventLog {
        let events = self.time.len();
        let (case_names, case) = renumbered(self.cases, self.case, events);
        let (activity_names, activity) = renumbered(self.activities, self.activity, events);
        let (channel_names, channel) = renumbered(self.channels, self.channel, events);
        let (customer_names, customer) = renumbered(self.customers, self.customer, events);
        let mut attributes: Vec<AttributeColumn> =
            self.attributes.into_iter().map(|column| column.finish(events)).collect();
        attributes.sort_by(|left, right| left.name.cmp(&right.name));
        let columns = Columns {
            case,
            activity,
            time: self.time,
            channel: (!channel_names.is_empty()).then_some(channel),
            customer: (!customer_names.is_empty()).then_some(customer),
            attributes,
            case_names,
            activity_names,
            channel_names,
            customer_names,
        };
        let mut sequence = self.sequence;
        if !sequence.is_empty() {
            sequence.resize(events, 0);
        }
        columns.arranged(&sequence)
    }
}

impl Growing {
    fn set(&mut self, place: usize, value: &str) -> Result<()> {
        let code = self.values.number(value, "values of an attribute")?;
        self.codes.resize(place, MISSING);
        self.codes.push(code);
        Ok(())
    }

    fn finish(self, events: usize) -> AttributeColumn {
        let (values, codes) = renumbered(self.values, self.codes, events);
        AttributeColumn { name: self.name, codes, values }
    }
}

/// Adds an entry to a column that stays empty while it holds nothing but the filler.
fn grow<T: Copy + PartialEq>(column: &mut Vec<T>, place: usize, entry: T, filler: T) {
    if entry != filler {
        column.resize(place, filler);
        column.push(entry);
    }
}

/// Adds entries to a column that stays empty while it holds nothing but the filler, from a place on.
fn extend<T: Copy>(column: &mut Vec<T>, place: usize, entries: impl ExactSizeIterator<Item = T>, filler: T) {
    if entries.len() > 0 {
        column.resize(place, filler);
        column.extend(entries);
    }
}

/// The number that a code has elsewhere; a missing one has none and stays.
fn renamed(code: u32, numbers: &[u32]) -> u32 {
    numbers.get(code as usize).copied().unwrap_or(MISSING)
}

/// The names in alphabetical order and the codes rewritten to match, one per event.
fn renumbered(names: Dictionary, mut codes: Vec<u32>, events: usize) -> (crate::Names, Vec<u32>) {
    let (names, numbers) = names.into_names().sorted();
    for code in &mut codes {
        *code = renamed(*code, &numbers);
    }
    codes.resize(events, MISSING);
    (names, codes)
}
