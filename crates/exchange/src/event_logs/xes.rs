//! XES (IEEE 1849) read as a stream: the events of a trace are put into columns when the trace ends.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::BufRead;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::gather::{Gathering, Raw};
use super::xes_trace::{Keys, Trace};
use super::{AttributeType, EventColumns, EventFile};
use crate::{ExchangeError, Severity};

/// Counts lines as bytes are consumed, for messages that say where.
struct Lines<R> {
    input: R,
    ended: u64,
    any: bool,
}

impl<R: BufRead> std::io::Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if amount > 0
            && let Ok(bytes) = self.input.fill_buf()
        {
            self.any = true;
            self.ended += bytes[..amount].iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.input.consume(amount);
    }
}

/// Where in the document the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Document,
    Log,
    Trace,
    Event,
    /// Inside something that is passed over, so many elements deep; and where it lies.
    Passed(usize, Within),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Log,
    Trace,
    Event,
}

struct Xes<'a> {
    columns: &'a EventColumns,
    gathering: Gathering,
    keys: Keys,
    trace: Trace,
    at: At,
    names: HashSet<String>,
    traces: u64,
    sequence: u64,
}

pub(super) fn read(input: impl BufRead, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    let mut reader = Reader::from_reader(Lines { input, ended: 0, any: false });
    let mut xes = Xes {
        columns,
        gathering: Gathering::new(columns, "line"),
        keys: Keys::new(columns),
        trace: Trace::default(),
        at: At::Document,
        names: HashSet::new(),
        traces: 0,
        sequence: 0,
    };
    let mut buffer = Vec::new();
    let mut found_log = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                let line = reader.get_ref().ended + 1;
                xes.open(&element, line).map_err(|reason| fault(&reader, reason))??;
                found_log = true;
            }
            Ok(Event::Empty(element)) => {
                let line = reader.get_ref().ended + 1;
                xes.open(&element, line).map_err(|reason| fault(&reader, reason))??;
                xes.close()?;
                found_log = true;
            }
            Ok(Event::End(_)) => xes.close()?,
            Ok(Event::Eof) if xes.at != At::Document => {
                return Err(fault(&reader, "the file ends before all elements are closed".to_owned()));
            }
            Ok(Event::Eof) if !found_log => {
                return Err(fault(&reader, "there is no element".to_owned()));
            }
            Ok(Event::Eof) => return Ok(xes.gathering.finish(xes.keys.types())),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => {
                return Err(ExchangeError::InOut(std::io::Error::new(error.kind(), error.to_string())));
            }
            Err(error) => return Err(fault(&reader, error.to_string())),
        }
    }
}

fn fault<R: BufRead>(reader: &Reader<Lines<R>>, reason: String) -> ExchangeError {
    let byte = reader.error_position().max(reader.buffer_position());
    ExchangeError::Xml { line: reader.get_ref().ended + 1, byte, reason }
}

