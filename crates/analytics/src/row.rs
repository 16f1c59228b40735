//! One response as the engine keeps it: what it is about, and its answers on a scale.

use std::sync::Arc;

use catsup_model::{id::WordingId, response::CountedResponse};

use crate::Error;

/// One response that counts, with one answer a column.
pub type Row = CountedResponse<RowAnswer>;

/// One answer on a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAnswer {
    /// Column it stands in: the item that was asked, such as `a11_v1.trust`. A response has one answer a column.
    pub column: Arc<str>,
    /// What exactly was asked.
    pub wording: WordingId,
    /// What was answered, from 0 to 254.
    pub value: u8,
}

/// The byte of an answer that was not given.
pub const MISSING: u8 = u8::MAX;

/// The byte of an answer that was given.
///
/// # Errors
/// [`Error::OutOfRange`] for values below 0 or above 254, naming the response and the column.
pub fn answer_byte(response: i64, column: impl ToString, value: i64) -> Result<u8, Error> {
    let byte = u8::try_from(value).ok().filter(|byte| *byte != MISSING);
    byte.ok_or_else(|| Error::OutOfRange { response, column: column.to_string(), value })
}
