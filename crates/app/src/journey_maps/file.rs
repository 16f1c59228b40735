//! A journey map as a file: JSON out, and in again with every fault named by its path.
//!
//! Services and touchpoints stand in it by their names, since ids mean nothing in another installation.

use catsup_model::{
    Permission, Viewer,
    id::JourneyMapId,
    journey_map::{JourneyDesign, JourneyMap, MapScope},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{MOST_STAGES, MOST_STEPS, Opened, Places, insert, new_map, read};
use crate::{App, Error, FieldError};

/// What marks the format.
const FORMAT: &str = "catsup-journey-map";
/// The newest version of the format, and the only one so far.
const VERSION: u32 = 1;

/// A journey map as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapFile {
    /// Always `catsup-journey-map`.
    pub format: String,
    /// Version of the format: 1.
    pub format_version: u32,
    /// Name of the service or life experience it is about, for people to read.
    #[serde(default)]
    pub about: String,
    /// The map; services and touchpoints by their names.
    pub map: Value,
}

/// A map that was made from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The new map.
    pub id: JourneyMapId,
    /// Services and touchpoints of the file that the map's scope does not have: they were left out.
    pub left_out: Vec<String>,
}

impl MapFile {
    /// The file of a map.
    #[must_use]
    pub fn of(opened: &Opened) -> Self {
        let Opened { map, places, .. } = opened;
        Self {
            format: FORMAT.to_owned(),
            format_version: VERSION,
            about: places.scope_name.clone(),
            map: with_names(map, places),
        }
    }

    /// The file as text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("types of the model have string keys and no failing serialisers")
    }

    /// Reads a file.
    fn read(text: &str) -> Result<Self, Vec<FieldError>> {
        let one = |path: &str, code, reason: String| vec![FieldError::new(path, code, reason)];
        let sent: Value = serde_json::from_str(text)
            .map_err(|error| one("file", "not-json", format!("is not JSON: {error}")))?;
        if sent["format"] != FORMAT {
            return Err(one("format", "format", format!("must be “{FORMAT}”")));
        }
        if sent["format_version"] != VERSION {
            return Err(one("format_version", "format", format!("must be {VERSION}")));
        }
        unfit("", serde_path_to_error::deserialize(&sent))
    }

    /// The design, its names turned into ids of `places`, and the names that are not among them.
    fn design(mut self, places: &Places) -> Result<(JourneyDesign, Vec<String>), Vec<FieldError>> {
        let mut left_out = Vec::new();
        for step in steps(&mut self.map) {
            turn(step, "service", &mut left_out, |name| {
                places.services.iter().find(|one| one.name.as_str() == name).map(|one| one.id.to_string())
            });
            turn(step, "touchpoints", &mut left_out, |name| {
                places.touchpoints.iter().find(|one| one.name.as_str() == name).map(|one| one.id.to_string())
            });
        }
        left_out.sort_unstable();
        left_out.dedup();
        let mut design: JourneyDesign = unfit("map.", serde_path_to_error::deserialize(&self.map))?;
        let full = |path: &str, most| {
            vec![FieldError::new(path, "too-many", format!("a map has at most {most} of these"))]
        };
        if design.stages.len() > MOST_STAGES {
            return Err(full("map.stages", MOST_STAGES));
        }
        if design.steps().count() > MOST_STEPS {
            return Err(full("map.stages[].steps", MOST_STEPS));
        }
        // Keys are made anew: what a file calls them is its own affair.
        let mut number = 0;
        for (index, stage) in design.stages.iter_mut().enumerate() {
            stage.key = format!("stage_{}", index + 1);
            for step in &mut stage.steps {
                number += 1;
                step.key = format!("step_{number}");
            }
        }
        Ok((design, left_out))
    }
}

/// Makes a map of a file. Nothing is made when anything in it does not fit; services and touchpoints that the scope does
/// not have are left out and named.
///
/// # Errors
/// [`Error::NotFound`] for a scope out of reach; [`Error::Denied`]; [`Error::Invalid`] with every fault by its path.
pub async fn take_in(app: &App, viewer: &Viewer, scope: MapScope, text: &str) -> Result<Taken, Error> {
    viewer.require(Permission::ManageJourneyMaps)?;
    let places = read::places_for_authors(app, viewer, scope).await?;
    let file = MapFile::read(text).map_err(Error::Invalid)?;
    let (design, left_out) = file.design(&places).map_err(Error::Invalid)?;
    let detail = json!({ "state": design.state });
    let id = insert(app, viewer, new_map(app, scope, design), "journey_map.take_in", detail).await?;
    Ok(Taken { id, left_out })
}

fn unfit<T>(
    prefix: &str,
    read: Result<T, serde_path_to_error::Error<serde_json::Error>>,
) -> Result<T, Vec<FieldError>> {
    read.map_err(|error| {
        let path = format!("{prefix}{}", error.path());
        vec![FieldError::new(path, "unfit", error.into_inner().to_string())]
    })
}

/// The steps of a map in JSON.
fn steps(map: &mut Value) -> impl Iterator<Item = &mut Value> {
    let stages = map.get_mut("stages").and_then(Value::as_array_mut).into_iter().flatten();
    stages.filter_map(|stage| stage.get_mut("steps")?.as_array_mut()).flatten()
}

/// Turns the texts of a field, one or several, into others; those that have no other are taken out and kept in `left_out`.
fn turn(step: &mut Value, field: &str, left_out: &mut Vec<String>, other: impl Fn(&str) -> Option<String>) {
    let Some(value) = step.get_mut(field) else { return };
    let mut one = |value: &Value| match value {
        Value::String(text) => {
            let found = other(text).map(Value::String);
            if found.is_none() {
                left_out.push(text.clone());
            }
            found
        }
        // Of a wrong type: reading it as a design says so.
        value => Some(value.clone()),
    };
    let turned = match &*value {
        Value::Array(several) => Value::Array(several.iter().filter_map(one).collect()),
        Value::Null => Value::Null,
        single => one(single).unwrap_or(Value::Null),
    };
    *value = turned;
}

fn with_names(map: &JourneyMap, places: &Places) -> Value {
    let mut value = serde_json::to_value(&map.design).unwrap_or_default();
    for step in steps(&mut value) {
        let mut gone = Vec::new();
        turn(step, "service", &mut gone, |id| {
            id.parse().ok().map(|id| places.service_name(id).to_owned()).filter(|name| !name.is_empty())
        });
        turn(step, "touchpoints", &mut gone, |id| {
            id.parse().ok().map(|id| places.touchpoint_name(id).to_owned()).filter(|name| !name.is_empty())
        });
    }
    value
}
