//! One trace of an XES file while it is read: its values in one reused text.

use std::ops::Range;

/// The attributes of a trace and of its events. One text for all values, used again for the next trace.
#[derive(Default)]
pub(super) struct Trace {
    pub(super) place: u64,
    text: String,
    own: Vec<(u32, Range<usize>)>,
    values: Vec<(u32, Range<usize>)>,
    /// Where each event begins in `values`, and its place in the file.
    begins: Vec<(usize, u64)>,
}

impl Trace {
    pub(super) fn clear(&mut self, place: u64) {
        self.place = place;
        self.text.clear();
        self.own.clear();
        self.values.clear();
        self.begins.clear();
    }

    pub(super) fn begin_event(&mut self, place: u64) {
        self.begins.push((self.values.len(), place));
    }

    /// Keeps a value of the trace, or else of the event begun last. Returns whether it takes the place of one there.
    pub(super) fn push(&mut self, key: u32, value: &str, of_trace: bool) -> bool {
        let start = self.text.len();
        self.text.push_str(value);
        let place = start..self.text.len();
        let begin = self.begins.last().map_or(0, |begin| begin.0);
        let (list, begin) = if of_trace { (&mut self.own, 0) } else { (&mut self.values, begin) };
        if let Some(known) = list[begin..].iter_mut().find(|known| known.0 == key) {
            known.1 = place;
            return true;
        }
        list.push((key, place));
        false
    }

    pub(super) fn events(&self) -> usize {
        self.begins.len()
    }

    pub(super) fn place_of(&self, event: usize) -> u64 {
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
