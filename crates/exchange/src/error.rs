//! What stops a whole file from being read or written; what stops a single row is a [`crate::Reason`].

use std::io;

use crate::{Reason, mapping::MappingProblem};

/// Why a file could not be read or written at all.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// Reading or writing failed.
    #[error("the file could not be read or written")]
    InOut(#[from] io::Error),
    /// There is no header.
    #[error("the file is empty; its first row must name the columns")]
    Empty,
    /// A text file in an encoding that is not read.
    #[error("the file is UTF-16; save it as CSV UTF-8 and import it again")]
    Utf16,
    /// The header itself could not be read.
    #[error("the first row, which must name the columns, was not accepted")]
    Header {
        /// What is wrong with it.
        #[source]
        reason: Reason,
    },
    /// Columns without which nothing can be imported.
    #[error("the file lacks the columns {names}")]
    MissingColumns {
        /// The names, comma-separated.
        names: String,
    },
    /// Two columns of one name: which of them counts is not known.
    #[error("the file has the column “{name}” more than once; rename or remove one of them")]
    RepeatedColumn {
        /// The name.
        name: String,
    },
    /// No iCalendar file.
    #[error("the file is no calendar that can be read ({reason}); an iCalendar file ends in .ics")]
    NotACalendar {
        /// What is wrong with it.
        reason: String,
    },
    /// A workbook in the format of before 2007.
    #[error("the file is an old .xls workbook; save it as .xlsx or CSV and import it again")]
    OldWorkbook,
    /// A workbook that could not be read.
    #[error("the workbook could not be read")]
    Workbook(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A workbook that unpacks to more than memory holds, or is made to.
    #[error("the workbook unpacks to more than can be read safely; save the sheet as CSV and import that")]
    OversizedWorkbook,
    /// A workbook that could not be written.
    #[error("the workbook could not be written")]
    WorkbookUnwritten(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The workbook has no sheet of this name.
    #[error("the workbook has no sheet “{name}”; it has {sheets}")]
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// The names there are.
        sheets: String,
    },
    /// A row to be written has not the cells of its header.
    #[error("a row of {found} cells was to be written under a header of {expected}")]
    RowWidth {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// An XML file that is not well-formed: what stands behind the fault cannot be known.
    #[error("the XML is not well-formed in line {line} (byte {byte}): {reason}")]
    Xml {
        /// The line, from 1.
        line: u64,
        /// The byte of the file, from 0.
        byte: u64,
        /// What is wrong.
        reason: String,
    },
    /// A JSON file that is not JSON or not an event log.
    #[error("the file is not an OCEL 2.0 event log in JSON: {reason}")]
    Ocel {
        /// What is wrong, and where.
        reason: String,
    },
    /// An XML file without a log.
    #[error("the file is XML, but holds no XES log: its first element is <{found}>, not <log>")]
    NotXes {
        /// The first element.
        found: String,
    },
    /// Events of which no log can be made.
    #[error(transparent)]
    Journeys(#[from] catsup_journeys::Error),
    /// A character that the format cannot hold.
    #[error("XML cannot hold the control character {character:?} in {text:?}")]
    UnwritableCharacter {
        /// The character.
        character: char,
        /// The text that has it.
        text: String,
    },
    /// The survey does not ask what the federal file answers.
    #[error("the survey does not ask for trust; the federal file answers surveys of the form A-11 v2")]
    NotThisForm,
    /// A saved mapping that is not one.
    #[error("the mapping could not be read")]
    MappingSyntax(#[source] toml::de::Error),
    /// Mapping, file and survey do not fit together.
    #[error("the mapping does not fit: {}", listed(problems))]
    Mapping {
        /// Everything that is wrong.
        problems: Vec<MappingProblem>,
    },
}

fn listed(problems: &[MappingProblem]) -> String {
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    problems.join("; ")
}
