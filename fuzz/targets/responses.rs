//! Any bytes as a table of responses, under the mapping proposed for its own header: every row is read or refused, the
//! refused file can be written, and the reader comes to an end.
#![no_main]

use std::{io::Cursor, sync::LazyLock};

use catsup_exchange::{Mapping, RefusedWriter, Table, read_responses};
use catsup_model::{
    instrument::{Instrument, InstrumentCode, Setup},
    survey::SurveyDefinition,
};
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

/// One survey of scales and one of choices, so that every kind of column is met.
static SURVEYS: LazyLock<Vec<SurveyDefinition>> =
    LazyLock::new(|| [InstrumentCode::A11V1, InstrumentCode::A11V2].into_iter().map(survey).collect());

fuzz_target!(|bytes: &[u8]| {
    for definition in SURVEYS.iter() {
        read(bytes, definition);
    }
});

fn survey(code: InstrumentCode) -> SurveyDefinition {
    let instrument = Instrument::of(code);
    let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
    instrument.build(&Setup { names, ..Setup::default() }).expect("every name is filled in")
}

fn read(bytes: &[u8], definition: &SurveyDefinition) {
    let Ok(mut table) = Table::open(Cursor::new(bytes), None) else {
        return;
    };
    let header = table.header().clone();
    let mapping = Mapping::suggest(&header, definition);
    let saved = Mapping::from_toml(&mapping.to_toml()).expect("what was saved is read back");
    assert_eq!(saved, mapping);
    let Ok(mut reader) = read_responses(&mut table, &mapping, definition, TimeZone::UTC) else {
        return;
    };
    let mut refused = RefusedWriter::new(Vec::new(), &header).expect("memory takes it");
    let mut rows = 0;
    for row in reader.by_ref() {
        rows += 1;
        // A row takes a byte at the least, so a reader that yields more goes round in circles.
        assert!(rows <= bytes.len() + 1, "{rows} rows in {} bytes", bytes.len());
        match row {
            Ok(row) => drop(row.answers(definition).expect("was checked when it was read")),
            Err(row) => refused.write(&row).expect("memory takes it"),
        }
    }
    let _ = reader.findings();
    refused.finish().expect("memory takes it");
}
