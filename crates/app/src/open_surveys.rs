//! Surveys as the public sees them, remembered for a moment so that a busy form does not read them each time.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

use catsup_model::{
    answers::wordings,
    case::FollowUp,
    id::{SurveyVersionId, TouchpointId, WordingId},
    survey::{Survey, SurveyState},
    text::Name,
    wording::WordingKey,
};
use jiff::{SignedDuration, Timestamp};

use crate::{App, Error, Refusal, surveys};

/// How long another node's change of a survey may go unseen.
const REMEMBERED: SignedDuration = SignedDuration::from_secs(2);

/// A survey with what is needed to answer it.
#[derive(Debug)]
pub struct OpenSurvey {
    /// The survey as it stands.
    pub survey: Survey,
    /// Name of the service it asks about.
    pub service_name: Name,
    /// The touchpoints of its service.
    pub(crate) touchpoints: Vec<TouchpointId>,
    /// The id of every wording it may count under.
    pub(crate) wordings: BTreeMap<WordingKey, WordingId>,
    /// Which responses become cases by themselves.
    pub(crate) follow_up: Option<FollowUp>,
}

/// Remembered surveys by id or key as asked for.
#[derive(Debug, Default)]
pub(crate) struct OpenSurveys(RwLock<HashMap<String, (Timestamp, Arc<OpenSurvey>)>>);

impl OpenSurveys {
    fn get(&self, id_or_key: &str, now: Timestamp) -> Option<Arc<OpenSurvey>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (at, survey) = known.get(id_or_key)?;
        (now.duration_since(*at).abs() < REMEMBERED).then(|| Arc::clone(survey))
    }

    fn put(&self, id_or_key: &str, now: Timestamp, survey: &Arc<OpenSurvey>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= 10_000 {
            known.clear();
        }
        known.insert(id_or_key.to_owned(), (now, Arc::clone(survey)));
    }

    pub(crate) fn forget(&self, survey: &Survey) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (_, one)| one.survey.id != survey.id);
    }
}

/// The survey of this id or public key, if the public may answer it today.
///
/// # Errors
/// [`Error::NotFound`] for a survey that was never published; [`Error::Refused`] for one that is closed or expired.
pub async fn open(app: &App, id_or_key: &str) -> Result<Arc<OpenSurvey>, Error> {
    let now = app.now();
    let found = match app.open_surveys().get(id_or_key, now) {
        Some(known) => known,
        None => {
            let survey = surveys::by_id_or_key(app, id_or_key).await?.ok_or(Error::NotFound("survey"))?;
            let loaded = Arc::new(load(app, survey).await?);
            app.open_surveys().put(id_or_key, now, &loaded);
            loaded
        }
    };
    match found.survey.state {
        SurveyState::Draft => Err(Error::NotFound("survey")),
        SurveyState::Closed | SurveyState::Archived => Err(Refusal::SurveyNotOpen.into()),
        SurveyState::Published => match found.survey.notices.expires {
            Some(expires) if app.today() > expires => Err(Refusal::SurveyExpired(expires).into()),
            _ => Ok(found),
        },
    }
}

/// The survey as an earlier version asked it, for a page that was open while the survey changed.
pub async fn as_shown(
    app: &App,
    open: Arc<OpenSurvey>,
    version: Option<SurveyVersionId>,
) -> Result<Arc<OpenSurvey>, Error> {
    let Some(version) = version.filter(|version| *version != open.survey.version) else { return Ok(open) };
    let definition =
        app.store().version_find(open.survey.id, version).await?.ok_or(Error::NotFound("version"))?;
    load(app, Survey { version, definition, ..open.survey.clone() }).await.map(Arc::new)
}

pub(crate) async fn load(app: &App, survey: Survey) -> Result<OpenSurvey, Error> {
    let service = app.store().service_find(survey.service).await?.ok_or(Error::NotFound("service"))?;
    let touchpoints = app.store().touchpoint_list(Some(&[survey.service])).await?;
    let touchpoints = touchpoints.into_iter().map(|touchpoint| touchpoint.id).collect();
    let asked = wordings(&survey.definition);
    let wordings = match app.store().wording_ids(&asked).await? {
        known if asked.iter().all(|one| known.contains_key(&one.key)) => known,
        _ => {
            let mut transaction = app.store().begin().await?;
            let ensured = transaction.wording_ensure(&asked, || app.next_id()).await?;
            transaction.commit().await?;
            ensured
        }
    };
    let follow_up = app.store().follow_up_of(survey.id).await?;
    Ok(OpenSurvey { survey, service_name: service.name, touchpoints, wordings, follow_up })
}
