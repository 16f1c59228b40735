//! Whether an action worked: difference in differences, interrupted time series.

use catsup_statistics::{
    Confidence, Interval, MeanSummary,
    effect::{Coefficient, InterruptedSeries, difference_in_differences, interrupted_time_series},
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five, one},
    reading,
    scales::answers,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<DifferenceInDifferences>(), Entry::of::<InterruptedTimeSeries>()];

/// Counts of answers on one scale, before and after, where something was done and where nothing was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DifferenceInDifferences {
    /// Counts before, where something was done; the lowest value first.
    pub treated_before: Vec<Count>,
    /// Counts after, where something was done.
    pub treated_after: Vec<Count>,
    /// Counts before, where nothing was done.
    pub control_before: Vec<Count>,
    /// Counts after, where nothing was done.
    pub control_after: Vec<Count>,
    /// The lowest value of the scale: 1 for Likert answers, 0 for shares.
    #[serde(default = "one")]
    pub first: i64,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct DifferenceInDifferencesFigures {
    treated_change: f64,
    control_change: f64,
    effect: f64,
    se: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    low95_normal: Option<f64>,
    high95_normal: Option<f64>,
    z: Option<f64>,
    p_two_sided: Option<f64>,
}

impl Operation for DifferenceInDifferences {
    const NAME: &'static str = "difference_in_differences";
    const SUMMARY: &'static str = "the change where something was done, less the change where nothing was";
    type Figures = DifferenceInDifferencesFigures;

    fn compute(&self) -> Result<DifferenceInDifferencesFigures, Problem> {
        let mean = |item: &str, counts: &[Count]| -> Result<MeanSummary, Problem> {
            answers(item, self.first, counts)?.mean_summary().map_err(Problem::of(item))
        };
        let treated =
            (mean("treated_before", &self.treated_before)?, mean("treated_after", &self.treated_after)?);
        let control =
            (mean("control_before", &self.control_before)?, mean("control_after", &self.control_after)?);
        let at = |confidence| {
            difference_in_differences((&treated.0, &treated.1), (&control.0, &control.1), confidence)
        };
        let found = at(level_of(self.confidence)?);
        let usual = at(Confidence::NINETY_FIVE).interval;
        Ok(DifferenceInDifferencesFigures {
            treated_change: found.treated_change,
            control_change: found.control_change,
            effect: found.effect,
            se: found.standard_error,
            low: found.interval.map(|interval| interval.low),
            high: found.interval.map(|interval| interval.high),
            low95_normal: usual.map(|interval| interval.low),
            high95_normal: usual.map(|interval| interval.high),
            z: found.test.map(|test| test.statistic),
            p_two_sided: found.test.map(|test| test.p_value),
        })
    }

    fn reading(&self, figures: &DifferenceInDifferencesFigures) -> Reading {
        let interval = figures.low.zip(figures.high).map(|(low, high)| Interval { low, high });
        let verdict =
            figures.p_two_sided.map_or_else(|| "there is too little to test it".to_owned(), reading::verdict);
        Reading::figures(
            [
                ("change where something was done", format!("{:+.3}", figures.treated_change)),
                ("change where nothing was done", format!("{:+.3}", figures.control_change)),
                ("effect", format!("{:+.3}", figures.effect)),
                ("interval", reading::optional_interval(interval, 3)),
                ("p", figures.p_two_sided.map_or_else(|| "–".to_owned(), reading::p_value)),
            ],
            format!(
                "beyond what would have happened anyway, the mean changed by {:+.3}; {verdict}",
                figures.effect
            ),
        )
    }
}

/// A series in which something was done at one point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterruptedTimeSeries {
    /// The values in order of time.
    pub y: Vec<f64>,
    /// The first point after the action, from 0.
    pub change_at: usize,
    /// The lags that errors take into account.
    #[serde(default = "three")]
    pub lag: usize,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

fn three() -> usize {
    3
}

#[derive(Serialize)]
pub struct InterruptedTimeSeriesFigures {
    design: &'static str,
    /// Level, slope, change of level, change of slope.
    params: [f64; 4],
    newey_west_se: [f64; 4],
    newey_west_lag3_se: [f64; 4],
    low: [f64; 4],
    high: [f64; 4],
    p_two_sided: [f64; 4],
    effect_at_end: f64,
    effect_at_end_low: f64,
    effect_at_end_high: f64,
    effect_at_end_p: f64,
    fitted: Vec<f64>,
    counterfactual: Vec<f64>,
}

impl Operation for InterruptedTimeSeries {
    const NAME: &'static str = "interrupted_time_series";
    const SUMMARY: &'static str =
        "whether the level or the slope of a series changed when something was done";
    type Figures = InterruptedTimeSeriesFigures;

    fn compute(&self) -> Result<InterruptedTimeSeriesFigures, Problem> {
        let found = interrupted_time_series(&self.y, self.change_at, self.lag, level_of(self.confidence)?)?;
        let lag_three =
            interrupted_time_series(&self.y, self.change_at, 3, Confidence::NINETY_FIVE).map(coefficients)?;
        let each = |part: fn(&Coefficient) -> f64| coefficients(found.clone()).map(|one| part(&one));
        let end = found.effect_at_end;
        Ok(InterruptedTimeSeriesFigures {
            design: "1, t, post, post*(t-change_at)",
            params: each(|one| one.estimate),
            newey_west_se: each(|one| one.standard_error),
            newey_west_lag3_se: lag_three.map(|one| one.standard_error),
            low: each(|one| one.interval.low),
            high: each(|one| one.interval.high),
            p_two_sided: each(|one| one.p_value),
            effect_at_end: end.estimate,
            effect_at_end_low: end.interval.low,
            effect_at_end_high: end.interval.high,
            effect_at_end_p: end.p_value,
            fitted: found.fitted,
            counterfactual: found.counterfactual,
        })
    }

    fn reading(&self, figures: &InterruptedTimeSeriesFigures) -> Reading {
        let names = ["level at the start", "slope before", "change of level", "change of slope"];
        let mut rows: Vec<Vec<String>> = names
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let interval = Interval { low: figures.low[at], high: figures.high[at] };
                let p = reading::p_value(figures.p_two_sided[at]);
                vec![(*name).to_owned(), signed(figures.params[at]), reading::interval(interval, 3), p]
            })
            .collect();
        let end = Interval { low: figures.effect_at_end_low, high: figures.effect_at_end_high };
        let p = reading::p_value(figures.effect_at_end_p);
        let interval = reading::interval(end, 3);
        rows.push(vec!["effect at the last point".to_owned(), signed(figures.effect_at_end), interval, p]);
        let sentence = format!(
            "at the last point the series lies {} from where it would have gone; {}",
            signed(figures.effect_at_end),
            reading::verdict(figures.effect_at_end_p)
        );
        Reading::table(&["", "estimate", "interval", "p"], rows, sentence)
    }
}

fn coefficients(series: InterruptedSeries) -> [Coefficient; 4] {
    [series.level, series.slope, series.level_change, series.slope_change]
}

fn signed(value: f64) -> String {
    format!("{value:+.3}")
}
