//! The library as those who write it see it: every answer, however far it has come.

use std::collections::HashMap;

use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, AnswerId, OrganisationId, ServiceId},
    library::{Answer, AnswerState, AnswerVersion, Audience},
};
use catsup_store::ReadCounts;
use jiff::{SignedDuration, civil::Date};

use super::{Reader, search, shelf, within};
use crate::{App, Error, access};

/// Readings of so many days are told of.
pub(super) const COUNTED: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Which answers are wanted; empty wants all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Words to look for.
    pub words: String,
    /// How far they have come.
    pub state: Option<AnswerState>,
    /// Who they are for.
    pub audience: Option<Audience>,
    /// Only those that somebody is to look at again.
    pub due: bool,
    /// Only those that are not written in this language.
    pub missing: Option<Language>,
    /// The service.
    pub service: Option<ServiceId>,
}

/// One answer of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// The answer.
    pub answer: Answer,
    /// Its latest version, approved or not.
    pub latest: AnswerVersion,
    /// The name of its organisation.
    pub organisation: String,
    /// The name of its service; empty where it has none.
    pub service: String,
    /// The name of its owner; empty where it has none.
    pub owner: String,
    /// Whether somebody is to look at it again.
    pub due: bool,
    /// Whether people read it now.
    pub in_force: bool,
    /// Readings of the last 90 days.
    pub reads: ReadCounts,
}

/// Whether an answer is to be looked at again.
pub(super) fn is_due(answer: &Answer, today: Date) -> bool {
    answer.state != AnswerState::Retired && answer.review_on.is_some_and(|day| day <= today)
}

/// Answers within reach, by their question; the best match first where words are looked for.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer, query: &ListQuery) -> Result<Vec<AnswerLine>, Error> {
    let reach = viewer.require(Permission::ReadAnswers)?;
    let reader = Reader::of(viewer);
    let today = app.today();
    let shelf = shelf(app).await?;
    let counts = app.store().answer_read_counts(app.now() - COUNTED).await?;
    let organisations = app.store().organisation_list().await?;
    let organisations: HashMap<OrganisationId, String> =
        organisations.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    let services = app.store().service_list(None).await?;
    let services: HashMap<ServiceId, String> =
        services.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    let owners: HashMap<AccountId, String> =
        access::by_name(app.store().account_list().await?).into_iter().collect();
    let mut versions: HashMap<AnswerId, AnswerVersion> = app
        .store()
        .answer_versions_latest()
        .await?
        .into_iter()
        .map(|version| (version.answer, version))
        .collect();
    let wanted = |answer: &Answer, version: &AnswerVersion| {
        within(&reach, answer)
            && query.state.is_none_or(|state| answer.state == state)
            && query.audience.is_none_or(|audience| answer.audience == audience)
            && (!query.due || is_due(answer, today))
            && query.missing.is_none_or(|language| !version.document.contents.contains_key(&language))
            && query.service.is_none_or(|service| answer.service == Some(service))
    };
    let answers = app.store().answer_list().await?;
    let mut lines: Vec<AnswerLine> = answers
        .into_iter()
        .filter_map(|answer| {
            let latest = versions.remove(&answer.id)?;
            wanted(&answer, &latest).then(|| AnswerLine {
                organisation: organisations.get(&answer.organisation).cloned().unwrap_or_default(),
                service: answer.service.and_then(|id| services.get(&id).cloned()).unwrap_or_default(),
                owner: answer.owner.and_then(|id| owners.get(&id).cloned()).unwrap_or_default(),
                due: is_due(&answer, today),
                in_force: shelf.get(&reader, answer.id).is_some(),
                reads: counts.get(&answer.id).copied().unwrap_or_default(),
                latest,
                answer,
            })
        })
        .collect();
    if query.words.trim().is_empty() {
        lines.sort_by_cached_key(|line| (question(&line.latest).to_lowercase(), line.answer.id));
    } else {
        let places = search::places_among(&query.words, &lines);
        lines.retain(|line| places.contains_key(&line.answer.id));
        lines.sort_by_key(|line| places[&line.answer.id]);
    }
    Ok(lines)
}

/// The question of a version in whatever language it has, English first.
pub(super) fn question(version: &AnswerVersion) -> &str {
    version.document.get(Language::En).map(|(_, content)| content.question.as_str()).unwrap_or_default()
}
