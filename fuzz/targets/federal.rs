//! Any bytes below the header of the federal submission file: every row is read or refused, and no answer comes in off
//! its scale.
#![no_main]

use std::{io::Cursor, sync::LazyLock};

use catsup_exchange::{Table, federal, read_federal};
use catsup_model::{
    instrument::{Instrument, InstrumentCode, Setup},
    survey::SurveyDefinition,
};
use libfuzzer_sys::fuzz_target;

static SURVEYS: LazyLock<Vec<SurveyDefinition>> =
    LazyLock::new(|| [InstrumentCode::A11V2, InstrumentCode::A11V2Radio].into_iter().map(survey).collect());

fuzz_target!(|bytes: &[u8]| {
    let file = [federal::columns().join(",").as_bytes(), b"\n", bytes].concat();
    for definition in SURVEYS.iter() {
        read(bytes, definition);
        read(&file, definition);
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
    let Ok(reader) = read_federal(&mut table, definition) else {
        return;
    };
    let mut rows = 0;
    for row in reader {
        rows += 1;
        assert!(rows <= bytes.len() + 1, "{rows} rows in {} bytes", bytes.len());
        let Ok(row) = row else {
            continue;
        };
        let answers = row.answers(definition).expect("was checked when it was read");
        assert!(answers.value("answer_01").is_some(), "the question on trust is demanded");
        let off_scale = answers.given.iter().any(|answer| {
            let scale = answer.wording.as_ref().map(|wording| wording.scale);
            scale.zip(answer.value).is_some_and(|(scale, value)| !scale.allows(value))
        });
        assert!(!off_scale);
    }
}
