//! Responses: submitted by the public or a program, completed page by page, read back by staff.

mod detail;
mod export;
mod keys;
mod whence;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    answers::{AnswerError, Answers, Completeness, RawAnswers},
    id::{AccountId, ResponseId, SurveyVersionId, TouchpointId},
    response::{NewResponse, Receipt, Response, ResponseSource, ResponseState, StoredAnswer},
    survey::{QuestionKind, SurveyDefinition, TextCheck},
};
pub use catsup_store::ResponseFilter;
use jiff::Timestamp;
use serde_json::Value;

use crate::{
    App, Error, FieldError, Refusal,
    open_surveys::{self, OpenSurvey},
    screening::{self, Challenge, Signs, Submitted},
};

pub use detail::{Detail, detail};
pub use export::{TableFormat, export};
pub(crate) use keys::form_key;
use keys::{fingerprint, idempotency_key};
use whence::{campaign_name, page_address};

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
}

/// What became of one page of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageReceipt {
    /// The response it belongs to.
    pub response: ResponseId,
    /// Work that lifts what the response was flagged for; it is in either way.
    pub challenge: Option<Challenge>,
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
    let circumstances = submission.circumstances;
    if circumstances.occurred_at.is_some() {
        let reach = viewer.require(Permission::SubmitResponses)?;
        if !reach.has_service(open.survey.service) {
            return Err(Error::NotFound("survey"));
        }
    }
    let fingerprint = fingerprint(&open, &circumstances, &submission.answers, "");
    let own_key = submission.idempotency_key;
    let key = own_key.as_deref().map(|key| idempotency_key(viewer, &open, key)).transpose()?;
    let key = key.or_else(|| screening::key_of_proof(&circumstances.signs));
    let answers = parse(&open, &submission.answers, circumstances.language, Completeness::Whole)?;
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
    match app.store().response_submit(response, screened).await? {
        Receipt::Conflict(_) => Err(Refusal::KeyReused.into()),
        receipt => Ok(receipt),
    }
}

/// Takes one page of a hosted form in, under the nonce the form was opened with: the first page stores the response,
/// later pages complete it, and a page sent again replaces what it said before.
///
/// # Errors
/// As [`submit`].
pub async fn submit_page(
    app: &App,
    survey: &str,
    nonce: &str,
    section: &str,
    circumstances: Circumstances,
    page: &RawAnswers,
) -> Result<PageReceipt, Error> {
    let open = open_surveys::open(app, survey).await?;
    let open = open_surveys::as_shown(app, open, circumstances.version).await?;
    let key = form_key(&open, nonce)?;
    let questions = questions_of(&open, section)?;
    let before = app.store().response_of_key(&key).await?;
    let mut raw =
        before.as_ref().map(|before| raw_of(&open.survey.definition, &before.answers)).unwrap_or_default();
    raw.retain(|question, _| !questions.iter().any(|asked| belongs_to(question, asked)));
    raw.extend(page.clone());
    let answers = parse(&open, &raw, circumstances.language, Completeness::Section(section))?;
    let fingerprint = fingerprint(&open, &circumstances, page, section);
    let source = circumstances.source.unwrap_or(ResponseSource::Form);
    let source = before.as_ref().map_or(source, |before| before.source);
    let signs = circumstances.signs.clone();
    let viewer = &Viewer::public();
    let submitted =
        Submitted { viewer, open: &open, source, signs: &signs, answers: &answers.given, key: nonce };
    let screened = screening::screen(app, &submitted).await?;
    let screening_before = match &before {
        Some(before) => app.store().screening_find(before.id).await?,
        None => None,
    };
    let (state, wants_proof) = screened
        .as_ref()
        .map_or((ResponseState::Received, false), |screened| screened.state(screening_before.as_ref()));
    let challenge = wants_proof.then(|| screening::challenge_form(app, &open.survey, nonce));
    let kept = |response| screened.map(|screened| screened.of(app, &open, response));
    let existing = match before {
        Some(before) => before.id,
        None => {
            let mut response = new_response(
                app,
                &open,
                circumstances,
                source,
                answers.given.clone(),
                Some(key),
                fingerprint,
            )?;
            response.state = state;
            let screening = kept.clone()(response.id);
            match app.store().response_submit(response, screening).await? {
                Receipt::Stored(response) | Receipt::Repeated(response) => {
                    return Ok(PageReceipt { response, challenge });
                }
                Receipt::Conflict(id) => id,
            }
        }
    };
    let of_page = |answer: &&StoredAnswer| questions.iter().any(|asked| belongs_to(&answer.question, asked));
    let stored = stored(&open, answers.given);
    let given: Vec<StoredAnswer> = stored.iter().filter(of_page).cloned().collect();
    let replaced = answer_keys(&open, &questions);
    let mut transaction = app.store().begin().await?;
    transaction.response_complete(existing, &replaced, &given, fingerprint).await?;
    if let Some(screening) = kept(existing) {
        transaction.screening_record(&screening, state).await?;
    }
    transaction.commit().await?;
    Ok(PageReceipt { response: existing, challenge })
}

/// What was answered so far under a form's nonce, so that a reload or a step back shows it again.
///
/// # Errors
/// When the store fails.
pub async fn draft(app: &App, open: &OpenSurvey, nonce: &str) -> Result<Option<RawAnswers>, Error> {
    let response = app.store().response_of_key(&form_key(open, nonce)?).await?;
    Ok(response.map(|response| raw_of(&open.survey.definition, &response.answers)))
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
        return Err(Error::Invalid(vec![FieldError::new(
            "answers",
            "nothing-answered",
            "at least one answer is needed",
        )]));
    }
    Ok(answers)
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

fn new_response(
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
        answers: stored(open, answers),
    })
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

fn questions_of(open: &OpenSurvey, section: &str) -> Result<Vec<String>, Error> {
    let section = open.survey.definition.sections.iter().find(|one| one.key == section);
    let section = section.ok_or(Error::NotFound("section"))?;
    Ok(section.questions.iter().map(|question| question.key.clone()).collect())
}

/// The stored keys of these questions: each question itself and its parts.
fn answer_keys(open: &OpenSurvey, questions: &[String]) -> Vec<String> {
    let mut keys = questions.to_vec();
    for question in open.survey.definition.questions().filter(|question| questions.contains(&question.key)) {
        keys.extend(question.parts().iter().map(|part| format!("{}.{}", question.key, part.key)));
    }
    keys
}

fn belongs_to(answer: &str, question: &str) -> bool {
    answer == question || answer.strip_prefix(question).is_some_and(|rest| rest.starts_with('.'))
}

/// Stored answers in the form they came in, so that a form can show them and parse them again.
#[must_use]
pub fn raw_of(definition: &SurveyDefinition, answers: &[StoredAnswer]) -> RawAnswers {
    let mut raw = RawAnswers::new();
    for answer in answers {
        let choice = answer.question.split_once('.').filter(|(question, _)| {
            let asked = definition.question(question);
            asked.is_some_and(|asked| !matches!(asked.kind, QuestionKind::Grid { .. }))
        });
        let Some((question, choice)) = choice else {
            let value = answer.value.map(Value::from).or_else(|| answer.text.clone().map(Value::from));
            raw.insert(answer.question.clone(), value.unwrap_or(Value::Null));
            continue;
        };
        if let Some(value) = answer.value {
            let ticked = raw.entry(question.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
            if let (1, Value::Array(ticked)) = (value, ticked) {
                ticked.push(choice.into());
            }
        }
        if let Some(text) = &answer.text {
            raw.insert(answer.question.clone(), text.clone().into());
        }
    }
    raw
}
