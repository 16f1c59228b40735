//! Event logs in and out: CSV, XES and OCEL 2.0, plain or packed with gzip.
//!
//! [`read`] tells the format from the first bytes. Nothing is dropped silently: what could not be read is counted
//! and said in a [`Finding`], with the first place where it stands.

mod csv;
mod csv_write;
mod gather;
mod noticed;
mod ocel;
mod options;
mod time;
mod xes;
mod xes_write;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Write};

use catsup_journeys::EventLog;
use flate2::bufread::MultiGzDecoder;
use flate2::{Compression, write::GzEncoder};

use crate::{ExchangeError, Finding};

pub use csv_write::write_csv;
pub use options::{Attributes, EventColumns};
pub use xes_write::write_xes;

/// An event log that was read, and what was noticed on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFile {
    /// The events.
    pub log: EventLog,
    /// How many events the file holds, the ones left out included.
    pub read: u64,
    /// How many could not be used; findings say why.
    pub left_out: u64,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The type of each attribute in an XES file, by name; empty for other formats.
    pub types: AttributeTypes,
}

/// XES types by the name of the attribute.
pub type AttributeTypes = BTreeMap<String, AttributeType>;

/// The type of an XES attribute. Its value is kept as the text that stood in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeType {
    /// Text.
    String,
    /// A moment.
    Date,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// True or false.
    Boolean,
    /// An identifier.
    Id,
}

impl AttributeType {
    /// The name of its XES element.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Date => "date",
            Self::Int => "int",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::Id => "id",
        }
    }

    /// The type of an XES element; `None` for lists, containers and anything else.
    #[must_use]
    pub fn of_element(name: &str) -> Option<Self> {
        let all = [Self::String, Self::Date, Self::Int, Self::Float, Self::Boolean, Self::Id];
        all.into_iter().find(|one| one.element() == name)
    }
}

const BUFFER: usize = 1 << 18;

/// Reads an event log. A file that begins with `<` is XES, with `{` OCEL 2.0 in JSON, and anything else a table; each
/// of them may be packed with gzip.
///
/// # Errors
/// [`ExchangeError::InOut`], [`ExchangeError::Xml`] and [`ExchangeError::NotXes`], [`ExchangeError::Ocel`],
/// [`ExchangeError::MissingColumns`] and whatever a table may fail with.
pub fn read(input: impl Read, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    if input.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        let unpacked = Unpacked(MultiGzDecoder::new(input));
        read_plain(BufReader::with_capacity(BUFFER, unpacked), columns)
    } else {
        read_plain(input, columns)
    }
}

/// What gzip unpacks; its faults in words.
struct Unpacked<R>(R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => Error::new(
                error.kind(),
                "the packed file ends too early, as if it were cut off: fetch it again",
            ),
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                Error::new(error.kind(), format!("the packed file is damaged ({error}): fetch it again"))
            }
            _ => error,
        })
    }
}

/// Packs what is written with gzip; call its `finish` at the end.
pub fn packed<W: Write>(output: W) -> GzEncoder<W> {
    GzEncoder::new(output, Compression::default())
}

fn read_plain(mut input: impl BufRead, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    let head = input.fill_buf()?;
    let head = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head);
    match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => Err(ExchangeError::Empty),
        Some(b'<') => xes::read(input, columns),
        Some(b'{') => ocel::read(input, columns),
        Some(_) => csv::read(input, columns),
    }
}
