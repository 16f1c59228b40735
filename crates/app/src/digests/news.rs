//! What is new for one digest: counts with their n, and the first words of comments with personal data hidden.

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Viewer,
    id::{ResponseId, SurveyId},
    job::Rhythm,
    response::Response,
    survey::Survey,
};
use catsup_store::Digest;
use jiff::{Timestamp, civil::DateTime};

use super::{LOOK_BACK, unsubscribe};
use crate::{App, Error, responses};

/// Comments that a mail begins to quote.
const QUOTED: usize = 10;
/// Words that are quoted of a comment.
const WORDS: usize = 25;

/// What is new.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct News {
    /// What people know the installation by.
    pub agency: String,
    /// How often the digest comes.
    pub rhythm: Rhythm,
    /// Since when, in the installation's zone.
    pub since: DateTime,
    /// Name of the only service or survey it tells of.
    pub of: Option<String>,
    /// How many responses are new.
    pub n: usize,
    /// How many of them have a low score.
    pub low: usize,
    /// How many of them hold a comment.
    pub commented: usize,
    /// How many to each survey, the most first.
    pub surveys: Vec<(String, usize)>,
    /// The newest comments; urgent ones first.
    pub glimpses: Vec<Glimpse>,
    /// The inbox.
    pub inbox: String,
    /// Where the reader changes what they are told.
    pub settings: String,
    /// Where one click ends this digest.
    pub unsubscribe: String,
    /// Every response it tells of.
    pub told: Vec<ResponseId>,
}

/// The first words of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// The words, with personal data hidden.
    pub words: String,
    /// Whether there is more.
    pub cut: bool,
    /// Whether the score is low.
    pub low: bool,
    /// Whether someone should look at once.
    pub urgent: bool,
    /// The survey.
    pub survey: String,
    /// Where the response can be read.
    pub link: String,
}

/// What came in for a digest up to a moment and was not told; `None` when that is nothing.
pub(super) async fn since(
    app: &App,
    viewer: &Viewer,
    digest: &Digest,
    until: Timestamp,
) -> Result<Option<News>, Error> {
    let store = app.store();
    let reach = viewer.require(Permission::ReadResponses)?;
    let mut services = store.service_ids(&reach).await?;
    services.retain(|service| digest.service.is_none_or(|only| only == *service));
    let after = (digest.since.min(until) - LOOK_BACK).max(digest.created_at);
    let new = store.digest_news(digest, &services, after, until).await?;
    if new.is_empty() {
        return Ok(None);
    }
    let told: Vec<ResponseId> = new.iter().map(|one| one.response).collect();
    let urgent = store.screening_urgent_among(&told).await?;
    let mut quoted: Vec<_> = new.iter().filter(|one| one.commented).collect();
    quoted.sort_by_key(|one| (!urgent.contains(&one.response), std::cmp::Reverse(one.response)));
    quoted.truncate(QUOTED);
    let mut surveys = Surveys { app, known: BTreeMap::new() };
    let mut glimpses = Vec::with_capacity(quoted.len());
    for one in quoted {
        let Some(response) = store.response_find(one.response).await? else { continue };
        let Some(survey) = surveys.find(response.survey).await? else { continue };
        let Some((words, cut)) = first_words(survey, &response) else { continue };
        glimpses.push(Glimpse {
            words,
            cut,
            low: one.low,
            urgent: urgent.contains(&one.response),
            survey: survey.name.clone(),
            link: format!("{}/desk/responses/{}", app.outside().address, one.response),
        });
    }
    let mut counts: BTreeMap<SurveyId, usize> = BTreeMap::new();
    for one in &new {
        *counts.entry(one.survey).or_default() += 1;
    }
    let mut named = Vec::with_capacity(counts.len());
    for (survey, n) in counts {
        if let Some(survey) = surveys.find(survey).await? {
            named.push((survey.name.clone(), n));
        }
    }
    named.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.clone()));
    let zone = app.settings().zone.clone();
    let address = &app.outside().address;
    Ok(Some(News {
        agency: app.settings().agency.clone(),
        rhythm: digest.rhythm,
        since: digest.since.to_zoned(zone).datetime(),
        of: name_of(app, &mut surveys, digest).await?,
        n: new.len(),
        low: new.iter().filter(|one| one.low).count(),
        commented: new.iter().filter(|one| one.commented).count(),
        surveys: named,
        glimpses,
        inbox: format!("{address}/desk/responses"),
        settings: format!("{address}/desk/digests"),
        unsubscribe: unsubscribe::link(app, digest.id),
        told,
    }))
}

/// The survey or the service that a digest is bound to, by name.
async fn name_of(app: &App, surveys: &mut Surveys<'_>, digest: &Digest) -> Result<Option<String>, Error> {
    if let Some(survey) = digest.survey {
        return Ok(surveys.find(survey).await?.map(|survey| survey.name.clone()));
    }
    let Some(service) = digest.service else { return Ok(None) };
    Ok(app.store().service_find(service).await?.map(|service| service.name.to_string()))
}

/// Surveys that were read already.
struct Surveys<'a> {
    app: &'a App,
    known: BTreeMap<SurveyId, Option<Survey>>,
}

impl Surveys<'_> {
    async fn find(&mut self, id: SurveyId) -> Result<Option<&Survey>, Error> {
        if !self.known.contains_key(&id) {
            let found = crate::surveys::by_id_or_key(self.app, &id.to_string()).await?;
            self.known.insert(id, found);
        }
        Ok(self.known.get(&id).and_then(Option::as_ref))
    }
}

/// The first words of the longest comment, and whether there are more.
fn first_words(survey: &Survey, response: &Response) -> Option<(String, bool)> {
    let shown = responses::longest_words(survey, response)?;
    let mut words: Vec<&str> = shown.split_whitespace().collect();
    let cut = words.len() > WORDS;
    words.truncate(WORDS);
    (!words.is_empty()).then(|| (words.join(" "), cut))
}
