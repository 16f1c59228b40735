//! Any bytes as a record of service standards: every row is read or refused with its reason, never a panic, and the
//! reader comes to an end.
#![no_main]

use catsup_exchange::StandardReader;
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

/// A real file's header, without which hardly an input would get as far as a row.
const HEADER: &str = include_str!("../seeds/standards/header.csv");

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    read(&[HEADER.as_bytes(), bytes].concat());
});

fn read(bytes: &[u8]) {
    let Ok(mut reader) = StandardReader::new(bytes, date(2026, 3, 1)) else {
        return;
    };
    let rows = reader.by_ref().count();
    // A row takes a byte at the least, so a reader that yields more goes round in circles.
    assert!(rows <= bytes.len() + 1, "{rows} rows in {} bytes", bytes.len());
    let _ = reader.findings();
}
