//! Delimited text as records: CSV, semicolons, tabs; UTF-8 or Windows-1252; one record in memory at a time.
//!
//! The parser is `csv_core`, driven by hand for two things the `csv` reader does not give: a bound on the memory one
//! record may take, and row numbers that agree with what a spreadsheet shows (blank lines count, line breaks within
//! a cell do not).

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use csv_core::ReadRecordResult;

use crate::{ExchangeError, Reason, Refused, encoding, header::Header, packed::Unpacked};

/// The most bytes of one cell: twice what a spreadsheet cell holds in characters.
pub const LONGEST_CELL: usize = 65_536;
/// The most bytes of one record.
pub const LONGEST_RECORD: usize = 4 << 20;
/// The most cells of one record: as many as a spreadsheet has columns.
pub const MOST_CELLS: usize = 16_384;

/// How much of the beginning is looked at to tell delimiter and encoding.
const HEAD: usize = 65_536;

/// One record and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The row as a spreadsheet shows it, from 1.
    pub row: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A stream of records.
pub struct Delimited<R> {
    input: BufReader<Chain<Cursor<Vec<u8>>, Unpacked<R>>>,
    parser: csv_core::Reader,
    delimiter: u8,
    row: u64,
    after_return: bool,
    ended: bool,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    not_utf8: u64,
}

/// What the parser had to say about the next record.
enum Parsed {
    Whole { length: usize, cells: usize },
    TooLong { limit: usize, unit: &'static str },
    End,
}

impl<R: Read> Delimited<R> {
    /// Looks at the beginning of `input` to tell its delimiter; a byte order mark is passed over. What is packed with gzip is
    /// unpacked while it is read.
    ///
    /// # Errors
    /// [`ExchangeError::InOut`], [`ExchangeError::Utf16`].
    pub fn new(input: R) -> Result<Self, ExchangeError> {
        let mut input = Unpacked::new(input)?;
        let mut head = Vec::new();
        input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            return Err(ExchangeError::Utf16);
        }
        if head.starts_with(&[0xef, 0xbb, 0xbf]) {
            head.drain(..3);
        }
        let delimiter = sniffed(&head);
        Ok(Self {
            input: BufReader::with_capacity(HEAD, Cursor::new(head).chain(input)),
            parser: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            row: 0,
            after_return: false,
            ended: false,
            bytes: vec![0; 8192],
            ends: vec![0; 256],
            not_utf8: 0,
        })
    }

    /// The delimiter found: a comma, semicolon, tab or vertical bar.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Records so far that were not UTF-8 and were read as Windows-1252.
    #[must_use]
    pub fn not_utf8(&self) -> u64 {
        self.not_utf8
    }

    /// Takes the next record as the header.
    ///
    /// # Errors
    /// [`ExchangeError::Empty`], [`ExchangeError::Header`].
    pub fn header(&mut self) -> Result<Header, ExchangeError> {
        match self.next() {
            None => Err(ExchangeError::Empty),
            Some(Ok(record)) => Ok(Header::new(record.cells)),
            Some(Err(refused)) => Err(ExchangeError::Header { reason: refused.reason }),
        }
    }

    fn parse(&mut self) -> io::Result<Parsed> {
        self.pass_blank_lines()?;
        let (mut length, mut cells) = (0, 0);
        let mut too_long = None;
        loop {
            if too_long.is_some() {
                (length, cells) = (0, 0);
            }
            let input = self.input.fill_buf()?;
            let (result, read, written, ended) =
                self.parser.read_record(input, &mut self.bytes[length..], &mut self.ends[cells..]);
            if read > 0 {
                self.after_return = input[read - 1] == b'\r';
            }
            self.input.consume(read);
            length += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() < LONGEST_RECORD => {
                    self.bytes.resize(self.bytes.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // The rest is read over, so that the next record is found.
                ReadRecordResult::OutputFull => too_long = Some((LONGEST_RECORD, "bytes")),
                ReadRecordResult::OutputEndsFull => too_long = Some((MOST_CELLS, "cells")),
                ReadRecordResult::Record => {
                    self.row += 1;
                    return Ok(match too_long {
                        Some((limit, unit)) => Parsed::TooLong { limit, unit },
                        None => Parsed::Whole { length, cells },
                    });
                }
                ReadRecordResult::End => return Ok(Parsed::End),
            }
        }
    }

    /// The parser skips blank lines silently; a spreadsheet shows them as rows.
    fn pass_blank_lines(&mut self) -> io::Result<()> {
        loop {
            let Some(&byte @ (b'\n' | b'\r')) = self.input.fill_buf()?.first() else {
                return Ok(());
            };
            let ends_the_record_before = byte == b'\n' && self.after_return;
            self.row += u64::from(!ends_the_record_before);
            self.after_return = byte == b'\r';
            self.input.consume(1);
        }
    }

    fn record(&mut self, length: usize, cells: usize) -> Result<Record, Refused> {
        let bytes = &self.bytes[..length];
        let mut start = 0;
        let pieces: Vec<&[u8]> =
            self.ends[..cells].iter().map(|&end| &bytes[std::mem::replace(&mut start, end)..end]).collect();
        let (cells, is_utf8) = encoding::decode(&pieces);
        self.not_utf8 += u64::from(!is_utf8);
        let fault = cells.iter().find_map(|cell| {
            if cell.len() > LONGEST_CELL {
                Some(Reason::CellTooLong { limit: LONGEST_CELL, length: cell.len() })
            } else {
                cell.contains('\0').then_some(Reason::NulCharacter)
            }
        });
        match fault {
            None => Ok(Record { row: self.row, cells }),
            Some(reason) => Err(self.refused(reason, cells)),
        }
    }

    fn refused(&self, reason: Reason, record: Vec<String>) -> Refused {
        Refused { row: self.row, column: None, reason, record }
    }
}

impl<R: Read> Iterator for Delimited<R> {
    type Item = Result<Record, Refused>;

