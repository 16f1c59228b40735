//! Rows gathered as a plain table: text as text, answers as bytes, what is unknown as null.

use std::{io::Write, sync::Arc};

use arrow_array::{
    Array as _, ArrayRef, RecordBatch,
    builder::{Int64Builder, StringBuilder, TimestampMicrosecondBuilder, UInt8Builder},
    cast::AsArray as _,
    types::{Int64Type, TimestampMicrosecondType, UInt8Type},
};
use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::{
    Error,
    query::Slice,
    row::{MISSING, Row},
    segment::{CodeColumn, Segment},
};

/// The columns that not every export has.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub(super) attributes: Vec<String>,
    pub(super) answers: Vec<String>,
}

/// Text columns that every export has.
const TEXTS: [&str; 6] = ["service", "survey", "channel", "language", "touchpoint", "device"];

/// A table that is being filled.
pub(super) struct Table {
    names: Names,
    occurred_at: TimestampMicrosecondBuilder,
    response: Int64Builder,
    texts: Vec<StringBuilder>,
    attributes: Vec<StringBuilder>,
    answers: Vec<UInt8Builder>,
    rows: usize,
}

/// Where the columns of one segment go.
pub(super) struct SegmentColumns {
    /// Place in the segment of each attribute and answer of the table.
    attributes: Vec<Option<usize>>,
    answers: Vec<Option<usize>>,
}

/// One block, its columns open.
pub(super) struct Source<'a> {
    segment: &'a Segment,
    occurred_at: ScalarBuffer<i64>,
    response: ScalarBuffer<i64>,
    touchpoint: CodeColumn,
    device: CodeColumn,
    attributes: Vec<Option<(usize, CodeColumn)>>,
    answers: Vec<Option<Buffer>>,
}

impl SegmentColumns {
    pub(super) fn open<'a>(&self, segment: &'a Segment, block: usize) -> Result<Source<'a>, Error> {
        let attribute = |place: &Option<usize>| {
            place.map(|place| Ok((place, segment.attribute(block, place)?))).transpose()
        };
        let answer = |place: &Option<usize>| place.map(|place| segment.answers(block, place)).transpose();
        Ok(Source {
            segment,
            occurred_at: segment.occurred_at(block)?,
            response: segment.responses(block)?,
            touchpoint: segment.touchpoints(block)?,
            device: segment.devices(block)?,
            attributes: self.attributes.iter().map(attribute).collect::<Result<_, Error>>()?,
            answers: self.answers.iter().map(answer).collect::<Result<_, Error>>()?,
        })
    }
}

