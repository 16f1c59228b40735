//! Figures of weighted answers, and respondents held against the population.

use catsup_statistics::weighting::{WeightedScale as Answers, non_response};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading, count,
    operation::{Entry, level_of, ninety_five},
    reading,
    scales::ends,
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<WeightedScale>(), Entry::of::<NonResponse>()];

/// Weighted answers on a scale: cells of one value and one weight, or single answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightedScale {
    /// The value of each cell.
    pub values: Vec<i64>,
    /// The weight that each answer of the cell carries.
    pub weights: Vec<f64>,
    /// The answers of each cell; one each without.
    #[serde(default)]
    pub counts: Option<Vec<Count>>,
    /// The lowest value that counts as favourable, for shares.
    #[serde(default)]
    pub top_from: Option<i64>,
    /// The highest value that counts as unfavourable, for the net share.
    #[serde(default)]
    pub bottom_to: Option<i64>,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
}

#[derive(Serialize)]
pub struct WeightedFigures {
    n: u64,
    kish_design_effect: f64,
    effective_n: f64,
    mean: f64,
    se: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    median: f64,
    top: Option<f64>,
    top_low: Option<f64>,
    top_high: Option<f64>,
    net: Option<f64>,
    net_low: Option<f64>,
    net_high: Option<f64>,
}

impl WeightedScale {
    fn answers(&self) -> Result<Answers, Problem> {
        let counts = self.counts.as_deref().map(count::plain);
        let counts = counts.unwrap_or_else(|| vec![1; self.values.len()]);
        for (item, found) in [("weights", self.weights.len()), ("counts", counts.len())] {
            if found != self.values.len() {
                let expected = self.values.len();
                return Err(Problem::Input(format!("{item}: {found} of them for {expected} values")));
            }
        }
        let cells = self.values.iter().zip(&self.weights).zip(counts);
        Ok(Answers::of(cells.map(|((&value, &weight), count)| (value, weight, count)))?)
    }
}

impl Operation for WeightedScale {
    const NAME: &'static str = "weighted";
    const SUMMARY: &'static str = "mean, median and shares of weighted answers, with the design effect";
    type Figures = WeightedFigures;

    fn compute(&self) -> Result<WeightedFigures, Problem> {
        let confidence = level_of(self.confidence)?;
        let answers = self.answers()?;
        let (effect, mean) = (answers.design_effect(), answers.mean(confidence));
        let top = self.top_from.map(|lowest| answers.share_from(lowest, confidence));
        let net = match (self.top_from, self.bottom_to) {
            (Some(top), Some(bottom)) => Some(answers.net(top, bottom, confidence)?),
            (None, Some(_)) => return Err(Problem::Input("bottom_to needs top_from beside it".to_owned())),
            _ => None,
        };
        let (low, high) = ends(mean.interval);
        let (top_low, top_high) = ends(top.map(|top| top.interval));
        let (net_low, net_high) = ends(net.and_then(|net| net.interval));
        Ok(WeightedFigures {
            n: effect.n,
            kish_design_effect: effect.design_effect,
            effective_n: effect.effective_n,
            mean: mean.mean,
            se: mean.standard_error,
            low,
            high,
            median: answers.median(),
            top: top.map(|top| top.share),
            top_low,
            top_high,
            net: net.map(|net| net.mean),
            net_low,
            net_high,
        })
    }

    fn reading(&self, figures: &WeightedFigures) -> Reading {
        let interval = |low: Option<f64>, high: Option<f64>, show: fn(f64) -> String| {
            low.zip(high)
                .map_or_else(|| "–".to_owned(), |(low, high)| format!("{} to {}", show(low), show(high)))
        };
        let decimal = |value: f64| reading::number(value, 3);
        let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), reading::percent);
        Reading::figures(
            [
                ("n", figures.n.to_string()),
                ("effective n", reading::number(figures.effective_n, 1)),
                ("design effect", reading::number(figures.kish_design_effect, 3)),
                ("mean", decimal(figures.mean)),
                ("interval of the mean", interval(figures.low, figures.high, decimal)),
                ("median", reading::number(figures.median, 1)),
                ("top share", share(figures.top)),
                ("its interval", interval(figures.top_low, figures.top_high, reading::percent)),
                ("net", share(figures.net)),
            ],
            format!(
                "weighted, {} answers tell as much as {:.0} equally weighted ones",
                figures.n, figures.effective_n
            ),
        )
    }
}