    /// The next record that holds anything; rows of nothing but blanks are passed over.
    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let item = match self.parse() {
                Ok(Parsed::Whole { length, cells }) => self.record(length, cells),
                Ok(Parsed::TooLong { limit, unit }) => {
                    Err(self.refused(Reason::RowTooLong { limit, unit }, Vec::new()))
                }
                Ok(Parsed::End) => {
                    self.ended = true;
                    return None;
                }
                Err(error) => {
                    self.ended = true;
                    self.row += 1;
                    Err(self.refused(Reason::Unreadable(error.to_string()), Vec::new()))
                }
            };
            let blank = matches!(&item, Ok(record) if record.cells.iter().all(|cell| cell.trim().is_empty()));
            if !blank {
                return Some(item);
            }
        }
        None
    }
}

/// The delimiter that occurs most often in the first line, outside quotation marks; a comma when there is none.
fn sniffed(head: &[u8]) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
    let mut counts = [0_usize; CANDIDATES.len()];
    let mut quoted = false;
    let first_line = head.iter().skip_while(|byte| matches!(byte, b'\r' | b'\n'));
    for &byte in first_line {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(place) = CANDIDATES.iter().position(|&one| one == byte) {
                    counts[place] += 1;
                }
            }
        }
    }
    let most = (0..CANDIDATES.len()).rev().max_by_key(|&place| counts[place]);
    most.map_or(b',', |place| CANDIDATES[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Result<Record, Refused>> {
        Delimited::new(bytes).unwrap().collect()
    }

    fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        read(bytes)
            .into_iter()
            .map(|record| record.unwrap())
            .map(|record| (record.row, record.cells))
            .collect()
    }

    fn row(row: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (row, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let expected = vec![row(1, &["a", "b"]), row(3, &["1", "x\ny"]), row(6, &["2", "z"])];
        for end in ["\n", "\r\n", "\r"] {
            let file = format!("a,b{end}{end}1,\"x\ny\"{end},{end}{end}2,z");
            assert_eq!(rows(file.as_bytes()), expected, "ending {end:?}");
            assert_eq!(rows((file + end).as_bytes()), expected, "ending {end:?}");
        }
    }

    #[test]
    fn the_delimiter_is_told_from_the_header_outside_quotation_marks() {
        for (file, delimiter) in
            [("a;\"b,c,d\";e\n1;2;3", b';'), ("a\tb\n1\t2", b'\t'), ("a|b\n1|2", b'|'), ("alone\n1", b',')]
        {
            assert_eq!(Delimited::new(file.as_bytes()).unwrap().delimiter(), delimiter, "{file}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        assert_eq!(rows(b"\xef\xbb\xbf\"id\",b\n")[0], row(1, &["id", "b"]));
        assert!(matches!(Delimited::new(&b"\xff\xfea\0"[..]), Err(ExchangeError::Utf16)));
    }

    #[test]
    fn a_record_that_is_not_utf8_is_read_as_windows_1252_and_counted() {
        let mut reader = Delimited::new(&b"a,b\ncaf\xe9,\x93x\x94\ncaf\xc3\xa9,y\n"[..]).unwrap();
        let cells: Vec<_> = reader.by_ref().map(|record| record.unwrap().cells.join("|")).collect();
        assert_eq!(cells, ["a|b", "café|“x”", "café|y"]);
        assert_eq!(reader.not_utf8(), 1);
    }

    #[test]
    fn a_quotation_mark_without_partner_costs_one_refused_row_and_no_memory() {
        let mut file = b"a,b\n1,\"".to_vec();
        file.resize(3 * LONGEST_RECORD, b'x');
        let mut reader = Delimited::new(&file[..]).unwrap();
        assert!(reader.next().unwrap().is_ok());
        let refused = reader.next().unwrap().unwrap_err();
        assert_eq!(refused.row, 2);
        assert!(matches!(refused.reason, Reason::RowTooLong { unit: "bytes", .. }));
        assert!(reader.next().is_none());
        assert!(reader.bytes.len() <= LONGEST_RECORD);
    }

    #[test]
    fn rows_after_one_with_too_many_cells_or_too_long_a_cell_are_read() {
        let file = format!("a\n{}\n{}\n3\n", ",".repeat(MOST_CELLS + 5), "x".repeat(LONGEST_CELL + 1));
        let records = read(file.as_bytes());
        let reasons: Vec<_> = records.iter().map(|one| one.as_ref().err().map(|e| &e.reason)).collect();
        assert!(matches!(reasons[1], Some(Reason::RowTooLong { unit: "cells", .. })));
        assert!(matches!(reasons[2], Some(Reason::CellTooLong { .. })));
        assert_eq!(records[3].as_ref().unwrap().row, 4);
    }

    #[test]
    fn a_file_that_breaks_off_says_so_and_ends() {
        struct Breaks;
        impl Read for Breaks {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let file = format!("a,b\n{}", "1,2\n".repeat(HEAD));
        let reader = Delimited::new(Cursor::new(file.into_bytes()).chain(Breaks)).unwrap();
        let last: Vec<_> = reader.skip_while(Result::is_ok).collect();
        assert_eq!(last.len(), 1);
        assert!(last[0].as_ref().unwrap_err().ends_the_file());
    }
}
