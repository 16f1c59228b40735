//! Control charts: ordinary variation, and where something really changed.

use catsup_statistics::control::{
    ControlChart, Dispersion, NelsonRule, ShareAt, Smoothing, ewma_of_individuals, ewma_of_shares,
    individuals_chart, share_chart,
};
use serde::{Deserialize, Serialize};

use super::{Count, Operation, Problem, Reading, operation::Entry, reading};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<ShareChart>(), Entry::of::<IndividualsChart>(), Entry::of::<EwmaChart>()];

/// Shares in order of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareChart {
    /// Successes at each point.
    pub successes: Vec<Count>,
    /// Observations at each point.
    pub n: Vec<Count>,
    /// How many points set centre and limits; all without.
    #[serde(default)]
    pub baseline: Option<usize>,
    /// `binomial`, or `laney` for large samples that vary more than by chance.
    #[serde(default)]
    pub dispersion: Dispersion,
}

/// Single values in order of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndividualsChart {
    /// The values.
    pub values: Vec<f64>,
    /// How many points set centre and limits; all without.
    #[serde(default)]
    pub baseline: Option<usize>,
}

/// The moving average of single values, or of shares (`successes` with `n`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EwmaChart {
    /// The values.
    #[serde(default)]
    pub values: Vec<f64>,
    /// Successes at each point.
    #[serde(default)]
    pub successes: Vec<Count>,
    /// Observations at each point.
    #[serde(default)]
    pub n: Vec<Count>,
    /// The weight of the newest point; 0.2 without.
    #[serde(default)]
    pub weight: Option<f64>,
    /// The width of the limits in standard deviations; 2.86 without.
    #[serde(default)]
    pub width: Option<f64>,
    /// How many points set centre and limits; all without.
    #[serde(default)]
    pub baseline: Option<usize>,
    /// As for shares.
    #[serde(default)]
    pub dispersion: Dispersion,
}

#[derive(Serialize)]
pub struct ChartFigures {
    centre: f64,
    baseline_points: usize,
    points: Vec<PointFigures>,
    signals: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    range_limit: Option<f64>,
}

#[derive(Serialize)]
struct PointFigures {
    value: f64,
    low: f64,
    high: f64,
    z: f64,
    rules: Vec<NelsonRule>,
}

impl Operation for ShareChart {
    const NAME: &'static str = "share_chart";
    const SUMMARY: &'static str = "a control chart of shares (p-chart) with Nelson's rules";
    type Figures = ChartFigures;

    fn compute(&self) -> Result<ChartFigures, Problem> {
        let points = shares(&self.successes, &self.n)?;
        Ok(figures(share_chart(&points, self.baseline, self.dispersion)?, None))
    }

    fn reading(&self, figures: &ChartFigures) -> Reading {
        chart_reading(figures, reading::percent)
    }
}

impl Operation for IndividualsChart {
    const NAME: &'static str = "individuals_chart";
    const SUMMARY: &'static str = "a control chart of single values (XmR) with Nelson's rules";
    type Figures = ChartFigures;

    fn compute(&self) -> Result<ChartFigures, Problem> {
        let found = individuals_chart(&self.values, self.baseline)?;
        Ok(figures(found.chart, Some(found.range_limit)))
    }

    fn reading(&self, figures: &ChartFigures) -> Reading {
        chart_reading(figures, |value| reading::number(value, 3))
    }
}

impl Operation for EwmaChart {
    const NAME: &'static str = "ewma_chart";
    const SUMMARY: &'static str = "a chart of the moving average, which shows small lasting changes sooner";
    type Figures = ChartFigures;

    fn compute(&self) -> Result<ChartFigures, Problem> {
        let smoothing = match (self.weight, self.width) {
            (None, None) => Smoothing::USUAL,
            (weight, width) => Smoothing::new(weight.unwrap_or(0.2), width.unwrap_or(2.86))?,
        };
        let of_shares = !self.successes.is_empty() || !self.n.is_empty();
        let chart = match (of_shares, self.values.is_empty()) {
            (true, false) => {
                return Err(Problem::Input("give values, or successes and n, not both".to_owned()));
            }
            (true, true) => {
                let points = shares(&self.successes, &self.n)?;
                ewma_of_shares(&points, smoothing, self.baseline, self.dispersion)?
            }
            (false, _) => ewma_of_individuals(&self.values, smoothing, self.baseline)?,
        };
        Ok(figures(chart, None))
    }

    fn reading(&self, figures: &ChartFigures) -> Reading {
        chart_reading(figures, |value| reading::number(value, 3))
    }
}

fn shares(successes: &[Count], n: &[Count]) -> Result<Vec<ShareAt>, Problem> {
    if successes.len() != n.len() {
        let (found, expected) = (successes.len(), n.len());
        let item = "successes".to_owned();
        return Err(catsup_statistics::Error::LengthsDiffer { item, found, expected }.into());
    }
    Ok(successes.iter().zip(n).map(|(successes, n)| ShareAt { successes: successes.0, n: n.0 }).collect())
}

fn figures(chart: ControlChart, range_limit: Option<f64>) -> ChartFigures {
    ChartFigures {
        centre: chart.centre,
        baseline_points: chart.baseline,
        signals: chart.points.iter().filter(|point| !point.signals.is_empty()).count(),
        points: chart
            .points
            .into_iter()
            .map(|point| PointFigures {
                value: point.value,
                low: point.limits.low,
                high: point.limits.high,
                z: point.z,
                rules: point.signals,
            })
            .collect(),
        range_limit,
    }
}

fn chart_reading(figures: &ChartFigures, shown: impl Fn(f64) -> String) -> Reading {
    let row = |(at, point): (usize, &PointFigures)| {
        let rules: Vec<&str> = point.rules.iter().map(|rule| words(*rule)).collect();
        vec![(at + 1).to_string(), shown(point.value), shown(point.low), shown(point.high), rules.join("; ")]
    };
    let rows = figures.points.iter().enumerate().map(row).collect();
    let sentence = match figures.signals {
        0 => format!(
            "ordinary variation around {}: no point says that something changed",
            shown(figures.centre)
        ),
        n => format!(
            "around {} {n} of {} points say that something changed",
            shown(figures.centre),
            figures.points.len()
        ),
    };
    Reading::table(&["point", "value", "lower limit", "upper limit", "signals"], rows, sentence)
}

fn words(rule: NelsonRule) -> &'static str {
    match rule {
        NelsonRule::Beyond => "beyond the limits",
        NelsonRule::OneSide => "nine on one side",
        NelsonRule::Drift => "six rising or falling",
        NelsonRule::Alternation => "fourteen alternating",
        NelsonRule::TwoOfThree => "two of three beyond 2 deviations",
        NelsonRule::FourOfFive => "four of five beyond 1 deviation",
        NelsonRule::Hugging => "fifteen within 1 deviation",
        NelsonRule::Avoiding => "eight beyond 1 deviation",
    }
}
