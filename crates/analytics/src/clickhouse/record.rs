//! One response as a row of ClickHouse's, written and read in its format `RowBinary`.

use catsup_model::{id::WordingId, response::CountedResponse};

/// A response that counts, each answer with what exactly was asked.
pub type Fact = CountedResponse<(WordingId, u8)>;

/// The columns of [`Record`], in the order in which they are written.
pub(super) const COLUMNS: &str = "response, occurred_at, service, survey, version, touchpoint, channel, language, \
     device, segment_names, segment_values, wordings, answers";

/// One response as it lies in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Response, instant, service, survey, version, touchpoint (0 for none).
    numbers: [i64; 6],
    /// Channel, language, device (empty for none).
    codes: [String; 3],
    segment_names: Vec<String>,
    segment_values: Vec<String>,
    wordings: Vec<i64>,
    answers: Vec<u8>,
}

impl From<&Fact> for Record {
    fn from(fact: &Fact) -> Self {
        let touchpoint = fact.touchpoint.map_or(0, |id| id.0);
        Self {
            numbers: [fact.id.0, fact.occurred_at, fact.service.0, fact.survey.0, fact.version.0, touchpoint],
            codes: [
                fact.channel.code().to_owned(),
                fact.language.code().to_owned(),
                fact.device.clone().unwrap_or_default(),
            ],
            segment_names: fact.segments.keys().cloned().collect(),
            segment_values: fact.segments.values().cloned().collect(),
            wordings: fact.answers.iter().map(|(wording, _)| wording.0).collect(),
            answers: fact.answers.iter().map(|(_, value)| *value).collect(),
        }
    }
}

impl Record {
    pub(super) fn response(&self) -> i64 {
        self.numbers[0]
    }

    /// Appends the row, as part of a batch.
    pub(super) fn write(&self, bytes: &mut Vec<u8>, batch: u64, sign: i8) {
        for number in self.numbers {
            bytes.extend(number.to_le_bytes());
        }
        for code in &self.codes {
            write_text(bytes, code);
        }
        for texts in [&self.segment_names, &self.segment_values] {
            write_length(bytes, texts.len());
            texts.iter().for_each(|text| write_text(bytes, text));
        }
        write_length(bytes, self.wordings.len());
        self.wordings.iter().for_each(|wording| bytes.extend(wording.to_le_bytes()));
        write_length(bytes, self.answers.len());
        bytes.extend(&self.answers);
        bytes.extend(batch.to_le_bytes());
        bytes.extend(sign.to_le_bytes());
    }

    /// Reads rows of the columns [`COLUMNS`] to the end; `None` where the bytes are something else.
    pub(super) fn read_all(bytes: &[u8]) -> Option<Vec<Self>> {
        let mut rest = Rest(bytes);
        let mut records = Vec::new();
        while !rest.0.is_empty() {
            records.push(rest.record()?);
        }
        Some(records)
    }
}

fn write_length(bytes: &mut Vec<u8>, mut length: usize) {
    while length >= 0x80 {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_length(bytes, text.len());
    bytes.extend(text.as_bytes());
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<i64> {
        Some(i64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn length(&mut self) -> Option<usize> {
        let mut length = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = *self.take(1)?.first()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(length);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.length()?).map(|_| one(self)).collect()
    }

    fn record(&mut self) -> Option<Record> {
        let mut numbers = [0; 6];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Some(Record {
            numbers,
            codes: [self.text()?, self.text()?, self.text()?],
            segment_names: self.many(Self::text)?,
            segment_values: self.many(Self::text)?,
            wordings: self.many(Self::number)?,
            answers: self.many(|rest| rest.take(1)?.first().copied())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            numbers: [i64::MAX, -5, 1, 2, 3, 0],
            codes: ["website".into(), "en".into(), String::new()],
            segment_names: vec!["region".into()],
            segment_values: vec!["é".repeat(200)],
            wordings: (0..300).collect(),
            answers: vec![7; 300],
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let mut bytes = Vec::new();
        record().write(&mut bytes, 1, -1);
        assert_eq!(bytes.last(), Some(&0xff));
        // A reader asks for neither batch nor sign.
        bytes.truncate(bytes.len() - 9);
        let twice = [bytes.clone(), bytes].concat();
        assert_eq!(Record::read_all(&twice), Some(vec![record(), record()]));
    }

    #[test]
    fn half_a_row_is_none() {
        let mut bytes = Vec::new();
        record().write(&mut bytes, 1, 1);
        bytes.truncate(bytes.len() - 9);
        assert!((1..bytes.len()).all(|length| Record::read_all(&bytes[..length]).is_none()));
    }
}
