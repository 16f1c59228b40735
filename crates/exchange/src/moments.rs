//! Times as files write them: ISO and its relatives, US dates, or a stated format.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::strtime::BrokenDownTime,
    tz::TimeZone,
};

/// Formats tried when none is stated, after ISO. Day-first dates are not among them: `03/04/2026` cannot tell.
const AMERICAN: [&str; 9] = [
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%m/%d/%y %I:%M %p",
    "%m/%d/%y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%m/%d/%y",
];

/// Reads a time in a stated format (as `strftime` writes it), else in one of the usual ones. A time without offset is
/// taken as local time in `zone`, a day as its first moment.
#[must_use]
pub fn read(text: &str, format: Option<&str>, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    match format {
        Some(format) => by_format(format, text, zone).filter(plausible),
        None => {
            // Each must be plausible by itself: a four-digit year reads `21` as the year 21.
            let american = |format| by_format(format, text, zone).filter(plausible);
            iso(text, zone).filter(plausible).or_else(|| AMERICAN.into_iter().find_map(american))
        }
    }
}

/// Before 1970 nothing of this kind was recorded by the second; after 2200 it is a misread number.
fn plausible(moment: &Timestamp) -> bool {
    (0..7_258_118_400).contains(&moment.as_second())
}

/// `2021-11-17`, `2021-11-17T19:09`, `2021-11-17 19:09:38.5`, `2021-11-17 19:09:38+00:00`, `… UTC`, `…Z`.
fn iso(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let utc = ["UTC", "GMT"].iter().find_map(|name| text.strip_suffix(name));
    let (text, zone) = utc.map_or((text, zone.clone()), |rest| (rest.trim_end(), TimeZone::UTC));
    // The civil readers would pass over a trailing `Z` or an offset, so the exact one goes first.
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<DateTime>().ok().and_then(|local| at(local, &zone)))
        .or_else(|| text.parse::<Date>().ok().and_then(|day| at(day.into(), &zone)))
}

fn by_format(format: &str, text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let parts = BrokenDownTime::parse(format, text).ok()?;
    parts
        .to_timestamp()
        .ok()
        .or_else(|| parts.to_datetime().ok().and_then(|local| at(local, zone)))
        .or_else(|| parts.to_date().ok().and_then(|day| at(day.into(), zone)))
}

fn at(local: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_zoned(local).compatible().ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_to_write_a_time_are_read() {
        let zone = TimeZone::get("America/New_York").unwrap();
        for (text, expected) in [
            ("2021-11-17 19:09:38+00:00", "2021-11-17T19:09:38Z"),
            ("2021-11-17T19:09:38Z", "2021-11-17T19:09:38Z"),
            ("2021-11-17 19:09:38 UTC", "2021-11-17T19:09:38Z"),
            ("2021-11-17T19:09:38.25-05:00", "2021-11-18T00:09:38.25Z"),
            ("2021-11-17 19:09:38", "2021-11-18T00:09:38Z"),
            ("2021-11-17T19:09", "2021-11-18T00:09:00Z"),
            ("2021-07-17", "2021-07-17T04:00:00Z"),
            ("7/4/2021", "2021-07-04T04:00:00Z"),
            ("11/17/2021 7:09 PM", "2021-11-18T00:09:00Z"),
            ("11/17/2021 19:09:38", "2021-11-18T00:09:38Z"),
            ("11/17/21 19:09", "2021-11-18T00:09:00Z"),
        ] {
            let read = read(text, None, &zone).map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_stated_format_decides() {
        let read = read("17.11.2021 19:09", Some("%d.%m.%Y %H:%M"), &TimeZone::UTC);
        assert_eq!(read.unwrap().to_string(), "2021-11-17T19:09:00Z");
        assert_eq!(super::read("2021-11-17", Some("%d.%m.%Y"), &TimeZone::UTC), None);
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "soon", "Nov-2021", "13/02/2026", "2021-02-30", "44517", "9999-12-31", "0001-01-01"]
        {
            assert_eq!(read(text, None, &TimeZone::UTC), None, "{text}");
        }
    }
}
