//! When responses come: by season, weekday and hour, with the bad days of the outage.

use catsup_model::Channel;
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use super::{chance::Chance, story::Story, surveys::Stream};

/// When one response came, and to which stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// When it came in.
    pub(super) received_at: Timestamp,
    /// When the contact happened.
    pub(super) occurred_at: Timestamp,
    /// Place of its stream.
    pub(super) stream: usize,
    /// The day of the contact.
    pub(super) day: Date,
}

/// How many responses each stream expects on each day.
pub(super) struct Rhythm {
    days: Vec<Date>,
    /// By day, then by stream.
    expected: Vec<f64>,
    streams: usize,
}

impl Rhythm {
    /// Spreads `responses` over the streams and the days of the story.
    pub(super) fn of(seed: u64, streams: &[Stream], story: &Story, responses: u32) -> Self {
        let mut chance = Chance::of(seed, "rhythm");
        let days: Vec<Date> =
            story.history.first.series(1.day()).take_while(|day| *day <= story.history.last).collect();
        let mut expected = Vec::with_capacity(days.len() * streams.len());
        for (place, day) in days.iter().enumerate() {
            let grown = 1.0 + 0.25 * place as f64 / days.len() as f64;
            for stream in streams {
                let noise = (1.0 + 0.18 * chance.normal()).max(0.3);
                expected.push(stream.share * busy(stream, *day, story) * grown * noise);
            }
        }
        let scale = f64::from(responses) / expected.iter().sum::<f64>();
        expected.iter_mut().for_each(|one| *one *= scale);
        Self { days, expected, streams: streams.len() }
    }

    /// Expected responses by day and stream.
    pub(super) fn expected(&self) -> impl Iterator<Item = (Date, usize, f64)> {
        let cell = |(place, expected): (usize, &f64)| {
            (self.days[place / self.streams], place % self.streams, *expected)
        };
        self.expected.iter().enumerate().map(cell)
    }

    /// The moments of the responses, in the order they came in.
    pub(super) fn moments(
        &self,
        seed: u64,
        streams: &[Stream],
        zone: &TimeZone,
        now: Timestamp,
    ) -> Vec<Moment> {
        let mut chance = Chance::of(seed, "moments");
        let mut moments = Vec::new();
        // Systematic sampling: one response for each whole number that the running sum passes.
        let mut reached = chance.unit();
        for (day, place, expected) in self.expected() {
            reached += expected;
            while reached >= 1.0 {
                reached -= 1.0;
                moments.push(moment(&mut chance, day, place, streams[place].channel(), zone, now));
            }
        }
        moments.sort_unstable();
        moments
    }
}

/// How much more than usual a service is asked for on this day of the year.
pub(super) fn season(months: &[f64; 12], day: Date) -> f64 {
    // Between the middles of two months the level moves evenly from the one to the other.
    let place =
        f64::from(day.month() - 1) + (f64::from(day.day()) - 0.5) / f64::from(day.days_in_month()) + 11.5;
    let (before, part) = (place as usize, place.fract());
    months[before % 12] * (1.0 - part) + months[(before + 1) % 12] * part
}

fn busy(stream: &Stream, day: Date, story: &Story) -> f64 {
    let channel = stream.channel();
    let outage = match channel {
        Channel::Website | Channel::MobileApp => 0.75,
        Channel::Phone | Channel::InPerson => 1.35,
        _ => 1.0,
    };
    let outage = if story.is_outage(day) { outage } else { 1.0 };
    season(&stream.service().months, day) * weekday(channel, day) * outage
}

/// Whether people answer there, so that nights, weekends and holidays are quiet.
fn staffed(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::InPerson | Channel::Email | Channel::LiveChat)
}

fn weekday(channel: Channel, day: Date) -> f64 {
    let holiday = matches!((day.month(), day.day()), (1, 1) | (7, 4) | (11, 11) | (12, 25));
    let week = if channel == Channel::Phone {
        [1.35, 1.15, 1.05, 1.0, 0.95, 0.30, 0.0]
    } else if channel == Channel::InPerson {
        [1.20, 1.10, 1.0, 1.05, 1.15, 0.0, 0.0]
    } else if staffed(channel) {
        [1.30, 1.15, 1.05, 1.0, 0.90, 0.10, 0.05]
    } else {
        [1.20, 1.15, 1.10, 1.05, 0.90, 0.70, 0.80]
    };
    let level = week[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)];
    match holiday {
        true if staffed(channel) => 0.0,
        true => level * 0.4,
        false => level,
    }
}

