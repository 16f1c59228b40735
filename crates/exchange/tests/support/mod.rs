//! Surveys made of the standard instruments, with the example names filled in.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use catsup_model::{
    instrument::{Instrument, InstrumentCode, Setup},
    survey::SurveyDefinition,
};

/// The instrument without the choices named.
pub fn survey(code: InstrumentCode, without: &[&str]) -> SurveyDefinition {
    let instrument = Instrument::of(code);
    let names = instrument.names.iter();
    let setup = Setup {
        names: names.map(|name| (name.key.clone(), name.example.clone())).collect(),
        choices_left_out: without.iter().map(|&choice| choice.to_owned()).collect(),
        ..Setup::default()
    };
    instrument.build(&setup).unwrap()
}
