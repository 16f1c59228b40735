//! A log from whole columns.

use std::cmp::Ordering;

use crate::arrangement::{Arrangement, picked};
use crate::builder::LARGEST_TIME;
use crate::{AttributeColumn, Error, EventLog, MISSING, Names, Result};

/// The columns of a log in any order of events: what a database query or a columnar file gives.
///
/// Every column has an entry per event. Codes count from 0 into the names beside them.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// The case of each event.
    pub case: Vec<u32>,
    /// The activity of each event.
    pub activity: Vec<u32>,
    /// The time of each event, in microseconds since 1970 in UTC.
    pub time: Vec<i64>,
    /// The channel of each event, [`MISSING`] for none.
    pub channel: Option<Vec<u32>>,
    /// The customer of each event, [`MISSING`] for none.
    pub customer: Option<Vec<u32>>,
    /// Further columns.
    pub attributes: Vec<AttributeColumn>,
    /// The names of the cases.
    pub case_names: Names,
    /// The names of the activities.
    pub activity_names: Names,
    /// The names of the channels.
    pub channel_names: Names,
    /// The names of the customers.
    pub customer_names: Names,
}

impl Columns {
    /// The columns of a log, in its order of events.
    ///
    /// ```
    /// use catsup_journeys::{Columns, Event, EventLogBuilder};
    ///
    /// let mut builder = EventLogBuilder::new();
    /// builder.push(Event { case: "ann", activity: "apply", time: 5, channel: None, attributes: &[] })?;
    /// let log = builder.build();
    /// let later = Columns { time: vec![7], ..Columns::of(&log) }.into_log()?;
    /// assert_eq!((later.times(), later.activity_name(0)), (&[7][..], "apply"));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    #[must_use]
    pub fn of(log: &EventLog) -> Self {
        Self {
            case: log.case_numbers().collect(),
            activity: log.activities().to_vec(),
            time: log.times().to_vec(),
            channel: log.channels().map(<[u32]>::to_vec),
            customer: log.customers().map(<[u32]>::to_vec),
            attributes: log.attributes().to_vec(),
            case_names: log.case_names().clone(),
            activity_names: log.activity_names().clone(),
            channel_names: log.channel_names().clone(),
            customer_names: log.customer_names().clone(),
        }
    }

    /// Makes a log of the columns, without copying them when the events already stand by case and time.
    ///
    /// Cases without events are left out. Ties in time are ordered by the codes of activity, channel, customer and
    /// attributes.
    ///
    /// ```
    /// use catsup_journeys::Columns;
    ///
    /// let log = Columns {
    ///     case: vec![1, 0, 1],
    ///     activity: vec![0, 0, 1],
    ///     time: vec![20, 10, 5],
    ///     case_names: ["ann", "bob"].into_iter().collect(),
    ///     activity_names: ["apply", "ask"].into_iter().collect(),
    ///     ..Columns::default()
    /// }
    /// .into_log()?;
    /// assert_eq!((log.times(), log.activities()), (&[10, 5, 20][..], &[0, 1, 0][..]));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ColumnLength`] when columns differ in length, [`Error::UnknownCode`] for a code without a name,
    /// [`Error::Time`] and [`Error::TooMany`] as [`EventLogBuilder::push`](crate::EventLogBuilder::push).
    pub fn into_log(self) -> Result<EventLog> {
        self.check()?;
        Ok(self.arranged(&[]))
    }

