//! What is looked at to find what people come back for: the administrator's choice.

use axum::extract::State;
use catsup_app::{App, Error, settings};
use catsup_model::anticipation::MiningRule;

use crate::{
    components::AlertKind, error::PageError, extract::SignedIn, flash::SeeOther, forms::Form, links,
};

/// How long a history may be looked at, in days.
pub(super) const HISTORIES: [u16; 4] = [180, 365, 730, 1_825];

pub(super) fn form(rule: &MiningRule) -> Form {
    let mut entries = vec![
        ("source", rule.source.clone()),
        ("window_days", rule.window_days.to_string()),
        ("history_days", rule.history_days.to_string()),
    ];
    entries.extend(rule.segments.iter().map(|segment| ("segments", segment.clone())));
    Form::with(entries)
}

/// `POST /desk/answers/next/rule`
pub(crate) async fn change_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let number = |field: &str| form.value(field).parse().unwrap_or_default();
    let rule = MiningRule {
        source: form.value("source").to_owned(),
        segments: form.values("segments").map(str::to_owned).collect(),
        history_days: number("history_days"),
        window_days: number("window_days"),
    };
    let value = serde_json::to_string(&rule).unwrap_or_default();
    let on = SeeOther::to(links::NEXT_NEEDS);
    match settings::change(&app, &identity.viewer, &[("anticipation".to_owned(), value)]).await {
        Ok(()) => Ok(on.saying(AlertKind::Success, "next-rule-changed")),
        Err(Error::Invalid(_)) => Ok(on.saying(AlertKind::Error, "next-need-refused")),
        Err(error) => Err(error.into()),
    }
}
