//! What the elements of an XES file mean: traces and events, and what is passed over.

use std::borrow::Cow;

use super::keys::Keys;
use super::trace::Trace;
use crate::event_logs::gather::{Gathering, Raw};
use crate::event_logs::{AttributeType, EventColumns, EventFile};
use crate::{ExchangeError, Severity};

/// An element as it begins.
pub(super) trait Element {
    /// Its name without the prefix of a name space.
    fn local_name(&self) -> &str;

    /// Its attributes `key` and `value`, or what is wrong with them.
    fn key_and_value(&self) -> Result<KeyAndValue<'_>, String>;
}

/// The attributes of an element that XES gives a meaning: key and value.
pub(super) type KeyAndValue<'a> = (Option<Cow<'a, str>>, Option<Cow<'a, str>>);

/// Why reading stops.
pub(super) enum Stop {
    /// The XML is not well-formed.
    Fault(String),
    /// The file is refused.
    Refused(ExchangeError),
    /// A part of the file cannot be read without what stands before it.
    Unusual,
}

impl<E: Into<ExchangeError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// Where in the document the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Document,
    Log,
    Trace,
    Event,
    /// Inside something that is passed over, so many elements deep; and where it lies.
    Passed(usize, Within),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Log,
    Trace,
    Event,
}

/// The document as far as it was read, or a part of it.
pub(super) struct Document<'c> {
    columns: &'c EventColumns,
    gathering: Gathering,
    keys: Keys,
    trace: Trace,
    pub(super) at: At,
    /// The name of the first element, with its prefix.
    pub(super) root: String,
    /// The number of traces so far.
    traces: u64,
    /// Whether traces before this part are not counted.
    later: bool,
    /// Orders events as they stand in the file.
    sequence: u64,
    /// Where the trace stands that gave a case its name, by the number of the case.
    named: Vec<u64>,
}

/// Events that got their place in the file come behind those with a number of their own: the two cannot be compared.
const PLACES: u64 = 1 << 63;

/// The case gets its name from no trace.
const UNNAMED: u64 = u64::MAX;

impl<'c> Document<'c> {
    pub(super) fn new(columns: &'c EventColumns) -> Self {
        Self {
            columns,
            gathering: Gathering::new(columns, "line"),
            keys: Keys::new(columns),
            trace: Trace::default(),
            at: At::Document,
            root: String::new(),
            traces: 0,
            later: false,
            sequence: 0,
            named: vec![],
        }
    }

    /// A part that begins among the traces of the log, at a byte of the file.
    pub(super) fn from_byte(byte: u64, columns: &'c EventColumns) -> Self {
        // No event takes less than a byte, so events behind have higher numbers than those before.
        Self { at: At::Log, later: true, sequence: byte, ..Self::new(columns) }
    }

    /// Adds a later part, whose places `place` translates.
    pub(super) fn join(
        &mut self,
        later: Document<'_>,
        place: impl Fn(u64) -> u64,
    ) -> Result<(), ExchangeError> {
        let Document { mut gathering, keys, root, traces, sequence, named, .. } = later;
        for case in self.gathering.join_events(&mut gathering)? {
            if named[case as usize] != UNNAMED {
                self.notice_repeated_name(place(named[case as usize]));
            }
        }
        self.gathering.join_notices(gathering, &place);
        self.named.resize(self.gathering.cases(), 0);
        self.keys.join(keys, place);
        if !root.is_empty() {
            self.root = root;
        }
        self.traces += traces;
        self.sequence = sequence;
        self.at = At::Log;
        Ok(())
    }

    /// An element begins at a place.
    pub(super) fn open(&mut self, element: &impl Element, place: u64) -> Result<(), Stop> {
        let name = element.local_name();
        self.at = match (self.at, name) {
            (At::Document, "log") => At::Log,
            (At::Document, other) => return Err(ExchangeError::NotXes { found: other.to_owned() }.into()),
            (At::Log, "trace") => {
                self.trace.clear(place);
                At::Trace
            }
            (At::Log, "event") => {
                self.gathering.leave_out(place, "event_without_trace", || {
                    "an event stands outside of any trace and was left out".to_owned()
                });
                At::Passed(1, Within::Log)
            }
            (At::Log, "extension" | "global" | "classifier") => At::Passed(1, Within::Log),
            (At::Log, _) => {
                let meaning = "an attribute of the whole log was left out";
                self.notice(place, "log_attributes_left_out", Severity::Info, meaning);
                At::Passed(1, Within::Log)
            }
            (At::Trace, "event") => {
                self.trace.begin_event(place);
                At::Event
            }
            (At::Trace, kind) => {
                self.attribute(element, kind, place, Within::Trace)?;
                At::Passed(1, Within::Trace)
            }
            (At::Event, kind) => {
                self.attribute(element, kind, place, Within::Event)?;
                At::Passed(1, Within::Event)
            }
            (At::Passed(depth, within), _) => {
                if within != Within::Log && depth == 1 {
                    let meaning = "an attribute within an attribute was left out";
                    self.notice(place, "nested_attributes_left_out", Severity::Info, meaning);
                }
                At::Passed(depth + 1, within)
            }
        };
        Ok(())
    }

