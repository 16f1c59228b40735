//! Every measure with its distribution, one table per scale: bars of one table share their scale and their middle.

use catsup_app::scorecards::{Change, Figure, MeasureSeries, Scorecard, WordingLabel};
use catsup_model::{Scale, wording::UNSTATED};

use super::figures::{Naming, margin, names, reading, unit};
use crate::{
    charts::{DivergingBar, DivergingRow, Markup, Unit},
    i18n::Translator,
    links,
};

/// Measures on one scale.
#[derive(Debug)]
pub(super) struct MeasureTable {
    /// Its id on the page.
    pub id: String,
    /// What the scale is.
    pub title: String,
    /// Name of the headline column: mean, share or score.
    pub headline: String,
    /// Name of the column of top answers; `None` where the headline is that share.
    pub top: Option<String>,
    /// The chart that draws bars and legend.
    pub bars: DivergingBar,
    /// The rows.
    pub rows: Vec<MeasureRow>,
    /// What too few people answered for a row.
    pub too_few: Vec<NamedMeasure>,
}

/// A measure without figures.
#[derive(Debug)]
pub(super) struct NamedMeasure {
    /// Its name.
    pub name: String,
    /// What it means.
    pub href: String,
}

/// One measure.
#[derive(Debug)]
pub(super) struct MeasureRow {
    /// Its name.
    pub name: String,
    /// What it means.
    pub href: String,
    /// What was asked, one line per wording.
    pub asked: Vec<AskedText>,
    /// Its bar.
    pub bar: Markup,
    /// The figures.
    pub figures: RowFigures,
}

/// A wording as it stands behind one click.
#[derive(Debug)]
pub(super) struct AskedText {
    /// What was asked.
    pub text: String,
    /// The code of its language.
    pub language: &'static str,
}

/// The numbers of a row, written.
#[derive(Debug)]
pub(super) struct RowFigures {
    pub value: String,
    pub margin: String,
    pub interval: String,
    pub top: Option<String>,
    pub n: u64,
    pub change: Option<ChangeWords>,
}

/// A change, written.
#[derive(Debug)]
pub(super) struct ChangeWords {
    /// With an arrow where it is more than noise.
    pub text: String,
    /// Whether it is.
    pub significant: bool,
}

impl ChangeWords {
    pub fn of(t: Translator, unit: Unit, change: &Change) -> Self {
        let written = unit.signed(&t, change.difference);
        let significant = change.is_significant();
        let message = match (significant, change.difference < 0.0) {
            (false, _) => t.say("scorecard-change-unclear"),
            (true, false) => t.say("scorecard-change-rise"),
            (true, true) => t.say("scorecard-change-fall"),
        };
        Self { text: message.arg("change", written).to_string(), significant }
    }
}

/// The tables in the order of their first measure.
pub(super) fn tables(t: Translator, scorecard: &Scorecard) -> Vec<MeasureTable> {
    let names = names(t, &scorecard.measures, Naming::UnderItsScale);
    let mut scales: Vec<Scale> = Vec::new();
    for series in &scorecard.measures {
        if !scales.contains(&series.scale) {
            scales.push(series.scale);
        }
    }
    scales.into_iter().map(|scale| table(t, scorecard, &names, scale)).collect()
}

fn table(t: Translator, scorecard: &Scorecard, names: &[String], scale: Scale) -> MeasureTable {
    let series: Vec<(&MeasureSeries, &String)> =
        scorecard.measures.iter().zip(names).filter(|(series, _)| series.scale == scale).collect();
    let title = t.name("scorecard-scale-title", scale.code()).to_string();
    let mut bars = DivergingBar::new(&t, title.clone(), scale);
    if scale == Scale::Likelihood11 {
        bars.levels =
            ["detractors", "passives", "promoters"].map(|group| t.name("nps", group).to_string()).into();
    }
    bars.rows = series.iter().map(|(series, name)| bar_row(series, name)).collect();
    let (mut rows, mut too_few) = (Vec::new(), Vec::new());
    for ((series, name), bar) in series.iter().zip(&bars.rows) {
        let (name, href) = ((*name).clone(), links::metric(series.measure));
        let asked = series.wordings.iter().map(|wording| asked_text(t, wording)).collect();
        match figures(t, scorecard, series) {
            Some(figures) => rows.push(MeasureRow { name, href, asked, bar: bars.bar(&t, bar), figures }),
            None => too_few.push(NamedMeasure { name, href }),
        }
    }
    let headline = match unit(scale) {
        Unit::Mean { .. } => "scorecard-column-mean",
        Unit::Share => "scorecard-column-share",
        Unit::NetPromoter => "scorecard-column-score",
    };
    let top = matches!(unit(scale), Unit::Mean { .. }).then(|| t.say("scorecard-column-top2").to_string());
    MeasureTable {
        id: format!("measures-{}", scale.code().replace('_', "-")),
        title,
        headline: t.say(headline).to_string(),
        top,
        bars,
        rows,
        too_few,
    }
}

fn bar_row(series: &MeasureSeries, name: &str) -> DivergingRow {
    let counts = series.figure.shown().map(|summary| match summary.counts.as_slice() {
        ratings if series.scale == Scale::Likelihood11 && ratings.len() == 11 => {
            vec![ratings[..7].iter().sum(), ratings[7..9].iter().sum(), ratings[9..].iter().sum()]
        }
        counts => counts.to_vec(),
    });
    DivergingRow { label: name.to_owned(), counts }
}

fn figures(t: Translator, scorecard: &Scorecard, series: &MeasureSeries) -> Option<RowFigures> {
    let unit = unit(series.scale);
    let reading = reading(series.scale, &series.figure, scorecard.smallest_cell);
    let (estimate, Figure::Shown(summary)) = (reading.estimate()?, &series.figure) else { return None };
    let interval = t
        .say("scorecard-interval")
        .arg("low", unit.format(&t, estimate.low))
        .arg("high", unit.format(&t, estimate.high));
    Some(RowFigures {
        value: unit.format(&t, estimate.value),
        margin: margin(t, unit, estimate),
        interval: interval.to_string(),
        top: matches!(unit, Unit::Mean { .. }).then(|| t.percent(summary.top2.share, 0)),
        n: summary.n,
        change: series.change.as_ref().map(|change| ChangeWords::of(t, unit, change)),
    })
}

/// The template text with its names in brackets, or that the file did not state it.
fn asked_text(t: Translator, wording: &WordingLabel) -> AskedText {
    let text = if wording.text.is_empty() || wording.variant == UNSTATED {
        t.say("scorecard-wording-unstated").to_string()
    } else {
        wording.text.replace('{', "[").replace('}', "]")
    };
    let language = if wording.text.is_empty() { t.code() } else { wording.language.code() };
    AskedText { text, language }
}
