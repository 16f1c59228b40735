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
use std::io::{BufRead, BufReader, Read};

use catsup_journeys::EventLog;

use crate::{ExchangeError, Finding, packed::Unpacked};

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
    read_plain(BufReader::with_capacity(BUFFER, Unpacked::new(input)?), columns)
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
