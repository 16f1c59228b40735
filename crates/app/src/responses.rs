//! Responses: submitted by the public or a program, completed page by page, read back by staff.

pub mod completion;
mod detail;
mod export;
mod keys;
mod page;
mod whence;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    answers::{AnswerError, Answers, Completeness, RawAnswers},
    id::{AccountId, ResponseId, SurveyVersionId, TouchpointId},
    response::{NewResponse, Receipt, Response, ResponseSource, ResponseState, StoredAnswer},
    survey::{QuestionKind, Survey, TextCheck},
};
pub use catsup_store::ResponseFilter;
use jiff::Timestamp;

use crate::{
    App, Error, FieldError, Refusal,
    cases::follow_ups,
    fields, interactions, kiosks,
    open_surveys::{self, OpenSurvey},
    personal_data,
    screening::{self, Signs, Submitted},
};

pub use detail::{Detail, detail};
pub use export::{TableFormat, export};
pub(crate) use keys::{fingerprint, form_key};
use keys::{fingerprint_of_completion, idempotency_key};
pub(crate) use page::answer_keys;
pub(crate) use page::submit_page_to;
pub use page::{PageReceipt, SentPage, check_blank_page, draft, submit_page};
use whence::campaign_name;
pub(crate) use whence::page_address;

/// What comes with a submission besides the answers.
#[derive(Debug, Clone, Default)]
pub struct Circumstances {
    /// The version that was shown; the current one when `None`.
    pub version: Option<SurveyVersionId>,
    /// The language it was given in.
    pub language: Language,
    /// The channel; the survey's own when `None`.
    pub channel: Option<Channel>,
    /// The touchpoint; the survey's own when `None`.
    pub touchpoint: Option<TouchpointId>,
    /// Class of the device, where known.
    pub device: Option<String>,
    /// How it came in; the form or the API when `None`.
    pub source: Option<ResponseSource>,
    /// The page it was given on, without query and fragment; what does not fit is left out.
    pub page: Option<String>,
    /// The campaign that led to it; what does not fit is left out.
    pub campaign: Option<String>,
    /// Who typed it in, for paper and on behalf of a person.
    pub entered_by: Option<AccountId>,
    /// When the contact happened; now when `None`. Only those who may submit by program say so.
    pub occurred_at: Option<Timestamp>,
    /// Attributes that segments are made of.
    pub segments: BTreeMap<String, String>,
    /// What the source calls the customer: hashed before anything is kept. Only those who may submit by program say so.
    pub customer: Option<String>,
    /// What the screens go by besides the answers.
    pub signs: Signs,
}

/// A submission by API.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    /// Everything but the answers.
    pub circumstances: Circumstances,
    /// The answers by question key.
    pub answers: RawAnswers,
    /// Makes a second sending the same response.
    pub idempotency_key: Option<String>,
    /// The page of the form these answers are of; the others may follow by [`completion`]. The whole form when `None`.
    pub section: Option<String>,
    /// The key of the kiosk it was given at.
    pub kiosk_key: Option<String>,
}

/// The most attributes a response carries, and the longest name and value.
const SEGMENT_LIMITS: (usize, usize, usize) = (20, 40, 200);

