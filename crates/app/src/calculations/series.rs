//! Series in time: without their season, where their level changed, how they go on.

use catsup_statistics::series::{Domain, Observation, change_points, forecast, seasonally_adjusted};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five},
    reading,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<SeasonalAdjustment>(), Entry::of::<ChangesOfLevel>(), Entry::of::<VolumeForecast>()];

/// A series with a season.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeasonalAdjustment {
    /// The values in order of time.
    pub values: Vec<f64>,
    /// How many points make one season: 12 for months, 7 for days of a week.
    pub period: usize,
}

#[derive(Serialize)]
pub struct SeasonalAdjustmentFigures {
    effects: Vec<f64>,
    adjusted: Vec<f64>,
}

impl Operation for SeasonalAdjustment {
    const NAME: &'static str = "seasonally_adjusted";
    const SUMMARY: &'static str = "a series without what repeats every period";
    type Figures = SeasonalAdjustmentFigures;

    fn compute(&self) -> Result<SeasonalAdjustmentFigures, Problem> {
        let season = seasonally_adjusted(&self.values, self.period)?;
        Ok(SeasonalAdjustmentFigures { effects: season.effects, adjusted: season.adjusted })
    }

    fn reading(&self, figures: &SeasonalAdjustmentFigures) -> Reading {
        let row = |(at, adjusted): (usize, &f64)| {
            let effect = figures.effects[at % self.period];
            vec![
                (at + 1).to_string(),
                reading::number(self.values[at], 3),
                format!("{effect:+.3}"),
                reading::number(*adjusted, 3),
            ]
        };
        let rows = figures.adjusted.iter().enumerate().map(row).collect();
        let widest = figures.effects.iter().fold(0.0_f64, |widest, effect| widest.max(effect.abs()));
        let sentence = format!("the season moves the series by up to {widest:.3} from its level");
        Reading::table(&["point", "value", "season", "adjusted"], rows, sentence)
    }
}

/// A series whose level may have changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangesOfLevel {
    /// The values in order of time.
    pub values: Vec<f64>,
    /// What each weighs, such as the answers behind it; all alike without.
    #[serde(default)]
    pub weights: Option<Vec<f64>>,
    /// How sure a change must be.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// Makes the shuffles repeatable.
    #[serde(default)]
    pub seed: u64,
}

#[derive(Serialize)]
pub struct ChangesOfLevelFigures {
    changes: Vec<ChangeFigures>,
    segments: Vec<SegmentFigures>,
}

#[derive(Serialize)]
struct ChangeFigures {
    at: usize,
    earliest: usize,
    latest: usize,
    p: f64,
    before: f64,
    after: f64,
}

#[derive(Serialize)]
struct SegmentFigures {
    start: usize,
    end: usize,
    level: f64,
}

impl Operation for ChangesOfLevel {
    const NAME: &'static str = "change_points";
    const SUMMARY: &'static str = "where the level of a series changed, and how sure that is";
    type Figures = ChangesOfLevelFigures;

    fn compute(&self) -> Result<ChangesOfLevelFigures, Problem> {
        let series = match &self.weights {
            Some(weights) if weights.len() != self.values.len() => {
                let (found, expected) = (weights.len(), self.values.len());
                let item = "weights".to_owned();
                return Err(catsup_statistics::Error::LengthsDiffer { item, found, expected }.into());
            }
            weights => {
                let weight = |at: usize| weights.as_ref().map_or(1.0, |weights| weights[at]);
                let point = |(at, value): (usize, &f64)| Observation { value: *value, weight: weight(at) };
                self.values.iter().enumerate().map(point).collect::<Vec<_>>()
            }
        };
        let found = change_points(&series, level_of(self.confidence)?, self.seed)?;
        let change = |one: &catsup_statistics::series::ChangePoint| ChangeFigures {
            at: one.at,
            earliest: one.between.0,
            latest: one.between.1,
            p: one.p_value,
            before: one.before,
            after: one.after,
        };
        let segment = |one: &catsup_statistics::series::Segment| SegmentFigures {
            start: one.start,
            end: one.end,
            level: one.level,
        };
        Ok(ChangesOfLevelFigures {
            changes: found.changes.iter().map(change).collect(),
            segments: found.segments.iter().map(segment).collect(),
        })
    }

