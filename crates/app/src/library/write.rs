//! Writing answers: every saving is a version of its own, so that nothing written is lost.

use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, AnswerId, LifeExperienceId, OrganisationId, ServiceId},
    library::{
        Answer, AnswerDocument, AnswerState, AnswerVersion, Audience, LONGEST_LINE, LONGEST_SHORT,
        LONGEST_TEXT, MOST_LINES, Slot, need_key,
    },
    permission::{Actor, Denied},
    text,
};
use catsup_store::Transaction;
use jiff::civil::Date;
use serde_json::json;

use super::{find, may};
use crate::{App, Error, Refusal, access, audit, fields::Fields};

/// An answer as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredAnswer {
    /// The number of the version it was made from; 0 for a new answer.
    pub based_on: u32,
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// The service it is about.
    pub service: Option<ServiceId>,
    /// Who it is for.
    pub audience: Audience,
    /// Who keeps it right.
    pub owner: Option<AccountId>,
    /// The needs it answers.
    pub needs: Vec<String>,
    /// The life experiences it belongs to.
    pub experiences: Vec<LifeExperienceId>,
    /// The last day it holds.
    pub ends_on: Option<Date>,
    /// The day somebody is to look at it again.
    pub review_on: Option<Date>,
    /// The words.
    pub document: AnswerDocument,
    /// What changed.
    pub note: String,
    /// The first day it holds.
    pub starts_on: Option<Date>,
    /// Whether staff are to read and acknowledge it.
    pub must_read: bool,
    /// Where staff learn more about the change.
    pub training: String,
}

impl EnteredAnswer {
    /// A new answer of an organisation, for everyone, with nothing written yet.
    #[must_use]
    pub fn new(organisation: OrganisationId) -> Self {
        Self {
            based_on: 0,
            organisation,
            service: None,
            audience: Audience::Public,
            owner: None,
            needs: Vec::new(),
            experiences: Vec::new(),
            ends_on: None,
            review_on: None,
            document: AnswerDocument::default(),
            note: String::new(),
            starts_on: None,
            must_read: false,
            training: String::new(),
        }
    }
}

/// An answer as it would be entered to change it.
#[must_use]
pub fn entered(answer: &Answer, version: &AnswerVersion) -> EnteredAnswer {
    EnteredAnswer {
        based_on: answer.latest,
        organisation: answer.organisation,
        service: answer.service,
        audience: answer.audience,
        owner: answer.owner,
        needs: answer.needs.clone(),
        experiences: answer.experiences.clone(),
        ends_on: answer.ends_on,
        review_on: answer.review_on,
        document: version.document.clone(),
        note: String::new(),
        starts_on: None,
        must_read: false,
        training: String::new(),
    }
}

/// Accounts that may keep an answer right, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn owners(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Error> {
    viewer.require(Permission::WriteAnswers)?;
    let holders = access::holders(app, Permission::WriteAnswers).await?;
    Ok(access::by_name(holders.into_iter().map(|(account, _)| account)))
}

/// Adds an answer as a draft.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for an organisation outside reach; [`Error::Invalid`] with the fields of
/// [`EnteredAnswer`], those of words as `en_question`, `es_details` and so on.
pub async fn add(app: &App, viewer: &Viewer, entered: EnteredAnswer) -> Result<Answer, Error> {
    let checked = checked(app, viewer, entered).await?;
    let mut transaction = app.store().begin().await?;
    let answer = insert(app, viewer, &mut transaction, checked, None).await?;
    transaction.commit().await?;
    Ok(answer)
}

