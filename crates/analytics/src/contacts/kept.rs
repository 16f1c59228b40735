//! Segments of contacts as the engine knows them: rows written, and small files merged into one.

use std::{collections::HashSet, path::Path, sync::Arc};

use arrow_buffer::ScalarBuffer;
use catsup_model::query::ContactSeconds;

use super::{
    batch::{Batch, Coded, Dictionaries},
    reader::ContactSegment,
    row::Contact,
    writer::ContactWriter,
};
use crate::{
    Error,
    embedded::{BlockWriter as _, SegmentFile},
    segment::BLOCK_ROWS,
};

impl SegmentFile for ContactSegment {
    type Row = Contact;
    type Writer = ContactWriter;

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
        let extents = self.blocks().iter().map(super::reader::Block::extent);
        extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    fn verify(&self) -> Result<(), Error> {
        self.verify()
    }

    fn ids(&self, block: usize) -> Result<ScalarBuffer<i64>, Error> {
        self.interactions(block, &(0..self.blocks()[block].rows()))
    }

    fn row(&self, row: u32) -> Result<Contact, Error> {
        self.row(row)
    }

    fn write(path: &Path, rows: &[&Contact]) -> Result<Self, Error> {
        let (mut dictionaries, mut batch) = (Dictionaries::default(), Batch::default());
        for row in rows {
            row.push(&mut dictionaries, &mut batch)?;
        }
        write_batch(path, dictionaries, &batch)
    }

    fn merge(path: &Path, files: &[(Arc<Self>, HashSet<u32>)]) -> Result<Option<Self>, Error> {
        let (mut dictionaries, mut all) = (Dictionaries::default(), Batch::default());
        for (segment, dead) in files {
            let known = segment.dictionaries();
            let codes = Coded::ALL.map(|column| -> Vec<u32> {
                let values = known.of(column).values().iter();
                std::iter::once(0).chain(values.map(|value| dictionaries.code(column, value))).collect()
            });
            let mut before = 0_u32;
            for number in 0..segment.blocks().len() {
                let rows = u32::try_from(segment.blocks()[number].rows()).unwrap_or(u32::MAX);
                let alive: Vec<u32> = (0..rows).filter(|row| !dead.contains(&(before + row))).collect();
                copy(segment, number, &alive, &codes, &mut all)?;
                before += rows;
            }
        }
        if all.is_empty() {
            return Ok(None);
        }
        write_batch(path, dictionaries, &all).map(Some)
    }
}

/// Copies some rows of a block under other codes.
fn copy(
    segment: &ContactSegment,
    number: usize,
    rows: &[u32],
    codes: &[Vec<u32>],
    into: &mut Batch,
) -> Result<(), Error> {
    fn pick<T: Copy>(rows: &[u32], values: &[T], into: &mut Vec<T>) {
        into.extend(rows.iter().map(|row| values[*row as usize]));
    }
    let all = 0..segment.blocks()[number].rows();
    pick(rows, &segment.occurred_at(number, &all)?, &mut into.occurred_at);
    pick(rows, &segment.interactions(number, &all)?, &mut into.interaction);
    pick(rows, &segment.customers(number, &all)?, &mut into.customer);
    pick(rows, &segment.costs(number, &all)?, &mut into.cost_cents);
    pick(rows, &segment.seconds(number, &all, ContactSeconds::Wait)?, &mut into.wait_seconds);
    pick(rows, &segment.seconds(number, &all, ContactSeconds::Handle)?, &mut into.handle_seconds);
    let broken = || Error::damaged(segment.path(), format!("a row of block {number} names nothing"));
    for column in Coded::ALL {
        let (of, new) = (segment.coded(number, &all, column)?, &codes[column as usize]);
        for row in rows {
            let code = new.get(of.get(*row as usize) as usize).copied();
            into.codes[column as usize].push(code.ok_or_else(broken)?);
        }
    }
    let cases = segment.cases(number, &all)?;
    for row in rows {
        into.cases.push(Some(cases.get(*row as usize).ok_or_else(broken)?));
    }
    Ok(())
}

/// Writes rows in any order as a segment, block after block in time.
fn write_batch(path: &Path, dictionaries: Dictionaries, batch: &Batch) -> Result<ContactSegment, Error> {
    let mut writer = ContactWriter::create(path, dictionaries)?;
    if batch.len() <= BLOCK_ROWS {
        let block = writer.encode(batch)?;
        writer.append(block)?;
    } else {
        let rows = u32::try_from(batch.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..rows).collect();
        order
            .sort_unstable_by_key(|row| (batch.occurred_at[*row as usize], batch.interaction[*row as usize]));
        for rows in order.chunks(BLOCK_ROWS) {
            let block = writer.encode(&batch.picked(rows))?;
            writer.append(block)?;
        }
    }
    ContactSegment::open(&writer.finish()?)
}
