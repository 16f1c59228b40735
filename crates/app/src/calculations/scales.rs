//! One question on a scale: its mean, its shares, its scores.

use catsup_statistics::{
    Confidence, EffortScore, Interval, LikertSummary, OrdinalCounts, customer_satisfaction,
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading, count,
    operation::{Entry, level_of, ninety_five, one},
    reading,
};

pub(super) const OPERATIONS: &[Entry] =
    &[Entry::of::<Likert>(), Entry::of::<CustomerSatisfaction>(), Entry::of::<CustomerEffort>()];

/// A question on a scale, from the counts of its answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Likert {
    /// How often each value was answered, the lowest first.
    pub counts: Vec<Count>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The level of `low` and `high`; the figures with 95 in their names keep to 95 %.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The customer satisfaction score: the share of the top two answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerSatisfaction {
    /// How often each value was answered, the lowest first.
    pub counts: Vec<Count>,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The customer effort score, of answers whose higher values mean less effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerEffort {
    /// How often each value was answered, the lowest (hardest) first.
    pub counts: Vec<Count>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// The answers as the statistics take them; a problem names the list they came in.
pub(super) fn answers(item: &str, first: i64, counts: &[Count]) -> Result<OrdinalCounts, Problem> {
    let answers = OrdinalCounts::consecutive(first, &count::plain(counts)).map_err(Problem::of(item))?;
    if answers.n() == 0 {
        return Err(Problem::of(item)(catsup_statistics::Error::EmptySample));
    }
    Ok(answers)
}

/// The ends of an interval that may not exist.
pub(super) fn ends(interval: Option<Interval>) -> (Option<f64>, Option<f64>) {
    interval.map_or((None, None), |interval| (Some(interval.low), Some(interval.high)))
}

#[derive(Serialize)]
pub struct LikertFigures {
    n: u64,
    mean: f64,
    sd: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    t95_low: Option<f64>,
    t95_high: Option<f64>,
    median: f64,
    top2: f64,
    top2_wilson_low: f64,
    top2_wilson_high: f64,
    bottom2: f64,
    bottom2_wilson_low: f64,
    bottom2_wilson_high: f64,
    net: f64,
    net_low: f64,
    net_high: f64,
}

impl Operation for Likert {
    const NAME: &'static str = "likert";
    const SUMMARY: &'static str = "mean, spread, median and shares of a question on a scale";
    type Figures = LikertFigures;

    fn compute(&self) -> Result<LikertFigures, Problem> {
        let answers = answers("counts", self.first, &self.counts)?;
        let asked = LikertSummary::of(&answers, level_of(self.confidence)?)?;
        let standard = LikertSummary::of(&answers, Confidence::NINETY_FIVE)?;
        let (low, high) = ends(asked.mean_interval);
        let (t95_low, t95_high) = ends(standard.mean_interval);
        Ok(LikertFigures {
            n: asked.n,
            mean: asked.mean,
            sd: asked.standard_deviation,
            low,
            high,
            t95_low,
            t95_high,
            median: asked.median,
            top2: asked.top2.share,
            top2_wilson_low: asked.top2.interval.low,
            top2_wilson_high: asked.top2.interval.high,
            bottom2: asked.bottom2.share,
            bottom2_wilson_low: asked.bottom2.interval.low,
            bottom2_wilson_high: asked.bottom2.interval.high,
            net: asked.net.value,
            net_low: asked.net.interval.low,
            net_high: asked.net.interval.high,
        })
    }

    fn reading(&self, figures: &LikertFigures) -> Reading {
        let interval = figures.low.zip(figures.high).map(|(low, high)| Interval { low, high });
        let top = Interval { low: figures.top2_wilson_low, high: figures.top2_wilson_high };
        let bottom = Interval { low: figures.bottom2_wilson_low, high: figures.bottom2_wilson_high };
        let sentence = match interval {
            None => "one answer has a mean but no interval: collect more before reading anything into it"
                .to_owned(),
            Some(interval) => format!(
                "the mean of all who could have answered is likely between {} ({} interval, {} answers)",
                reading::interval(interval, 2).replace(" to ", " and "),
                reading::level(self.confidence),
                figures.n
            ),
        };
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("mean", reading::number(figures.mean, 3)),
                ("interval of the mean", reading::optional_interval(interval, 3)),
                ("standard deviation", reading::optional(figures.sd, 3)),
                ("median", reading::number(figures.median, 1)),
                (
                    "top share",
                    format!("{} ({})", reading::percent(figures.top2), reading::percent_interval(top)),
                ),
                (
                    "bottom share",
                    format!("{} ({})", reading::percent(figures.bottom2), reading::percent_interval(bottom)),
                ),
                ("net", reading::percent(figures.net)),
            ],
            sentence,
        )
    }
}

