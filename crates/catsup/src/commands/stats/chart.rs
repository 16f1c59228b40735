//! `catsup stats chart`: control charts and change points of a series in a file.

use std::path::PathBuf;

use catsup_app::calculations::{
    AnswerFile, ChangesOfLevel, Count, Dispersion, EwmaChart, IndividualsChart, SeasonalAdjustment,
    ShareChart, calculate,
};
use clap::{Args, ValueEnum};

use super::present;
use crate::output::Failure;

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Shares with `--successes` and `--n`, single values with `--value`.
    Auto,
    /// The moving average, which shows small lasting changes sooner.
    Ewma,
    /// Where the level changed, and how sure that is.
    Changes,
}

#[derive(Debug, Args)]
pub struct Chart {
    /// A table with a row for each point in time, in order: CSV or XLSX.
    file: PathBuf,
    /// The column with the value.
    #[arg(long, value_name = "COLUMN", required_unless_present = "successes")]
    value: Option<String>,
    /// The column with the successes, for a chart of shares.
    #[arg(long, value_name = "COLUMN", requires = "n", conflicts_with = "value")]
    successes: Option<String>,
    /// The column with the observations, for a chart of shares.
    #[arg(long, value_name = "COLUMN", requires = "successes")]
    n: Option<String>,
    /// Which chart.
    #[arg(long, value_enum, default_value_t = Kind::Auto)]
    kind: Kind,
    /// How many points, from the first, set centre and limits; all without.
    #[arg(long, value_name = "POINTS")]
    baseline: Option<usize>,
    /// Shares vary by more than chance: limits by Laney.
    #[arg(long, requires = "successes")]
    laney: bool,
    /// Take out a season of this many points first.
    #[arg(long, value_name = "POINTS", requires = "value")]
    season: Option<usize>,
    /// The weight of the newest point of a moving average.
    #[arg(long)]
    weight: Option<f64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Chart {
    pub(super) fn run(self) -> Result<(), Failure> {
        let dispersion = if self.laney { Dispersion::Laney } else { Dispersion::Binomial };
        if let (Some(successes), Some(n)) = (&self.successes, &self.n) {
            let file = AnswerFile::read(&self.file, &[successes.clone(), n.clone()])?;
            let (successes, n) = (file.counts(0)?, file.counts(1)?);
            return match self.kind {
                Kind::Auto => {
                    present(&ShareChart { successes, n, baseline: self.baseline, dispersion }, self.json)
                }
                Kind::Ewma => {
                    let (baseline, weight) = (self.baseline, self.weight);
                    let chart =
                        EwmaChart { successes, n, baseline, weight, dispersion, ..EwmaChart::default() };
                    present(&chart, self.json)
                }
                Kind::Changes => {
                    let share = |(successes, n): (&_, &_)| share(successes, n);
                    let values = successes.iter().zip(&n).map(share).collect::<Result<_, _>>()?;
                    let weights = Some(n.iter().map(|n| n.0 as f64).collect());
                    present(&ChangesOfLevel { values, weights, confidence: 0.95, seed: 0 }, self.json)
                }
            };
        }
        let mut values =
            AnswerFile::read(&self.file, &self.value.into_iter().collect::<Vec<_>>())?.series()?;
        if let Some(period) = self.season {
            let adjusted = calculate(&SeasonalAdjustment { values, period })?;
            values = serde_json::from_value(adjusted.object["adjusted"].clone())?;
        }
        match self.kind {
            Kind::Auto => present(&IndividualsChart { values, baseline: self.baseline }, self.json),
            Kind::Ewma => {
                let (baseline, weight) = (self.baseline, self.weight);
                present(&EwmaChart { values, baseline, weight, ..EwmaChart::default() }, self.json)
            }
            Kind::Changes => {
                present(&ChangesOfLevel { values, weights: None, confidence: 0.95, seed: 0 }, self.json)
            }
        }
    }
}

fn share(successes: &Count, n: &Count) -> Result<f64, Failure> {
    if n.0 == 0 { Err("a point has no observations".into()) } else { Ok(successes.0 as f64 / n.0 as f64) }
}
