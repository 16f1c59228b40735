//! Times of events: ISO 8601 with or without a zone, to the microsecond.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// A time that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Microseconds since 1970 in UTC.
    pub(super) micros: i64,
    /// What had to be assumed.
    pub(super) assumed: Assumed,
}

/// What had to be assumed to read a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assumed {
    /// Nothing: the time names its zone.
    Nothing,
    /// The zone.
    Zone,
    /// The zone, and which side of a change of clocks: the hour exists twice or not at all.
    Side,
}

/// Reads `2011-10-11 13:45:40.276+02:00` and its kin: a space or a T between, seconds and fraction optional, the time
/// of day optional, the zone as Z, ±hh, ±hhmm or ±hh:mm. Without a zone, `zone` is assumed. `None` when it is no time.
pub(super) fn parse(text: &str, zone: &TimeZone) -> Option<Moment> {
    let mut rest = Digits(text.trim().as_bytes());
    let year = rest.number(4)?;
    let separator = rest.one_of(b"-/")?;
    let month = rest.number(2)?;
    rest.one_of(&[separator])?;
    let day = rest.number(2)?;
    let days = days(year, month, day)?;
    let mut micros = days * 86_400_000_000;
    if rest.one_of(b"T t").is_some() {
        micros += rest.time_of_day()?;
    }
    rest.blank();
    if rest.0.is_empty() {
        return local(micros, zone);
    }
    let offset = rest.offset()?;
    rest.0.is_empty().then_some(Moment { micros: micros - offset, assumed: Assumed::Nothing })
}

fn local(micros: i64, zone: &TimeZone) -> Option<Moment> {
    if *zone == TimeZone::UTC {
        return Some(Moment { micros, assumed: Assumed::Zone });
    }
    let civil: DateTime = TimeZone::UTC.to_datetime(Timestamp::from_microsecond(micros).ok()?);
    let found = zone.to_ambiguous_timestamp(civil);
    let assumed = if found.is_ambiguous() { Assumed::Side } else { Assumed::Zone };
    Some(Moment { micros: found.compatible().ok()?.as_microsecond(), assumed })
}

/// The bytes of a time that are still to be read.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn number(&mut self, length: usize) -> Option<i64> {
        let digits = self.0.get(..length)?;
        let mut number = 0;
        for digit in digits {
            number = number * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.0 = &self.0[length..];
        Some(number)
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        bytes.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }

    fn blank(&mut self) {
        while self.one_of(b" ").is_some() {}
    }

    fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.number(2).filter(|hour| *hour < 24)?;
        self.one_of(b":")?;
        let minute = self.number(2).filter(|minute| *minute < 60)?;
        let mut micros = (hour * 60 + minute) * 60_000_000;
        if self.one_of(b":").is_some() {
            micros += self.number(2).filter(|second| *second < 60)? * 1_000_000;
            if self.one_of(b".,").is_some() {
                micros += self.fraction()?;
            }
        }
        Some(micros)
    }

    /// Digits beyond the sixth are cut off.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let kept = digits.min(6);
        let micros = self.number(kept).filter(|_| digits > 0)?;
        self.0 = &self.0[digits - kept..];
        Some(micros * 10_i64.pow(6 - kept as u32))
    }

    /// How far local time is ahead of UTC, in microseconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        let has_minutes = self.one_of(b":").is_some() || !self.0.is_empty();
        let minutes = if has_minutes { self.number(2).filter(|minutes| *minutes < 60)? } else { 0 };
        Some(sign * (hours * 60 + minutes) * 60_000_000)
    }
}

/// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, “chrono-compatible low-level date algorithms”, 2013).
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<(i64, Assumed)> {
        parse(text, &TimeZone::UTC).map(|moment| (moment.micros, moment.assumed))
    }

    #[test]
    fn times_agree_with_jiff() {
        for text in [
            "2011-10-11T13:45:40.276+02:00",
            "1969-12-31T23:59:59.999999-05:00",
            "2024-02-29T00:00:00Z",
            "1900-03-01T12:00:00Z",
            "0001-01-01T00:00:00Z",
            "2000-02-29T10:11:12.5Z",
        ] {
            let expected: Timestamp = text.parse().unwrap();
            assert_eq!(utc(text), Some((expected.as_microsecond(), Assumed::Nothing)), "{text}");
        }
    }

    #[test]
    fn the_ways_to_write_a_time_are_understood() {
        let expected = Some((1_318_340_740_000_000, Assumed::Nothing));
        for text in [
            "2011-10-11 13:45:40 Z",
            "2011-10-11t15:45:40+02",
            "2011/10/11 08:15:40-0530",
            " 2011-10-11T13:45:40,000Z ",
        ] {
            assert_eq!(utc(text), expected, "{text}");
        }
        assert_eq!(utc("2011-10-11 13:45:40"), Some((1_318_340_740_000_000, Assumed::Zone)));
        assert_eq!(utc("2011-10-11"), Some((1_318_291_200_000_000, Assumed::Zone)));
        assert_eq!(utc("2011-10-11T13:45:40.1234567Z"), Some((1_318_340_740_123_456, Assumed::Nothing)));
    }

    #[test]
    fn what_is_no_time_is_not_read_as_one() {
        for text in [
            "",
            "soon",
            "2011-13-01",
            "2011-02-29",
            "2011-10-11T24:00",
            "2011-10-11T13:45:40.",
            "2011-10-11T13:45Zulu",
            "11-10-2011",
            "2011-10-11T13:45+2",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_with_summer_time_is_assumed_with_care() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let read = |text| parse(text, &zone).unwrap();
        assert_eq!(
            read("2024-07-01 08:00"),
            Moment { micros: 1_719_835_200_000_000, assumed: Assumed::Zone }
        );
        assert_eq!(read("2024-11-03 01:30").assumed, Assumed::Side);
    }
}
