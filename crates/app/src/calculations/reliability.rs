//! Reliability: whether several questions measure one thing.

use catsup_statistics::{
    Interval,
    agreement::{cronbach_alpha, item_covariances, mcdonald_omega},
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    operation::{Entry, level_of, ninety_five},
    reading,
    scales::ends,
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<CronbachAlpha>(), Entry::of::<McDonaldOmega>()];

/// Cronbach's alpha of several questions, from rows of answers or from covariances.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CronbachAlpha {
    /// For each respondent, the answer to every item; null where there is none.
    #[serde(default)]
    pub rows: Option<Vec<Vec<Option<f64>>>>,
    /// The covariances of the items, instead of rows.
    #[serde(default)]
    pub covariance: Option<Vec<Vec<f64>>>,
    /// The number of respondents behind the covariances.
    #[serde(default)]
    pub n: Option<Count>,
    /// The level of the interval.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

/// McDonald's omega of several questions, from rows of answers or from covariances.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct McDonaldOmega {
    /// For each respondent, the answer to every item; null where there is none.
    #[serde(default)]
    pub rows: Option<Vec<Vec<Option<f64>>>>,
    /// The covariances of the items, instead of rows.
    #[serde(default)]
    pub covariance: Option<Vec<Vec<f64>>>,
}

/// Covariances, and how many respondents they come from and leave out.
struct Items {
    covariance: Vec<Vec<f64>>,
    n: Option<u64>,
    left_out: u64,
}

fn items(
    rows: Option<&Vec<Vec<Option<f64>>>>,
    covariance: Option<&Vec<Vec<f64>>>,
    n: Option<Count>,
) -> Result<Items, Problem> {
    match (rows, covariance) {
        (None, Some(covariance)) => {
            Ok(Items { covariance: covariance.clone(), n: n.map(|count| count.0), left_out: 0 })
        }
        (Some(rows), None) => {
            let whole = |row: &Vec<Option<f64>>| row.iter().copied().collect::<Option<Vec<f64>>>();
            let complete: Vec<Vec<f64>> = rows.iter().filter_map(whole).collect();
            let covariance = item_covariances(&complete).map_err(Problem::of("rows"))?;
            let left_out = (rows.len() - complete.len()) as u64;
            Ok(Items { covariance, n: Some(complete.len() as u64), left_out })
        }
        _ => Err(Problem::Input("give either rows or covariance".to_owned())),
    }
}

#[derive(Serialize)]
pub struct CronbachFigures {
    items: usize,
    n: Option<u64>,
    left_out: u64,
    alpha: f64,
    low: Option<f64>,
    high: Option<f64>,
    standardised: f64,
    without: Vec<f64>,
}

impl Operation for CronbachAlpha {
    const NAME: &'static str = "cronbach_alpha";
    const SUMMARY: &'static str = "how well several questions measure one thing";
    type Figures = CronbachFigures;

    fn compute(&self) -> Result<CronbachFigures, Problem> {
        let Items { covariance, n, left_out } = items(self.rows.as_ref(), self.covariance.as_ref(), self.n)?;
        let found = cronbach_alpha(&covariance, n, level_of(self.confidence)?)?;
        let (low, high) = ends(found.interval);
        Ok(CronbachFigures {
            items: found.items,
            n,
            left_out,
            alpha: found.alpha,
            low,
            high,
            standardised: found.standardised,
            without: found.without,
        })
    }

    fn reading(&self, figures: &CronbachFigures) -> Reading {
        let interval = figures.low.zip(figures.high).map(|(low, high)| Interval { low, high });
        let enough = if figures.alpha >= 0.7 { "reliable enough" } else { "too unreliable" };
        let better = figures.without.iter().position(|alpha| *alpha > figures.alpha);
        let better = better
            .map_or_else(String::new, |item| format!("; without item {} it would be more so", item + 1));
        Reading::figures(
            [
                ("items", figures.items.to_string()),
                ("n", figures.n.map_or_else(|| "–".to_owned(), |n| n.to_string())),
                ("left out for a missing answer", figures.left_out.to_string()),
                ("alpha", reading::number(figures.alpha, 3)),
                ("interval", reading::optional_interval(interval, 3)),
                ("standardised alpha", reading::number(figures.standardised, 3)),
            ],
            format!(
                "the sum of these items is {enough} for comparing groups (0.7 is the usual least){better}"
            ),
        )
    }
}

#[derive(Serialize)]
pub struct OmegaFigures {
    items: usize,
    n: Option<u64>,
    left_out: u64,
    omega: f64,
    standardised: f64,
    loadings: Vec<f64>,
    residual: f64,
}

impl Operation for McDonaldOmega {
    const NAME: &'static str = "mcdonald_omega";
    const SUMMARY: &'static str = "reliability of several questions with one factor (MINRES)";
    type Figures = OmegaFigures;

    fn compute(&self) -> Result<OmegaFigures, Problem> {
        let Items { covariance, n, left_out } = items(self.rows.as_ref(), self.covariance.as_ref(), None)?;
        let found = mcdonald_omega(&covariance)?;
        Ok(OmegaFigures {
            items: found.items,
            n,
            left_out,
            omega: found.omega,
            standardised: found.standardised,
            loadings: found.loadings,
            residual: found.residual,
        })
    }

    fn reading(&self, figures: &OmegaFigures) -> Reading {
        let loadings: Vec<String> =
            figures.loadings.iter().map(|loading| reading::number(*loading, 2)).collect();
        let fit = if figures.residual > 0.08 {
            "; one factor leaves much unexplained, so read it with care"
        } else {
            ""
        };
        Reading::figures(
            [
                ("items", figures.items.to_string()),
                ("omega", reading::number(figures.omega, 3)),
                ("standardised omega", reading::number(figures.standardised, 3)),
                ("loadings", loadings.join(" ")),
                ("residual", reading::number(figures.residual, 3)),
            ],
            format!(
                "{} of the variance of the sum is what the items have in common{fit}",
                reading::percent(figures.omega)
            ),
        )
    }
}