/// Respondents held against the population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NonResponse {
    /// The names of the categories.
    #[serde(default)]
    pub categories: Option<Vec<String>>,
    /// Respondents of each category.
    pub respondents: Vec<Count>,
    /// The size or the share of each category in the population.
    pub population: Vec<f64>,
}

#[derive(Serialize)]
pub struct NonResponseFigures {
    n: u64,
    chi2: f64,
    df: usize,
    p: f64,
    smallest_expected: f64,
    dissimilarity: f64,
    cells: Vec<NonResponseCell>,
}

#[derive(Serialize)]
struct NonResponseCell {
    category: String,
    respondents: u64,
    share: f64,
    population_share: f64,
    ratio: f64,
    standardised_difference: f64,
    z: f64,
    p_adjusted: f64,
}

impl Operation for NonResponse {
    const NAME: &'static str = "nonresponse";
    const SUMMARY: &'static str = "whether respondents are like the population (chi-square goodness of fit)";
    type Figures = NonResponseFigures;

    fn compute(&self) -> Result<NonResponseFigures, Problem> {
        let numbered = || (0..self.respondents.len()).map(|place| place.to_string()).collect();
        let categories: Vec<String> = self.categories.clone().unwrap_or_else(numbered);
        if categories.len() != self.respondents.len() {
            let (names, cells) = (categories.len(), self.respondents.len());
            return Err(Problem::Input(format!("categories: {names} names for {cells} respondents' counts")));
        }
        let found = non_response(&count::plain(&self.respondents), &self.population)?;
        let cells = categories.into_iter().zip(found.cells).map(|(category, cell)| NonResponseCell {
            category,
            respondents: cell.respondents,
            share: cell.share,
            population_share: cell.population_share,
            ratio: cell.ratio,
            standardised_difference: cell.standardised_difference,
            z: cell.z,
            p_adjusted: cell.p_adjusted,
        });
        Ok(NonResponseFigures {
            n: found.n,
            chi2: found.chi_square,
            df: found.degrees_of_freedom,
            p: found.p_value,
            smallest_expected: found.smallest_expected,
            dissimilarity: found.dissimilarity,
            cells: cells.collect(),
        })
    }

    fn reading(&self, figures: &NonResponseFigures) -> Reading {
        let row = |cell: &NonResponseCell| {
            vec![
                cell.category.clone(),
                cell.respondents.to_string(),
                reading::percent(cell.share),
                reading::percent(cell.population_share),
                format!("{:+.2}", cell.standardised_difference),
                reading::p_value(cell.p_adjusted),
            ]
        };
        let rows = figures.cells.iter().map(row).collect();
        let lacking: Vec<&str> = figures
            .cells
            .iter()
            .filter(|cell| cell.p_adjusted < 0.05 && cell.ratio < 1.0)
            .map(|cell| cell.category.as_str())
            .collect();
        let sentence = if figures.p >= 0.05 {
            format!(
                "the respondents are like the population as far as can be told (p {})",
                reading::p_value(figures.p)
            )
        } else if lacking.is_empty() {
            format!("the respondents differ from the population (p {})", reading::p_value(figures.p))
        } else {
            format!("too few answered from {}: weight the answers or ask again", lacking.join(", "))
        };
        let header =
            ["category", "respondents", "share", "population", "standardised difference", "adjusted p"];
        Reading::table(&header, rows, sentence)
    }
}
