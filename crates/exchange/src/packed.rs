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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::Table;

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = packed(Vec::new());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn a_packed_table_reads_as_the_plain_one() {
        let text = "id;name\n1;Ana\n2;Bo\n";
        let rows = |bytes: Vec<u8>| -> Vec<_> {
            let mut table = Table::open(Cursor::new(bytes), None).unwrap();
            table.rows().unwrap().map(|row| row.unwrap().cells).collect()
        };
        assert_eq!(rows(gzip(text)), rows(text.as_bytes().to_vec()));
        let twice = [gzip("id,name\n"), gzip("1,Ana\n")].concat();
        assert_eq!(rows(twice), [["1", "Ana"]]);
    }

    #[test]
    fn a_file_that_was_cut_off_is_no_short_one() {
        let rows: String = (0_u64..100_000).map(|row| format!("{row},{}\n", row * 7_919 % 65_537)).collect();
        let whole = gzip(&rows);
        let mut table = Table::open(Cursor::new(whole[..whole.len() / 2].to_vec()), None).unwrap();
        let last = table.rows().unwrap().last().unwrap().unwrap_err();
        assert!(last.ends_the_file() && last.reason.to_string().contains("cut off"), "{}", last.reason);
    }
}
