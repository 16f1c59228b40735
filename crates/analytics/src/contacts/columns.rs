//! The columns of a segment of contacts, and where their buffers lie in a record batch.

use arrow_schema::{DataType, Field, Schema, TimeUnit};

use super::batch::{CODED, Coded, Dictionaries};
use crate::segment::columns::Width;

/// Places of the columns as they are checked and read.
pub(super) const OCCURRED_AT: usize = 0;
pub(super) const INTERACTION: usize = 1;
pub(super) const CUSTOMER: usize = 2;
pub(super) const FIRST_CODED: usize = 3;
pub(super) const WAIT: usize = FIRST_CODED + CODED;
pub(super) const HANDLE: usize = WAIT + 1;
pub(super) const COST: usize = WAIT + 2;
/// The case is a text: where the text of each row ends, and the texts.
pub(super) const CASE_ENDS: usize = WAIT + 3;
pub(super) const CASE_TEXT: usize = WAIT + 4;
/// How many of them there are.
pub(super) const COLUMNS: usize = WAIT + 5;

/// Fields of the schema.
const FIELDS: usize = COLUMNS - 1;
/// Buffers of a record batch: two for each field, three for the text.
pub(super) const BUFFERS: usize = 2 * FIELDS + 1;

/// The buffers of the columns: beside each stand bits that say what is null.
pub(super) fn buffers() -> impl Iterator<Item = usize> {
    (0..FIELDS).map(|field| 2 * field + 1).chain([2 * FIELDS])
}

/// Widths of the coded columns.
pub(super) fn widths(dictionaries: &Dictionaries) -> [Width; CODED] {
    Coded::ALL.map(|column| Width::of(dictionaries.codes(column)))
}

/// Bytes of a value in each column but the last, by place.
pub(super) fn value_bytes(widths: &[Width; CODED]) -> [usize; COLUMNS - 1] {
    let mut bytes = [0; COLUMNS - 1];
    bytes[OCCURRED_AT] = 8;
    bytes[INTERACTION] = 8;
    bytes[CUSTOMER] = 8;
    for (place, width) in widths.iter().enumerate() {
        bytes[FIRST_CODED + place] = width.bytes();
    }
    bytes[WAIT] = 4;
    bytes[HANDLE] = 4;
    bytes[COST] = 8;
    bytes[CASE_ENDS] = 4;
    bytes
}

/// The name of a column by its place.
pub(super) fn name(place: usize) -> &'static str {
    match place {
        OCCURRED_AT => "occurred_at",
        INTERACTION => "interaction",
        CUSTOMER => "customer",
        WAIT => "wait_seconds",
        HANDLE => "handle_seconds",
        COST => "cost_cents",
        _ => Coded::ALL.get(place - FIRST_CODED).map_or("case", |column| column.name()),
    }
}

/// The schema of a segment.
pub(super) fn schema(widths: &[Width; CODED]) -> Schema {
    let time = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let mut fields = vec![
        Field::new(name(OCCURRED_AT), time, false),
        Field::new(name(INTERACTION), DataType::Int64, false),
        Field::new(name(CUSTOMER), DataType::Int64, true),
    ];
    for (column, width) in Coded::ALL.into_iter().zip(widths) {
        let kind = DataType::Dictionary(Box::new(width.data_type()), Box::new(DataType::Utf8));
        fields.push(Field::new(column.name(), kind, column.nullable()));
    }
    fields.extend([
        Field::new(name(WAIT), DataType::Int32, true),
        Field::new(name(HANDLE), DataType::Int32, true),
        Field::new(name(COST), DataType::Int64, true),
        Field::new(name(CASE_ENDS), DataType::Utf8, true),
    ]);
    Schema::new(fields)
}
