//! Rows that were not accepted: which, why, and what stood in them.

/// A row that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The row as a spreadsheet shows it: the header is row 1.
    pub row: u64,
    /// The column at fault, where it is one column.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
    /// The cells as they stood in the file.
    pub record: Vec<String>,
}

impl Refused {
    /// Whether this is the end of the file because it could not be read further: what follows is unknown.
    #[must_use]
    pub fn ends_the_file(&self) -> bool {
        matches!(self.reason, Reason::Unreadable(_))
    }
}

/// Why a row was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Reading failed in the middle of the file; no row follows.
    #[error("the file could not be read from here on: {0}")]
    Unreadable(String),
    /// More or fewer cells than the header.
    #[error("the row has {found} cells, the header has {expected}")]
    Ragged {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// Too long to be a row: nearly always a quotation mark without its partner.
    #[error("the row is longer than {limit} {unit}; a quotation mark may lack its partner")]
    RowTooLong {
        /// The most that is read.
        limit: usize,
        /// Bytes or cells.
        unit: &'static str,
    },
    /// A cell longer than any that can be kept.
    #[error("must have at most {limit} bytes, has {length}")]
    CellTooLong {
        /// The most bytes.
        limit: usize,
        /// The bytes found.
        length: usize,
    },
    /// A character that no database keeps.
    #[error("holds a NUL character")]
    NulCharacter,
    /// A blank cell where something is needed.
    #[error("must not be blank")]
    Blank,
    /// Not a count.
    #[error("“{0}” is not a count; a whole number from 0 is needed")]
    NotACount(String),
    /// Not a fiscal year or quarter.
    #[error("“{0}” is not a fiscal year or quarter")]
    NotAQuarter(String),
    /// Not a channel.
    #[error("“{0}” is not a channel; use one of website, phone, in_person, email, …")]
    UnknownChannel(String),
    /// A reason found outside this crate, such as a service that does not exist.
    #[error("{0}")]
    Other(String),
}
