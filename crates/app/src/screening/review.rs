//! What staff see of a screening, and what they make of it.

use std::collections::BTreeSet;

use catsup_model::{
    Permission, Viewer,
    id::ResponseId,
    response::{Response, ResponseState},
};
use catsup_store::{Screening, Transaction};

use crate::{App, Error, responses};

/// Notes that staff put responses into a state, as a correction of the screens: spam and not spam (received) are
/// decisions, back to flagged takes the decision back, withdrawn says nothing about spam. Call it in the transaction
/// that changes the state.
///
/// # Errors
/// When the store fails.
pub async fn corrected(
    app: &App,
    transaction: &mut Transaction,
    responses: &[ResponseId],
    state: ResponseState,
) -> Result<(), Error> {
    let spam = match state {
        ResponseState::Spam => Some(true),
        ResponseState::Received => Some(false),
        ResponseState::Flagged => None,
        ResponseState::Withdrawn => return Ok(()),
    };
    Ok(transaction.screening_decide(responses, spam, app.now()).await?)
}

/// The screening of a response within reach; `None` when it was not screened.
///
/// # Errors
/// As [`responses::find`].
pub async fn verdicts(app: &App, viewer: &Viewer, response: ResponseId) -> Result<Option<Screening>, Error> {
    let found = responses::find(app, viewer, response).await?;
    Ok(app.store().screening_find(found.id).await?)
}

/// Which of these responses speak of threat or despair. Ask only for responses that the viewer sees anyway.
///
/// # Errors
/// [`Error::Denied`].
pub async fn urgent_among(
    app: &App,
    viewer: &Viewer,
    responses: &[ResponseId],
) -> Result<BTreeSet<ResponseId>, Error> {
    viewer.require(Permission::ReadResponses)?;
    Ok(app.store().screening_urgent_among(responses).await?.into_iter().collect())
}

/// Urgent responses within reach that nobody has taken up, the newest first, at most `limit`.
///
/// # Errors
/// [`Error::Denied`].
pub async fn urgent(app: &App, viewer: &Viewer, limit: i64) -> Result<Vec<Response>, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let services = app.store().service_ids(&reach).await?;
    let mut urgent = Vec::new();
    for id in app.store().screening_urgent_list(&services, limit).await? {
        urgent.extend(app.store().response_find(id).await?);
    }
    Ok(urgent)
}
