//! Forms that ask for an outcome and for its drivers: only what one person answered together can be compared.

use std::collections::BTreeMap;

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Feed, Measure, Scale,
    id::WordingId,
    query::{Filter, JointAnswers},
    wording::Wording,
};
use catsup_statistics::{JointCounts, ModelResult};

use crate::{App, Error};

/// The measures that may move an outcome.
pub const DRIVERS: [Measure; 6] = [
    Measure::Effectiveness,
    Measure::Ease,
    Measure::Efficiency,
    Measure::Transparency,
    Measure::Humanity,
    Measure::Employee,
];

/// A driver that fewer than this share of the people answered would cost too many of the others' answers.
const RARE: f64 = 0.5;

/// Answers that were given together on one form.
pub(crate) struct Form {
    /// The instrument, such as `a11_v1`.
    pub(crate) instrument: String,
    /// The measures, the last one being the outcome.
    pub(crate) measures: Vec<Measure>,
    /// The scale of the drivers.
    pub(crate) scale: Scale,
    /// The wordings that were pooled.
    pub(crate) wordings: Vec<Wording>,
    /// Drivers asked for and answered by too few to be compared.
    pub(crate) rarely_answered: Vec<Measure>,
    /// People who answered the outcome.
    pub(crate) asked: u64,
    complete: Vec<(Vec<f64>, u64)>,
}

impl Form {
    /// The form on which most people answered the outcome together with its drivers; `None` where no form
    /// asks both for it and for two drivers or more.
    pub(crate) async fn richest(
        app: &App,
        filter: &Filter,
        outcome: Measure,
        drivers: &[Measure],
    ) -> Result<Option<Self>, Error> {
        let mut richest: Option<Self> = None;
        for asked in forms(app.store().wording_list().await?, outcome, drivers) {
            let columns: Vec<Vec<WordingId>> = asked.columns.iter().map(|(_, ids)| ids.clone()).collect();
            let joint = app.joint(filter, &columns).await?;
            let form = Self::of(asked, &joint);
            let richer = richest.as_ref().is_none_or(|known| form.n() > known.n());
            if form.asked > 0 && form.measures.len() > 2 && richer {
                richest = Some(form);
            }
        }
        Ok(richest)
    }

    fn of(asked: AskedForm, joint: &[JointAnswers]) -> Self {
        let outcome = asked.columns.len() - 1;
        let answered = |column: usize| -> u64 {
            let both =
                joint.iter().filter(|one| one.values[outcome].is_some() && one.values[column].is_some());
            both.map(|one| one.n.unsigned_abs()).sum()
        };
        let people = answered(outcome);
        let often = |column: usize| column == outcome || answered(column) as f64 >= RARE * people as f64;
        let (kept, rare): (Vec<usize>, Vec<usize>) = (0..=outcome).partition(|&column| often(column));
        let complete = joint.iter().filter_map(|one| {
            let values: Option<Vec<f64>> =
                kept.iter().map(|&column| one.values[column].map(|value| value as f64)).collect();
            Some((values?, one.n.unsigned_abs()))
        });
        let measure = |column: usize| asked.columns[column].0;
        Self {
            measures: kept.iter().copied().map(measure).collect(),
            rarely_answered: rare.iter().copied().map(measure).collect(),
            complete: complete.collect(),
            asked: people,
            instrument: asked.instrument,
            scale: asked.scale,
            wordings: asked.wordings,
        }
    }

    /// People who answered everything.
    pub(crate) fn n(&self) -> u64 {
        self.complete.iter().map(|(_, n)| n).sum()
    }

    /// Different ways to answer, as far as they came up.
    pub(crate) fn patterns(&self) -> usize {
        self.complete.len()
    }

    /// Their answers as joint counts, the measures by their codes.
    pub(crate) fn sample(&self) -> ModelResult<JointCounts> {
        let names: Vec<String> = self.measures.iter().map(|measure| measure.code().to_owned()).collect();
        Ok(JointCounts::new(&names, self.complete.iter().map(|(values, n)| (&values[..], *n)))?.collapsed())
    }

    /// The ends of the scale of the drivers.
    pub(crate) fn ends(&self) -> (f64, f64) {
        let range = self.scale.range();
        (*range.start() as f64, *range.end() as f64)
    }
}

/// A form and what it asks.
struct AskedForm {
    instrument: String,
    scale: Scale,
    /// The wordings of each measure, the outcome last.
    columns: Vec<(Measure, Vec<WordingId>)>,
    wordings: Vec<Wording>,
}

/// Every form that asks for the outcome and for drivers on one scale.
fn forms(wordings: Vec<Wording>, outcome: Measure, drivers: &[Measure]) -> Vec<AskedForm> {
    let mut by_instrument: BTreeMap<String, Vec<(Measure, Wording)>> = BTreeMap::new();
    for wording in wordings {
        let Some(Feed::Measure(measure)) = wording.feeds else { continue };
        if measure == outcome || drivers.contains(&measure) {
            let instrument = wording.key.item.split('.').next().unwrap_or_default().to_owned();
            by_instrument.entry(instrument).or_default().push((measure, wording));
        }
    }
    by_instrument
        .into_iter()
        .filter_map(|(instrument, asked)| form(instrument, asked, outcome, drivers))
        .collect()
}

fn form(
    instrument: String,
    asked: Vec<(Measure, Wording)>,
    outcome: Measure,
    drivers: &[Measure],
) -> Option<AskedForm> {
    let scale = asked.iter().find(|(measure, _)| *measure != outcome)?.1.key.scale;
    let outcome_scale = asked.iter().find(|(measure, _)| *measure == outcome)?.1.key.scale;
    let fits = |measure: Measure, wording: &Wording| {
        wording.key.scale == if measure == outcome { outcome_scale } else { scale }
    };
    let columns =
        drivers.iter().copied().filter(|driver| *driver != outcome).chain([outcome]).filter_map(|measure| {
            let ids: Vec<WordingId> = asked
                .iter()
                .filter(|(asked, wording)| *asked == measure && fits(measure, wording))
                .map(|(_, wording)| wording.id)
                .collect();
            (!ids.is_empty()).then_some((measure, ids))
        });
    Some(AskedForm {
        instrument,
        scale,
        columns: columns.collect(),
        wordings: asked
            .iter()
            .filter(|(measure, wording)| fits(*measure, wording))
            .map(|(_, wording)| wording.clone())
            .collect(),
    })
}
