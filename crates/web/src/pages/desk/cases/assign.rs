//! Giving several cases to somebody, with a way back.

use axum::extract::State;
use catsup_app::{App, Error, cases::act::assign_many};
use catsup_model::id::{AccountId, CaseId};

use crate::{
    components::AlertKind, error::PageError, extract::SignedIn, flash::SeeOther, forms::Form, links,
};

/// `POST /desk/cases/assign`
pub(crate) async fn assign(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let back = Some(form.value("back")).filter(|back| back.starts_with(links::CASES)).unwrap_or(links::CASES);
    let back = SeeOther::to(back);
    let ids: Vec<CaseId> = form.values("case").take(500).filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(back.saying(AlertKind::Warning, "case-pick-first"));
    }
    let to = form.filled("to").map(str::parse::<AccountId>).transpose();
    let Ok(to) = to else { return Ok(back.saying(AlertKind::Error, "case-give-refused")) };
    match assign_many(&app, &identity.viewer, &ids, to).await {
        Ok(changed) => {
            let n = changed.len().to_string();
            Ok(back.saying_of(AlertKind::Success, "cases-given", &n))
        }
        Err(Error::Invalid(_)) => Ok(back.saying(AlertKind::Error, "case-give-refused")),
        Err(other) => Err(other.into()),
    }
}
