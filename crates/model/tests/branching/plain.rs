//! What is asked, by the plainest reading of the conditions: no types of the model but the definition itself.

use std::collections::BTreeMap;

use catsup_model::{answers::RawAnswers, survey::SurveyDefinition};
use serde_json::Value;

/// Keys of the questions asked, in order.
pub fn asked(survey: &SurveyDefinition, raw: &RawAnswers) -> Vec<String> {
    let survey = serde_json::to_value(survey).unwrap();
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut asked = Vec::new();
    for section in survey["sections"].as_array().unwrap() {
        let shown = holds(&section["ask_when"], &known);
        for question in section["questions"].as_array().unwrap() {
            let key = question["key"].as_str().unwrap();
            if shown && holds(&question["ask_when"], &known) {
                asked.push(key.to_owned());
                let own = raw.iter().filter(|(name, _)| name.split('.').next() == Some(key));
                // A text on display takes no answer, whatever is sent.
                let own = own.filter(|(_, value)| question["kind"] != "display" && is_there(value));
                known.extend(own.map(|(name, value)| (name.clone(), read(value, question))));
            }
        }
    }
    asked
}

/// Numbers may come as texts, ticks and choices as one key or a list.
fn read(value: &Value, question: &Value) -> Value {
    match (question["kind"].as_str().unwrap(), value) {
        ("single" | "multiple", Value::String(key)) => Value::from(vec![key.as_str()]),
        ("scale" | "grid" | "number", Value::String(text)) => {
            Value::from(text.trim().parse::<i64>().unwrap())
        }
        (_, value) => value.clone(),
    }
}

fn is_there(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.chars().all(|c| c.is_whitespace() || c.is_control()),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}

fn holds(condition: &Value, known: &BTreeMap<String, Value>) -> bool {
    if condition.is_null() {
        return true;
    }
    if let Some(all) = condition["all"].as_array() {
        return all.iter().all(|one| holds(one, known));
    }
    if let Some(any) = condition["any"].as_array() {
        return any.iter().any(|one| holds(one, known));
    }
    let answer = known.get(condition["question"].as_str().unwrap());
    if let Some(answered) = condition["answered"].as_bool() {
        return answered == answer.is_some();
    }
    let Some(answer) = answer else { return false };
    let among = |list: &Value, one: &Value| list.as_array().is_some_and(|list| list.contains(one));
    let taken = answer.as_array();
    let any_of = |list: &Value| taken.is_some_and(|taken| taken.iter().any(|one| among(list, one)));
    if condition["values"].is_array() {
        return answer.is_i64() && among(&condition["values"], answer);
    }
    if condition["choices"].is_array() {
        return any_of(&condition["choices"]);
    }
    if condition["none_of"].is_array() {
        return taken.is_some() && !any_of(&condition["none_of"]);
    }
    let number = answer.as_i64();
    match (condition["at_least"].as_i64(), condition["at_most"].as_i64()) {
        (Some(low), _) => number.is_some_and(|number| number >= low),
        (_, Some(high)) => number.is_some_and(|number| number <= high),
        _ => unreachable!("a condition without a test: {condition}"),
    }
}
