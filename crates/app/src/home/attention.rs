//! Surveys that need somebody: expired, about to expire, silent, or never published.

use catsup_model::{
    Permission, Viewer,
    id::SurveyId,
    survey::{Survey, SurveyState},
};
use jiff::{ToSpan as _, civil::Date};

use super::services_within;
use crate::{App, Error};

/// Days before the end of an approval at which it is spoken of: renewing one takes months.
const SOON: i64 = 90;
/// Days without an answer after which a published survey counts as silent.
const SILENT: i64 = 30;
/// The most surveys read; an installation with more is asked by its list of surveys.
const MOST_SURVEYS: i64 = 5_000;

/// A survey that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attention {
    /// The survey.
    pub survey: SurveyId,
    /// Its name.
    pub name: String,
    /// The service it asks about.
    pub service: String,
    /// Why.
    pub reason: Reason,
}

/// Why a survey needs somebody, the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is published, but its approval ended on this day: nobody can answer.
    Expired(Date),
    /// Its approval ends soon, on this day.
    Expiring(Date),
    /// It is published, and nobody answered for thirty days.
    Silent,
    /// It was set up and not published.
    Draft,
}

/// Surveys within reach that need somebody; none for those who do not manage surveys.
pub(super) async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Attention>, Error> {
    if !viewer.may(Permission::ManageSurveys) {
        return Ok(Vec::new());
    }
    let services = services_within(app, viewer, Permission::ManageSurveys).await?;
    let ids: Vec<_> = services.iter().map(|(id, _)| *id).collect();
    let since = app.now() - (SILENT * 24).hours();
    let (surveys, answered) = tokio::try_join!(
        app.store().survey_list(&ids, None, MOST_SURVEYS),
        app.store().surveys_answered_since(&ids, since),
    )?;
    let today = app.today();
    let name_of = |survey: &Survey| {
        services
            .iter()
            .find(|(id, _)| *id == survey.service)
            .map_or_else(String::new, |(_, name)| name.clone())
    };
    let mut attention: Vec<Attention> = surveys
        .iter()
        .filter_map(|survey| {
            let reason = reason(survey, today, answered.contains(&survey.id))?;
            Some(Attention { survey: survey.id, name: survey.name.clone(), service: name_of(survey), reason })
        })
        .collect();
    attention.sort_by(|one, other| (one.reason, &one.name).cmp(&(other.reason, &other.name)));
    Ok(attention)
}

fn reason(survey: &Survey, today: Date, answered: bool) -> Option<Reason> {
    match (survey.state, survey.notices.expires) {
        (SurveyState::Draft, _) => Some(Reason::Draft),
        (SurveyState::Published, Some(last)) if last < today => Some(Reason::Expired(last)),
        (SurveyState::Published, Some(last)) if last <= today.saturating_add(SOON.days()) => {
            Some(Reason::Expiring(last))
        }
        (SurveyState::Published, _) if !answered => Some(Reason::Silent),
        (SurveyState::Published | SurveyState::Closed | SurveyState::Archived, _) => None,
    }
}
