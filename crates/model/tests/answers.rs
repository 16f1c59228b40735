//! Whatever JSON comes in as answers, it is refused with reasons or fits the survey.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    instrument::{Instrument, InstrumentCode, Setup},
    survey::SurveyDefinition,
};
use proptest::prelude::*;
use serde_json::Value;

fn survey(code: InstrumentCode) -> SurveyDefinition {
    let instrument = Instrument::of(code);
    let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone())).collect();
    instrument.build(&Setup { names, ..Setup::default() }).unwrap()
}

fn any_value() -> impl Strategy<Value = Value> {
    let choice = prop_oneof![Just("ease"), Just("other"), Just("weather")].prop_map(Value::from);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..13).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        (0_i64..11).prop_map(|number| number.to_string().into()),
        prop::collection::vec(choice, 0..4).prop_map(Value::from),
    ]
}

fn any_answers() -> impl Strategy<Value = RawAnswers> {
    let key =
        prop_oneof![(1_u8..10).prop_map(|n| format!("answer_0{n}")), Just("answer_02.other".to_owned())];
    prop::collection::btree_map(key, any_value(), 0..8)
}

proptest! {
    #[test]
    fn answers_are_refused_or_fit(raw in any_answers(), place in 0..InstrumentCode::ALL.len()) {
        let definition = survey(InstrumentCode::ALL[place]);
        for completeness in [Completeness::Whole, Completeness::Section("page_1"), Completeness::Anything] {
            let Ok(answers) = Answers::parse(&definition, &raw, Language::En, completeness) else { continue };
            for answer in &answers.given {
                let scale = answer.wording.as_ref().map(|wording| wording.scale);
                prop_assert!(scale.zip(answer.value).is_none_or(|(scale, value)| scale.allows(value)));
                prop_assert!(answer.text.as_ref().is_none_or(|text| !text.contains('\0')));
            }
            if completeness == Completeness::Whole {
                let demanded = definition.questions().filter(|question| question.required && question.ask_when.is_none());
                for question in demanded {
                    prop_assert!(answers.given.iter().any(|answer| answer.question.starts_with(&question.key)));
                }
            }
        }
    }
}