impl Table {
    pub(super) fn new(names: Names) -> Self {
        Self {
            occurred_at: TimestampMicrosecondBuilder::new().with_timezone("UTC"),
            response: Int64Builder::new(),
            texts: TEXTS.iter().map(|_| StringBuilder::new()).collect(),
            attributes: names.attributes.iter().map(|_| StringBuilder::new()).collect(),
            answers: names.answers.iter().map(|_| UInt8Builder::new()).collect(),
            names,
            rows: 0,
        }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        let time = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
        let mut fields =
            vec![Field::new("occurred_at", time, false), Field::new("response", DataType::Int64, false)];
        fields.extend(TEXTS.iter().enumerate().map(|(at, name)| Field::new(*name, DataType::Utf8, at > 3)));
        let attributes = self.names.attributes.iter();
        fields.extend(attributes.map(|name| Field::new(format!("segment.{name}"), DataType::Utf8, true)));
        fields.extend(self.names.answers.iter().map(|name| Field::new(name, DataType::UInt8, true)));
        Arc::new(Schema::new(fields))
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    pub(super) fn columns_of(&self, segment: &Segment) -> SegmentColumns {
        let known = segment.dictionaries();
        let attribute = |name: &String| known.attributes.iter().position(|(one, _)| one == name);
        let answer = |name: &String| known.answers.values().iter().position(|one| **one == **name);
        SegmentColumns {
            attributes: self.names.attributes.iter().map(attribute).collect(),
            answers: self.names.answers.iter().map(answer).collect(),
        }
    }

    /// Adds a row of a block.
    pub(super) fn push(&mut self, source: &Source<'_>, slice: &Slice, row: usize) -> Result<(), Error> {
        let known = source.segment.dictionaries();
        let broken = || Error::damaged(source.segment.path(), "a code stands for nothing");
        self.occurred_at.append_value(source.occurred_at[row]);
        self.response.append_value(source.response[row]);
        let form = known.forms.get(slice.form as usize).ok_or_else(broken)?;
        let service = known.services.values().get(slice.service as usize).ok_or_else(broken)?;
        let channel = known.channels.values().get(usize::from(slice.channel)).ok_or_else(broken)?;
        self.texts[0].append_value(service.to_string());
        self.texts[1].append_value(form.survey.to_string());
        self.texts[2].append_value(channel.code());
        self.texts[3].append_value(form.language.code());
        let touchpoint = (source.touchpoint.get(row) as usize).checked_sub(1);
        let touchpoint =
            touchpoint.map(|at| known.touchpoints.values().get(at).ok_or_else(broken)).transpose()?;
        self.texts[4].append_option(touchpoint.map(ToString::to_string));
        let device = (source.device.get(row) as usize).checked_sub(1);
        let device = device.map(|at| known.devices.values().get(at).ok_or_else(broken)).transpose()?;
        self.texts[5].append_option(device);
        for (builder, column) in self.attributes.iter_mut().zip(&source.attributes) {
            let value = column.as_ref().and_then(|(place, codes)| {
                let at = (codes.get(row) as usize).checked_sub(1)?;
                Some(known.attributes[*place].1.values().get(at).ok_or_else(broken))
            });
            builder.append_option(value.transpose()?);
        }
        for (builder, column) in self.answers.iter_mut().zip(&source.answers) {
            let value = column.as_ref().map(|bytes| bytes[row]);
            builder.append_option(value.filter(|value| *value != MISSING));
        }
        self.rows += 1;
        Ok(())
    }

    /// Adds a row that is in no segment.
    pub(super) fn push_row(&mut self, row: &Row) {
        self.occurred_at.append_value(row.occurred_at);
        self.response.append_value(row.id.0);
        self.texts[0].append_value(row.service.to_string());
        self.texts[1].append_value(row.survey.to_string());
        self.texts[2].append_value(row.channel.code());
        self.texts[3].append_value(row.language.code());
        self.texts[4].append_option(row.touchpoint.map(|touchpoint| touchpoint.to_string()));
        self.texts[5].append_option(row.device.as_ref());
        for (builder, name) in self.attributes.iter_mut().zip(&self.names.attributes) {
            builder.append_option(row.segments.get(name));
        }
        for (builder, name) in self.answers.iter_mut().zip(&self.names.answers) {
            let given = row.answers.iter().find(|answer| *answer.column == **name);
            builder.append_option(given.map(|answer| answer.value));
        }
        self.rows += 1;
    }

    /// What was gathered; the table is empty after that.
    pub(super) fn finish(&mut self) -> Result<RecordBatch, Error> {
        let schema = self.schema();
        let mut arrays: Vec<ArrayRef> =
            vec![Arc::new(self.occurred_at.finish()), Arc::new(self.response.finish())];
        for builder in self.texts.iter_mut().chain(&mut self.attributes) {
            arrays.push(Arc::new(builder.finish()));
        }
        for builder in &mut self.answers {
            arrays.push(Arc::new(builder.finish()));
        }
        self.rows = 0;
        Ok(RecordBatch::try_new(schema, arrays)?)
    }
}

/// Writes a batch as lines of CSV.
pub(super) fn write_csv<W: Write>(writer: &mut csv::Writer<W>, batch: &RecordBatch) -> Result<(), Error> {
    let mut text = String::new();
    for row in 0..batch.num_rows() {
        for column in batch.columns() {
            use std::fmt::Write as _;
            text.clear();
            let written = match column.data_type() {
                _ if column.is_null(row) => Ok(()),
                DataType::Timestamp(..) => {
                    let at = column.as_primitive::<TimestampMicrosecondType>().value(row);
                    let at = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
                    write!(text, "{at}")
                }
                DataType::Int64 => write!(text, "{}", column.as_primitive::<Int64Type>().value(row)),
                DataType::UInt8 => write!(text, "{}", column.as_primitive::<UInt8Type>().value(row)),
                _ => text.write_str(column.as_string::<i32>().value(row)),
            };
            written.expect("text takes whatever is written to it");
            writer.write_field(&text)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}
