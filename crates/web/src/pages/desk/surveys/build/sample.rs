//! A survey with one of everything, for samples of the builder's pages.

use catsup_app::surveys::Working;
use catsup_model::{instrument::InstrumentCode, survey::SurveyState};
use serde_json::json;

use crate::pages::desk::surveys::show::sample_survey;

/// A working draft of an author's own survey.
pub(super) fn working() -> Working {
    let text = |english: &str, spanish: &str| json!({"en": english, "es": spanish});
    let choices = json!([
        {"key": "pay", "text": text("Pay a bill", "Pagar una factura")},
        {"key": "other", "text": {"en": "Something else"}, "with_text": true},
    ]);
    let rows = json!([{"key": "staff", "text": text("The staff", "El personal")}, {"key": "place", "text": {"en": "The place"}}]);
    let definition = json!({"title": text("Your visit", "Su visita"), "sections": [
        {"key": "page_1", "title": text("Why you came", "Por qué vino"), "questions": [
            {"key": "why", "kind": "single", "required": true, "text": text("Why did you come?", "¿Por qué vino?"), "choices": choices},
            {"key": "satisfied", "kind": "scale", "scale": "likert5", "feeds": "satisfaction",
             "text": text("I am satisfied.", "Estoy satisfecho."), "ask_when": {"question": "why", "choices": ["pay"]}},
            {"key": "age", "kind": "number", "low": 0, "high": 120, "text": {"en": "How old are you?"}},
        ]},
        {"key": "page_2", "ask_when": {"all": [{"question": "satisfied", "values": [1, 2]}, {"question": "age", "at_least": 18}]},
         "questions": [
            {"key": "parts", "kind": "grid", "scale": "satisfaction5", "text": {"en": "How did you like these?"}, "rows": rows},
            {"key": "which", "kind": "multiple", "at_most": 2, "text": {"en": "What else?"}, "choices": choices,
             "ask_when": {"question": "gone", "answered": true}},
            {"key": "case", "kind": "hidden", "text": {}},
        ]},
        {"key": "page_3", "questions": []},
    ]});
    let mut survey = sample_survey(InstrumentCode::Custom, SurveyState::Published);
    survey.definition = serde_json::from_value(definition).unwrap();
    let mut published = survey.definition.clone();
    published.sections[0].questions[0].text = catsup_model::Translated::english("Why are you here?");
    published.sections[0].questions[2].key = "years".to_owned();
    Working::of(survey, Some(published))
}

/// A working draft of an A-11 survey, whose questions are fixed.
pub(super) fn fixed() -> Working {
    Working::of(sample_survey(InstrumentCode::A11V1, SurveyState::Draft), None)
}
