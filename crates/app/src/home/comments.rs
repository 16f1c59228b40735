//! Comments on the front page: the newest, and one chosen fairly as the voice of the day.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    id::{ResponseId, ServiceId, SurveyId},
    period::Days,
    survey::QuestionKind,
};
use catsup_store::{Comment, CommentFilter};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use sha2::{Digest as _, Sha256};

use super::services_within;
use crate::{App, Error, personal_data};

/// How many days back the voice of the day is chosen from, today not included: what comes in during the day would
/// change the choice.
const DAYS: i64 = 30;

/// A comment with personal data hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownComment {
    /// The response it belongs to.
    pub response: ResponseId,
    /// The service it is about.
    pub service: ServiceId,
    /// Its name.
    pub service_name: String,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// When the contact happened.
    pub occurred_at: Timestamp,
    /// What was written, personal data hidden.
    pub text: String,
}

/// The newest comments within reach, and the voice of the day; nothing for those who may not read responses.
pub(super) async fn read(
    app: &App,
    viewer: &Viewer,
    newest: i64,
) -> Result<(Vec<ShownComment>, Option<ShownComment>), Error> {
    if !viewer.may(Permission::ReadResponses) {
        return Ok((Vec::new(), None));
    }
    let names: BTreeMap<ServiceId, String> =
        services_within(app, viewer, Permission::ReadResponses).await?.into_iter().collect();
    let services: Vec<ServiceId> = names.keys().copied().collect();
    let questions = comment_questions(app, &services).await?;
    let zone = &app.settings().zone;
    let today = app.today();
    let days = Days { first: today.saturating_sub(DAYS.days()), last: today.yesterday().unwrap_or(today) };
    let of_days = |days: Days| CommentFilter {
        services: services.clone(),
        questions: questions.clone(),
        period: days.microseconds(zone),
    };
    let recent = of_days(Days { first: days.first, last: today });
    let (newest, voice) = tokio::try_join!(
        async { Ok(app.store().comment_list(&recent, 0, newest).await?) },
        voice_of_the_day(app, of_days(days), today),
    )?;
    let shown = |comment: Comment| shown(&names, comment);
    Ok((newest.into_iter().map(shown).collect(), voice.map(shown)))
}

/// Every comment has the same chance, and everybody with the same reach sees the same one all day.
async fn voice_of_the_day(app: &App, filter: CommentFilter, today: Date) -> Result<Option<Comment>, Error> {
    let count = app.store().comment_count(&filter).await?;
    let Ok(count) = u64::try_from(count) else { return Ok(None) };
    if count == 0 {
        return Ok(None);
    }
    let hash = Sha256::digest(today.to_string().as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    let place = u64::from_le_bytes(first) % count;
    let chosen = app.store().comment_list(&filter, i64::try_from(place).unwrap_or(0), 1).await?;
    Ok(chosen.into_iter().next())
}

/// The questions of these services' surveys that ask for a comment. Names, addresses and choices are none.
async fn comment_questions(app: &App, services: &[ServiceId]) -> Result<Vec<(SurveyId, String)>, Error> {
    let surveys = app.store().survey_list(services, None, 5_000).await?;
    let asked = surveys.iter().flat_map(|survey| {
        let texts = survey
            .definition
            .questions()
            .filter(|question| matches!(question.kind, QuestionKind::LongText { .. }));
        texts.map(|question| (survey.id, question.key.clone()))
    });
    Ok(asked.collect())
}

fn shown(names: &BTreeMap<ServiceId, String>, comment: Comment) -> ShownComment {
    ShownComment {
        response: comment.response,
        service: comment.service,
        service_name: names.get(&comment.service).cloned().unwrap_or_default(),
        channel: comment.channel,
        language: comment.language,
        occurred_at: comment.occurred_at,
        text: personal_data::hide(&comment.text),
    }
}
