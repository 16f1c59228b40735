//! Blocks of an XES file that end behind a trace, and bytes put back together.

use std::collections::VecDeque;
use std::io::{BufRead, Cursor, Error, Read, Result};

/// What a block ends with.
const END: &[u8] = b"</trace>";

/// Beyond this size no end of a trace is looked for any longer.
const LARGEST: usize = 1 << 26;

/// Cuts what is read into blocks.
pub(super) struct Blocks<R> {
    input: R,
    size: usize,
    /// What was read and belongs to no block yet.
    kept: Vec<u8>,
    ended: bool,
    error: Option<Error>,
}

impl<R: BufRead> Blocks<R> {
    pub(super) fn new(input: R, size: usize) -> Self {
        Self { input, size, kept: vec![], ended: false, error: None }
    }

    /// The next block; nothing at the end, or where reading fails, or where no trace ends for long.
    pub(super) fn next(&mut self) -> Option<Vec<u8>> {
        let mut wanted = self.size;
        while !self.ended {
            let more = wanted.saturating_sub(self.kept.len());
            self.kept.reserve(more.min(LARGEST));
            match self.input.by_ref().take(more as u64).read_to_end(&mut self.kept) {
                Ok(read) => self.ended = read < more,
                Err(error) => (self.ended, self.error) = (true, Some(error)),
            }
            if self.ended {
                break;
            }
            if let Some(end) = last(&self.kept) {
                let rest = self.kept[end..].to_vec();
                self.kept.truncate(end);
                return Some(std::mem::replace(&mut self.kept, rest));
            }
            wanted = 2 * self.kept.len();
            self.ended = wanted > LARGEST;
        }
        None
    }

    /// What no block held: the bytes kept, then the error that reading ended with, else all that follows.
    pub(super) fn into_rest(self) -> impl BufRead {
        Cursor::new(self.kept).chain(Failing(self.error)).chain(self.input)
    }
}

/// Where the last trace ends that ends in these bytes.
fn last(bytes: &[u8]) -> Option<usize> {
    let mut before = bytes.len();
    while let Some(place) = memchr::memrchr(b'<', &bytes[..before]) {
        if bytes[place..].starts_with(END) {
            return Some(place + END.len());
        }
        before = place;
    }
    None
}

/// Fails once with the error it holds.
struct Failing(Option<Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failing {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

/// Pieces of bytes, read one after the other.
pub(super) struct Pieces(VecDeque<Cursor<Vec<u8>>>);

impl Pieces {
    pub(super) fn new(pieces: VecDeque<Vec<u8>>) -> Self {
        Self(pieces.into_iter().map(Cursor::new).collect())
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Pieces {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        while self.0.front().is_some_and(|piece| piece.position() == piece.get_ref().len() as u64) {
            self.0.pop_front();
        }
        self.0.front_mut().map_or(Ok(&[]), |piece| piece.fill_buf())
    }

    fn consume(&mut self, amount: usize) {
        if let Some(piece) = self.0.front_mut() {
            piece.consume(amount);
        }
    }
}
