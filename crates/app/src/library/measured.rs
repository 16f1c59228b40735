//! “Did this help?” as a response: where a survey takes it, what readers say of an answer counts among the measures of its
//! service. The library counts it in any case.

use std::sync::Arc;

use catsup_model::{
    Channel, Feed, Measure, Permission, Viewer,
    answers::{RawAnswers, raw_of},
    id::AnswerReadId,
    instrument::InstrumentCode,
    library::{Answer, AnswersOf},
    permission::Denied,
    response::Response,
    survey::{Question, QuestionKind, Section, Survey, SurveyDefinition},
};
use catsup_store::AnswerRead;
use serde_json::json;

use crate::{
    App, Error, audit,
    fields::invalid,
    open_surveys::{self, OpenSurvey},
    responses::{Circumstances, SentPage, form_key, submit_page_to},
    screening::Signs,
    surveys,
};

/// The wording that asks what the page of an answer asks: others would count answers to a question nobody read.
const HELPED: &str = "helped";
/// The question that takes what is missing.
const COMMENT: &str = "yes_no.comment";

/// What comes with what a reader says.
#[derive(Debug, Clone, Default)]
pub struct Voice {
    /// The class of their device, where known.
    pub device: Option<String>,
    /// The address of the page.
    pub page: String,
    /// What the screens go by.
    pub signs: Signs,
}

/// What a reader whom an answer did not help may say besides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing is asked.
    #[default]
    NotAsked,
    /// This is asked.
    Asked {
        /// The question.
        question: String,
        /// A line of help below it; may be empty.
        hint: String,
        /// The most characters.
        longest: usize,
    },
    /// They said it.
    Said,
}

/// What a survey takes of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswersTaken {
    /// Whose answers.
    pub takes: Option<AnswersOf>,
    /// Whether it asks what the page of an answer asks.
    pub fits: bool,
    /// Whether the viewer may change it.
    pub may_change: bool,
}

/// What a survey takes of answers; `None` for one that is no page feedback.
///
/// # Errors
/// When the store fails.
pub async fn answers_taken(
    app: &App,
    viewer: &Viewer,
    survey: &Survey,
) -> Result<Option<AnswersTaken>, Error> {
    if survey.instrument != InstrumentCode::YesNo {
        return Ok(None);
    }
    let may = |permission| viewer.require(permission).is_ok_and(|reach| reach.has_service(survey.service));
    Ok(Some(AnswersTaken {
        takes: app.store().answer_survey_takes(survey.id).await?,
        fits: Asked::of(&survey.definition).is_some(),
        may_change: may(Permission::ManageSurveys) && may(Permission::ApproveAnswers),
    }))
}