    /// As [`into_log`](Self::into_log), where ties in time keep the order in which their events stand: what a source
    /// gives that orders them itself.
    ///
    /// ```
    /// use catsup_journeys::Columns;
    ///
    /// let log = Columns {
    ///     case: vec![0, 0],
    ///     activity: vec![1, 0],
    ///     time: vec![5, 5],
    ///     case_names: ["ann"].into_iter().collect(),
    ///     activity_names: ["apply", "ask"].into_iter().collect(),
    ///     ..Columns::default()
    /// }
    /// .into_log_in_order()?;
    /// assert_eq!(log.activities(), [1, 0]);
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`into_log`](Self::into_log).
    pub fn into_log_in_order(self) -> Result<EventLog> {
        self.check()?;
        let sequence: Vec<u64> = (0..self.time.len() as u64).collect();
        Ok(self.arranged(&sequence))
    }

    /// Whether the columns fit together.
    fn check(&self) -> Result<()> {
        let events = self.time.len();
        if events >= MISSING as usize {
            return Err(Error::TooMany("events"));
        }
        if let Some(&time) = self.time.iter().find(|time| !(-LARGEST_TIME..=LARGEST_TIME).contains(*time)) {
            return Err(Error::Time(time));
        }
        check("case", &self.case, &self.case_names, events, false)?;
        check("activity", &self.activity, &self.activity_names, events, false)?;
        for (name, codes, names) in [
            ("channel", &self.channel, &self.channel_names),
            ("customer", &self.customer, &self.customer_names),
        ] {
            if let Some(codes) = codes {
                check(name, codes, names, events, true)?;
            }
        }
        for column in &self.attributes {
            check(&column.name, &column.codes, &column.values, events, true)?;
        }
        Ok(())
    }

    /// Arranges events by case, time, sequence (when given) and codes.
    pub(crate) fn arranged(mut self, sequence: &[u64]) -> EventLog {
        self.attributes.sort_by(|left, right| left.name.cmp(&right.name));
        let events = self.time.len();
        let compare = |left: usize, right: usize| {
            self.case[left].cmp(&self.case[right]).then_with(|| self.compare(left, right, sequence))
        };
        if (1..events).any(|event| compare(event - 1, event) == Ordering::Greater) {
            let Arrangement { order, time, starts } = Arrangement::of(&self, sequence);
            self.time = time;
            let rest = [&mut self.activity].into_iter().chain(&mut self.channel).chain(&mut self.customer);
            let rest = rest.chain(self.attributes.iter_mut().map(|column| &mut column.codes));
            rest.for_each(|codes| *codes = picked(codes, &order));
            self.finish(starts)
        } else {
            let mut starts = vec![0; self.case_names.len() + 1];
            self.case.iter().for_each(|&case| starts[case as usize + 1] += 1);
            (1..starts.len()).for_each(|case| starts[case] += starts[case - 1]);
            self.finish(starts)
        }
    }

    /// Compares events of one case.
    pub(crate) fn compare(&self, left: usize, right: usize, sequence: &[u64]) -> Ordering {
        self.time[left]
            .cmp(&self.time[right])
            .then_with(|| sequence.get(left).cmp(&sequence.get(right)))
            .then_with(|| self.activity[left].cmp(&self.activity[right]))
            .then_with(|| {
                let further = self.channel.iter().chain(&self.customer);
                let further = further.chain(self.attributes.iter().map(|column| &column.codes));
                further
                    .map(|codes| codes[left].cmp(&codes[right]))
                    .find(|order| *order != Ordering::Equal)
                    .unwrap_or(Ordering::Equal)
            })
    }

    /// The log of columns that are in order, and where each case starts. Cases are renumbered when some have no events.
    fn finish(self, mut starts: Vec<usize>) -> EventLog {
        let present = |case: &usize| starts[*case] < starts[case + 1];
        let cases = self.case_names.len();
        let case_names = if (0..cases).all(|case| present(&case)) {
            self.case_names
        } else {
            (0..cases).filter(present).map(|case| self.case_names.name(case as u32)).collect()
        };
        starts.dedup();
        EventLog {
            starts,
            activity: self.activity,
            time: self.time,
            channel: self.channel,
            customer: self.customer,
            attributes: self.attributes,
            case_names,
            activity_names: self.activity_names,
            channel_names: self.channel_names,
            customer_names: self.customer_names,
        }
    }
}

fn check(column: &str, codes: &[u32], names: &Names, expected: usize, optional: bool) -> Result<()> {
    if codes.len() != expected {
        return Err(Error::ColumnLength { column: column.to_owned(), found: codes.len(), expected });
    }
    let known = |code: u32| (code as usize) < names.len() || (optional && code == MISSING);
    match codes.iter().find(|&&code| !known(code)) {
        Some(&code) => Err(Error::UnknownCode { column: column.to_owned(), code, names: names.len() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(case: Vec<u32>, activity: Vec<u32>, time: Vec<i64>) -> Columns {
        let case_names = ["ann", "bob", "cid"].into_iter().collect();
        let activity_names = ["apply", "ask"].into_iter().collect();
        Columns { case, activity, time, case_names, activity_names, ..Columns::default() }
    }

    #[test]
    fn cases_without_events_are_left_out() {
        let log = columns(vec![2, 0], vec![0, 1], vec![1, 2]).into_log().unwrap();
        let names: Vec<&str> = log.iter().map(|case| case.name()).collect();
        assert_eq!(names, ["ann", "cid"]);
        assert_eq!(log.case_numbers().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        assert!(matches!(columns(vec![0], vec![0, 1], vec![1]).into_log(), Err(Error::ColumnLength { .. })));
        assert!(matches!(columns(vec![3], vec![0], vec![1]).into_log(), Err(Error::UnknownCode { .. })));
        assert!(matches!(
            columns(vec![MISSING], vec![0], vec![1]).into_log(),
            Err(Error::UnknownCode { .. })
        ));
        assert!(matches!(columns(vec![0], vec![0], vec![i64::MIN]).into_log(), Err(Error::Time(_))));
    }
}
