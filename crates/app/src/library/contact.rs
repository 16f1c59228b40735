//! A contact with a person: what they did before, the answer to what they need, what they will need next; written down with
//! a few keys.

use std::collections::HashMap;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    anticipation::Surface,
    id::{AnswerId, ServiceId},
    interaction::{CustomerKey, Interaction, Outcome},
    library::SlotPicks,
};
use catsup_store::InteractionFilter;

use super::{
    ReadAnswer, Reader, read::fitted, reads::record_desk, search, search::SearchQuery, shelf,
    write::account_of,
};
use crate::{
    App, Error,
    anticipation::{self, Asked, Subject, Suggestion, soon::anticipate_soon},
    glossary::{self, Searched},
    imports::Places,
    interactions::{Given, checked},
    standards::soon::measure_interactions_soon,
};

/// Earlier contacts that are shown.
const MOST_EARLIER: i64 = 8;
/// Answers that are shown.
const MOST_ANSWERS: usize = 3;
/// What contacts that staff write down come from.
const SOURCE: &str = "desk";

/// What is known of a contact so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PanelQuery {
    /// What the person needs, in their words.
    pub words: String,
    /// What sources call the person: a number or an address; may be empty.
    pub customer: String,
    /// The service.
    pub service: Option<ServiceId>,
    /// The channel.
    pub channel: Option<Channel>,
    /// The person's language.
    pub language: Language,
    /// The answer that was chosen.
    pub answer: Option<AnswerId>,
    /// Whether the same search is shown again: it counts once.
    pub again: bool,
}

/// What helps during a contact.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactPanel {
    /// What the person did before, the latest first, each with the name of the service.
    pub earlier: Vec<(Interaction, String)>,
    /// The chosen answer, else the one that fits best.
    pub answer: Option<ReadAnswer>,
    /// Other answers that fit: id and question.
    pub others: Vec<(AnswerId, String)>,
    /// What people with this need come back for next.
    pub next: Vec<Suggestion>,
}

/// A contact as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedContact {
    /// The service it was about.
    pub service: ServiceId,
    /// The channel.
    pub channel: Channel,
    /// What sources call the person; may be empty.
    pub customer: String,
    /// What the person needed.
    pub need: String,
    /// How it ended for them.
    pub outcome: Option<Outcome>,
    /// Seconds it took.
    pub handle_seconds: Option<i64>,
    /// The language.
    pub language: Language,
}

/// What helps during a contact. What the person did before is shown to those who may see customers. The search and the answer
/// count as those of staff.
///
/// # Errors
/// [`Error::Denied`].
pub async fn panel(app: &App, viewer: &Viewer, query: &PanelQuery) -> Result<ContactPanel, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let reader = Reader::of(viewer);
    let mut panel = ContactPanel::default();
    let customer = customer(app, &query.customer);
    if let Some(customer) = customer
        && let Ok(reach) = viewer.require(Permission::ReadCustomers)
    {
        let filter = InteractionFilter {
            services: app.store().service_ids(&reach).await?,
            customer: Some(customer),
            ..InteractionFilter::default()
        };
        let names: HashMap<ServiceId, String> = app
            .store()
            .service_list(None)
            .await?
            .into_iter()
            .map(|service| (service.id, service.name.to_string()))
            .collect();
        let earlier = app.store().interaction_page(&filter, None, MOST_EARLIER).await?;
        let named = |one: Interaction| {
            let name = names.get(&one.service).cloned().unwrap_or_default();
            (one, name)
        };
        panel.earlier = earlier.into_iter().map(named).collect();
    }
    let words = query.words.trim();
    if words.is_empty() && query.answer.is_none() {
        return Ok(panel);
    }
    let looked = SearchQuery { words: words.to_owned(), language: query.language, most: MOST_ANSWERS + 1 };
    let found = search(app, &reader, &looked).await?;
    if !words.is_empty() && query.answer.is_none() && !query.again {
        let (language, audience) = (query.language, reader.audience());
        glossary::searched(app, &Searched { words, language, audience, found: found.total }).await?;
    }
    let shelf = shelf(app).await?;
    let best = query.answer.or_else(|| found.answers.first().map(|one| one.id));
    if let Some(shelved) = best.and_then(|id| shelf.get(&reader, id)) {
        let read = fitted(app, &reader, shelved, query.language, &SlotPicks::new()).await?;
        record_desk(app, viewer, &read, query.language).await?;
        panel.answer = Some(read);
    }
    let others = found.answers.into_iter().filter(|one| Some(one.id) != best);
    panel.others = others.take(MOST_ANSWERS).map(|one| (one.id, one.question)).collect();
    let needs = panel.answer.as_ref().map(|one| one.answer.needs.clone()).unwrap_or_default();
    let asked = Asked {
        needs: &needs,
        language: query.language,
        surface: Surface::Desk,
        channel: query.channel,
        service: query.service,
        subject: customer.map(Subject::Customer),
    };
    panel.next = anticipation::offer(app, viewer, asked).await?;
    Ok(panel)
}

/// Writes a contact down: it counts among the contacts of the service from then on.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `service`, `channel`, `need`, `customer` or `handle_seconds`.
pub async fn log_contact(app: &App, viewer: &Viewer, contact: LoggedContact) -> Result<(), Error> {
    let reach = viewer.require(Permission::HandleCases)?;
    let places = Places::within(app, &reach).await?;
    let customer = Some(contact.customer.trim().to_owned()).filter(|named| !named.is_empty());
    let given = Given {
        service: Some(contact.service.to_string()),
        channel: Some(contact.channel),
        customer: customer.clone(),
        activity: contact.need.clone(),
        intention: Some(contact.need.clone()),
        outcome: contact.outcome,
        handle_seconds: contact.handle_seconds,
        language: Some(contact.language),
        attributes: account_of(viewer).map(|id| ("staff".to_owned(), id.to_string())).into_iter().collect(),
        ..Given::default()
    };
    let renamed = |mut errors: Vec<crate::FieldError>| {
        for error in &mut errors {
            if matches!(error.field.as_str(), "activity" | "intention") {
                "need".clone_into(&mut error.field);
            }
        }
        Error::Invalid(errors)
    };
    let interaction = checked(app, &places, SOURCE, given).map_err(renamed)?;
    app.store().interactions_submit(vec![interaction]).await?;
    if let Some(named) = customer {
        let subject = Subject::Customer(app.keys().customer(&named));
        anticipation::note_came_back(app, subject, Some(&contact.need)).await;
    }
    measure_interactions_soon(app).await;
    anticipate_soon(app).await;
    Ok(())
}

fn customer(app: &App, named: &str) -> Option<CustomerKey> {
    let named = named.trim();
    (!named.is_empty()).then(|| app.keys().customer(named))
}
