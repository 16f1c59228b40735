//! Publishing, closing, archiving a survey.

use axum::extract::{Path, State};
use catsup_app::{App, Error, Refusal, surveys};
use catsup_model::survey::SurveyState;

use crate::{
    components::AlertKind, error::PageError, extract::SignedIn, flash::SeeOther, forms::Form, links,
};

/// `POST /desk/surveys/{survey}/state`
pub(crate) async fn change_state(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(survey): Path<String>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let to: SurveyState = form.value("to").parse().map_err(|_| PageError::NotFound)?;
    let back = SeeOther::to(links::survey(&survey));
    match surveys::change_state(&app, &identity.viewer, &survey, to).await {
        Ok(changed) => Ok(back.saying(AlertKind::Success, said(changed.state))),
        // The page says what is wrong where it can be mended.
        Err(Error::Refused(Refusal::SurveyExpired(_)) | Error::Invalid(_)) => {
            Ok(back.saying(AlertKind::Error, "survey-not-publishable"))
        }
        Err(Error::Refused(Refusal::StateChange { .. })) => {
            Ok(back.saying(AlertKind::Warning, "survey-state-moved"))
        }
        Err(error) => Err(error.into()),
    }
}

fn said(state: SurveyState) -> &'static str {
    match state {
        SurveyState::Draft | SurveyState::Published => "survey-published",
        SurveyState::Closed => "survey-closed",
        SurveyState::Archived => "survey-archived",
    }
}
