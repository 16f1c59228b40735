//! The keys of attributes in an XES file, by number, and what each of them is to an event.

use crate::event_logs::options::CASE;
use crate::event_logs::{AttributeType, AttributeTypes, EventColumns};

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
    /// The types it was met with, and where each was first.
    kinds: Vec<(AttributeType, u64)>,
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

    /// The number of a key that is met at a place; `None` for a key that nobody asked for.
    pub(super) fn number(
        &mut self,
        name: &str,
        of_trace: bool,
        kind: AttributeType,
        place: u64,
    ) -> Option<u32> {
        let found = self.find(name, of_trace);
        let key = &mut self.list[found];
        key.met_as(kind, place);
        key.used.then_some(found as u32)
    }

    fn find(&mut self, name: &str, of_trace: bool) -> usize {
        let fits = |key: &Key| key.of_trace == of_trace && key.name == name;
        let found = match self.list.get(self.next) {
            Some(key) if fits(key) => self.next,
            _ => self.list.iter().position(fits).unwrap_or_else(|| self.add(name, of_trace)),
        };
        self.next = found + 1;
        found
    }

    /// Adds the keys of a later part of the file, whose places `place` translates.
    pub(super) fn join(&mut self, later: Self, place: impl Fn(u64) -> u64) {
        for key in later.list {
            let found = self.find(&key.name, key.of_trace);
            for (kind, first) in key.kinds {
                // Translating a place may take long, so it is done for what is new alone.
                if self.list[found].kinds.iter().all(|known| known.0 != kind) {
                    self.list[found].kinds.push((kind, place(first)));
                }
            }
        }
    }

    fn add(&mut self, name: &str, of_trace: bool) -> usize {
        let number = self.list.len() as u32;
        let column = if of_trace { format!("case:{name}") } else { name.to_owned() };
        let side = usize::from(of_trace);
        // A name without "case:" means an attribute of the trace when events have none.
        let means = |wanted: &str| wanted == column || (of_trace && wanted == name);
        let mut is_part = false;
        if means(self.wanted.case.as_deref().unwrap_or(CASE)) {
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
        self.list.push(Key { name: name.to_owned(), of_trace, kinds: vec![], used: kept || is_part, column });
        number as usize
    }

    /// The column of a key that is kept as an attribute.
    pub(super) fn column(&self, key: u32) -> Option<&str> {
        self.list[key as usize].column.as_deref()
    }

    /// The keys in use that were met with several types, and where the second was met.
    pub(super) fn of_several_types(&self) -> Vec<(String, u64)> {
        let used = self.list.iter().filter(|key| key.used);
        let mut list: Vec<(String, u64)> =
            used.filter_map(|key| Some((key.name.clone(), key.kinds.get(1)?.1))).collect();
        list.sort_by_key(|(_, place)| *place);
        list
    }

    /// The types of the keys that are kept as attributes.
    pub(super) fn types(self) -> AttributeTypes {
        self.list
            .into_iter()
            .filter_map(|key| {
                let kind = match key.kinds.as_slice() {
                    [(only, _)] => *only,
                    _ => AttributeType::String,
                };
                Some((key.column?, kind))
            })
            .collect()
    }
}

impl Key {
    fn met_as(&mut self, kind: AttributeType, place: u64) {
        if self.kinds.iter().all(|known| known.0 != kind) {
            self.kinds.push((kind, place));
        }
    }
}
