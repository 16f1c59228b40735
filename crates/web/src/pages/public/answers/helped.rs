//! “Did this help?”: a click, without JavaScript, that the reader may take back by the other one; and what is missing.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    Error,
    library::{self, Voice},
    screening::Signs,
};
use catsup_model::id::AnswerReadId;

use crate::{
    error::PageError,
    extract::{CaseTurn, ClientAddress, Device, Visit},
    flash::SeeOther,
    forms::Form,
    headers::origin,
    links,
    state::WebState,
};

/// What comes with a click, as the request tells it.
pub(crate) struct Speaking(Voice);

impl FromRequestParts<WebState> for Speaking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Infallible> {
        let ClientAddress(client) = ClientAddress::from_request_parts(parts, state).await?;
        let Device(device) = Device::from_request_parts(parts, state).await?;
        let path = parts.uri.path().trim_end_matches("/helped");
        Ok(Self(Voice {
            device: device.map(str::to_owned),
            page: format!("{}{path}", origin(&parts.headers, &parts.uri)),
            signs: Signs { client: Some(client), ..Signs::default() },
        }))
    }
}

/// `POST /answers/{slug}/helped`
pub(crate) async fn helped(
    State(state): State<WebState>,
    _: CaseTurn,
    visit: Visit,
    Speaking(voice): Speaking,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let app = state.app();
    let back = SeeOther::to(format!("{}#helped", links::answer(slug))).into_response();
    let reading: Option<AnswerReadId> = form.value("reading").parse().ok();
    let (Some(secret), Some(reading)) = (visit.secret(), reading) else { return Ok(back) };
    let said = match (form.value("helped"), form.filled("missing")) {
        ("yes", _) => library::said_helped(app, secret, reading, true, voice).await,
        ("no", _) => library::said_helped(app, secret, reading, false, voice).await,
        (_, Some(words)) => library::said_missing(app, secret, reading, words, voice).await,
        _ => return Ok(back),
    };
    match said {
        Ok(true) => state.metrics().response_accepted(),
        // A reading of another visit, or of long ago: there is nothing to say of it, and nothing to tell the reader.
        Ok(false) | Err(Error::NotFound(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(back)
}
