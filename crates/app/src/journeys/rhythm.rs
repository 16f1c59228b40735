//! When contacts come: by hour and weekday, in the installation's zone.

use std::collections::HashMap;

use catsup_analytics::contacts::ContactSnapshot;
use catsup_journeys::EventLog;
use catsup_model::{
    Channel, Viewer,
    period::Days,
    query::{Clock, ContactCount, ContactDimension, ContactFilter},
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{
    ObservedQuery,
    contacts::off_thread,
    observed,
    scoped::{self, Scoped},
    waits::{self, Waits},
};
use crate::{App, Error};

/// Contacts by hour and weekday.
#[derive(Debug, Clone, Serialize)]
pub struct Rhythm {
    /// The contacts of each hour of each weekday, Monday first; `None` where there are fewer than the smallest cell,
    /// though not none.
    pub hours: [[Option<u64>; 24]; 7],
    /// All contacts on the channels asked for, those of people nobody knows included.
    pub contacts: u64,
    /// Contacts by channel and device, the most frequent first.
    pub volumes: Vec<Volume>,
    /// How long people waited on each channel.
    pub waits: Vec<Waits>,
    /// First and last day of any contact in the scope.
    pub extent: Option<Days>,
    /// Fewer contacts in an hour are not shown.
    pub smallest_cell: u64,
}

/// The contacts on one channel from one class of device.
#[derive(Debug, Clone, Serialize)]
pub struct Volume {
    /// Code of the channel.
    pub channel: String,
    /// The device, where known.
    pub device: Option<String>,
    /// How many; `None` where fewer than the smallest cell.
    pub contacts: Option<u64>,
}

/// Counts the contacts of a scope and period by hour, weekday, channel and device.
///
/// # Errors
/// As [`observed`](super::observed).
pub async fn rhythm(app: &App, viewer: &Viewer, query: &ObservedQuery) -> Result<Rhythm, Error> {
    let scoped = Scoped::find(app, viewer, query).await?;
    let settings = app.settings();
    let extent = scoped::extent(app, &scoped.services).await?;
    let filter = ContactFilter {
        services: scoped.services,
        channels: query.channels.clone(),
        period: query.days.map(|days| days.microseconds(&settings.zone)),
        ..ContactFilter::default()
    };
    let clock = clock(&settings.zone, extent.unwrap_or_default());
    let days = extent.and_then(|extent| scoped::days(extent, &settings.zone));
    if let Some(segments) = app.segments() {
        let ask = move |snapshot: &ContactSnapshot, cancel: &_| {
            let hours = snapshot.contact_counts(&filter, &[ContactDimension::HourOfWeek(clock)], cancel)?;
            let by = [ContactDimension::Channel, ContactDimension::Device];
            let volumes = snapshot.contact_counts(&filter, &by, cancel)?;
            Ok((hours, volumes, waits::asked(snapshot, &filter, cancel)?))
        };
        if let Some(counted) = segments.ask_contacts(app, ask).await? {
            let failed = |source| Error::Internal { what: "counting contacts", source: Box::new(source) };
            let (hours, volumes, waited) = counted.map_err(failed)?;
            let (hours, volumes) = (of_hours(&hours), of_channels(volumes));
            let waits = waits::shown(waited, settings.smallest_cell);
            return Ok(Rhythm { extent: days, waits, ..shown(&hours, volumes, settings.smallest_cell) });
        }
    }
    let observed = observed::read(app, viewer, query).await?;
    let (zone, channels) = (settings.zone.clone(), query.channels.clone());
    off_thread(move || Rhythm {
        extent: observed.extent,
        waits: waits::shown(waits::counted(&observed.contacts, &channels), observed.smallest_cell),
        ..counted(&observed.contacts, &channels, &zone, observed.smallest_cell)
    })
    .await
}

/// Contacts of each hour of each weekday.
type Hours = [[u64; 24]; 7];
/// Contacts by channel and device.
type Volumes = Vec<((String, Option<String>), u64)>;

fn of_hours(counts: &[ContactCount]) -> Hours {
    let mut hours = [[0; 24]; 7];
    for count in counts {
        let hour: Option<usize> = count.group.first().and_then(|key| key.as_ref()?.parse().ok());
        if let Some(cell) = hour.and_then(|hour| hours.as_flattened_mut().get_mut(hour)) {
            *cell += count.contacts.unsigned_abs();
        }
    }
    hours
}

fn of_channels(counts: Vec<ContactCount>) -> Volumes {
    let volume = |count: ContactCount| {
        let mut keys = count.group.into_iter();
        let channel = keys.next().flatten().unwrap_or_default();
        ((channel, keys.next().flatten()), count.contacts.unsigned_abs())
    };
    counts.into_iter().map(volume).collect()
}

/// What clocks of a zone show from one instant to another.
fn clock(zone: &TimeZone, (first, last): (i64, i64)) -> Clock {
    let (Ok(first), Ok(last)) = (Timestamp::from_microsecond(first), Timestamp::from_microsecond(last))
    else {
        return Clock::default();
    };
    let at = |at: Timestamp, ahead: jiff::tz::Offset| (at.as_microsecond(), i64::from(ahead.seconds()));
    let changes = zone.following(first).take_while(|change| change.timestamp() <= last);
    let later = changes.map(|change| at(change.timestamp(), change.offset()));
    Clock { ahead: std::iter::once(at(first, zone.to_offset(first))).chain(later).collect() }
}

fn counted(contacts: &EventLog, channels: &[Channel], zone: &TimeZone, smallest: u64) -> Rhythm {
    let wanted = |event: &usize| {
        let name = contacts.channel_name(*event);
        channels.is_empty() || channels.iter().any(|channel| Some(channel.code()) == name)
    };
    let device = contacts.attribute(super::columns::DEVICE);
    let mut hours = [[0_u64; 24]; 7];
    let mut volumes: HashMap<(&str, Option<&str>), u64> = HashMap::new();
    let mut clock = LocalClock { zone, hour: i64::MIN, place: (0, 0) };
    for event in (0..contacts.events()).filter(wanted) {
        let (day, hour) = clock.place(contacts.times()[event]);
        hours[day][hour] += 1;
        let channel = contacts.channel_name(event).unwrap_or_default();
        *volumes.entry((channel, device.and_then(|column| column.value(event)))).or_default() += 1;
    }
    let volumes = volumes.into_iter();
    let volumes = volumes
        .map(|((channel, device), count)| ((channel.to_owned(), device.map(str::to_owned)), count))
        .collect();
    shown(&hours, volumes, smallest)
}

/// The figures as they are shown: few contacts are withheld.
fn shown(hours: &Hours, mut volumes: Volumes, smallest: u64) -> Rhythm {
    let shown = |count: u64| (count == 0 || count >= smallest).then_some(count);
    volumes.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let volume = |((channel, device), count)| Volume { channel, device, contacts: shown(count) };
    Rhythm {
        hours: hours.map(|day| day.map(shown)),
        contacts: hours.as_flattened().iter().sum(),
        volumes: volumes.into_iter().map(volume).collect(),
        waits: Vec::new(),
        extent: None,
        smallest_cell: smallest,
    }
}

/// Weekday and hour of an instant. Contacts of one customer lie close together, so the last quarter of an hour is kept:
/// no zone changes its clocks within one.
struct LocalClock<'a> {
    zone: &'a TimeZone,
    hour: i64,
    place: (usize, usize),
}

