//! Files packed with gzip: told by their first bytes, unpacked while they are read.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Write};

use flate2::bufread::MultiGzDecoder;
use flate2::{Compression, write::GzEncoder};

const GZIP: [u8; 2] = [0x1f, 0x8b];
const BUFFER: usize = 1 << 18;
/// A small file can be made to unpack without end; no table or log that is read here comes near this.
const MOST: u64 = 64 << 30;

/// What a file holds, whether it is packed or not.
pub(crate) enum Unpacked<R> {
    Plain(BufReader<R>),
    Packed { decoder: Box<MultiGzDecoder<BufReader<R>>>, left: u64 },
}

impl<R: Read> Unpacked<R> {
    /// Looks at how `input` begins.
    pub(crate) fn new(input: R) -> std::io::Result<Self> {
        let mut input = BufReader::with_capacity(BUFFER, input);
        if input.fill_buf()?.starts_with(&GZIP) {
            return Ok(Self::Packed { decoder: Box::new(MultiGzDecoder::new(input)), left: MOST });
        }
        Ok(Self::Plain(input))
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (decoder, left) = match self {
            Self::Plain(input) => return input.read(buffer),
            Self::Packed { decoder, left } => (decoder, left),
        };
        let read = decoder.read(buffer).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => Error::new(
                error.kind(),
                "the packed file ends too early, as if it were cut off: fetch it again",
            ),
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                Error::new(error.kind(), format!("the packed file is damaged ({error}): fetch it again"))
            }
            _ => error,
        })?;
        *left = left.checked_sub(read as u64).ok_or_else(|| {
            Error::new(
                ErrorKind::FileTooLarge,
                "the packed file unpacks to more than can be read; unpack it first",
            )
        })?;
        Ok(read)
    }
}

/// Packs what is written with gzip; call its `finish` at the end.
pub fn packed<W: Write>(output: W) -> GzEncoder<W> {
    GzEncoder::new(output, Compression::default())
}
