//! Looks at an XLSX archive before the workbook reader does, so that no file however made can exhaust the memory.
//!
//! The reader holds every part but the sheets in memory, reserves room for as many shared texts as the file claims to
//! have, and takes each tag or text of a sheet as one piece. A few kilobytes can be packed to make any of these
//! huge, so the archive is unpacked once into nothing while it is measured.

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::ExchangeError;

/// The most bytes that all parts but the sheets may unpack to.
const MOST_BESIDE_SHEETS: u64 = 256 << 20;
/// The most bytes of one tag or one text of a sheet: many times the longest cell, written with escapes.
const LONGEST_PIECE: usize = 1 << 20;
/// The attribute by which a workbook says how many shared texts it has.
const SHARED_TEXTS: &[u8] = b"uniqueCount";

/// Refuses a workbook that would not fit into memory.
pub(super) fn check<R: Read + Seek>(input: &mut R) -> Result<(), ExchangeError> {
    let mut archive = ZipArchive::new(input).map_err(packed)?;
    let mut beside_sheets = 0;
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(packed)?;
        let name = part.name().map_err(packed)?.to_lowercase().replace('\\', "/");
        let mut inspector: Box<dyn Inspector> = if name.contains("worksheets/sheet") {
            Box::new(Pieces::default())
        } else if name.ends_with("sharedstrings.xml") {
            Box::new(SharedTexts::default())
        } else {
            Box::new(Anything)
        };
        let is_sheet = inspector.is_sheet();
        let mut chunk = [0; 16_384];
        loop {
            let read = part.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            if !is_sheet {
                beside_sheets += read as u64;
            }
            if beside_sheets > MOST_BESIDE_SHEETS || !inspector.accepts(&chunk[..read]) {
                return Err(ExchangeError::OversizedWorkbook);
            }
        }
    }
    Ok(())
}

fn packed(error: zip::result::ZipError) -> ExchangeError {
    ExchangeError::Workbook(Box::new(error))
}

/// Looks at one part of the archive, chunk by chunk.
trait Inspector {
    fn accepts(&mut self, chunk: &[u8]) -> bool;

    fn is_sheet(&self) -> bool {
        false
    }
}

/// A part of which only the size matters.
struct Anything;

impl Inspector for Anything {
    fn accepts(&mut self, _: &[u8]) -> bool {
        true
    }
}

/// The shared texts: the claimed number must be one that the bytes could hold.
#[derive(Default)]
struct SharedTexts {
    carried: Vec<u8>,
}

impl Inspector for SharedTexts {
    fn accepts(&mut self, chunk: &[u8]) -> bool {
        self.carried.extend_from_slice(chunk);
        // UTF-16 would hide the attribute from this search.
        let claims = self.carried.windows(SHARED_TEXTS.len() + 24).filter_map(|window| {
            let value = window.strip_prefix(SHARED_TEXTS)?;
            let digits = value.iter().skip_while(|byte| !byte.is_ascii_digit());
            let digits = digits.take_while(|byte| byte.is_ascii_digit());
            Some(digits.fold(0_u64, |number, digit| {
                number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
            }))
        });
        // An empty text takes more than four bytes.
        let plausible = claims.max().is_none_or(|claim| claim <= MOST_BESIDE_SHEETS / 4);
        let encoded = chunk.contains(&0);
        let keep = self.carried.len().saturating_sub(SHARED_TEXTS.len() + 24);
        self.carried.drain(..keep);
        plausible && !encoded
    }
}

/// A sheet: no tag and no text longer than a piece, and none of the markup whose length cannot be told this way.
#[derive(Default)]
struct Pieces {
    state: State,
    length: usize,
    before: u8,
    any: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Tag,
    Quoted(u8),
    Declaration,
}

impl Inspector for Pieces {
    fn accepts(&mut self, chunk: &[u8]) -> bool {
        chunk.iter().all(|&byte| self.accepts_byte(byte))
    }

    fn is_sheet(&self) -> bool {
        true
    }
}

impl Pieces {
    fn accepts_byte(&mut self, byte: u8) -> bool {
        // Comments, CDATA and instructions: no spreadsheet writes them into a sheet, save the one XML declaration.
        let odd = self.before == b'<' && (byte == b'!' || byte == b'?' && self.any);
        let next = match (self.state, byte) {
            (State::Text, b'<') => State::Tag,
            (State::Quoted(mark), _) if mark == byte => State::Tag,
            (State::Tag, b'?') if self.before == b'<' => State::Declaration,
            (State::Declaration, b'>') if self.before == b'?' => State::Text,
            (State::Tag, b'>') => State::Text,
            (State::Tag, b'"' | b'\'') => State::Quoted(byte),
            (state, _) => state,
        };
        let begins = (self.state == State::Text) != (next == State::Text);
        self.any |= begins && next == State::Text;
        self.length = if begins { 0 } else { self.length + 1 };
        self.state = next;
        self.before = byte;
        !odd && byte != 0 && self.length <= LONGEST_PIECE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_many_small_pieces_is_accepted() {
        let row = br#"<row r="1"><c r="A1" t="s"><v>0 > 1</v></c></row>"#.repeat(100_000);
        let mut pieces = Pieces::default();
        assert!(pieces.accepts(br#"<?xml version="1.0"?><sheetData>"#) && pieces.accepts(&row));
    }

    #[test]
    fn one_huge_piece_is_refused_wherever_it_hides() {
        let long = "x".repeat(LONGEST_PIECE + 2);
        for sheet in [
            format!("<v>{long}</v>"),
            format!("<v a=\"{long}\">"),
            format!("<v a='>{long}'>"),
            format!("<{long}>"),
            "<v><!-- note --></v>".to_owned(),
            "<v><![CDATA[x]]></v>".to_owned(),
            "<v>\0</v>".to_owned(),
        ] {
            assert!(!Pieces::default().accepts(sheet.as_bytes()), "{}", &sheet[..20.min(sheet.len())]);
        }
    }

    #[test]
    fn a_claim_of_more_shared_texts_than_could_be_there_is_refused() {
        let claim =
            |number: &str| format!("<sst count=\"1\" uniqueCount=\"{number}\"><si/>{}", " ".repeat(40));
        assert!(SharedTexts::default().accepts(claim("12000").as_bytes()));
        assert!(!SharedTexts::default().accepts(claim("99999999999999999999").as_bytes()));
        let mut in_two = SharedTexts::default();
        let text = claim("99999999999");
        let (first, second) = text.split_at(20);
        assert!(!(in_two.accepts(first.as_bytes()) && in_two.accepts(second.as_bytes())));
    }
}
