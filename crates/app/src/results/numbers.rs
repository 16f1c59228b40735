//! Summaries of numbers and days, exact from how often each was given.

use std::collections::BTreeMap;

use catsup_statistics::{Confidence, MeanSummary, quantile_of_counts};
use jiff::civil::Date;
use serde::Serialize;

/// The most bars of a histogram.
const MOST_BARS: i64 = 12;

/// What a distribution of whole numbers says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberSummary {
    /// Answers.
    pub n: u64,
    /// Mean.
    pub mean: f64,
    /// Its 95 % interval by Student's t; `None` for one answer.
    pub interval: Option<(f64, f64)>,
    /// Sample standard deviation; `None` for one answer.
    pub standard_deviation: Option<f64>,
    /// The lowest.
    pub lowest: i64,
    /// A quarter lies below, by linear interpolation (Hyndman and Fan 1996, type 7).
    pub lower_quartile: f64,
    /// Half lies below.
    pub median: f64,
    /// Three quarters lie below.
    pub upper_quartile: f64,
    /// The highest.
    pub highest: i64,
    /// A histogram of bars of one width.
    pub bars: Vec<NumberBar>,
}

/// One bar of a histogram: its ends (both included) and how many lie within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NumberBar {
    /// The lowest number.
    pub low: i64,
    /// The highest number.
    pub high: i64,
    /// How many.
    pub n: u64,
}

impl NumberSummary {
    /// The summary of how often each number was given; `None` when none was.
    #[must_use]
    pub fn of(counts: &BTreeMap<i64, u64>) -> Option<Self> {
        let (&lowest, &highest) = (counts.keys().next()?, counts.keys().next_back()?);
        let n: u64 = counts.values().sum();
        let moment = |power: u32| {
            counts.iter().map(|(value, n)| i128::from(*value).pow(power) * i128::from(*n)).sum::<i128>()
        };
        let summary = MeanSummary::from_moments(n, moment(1), moment(2)).ok()?;
        let quantile = |share| quantile_of_counts(counts, share).unwrap_or_default();
        let interval = summary.interval(Confidence::NINETY_FIVE).map(|one| (one.low, one.high));
        Some(Self {
            n,
            mean: summary.mean(),
            interval,
            standard_deviation: summary.standard_deviation(),
            lowest,
            lower_quartile: quantile(0.25),
            median: quantile(0.5),
            upper_quartile: quantile(0.75),
            highest,
            bars: bars(counts, lowest, highest),
        })
    }
}

fn bars(counts: &BTreeMap<i64, u64>, lowest: i64, highest: i64) -> Vec<NumberBar> {
    let span = highest.saturating_sub(lowest).saturating_add(1);
    let width = round_up(span.div_euclid(MOST_BARS) + i64::from(span % MOST_BARS > 0));
    let first = lowest.div_euclid(width) * width;
    let mut bars = Vec::new();
    let mut low = first;
    while low <= highest {
        let high = low.saturating_add(width - 1);
        bars.push(NumberBar { low, high, n: counts.range(low..=high).map(|(_, n)| *n).sum() });
        low = low.saturating_add(width);
    }
    bars
}

/// The next width people count in: 1, 2, 5, 10, 20, 50, …
fn round_up(width: i64) -> i64 {
    let mut unit: i64 = 1;
    loop {
        if let Some(fits) =
            [1, 2, 5].map(|step| unit.saturating_mul(step)).into_iter().find(|one| *one >= width)
        {
            return fits;
        }
        unit = unit.saturating_mul(10);
    }
}

/// What a distribution of days says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DaySummary {
    /// Answers.
    pub n: u64,
    /// The first day.
    pub first: Date,
    /// Half of the days lie at or before.
    pub median: Date,
    /// The last day.
    pub last: Date,
    /// How many lie in each month, by its first day.
    pub months: Vec<(Date, u64)>,
}

impl DaySummary {
    /// The summary of how often each day was given; `None` when none was.
    #[must_use]
    pub fn of(mut days: Vec<(Date, u64)>) -> Option<Self> {
        days.sort();
        let n: u64 = days.iter().map(|(_, n)| n).sum();
        let mut passed = 0;
        let median = days.iter().find(|(_, n)| {
            passed += *n;
            passed * 2 >= n_of(&days)
        });
        let mut months: BTreeMap<Date, u64> = BTreeMap::new();
        for (day, n) in &days {
            *months.entry(day.first_of_month()).or_default() += n;
        }
        Some(Self {
            n,
            first: days.first()?.0,
            median: median?.0,
            last: days.last()?.0,
            months: months.into_iter().collect(),
        })
    }
}

fn n_of(days: &[(Date, u64)]) -> u64 {
    days.iter().map(|(_, n)| n).sum()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Values by NumPy 2.4.6 and SciPy 1.17.1 with `x = [3, 3, 5, 8, 8, 8, 12, 40]`: `np.quantile(x, [0.25, 0.5, 0.75])`,
    /// `np.mean(x)`, `s = np.std(x, ddof=1)`, `scipy.stats.t.interval(0.95, 7, np.mean(x), s / np.sqrt(8))`.
    #[test]
    fn numbers_are_summed_up_as_numpy_and_scipy_do() {
        let counts = BTreeMap::from([(3, 2), (5, 1), (8, 3), (12, 1), (40, 1)]);
        let summary = NumberSummary::of(&counts).unwrap();
        let quartiles = (summary.lower_quartile, summary.median, summary.upper_quartile);
        assert_eq!((summary.n, quartiles), (8, (4.5, 8.0, 9.0)));
        assert!((summary.mean - 10.875).abs() < 1e-12);
        assert!((summary.standard_deviation.unwrap() - 12.147_163_102_082).abs() < 1e-9, "{summary:?}");
        let (low, high) = summary.interval.unwrap();
        assert!((low - 0.719_717_508_211).abs() < 1e-9, "{low}");
        assert!((high - 21.030_282_491_789).abs() < 1e-9, "{high}");
        assert_eq!(summary.bars.iter().map(|bar| bar.n).sum::<u64>(), 8);
        assert_eq!(summary.bars[0], NumberBar { low: 0, high: 4, n: 2 });
    }

    #[test]
    fn one_number_has_no_interval() {
        let summary = NumberSummary::of(&BTreeMap::from([(-7, 1)])).unwrap();
        assert_eq!((summary.interval, summary.median, summary.bars.len()), (None, -7.0, 1));
        assert_eq!(NumberSummary::of(&BTreeMap::new()), None);
    }

    #[test]
    fn days_have_a_middle_and_months() {
        let days = vec![(date(2026, 3, 9), 1), (date(2026, 1, 5), 2), (date(2026, 1, 31), 1)];
        let summary = DaySummary::of(days).unwrap();
        assert_eq!((summary.n, summary.median), (4, date(2026, 1, 5)));
        assert_eq!(summary.months, [(date(2026, 1, 1), 3), (date(2026, 3, 1), 1)]);
    }
}
