//! The drivers of an outcome among the responses of a scope and period.

use catsup_model::{Measure, Viewer, id::OrganisationId, wording::Wording};
use catsup_statistics::ModelError;
use serde::Serialize;

use super::{Block, DriverQuestion, DriverReport, analyse, form::Form, reason};
use crate::{
    App, Error, FieldError, heavy,
    scorecards::{Filtered, ScorecardQuery},
};

/// What is asked of the responses.
#[derive(Debug, Clone, PartialEq)]
pub struct DriversQuery {
    /// Scope, period and cut; trend, groups and pooling are left aside.
    pub scope: ScorecardQuery,
    /// What is to be moved.
    pub outcome: Measure,
    /// Resamples for the intervals of importance.
    pub resamples: usize,
    /// The rise that “what if” speaks of, in points of the scale.
    pub rise: f64,
}

impl Default for DriversQuery {
    fn default() -> Self {
        Self { scope: ScorecardQuery::default(), outcome: Measure::Trust, resamples: 1_000, rise: 1.0 }
    }
}

/// What a scope's responses tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told<Report> {
    /// The figures.
    Report(Box<Report>),
    /// Too few people answered everything.
    TooFew {
        /// Those who did.
        n: u64,
        /// Those needed.
        needed: u64,
    },
    /// No form in scope asks for the outcome together with two drivers or more.
    NotAsked,
    /// The answers do not allow it, for this reason: all alike, or some determined by others.
    Untellable(FieldError),
}

impl<Report> Told<Report> {
    pub(crate) fn of(outcome: Result<Report, ModelError>) -> Self {
        match outcome {
            Ok(report) => Self::Report(Box::new(report)),
            Err(ModelError::TooFew { n, needed, .. }) => Self::TooFew { n, needed },
            Err(error) => Self::Untellable(reason(&error)),
        }
    }

    /// The same with other figures.
    pub fn map<Other>(self, figures: impl FnOnce(Report) -> Other) -> Told<Other> {
        match self {
            Self::Report(report) => Told::Report(Box::new(figures(*report))),
            Self::TooFew { n, needed } => Told::TooFew { n, needed },
            Self::NotAsked => Told::NotAsked,
            Self::Untellable(reason) => Told::Untellable(reason),
        }
    }

    /// The figures, if there are any.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Report(report) => Some(report),
            _ => None,
        }
    }
}

/// What the responses of one scope and period tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Analysed<Report> {
    /// Name of what it is about.
    pub scope: String,
    /// Organisations above and including it, outermost first.
    pub path: Vec<(OrganisationId, String)>,
    /// The form whose answers count, such as `a11_v1`; `None` where none asks.
    pub instrument: Option<String>,
    /// The wordings that were pooled.
    pub wordings: Vec<Wording>,
    /// Measures that fewer than half of the people answered: left out.
    pub rarely_answered: Vec<Measure>,
    /// What they tell.
    pub told: Told<Report>,
}

impl<Report> Analysed<Report> {
    /// Where no form asks what is needed.
    pub(crate) fn not_asked(scope: String, path: Vec<(OrganisationId, String)>) -> Self {
        let (instrument, wordings, rarely_answered) = (None, Vec::new(), Vec::new());
        Self { scope, path, instrument, wordings, rarely_answered, told: Told::NotAsked }
    }

    /// What the answers on a form tell.
    pub(crate) fn on(
        form: Form,
        scope: String,
        path: Vec<(OrganisationId, String)>,
        told: Told<Report>,
    ) -> Self {
        Self {
            scope,
            path,
            instrument: Some(form.instrument),
            wordings: form.wordings,
            rarely_answered: form.rarely_answered,
            told,
        }
    }
}

/// Reads the drivers of an outcome from the responses of the query's scope and period, as far as `viewer` may
/// see them.
///
/// Only answers that one person gave on one form are compared: of several forms, the one that most people
/// completed.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the scope does not exist or lies outside the viewer's reach;
/// [`Error::Invalid`] for resamples or a rise that cannot be worked with.
pub async fn read(app: &App, viewer: &Viewer, query: &DriversQuery) -> Result<Analysed<DriverReport>, Error> {
    let Filtered { scope, path, filter } = Filtered::of(app, viewer, &query.scope).await?;
    let form = Form::richest(app, &filter, query.outcome, &super::DRIVERS).await?;
    let Some(form) = form else { return Ok(Analysed::not_asked(scope, path)) };
    let block = |measure: &Measure| Block {
        name: measure.code().to_owned(),
        columns: vec![measure.code().to_owned()],
    };
    let (outcome, drivers) = form.measures.split_last().expect("a form has an outcome");
    let question = DriverQuestion {
        resamples: query.resamples,
        rise: query.rise,
        scale: Some(form.ends()),
        ..DriverQuestion::new(block(outcome), drivers.iter().map(block).collect())
    };
    question.blocks()?;
    heavy::within_reach(form.patterns(), form.measures.len(), question.resamples)?;
    let options = question.options()?;
    let left_out = form.asked - form.n();
    let (sample, ends) = (form.sample(), form.ends());
    let told =
        heavy::run(move || sample.and_then(|sample| analyse(&sample, &question, &options, left_out, ends)))
            .await?;
    Ok(Analysed::on(form, scope, path, Told::of(told)))
}