impl Xes<'_> {
    /// An element begins. The outer error is a fault of the XML.
    fn open(&mut self, element: &BytesStart<'_>, line: u64) -> Result<Result<(), ExchangeError>, String> {
        let name = element.local_name().into_inner();
        self.at = match (self.at, name) {
            (At::Document, "log") => At::Log,
            (At::Document, other) => return Ok(Err(ExchangeError::NotXes { found: other.to_owned() })),
            (At::Log, "trace") => {
                self.trace.clear(line);
                At::Trace
            }
            (At::Log, "event") => {
                let meaning = "an event stands outside of any trace and was left out";
                self.gathering.leave_out(line, "event_without_trace", meaning);
                At::Passed(1, Within::Log)
            }
            (At::Log, "extension" | "global" | "classifier") => At::Passed(1, Within::Log),
            (At::Log, _) => {
                let meaning = "an attribute of the whole log was left out";
                self.gathering.notice(line, "log_attributes_left_out", Severity::Info, meaning);
                At::Passed(1, Within::Log)
            }
            (At::Trace, "event") => {
                self.trace.begin_event(line);
                At::Event
            }
            (At::Trace, kind) => {
                self.attribute(element, kind, line, Within::Trace)?;
                At::Passed(1, Within::Trace)
            }
            (At::Event, kind) => {
                self.attribute(element, kind, line, Within::Event)?;
                At::Passed(1, Within::Event)
            }
            (At::Passed(depth, within), _) => {
                if within != Within::Log && depth == 1 {
                    let meaning = "an attribute within an attribute was left out";
                    self.gathering.notice(line, "nested_attributes_left_out", Severity::Info, meaning);
                }
                At::Passed(depth + 1, within)
            }
        };
        Ok(Ok(()))
    }

    /// An element ends.
    fn close(&mut self) -> Result<(), ExchangeError> {
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

    fn attribute(
        &mut self,
        element: &BytesStart<'_>,
        kind: &str,
        line: u64,
        within: Within,
    ) -> Result<(), String> {
        let Some(kind) = AttributeType::of_element(kind) else {
            if !matches!(kind, "list" | "container" | "values") {
                let meaning = format!("an element <{kind}> is none of XES and was left out");
                self.gathering.notice(line, "unknown_elements_left_out", Severity::Warning, &meaning);
                return Ok(());
            }
            let meaning = "a list was left out";
            self.gathering.notice(line, "lists_left_out", Severity::Info, meaning);
            return Ok(());
        };
        let (mut key, mut value) = (None, None);
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            match attribute.key.into_inner() {
                "key" => key = Some(normalised(&attribute)?),
                "value" => value = Some(attribute),
                _ => {}
            }
        }
        let (Some(key), Some(value)) = (key, value) else {
            let meaning = "an attribute lacks its key or value and was left out";
            self.gathering.notice(line, "attribute_without_key_or_value", Severity::Warning, meaning);
            return Ok(());
        };
        let of_trace = within == Within::Trace;
        let Some((number, another_type)) = self.keys.number(&key, of_trace, kind) else { return Ok(()) };
        if another_type {
            let meaning = format!("the attribute {key:?} has several types; it is taken as text");
            self.gathering.notice(line, "attribute_of_several_types", Severity::Info, &meaning);
        }
        let value = normalised(&value)?;
        self.trace.push(number, &value, of_trace);
        Ok(())
    }

    fn finish_trace(&mut self) -> Result<(), ExchangeError> {
        self.traces += 1;
        let line = self.trace.line;
        let by_trace = self.keys.case_of_trace;
        let name = match self.trace.of_trace(by_trace) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ if self.columns.case.is_none() => {
                let meaning = "a trace has no name; it was given its number in the file";
                self.gathering.notice(line, "trace_without_name", Severity::Warning, meaning);
                format!("trace {}", self.traces)
            }
            // The case may be an attribute of the event.
            _ => String::new(),
        };
        if !name.is_empty() && !self.names.insert(name.clone()) {
            let meaning = "a trace has the name of an earlier one; both were read as one case";
            self.gathering.notice(line, "trace_name_repeated", Severity::Warning, meaning);
        }
        if self.trace.events() == 0 {
            let meaning = "a trace has no events and was left out";
            self.gathering.notice(line, "trace_without_events", Severity::Warning, meaning);
        }
        let mut attributes = vec![];
        for event in 0..self.trace.events() {
            self.sequence += 1;
            let keys = &self.keys;
            let value = |keys: [Option<u32>; 2]| {
                self.trace.of_event(event, keys[0]).or_else(|| self.trace.of_trace(keys[1]))
            };
            attributes.clear();
            attributes.extend(
                self.trace.attributes(event).filter_map(|(key, value)| Some((keys.column(key)?, value))),
            );
            let number = value(keys.sequence).and_then(|text| text.trim().parse().ok());
            let raw = Raw {
                case: self.trace.of_event(event, keys.case_of_event).unwrap_or(&name),
                activity: value(keys.activity).unwrap_or_default(),
                time: value(keys.time).unwrap_or_default(),
                channel: value(keys.channel),
                customer: value(keys.customer),
                sequence: Some(number.unwrap_or(self.sequence)),
                attributes: &attributes,
            };
            self.gathering.take(self.trace.line_of(event), raw)?;
        }
        Ok(())
    }
}

fn normalised<'a>(attribute: &Attribute<'a>) -> Result<Cow<'a, str>, String> {
    attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())
}
