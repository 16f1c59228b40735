//! XES as a stream of elements, whatever XML allows; faults are named by line and byte.

use std::io::{BufRead, Cursor, Read, Result as IoResult};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::document::{At, Document, Element, KeyAndValue, Stop};
use crate::ExchangeError;
use crate::event_logs::EventFile;

/// Counts lines as bytes are consumed, for messages that say where.
struct Lines<R> {
    input: R,
    line: u64,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> IoResult<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if amount > 0
            && let Ok(bytes) = self.input.fill_buf()
        {
            self.line += bytes[..amount].iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.input.consume(amount);
    }
}

/// The mark of UTF-8, which the reader would not count.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Reads the rest of a document from a byte and a line on.
pub(super) fn read(
    mut rest: impl BufRead,
    mut document: Document<'_>,
    mut byte: u64,
    line: u64,
) -> Result<EventFile, ExchangeError> {
    if byte == 0 && rest.fill_buf()?.starts_with(MARK) {
        rest.consume(MARK.len());
        byte += MARK.len() as u64;
    }
    // What began before is begun again for the reader, which wants to see it end.
    let root = if document.at == At::Log { format!("<{}>", document.root) } else { String::new() };
    let before = root.len() as u64;
    let mut begun = !root.is_empty();
    let input = Cursor::new(root).chain(rest);
    let mut reader = Reader::from_reader(Lines { input, line });
    let mut buffer = Vec::new();
    let mut found_log = begun;
    let fault = |reader: &Reader<Lines<_>>, reason: String| {
        let place = reader.error_position().max(reader.buffer_position());
        ExchangeError::Xml { line: reader.get_ref().line, byte: byte + place.saturating_sub(before), reason }
    };
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let line = reader.get_ref().line;
        let outcome = match event {
            Ok(Event::Start(_)) if begun => {
                begun = false;
                Ok(())
            }
            Ok(Event::Start(element)) => {
                found_log = true;
                document.open(&element, line)
            }
            Ok(Event::Empty(element)) => {
                found_log = true;
                document.open(&element, line).and_then(|()| document.close())
            }
            Ok(Event::End(_)) => document.close(),
            Ok(Event::Eof) if document.at != At::Document => {
                Err(Stop::Fault("the file ends before all elements are closed".to_owned()))
            }
            Ok(Event::Eof) if !found_log => Err(Stop::Fault("there is no element".to_owned())),
            Ok(Event::Eof) => return Ok(document.finish()),
            Ok(Event::Text(text)) => {
                if !text.trim_ascii().is_empty() {
                    document.text(line);
                }
                Ok(())
            }
            Ok(Event::CData(_) | Event::GeneralRef(_)) => {
                document.text(line);
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(quick_xml::Error::Io(error)) => {
                Err(std::io::Error::new(error.kind(), error.to_string()).into())
            }
            Err(error) => Err(Stop::Fault(error.to_string())),
        };
        match outcome {
            Ok(()) => {}
            Err(Stop::Refused(error)) => return Err(error),
            Err(Stop::Fault(reason)) => return Err(fault(&reader, reason)),
            Err(Stop::Unusual) => return Err(fault(&reader, "the number of traces is not known".to_owned())),
        }
    }
}

impl Element for BytesStart<'_> {
    fn local_name(&self) -> &str {
        BytesStart::local_name(self).into_inner()
    }

    fn key_and_value(&self) -> Result<KeyAndValue<'_>, String> {
        let (mut key, mut value) = (None, None);
        for attribute in self.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let place = match attribute.key.into_inner() {
                "key" => &mut key,
                "value" => &mut value,
                _ => continue,
            };
            let normalised = attribute.normalized_value(XmlVersion::Implicit1_0);
            *place = Some(normalised.map_err(|error| error.to_string())?);
        }
        Ok((key, value))
    }
}
