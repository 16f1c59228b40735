//! How many contacts, by kind and by hour and weekday.

use serde::Serialize;

use crate::{EventLog, MISSING, Names, Result};

/// What volumes are told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension<'a> {
    /// The channel.
    Channel,
    /// The activity: the type of contact.
    Activity,
    /// An attribute, such as the device or the office.
    Attribute(&'a str),
}

/// The contacts of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Volume {
    /// The channel, activity or value; `None` for contacts that name none.
    pub name: Option<String>,
    /// The contacts.
    pub contacts: u64,
    /// Their share of all contacts.
    pub share: f64,
    /// The cases with at least one such contact; a case may count for several kinds.
    pub cases: u64,
}

/// The contacts of a log by kind, the most first, then by name; those that name none at the end.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, channels::{Dimension, volumes}};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let found = volumes(&log, Dimension::Channel)?;
/// assert_eq!((found[0].name.as_deref(), found[0].contacts, found[0].cases), (Some("web"), 4, 3));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`](crate::Error::Unknown) for an attribute the log does not have.
pub fn volumes(log: &EventLog, by: Dimension<'_>) -> Result<Vec<Volume>> {
    let missing;
    let (codes, names): (&[u32], &Names) = match by {
        Dimension::Activity => (&log.activity, &log.activity_names),
        Dimension::Attribute(name) => {
            let column = log.attribute_column(name)?;
            (&column.codes, &column.values)
        }
        Dimension::Channel => match &log.channel {
            Some(codes) => (codes, &log.channel_names),
            None => {
                missing = vec![MISSING; log.events()];
                (&missing, &log.channel_names)
            }
        },
    };
    // The last place is for contacts that name none.
    let place = |code: u32| if code == MISSING { names.len() } else { code as usize };
    let (mut contacts, mut cases) = (vec![0_u64; names.len() + 1], vec![0_u64; names.len() + 1]);
    let mut last = vec![usize::MAX; names.len() + 1];
    for case in log.iter() {
        for &code in &codes[case.events()] {
            let place = place(code);
            contacts[place] += 1;
            cases[place] += u64::from(last[place] != case.number());
            last[place] = case.number();
        }
    }
    let mut list: Vec<Volume> = contacts
        .iter()
        .zip(&cases)
        .enumerate()
        .filter(|(_, (contacts, _))| **contacts > 0)
        .map(|(place, (&contacts, &cases))| Volume {
            name: names.get(place as u32).map(str::to_owned),
            contacts,
            share: contacts as f64 / log.events() as f64,
            cases,
        })
        .collect();
    list.sort_by(|left, right| {
        let named = right.name.is_some().cmp(&left.name.is_some());
        named.then(right.contacts.cmp(&left.contacts)).then_with(|| left.name.cmp(&right.name))
    });
    Ok(list)
}

/// Contacts by weekday and hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMap {
    /// For each weekday from Monday, the contacts by hour from 0.
    pub counts: [[u64; 24]; 7],
}

impl HeatMap {
    /// The contacts of each hour, over all weekdays.
    pub fn hours(&self) -> [u64; 24] {
        std::array::from_fn(|hour| self.counts.iter().map(|day| day[hour]).sum())
    }

    /// The contacts of each weekday from Monday.
    pub fn weekdays(&self) -> [u64; 7] {
        self.counts.map(|day| day.iter().sum())
    }
}

/// Counts contacts by the weekday and hour of local time.
///
/// `ahead` gives, for a time in microseconds since 1970 in UTC, by how many seconds local time is ahead of UTC then;
/// zones and their changes of clocks are the caller's.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, channels::heat_map};
///
/// let mut builder = EventLogBuilder::new();
/// // 1970-01-01 was a Thursday; at 23:30 UTC it is Friday in Paris.
/// builder.push(Event { case: "1", activity: "call", time: 84_600_000_000, channel: None, attributes: &[] })?;
/// let map = heat_map(&builder.build(), |_| 3_600);
/// assert_eq!((map.counts[4][0], map.weekdays()[3]), (1, 0));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
pub fn heat_map(log: &EventLog, ahead: impl Fn(i64) -> i64) -> HeatMap {
    let mut counts = [[0; 24]; 7];
    for &time in &log.time {
        let hours = (time + ahead(time) * 1_000_000).div_euclid(3_600_000_000);
        // 1970-01-01 was a Thursday, the fourth day from Monday.
        let weekday = (hours.div_euclid(24) + 3).rem_euclid(7);
        counts[weekday as usize][hours.rem_euclid(24) as usize] += 1;
    }
    HeatMap { counts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::detailed;

    #[test]
    fn every_contact_and_every_case_counts_once_for_its_kind() {
        let log = detailed(&[
            ("1", "call", 0, "phone", "device=mobile"),
            ("1", "call", 1, "phone", ""),
            ("2", "visit", 2, "web", "device=mobile"),
            ("2", "call", 3, "", ""),
        ]);
        let told = |by| {
            let list = volumes(&log, by).unwrap();
            list.into_iter().map(|one| (one.name, one.contacts, one.cases)).collect::<Vec<_>>()
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(told(Dimension::Channel), [(some("phone"), 2, 1), (some("web"), 1, 1), (None, 1, 1)]);
        assert_eq!(told(Dimension::Activity), [(some("call"), 3, 2), (some("visit"), 1, 1)]);
        assert_eq!(told(Dimension::Attribute("device")), [(some("mobile"), 2, 2), (None, 2, 2)]);
        assert!(volumes(&log, Dimension::Attribute("office")).is_err());
    }

    #[test]
    fn times_before_1970_fall_on_their_weekday() {
        // 1969-12-31 was a Wednesday.
        let map = heat_map(&detailed(&[("1", "a", -1, "", "")]), |_| 0);
        assert_eq!((map.counts[2][23], map.hours()[23]), (1, 1));
    }
}
