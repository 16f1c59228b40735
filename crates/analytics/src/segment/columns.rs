//! The columns of a segment and their order in the file.

use arrow_schema::{DataType, Field, Schema, TimeUnit};

use super::builder::Dictionaries;

/// How wide the codes of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    One,
    Two,
    Four,
}

impl Width {
    /// The narrowest width for this many different codes. Signed in the file, as pandas and polars prefer it.
    pub(crate) fn of(codes: usize) -> Self {
        if codes <= i8::MAX as usize {
            Self::One
        } else if codes <= i16::MAX as usize {
            Self::Two
        } else {
            Self::Four
        }
    }

    pub(crate) fn data_type(self) -> DataType {
        match self {
            Self::One => DataType::Int8,
            Self::Two => DataType::Int16,
            Self::Four => DataType::Int32,
        }
    }

    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
        }
    }
}

/// Places in the schema of the columns that are read by place. Service, survey, channel and language stand between them
/// for other readers: here runs tell them. After the fixed columns come attributes, then answers.
pub(crate) const OCCURRED_AT: usize = 0;
pub(crate) const RESPONSE: usize = 1;
pub(crate) const TOUCHPOINT: usize = 6;
pub(crate) const DEVICE: usize = 7;
pub(crate) const FIXED: usize = 8;

/// Widths of the columns that hold codes.
#[derive(Debug, Clone)]
pub(crate) struct Widths {
    pub(crate) service: Width,
    pub(crate) survey: Width,
    pub(crate) touchpoint: Width,
    pub(crate) device: Width,
    pub(crate) attributes: Vec<Width>,
}

impl Widths {
    pub(crate) fn of(dictionaries: &Dictionaries) -> Self {
        Self {
            service: Width::of(dictionaries.services.values().len()),
            survey: Width::of(dictionaries.forms.len()),
            touchpoint: Width::of(dictionaries.touchpoints.values().len() + 1),
            device: Width::of(dictionaries.devices.values().len() + 1),
            attributes: dictionaries
                .attributes
                .iter()
                .map(|(_, values)| Width::of(values.values().len() + 1))
                .collect(),
        }
    }
}

/// The schema of a segment.
pub(crate) fn schema(dictionaries: &Dictionaries, widths: &Widths) -> Schema {
    let coded = |name: &str, width: Width, nullable: bool| {
        let kind = DataType::Dictionary(Box::new(width.data_type()), Box::new(DataType::Utf8));
        Field::new(name, kind, nullable)
    };
    let time = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let mut fields = vec![
        Field::new("occurred_at", time, false),
        Field::new("response", DataType::Int64, false),
        coded("service", widths.service, false),
        coded("survey", widths.survey, false),
        coded("channel", Width::One, false),
        coded("language", Width::One, false),
        coded("touchpoint", widths.touchpoint, true),
        coded("device", widths.device, true),
    ];
    let attributes = dictionaries.attributes.iter().zip(&widths.attributes);
    fields.extend(attributes.map(|((name, _), width)| coded(&format!("segment.{name}"), *width, true)));
    let answers = dictionaries.answers.values().iter();
    fields.extend(answers.map(|name| Field::new(name.to_string(), DataType::UInt8, true)));
    Schema::new(fields)
}
