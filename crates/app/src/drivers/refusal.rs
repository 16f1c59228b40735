//! Why a model cannot be computed, as a refusal whose facts can be told in any language.

use std::error::Error as _;

use catsup_statistics::ModelError;

use crate::{Error, Fact, FieldError};

/// A model that cannot be computed from what was given.
pub(crate) fn refused(error: ModelError) -> Error {
    Error::Invalid(vec![reason(&error)])
}

/// The reason with its facts.
pub(crate) fn reason(error: &ModelError) -> FieldError {
    let mut told = error.to_string();
    if let Some(source) = error.source() {
        told = format!("{told}: {source}");
    }
    let (field, code, facts) = facts(error);
    facts.into_iter().fold(FieldError::new(field, code, told), |error, (name, fact)| error.with(name, fact))
}

type Facts = Vec<(&'static str, Fact)>;

/// The field at fault, the code of the reason, and what it speaks of.
fn facts(error: &ModelError) -> (&'static str, &'static str, Facts) {
    let model = |code, facts| ("model", code, facts);
    match error {
        ModelError::Name(name) => model("model-name", named(name)),
        ModelError::Unknown { name, known, .. } => {
            model("model-unknown", [named(name), vec![("known", known.into())]].concat())
        }
        ModelError::NoPredictors => model("no-predictors", Vec::new()),
        ModelError::Constant(name) => model("constant", named(name)),
        ModelError::Singular(name) => model("determined", named(name)),
        ModelError::PerfectFit(name) => model("perfect-fit", named(name)),
        ModelError::TooFew { n, needed, predictors } => {
            ("rows", "too-few", counted(*n, *needed, *predictors))
        }
        ModelError::TooFewEvents { outcome, events, needed, predictors } => {
            ("rows", "too-few-events", [named(outcome), counted(*events, *needed, *predictors)].concat())
        }
        ModelError::TooManyPredictors { found, limit } => {
            model("too-many-predictors", vec![("found", (*found).into()), ("limit", (*limit).into())])
        }
        ModelError::Separation(name) => model("separation", named(name)),
        ModelError::Scale { variable, low, high } => ("scale", "scale", ends(variable, *low, *high)),
        ModelError::OffScale { variable, value, low, high } => {
            let facts = [ends(variable, *low, *high), vec![("value", value.to_string().into())]].concat();
            ("scale", "off-scale", facts)
        }
        ModelError::NoItems(name) => model("no-items", named(name)),
        ModelError::RepeatedItem(name) => model("repeated-item", named(name)),
        ModelError::RepeatedPath { from, to } => ("paths", "repeated-path", pair(from, to)),
        ModelError::Cycle(path) => ("paths", "circle", vec![("path", path.into())]),
        ModelError::Disconnected { latent, rest } => ("paths", "disconnected", pair(latent, rest)),
        ModelError::ZeroVarianceBlock(name) => model("no-variance", named(name)),
        ModelError::NotConverged { iterations, .. } => {
            model("not-converged", vec![("iterations", (*iterations).into())])
        }
        ModelError::NoCommonRows { first, second } => model("no-common-rows", pair(first, second)),
        ModelError::Inadmissible { first, second, correlation } => {
            let facts =
                [pair(first, second), vec![("correlation", format!("{correlation:.3}").into())]].concat();
            model("inadmissible", facts)
        }
        ModelError::Unreliable(name) => model("unreliable", named(name)),
        ModelError::Options(_) => ("options", "options", Vec::new()),
        _ => model("model", Vec::new()),
    }
}

fn named(name: &str) -> Facts {
    vec![("name", name.into())]
}

fn pair(first: &str, second: &str) -> Facts {
    vec![("first", first.into()), ("second", second.into())]
}

fn ends(name: &str, low: f64, high: f64) -> Facts {
    [named(name), vec![("low", low.to_string().into()), ("high", high.to_string().into())]].concat()
}

fn counted(n: u64, needed: u64, predictors: usize) -> Facts {
    let missing = needed.saturating_sub(n);
    vec![
        ("n", n.into()),
        ("needed", needed.into()),
        ("missing", missing.into()),
        ("predictors", predictors.into()),
    ]
}