#[derive(Serialize)]
pub struct SatisfactionFigures {
    n: u64,
    csat: f64,
    #[serde(flatten)]
    interval: Interval,
}

impl Operation for CustomerSatisfaction {
    const NAME: &'static str = "csat";
    const SUMMARY: &'static str = "the customer satisfaction score: the share of the top two answers";
    type Figures = SatisfactionFigures;

    fn compute(&self) -> Result<SatisfactionFigures, Problem> {
        let answers = answers("counts", 1, &self.counts)?;
        let satisfied = customer_satisfaction(&answers, level_of(self.confidence)?)?;
        Ok(SatisfactionFigures { n: satisfied.n, csat: satisfied.share, interval: satisfied.interval })
    }

    fn reading(&self, figures: &SatisfactionFigures) -> Reading {
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("CSAT", reading::percent(figures.csat)),
                ("interval", reading::percent_interval(figures.interval)),
            ],
            format!("{} are satisfied, give or take chance", reading::percent(figures.csat)),
        )
    }
}

#[derive(Serialize)]
pub struct EffortFigures {
    n: u64,
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    easy: f64,
    easy_low: f64,
    easy_high: f64,
    hard: f64,
    hard_low: f64,
    hard_high: f64,
    net: f64,
    net_low: f64,
    net_high: f64,
}

impl Operation for CustomerEffort {
    const NAME: &'static str = "ces";
    const SUMMARY: &'static str = "the customer effort score: its mean, and who found it easy or hard";
    type Figures = EffortFigures;

    fn compute(&self) -> Result<EffortFigures, Problem> {
        let answers = answers("counts", self.first, &self.counts)?;
        let effort = EffortScore::of(&answers, level_of(self.confidence)?)?;
        let (low, high) = ends(effort.mean_interval);
        Ok(EffortFigures {
            n: effort.n,
            mean: effort.mean,
            low,
            high,
            easy: effort.easy.share,
            easy_low: effort.easy.interval.low,
            easy_high: effort.easy.interval.high,
            hard: effort.hard.share,
            hard_low: effort.hard.interval.low,
            hard_high: effort.hard.interval.high,
            net: effort.net.value,
            net_low: effort.net.interval.low,
            net_high: effort.net.interval.high,
        })
    }

    fn reading(&self, figures: &EffortFigures) -> Reading {
        let of = |low, high| reading::percent_interval(Interval { low, high });
        let interval = figures.low.zip(figures.high).map(|(low, high)| Interval { low, high });
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("mean", reading::number(figures.mean, 3)),
                ("interval of the mean", reading::optional_interval(interval, 3)),
                (
                    "easy",
                    format!(
                        "{} ({})",
                        reading::percent(figures.easy),
                        of(figures.easy_low, figures.easy_high)
                    ),
                ),
                (
                    "hard",
                    format!(
                        "{} ({})",
                        reading::percent(figures.hard),
                        of(figures.hard_low, figures.hard_high)
                    ),
                ),
                ("net", reading::percent(figures.net)),
            ],
            format!(
                "{} found it easy and {} found it hard",
                reading::percent(figures.easy),
                reading::percent(figures.hard)
            ),
        )
    }
}