/// Writes a new answer in a transaction, under the key of an import where it came with one.
pub(super) async fn insert(
    app: &App,
    viewer: &Viewer,
    transaction: &mut Transaction,
    entered: EnteredAnswer,
    source_key: Option<&str>,
) -> Result<Answer, Error> {
    let id = AnswerId(app.next_id());
    let now = app.now();
    let answer = Answer {
        id,
        slug: free_slug(transaction, &entered, id).await?,
        organisation: entered.organisation,
        service: entered.service,
        audience: entered.audience,
        state: AnswerState::Draft,
        owner: entered.owner,
        needs: entered.needs.clone(),
        experiences: entered.experiences.clone(),
        ends_on: entered.ends_on,
        review_on: entered.review_on,
        latest: 1,
        withdrawn: 0,
        created_at: now,
        updated_at: now,
    };
    transaction.answer_insert(&answer, source_key).await?;
    transaction.answer_version_put(&version_of(app, viewer, &answer, entered)).await?;
    let subject = format!("answer:{id}");
    audit::record(app, transaction, viewer, "answer.add", &subject, json!({})).await?;
    Ok(answer)
}

/// Saves an answer as a new version, a draft; what is in force stays in force until the new one is approved.
///
/// # Errors
/// As [`add`]; [`Error::NotFound`] for an answer outside reach; [`Refusal::AnswerMoved`] when somebody else saved it since.
/// Making an approved answer readable to more people needs the permission to approve.
pub async fn save(app: &App, viewer: &Viewer, id: AnswerId, entered: EnteredAnswer) -> Result<Answer, Error> {
    find(app, viewer, Permission::WriteAnswers, id).await?;
    let entered = checked(app, viewer, entered).await?;
    let mut transaction = app.store().begin().await?;
    let mut answer = transaction.answer_lock(id).await?.ok_or(super::THE_ANSWER)?;
    if answer.latest != entered.based_on {
        return Err(Refusal::AnswerMoved.into());
    }
    let widened = entered.audience != answer.audience && entered.audience.is_for(answer.audience);
    if widened && !may(viewer, Permission::ApproveAnswers, &answer) {
        let approved = app.store().answer_versions(id).await?.iter().any(|one| one.approved.is_some());
        if approved {
            return Err(Denied(Permission::ApproveAnswers).into());
        }
    }
    answer.organisation = entered.organisation;
    answer.service = entered.service;
    answer.audience = entered.audience;
    answer.owner = entered.owner;
    answer.needs.clone_from(&entered.needs);
    answer.experiences.clone_from(&entered.experiences);
    answer.ends_on = entered.ends_on;
    answer.review_on = entered.review_on;
    answer.latest += 1;
    answer.state = AnswerState::Draft;
    answer.updated_at = app.now();
    transaction.answer_update(&answer).await?;
    transaction.answer_version_put(&version_of(app, viewer, &answer, entered)).await?;
    let subject = format!("answer:{id}");
    let detail = json!({ "version": answer.latest });
    audit::record(app, &mut transaction, viewer, "answer.save", &subject, detail).await?;
    transaction.commit().await?;
    Ok(answer)
}

fn version_of(app: &App, viewer: &Viewer, answer: &Answer, entered: EnteredAnswer) -> AnswerVersion {
    AnswerVersion {
        answer: answer.id,
        number: answer.latest,
        document: entered.document,
        note: entered.note,
        author: account_of(viewer),
        written_at: app.now(),
        starts_on: entered.starts_on,
        approved: None,
        must_read: entered.must_read,
        training: entered.training,
    }
}

/// The account that acts, where it is one.
pub(crate) fn account_of(viewer: &Viewer) -> Option<AccountId> {
    match viewer.actor() {
        Actor::Account(id) => Some(id),
        _ => None,
    }
}

