//! The signed moment a form was opened: it tells how quickly it was sent, and whether its hidden fields were changed.

use jiff::{SignedDuration, Timestamp};

use super::Submitted;
use crate::App;

const PURPOSE: &str = "opened";

/// What the hidden field `_opened` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// The form does not say.
    Unknown,
    /// This long before it was sent.
    Ago(SignedDuration),
    /// The moment, the nonce or a hidden field is not what was sent out.
    Changed,
}

/// The value of the hidden field `_opened` of a form with this nonce and these other hidden fields, in any order.
#[must_use]
pub fn opened(app: &App, survey: &str, nonce: &str, hidden: &[(String, String)]) -> String {
    let at = app.now().as_millisecond();
    format!("{at}.{}", app.keys().sign(PURPOSE, &words(at, survey, nonce, hidden)))
}

fn words(at: i64, survey: &str, nonce: &str, hidden: &[(String, String)]) -> String {
    let mut hidden: Vec<&(String, String)> =
        hidden.iter().filter(|(name, _)| name != "_opened" && name != "_nonce").collect();
    hidden.sort();
    serde_json::to_string(&(at, survey, nonce, hidden)).unwrap_or_default()
}

/// Reads the field as it came back.
pub(super) fn read(app: &App, submitted: &Submitted<'_>) -> Opened {
    let Some(field) = submitted.signs.opened.as_deref() else { return Opened::Unknown };
    let Some((at, signature)) = field.split_once('.') else { return Opened::Changed };
    let Ok(at) = at.parse::<i64>() else { return Opened::Changed };
    let words = words(at, &submitted.open.survey.key, submitted.key, &submitted.signs.hidden);
    if !app.keys().verify(PURPOSE, &words, signature) {
        return Opened::Changed;
    }
    match Timestamp::from_millisecond(at) {
        Ok(at) => Opened::Ago(app.now().duration_since(at)),
        Err(_) => Opened::Changed,
    }
}
