//! What a survey takes of answers: “Did this help?” of the library, beside its own form.

use axum::extract::{Path, State};
use catsup_app::{
    App, Error,
    library::{self, AnswersTaken},
};
use catsup_model::library::AnswersOf;

use crate::{
    components::{AlertKind, Choice},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    links,
};

/// What the page of a survey says of it.
#[derive(Debug)]
pub(super) struct AnswersPanel {
    /// Whose answers, in words.
    pub(super) takes: String,
    /// Whether it asks what the page of an answer asks.
    pub(super) fits: bool,
    /// What may be chosen; empty for who may not change it.
    pub(super) choices: Vec<Choice>,
    pub(super) form: Form,
}

impl AnswersPanel {
    pub(super) fn of(t: Translator, taken: AnswersTaken) -> Self {
        let takes = taken.takes.map_or("none", AnswersOf::code);
        let codes = ["none"].into_iter().chain(AnswersOf::ALL.iter().map(|one| one.code()));
        let choices = codes.map(|code| Choice::new(code, t.name("survey-answers-of", code)));
        Self {
            takes: t.name("survey-answers-of", takes).to_string(),
            fits: taken.fits,
            choices: if taken.may_change && taken.fits { choices.collect() } else { Vec::new() },
            form: Form::with([("takes", takes)]),
        }
    }
}

/// `POST /desk/surveys/{survey}/answers`
pub(crate) async fn take_answers(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(survey): Path<String>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let takes = match form.value("takes") {
        "none" => None,
        code => Some(code.parse::<AnswersOf>().map_err(|_| PageError::NotFound)?),
    };
    let back = SeeOther::to(links::survey(&survey));
    match library::take_answers(&app, &identity.viewer, &survey, takes).await {
        Ok(()) => Ok(back.saying(AlertKind::Success, "survey-answers-kept")),
        Err(Error::Invalid(_)) => Ok(back.saying(AlertKind::Error, "survey-answers-unfit")),
        Err(error) => Err(error.into()),
    }
}