/// Takes a whole response in; returns once it is on disk.
///
/// The same idempotency key with the same content is the same response; with other content it is refused.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Refused`] when the survey is not open or the key was reused; [`Error::Invalid`] with
/// every answer that does not fit (fields `answers.<question>`); [`Refusal::ProofWanted`] when the sender came under
/// suspicion.
pub async fn submit(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    submission: Submission,
) -> Result<Receipt, Error> {
    let open = open_surveys::open(app, survey).await?;
    let open = open_surveys::as_shown(app, open, submission.circumstances.version).await?;
    let mut circumstances = submission.circumstances;
    if let Some(key) = &submission.kiosk_key {
        let kiosk = kiosks::of_key(app, &open.survey, key).await?;
        kiosks::check_age(app.now(), circumstances.occurred_at)?;
        circumstances.touchpoint = circumstances.touchpoint.or(kiosk.touchpoint);
        circumstances.source = Some(ResponseSource::Kiosk);
        // Whoever stands before a kiosk is nobody it could know.
        circumstances.customer = None;
    } else if circumstances.occurred_at.is_some() || circumstances.customer.is_some() {
        let reach = viewer.require(Permission::SubmitResponses)?;
        if !reach.has_service(open.survey.service) {
            return Err(Error::NotFound("survey"));
        }
    }
    let section = submission.section.as_deref();
    let fingerprint = fingerprint(&open, &circumstances, &submission.answers, section.unwrap_or_default());
    let own_key = submission.idempotency_key;
    let key = own_key.as_deref().map(|key| idempotency_key(viewer, &open, key)).transpose()?;
    let key = key.or_else(|| screening::key_of_proof(&circumstances.signs));
    let answers =
        parse(&open, &submission.answers, circumstances.language, completeness_of(&open, section)?)?;
    if section.is_some() && answers.is_empty() {
        return Err(nothing_answered());
    }
    let source = circumstances.source.unwrap_or(ResponseSource::Api);
    let signs = circumstances.signs.clone();
    let submitted = Submitted {
        viewer,
        open: &open,
        source,
        signs: &signs,
        answers: &answers.given,
        key: own_key.as_deref().unwrap_or_default(),
    };
    let screened = screening::screen_program(app, &submitted).await?;
    let mut response =
        new_response(app, &open, circumstances, source, answers.given.clone(), key, fingerprint)?;
    response.state = screened.as_ref().map_or(ResponseState::Received, |screened| screened.state(None).0);
    let screened = screened.map(|screened| screened.of(app, &open, response.id));
    follow_ups::before_storing(app, &open, &response.answers, response.id, section.is_none()).await?;
    match app.store().response_submit(response, screened).await? {
        Receipt::Conflict(_) => Err(Refusal::KeyReused.into()),
        receipt => Ok(receipt),
    }
}

/// The newest responses within reach that match, at most `limit`.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let within = app.store().service_ids(&reach).await?;
    let services = match filter.services.as_slice() {
        [] => within,
        chosen => within.into_iter().filter(|id| chosen.contains(id)).collect(),
    };
    Ok(app.store().response_list(&ResponseFilter { services, ..filter }, limit).await?)
}

/// One response within reach.
///
/// # Errors
/// [`Error::NotFound`] when there is none within reach.
pub async fn find(app: &App, viewer: &Viewer, id: ResponseId) -> Result<Response, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let found = app.store().response_find(id).await?;
    found.filter(|response| reach.has_service(response.service)).ok_or(Error::NotFound("response"))
}

fn parse(
    open: &OpenSurvey,
    raw: &RawAnswers,
    language: Language,
    completeness: Completeness<'_>,
) -> Result<Answers, Error> {
    let answers = Answers::parse(&open.survey.definition, raw, language, completeness)
        .map_err(|errors| Error::Invalid(errors.iter().map(answer_error).collect()))?;
    if completeness == Completeness::Whole && answers.is_empty() {
        return Err(nothing_answered());
    }
    Ok(answers)
}

/// How much must be answered: one page of the form, or all of it.
fn completeness_of<'a>(open: &OpenSurvey, section: Option<&'a str>) -> Result<Completeness<'a>, Error> {
    let Some(section) = section else { return Ok(Completeness::Whole) };
    page::questions_of(open, section)?;
    Ok(Completeness::Section(section))
}

fn nothing_answered() -> Error {
    fields::invalid("answers", "nothing-answered", "at least one answer is needed")
}

/// The reason an answer does not fit, with the code its translation has.
#[must_use]
pub fn answer_error(error: &AnswerError) -> FieldError {
    use catsup_model::answers::AnswerProblem as Problem;
    let code = match error.reason {
        Problem::Required => "required",
        Problem::UnknownQuestion => "unknown-question",
        Problem::OffScale { .. } => "off-scale",
        Problem::UnknownChoice { .. } => "unknown-choice",
        Problem::NotText => "not-text",
        Problem::TooLong { .. } => "too-long",
        Problem::NotAnEmail => "not-an-email",
        Problem::NotAPhone => "not-a-phone",
        Problem::NotADay { .. } => "not-a-day",
        Problem::Unlike { check } => match check {
            TextCheck::Any => "not-text",
            TextCheck::Digits => "not-digits",
            TextCheck::ZipCode => "not-a-zip-code",
            TextCheck::WebAddress => "not-a-web-address",
        },
        Problem::TickCount { .. } => "tick-count",
    };
    FieldError::new(format!("answers.{}", error.question), code, error.reason.to_string())
}

