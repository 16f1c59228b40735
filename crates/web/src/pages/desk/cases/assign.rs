//! Giving several cases to somebody, with a way back.

use axum::extract::State;
use catsup_app::{App, Error, cases::giving};
use catsup_model::id::{AccountId, CaseId, GivingId};

use crate::{
    components::AlertKind, error::PageError, extract::SignedIn, flash::SeeOther, forms::Form, links,
};

/// The list that the form stood on, and nowhere else.
fn back(form: &Form) -> &str {
    Some(form.value("back")).filter(|back| back.starts_with(links::CASES)).unwrap_or(links::CASES)
}

/// `POST /desk/cases/assign`
pub(crate) async fn assign(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let back = back(&form);
    let on = SeeOther::to(back);
    let ids: Vec<CaseId> = form.values("case").take(500).filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(on.saying(AlertKind::Warning, "case-pick-first"));
    }
    let to = form.filled("to").map(str::parse::<AccountId>).transpose();
    let Ok(to) = to else { return Ok(on.saying(AlertKind::Error, "case-give-refused")) };
    match giving::give(&app, &identity.viewer, &ids, to).await {
        Ok(given) => Ok(match given.giving {
            Some(id) => {
                let joint = if back.contains('?') { '&' } else { '?' };
                SeeOther::to(format!("{back}{joint}gave={id}"))
            }
            None => on.saying(AlertKind::Info, "cases-given-none"),
        }),
        Err(Error::Invalid(_)) => Ok(on.saying(AlertKind::Error, "case-give-refused")),
        Err(other) => Err(other.into()),
    }
}

/// `POST /desk/cases/assign/undo`
pub(crate) async fn undo_assign(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let on = SeeOther::to(back(&form));
    let id: GivingId = form.value("undo").parse().map_err(|_| PageError::NotFound)?;
    match giving::take_back(&app, &identity.viewer, id).await {
        Ok(taken) if taken.left == 0 => {
            Ok(on.saying_of(AlertKind::Success, "cases-taken-back", &taken.back.to_string()))
        }
        Ok(taken) => Ok(on.saying_of(AlertKind::Warning, "cases-taken-back-some", &taken.left.to_string())),
        Err(Error::NotFound(_)) => Ok(on.saying(AlertKind::Warning, "cases-taken-back-before")),
        Err(other) => Err(other.into()),
    }
}
