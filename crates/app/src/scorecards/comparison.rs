//! Two cuts of the responses side by side, such as two periods or two channels: every measure with a test.

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Measure, Scale, Viewer,
    query::{Counts, CountsQuery, LeftOut},
};
use serde::Serialize;

use super::{
    Change, Figure, Filtered, Pooling, ScorecardQuery, change, counting::measure_wordings, read::wordings,
    series::Distributions,
};
use crate::{App, Error};

/// Two cuts compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Names of what the cuts are about.
    pub scopes: [String; 2],
    /// Every measure that either of them asked.
    pub measures: Vec<ComparedMeasure>,
    /// Count blocks that were left out, first and second.
    pub left_out: [Vec<LeftOut>; 2],
    /// Figures from fewer answers than this are not shown.
    pub smallest_cell: u64,
}

/// One measure on one scale in both cuts, its wordings pooled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedMeasure {
    /// The measure.
    pub measure: Measure,
    /// The scale it was asked on.
    pub scale: Scale,
    /// Whether the cuts asked it in the same wordings.
    pub same_wordings: bool,
    /// The figure of each cut.
    pub figures: [Figure; 2],
    /// First less second, where both can be shown.
    pub change: Option<Change>,
}

/// Compares two cuts, as far as `viewer` may see them; the second is what the first is compared with.
///
/// Wordings of one measure on one scale are pooled; p values are adjusted over all measures (Benjamini and Hochberg).
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when a scope does not exist or lies outside the viewer's reach.
pub async fn compare(
    app: &App,
    viewer: &Viewer,
    first: &ScorecardQuery,
    second: &ScorecardQuery,
) -> Result<Comparison, Error> {
    let (first, second) = (Filtered::of(app, viewer, first).await?, Filtered::of(app, viewer, second).await?);
    let wordings = wordings(app).await?;
    let feeding = measure_wordings(&wordings);
    let smallest_cell = app.settings().smallest_cell;
    let counted = async |filter| {
        if feeding.is_empty() {
            return Ok(Counts::default());
        }
        app.counts(&CountsQuery { filter, by: Vec::new(), wordings: feeding.clone() }).await
    };
    let scopes = [first.scope, second.scope];
    let (first, second) = tokio::try_join!(counted(first.filter), counted(second.filter))?;
    let of = |counts: &Counts| Distributions::of(counts, &wordings, Pooling::Pooled);
    let distributions = [of(&first), of(&second)];
    let mut keys: Vec<_> = distributions.iter().flat_map(Distributions::keys).collect();
    let place = |measure: Measure| Measure::ALL.iter().position(|one| *one == measure);
    keys.sort_by_key(|key| (place(key.0), key.1));
    keys.dedup();
    let compared = keys.into_iter().map(|key| {
        let figure = |one: &Distributions| {
            one.get(key, &[]).map_or(Figure::Nothing, |counts| Figure::of(key.1, counts, smallest_cell))
        };
        let both = distributions[0].get(key, &[]).zip(distributions[1].get(key, &[]));
        ComparedMeasure {
            measure: key.0,
            scale: key.1,
            same_wordings: distributions[0].wordings_of(key) == distributions[1].wordings_of(key),
            figures: distributions.each_ref().map(figure),
            change: both.and_then(|(one, other)| change::compare(key.1, one, other, smallest_cell)),
        }
    });
    let mut measures: Vec<ComparedMeasure> = compared.collect();
    change::adjust_together(measures.iter_mut().filter_map(|one| one.change.as_mut()));
    Ok(Comparison { scopes, measures, left_out: [first.left_out, second.left_out], smallest_cell })
}