    fn reading(&self, figures: &ChangesOfLevelFigures) -> Reading {
        let row = |one: &ChangeFigures| {
            vec![
                (one.at + 1).to_string(),
                format!("{} to {}", one.earliest + 1, one.latest + 1),
                reading::number(one.before, 3),
                reading::number(one.after, 3),
                reading::p_value(one.p),
            ]
        };
        let sentence = match figures.changes.len() {
            0 => "no change of level that chance could not make".to_owned(),
            1 => "the level changed once".to_owned(),
            n => format!("the level changed {n} times"),
        };
        let rows = figures.changes.iter().map(row).collect();
        Reading::table(&["first point of the new level", "between", "before", "after", "p"], rows, sentence)
    }
}

/// A series to go on with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VolumeForecast {
    /// The values in order of time.
    pub values: Vec<f64>,
    /// How many points make one season; none without.
    #[serde(default)]
    pub period: Option<usize>,
    /// How many points to forecast.
    #[serde(default = "twelve")]
    pub horizon: usize,
    /// `any`, or `not_negative` for volumes and durations.
    #[serde(default)]
    pub domain: Domain,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

fn twelve() -> usize {
    12
}

#[derive(Serialize)]
pub struct VolumeForecastFigures {
    model: &'static str,
    alpha: f64,
    beta: f64,
    gamma: f64,
    phi: f64,
    deviation: f64,
    aicc: f64,
    fitted: Vec<f64>,
    points: Vec<ForecastFigures>,
}

#[derive(Serialize)]
struct ForecastFigures {
    value: f64,
    low: f64,
    high: f64,
}

impl Operation for VolumeForecast {
    const NAME: &'static str = "forecast";
    const SUMMARY: &'static str = "how a series goes on, by exponential smoothing, with intervals";
    type Figures = VolumeForecastFigures;

    fn compute(&self) -> Result<VolumeForecastFigures, Problem> {
        let confidence = level_of(self.confidence)?;
        let found = forecast(&self.values, self.period, self.horizon, self.domain, confidence)?;
        let smoother = &found.smoother;
        let (trend, season) = (smoother.beta > 0.0, !smoother.season.is_empty());
        let model = match (trend, smoother.phi < 1.0, season) {
            (false, _, false) => "level",
            (false, _, true) => "level and season",
            (true, false, false) => "level and trend",
            (true, false, true) => "level, trend and season",
            (true, true, false) => "level and damped trend",
            (true, true, true) => "level, damped trend and season",
        };
        let point = |point: &catsup_statistics::series::ForecastPoint| ForecastFigures {
            value: point.value,
            low: point.interval.low,
            high: point.interval.high,
        };
        Ok(VolumeForecastFigures {
            model,
            alpha: smoother.alpha,
            beta: smoother.beta,
            gamma: smoother.gamma,
            phi: smoother.phi,
            deviation: found.deviation,
            aicc: found.aicc,
            points: found.points.iter().map(point).collect(),
            fitted: found.fitted,
        })
    }

    fn reading(&self, figures: &VolumeForecastFigures) -> Reading {
        let row = |(at, point): (usize, &ForecastFigures)| {
            vec![
                format!("+{}", at + 1),
                reading::number(point.value, 1),
                format!("{:.1} to {:.1}", point.low, point.high),
            ]
        };
        let rows = figures.points.iter().enumerate().map(row).collect();
        let sentence = format!(
            "exponential smoothing of {}; each value lies in its interval with {} confidence if the series goes on as \
             it went",
            figures.model,
            reading::level(self.confidence)
        );
        Reading::table(&["ahead", "expected", "interval"], rows, sentence)
    }
}
