//! One trace of an XES file while it is read: keys by number, values in one reused text.

use std::ops::Range;

use super::{AttributeType, AttributeTypes, EventColumns};

/// The keys met so far, those of traces apart from those of events, and which of them are parts of an event.
pub(super) struct Keys {
    list: Vec<Key>,
    wanted: EventColumns,
    /// The case as an attribute of the event; and of the trace.
    pub(super) case_of_event: Option<u32>,
    pub(super) case_of_trace: Option<u32>,
    /// The parts: as an attribute of the event; and of the trace.
    pub(super) activity: [Option<u32>; 2],
    pub(super) time: [Option<u32>; 2],
    pub(super) channel: [Option<u32>; 2],
    pub(super) customer: [Option<u32>; 2],
    pub(super) sequence: [Option<u32>; 2],
    /// Where the last key stood: keys mostly come in the same order.
    next: usize,
}

struct Key {
    name: String,
    of_trace: bool,
    kind: AttributeType,
    /// The name of its column, `case:` before that of a trace; `None` when it is only a part of events.
    column: Option<String>,
    used: bool,
}

impl Keys {
    pub(super) fn new(columns: &EventColumns) -> Self {
        Self {
            list: vec![],
            wanted: columns.clone(),
            case_of_event: None,
            case_of_trace: None,
            activity: [None; 2],
            time: [None; 2],
            channel: [None; 2],
            customer: [None; 2],
            sequence: [None; 2],
            next: 0,
        }
    }

    /// The number of a key and whether it was of another type before; `None` for a key that nobody asked for.
    pub(super) fn number(&mut self, name: &str, of_trace: bool, kind: AttributeType) -> Option<(u32, bool)> {
        let fits = |key: &Key| key.of_trace == of_trace && key.name == name;
        let found = match self.list.get(self.next) {
            Some(key) if fits(key) => self.next,
            _ => self.list.iter().position(fits).unwrap_or_else(|| self.add(name, of_trace, kind)),
        };
        self.next = found + 1;
        let key = &mut self.list[found];
        let another = key.kind != kind && key.kind != AttributeType::String;
        if key.kind != kind {
            key.kind = AttributeType::String;
        }
        key.used.then_some((found as u32, another))
    }

    fn add(&mut self, name: &str, of_trace: bool, kind: AttributeType) -> usize {
        let number = self.list.len() as u32;
        let column = if of_trace { format!("case:{name}") } else { name.to_owned() };
        let side = usize::from(of_trace);
        // A name without "case:" means an attribute of the trace when events have none.
        let means = |wanted: &str| wanted == column || (of_trace && wanted == name);
        let mut is_part = false;
        if means(self.wanted.case.as_deref().unwrap_or(super::options::CASE)) {
            let place = if of_trace { &mut self.case_of_trace } else { &mut self.case_of_event };
            *place = Some(number);
            is_part = true;
        }
        let parts = [
            (Some(&self.wanted.activity), &mut self.activity),
            (Some(&self.wanted.time), &mut self.time),
            (self.wanted.channel.as_ref(), &mut self.channel),
            (self.wanted.customer.as_ref(), &mut self.customer),
            (self.wanted.sequence.as_ref(), &mut self.sequence),
        ];
        for (wanted, part) in parts {
            // The name of a trace is its case, never the activity of its events.
            if wanted.is_some_and(|wanted| means(wanted) && !(of_trace && wanted == "concept:name")) {
                part[side] = Some(number);
                is_part = true;
            }
        }
        let kept = !is_part && self.wanted.keeps(&column);
        let column = kept.then_some(column);
        self.list.push(Key { name: name.to_owned(), of_trace, kind, used: kept || is_part, column });
        number as usize
    }

    /// The column of a key that is kept as an attribute.
    pub(super) fn column(&self, key: u32) -> Option<&str> {
        self.list[key as usize].column.as_deref()
    }

    /// The types of the keys that are kept as attributes.
    pub(super) fn types(self) -> AttributeTypes {
        self.list.into_iter().filter_map(|key| Some((key.column?, key.kind))).collect()
    }
}

/// The attributes of a trace and of its events. One text for all values, used again for the next trace.
#[derive(Default)]
pub(super) struct Trace {
    pub(super) line: u64,
    text: String,
    own: Vec<(u32, Range<usize>)>,
    values: Vec<(u32, Range<usize>)>,
    /// Where each event begins in `values`, and its line.
    begins: Vec<(usize, u64)>,
}

impl Trace {
    pub(super) fn clear(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.own.clear();
        self.values.clear();
        self.begins.clear();
    }

    pub(super) fn begin_event(&mut self, line: u64) {
        self.begins.push((self.values.len(), line));
    }

    pub(super) fn push(&mut self, key: u32, value: &str, of_trace: bool) {
        let start = self.text.len();
        self.text.push_str(value);
        let list = if of_trace { &mut self.own } else { &mut self.values };
        list.push((key, start..self.text.len()));
    }

    pub(super) fn events(&self) -> usize {
        self.begins.len()
    }

    pub(super) fn line_of(&self, event: usize) -> u64 {
        self.begins[event].1
    }

    fn own_values(&self, event: usize) -> &[(u32, Range<usize>)] {
        let end = self.begins.get(event + 1).map_or(self.values.len(), |next| next.0);
        &self.values[self.begins[event].0..end]
    }

    fn find<'a>(&'a self, list: &[(u32, Range<usize>)], key: Option<u32>) -> Option<&'a str> {
        let key = key?;
        list.iter().find(|value| value.0 == key).map(|value| &self.text[value.1.clone()])
    }

    pub(super) fn of_trace(&self, key: Option<u32>) -> Option<&str> {
        self.find(&self.own, key)
    }

    pub(super) fn of_event(&self, event: usize, key: Option<u32>) -> Option<&str> {
        self.find(self.own_values(event), key)
    }

    /// The values of an event and of its trace, with their keys.
    pub(super) fn attributes(&self, event: usize) -> impl Iterator<Item = (u32, &str)> + '_ {
        self.own_values(event).iter().chain(&self.own).map(|(key, place)| (*key, &self.text[place.clone()]))
    }
}
