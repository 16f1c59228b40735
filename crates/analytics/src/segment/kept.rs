//! Segments of responses as the engine knows them: rows written, and small files merged into one.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_buffer::ScalarBuffer;

use super::{BLOCK_ROWS, Batch, Dictionaries, EncodedBlock, Segment, SegmentWriter};
use crate::{
    Error,
    embedded::{BlockWriter, Kept, SegmentFile},
    row::{MISSING, Row},
};

impl Kept for Row {
    type File = Segment;

    fn id(&self) -> i64 {
        self.id.0
    }

    fn occurred_at(&self) -> i64 {
        self.occurred_at
    }
}

impl SegmentFile for Segment {
    type Row = Row;
    type Writer = SegmentWriter;

    fn open(path: &Path) -> Result<Self, Error> {
        Self::open(path)
    }

    fn path(&self) -> &Path {
        self.path()
    }

    fn rows(&self) -> u64 {
        self.rows()
    }

    fn block_count(&self) -> usize {
        self.blocks().len()
    }

    fn extent(&self) -> Option<(i64, i64)> {
        self.extent()
    }

    fn verify(&self) -> Result<(), Error> {
        self.verify()
    }

    fn ids(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.responses(block)
    }

    fn row(&self, row: u32) -> Result<Row, Error> {
        self.row(row)
    }

    fn write(path: &Path, rows: &[&Row]) -> Result<Self, Error> {
        let mut dictionaries = Dictionaries::default();
        let mut batches = Vec::new();
        for rows in rows.chunks(BLOCK_ROWS) {
            let mut batch = Batch::default();
            for row in rows {
                batch.push(&mut dictionaries, row);
            }
            batches.push(batch);
        }
        let mut writer = SegmentWriter::create(path, dictionaries)?;
        for batch in &batches {
            writer.write(batch)?;
        }
        Self::open(&writer.finish()?)
    }

    fn merge(path: &Path, files: &[(Arc<Self>, HashSet<u32>)]) -> Result<Option<Self>, Error> {
        let mut dictionaries = Dictionaries::default();
        let mut all = Batch::default();
        for (segment, dead) in files {
            let codes = Codes::of(segment, &mut dictionaries);
            let mut row = 0;
            for number in 0..segment.blocks().len() {
                let block = segment.batch(number)?;
                for at in 0..block.len() {
                    if !dead.contains(&row) {
                        codes.copy(&block, at, &mut all);
                    }
                    row += 1;
                }
            }
        }
        if all.is_empty() {
            return Ok(None);
        }
        write_batch(path, dictionaries, all).map(Some)
    }
}

impl BlockWriter for SegmentWriter {
    type Dictionaries = Dictionaries;
    type Batch = Batch;
    type Block = EncodedBlock;

    fn create(path: &Path, dictionaries: Dictionaries) -> Result<Self, Error> {
        Self::create(path, dictionaries)
    }

    fn encode(&self, batch: &Batch) -> Result<EncodedBlock, Error> {
        self.encode(batch)
    }

    fn append(&mut self, block: EncodedBlock) -> Result<(), Error> {
        self.append(block)
    }

    fn finish(self) -> Result<PathBuf, Error> {
        self.finish()
    }
}

/// The codes of one segment in terms of the common ones.
struct Codes {
    services: Vec<u32>,
    forms: Vec<u32>,
    channels: Vec<u8>,
    touchpoints: Vec<u32>,
    devices: Vec<u32>,
    attributes: Vec<(usize, Vec<u32>)>,
    answers: Vec<usize>,
}

impl Codes {
    fn of(segment: &Segment, common: &mut Dictionaries) -> Self {
        let known = segment.dictionaries();
        let answers: Vec<u32> =
            known.answers.values().iter().map(|name| common.answers.place(name)).collect();
        let forms = known.forms.iter().map(|form| {
            let asked: Vec<_> = form
                .wordings
                .iter()
                .enumerate()
                .filter_map(|(column, wording)| Some((answers[column], (*wording)?)))
                .collect();
            common.form((form.survey, form.version, form.language), &asked)
        });
        let forms = forms.collect();
        let channels = known.channels.values().iter().map(|channel| {
            u8::try_from(common.channels.place(channel)).expect("there are fewer than 256 channels")
        });
        let channels = channels.collect();
        let touchpoints = known.touchpoints.values().iter().map(|id| common.touchpoints.place(id) + 1);
        let touchpoints = std::iter::once(0).chain(touchpoints).collect();
        let devices = known.devices.values().iter().map(|device| common.devices.place(device) + 1);
        let devices = std::iter::once(0).chain(devices).collect();
        let attributes = known.attributes.iter().map(|(name, values)| {
            let place = common.attribute(name);
            let common = &mut common.attributes[place].1;
            let codes = values.values().iter().map(|value| common.place(value) + 1);
            (place, std::iter::once(0).chain(codes).collect())
        });
        let attributes = attributes.collect();
        Self {
            services: known.services.values().iter().map(|service| common.services.place(service)).collect(),
            forms,
            channels,
            touchpoints,
            devices,
            attributes,
            answers: answers.into_iter().map(|place| place as usize).collect(),
        }
    }

    fn copy(&self, from: &Batch, at: usize, into: &mut Batch) {
        let row = into.len();
        into.occurred_at.push(from.occurred_at[at]);
        into.response.push(from.response[at]);
        into.service.push(self.services[from.service[at] as usize]);
        into.form.push(self.forms[from.form[at] as usize]);
        into.channel.push(self.channels[usize::from(from.channel[at])]);
        into.touchpoint.push(self.touchpoints[from.touchpoint[at] as usize]);
        into.device.push(self.devices[from.device[at] as usize]);
        for ((place, codes), values) in self.attributes.iter().zip(&from.attributes) {
            into.set_attribute(*place, row, codes[values[at] as usize]);
        }
        for (place, values) in self.answers.iter().zip(&from.answers) {
            if values[at] != MISSING {
                into.set_answer(*place, row, values[at]);
            }
        }
    }
}

/// Writes rows in any order as a segment, block after block in time.
fn write_batch(path: &Path, dictionaries: Dictionaries, batch: Batch) -> Result<Segment, Error> {
    let mut writer = SegmentWriter::create(path, dictionaries)?;
    if batch.len() <= BLOCK_ROWS {
        writer.write(&batch)?;
    } else {
        for block in batch.in_time(BLOCK_ROWS) {
            writer.write(&block)?;
        }
    }
    Segment::open(&writer.finish()?)
}
