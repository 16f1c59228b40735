//! Events in columns: grouped by case, in time order within each.

use std::ops::Range;

use crate::{Case, Error, Names, Result};

/// The code of an absent channel, customer or attribute.
pub const MISSING: u32 = u32::MAX;

/// Events in columns, grouped by case and ordered in time within a case.
///
/// Made by [`EventLogBuilder`](crate::EventLogBuilder) or from [`Columns`](crate::Columns). An event is a position from
/// 0 to [`events`](Self::events); the events of a case stand side by side. Ties in time are ordered by the sequence
/// number the source gave, then by the names of activity, channel, customer and attributes, so that the same events
/// make the same log in whatever order they arrive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventLog {
    /// The first event of each case, and the number of events at the end.
    pub(crate) starts: Vec<usize>,
    pub(crate) activity: Vec<u32>,
    pub(crate) time: Vec<i64>,
    pub(crate) channel: Option<Vec<u32>>,
    pub(crate) customer: Option<Vec<u32>>,
    pub(crate) attributes: Vec<AttributeColumn>,
    pub(crate) case_names: Names,
    pub(crate) activity_names: Names,
    pub(crate) channel_names: Names,
    pub(crate) customer_names: Names,
}

/// A named column of an event log: a code per event, and the values the codes stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeColumn {
    /// The name of the attribute.
    pub name: String,
    /// A code per event, [`MISSING`] where the event has no such attribute.
    pub codes: Vec<u32>,
    /// The value of each code.
    pub values: Names,
}

impl AttributeColumn {
    /// The value at an event.
    pub fn value(&self, event: usize) -> Option<&str> {
        self.codes.get(event).and_then(|&code| self.values.get(code))
    }

    /// The numbers the values stand for, by code; `None` for a value that is not a finite number.
    pub fn numbers(&self) -> Vec<Option<f64>> {
        self.values
            .iter()
            .map(|value| value.trim().parse().ok().filter(|number: &f64| number.is_finite()))
            .collect()
    }
}

impl EventLog {
    /// The number of events.
    pub fn events(&self) -> usize {
        self.time.len()
    }

    /// The number of cases. Every case has at least one event.
    pub fn cases(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// A case by its number, from 0 to [`cases`](Self::cases).
    pub fn case(&self, number: usize) -> Option<Case<'_>> {
        let (&first, &end) = (self.starts.get(number)?, self.starts.get(number + 1)?);
        Some(Case { log: self, number, first, end })
    }

    /// The cases in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Case<'_>> + '_ {
        self.cases_in(0..self.cases())
    }

    pub(crate) fn cases_in(&self, numbers: Range<usize>) -> impl ExactSizeIterator<Item = Case<'_>> + '_ {
        numbers.map(|number| Case {
            log: self,
            number,
            first: self.starts[number],
            end: self.starts[number + 1],
        })
    }

    /// The case number of every event, in the order of the events.
    pub fn case_numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.iter().flat_map(|case| std::iter::repeat_n(case.number() as u32, case.len()))
    }

    /// The activity code of every event.
    pub fn activities(&self) -> &[u32] {
        &self.activity
    }

    /// The time of every event, in microseconds since 1970 in UTC.
    pub fn times(&self) -> &[i64] {
        &self.time
    }

    /// The channel code of every event, [`MISSING`] where it has none; `None` when no event has one.
    pub fn channels(&self) -> Option<&[u32]> {
        self.channel.as_deref()
    }

    /// The customer code of every event, [`MISSING`] where it has none; `None` when no event has one.
    pub fn customers(&self) -> Option<&[u32]> {
        self.customer.as_deref()
    }

    /// The attribute columns, by name.
    pub fn attributes(&self) -> &[AttributeColumn] {
        &self.attributes
    }

    /// The attribute column of a name.
    pub fn attribute(&self, name: &str) -> Option<&AttributeColumn> {
        self.attributes.iter().find(|column| column.name == name)
    }

    /// The names of the cases.
    pub fn case_names(&self) -> &Names {
        &self.case_names
    }

    /// The names of the activities. A filtered log keeps the codes of the log it was taken from, so some may not occur.
    pub fn activity_names(&self) -> &Names {
        &self.activity_names
    }

    /// The names of the channels.
    pub fn channel_names(&self) -> &Names {
        &self.channel_names
    }

    /// The names of the customers.
    pub fn customer_names(&self) -> &Names {
        &self.customer_names
    }

    /// The name of the activity of an event.
    pub fn activity_name(&self, event: usize) -> &str {
        self.activity_names.name(self.activity[event])
    }

    /// The name of the channel of an event.
    pub fn channel_name(&self, event: usize) -> Option<&str> {
        self.channel.as_ref().and_then(|codes| self.channel_names.get(codes[event]))
    }

    /// The name of the customer of an event.
    pub fn customer_name(&self, event: usize) -> Option<&str> {
        self.customer.as_ref().and_then(|codes| self.customer_names.get(codes[event]))
    }

    /// The time of the first and of the last event; `None` for an empty log.
    pub fn time_span(&self) -> Option<(i64, i64)> {
        Some((*self.time.iter().min()?, *self.time.iter().max()?))
    }

    /// How often each activity occurs, by its code.
    pub fn activity_counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.activity_names.len()];
        for &activity in &self.activity {
            counts[activity as usize] += 1;
        }
        counts
    }

    /// The code of an activity.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] when no event of the log has it; the message lists some that there are.
    pub fn activity_code(&self, name: &str) -> Result<u32> {
        self.activity_names.find(name).ok_or_else(|| unknown("activity", name, self.activity_names.iter()))
    }

    /// The code of a channel.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] when no event of the log has it.
    pub fn channel_code(&self, name: &str) -> Result<u32> {
        self.channel_names.find(name).ok_or_else(|| unknown("channel", name, self.channel_names.iter()))
    }

    /// The attribute column of a name.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] when the log has no such column.
    pub fn attribute_column(&self, name: &str) -> Result<&AttributeColumn> {
        let names = || self.attributes.iter().map(|column| column.name.as_str());
        self.attribute(name).ok_or_else(|| unknown("attribute", name, names()))
    }
}

fn unknown<'a>(kind: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<String> = known.take(8).map(|name| format!("{name:?}")).collect();
    let advice =
        if known.is_empty() { ", it has none".to_owned() } else { format!("; it has {}", known.join(", ")) };
    Error::Unknown { kind, name: name.to_owned(), advice }
}
