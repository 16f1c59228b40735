//! Statistics on figures that are handed in rather than stored: the operations of `catsup stats` and of its
//! `stats run`, and of the planners on the pages.
//!
//! An operation is a struct of inputs that implements [`Operation`]: one `compute`, one `reading` in words. To add one,
//! write the struct in the file of its family, or in a new file, and list it in that file's `OPERATIONS`; list a new
//! file in `FAMILIES` below. It is then reachable by its name in JSON. A subcommand is one more file in the command
//! line's `stats` folder, which builds the struct from flags and hands it to `present`. docs/statistics.md describes
//! every operation with an example, and a test fails for one that it leaves out.

mod agreement;
mod charts;
mod comparisons;
mod count;
mod effects;
mod equivalence;
mod fields;
mod files;
mod groups;
mod league;
mod models;
mod operation;
mod planning;
mod promoters;
mod reading;
mod reliability;
mod scales;
mod series;
mod shares;
mod weighted;
mod weighting;

pub use agreement::{Kappa, KrippendorffAlpha, Scale};
pub use charts::{EwmaChart, IndividualsChart, ShareChart};
pub use comparisons::{BenjaminiHochberg, Kruskal, TrendOfShares, TwoGroups, TwoProportions};
pub use count::Count;
pub use effects::{DifferenceInDifferences, InterruptedTimeSeries};
pub use equivalence::{EquivalentMeans, EquivalentPromoters, EquivalentShares};
pub use files::{AnswerFile, RakedFile};
pub use groups::{Groups, NamedCounts};
pub use league::{LeagueOfMeans, LeagueOfShares, NamedShare};
pub use models::{Drivers, PathModel};
pub use operation::{Calculated, Operation, Problem, calculate};
pub use planning::{Expected, PowerOfComparison, SampleSize, SampleSizeOfComparison};
pub use promoters::{NetPromoter, NetPromoterComparison, PromoterGroups};
pub use reading::Reading;
pub use reliability::{CronbachAlpha, McDonaldOmega};
pub use scales::{CustomerEffort, CustomerSatisfaction, Likert};
pub use series::{ChangesOfLevel, SeasonalAdjustment, VolumeForecast};
pub use shares::{ClopperPearson, Share, Wilson};
pub use weighted::{NonResponse, WeightedScale};
pub use weighting::{RakeCell, RakeMargins, Raking};

pub use catsup_statistics::{control::Dispersion, series::Domain};
use operation::Entry;
use serde_json::Value;

/// The operations by family, in the order of the documentation.
const FAMILIES: &[&[Entry]] = &[
    shares::OPERATIONS,
    scales::OPERATIONS,
    promoters::OPERATIONS,
    comparisons::OPERATIONS,
    groups::OPERATIONS,
    equivalence::OPERATIONS,
    planning::OPERATIONS,
    league::OPERATIONS,
    weighting::OPERATIONS,
    weighted::OPERATIONS,
    agreement::OPERATIONS,
    reliability::OPERATIONS,
    charts::OPERATIONS,
    series::OPERATIONS,
    effects::OPERATIONS,
    models::OPERATIONS,
];

fn entries() -> impl Iterator<Item = &'static Entry> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// An operation as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Description {
    /// Its name.
    pub op: &'static str,
    /// What it computes, in one line.
    pub summary: &'static str,
    /// The names of its inputs.
    pub inputs: &'static [&'static str],
}

/// Every operation, in the order of the documentation.
#[must_use]
pub fn descriptions() -> Vec<Description> {
    let description =
        |entry: &Entry| Description { op: entry.name, summary: entry.summary, inputs: (entry.fields)() };
    entries().map(description).collect()
}

/// Computes one operation given in JSON, such as `{"op": "wilson", "successes": 7, "n": 10}`.
///
/// # Errors
/// [`Problem`] naming what is missing, unknown, or does not fit.
pub fn evaluate(operation: &Value) -> Result<Calculated, Problem> {
    let Value::Object(inputs) = operation else {
        let told = format!("{} is not an operation: write an object with op and inputs", brief(operation));
        return Err(Problem::Input(told));
    };
    let name = match inputs.get("op") {
        Some(Value::String(name)) => name,
        Some(other) => return Err(Problem::Input(format!("op: {} is not a name", brief(other)))),
        None => return Err(Problem::Input("op is missing: name the operation".to_owned())),
    };
    let Some(entry) = entries().find(|entry| entry.name == name) else {
        let known: Vec<&str> = entries().map(|entry| entry.name).collect();
        return Err(Problem::Input(format!(
            "op {name} is not known: the operations are {}",
            known.join(", ")
        )));
    };
    entry.evaluate(inputs.clone())
}

/// Computes a list of operations. What cannot be computed becomes an object with its `op` and an `error`, and the
/// others are computed all the same: as many objects as operations, in their order.
#[must_use]
pub fn evaluate_all(operations: &[Value]) -> Vec<Result<Value, (Value, Problem)>> {
    let answer = |operation: &Value| match evaluate(operation) {
        Ok(calculated) => Ok(Value::Object(calculated.object)),
        Err(problem) => {
            let op = operation.get("op").cloned().unwrap_or(Value::Null);
            Err((serde_json::json!({"op": op, "error": problem.to_string()}), problem))
        }
    };
    operations.iter().map(answer).collect()
}

/// A value short enough for a message.
fn brief(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
