//! XES (IEEE 1849), read in blocks on all cores. What is unusual is read as a stream from there on, by one reader that
//! knows all of XML; the result is the same.

mod blocks;
mod document;
mod keys;
mod scan;
mod stream;
mod trace;
mod words;

use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use self::blocks::{Blocks, Pieces};
use self::document::Document;
use self::scan::Scanned;
use super::{EventColumns, EventFile};
use crate::ExchangeError;

/// A block is large beside the threads' talk, and small beside memory.
const BLOCK: usize = 1 << 21;

pub(super) fn read(input: impl BufRead, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    read_in_blocks(input, columns, BLOCK)
}

/// Reads with blocks of about a size. Everything behind the last trace that ends a block is left to the stream: small
/// files as a whole.
fn read_in_blocks(
    input: impl BufRead,
    columns: &EventColumns,
    size: usize,
) -> Result<EventFile, ExchangeError> {
    let mut blocks = Blocks::new(input, size);
    let mut reading = Reading { document: Document::new(columns), byte: 0, line: 1 };
    let unread = match blocks.next() {
        None => VecDeque::new(),
        Some(first) => {
            thread::scope(|scope| reading.blocks(first, &mut blocks, &Workers::begin(scope, columns)))?
        }
    };
    let Reading { document, byte, line } = reading;
    let rest = Pieces::new(unread).chain(blocks.into_rest());
    stream::read(rest, document, byte, line)
}

/// What was read so far.
struct Reading<'c> {
    document: Document<'c>,
    /// How many bytes that were, and in which line they ended.
    byte: u64,
    line: u64,
}

impl Reading<'_> {
    /// Takes blocks as the workers have read them, in order. Returns the bytes from the first that is unusual on.
    fn blocks(
        &mut self,
        first: Vec<u8>,
        blocks: &mut Blocks<impl BufRead>,
        workers: &Workers<'_>,
    ) -> Result<VecDeque<Vec<u8>>, ExchangeError> {
        let (mut sent, mut taken, mut begin) = (0, 0, 0);
        let mut next = Some(first);
        loop {
            while sent - taken < 2 * workers.count()
                && let Some(block) = next.take()
            {
                let length = block.len() as u64;
                workers.send(sent, (begin, block));
                begin += length;
                sent += 1;
                next = blocks.next();
            }
            if sent == taken {
                return Ok(VecDeque::new());
            }
            let (scanned, bytes) = workers.take(taken);
            taken += 1;
            let Some(scanned) = scanned else {
                let sent = (taken..sent).map(|number| workers.take(number).1);
                return Ok([bytes].into_iter().chain(sent).chain(next).collect());
            };
            self.join(scanned, &bytes)?;
        }
    }

    fn join(&mut self, scanned: Scanned<'_>, bytes: &[u8]) -> Result<(), ExchangeError> {
        let (begin, line) = (self.byte, self.line);
        let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.document.join(scanned.document, |place| line + lines(&bytes[..(place - begin) as usize]))?;
        self.byte += bytes.len() as u64;
        self.line += scanned.lines;
        Ok(())
    }
}

/// Where a block begins in the file, and its bytes.
type Task = (u64, Vec<u8>);
/// A block that was read, or nothing when it is unusual; and its bytes.
type Answer<'c> = (Option<Scanned<'c>>, Vec<u8>);

/// A thread for each core. Blocks go to them in turn.
struct Workers<'c>(Vec<(SyncSender<Task>, Receiver<Answer<'c>>)>);

impl<'c> Workers<'c> {
    fn begin<'scope>(scope: &'scope thread::Scope<'scope, '_>, columns: &'c EventColumns) -> Self
    where
        'c: 'scope,
    {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let begin = |_| {
            let (tasks, work) = sync_channel::<Task>(2);
            let (done, answers) = sync_channel(2);
            scope.spawn(move || {
                for (begin, bytes) in work {
                    let scanned = scan::block(&bytes, begin, columns);
                    if done.send((scanned, bytes)).is_err() {
                        break;
                    }
                }
            });
            (tasks, answers)
        };
        Self((0..cores).map(begin).collect())
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn send(&self, number: usize, task: Task) {
        let worker = &self.0[number % self.count()].0;
        worker.send(task).expect("a worker takes blocks until its channel is closed");
    }

    fn take(&self, number: usize) -> Answer<'c> {
        let worker = &self.0[number % self.count()].1;
        worker.recv().expect("a worker answers every block")
    }
}

#[cfg(test)]
mod tests;
