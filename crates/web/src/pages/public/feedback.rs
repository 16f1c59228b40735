//! The form of a survey: page by page, on paper-simple HTML, one response however often it is sent.
//!
//! The first page is opened with a nonce; whatever comes under the same nonce is the same response. Later pages live
//! under `/feedback/{survey}/{nonce}/{section}` and show what is stored, so a reload or a step back loses nothing.
//! Which pages and questions are asked is decided here, by the answers so far; a page on which nothing was answered,
//! and nothing had to be, is passed over without storing a response.

mod arrival;
mod control;
mod entries;
mod flow;
mod page;
mod prefill;
mod preview;
mod proof;
mod question;
mod refused;
#[cfg(test)]
mod samples;
mod signs;
mod thanks;
mod words;

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use catsup_app::{
    App, Error,
    open_surveys::{self, OpenSurvey},
    responses::{self, Circumstances, PageReceipt, SentPage},
};
use catsup_model::{
    Language,
    answers::RawAnswers,
    instrument::InstrumentCode,
    survey::{Section, Survey},
};

use self::arrival::Arrival;
use crate::{
    error::PageError,
    extract::{Device, SubmissionTurn, SurveyKey, Taken},
    forms::Form,
    i18n::Translator,
    layout::Layout,
    links,
    state::WebState,
};

#[cfg(test)]
pub(crate) use self::{page::FormPage, proof::ProofPage, thanks::Thanks};
pub(crate) use self::{preview::preview, proof::prove, thanks::thanks};

/// The field that only programs fill in.
const HONEYPOT: &str = "_website";
/// The field that says that only the answer clicked in a mail was sent.
const FIRST_CLICK: &str = "_first";

/// `GET /feedback/{survey}`
pub(crate) async fn open(
    State(app): State<App>,
    Path(SurveyKey(key)): Path<SurveyKey>,
    mut layout: Layout,
    arrival: Arrival,
) -> Result<Response, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    speak(&mut layout, &open.survey);
    let arrival = Arrival { nonce: app.random().token(), ..arrival.fit_for(&open.survey.definition) };
    page::first(&app, layout, &open, &arrival, None)
}

/// `GET /feedback/{survey}/answers`: someone opened the address a form is posted to.
pub(crate) async fn reopen(Path(SurveyKey(key)): Path<SurveyKey>) -> Redirect {
    Redirect::to(&links::feedback(key))
}

/// `POST /feedback/{survey}/answers`: the first page.
///
/// Not the address of the form itself: a post makes browsers forget the page they keep for the back button, and the
/// page fetched anew would have another nonce.
pub(crate) async fn submit(
    State(state): State<WebState>,
    Path(SurveyKey(key)): Path<SurveyKey>,
    mut layout: Layout,
    turn: SubmissionTurn,
    Device(device): Device,
    form: Form,
) -> Result<Response, PageError> {
    let app = state.app();
    let open = open_surveys::open(app, &key).await?;
    let taken = turn.take(&state, &open.survey.key)?;
    let arrival = Arrival::of_form(&form);
    let open = open_surveys::as_shown(app, open, arrival.version).await?;
    speak(&mut layout, &open.survey);
    let survey = &open.survey;
    let arrival = arrival.fit_for(&survey.definition);
    let place = first_place(survey, &arrival)?;
    let sent = Sent { open: &open, arrival: &arrival, place, stored: None, t: layout.t };
    match sent.take(&state, taken, device, form).await? {
        Outcome::PassedOver(next) => Ok(Redirect::to(&next).into_response()),
        Outcome::Onward(receipt, next) => {
            Ok(proof::asked_first(layout, survey, &arrival.nonce, receipt, next))
        }
        Outcome::Refused(form) => page::first(app, layout, &open, &arrival, Some(form)),
    }
}

/// `GET /feedback/{survey}/{nonce}/{section}`: a page with what is stored.
pub(crate) async fn section(
    State(app): State<App>,
    Path((SurveyKey(key), nonce, section)): Path<(SurveyKey, String, String)>,
    mut layout: Layout,
    arrival: Arrival,
) -> Result<Response, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    let open = open_surveys::as_shown(&app, open, arrival.version).await?;
    speak(&mut layout, &open.survey);
    let arrival = Arrival { nonce, ..arrival.fit_for(&open.survey.definition) };
    let stored = responses::draft(&app, &open, &arrival.nonce).await?;
    // Pages passed over with nothing on them lead on with the version shown; anyone else starts at the beginning.
    if stored.is_none() && arrival.version.is_none() {
        return Ok(Redirect::to(&links::feedback(&open.survey.key)).into_response());
    }
    let place = place_of(&open.survey, &section)?;
    let later = page::Later { app: &app, open: &open, arrival: &arrival, stored: stored.as_ref() };
    let known = later.known();
    if flow::next(&open.survey.definition, place, &known) != Some(place) {
        return Ok(Redirect::to(&later.address_after(place, &known)).into_response());
    }
    later.page(layout, place, None)
}