/// Weight of each hour of the day.
fn hours(channel: Channel, day: Date) -> [f64; 24] {
    let mut hours = [0.0; 24];
    if staffed(channel) {
        let until = if day.weekday() == Weekday::Saturday { 13 } else { 18 };
        let shape = [1.3, 1.5, 1.4, 1.2, 0.9, 1.1, 1.2, 1.0, 0.7, 0.3];
        (8..until).for_each(|hour| hours[hour] = shape[hour - 8]);
    } else {
        let shape = [
            0.15, 0.08, 0.05, 0.04, 0.05, 0.12, 0.35, 0.6, 0.95, 1.2, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.0,
            1.0, 1.1, 1.3, 1.4, 1.2, 0.8, 0.4,
        ];
        hours.copy_from_slice(&shape);
    }
    hours
}

fn moment(
    chance: &mut Chance,
    day: Date,
    stream: usize,
    channel: Channel,
    zone: &TimeZone,
    now: Timestamp,
) -> Moment {
    let midnight = day.to_zoned(zone.clone()).map_or(now, |start| start.timestamp());
    let hour = chance.weighted(&hours(channel, day)) as f64;
    let occurred_at = after(midnight, (hour + chance.unit()) * 3600.0);
    // Today is not over yet: what would still come has come between midnight and now.
    let occurred_at = if occurred_at < now { occurred_at } else { part_way(chance, midnight, now) };
    let delay = match channel {
        Channel::Phone | Channel::AutomatedPhone | Channel::Email => chance.between(0.2, 26.0) * 3600.0,
        Channel::PostalMail => chance.between(1.0, 6.0) * 86_400.0,
        Channel::InPerson => chance.between(0.05, 8.0) * 3600.0,
        _ => chance.between(0.3, 9.0) * 60.0,
    };
    let received_at = after(occurred_at, delay);
    let received_at = if received_at < now { received_at } else { part_way(chance, occurred_at, now) };
    Moment { received_at, occurred_at, stream, day }
}

fn part_way(chance: &mut Chance, from: Timestamp, to: Timestamp) -> Timestamp {
    after(from, to.duration_since(from).as_secs_f64().max(0.0) * chance.unit())
}

fn after(start: Timestamp, seconds: f64) -> Timestamp {
    start.saturating_add(SignedDuration::from_millis((seconds * 1000.0) as i64)).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::demo::{agency::SERVICES, surveys};

    fn moments(seed: u64) -> (Vec<Stream>, Vec<Moment>, Timestamp) {
        let now: Timestamp = "2026-03-10T15:00:00Z".parse().unwrap();
        let zone = TimeZone::get("America/New_York").unwrap();
        let streams = surveys::streams();
        let rhythm = Rhythm::of(seed, &streams, &Story::told_on(date(2026, 3, 10)), 20_000);
        let moments = rhythm.moments(seed, &streams, &zone, now);
        (streams, moments, now)
    }

    #[test]
    fn as_many_come_as_were_asked_for_and_none_from_the_future() {
        let (_, moments, now) = moments(1);
        assert!((19_999..=20_001).contains(&moments.len()), "{}", moments.len());
        assert!(moments.iter().all(|one| one.occurred_at <= one.received_at && one.received_at <= now));
        assert!(moments.is_sorted_by_key(|one| one.received_at));
        assert_eq!(moments, self::moments(1).1);
        assert_ne!(moments, self::moments(2).1);
    }

    #[test]
    fn staffed_channels_rest_at_night_and_on_sundays() {
        let (streams, moments, _) = moments(1);
        let zone = TimeZone::get("America/New_York").unwrap();
        let calls: Vec<_> =
            moments.iter().filter(|one| streams[one.stream].channel() == Channel::Phone).collect();
        assert!(calls.len() > 2000);
        assert!(calls.iter().all(|one| one.day.weekday() != Weekday::Sunday));
        let hour = |one: &&&Moment| one.occurred_at.to_zoned(zone.clone()).hour();
        let night = calls.iter().filter(|one| !(7..19).contains(&hour(one)) && one.day < date(2026, 3, 10));
        assert_eq!(night.count(), 0);
    }

    #[test]
    fn passports_are_wanted_in_spring_and_heating_in_winter() {
        let peak = |key: &str| {
            let service = SERVICES.iter().find(|service| service.key == key).unwrap();
            (1..=12_i8).max_by(|one, other| {
                let level = |month: &i8| season(&service.months, date(2025, *month, 15));
                level(one).total_cmp(&level(other))
            })
        };
        assert_eq!(peak("passport_renewal"), Some(4));
        assert_eq!(peak("heating"), Some(1));
    }
}
