//! What an operation is, and how one is read from JSON, computed, and answered.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Reading, fields};

/// One calculation: typed inputs that yield figures and a reading of them.
///
/// Inputs and figures have the same names in JSON, in the documentation and in Rust.
pub trait Operation: DeserializeOwned + Serialize {
    /// Its name, as the field `op` gives it.
    const NAME: &'static str;
    /// What it computes, in one line.
    const SUMMARY: &'static str;
    /// What it yields.
    type Figures: Serialize;

    /// Computes the figures.
    ///
    /// # Errors
    /// [`Problem`] naming the input that does not fit.
    fn compute(&self) -> Result<Self::Figures, Problem>;

    /// The figures as a table and a sentence.
    fn reading(&self, figures: &Self::Figures) -> Reading;
}

/// Why an operation could not be computed, naming the item at fault.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The numbers do not fit the calculation.
    #[error("{}{source}", .item.as_deref().map(|item| format!("{item}: ")).unwrap_or_default())]
    Figures {
        /// The input, where the message alone would not tell.
        item: Option<String>,
        /// What is wrong with it.
        source: catsup_statistics::Error,
    },
    /// What was given is not the input of an operation.
    #[error("{0}")]
    Input(String),
}

impl From<catsup_statistics::Error> for Problem {
    fn from(source: catsup_statistics::Error) -> Self {
        Self::Figures { item: None, source }
    }
}

impl Problem {
    /// A problem of the numbers in one input.
    pub(super) fn of(item: impl Into<String>) -> impl FnOnce(catsup_statistics::Error) -> Self {
        |source| Self::Figures { item: Some(item.into()), source }
    }
}

/// The answer to an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Calculated {
    /// The object that JSON output shows: `op`, the single values that went in, and the figures.
    pub object: Map<String, Value>,
    /// The same for people.
    pub reading: Reading,
}

/// Computes one operation.
///
/// # Errors
/// [`Problem`] naming the input that does not fit.
pub fn calculate<O: Operation>(operation: &O) -> Result<Calculated, Problem> {
    let figures = operation.compute()?;
    let mut object = Map::new();
    object.insert("op".to_owned(), O::NAME.into());
    // Lists that went in are not repeated: whoever asked has them, and they may be long.
    let single = |value: &Value| !(value.is_null() || value.is_array() || value.is_object());
    object.extend(object_of(operation)?.into_iter().filter(|(_, value)| single(value)));
    object.extend(object_of(&figures)?);
    Ok(Calculated { object, reading: operation.reading(&figures) })
}

fn object_of(value: &impl Serialize) -> Result<Map<String, Value>, Problem> {
    match serde_json::to_value(value) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(other) => Err(Problem::Input(format!("{other} is not an object"))),
        Err(error) => Err(Problem::Input(error.to_string())),
    }
}

/// An operation as the registry knows it.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) fields: fn() -> &'static [&'static str],
    evaluate: fn(Map<String, Value>) -> Result<Calculated, Problem>,
}

impl Entry {
    pub(super) const fn of<O: Operation>() -> Self {
        Self { name: O::NAME, summary: O::SUMMARY, fields: fields::names_of::<O>, evaluate: evaluate::<O> }
    }

    /// Computes the operation from its inputs in JSON.
    ///
    /// Fields that are neither inputs nor figures of the operation are refused, so that a misspelt option cannot
    /// pass for its default. Figures may stand among the inputs, and are computed anew: a result can be fed back.
    pub(super) fn evaluate(&self, inputs: Map<String, Value>) -> Result<Calculated, Problem> {
        let known = (self.fields)();
        let (inputs, others): (Map<_, _>, Map<_, _>) = inputs
            .into_iter()
            .filter(|(name, _)| name != "op")
            .partition(|(name, _)| known.contains(&name.as_str()));
        let calculated = (self.evaluate)(inputs)?;
        match others.keys().find(|name| !calculated.object.contains_key(*name)) {
            None => Ok(calculated),
            Some(stray) => Err(Problem::Input(format!(
                "field {stray} is not known: {} takes {}",
                self.name,
                known.join(", ")
            ))),
        }
    }
}

fn evaluate<O: Operation>(inputs: Map<String, Value>) -> Result<Calculated, Problem> {
    let operation: O = serde_path_to_error::deserialize(Value::Object(inputs)).map_err(|error| {
        let path = error.path().to_string();
        let at = if path == "." { String::new() } else { format!("{path}: ") };
        Problem::Input(format!("{at}{}", error.inner()))
    })?;
    calculate(&operation)
}

/// The usual level of intervals.
pub(super) fn ninety_five() -> f64 {
    0.95
}

/// The usual lowest value of a scale.
pub(super) fn one() -> i64 {
    1
}

/// The level of an interval, checked.
pub(super) fn level_of(confidence: f64) -> Result<catsup_statistics::Confidence, Problem> {
    Ok(catsup_statistics::Confidence::new(confidence)?)
}
