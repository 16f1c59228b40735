//! OCEL 2.0 in JSON: events of many objects, read as the log of one type of object.
//!
//! Source: A. Berti and others, “OCEL (Object-Centric Event Log) 2.0 specification” (2023), section 5.

use std::collections::HashMap;
use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::gather::{Gathering, Raw};
use super::{AttributeTypes, EventColumns, EventFile};
use crate::{ExchangeError, Severity};

#[derive(Deserialize)]
struct Ocel {
    objects: Vec<Object>,
    events: Vec<OcelEvent>,
}

#[derive(Deserialize)]
struct Object {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    attributes: Vec<Value>,
}

#[derive(Deserialize)]
struct OcelEvent {
    #[serde(default)]
    id: String,
    #[serde(rename = "type")]
    kind: String,
    time: String,
    #[serde(default)]
    attributes: Vec<Attribute>,
    #[serde(default)]
    relationships: Vec<Relationship>,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    value: Value,
}

#[derive(Deserialize)]
struct Relationship {
    #[serde(rename = "objectId")]
    object: String,
}

pub(super) fn read(input: impl BufRead, columns: &EventColumns) -> Result<EventFile, ExchangeError> {
    let ocel: Ocel = serde_json::from_reader(input).map_err(|error| match error.io_error_kind() {
        Some(kind) => ExchangeError::InOut(std::io::Error::new(kind, error.to_string())),
        None => ExchangeError::Ocel { reason: error.to_string() },
    })?;
    let wanted = wanted(&ocel, columns)?;
    let kinds: HashMap<&str, &str> =
        ocel.objects.iter().map(|object| (object.id.as_str(), object.kind.as_str())).collect();
    let mut gathering = Gathering::new(columns, "event");
    if ocel.objects.iter().any(|object| !object.attributes.is_empty()) {
        let meaning = "attributes of objects were left out; attributes of events are kept";
        gathering.notice_of_file("object_attributes_left_out", 1, Severity::Info, meaning);
    }
    for (place, event) in (1..).zip(&ocel.events) {
        take(&mut gathering, columns, &kinds, &wanted, (place, event))?;
    }
    Ok(gathering.finish(AttributeTypes::new()))
}

/// The type of object that is the case: the one named, or the only one.
fn wanted(ocel: &Ocel, columns: &EventColumns) -> Result<String, ExchangeError> {
    let mut kinds: Vec<&str> = ocel.objects.iter().map(|object| object.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let there = kinds.join(", ");
    match (&columns.case, kinds.as_slice()) {
        (Some(named), kinds) if kinds.contains(&named.as_str()) => Ok(named.clone()),
        (Some(named), _) => Err(ExchangeError::Ocel {
            reason: format!("it has no objects of type “{named}”, only {there}"),
        }),
        (None, [only]) => Ok((*only).to_owned()),
        (None, []) => Err(ExchangeError::Ocel { reason: "it has no objects".to_owned() }),
        (None, _) => Err(ExchangeError::Ocel {
            reason: format!("it has objects of several types; say which are the cases: {there}"),
        }),
    }
}

fn take(
    gathering: &mut Gathering,
    columns: &EventColumns,
    kinds: &HashMap<&str, &str>,
    wanted: &str,
    (place, event): (u64, &OcelEvent),
) -> Result<(), ExchangeError> {
    let mut cases: Vec<&str> =
        event.relationships.iter().map(|relationship| relationship.object.as_str()).collect();
    if cases.iter().any(|object| !kinds.contains_key(object)) {
        gathering.notice(place, "unknown_object", Severity::Warning, || {
            format!("event “{}” names an object that the file does not hold", event.id)
        });
    }
    cases.retain(|object| kinds.get(object) == Some(&wanted));
    cases.sort_unstable();
    cases.dedup();
    if cases.is_empty() {
        gathering.leave_out(place, "event_without_case", || {
            format!("an event has no object of type “{wanted}” and was left out")
        });
    }
    if cases.len() > 1 {
        gathering.notice(place, "event_in_several_cases", Severity::Info, || {
            format!("an event has several objects of type “{wanted}” and counts once for each")
        });
    }
    let values: Vec<(&str, String)> = event
        .attributes
        .iter()
        .map(|attribute| (attribute.name.as_str(), text(&attribute.value)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let value = |name: &Option<String>| {
        let name = name.as_deref()?;
        values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    };
    let attributes: Vec<(&str, &str)> = values
        .iter()
        .filter(|(name, _)| columns.keeps(name))
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    for case in cases {
        let raw = Raw {
            case,
            activity: &event.kind,
            time: &event.time,
            channel: value(&columns.channel),
            customer: value(&columns.customer),
            sequence: Some(place),
            attributes: &attributes,
        };
        gathering.take(place, raw)?;
    }
    Ok(())
}

/// A value as text; nothing for null.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