/// Says whose answers a survey takes “Did this help?” of; nobody's with `None`. Whatever survey took them until now no longer does.
///
/// # Errors
/// [`Error::NotFound`] for a survey outside reach; [`Error::Denied`]; [`Error::Invalid`] with `takes` for a survey that asks
/// something else.
pub async fn take_answers(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    takes: Option<AnswersOf>,
) -> Result<(), Error> {
    let survey = surveys::find(app, viewer, id_or_key).await?;
    for permission in [Permission::ManageSurveys, Permission::ApproveAnswers] {
        if !viewer.require(permission)?.has_service(survey.service) {
            return Err(Denied(permission).into());
        }
    }
    let service = app.store().service_find(survey.service).await?.ok_or(Error::NotFound("service"))?;
    if takes.is_some() && Asked::of(&survey.definition).is_none() {
        return Err(invalid("takes", "asks-otherwise", "asks something else than “Did this help?”"));
    }
    let mut transaction = app.store().begin().await?;
    match takes {
        Some(AnswersOf::Service) => {
            transaction.answer_survey_put(survey.id, AnswersOf::Service, service.id.0).await?;
        }
        Some(AnswersOf::Organisation) => {
            if !viewer.require(Permission::ApproveAnswers)?.has_organisation(service.organisation) {
                return Err(Denied(Permission::ApproveAnswers).into());
            }
            let organisation = service.organisation.0;
            transaction.answer_survey_put(survey.id, AnswersOf::Organisation, organisation).await?;
        }
        None => transaction.answer_survey_delete(survey.id).await?,
    }
    let detail = json!({ "takes": takes.map(AnswersOf::code) });
    let subject = format!("survey:{}", survey.id);
    audit::record(app, &mut transaction, viewer, "survey.take_answers", &subject, detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// What a survey asks that fits the page of an answer.
struct Asked<'a> {
    section: &'a Section,
    helped: &'a Question,
    missing: Option<(&'a Question, usize)>,
}

impl<'a> Asked<'a> {
    fn of(definition: &'a SurveyDefinition) -> Option<Self> {
        let helps =
            |one: &&Question| one.feeds == Some(Feed::Measure(Measure::Usefulness)) && one.variant == HELPED;
        definition.sections.iter().find_map(|section| {
            let helped = section.questions.iter().find(helps)?;
            let comment = section.questions.iter().find(|one| one.item == COMMENT);
            let missing = comment.and_then(|question| match question.kind {
                QuestionKind::LongText { limit } => Some((question, limit)),
                _ => None,
            });
            Some(Self { section, helped, missing })
        })
    }
}

/// The survey that takes what is said of a reading, with the response that was made of it so far.
struct Taker {
    open: Arc<OpenSurvey>,
    nonce: String,
    before: Option<Response>,
}

impl Taker {
    /// The one for an answer, if there is one that can be answered today.
    async fn of(app: &App, answer: &Answer, reading: AnswerReadId) -> Result<Option<Self>, Error> {
        let service = match answer.service {
            Some(id) => app.store().service_find(id).await?,
            None => None,
        };
        let organisation = service.map_or(answer.organisation, |service| service.organisation);
        for id in app.store().answer_surveys_for(answer.service, organisation).await? {
            let open = match open_surveys::open(app, &id.to_string()).await {
                Ok(open) => open,
                // A survey that is closed takes nothing; the library counts all the same.
                Err(Error::NotFound(_) | Error::Refused(_)) => continue,
                Err(error) => return Err(error),
            };
            let nonce = app.keys().nonce("helped", &reading.to_string());
            let before = app.store().response_of_key(&form_key(&open, &nonce)?).await?;
            let shown = before.as_ref().map(|before| before.version);
            let open = open_surveys::as_shown(app, open, shown).await?;
            if Asked::of(&open.survey.definition).is_none() {
                continue;
            }
            let open = match answer.service.filter(|id| *id != open.survey.service) {
                // It counts for the service of the answer, which has touchpoints of its own.
                Some(service) => {
                    let survey = Survey { service, touchpoint: None, ..open.survey.clone() };
                    Arc::new(open_surveys::load(app, survey).await?)
                }
                None => open,
            };
            return Ok(Some(Self { open, nonce, before }));
        }
        Ok(None)
    }

    fn missing(&self, reading: &AnswerRead) -> Missing {
        let asked = Asked::of(&self.open.survey.definition).and_then(|asked| asked.missing);
        let Some((question, longest)) = asked else { return Missing::NotAsked };
        let mut answers = self.before.iter().flat_map(|before| &before.answers);
        if answers.any(|answer| answer.question == question.key && answer.text.is_some()) {
            return Missing::Said;
        }
        Missing::Asked {
            question: question.text.get(reading.language).to_owned(),
            hint: question.hint.get(reading.language).to_owned(),
            longest,
        }
    }

    /// Stores what was said; what was said before of the same reading is replaced, a comment stays.
    async fn take(
        &self,
        app: &App,
        reading: &AnswerRead,
        helped: bool,
        missing: Option<&str>,
        voice: Voice,
    ) -> Result<(), Error> {
        let definition = &self.open.survey.definition;
        let Some(asked) = Asked::of(definition) else { return Ok(()) };
        let mut answers: RawAnswers =
            self.before.as_ref().map(|before| raw_of(definition, &before.answers)).unwrap_or_default();
        answers.insert(asked.helped.key.clone(), json!(i32::from(helped)));
        if let (Some((question, longest)), Some(words)) = (asked.missing, missing) {
            let words: String = words.chars().take(longest).collect();
            answers.insert(question.key.clone(), json!(words));
        }
        let circumstances = Circumstances {
            language: reading.language,
            channel: Some(Channel::Website),
            device: voice.device,
            page: Some(voice.page),
            signs: Signs { one_click: true, ..voice.signs },
            ..Circumstances::default()
        };
        let page = SentPage { section: &asked.section.key, answers: &answers, first_click: true };
        submit_page_to(app, &self.open, &self.nonce, circumstances, page).await.map(drop)
    }
}

/// What may be said besides of a reading that did not help.
pub(super) async fn missing(app: &App, answer: &Answer, reading: &AnswerRead) -> Result<Missing, Error> {
    if reading.helped != Some(false) {
        return Ok(Missing::NotAsked);
    }
    let taker = Taker::of(app, answer, reading.id).await?;
    Ok(taker.map_or(Missing::NotAsked, |taker| taker.missing(reading)))
}

/// Makes a response of what was said of a reading, where a survey takes it; says whether it is a new one.
pub(super) async fn measure(
    app: &App,
    reading: &AnswerRead,
    helped: bool,
    missing: Option<&str>,
    voice: Voice,
) -> Result<bool, Error> {
    let Some(answer) = app.store().answer_find(reading.answer).await? else { return Ok(false) };
    let Some(taker) = Taker::of(app, &answer, reading.id).await? else { return Ok(false) };
    match taker.take(app, reading, helped, missing, voice).await {
        Ok(()) => Ok(taker.before.is_none()),
        // The survey asks more than a click can answer, or was closed just now: the library counted it.
        Err(Error::Invalid(_) | Error::Refused(_)) => {
            tracing::warn!(survey = %taker.open.survey.id, "what a reader said of an answer could not be measured");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