/// `POST /feedback/{survey}/{nonce}/{section}`: a later page, or the first one sent again.
pub(crate) async fn submit_section(
    State(state): State<WebState>,
    Path((SurveyKey(key), nonce, section)): Path<(SurveyKey, String, String)>,
    mut layout: Layout,
    turn: SubmissionTurn,
    Device(device): Device,
    form: Form,
) -> Result<Response, PageError> {
    let app = state.app();
    let open = open_surveys::open(app, &key).await?;
    let taken = turn.take(&state, &open.survey.key)?;
    let arrival = Arrival { nonce, ..Arrival::of_form(&form) };
    let open = open_surveys::as_shown(app, open, arrival.version).await?;
    speak(&mut layout, &open.survey);
    let arrival = arrival.fit_for(&open.survey.definition);
    let stored = responses::draft(app, &open, &arrival.nonce).await?;
    if stored.is_none() && arrival.version.is_none() {
        return Ok(Redirect::to(&links::feedback(&open.survey.key)).into_response());
    }
    let place = place_of(&open.survey, &section)?;
    let sent = Sent { open: &open, arrival: &arrival, place, stored: stored.as_ref(), t: layout.t };
    match sent.take(&state, taken, device, form).await? {
        Outcome::PassedOver(next) => Ok(Redirect::to(&next).into_response()),
        Outcome::Onward(receipt, next) => {
            Ok(proof::asked_first(layout, &open.survey, &arrival.nonce, receipt, next))
        }
        Outcome::Refused(form) => {
            let later = page::Later { app, open: &open, arrival: &arrival, stored: stored.as_ref() };
            later.page(layout, place, Some(form))
        }
    }
}

/// A page that was sent.
struct Sent<'a> {
    open: &'a Arc<OpenSurvey>,
    arrival: &'a Arrival,
    place: usize,
    /// What is stored of the response; `None` when nothing is yet.
    stored: Option<&'a RawAnswers>,
    t: Translator,
}

/// What became of a page.
enum Outcome {
    /// It is stored; this address is next.
    Onward(PageReceipt, String),
    /// Nothing was answered on it, and nothing had to be; this address is next.
    PassedOver(String),
    /// It is not taken; the form says what to mend.
    Refused(Form),
}

impl Sent<'_> {
    async fn take(
        &self,
        state: &WebState,
        taken: Taken,
        device: Option<&str>,
        form: Form,
    ) -> Result<Outcome, PageError> {
        let definition = &self.open.survey.definition;
        let section = &definition.sections[self.place];
        let mut known = self.stored.cloned().unwrap_or_default();
        known.extend(self.arrival.answers());
        let first_click = form.filled(FIRST_CLICK).is_some();
        let mut answers = if first_click {
            entries::only(section, &form, &|_| true)
        } else {
            entries::raw_answers(definition, section, &form, &known)
        };
        let passed_over = self.stored.is_none() && entries::is_blank(&answers);
        answers.extend(self.arrival.answers());
        known.retain(|key, _| section.questions.iter().all(|one| one.key != entries::key_of(key)));
        known.extend(answers.clone());
        let result = if passed_over {
            self.pass_over(section, &known)
        } else {
            let page = SentPage { section: &section.key, answers: &answers, first_click };
            let next = self.place_after(first_click, &known);
            self.store(state, taken, device, &form, page, next).await
        };
        match result {
            Err(Error::Invalid(errors)) => {
                Ok(Outcome::Refused(refused::refused(section, form, &errors, self.t)))
            }
            result => Ok(result?),
        }
    }

    async fn store(
        &self,
        state: &WebState,
        taken: Taken,
        device: Option<&str>,
        form: &Form,
        page: SentPage<'_>,
        next: Option<usize>,
    ) -> Result<Outcome, Error> {
        let (survey, arrival) = (&self.open.survey, self.arrival);
        let begins = if self.stored.is_none() { signs::Page::First } else { signs::Page::Later };
        let signs = signs::of(taken, survey, arrival, form, begins);
        let circumstances = Circumstances { signs, ..arrival.circumstances(self.t.language(), device) };
        let receipt =
            responses::submit_page(state.app(), &survey.key, &arrival.nonce, circumstances, page).await?;
        if self.stored.is_none() {
            state.metrics().response_accepted();
        }
        Ok(Outcome::Onward(receipt, page::address(survey, arrival, next, true)))
    }

    fn pass_over(&self, section: &Section, known: &RawAnswers) -> Result<Outcome, Error> {
        responses::check_blank_page(self.open, known, self.t.language(), &section.key)?;
        let survey = &self.open.survey;
        match flow::next(&survey.definition, self.place + 1, known) {
            Some(next) => Ok(Outcome::PassedOver(page::address(survey, self.arrival, Some(next), false))),
            // Without any error: the form then asks for one answer at least.
            None => Err(Error::Invalid(Vec::new())),
        }
    }

    /// The page that comes after this one.
    fn place_after(&self, first_click: bool, known: &RawAnswers) -> Option<usize> {
        let definition = &self.open.survey.definition;
        if first_click {
            return flow::next_after_click(definition, self.place, known);
        }
        let same_page = one_click(&self.open.survey) && self.stored.is_none();
        flow::next(definition, self.place + usize::from(!same_page), known)
    }
}

/// Speaks a language the survey is complete in, and offers no other.
fn speak(layout: &mut Layout, survey: &Survey) {
    let complete = survey.definition.languages();
    if !complete.contains(&layout.t.language()) {
        layout.speak(complete.first().copied().unwrap_or(Language::En));
    }
    layout.switches_language = complete.contains(&layout.other_language());
}

/// The first page that asks something.
fn first_place(survey: &Survey, arrival: &Arrival) -> Result<usize, PageError> {
    flow::next(&survey.definition, 0, &arrival.answers()).ok_or(PageError::NotFound)
}

fn place_of(survey: &Survey, section: &str) -> Result<usize, PageError> {
    survey.definition.sections.iter().position(|one| one.key == section).ok_or(PageError::NotFound)
}

/// Whether a click on yes or no sends the first answer at once.
fn one_click(survey: &Survey) -> bool {
    survey.instrument == InstrumentCode::YesNo
}
