//! Any bytes as the answers of a submission, to every standard survey: refused with reasons, or answers that fit.
#![no_main]

use std::sync::LazyLock;

use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    instrument::{Instrument, InstrumentCode, Setup},
    survey::SurveyDefinition,
};
use libfuzzer_sys::fuzz_target;

static SURVEYS: LazyLock<Vec<SurveyDefinition>> =
    LazyLock::new(|| InstrumentCode::ALL.iter().copied().map(survey).collect());

fuzz_target!(|bytes: &[u8]| {
    let Ok(raw) = serde_json::from_slice::<RawAnswers>(bytes) else { return };
    for definition in SURVEYS.iter() {
        for completeness in [Completeness::Whole, Completeness::Section("page_1"), Completeness::Anything] {
            let Ok(answers) = Answers::parse(definition, &raw, Language::Es, completeness) else { continue };
            for answer in &answers.given {
                let scale = answer.wording.as_ref().map(|wording| wording.scale);
                assert!(
                    scale.zip(answer.value).is_none_or(|(scale, value)| scale.allows(value)),
                    "{answer:?}"
                );
                assert!(answer.text.as_ref().is_none_or(|text| text.chars().count() <= 1000), "{answer:?}");
            }
        }
    }
});

fn survey(code: InstrumentCode) -> SurveyDefinition {
    let instrument = Instrument::of(code);
    let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
    instrument.build(&Setup { names, ..Setup::default() }).expect("every name is filled in")
}
