//! One answer as those who write it see it: its versions, and what readers made of it.

use std::collections::HashMap;

use catsup_model::{
    Permission, Viewer,
    id::{AccountId, AnswerId},
    library::{Answer, AnswerVersion},
};
use catsup_store::ReadCounts;

use super::{Consistency, Reader, THE_ANSWER, consistency::consistency, find, list::COUNTED, may, shelf};
use crate::{App, Error, access};

/// One answer with everything around it.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerDetail {
    /// The answer.
    pub answer: Answer,
    /// Its latest version.
    pub latest: AnswerVersion,
    /// The number of the version in force.
    pub in_force: Option<u32>,
    /// Its versions, the latest first.
    pub versions: Vec<VersionLine>,
    /// The name of its organisation.
    pub organisation: String,
    /// The name of its service; empty where it has none.
    pub service: String,
    /// The name of its owner; empty where it has none.
    pub owner: String,
    /// The names of its life experiences.
    pub experiences: Vec<String>,
    /// Readings of the last 90 days.
    pub reads: ReadCounts,
    /// How well replies of the last 90 days kept it.
    pub consistency: Consistency,
    /// Whether the viewer may change it.
    pub may_write: bool,
    /// Whether the viewer may approve it and take it out of use.
    pub may_approve: bool,
}

/// A version with the names of those who had to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// The version.
    pub version: AnswerVersion,
    /// Who wrote it; empty for the program itself.
    pub author: String,
    /// Who approved it; empty where nobody did, or the program itself.
    pub approver: String,
}

/// One answer within reach.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn detail(app: &App, viewer: &Viewer, id: AnswerId) -> Result<AnswerDetail, Error> {
    let answer = find(app, viewer, Permission::ReadAnswers, id).await?;
    let names: HashMap<AccountId, String> =
        access::by_name(app.store().account_list().await?).into_iter().collect();
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let line = |version: AnswerVersion| VersionLine {
        author: name(version.author),
        approver: name(version.approved.and_then(|(by, _)| by)),
        version,
    };
    let versions: Vec<VersionLine> = app.store().answer_versions(id).await?.into_iter().map(line).collect();
    let latest = versions.first().map(|line| line.version.clone()).ok_or(THE_ANSWER)?;
    let organisation = app.store().organisation_find(answer.organisation).await?;
    let service = match answer.service {
        Some(id) => app.store().service_find(id).await?,
        None => None,
    };
    let experiences = app.store().life_experience_list().await?.into_iter();
    let reads = app.store().answer_read_counts_of(id, app.now() - COUNTED).await?;
    let shelf = shelf(app).await?;
    Ok(AnswerDetail {
        in_force: shelf.get(&Reader::of(viewer), id).map(|one| one.version.number),
        organisation: organisation.map(|one| one.name.to_string()).unwrap_or_default(),
        service: service.map(|one| one.name.to_string()).unwrap_or_default(),
        owner: name(answer.owner),
        experiences: experiences
            .filter(|one| answer.experiences.contains(&one.id))
            .map(|one| one.name.to_string())
            .collect(),
        reads,
        consistency: consistency(app, id).await?,
        may_write: may(viewer, Permission::WriteAnswers, &answer),
        may_approve: may(viewer, Permission::ApproveAnswers, &answer),
        answer,
        latest,
        versions,
    })
}

/// One version of an answer within reach, and the one before it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn version(
    app: &App,
    viewer: &Viewer,
    id: AnswerId,
    number: u32,
) -> Result<(Answer, AnswerVersion, Option<AnswerVersion>), Error> {
    let answer = find(app, viewer, Permission::ReadAnswers, id).await?;
    let version = app.store().answer_version(id, number).await?.ok_or(THE_ANSWER)?;
    let before = match number {
        0 | 1 => None,
        _ => app.store().answer_version(id, number - 1).await?,
    };
    Ok((answer, version, before))
}
