//! Where a request stands, in plain sentences that anybody may read.

use catsup_model::case::{Case, CaseStatus, UnresolvedReason};
use jiff::Zoned;

/// Where a case stands; `merged` when it goes on in another one, which `case` is then.
pub(super) fn status_notes(case: &Case, merged: bool) -> String {
    let stands = match case.status {
        CaseStatus::New => "It came in; nobody has answered yet.",
        CaseStatus::Open => "It is being worked on.",
        CaseStatus::Waiting => "It waits for something that is needed of the person who asked.",
        CaseStatus::Resolved => "The agency says it is resolved; the person who asked has not confirmed it.",
        CaseStatus::Confirmed => "It is resolved, and the person who asked confirmed it.",
        CaseStatus::Unresolved => ended(case.unresolved.unwrap_or(UnresolvedReason::Other)),
    };
    if merged { format!("It goes on in another request. {stands}") } else { stands.to_owned() }
}

fn ended(reason: UnresolvedReason) -> &'static str {
    match reason {
        UnresolvedReason::NotAllowed => {
            "It ended without a solution: the law or the rules do not allow what was asked."
        }
        UnresolvedReason::Elsewhere => "It ended without a solution here: it is for somebody else to solve.",
        UnresolvedReason::NoAnswer => {
            "It ended without a solution: what was needed of the person who asked did not come."
        }
        UnresolvedReason::Duplicate => "It ended here: another request tells of the same.",
        UnresolvedReason::Withdrawn => "It ended without a solution: the person who asked took it back.",
        UnresolvedReason::Abuse => "It ended without a solution: it was no genuine request.",
        UnresolvedReason::Other => "It ended without a solution.",
    }
}

/// What happens next with a request that just came in, and by when.
pub(super) fn notice(agency: &str, expected: Option<&Zoned>) -> String {
    match expected {
        Some(by) => {
            format!("It is with {agency}, and is to be settled by {}.", by.strftime("%-d %B %Y, %-H:%M %Z"))
        }
        None => format!("It is with {agency}, where somebody will take it up."),
    }
}
