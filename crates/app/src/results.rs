//! The results of one survey, question by question: authors' own questions beside the standard ones.
//!
//! Versions that asked the same are counted together, versions that asked otherwise apart; languages of one version
//! are translations of one question and count together unless the reader chooses one.

mod asked;
mod cross;
mod export;
mod numbers;
mod outcome;
mod series;
mod words;

use catsup_model::{
    Channel, Language, Permission, Translated, Viewer,
    id::SurveyId,
    period::Days,
    survey::{Question, Survey, SurveyDefinition},
};
use catsup_store::{QuestionFilter, SurveyVersion};
use serde::Serialize;

pub use self::{
    cross::{Axis, AxisValue, Cell, CrossTable, axes, cross},
    export::export,
    numbers::{DaySummary, NumberBar, NumberSummary},
    outcome::{ChoiceShare, Outcome, RowFigure},
    words::{WordsPage, words},
};
use crate::{App, Error, surveys};
pub use catsup_store::Words;

/// What results are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResultsQuery {
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// Channels; all when empty.
    pub channels: Vec<Channel>,
    /// Languages; all when empty.
    pub languages: Vec<Language>,
}

/// The results of one survey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Results {
    /// The survey.
    pub survey: SurveyId,
    /// The name staff know it by.
    pub name: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// How many responses count; `None` when fewer than may be shown.
    pub responses: Option<u64>,
    /// Fewer answers than this are not shown.
    pub smallest_cell: u64,
    /// Every question, in the order it is asked; what is asked no more comes last.
    pub questions: Vec<QuestionResult>,
}

/// What came of one question, as one run of versions asked it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionResult {
    /// Its key.
    pub key: String,
    /// Its number among the questions that people answer; `None` when it is asked no more.
    pub number: Option<usize>,
    /// What was asked.
    pub text: Translated,
    /// The kind of question.
    pub kind: &'static str,
    /// Whether it is an author's own question, not one of a standard instrument.
    pub own: bool,
    /// Numbers of the versions that asked it so.
    pub versions: Vec<i64>,
    /// Whether other versions asked it otherwise: these are counted apart.
    pub apart: bool,
    /// How many people it was asked, as far as they answered what it depends on.
    pub asked: u64,
    /// How many answered it.
    pub answered: u64,
    /// What they answered.
    pub outcome: Outcome,
}

/// A survey within reach, with its versions and which responses count.
struct Ground {
    survey: Survey,
    versions: Vec<SurveyVersion>,
    filter: QuestionFilter,
    smallest: u64,
}

impl Ground {
    async fn find(app: &App, viewer: &Viewer, id_or_key: &str, query: &ResultsQuery) -> Result<Self, Error> {
        let reach = viewer.require(Permission::ReadMeasures)?;
        let found = surveys::by_id_or_key(app, id_or_key).await?;
        let survey = found.filter(|one| reach.has_service(one.service)).ok_or(Error::NotFound("survey"))?;
        let settings = app.settings();
        let filter = QuestionFilter {
            survey: survey.id,
            services: app.store().service_ids(&reach).await?,
            channels: query.channels.clone(),
            languages: query.languages.clone(),
            period: query.days.map(|days| days.microseconds(&settings.zone)),
        };
        // A draft that nobody was shown says nothing about answers.
        let mut versions = app.store().version_list(survey.id).await?;
        versions.retain(|version| version.published_at.is_some() || version.id == survey.version);
        Ok(Self { survey, versions, filter, smallest: settings.smallest_cell })
    }

    fn definition(&self) -> &SurveyDefinition {
        &self.survey.definition
    }
}

/// Reads what came of the questions of authors' own in these surveys, words aside; surveys without any are left out.
///
/// # Errors
/// As for [`read`].
pub async fn own(
    app: &App,
    viewer: &Viewer,
    surveys: &[SurveyId],
    query: &ResultsQuery,
) -> Result<Vec<Results>, Error> {
    let mut all = Vec::new();
    for survey in surveys {
        let ground = Ground::find(app, viewer, &survey.to_string(), query).await?;
        // Surveys of a standard instrument alone are large, and have nothing to count here.
        if !ground.definition().questions().any(Question::is_own) {
            continue;
        }
        let mut results = read(app, viewer, &survey.to_string(), query).await?;
        results.questions.retain(|one| one.own && !matches!(one.outcome, Outcome::Words));
        if !results.questions.is_empty() {
            all.push(results);
        }
    }
    Ok(all)
}

/// Reads the results of a survey, as far as `viewer` may see it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is no such survey within reach.
pub async fn read(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    query: &ResultsQuery,
) -> Result<Results, Error> {
    let ground = Ground::find(app, viewer, id_or_key, query).await?;
    let store = app.store();
    let series = series::of(&ground);
    let (counts, versions, paths) = tokio::try_join!(
        async { Ok(store.question_counts(&ground.filter, &series::chosen(&ground)).await?) },
        async { Ok(store.question_versions(&ground.filter).await?) },
        asked::paths(app, &ground),
    )?;
    let responses = versions.iter().map(|(_, n)| n).sum::<u64>();
    let question = |one: &series::Series<'_>| {
        let counts: Vec<_> = counts.iter().filter(|count| one.holds(count.version)).collect();
        let outcome = Outcome::of(one.question, &counts, ground.smallest);
        QuestionResult {
            key: one.question.key.clone(),
            number: one.number,
            text: one.question.text.clone(),
            kind: one.question.kind.code(),
            own: one.question.is_own(),
            versions: one.versions.iter().map(|version| version.number).collect(),
            apart: one.apart,
            asked: asked::count(one, &versions, &paths),
            answered: outcome::answered(one.question, &counts),
            outcome,
        }
    };
    Ok(Results {
        survey: ground.survey.id,
        name: ground.survey.name.clone(),
        days: query.days,
        responses: Some(responses).filter(|n| *n >= ground.smallest || *n == 0),
        smallest_cell: ground.smallest,
        questions: series
            .iter()
            .map(question)
            .filter(|one| one.number.is_some() || one.answered > 0)
            .collect(),
    })
}
