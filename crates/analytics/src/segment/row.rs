//! Single rows read back out of a segment.

use super::{Segment, builder::Batch};
use crate::{
    Error,
    row::{MISSING, Row, RowAnswer},
};

impl Segment {
    /// The block and the place in it of a row counted over the whole segment.
    pub(crate) fn place(&self, row: u32) -> Option<(usize, usize)> {
        let mut rest = row as usize;
        for (number, block) in self.blocks().iter().enumerate() {
            if rest < block.rows() {
                return Some((number, rest));
            }
            rest -= block.rows();
        }
        None
    }

    /// Reads one row.
    ///
    /// # Errors
    /// When the segment is damaged, or has no such row.
    pub(crate) fn row(&self, row: u32) -> Result<Row, Error> {
        let beyond = || Error::damaged(self.path(), format!("it has no row {row}"));
        let (number, at) = self.place(row).ok_or_else(beyond)?;
        let mut end = 0;
        let run = self.blocks()[number].runs().iter().find(|run| {
            end += run.rows as usize;
            at < end
        });
        let run = run.ok_or_else(beyond)?;
        let known = self.dictionaries();
        let form = known.forms.get(run.form as usize).ok_or_else(beyond)?;
        let after_unknown = |code: u32| (code as usize).checked_sub(1);
        let touchpoint = after_unknown(self.touchpoints(number)?.get(at));
        let device = after_unknown(self.devices(number)?.get(at));
        let mut answers = Vec::new();
        for (column, wording) in form.wordings.iter().enumerate() {
            let Some(wording) = *wording else { continue };
            let value = self.answers(number, column)?[at];
            if value != MISSING {
                let column = known.answers.values()[column].clone();
                answers.push(RowAnswer { column, wording, value });
            }
        }
        let mut attributes = std::collections::BTreeMap::new();
        for (place, (name, values)) in known.attributes.iter().enumerate() {
            if let Some(value) = after_unknown(self.attribute(number, place)?.get(at)) {
                attributes.insert(name.clone(), values.values().get(value).ok_or_else(beyond)?.clone());
            }
        }
        Ok(Row {
            id: catsup_model::id::ResponseId(self.responses(number)?[at]),
            occurred_at: self.occurred_at(number)?[at],
            service: *known.services.values().get(run.service as usize).ok_or_else(beyond)?,
            survey: form.survey,
            version: form.version,
            touchpoint: touchpoint
                .map(|place| known.touchpoints.values().get(place).copied().ok_or_else(beyond))
                .transpose()?,
            channel: *known.channels.values().get(usize::from(run.channel)).ok_or_else(beyond)?,
            language: form.language,
            device: device
                .map(|place| known.devices.values().get(place).cloned().ok_or_else(beyond))
                .transpose()?,
            segments: attributes,
            answers,
        })
    }

    /// Copies a block into a batch whose codes are this segment's own.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub(crate) fn batch(&self, number: usize) -> Result<Batch, Error> {
        let block = &self.blocks()[number];
        let rows = block.rows();
        let known = self.dictionaries();
        let mut batch = Batch {
            occurred_at: self.occurred_at(number)?.to_vec(),
            response: self.responses(number)?.to_vec(),
            ..Batch::default()
        };
        for run in block.runs() {
            let end = batch.service.len() + run.rows as usize;
            batch.service.resize(end, run.service);
            batch.form.resize(end, run.form);
            batch.channel.resize(end, run.channel);
        }
        self.touchpoints(number)?.copy(0..rows, &mut batch.touchpoint);
        self.devices(number)?.copy(0..rows, &mut batch.device);
        for place in 0..known.attributes.len() {
            let mut codes = Vec::new();
            self.attribute(number, place)?.copy(0..rows, &mut codes);
            batch.attributes.push(codes);
        }
        for column in 0..known.answers.values().len() {
            batch.answers.push(self.answers(number, column)?.to_vec());
        }
        Ok(batch)
    }
}