pub(crate) fn stored(open: &OpenSurvey, answers: Vec<catsup_model::answers::Answer>) -> Vec<StoredAnswer> {
    let store = |answer: catsup_model::answers::Answer| StoredAnswer {
        wording: answer.wording.as_ref().and_then(|key| open.wordings.get(key)).copied(),
        question: answer.question,
        value: answer.value,
        text: answer.text,
    };
    answers.into_iter().map(store).collect()
}

pub(crate) fn new_response(
    app: &App,
    open: &OpenSurvey,
    circumstances: Circumstances,
    source: ResponseSource,
    answers: Vec<catsup_model::answers::Answer>,
    submission_key: Option<String>,
    fingerprint: i64,
) -> Result<NewResponse, Error> {
    let now = app.now();
    check_segments(&circumstances.segments).map_err(|error| Error::Invalid(vec![error]))?;
    if circumstances.occurred_at.is_some_and(|at| at > now) {
        return Err(Error::Invalid(vec![FieldError::new(
            "occurred_at",
            "in-the-future",
            "must not lie in the future",
        )]));
    }
    if circumstances.touchpoint.is_some_and(|touchpoint| !open.touchpoints.contains(&touchpoint)) {
        return Err(Error::Invalid(vec![FieldError::new(
            "touchpoint",
            "touchpoint",
            "must be a touchpoint of the survey's service",
        )]));
    }
    let customer = customer(circumstances.customer.as_deref())?;
    let survey = &open.survey;
    Ok(NewResponse {
        id: ResponseId(app.next_id()),
        survey: survey.id,
        version: survey.version,
        service: survey.service,
        touchpoint: circumstances.touchpoint.or(survey.touchpoint),
        channel: circumstances.channel.unwrap_or(survey.channel),
        language: circumstances.language,
        device: circumstances.device,
        state: ResponseState::Received,
        source,
        page: circumstances.page.as_deref().and_then(page_address),
        campaign: circumstances.campaign.as_deref().and_then(campaign_name),
        entered_by: circumstances.entered_by,
        occurred_at: circumstances.occurred_at.unwrap_or(now),
        received_at: now,
        submission_key,
        fingerprint,
        segments: circumstances.segments,
        customer: customer.map(|named| app.keys().customer(&named)),
        answers: stored(open, answers),
    })
}

/// The longest text that a person wrote into a response, personal data hidden; `None` where nothing was written.
pub(crate) fn longest_words(survey: &Survey, response: &Response) -> Option<String> {
    let wrote = response.answers.iter().filter(|answer| {
        let question = survey.definition.question(&answer.question);
        question.is_some_and(|question| matches!(question.kind, QuestionKind::LongText { .. }))
    });
    let longest = wrote.filter_map(|answer| answer.text.as_deref()).max_by_key(|text| text.len())?;
    Some(personal_data::hide(longest))
}

/// What a source calls a customer, as it is hashed.
fn customer(named: Option<&str>) -> Result<Option<String>, Error> {
    let mut fields = fields::Fields::default();
    let named = named.map(|named| fields.text("customer", named, interactions::LONGEST_KEY));
    if fields.fit() { Ok(named.filter(|named| !named.is_empty())) } else { Err(fields.refused()) }
}

pub(crate) fn check_segments(segments: &BTreeMap<String, String>) -> Result<(), FieldError> {
    let (most, longest_name, longest_value) = SEGMENT_LIMITS;
    let unfit = |(name, value): (&String, &String)| {
        let plain =
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        !plain
            || name.chars().count() > longest_name
            || value.chars().count() > longest_value
            || value.contains('\0')
    };
    if segments.len() > most || segments.iter().any(unfit) {
        let reason = format!(
            "must be at most {most} attributes, names of letters, digits, blanks, - and _ up to {longest_name} \
             characters, values up to {longest_value}"
        );
        return Err(FieldError::new("segments", "segments", reason));
    }
    Ok(())
}
