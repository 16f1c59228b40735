//! One figure: a distribution and what follows from it, or the fact that there are too few answers to say.

use catsup_model::Scale;
use catsup_statistics::{Confidence, LikertSummary, NetPromoterCounts, OrdinalCounts, Proportion};
use serde::Serialize;

/// A figure, shown only when it stands on enough answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// What the answers say.
    Shown(Box<Summary>),
    /// Fewer answers than the smallest cell. How many is not said: small groups must not be told apart.
    TooFew,
    /// Nobody answered.
    Nothing,
}

/// What a distribution says. Intervals are at 95 %.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Answers.
    pub n: u64,
    /// Values of the scale, ascending.
    pub values: Vec<i64>,
    /// Answers per value.
    pub counts: Vec<u64>,
    /// Mean; for a two-valued scale the share of the upper value.
    pub mean: f64,
    /// Lower end of the interval of the mean: by Student's t, for a two-valued scale by Wilson.
    pub low: f64,
    /// Upper end of the interval of the mean.
    pub high: f64,
    /// Sample standard deviation; `None` for one answer.
    pub standard_deviation: Option<f64>,
    /// Share of the two upper values (of the upper one of two or three), Wilson.
    pub top2: Share,
    /// Share of the two lower values (of the lower one of two or three), Wilson.
    pub bottom2: Share,
    /// Net Promoter Score, for the scale from 0 to 10.
    pub nps: Option<NetPromoter>,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// From 0 to 1.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A Net Promoter Score with its interval, in points from -100 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NetPromoter {
    /// Share of promoters less share of detractors, times 100.
    pub score: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl From<&Proportion> for Share {
    fn from(proportion: &Proportion) -> Self {
        Self { share: proportion.share, low: proportion.interval.low, high: proportion.interval.high }
    }
}

impl Share {
    /// The share of `part` in `whole`; `None` when there is no whole or the part exceeds it.
    #[must_use]
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        let (part, whole) = (u64::try_from(part).ok()?, u64::try_from(whole).ok()?);
        Proportion::of(part, whole, Confidence::NINETY_FIVE).ok().as_ref().map(Self::from)
    }
}

impl Figure {
    /// The figure of a distribution, if it stands on at least `smallest` answers.
    #[must_use]
    pub fn of(scale: Scale, counts: &OrdinalCounts, smallest: u64) -> Self {
        match counts.n() {
            0 => Self::Nothing,
            n if n < smallest => Self::TooFew,
            _ => Summary::of(scale, counts).map_or(Self::Nothing, |summary| Self::Shown(Box::new(summary))),
        }
    }

    /// What is shown, if anything is.
    #[must_use]
    pub fn shown(&self) -> Option<&Summary> {
        match self {
            Self::Shown(summary) => Some(summary),
            Self::TooFew | Self::Nothing => None,
        }
    }
}

impl Summary {
    fn of(scale: Scale, counts: &OrdinalCounts) -> Option<Self> {
        let confidence = Confidence::NINETY_FIVE;
        let likert = LikertSummary::of(counts, confidence).ok()?;
        let top2 = Share::from(&likert.top2);
        let (low, high) = if scale.is_binary() {
            (top2.low, top2.high)
        } else {
            // No mean lies beyond the ends of its scale, so cutting the interval there loses no coverage.
            let (lowest, highest) = scale.range().into_inner();
            let within = likert.mean_interval.map(|interval| interval.within(lowest as f64, highest as f64));
            within.map_or((likert.mean, likert.mean), |interval| (interval.low, interval.high))
        };
        let nps = (scale == Scale::Likelihood11).then(|| net_promoter(counts)).flatten();
        Some(Self {
            n: likert.n,
            values: counts.values().to_vec(),
            counts: counts.counts().to_vec(),
            mean: likert.mean,
            low,
            high,
            standard_deviation: likert.standard_deviation,
            top2,
            bottom2: Share::from(&likert.bottom2),
            nps,
        })
    }

    /// The figure people know the scale by: NPS points, the share of the upper value, or the mean; with its interval.
    #[must_use]
    pub fn headline(&self, scale: Scale) -> (f64, f64, f64) {
        match (self.nps, scale.is_binary()) {
            (Some(nps), _) => (nps.score, nps.low, nps.high),
            (None, true) => (self.top2.share, self.top2.low, self.top2.high),
            (None, false) => (self.mean, self.low, self.high),
        }
    }
}

fn net_promoter(counts: &OrdinalCounts) -> Option<NetPromoter> {
    let score = ratings(counts)?.score(Confidence::NINETY_FIVE).ok()?;
    let within = score.interval.within(-100.0, 100.0);
    Some(NetPromoter { score: score.score, low: within.low, high: within.high })
}

/// Promoters, passives and detractors of answers from 0 to 10.
pub(super) fn ratings(counts: &OrdinalCounts) -> Option<NetPromoterCounts> {
    let ratings: &[u64; 11] = counts.counts().try_into().ok()?;
    NetPromoterCounts::from_ratings(ratings).ok()
}
