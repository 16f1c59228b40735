//! Which headers tell that no person wrote a message (RFC 3834, and what mail programs do beside it).

use mail_parser::Message;

use super::headers::raw_values;

/// Headers whose presence tells it.
const PRESENT: [&str; 6] = [
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Response-Suppress",
    "List-Id",
    "List-Unsubscribe",
    "Feedback-Type",
];
/// Values of `Precedence` that tell it.
const PRECEDENCE: [&str; 5] = ["auto_reply", "auto-reply", "bulk", "junk", "list"];
/// Kinds of reports that programs write.
const REPORTS: [&str; 3] = ["delivery-status", "disposition-notification", "feedback-report"];

/// The header that tells it; `None` for what a person wrote.
pub(super) fn told_by(message: &Message<'_>) -> Option<&'static str> {
    let first = |name: &str| raw_values(message, name).into_iter().next();
    if first("Auto-Submitted").is_some_and(|value| !word(&value).eq_ignore_ascii_case("no")) {
        return Some("Auto-Submitted");
    }
    if let Some(name) = PRESENT.into_iter().find(|name| first(name).is_some()) {
        return Some(name);
    }
    let precedence = first("Precedence").unwrap_or_default();
    if PRECEDENCE.iter().any(|one| word(&precedence).eq_ignore_ascii_case(one)) {
        return Some("Precedence");
    }
    if is_report(message) {
        return Some("Content-Type");
    }
    has_null_sender(message).then_some("Return-Path")
}

/// Whether it says to be a report of a program.
pub(super) fn is_report(message: &Message<'_>) -> bool {
    use mail_parser::MimeHeaders as _;
    let kind = message.root_part().content_type();
    let kind = kind.filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"));
    let report = kind.and_then(|kind| kind.attribute("report-type"));
    report.is_some_and(|report| REPORTS.iter().any(|one| report.eq_ignore_ascii_case(one)))
}

/// Whether nobody is to be told should it not arrive, which is how bounces are sent.
pub(super) fn has_null_sender(message: &Message<'_>) -> bool {
    raw_values(message, "Return-Path").first().is_some_and(|value| value.replace(' ', "") == "<>")
}

/// The value without parameters and comments.
fn word(value: &str) -> &str {
    value.split([';', '(', ' ']).next().unwrap_or_default()
}
