//! A path model among the responses of a scope and period: the federal one, or one's own.

use catsup_model::{Measure, Viewer};
use catsup_statistics::{Confidence, path_model::ItemSample};

use super::{ModelFile, PathModelQuestion, PathModelReport, report};
use crate::{
    App, Error, FieldError,
    drivers::{Analysed, Form, Told},
    fields::invalid,
    heavy,
    scorecards::{Filtered, ScorecardQuery},
};

/// What is asked of the responses.
#[derive(Debug, Clone, PartialEq)]
pub struct PathModelQuery {
    /// Scope, period and cut; trend, groups and pooling are left aside.
    pub scope: ScorecardQuery,
    /// The model, its items being codes of measures; the federal one when `None`.
    pub model: Option<ModelFile>,
    /// Resamples for standard errors and intervals; none when 0.
    pub resamples: usize,
    /// Whether paths are corrected for unreliability.
    pub consistent: bool,
}

impl Default for PathModelQuery {
    fn default() -> Self {
        Self { scope: ScorecardQuery::default(), model: None, resamples: 1_000, consistent: false }
    }
}

/// Estimates the query's path model from the responses of the query's scope and period, as far as `viewer`
/// may see them.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the scope does not exist or lies outside the viewer's reach;
/// [`Error::Invalid`] when the model has items that are no measures, or nothing is left of it.
pub async fn read(
    app: &App,
    viewer: &Viewer,
    query: &PathModelQuery,
) -> Result<Analysed<PathModelReport>, Error> {
    let Filtered { scope, path, filter } = Filtered::of(app, viewer, &query.scope).await?;
    let model = match &query.model {
        Some(model) => model.clone(),
        None => ModelFile::ready("federal").ok_or(Error::NotFound("model"))?,
    };
    let (outcome, measures) = measures(&model)?;
    let form = Form::richest(app, &filter, outcome, &measures).await?;
    // Without satisfaction between them, the federal model would be its drivers alone.
    let whole = |form: &Form| query.model.is_some() || form.measures.contains(&Measure::Satisfaction);
    let Some(form) = form.filter(whole) else {
        return Ok(Analysed::not_asked(scope, path));
    };
    let codes: Vec<String> = form.measures.iter().map(|measure| measure.code().to_owned()).collect();
    let question = PathModelQuestion {
        resamples: query.resamples,
        consistent: query.consistent,
        ..PathModelQuestion::new(model.keeping(&codes)?)
    };
    let confidence = Confidence::new(question.confidence)
        .map_err(|error| invalid("confidence", "confidence", error.to_string()))?;
    let target = question.target()?;
    heavy::within_reach(form.patterns(), form.measures.len(), question.resamples)?;
    let counts = form.sample();
    let told = heavy::run(move || {
        counts
            .and_then(|counts| ItemSample::from_counts(question.model.model(), &counts))
            .and_then(|sample| report(sample, None, &question, confidence, target))
    })
    .await?;
    Ok(Analysed::on(form, scope, path, Told::of(told)))
}

/// The measure that answers for the model's target, and the other measures the model is made of.
fn measures(model: &ModelFile) -> Result<(Measure, Vec<Measure>), Error> {
    let measure = |item: &String| {
        Measure::ALL.into_iter().find(|measure| measure.code() == item).ok_or_else(|| {
            let known: Vec<&str> = Measure::ALL.iter().map(|measure| measure.code()).collect();
            let known = known.join(", ");
            let reason = format!("“{item}” is no measure of responses; they hold {known}");
            let error = FieldError::new("model", "unknown-item", reason);
            Error::Invalid(vec![error.with("name", item).with("known", &known)])
        })
    };
    let latents = model.model().latents();
    let target = model.target().and_then(|name| model.model().place(name)).unwrap_or(latents.len() - 1);
    let outcome = latents[target].items.first().map(measure).transpose()?.unwrap_or(Measure::Trust);
    let all = model.model().items().iter().map(measure).collect::<Result<Vec<_>, _>>()?;
    Ok((outcome, all.into_iter().filter(|one| *one != outcome).collect()))
}
