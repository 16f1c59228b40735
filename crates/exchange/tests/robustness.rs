//! Whatever the bytes, an importer comes to an end and refuses what it cannot read: it neither panics nor goes round in
//! circles.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

mod support;

use std::io::{Cursor, Read, Write};

use catsup_exchange::{
    ExchangeError, HispReader, Mapping, RefusedWriter, StandardReader, Table, federal, read_federal,
    read_responses,
};
use catsup_model::instrument::InstrumentCode;
use jiff::tz::TimeZone;
use proptest::{prelude::*, sample::Index};
use support::survey;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Reads bytes by every importer that takes them.
fn read_all(bytes: &[u8]) {
    let most = bytes.len() + 1;
    if let Ok(mut reader) = HispReader::new(bytes) {
        let mut refused = RefusedWriter::new(Vec::new(), &reader.header().clone()).unwrap();
        for (count, row) in reader.by_ref().enumerate() {
            assert!(count < most);
            if let Err(row) = row {
                refused.write(&row).unwrap();
            }
        }
        let _ = (reader.findings(), refused.finish().unwrap());
    }
    if let Ok(mut reader) = StandardReader::new(bytes, jiff::civil::date(2026, 3, 1)) {
        assert!(reader.by_ref().count() < most);
        let _ = reader.findings();
    }
    for code in [InstrumentCode::A11V1, InstrumentCode::A11V2] {
        let definition = survey(code, &[]);
        let Ok(mut table) = Table::open(Cursor::new(bytes), None) else {
            return;
        };
        let mapping = Mapping::suggest(table.header(), &definition);
        assert_eq!(Mapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
        if let Ok(mut reader) = read_responses(&mut table, &mapping, &definition, TimeZone::UTC) {
            reader.by_ref().for_each(drop);
            let _ = reader.findings();
        }
        if let Ok(reader) = read_federal(&mut table, &definition) {
            reader.for_each(drop);
        }
    }
}

/// A workbook that holds every kind of cell.
fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["ID", "Satisfaction", "Trust", "CreatedAt", "Comment"]) {
        sheet.write(0, column, name).unwrap();
    }
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 31).unwrap();
    for row in 1..4 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, "Agree").unwrap();
        sheet.write(row, 2, 4.0).unwrap();
        sheet.write_with_format(row, 3, &day, &date).unwrap();
        sheet.write(row, 4, true).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

/// The workbook with one of its parts changed and packed again.
fn with_part(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook())).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part.name().unwrap() == name {
            (change.take().unwrap())(&mut bytes);
        }
        writer.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    assert!(change.is_none(), "the workbook has no part {name}");
    writer.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const PARTS: [&str; 6] = [
    SHEET,
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
];

fn open(bytes: Vec<u8>) -> Result<Table<Cursor<Vec<u8>>>, ExchangeError> {
    Table::open(Cursor::new(bytes), None)
}

#[test]
fn a_workbook_packed_anew_is_still_read() {
    let mut table = open(with_part(SHEET, |_| {})).unwrap();
    let definition = survey(InstrumentCode::A11V1, &[]);
    let mapping = Mapping::suggest(table.header(), &definition);
    let rows: Vec<_> = read_responses(&mut table, &mapping, &definition, TimeZone::UTC)
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].raw["answer_01"], 4);
    assert_eq!(rows[0].occurred_at.unwrap().to_string(), "2026-03-31T00:00:00Z");
}

#[test]
fn a_workbook_made_to_exhaust_the_memory_is_refused() {
    let claims = |bytes: &mut Vec<u8>| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (before, after) = text.split_once("uniqueCount=\"").unwrap();
        *bytes = format!("{before}uniqueCount=\"9999999999999{after}").into_bytes();
    };
    let claims_many = with_part("xl/sharedStrings.xml", claims);
    assert!(matches!(open(claims_many), Err(ExchangeError::OversizedWorkbook)));
    // 300 MB of blanks pack to 300 KB.
    let bloated = with_part("xl/styles.xml", |bytes| bytes.resize(300 << 20, b' '));
    assert!(bloated.len() < 1 << 20);
    assert!(matches!(open(bloated), Err(ExchangeError::OversizedWorkbook)));
    let one_cell = with_part(SHEET, |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replacen("<v>", &format!("<v>{}", " ".repeat(2 << 20)), 1).into_bytes();
    });
    assert!(matches!(open(one_cell), Err(ExchangeError::OversizedWorkbook)));
}

#[test]
fn cells_at_the_edge_of_the_numbers_do_no_harm() {
    for (from, to) in [
        ("r=\"A2\"", "r=\"ZZZZZZZ2\""),
        ("r=\"A2\"", "r=\"A99999999999\""),
        ("r=\"A2\"", ""),
        ("<row r=\"2\"", "<row r=\"4294967295\""),
        ("<row r=\"2\"", "<row r=\"0\""),
        ("<v>1</v>", "<v>1e308</v>"),
        ("<v>46112</v>", "<v>-1e300</v>"),
        ("<v>46112</v>", "<v>NaN</v>"),
    ] {
        let bytes = with_part(SHEET, |bytes| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains(from), "{from} in {text}");
            *bytes = text.replacen(from, to, 1).into_bytes();
        });
        read_all(&bytes);
    }
}

/// Bytes that look enough like a table to get past the header.
fn table_like() -> impl Strategy<Value = Vec<u8>> {
    let header = prop_oneof![
        Just(federal::columns().join(",")),
        Just("ID,Satisfaction,Trust/Confidence,CreatedAt,Channel,Language,Comment".to_owned()),
        Just("id;answer_01;answer_02.ease;answer_02.other;answer_04".to_owned()),
    ];
    let cell = prop_oneof![
        Just("1".to_owned()),
        Just(String::new()),
        Just("\"".to_owned()),
        Just("5 - Strongly agree".to_owned()),
        Just("2021-11-17 19:09:38+00:00".to_owned()),
        "[ -~éñ👍]{0,9}",
        "[0-9/:. TZ+-]{0,24}",
    ];
    let separator = prop::sample::select(vec![",", ";", "\n", "\r\n", "\t"]);
    let body = prop::collection::vec((cell, separator), 0..120);
    (header, body).prop_map(|(header, body)| {
        let cells = body.into_iter().map(|(cell, separator)| cell + separator);
        format!("{header}\n{}", cells.collect::<String>()).into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn anything_like_a_table_is_read_or_refused(bytes in table_like()) {
        read_all(&bytes);
    }

    #[test]
    fn a_workbook_broken_anywhere_is_read_or_refused(
        part in prop::sample::select(PARTS.to_vec()),
        changes in prop::collection::vec((any::<Index>(), any::<u8>(), any::<bool>()), 1..6),
        cut in any::<Option<Index>>(),
    ) {
        let bytes = with_part(part, |bytes| {
            for (place, byte, printable) in changes {
                let place = place.index(bytes.len());
                bytes[place] = if printable { b" <>\"'/=&0919AZ"[usize::from(byte) % 14] } else { byte };
            }
            if let Some(cut) = cut {
                let kept = cut.index(bytes.len());
                bytes.truncate(kept);
            }
        });
        read_all(&bytes);
    }

    #[test]
    fn any_text_as_a_mapping_is_read_or_refused(text in "[ -~\n]{0,80}") {
        let _ = Mapping::from_toml(&text);
    }
}