/// What was entered, when it all fits.
pub(super) async fn checked(
    app: &App,
    viewer: &Viewer,
    mut entered: EnteredAnswer,
) -> Result<EnteredAnswer, Error> {
    access::organisation(app, viewer, Permission::WriteAnswers, entered.organisation).await?;
    let mut fields = Fields::default();
    if let Some(service) = entered.service {
        let found = app.store().service_find(service).await?;
        let fits = found.is_some_and(|_| {
            viewer.require(Permission::WriteAnswers).is_ok_and(|reach| reach.has_service(service))
        });
        if !fits {
            fields.refuse("service", "unknown", "names a service that was not found");
        }
    }
    if let Some(owner) = entered.owner
        && !app.store().account_list().await?.iter().any(|one| one.id == owner)
    {
        fields.refuse("owner", "unknown", "names an account that was not found");
    }
    let experiences = app.store().life_experience_list().await?;
    entered.experiences.retain(|id| experiences.iter().any(|one| one.id == *id));
    entered.needs = each_once(&entered.needs);
    lines(&mut fields, "needs", &entered.needs);
    entered.note = fields.text("note", &entered.note, LONGEST_SHORT);
    entered.training = fields.text("training", &entered.training, LONGEST_LINE);
    if !entered.training.is_empty() && !is_web_address(&entered.training) {
        fields.refuse("training", "address", "must be an address that begins with https://");
    }
    if let (Some(start), Some(end)) = (entered.starts_on, entered.ends_on)
        && end < start
    {
        fields.refuse("ends_on", "before-start", "must not lie before the first day");
    }
    entered.document.contents.retain(|_, content| !content.is_empty());
    words(&mut fields, &entered.document);
    if entered.document.contents.is_empty() {
        fields.refuse("en_question", "required", "must not be empty");
    }
    if fields.fit() { Ok(entered) } else { Err(fields.refused()) }
}

/// Checks every text of every language.
fn words(fields: &mut Fields, document: &AnswerDocument) {
    for (language, content) in &document.contents {
        let named = |field: &str| format!("{}_{field}", language.code());
        if content.question.trim().is_empty() {
            fields.refuse(&named("question"), "required", "must not be empty");
        }
        for (field, text) in content.fields() {
            let longest = match field {
                "question" | "helper_name" | "helper_phone" | "helper_hours" => LONGEST_LINE,
                "short" | "helper_hand_over" => LONGEST_SHORT,
                _ => LONGEST_TEXT,
            };
            fields.text(&named(field), &text, longest);
            if let Some(unknown) = Slot::unknown_in(&text, &document.slots).first() {
                fields.extend([crate::FieldError::new(
                    named(field),
                    "unknown-slot",
                    format!("names a slot that is not there: {{{unknown}}}"),
                )
                .with("slot", unknown)]);
            }
        }
        lines(fields, &named("variants"), &content.variants);
        lines(fields, &named("clarifying"), &content.clarifying);
        let steps: Vec<String> = content.next_steps.iter().map(|step| step.text.clone()).collect();
        lines(fields, &named("next_steps"), &steps);
        for source in content.sources.iter().filter(|source| !source.address.is_empty()) {
            if !is_web_address(&source.address) {
                fields.refuse(&named("sources"), "address", "must be an address that begins with https://");
            }
        }
    }
    for slot in &document.slots {
        if !Slot::is_key(&slot.key) || slot.otherwise.is_empty() || slot.choices.is_empty() {
            fields.refuse("slots", "slot", "each needs a key, a text and at least one choice");
        }
    }
}

fn lines(fields: &mut Fields, field: &str, lines: &[String]) {
    if lines.len() > MOST_LINES {
        let reason = format!("must have at most {MOST_LINES} lines");
        fields.extend([crate::FieldError::new(field, "too-many-lines", reason).limited_to(MOST_LINES)]);
    }
    for line in lines {
        fields.text(field, line, LONGEST_LINE);
    }
}

fn each_once(needs: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for need in needs.iter().map(|need| need.trim()).filter(|need| !need.is_empty()) {
        if !kept.iter().any(|one| need_key(one) == need_key(need)) {
            kept.push(need.to_owned());
        }
    }
    kept
}

/// Whether a text is an address that a page may link to.
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// An address made of the question that no other answer has.
async fn free_slug(
    transaction: &mut Transaction,
    entered: &EnteredAnswer,
    id: AnswerId,
) -> Result<String, Error> {
    let question = entered.document.get(Language::En).map(|(_, content)| content.question.as_str());
    let base = text::slug(question.unwrap_or_default());
    let base = if base.is_empty() { format!("answer-{id}") } else { base };
    for number in 1..1_000 {
        let slug = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        if !transaction.answer_slug_taken(&slug, id).await? {
            return Ok(slug);
        }
    }
    Ok(format!("{base}-{id}"))
}
