//! “Did this help?”: a click, without JavaScript, that the reader may take back by the other one.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, library};
use catsup_model::id::AnswerReadId;

use crate::{
    error::PageError,
    extract::{CaseTurn, Visit},
    flash::SeeOther,
    forms::Form,
    links,
};

/// `POST /answers/{slug}/helped`
pub(crate) async fn helped(
    State(app): State<App>,
    _: CaseTurn,
    visit: Visit,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let reading: Option<AnswerReadId> = form.value("reading").parse().ok();
    let helped = match form.value("helped") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if let (Some(secret), Some(reading), Some(helped)) = (visit.secret(), reading, helped) {
        match library::said_helped(&app, secret, reading, helped).await {
            // A reading of another visit, or of long ago: there is nothing to say of it, and nothing to tell the reader.
            Ok(()) | Err(catsup_app::Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(SeeOther::to(format!("{}#helped", links::answer(slug))).into_response())
}