const QUARTER: i64 = 15 * 60 * 1_000_000;

impl LocalClock<'_> {
    fn place(&mut self, at: i64) -> (usize, usize) {
        if at.div_euclid(QUARTER) != self.hour {
            self.hour = at.div_euclid(QUARTER);
            let local = Timestamp::from_microsecond(at).unwrap_or_default().to_zoned(self.zone.clone());
            let day = local.weekday().to_monday_zero_offset();
            self.place = (usize::try_from(day).unwrap_or(0), usize::try_from(local.hour()).unwrap_or(0));
        }
        self.place
    }
}

#[cfg(test)]
mod tests {
    use catsup_journeys::{Event, EventLogBuilder};

    use super::*;

    #[test]
    fn contacts_are_counted_in_the_hours_of_the_zone_and_few_are_withheld() {
        let mut builder = EventLogBuilder::new();
        let zone = TimeZone::get("America/New_York").unwrap();
        // A Monday, 9:30 in New York.
        let time: Timestamp = "2026-03-02T14:30:00Z".parse().unwrap();
        for number in 0..12 {
            let case = number.to_string();
            let (channel, offset) = if number < 10 { ("phone", 0) } else { ("website", 3_600_000_000) };
            let time = time.as_microsecond() + offset;
            let event = Event { case: &case, activity: "ask", time, channel: Some(channel), attributes: &[] };
            builder.push(event).unwrap();
        }
        let log = builder.build();
        let rhythm = counted(&log, &[], &zone, 10);
        assert_eq!((rhythm.contacts, rhythm.hours[0][9], rhythm.hours[0][10]), (12, Some(10), None));
        assert_eq!(rhythm.hours[1][9], Some(0), "nothing is told as nothing");
        assert_eq!(rhythm.volumes[0].contacts, Some(10));
        assert_eq!((rhythm.volumes[1].channel.as_str(), rhythm.volumes[1].contacts), ("website", None));
        assert_eq!(counted(&log, &[Channel::Phone], &zone, 10).contacts, 10);
    }
}