    /// An element ends.
    pub(super) fn close(&mut self) -> Result<(), Stop> {
        self.at = match self.at {
            At::Document | At::Log => At::Document,
            At::Trace => {
                self.finish_trace()?;
                At::Log
            }
            At::Event | At::Passed(1, Within::Trace) => At::Trace,
            At::Passed(1, Within::Log) => At::Log,
            At::Passed(1, Within::Event) => At::Event,
            At::Passed(depth, within) => At::Passed(depth - 1, within),
        };
        Ok(())
    }

    /// Text stands between elements, where XES has none.
    pub(super) fn text(&mut self, place: u64) {
        let meaning = "text between elements was left out";
        self.notice(place, "text_left_out", Severity::Warning, meaning);
    }

    pub(super) fn finish(mut self) -> EventFile {
        for (name, place) in self.keys.of_several_types() {
            self.gathering.notice(place, "attribute_of_several_types", Severity::Info, || {
                format!("the attribute {name:?} has several types; it is taken as text")
            });
        }
        self.gathering.finish(self.keys.types())
    }

    fn notice(&mut self, place: u64, rule: &'static str, severity: Severity, meaning: &str) {
        self.gathering.notice(place, rule, severity, || meaning.to_owned());
    }

    fn notice_repeated_name(&mut self, place: u64) {
        let meaning = "a trace has the name of an earlier one; both were read as one case";
        self.notice(place, "trace_name_repeated", Severity::Warning, meaning);
    }

    fn attribute(
        &mut self,
        element: &impl Element,
        kind: &str,
        place: u64,
        within: Within,
    ) -> Result<(), Stop> {
        let Some(kind) = AttributeType::of_element(kind) else {
            if matches!(kind, "list" | "container" | "values") {
                self.notice(place, "lists_left_out", Severity::Info, "a list was left out");
            } else {
                self.gathering.notice(place, "unknown_elements_left_out", Severity::Warning, || {
                    format!("an element <{kind}> is none of XES and was left out")
                });
            }
            return Ok(());
        };
        let (Some(key), Some(value)) = element.key_and_value().map_err(Stop::Fault)? else {
            let meaning = "an attribute lacks its key or value and was left out";
            self.notice(place, "attribute_without_key_or_value", Severity::Warning, meaning);
            return Ok(());
        };
        let of_trace = within == Within::Trace;
        let Some(number) = self.keys.number(&key, of_trace, kind, place) else { return Ok(()) };
        if self.trace.push(number, &value, of_trace) {
            self.gathering.notice(place, "attribute_repeated", Severity::Warning, || {
                format!("the attribute {key:?} stands twice in one place; the last counts")
            });
        }
        Ok(())
    }

    fn finish_trace(&mut self) -> Result<(), Stop> {
        self.traces += 1;
        let place = self.trace.place;
        // The case may be an attribute of the event when another was asked for.
        let of_trace = self.keys.case_of_trace;
        let name = match self.trace.of_trace(of_trace).filter(|name| !name.is_empty()) {
            Some(name) => Cow::Borrowed(name),
            None if self.columns.case.is_some() => Cow::Borrowed(""),
            None => {
                if self.later {
                    return Err(Stop::Unusual);
                }
                let meaning = "a trace has no name; it was given its number in the file";
                self.gathering.notice(place, "trace_without_name", Severity::Warning, || meaning.to_owned());
                Cow::Owned(format!("trace {}", self.traces))
            }
        };
        if self.trace.events() == 0 {
            let meaning = "a trace has no events and was left out";
            self.gathering.notice(place, "trace_without_events", Severity::Warning, || meaning.to_owned());
        }
        let cases = self.gathering.cases();
        let mut attributes = vec![];
        let mut named = false;
        for event in 0..self.trace.events() {
            self.sequence += 1;
            let (keys, trace) = (&self.keys, &self.trace);
            let value =
                |keys: [Option<u32>; 2]| trace.of_event(event, keys[0]).or_else(|| trace.of_trace(keys[1]));
            attributes.clear();
            attributes
                .extend(trace.attributes(event).filter_map(|(key, value)| Some((keys.column(key)?, value))));
            let place = trace.place_of(event);
            let sequence = value(keys.sequence);
            let number = sequence.and_then(|text| text.trim().parse().ok());
            if number.is_none() && self.columns.sequence.is_some() {
                self.gathering.notice(place, "sequence_unreadable", Severity::Warning, || {
                    "an event has no whole number as its sequence and got its place in the file".to_owned()
                });
            }
            let own_case = trace.of_event(event, keys.case_of_event);
            let raw = Raw {
                case: own_case.unwrap_or(&name),
                activity: value(keys.activity).unwrap_or_default(),
                time: value(keys.time).unwrap_or_default(),
                channel: value(keys.channel),
                customer: value(keys.customer),
                sequence: Some(number.unwrap_or(PLACES | self.sequence)),
                attributes: &attributes,
            };
            named |= self.gathering.take(place, raw)? && own_case.is_none();
        }
        if named && self.gathering.cases() == cases && cases > 0 {
            self.notice_repeated_name(place);
        }
        self.named.resize(self.gathering.cases(), if named { place } else { UNNAMED });
        Ok(())
    }
}
