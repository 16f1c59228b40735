//! Addresses of cases: where people write, their private link, and the pages of staff.

use std::fmt::Display;

/// Where people ask, ask for something, or complain.
pub const CONTACT: &str = "/contact";
/// The queue of cases.
pub const CASES: &str = "/desk/cases";
/// Opening a case for a person.
pub const CASES_NEW: &str = "/desk/cases/new";
/// Giving several cases to somebody.
pub const CASES_ASSIGN: &str = "/desk/cases/assign";
/// Taking that back.
pub const CASES_ASSIGN_UNDO: &str = "/desk/cases/assign/undo";
/// Saved views of the queue.
pub const CASES_VIEWS: &str = "/desk/cases/views";
/// Texts that answers begin with.
pub const REPLY_TEMPLATES: &str = "/desk/cases/templates";
/// Responses that become cases by themselves.
pub const FOLLOW_UPS: &str = "/desk/cases/follow-ups";
/// No longer making cases of the responses to a survey.
pub const FOLLOW_UP_REMOVE: &str = "/desk/cases/follow-ups/remove";
/// By when, by which calendar and by whom cases are handled.
pub const CASE_RULES: &str = "/desk/cases/rules";
/// How cases went.
pub const CASE_PERFORMANCE: &str = "/desk/cases/performance";

/// A case as its person sees it.
#[must_use]
pub fn track(token: impl Display) -> String {
    format!("/track/{token}")
}

/// One case.
#[must_use]
pub fn case(case: impl Display) -> String {
    format!("{CASES}/{case}")
}

/// Where what staff do with a case is posted.
#[must_use]
pub fn case_act(case: impl Display) -> String {
    format!("{CASES}/{case}/act")
}

/// A file of a case.
#[must_use]
pub fn case_file(case: impl Display, file: impl Display) -> String {
    format!("{CASES}/{case}/files/{file}")
}

/// Opening a case for the person who gave a response.
#[must_use]
pub fn case_from_response(response: impl Display) -> String {
    format!("{CASES_NEW}?response={response}")
}

/// One rule.
#[must_use]
pub fn case_rule(rule: impl Display) -> String {
    format!("{CASE_RULES}/{rule}")
}

/// Removing a rule.
#[must_use]
pub fn case_rule_remove(rule: impl Display) -> String {
    format!("{CASE_RULES}/{rule}/remove")
}

/// One text that answers begin with.
#[must_use]
pub fn reply_template(template: impl Display) -> String {
    format!("{REPLY_TEMPLATES}/{template}")
}

/// Removing it.
#[must_use]
pub fn reply_template_remove(template: impl Display) -> String {
    format!("{REPLY_TEMPLATES}/{template}/remove")
}
