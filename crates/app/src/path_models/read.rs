//! The federal path model among the responses of a scope and period.

use catsup_model::{Measure, Viewer, id::OrganisationId, wording::Wording};
use catsup_statistics::{Confidence, path_model::ItemSample};
use serde::Serialize;

use super::{ModelFile, PathModelQuestion, PathModelReport, report};
use crate::{
    App, Error,
    drivers::{DRIVERS, Form, Told},
    fields::invalid,
    scorecards::{Filtered, ScorecardQuery},
};

/// What is asked of the responses.
#[derive(Debug, Clone, PartialEq)]
pub struct PathModelQuery {
    /// Scope, period and cut; trend, groups and pooling are left aside.
    pub scope: ScorecardQuery,
    /// Resamples for standard errors and intervals; none when 0.
    pub resamples: usize,
    /// Whether paths are corrected for unreliability.
    pub consistent: bool,
}

impl Default for PathModelQuery {
    fn default() -> Self {
        Self { scope: ScorecardQuery::default(), resamples: 1_000, consistent: false }
    }
}

/// The path model of one scope and period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScopePathModel {
    /// Name of what it is about.
    pub scope: String,
    /// Organisations above and including it, outermost first.
    pub path: Vec<(OrganisationId, String)>,
    /// The form whose answers count, such as `a11_v1`; `None` where none asks.
    pub instrument: Option<String>,
    /// The wordings that were pooled.
    pub wordings: Vec<Wording>,
    /// Measures that fewer than half of the people answered: the model goes without them.
    pub rarely_answered: Vec<Measure>,
    /// The model.
    pub told: Told<PathModelReport>,
}

/// Estimates the federal path model from the responses of the query's scope and period, as far as `viewer`
/// may see them.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the scope does not exist or lies outside the viewer's reach.
pub async fn read(app: &App, viewer: &Viewer, query: &PathModelQuery) -> Result<ScopePathModel, Error> {
    let Filtered { scope, path, filter } = Filtered::of(app, viewer, &query.scope).await?;
    let mut measures = DRIVERS.to_vec();
    measures.push(Measure::Satisfaction);
    let form = Form::richest(app, &filter, Measure::Trust, &measures).await?;
    let Some(form) = form.filter(|form| form.measures.contains(&Measure::Satisfaction)) else {
        return Ok(ScopePathModel {
            scope,
            path,
            instrument: None,
            wordings: Vec::new(),
            rarely_answered: Vec::new(),
            told: Told::NotAsked,
        });
    };
    let codes: Vec<String> = form.measures.iter().map(|measure| measure.code().to_owned()).collect();
    let federal = ModelFile::ready("federal").ok_or(Error::NotFound("model"))?;
    let question = PathModelQuestion {
        resamples: query.resamples,
        consistent: query.consistent,
        ..PathModelQuestion::new(federal.keeping(&codes)?)
    };
    let confidence = Confidence::new(question.confidence)
        .map_err(|error| invalid("confidence", "confidence", error.to_string()))?;
    let target = question.target()?;
    let told = form
        .sample()
        .and_then(|counts| ItemSample::from_counts(question.model.model(), &counts))
        .and_then(|sample| report(sample, None, &question, confidence, target));
    Ok(ScopePathModel {
        scope,
        path,
        instrument: Some(form.instrument),
        wordings: form.wordings,
        rarely_answered: form.rarely_answered,
        told: Told::of(told),
    })
}
