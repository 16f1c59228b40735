//! Setting the rules: which screens are on, and the numbers they go by.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, settings};
use catsup_model::screening::{ScreenCode, ScreeningRules, Threshold};

use super::show::{Wanted, may_change, page, switch_name};
use crate::{
    components::AlertKind,
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page},
    links,
};

/// `POST /desk/screening`
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    if !may_change(&identity) {
        return Err(PageError::Forbidden);
    }
    let rules = read(&mut form);
    if !form.is_valid() {
        let page = page(&app, &identity, layout, &Wanted::default(), Some(form)).await?;
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let text = serde_json::to_string(&rules).unwrap_or_default();
    settings::change(&app, &identity.viewer, &[("screening".to_owned(), text)]).await?;
    Ok(SeeOther::to(links::SCREENING).saying(AlertKind::Success, "screening-saved").into_response())
}

fn read(form: &mut Form) -> ScreeningRules {
    let mut rules = ScreeningRules::default();
    for screen in ScreenCode::ALL {
        rules.switch(*screen, form.chose(&switch_name(screen), "1"));
    }
    for threshold in Threshold::ALL {
        let entered: Option<u32> = form.filled(threshold.code()).and_then(|text| text.parse().ok());
        if !entered.is_some_and(|number| rules.set(*threshold, number)) {
            let range = threshold.range();
            let error = FieldError::new("error-threshold");
            let error = error.number("low", (*range.start()).into()).number("high", (*range.end()).into());
            form.refuse(threshold.code(), error);
        }
    }
    rules
}
