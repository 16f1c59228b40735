//! What people wrote about one step: comments of those who had it, and of others at its touchpoints.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    Channel, Feed, Language, Measure, Permission, Scale, Viewer,
    id::{ResponseId, ServiceId, SurveyId},
    interaction::CustomerKey,
    response::{Response, ResponseState},
    survey::Survey,
};
use catsup_store::ResponseFilter;
use jiff::Timestamp;

use super::{KnownStep, ObservedQuery};
use crate::{App, Error, inbox, responses, surveys};

/// The most comments that are shown.
const MOST: usize = 8;
/// The most responses of customers that are looked through for comments.
const MOST_READ: usize = 200;
/// The most responses of one customer that are listed.
const MOST_OF_CUSTOMER: i64 = 50;

/// A response with what the person wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The response.
    pub response: ResponseId,
    /// When the contact happened.
    pub at: Timestamp,
    /// Name of the survey.
    pub survey: String,
    /// The channel.
    pub channel: Channel,
    /// The language.
    pub language: Language,
    /// The longest text; personal data in it is hidden. Empty where nothing was written.
    pub words: String,
    /// The first measure it answers, its scale and the answer.
    pub score: Option<(Measure, Scale, i64)>,
    /// Whether it is joined to the step by customer; by touchpoint otherwise.
    pub by_customer: bool,
}

/// The newest comments about a step; none for those who may not read responses.
///
/// # Errors
/// When something fails inside.
pub async fn spoken(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    step: &KnownStep,
) -> Result<Vec<Spoken>, Error> {
    let Ok(reach) = viewer.require(Permission::ReadResponses) else { return Ok(Vec::new()) };
    let mine: BTreeSet<ResponseId> = step.responses.iter().copied().collect();
    let ids: Vec<i64> = step.responses.iter().take(MOST_READ).map(|id| id.0).collect();
    let mut found = app.store().responses_of_ids(&ids).await?;
    found.retain(|one| reach.has_service(one.service) && one.state == ResponseState::Received);
    if !step.places.is_empty() {
        let filter = ResponseFilter {
            touchpoints: step.places.iter().map(|place| place.touchpoint).collect(),
            services: query.services.clone(),
            states: vec![ResponseState::Received],
            commented: Some(true),
            period: query.days.map(|days| days.microseconds(&app.settings().zone)),
            ..ResponseFilter::default()
        };
        let limit = i64::try_from(3 * MOST).unwrap_or(i64::MAX);
        let others = inbox::list(app, viewer, filter, limit).await?;
        // Of a known customer it is known what it is about.
        found.extend(others.into_iter().filter(|one| one.customer.is_none() && !mine.contains(&one.id)));
    }
    let mut told = told(app, found, &mine).await?;
    told.retain(|one| !one.words.is_empty());
    // What surely is about the step comes first.
    told.sort_by_key(|one| std::cmp::Reverse((one.by_customer, one.at, one.response)));
    told.truncate(MOST);
    told.sort_by_key(|one| std::cmp::Reverse((one.at, one.response)));
    Ok(told)
}

/// What a customer said of services within reach, the latest first; nothing for those who may not read responses.
///
/// # Errors
/// [`Error::Denied`] for those who may not see customers.
pub async fn said_by(app: &App, viewer: &Viewer, customer: CustomerKey) -> Result<Vec<Spoken>, Error> {
    let customers = viewer.require(Permission::ReadCustomers)?;
    let Ok(reach) = viewer.require(Permission::ReadResponses) else { return Ok(Vec::new()) };
    let mut services: Vec<ServiceId> = app.store().service_ids(&customers).await?;
    services.retain(|service| reach.has_service(*service));
    let ids = app.store().responses_of_customer(customer, &services, MOST_OF_CUSTOMER).await?;
    let found = app.store().responses_of_ids(&ids).await?;
    let mine = found.iter().map(|one| one.id).collect();
    told(app, found, &mine).await
}

async fn told(app: &App, found: Vec<Response>, joined: &BTreeSet<ResponseId>) -> Result<Vec<Spoken>, Error> {
    let mut known: BTreeMap<SurveyId, Option<Survey>> = BTreeMap::new();
    let mut told = Vec::with_capacity(found.len());
    for one in found {
        if let std::collections::btree_map::Entry::Vacant(entry) = known.entry(one.survey) {
            entry.insert(surveys::by_id_or_key(app, &one.survey.to_string()).await?);
        }
        let survey = known.get(&one.survey).and_then(Option::as_ref);
        let words = survey.and_then(|survey| responses::longest_words(survey, &one)).unwrap_or_default();
        told.push(Spoken {
            response: one.id,
            at: one.occurred_at,
            survey: survey.map(|survey| survey.name.clone()).unwrap_or_default(),
            channel: one.channel,
            language: one.language,
            words,
            score: survey.and_then(|survey| score(survey, &one)),
            by_customer: joined.contains(&one.id),
        });
    }
    Ok(told)
}

/// The first measure that a response answers.
fn score(survey: &Survey, response: &Response) -> Option<(Measure, Scale, i64)> {
    survey.definition.questions().find_map(|question| {
        let Some(Feed::Measure(measure)) = question.feeds else { return None };
        let value = response.answers.iter().find(|one| one.question == question.key)?.value?;
        Some((measure, question.scale()?, value))
    })
}
