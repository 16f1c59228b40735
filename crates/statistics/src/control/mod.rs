//! Control charts: what is ordinary variation of a series, and where something really changed.

mod ewma;
mod individuals;
mod nelson;
mod shares;

use serde::Serialize;

pub use ewma::{Smoothing, ewma_of_individuals, ewma_of_shares};
pub use individuals::{IndividualsChart, individuals_chart};
pub use nelson::NelsonRule;
pub use shares::{Dispersion, ShareAt, share_chart};

use crate::{Error, Interval, Result};

/// Three standard deviations, the limits of Shewhart (1931): about three false alarms in a thousand points.
const SIGMAS: f64 = 3.0;

/// A control chart.
///
/// ```
/// use catsup_statistics::control::individuals_chart;
///
/// let chart = individuals_chart(&[10.0, 12.0, 11.0, 13.0, 30.0], Some(4))?.chart;
/// assert_eq!((chart.centre, chart.baseline, chart.points.len()), (11.5, 4, 5));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlChart {
    /// The centre line.
    pub centre: f64,
    /// How many points, from the first, set centre and spread.
    pub baseline: usize,
    /// The points in order of time.
    pub points: Vec<ControlPoint>,
}

/// One point of a control chart.
///
/// ```
/// use catsup_statistics::control::{NelsonRule, individuals_chart};
///
/// let chart = individuals_chart(&[10.0, 12.0, 11.0, 13.0, 30.0], Some(4))?.chart;
/// let last = &chart.points[4];
/// assert_eq!((last.value, &last.signals[..]), (30.0, &[NelsonRule::Beyond][..]));
/// assert!(last.z > 3.0 && last.value > last.limits.high);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlPoint {
    /// What is plotted: the value, or its moving average.
    pub value: f64,
    /// The control limits at this point.
    pub limits: Interval,
    /// Its distance from the centre in standard deviations; 0 on the centre of a series without spread.
    pub z: f64,
    /// The rules that this point completes; empty for ordinary variation.
    pub signals: Vec<NelsonRule>,
}

impl ControlChart {
    /// Whether any point signals a change.
    ///
    /// ```
    /// use catsup_statistics::control::individuals_chart;
    ///
    /// assert!(!individuals_chart(&[10.0, 12.0, 11.0, 13.0], None)?.chart.has_signal());
    /// assert!(individuals_chart(&[10.0, 12.0, 11.0, 13.0, 30.0], Some(4))?.chart.has_signal());
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    #[must_use]
    pub fn has_signal(&self) -> bool {
        self.points.iter().any(|point| !point.signals.is_empty())
    }
}

/// The number of points that set centre and spread: all, or as many as asked for.
fn baseline(asked: Option<usize>, points: usize, needed: usize) -> Result<usize> {
    let found = asked.unwrap_or(points).min(points);
    if found < needed {
        Err(Error::TooFew { item: "points in the baseline", found, needed })
    } else {
        Ok(found)
    }
}

/// The distance from the centre in standard deviations; beyond any limit where there is a distance and no spread.
fn standard_distance(distance: f64, deviation: f64) -> f64 {
    if distance == 0.0 { 0.0 } else { (distance / deviation).clamp(-f64::MAX, f64::MAX) }
}
