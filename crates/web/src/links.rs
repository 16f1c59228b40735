//! Addresses of pages, written in one place: a page that links and the router that answers cannot drift apart.

mod answers;
mod anticipation;
mod builder;
mod case_mail;
mod cases;
mod desk;
mod maps;
mod objectives;
mod standards;
mod words;

use std::fmt::Display;

pub use answers::*;
pub use anticipation::*;
pub use builder::*;
pub use case_mail::*;
pub use cases::*;
pub use desk::*;
pub use maps::*;
pub use objectives::*;
pub use standards::*;
pub use words::*;

/// Home of the public.
pub const HOME: &str = "/";
/// Home of staff.
pub const DESK: &str = "/desk";
/// Sign-in of staff.
pub const SIGN_IN: &str = "/desk/sign-in";
/// Where the sign-out form is posted.
pub const SIGN_OUT: &str = "/sign-out";
/// Where staff change their own password.
pub const PASSWORD: &str = "/desk/password";

/// Sign-in, and from there on to a page of ours.
#[must_use]
pub fn sign_in_and_then(path: &str) -> String {
    let query = serde_urlencoded::to_string([("next", path)]).unwrap_or_default();
    format!("{SIGN_IN}?{query}")
}

/// The form of a survey, by its key.
#[must_use]
pub fn feedback(survey: impl Display) -> String {
    format!("/feedback/{survey}")
}

/// Where the first page of a form is posted.
#[must_use]
pub fn feedback_answers(survey: impl Display) -> String {
    format!("/feedback/{survey}/answers")
}

/// A later page of a form that was begun.
#[must_use]
pub fn feedback_section(survey: impl Display, nonce: &str, section: &str) -> String {
    format!("/feedback/{survey}/{nonce}/{section}")
}

/// The thanks after a form.
#[must_use]
pub fn feedback_thanks(survey: impl Display, nonce: &str) -> String {
    feedback_section(survey, nonce, "thanks")
}

/// Where the proof of work for a form is posted.
#[must_use]
pub fn feedback_proof(survey: impl Display, nonce: &str) -> String {
    feedback_section(survey, nonce, "proof")
}

/// The form as staff see it before it is published.
#[must_use]
pub fn preview(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/preview")
}

/// The script that puts forms into pages of other sites. Its address is a contract: it carries no hash.
pub const EMBED: &str = "/embed.js";
/// The page of an agency that does not exist, for the demo.
pub const SAMPLE_AGENCY: &str = "/sample-agency";
/// The service worker of kiosks; it rules over what lies below `/kiosk/`.
pub const KIOSK_WORKER: &str = "/kiosk/worker.js";

/// A survey as a kiosk.
#[must_use]
pub fn kiosk(survey: impl Display) -> String {
    format!("/kiosk/{survey}")
}

/// The kiosks of a survey, for staff.
#[must_use]
pub fn survey_kiosks(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/kiosks")
}

/// Ending the key of a kiosk.
#[must_use]
pub fn kiosk_revoke(survey: impl Display, kiosk: impl Display) -> String {
    format!("/desk/surveys/{survey}/kiosks/{kiosk}/revoke")
}

/// Surveys.
pub const SURVEYS: &str = "/desk/surveys";
/// Choosing the instrument of a new survey.
pub const SURVEY_NEW: &str = "/desk/surveys/new";
/// Imports.
pub const IMPORTS: &str = "/desk/imports";
/// Responses.
pub const RESPONSES: &str = "/desk/responses";
/// Where acts on responses are posted.
pub const RESPONSES_ACT: &str = "/desk/responses/act";
/// Where acts are undone.
pub const RESPONSES_UNDO: &str = "/desk/responses/undo";
/// One's own acts on responses.
pub const RESPONSES_ACTS: &str = "/desk/responses/acts";
/// Saved views of the inbox.
pub const RESPONSES_VIEWS: &str = "/desk/responses/views";
/// How many responses came in since; the filter follows as its query.
pub const RESPONSES_NEWER: &str = "/desk/responses/newer.json";
/// Great experiences, for the team.
pub const EXPERIENCES: &str = "/desk/experiences";
/// Great experiences, for the public.
pub const PUBLIC_EXPERIENCES: &str = "/experiences";
/// Responses as a file; the filter follows as its query.
pub const RESPONSES_EXPORT: &str = "/desk/responses/export";

/// The scorecard.
pub const SCORECARD: &str = "/desk/scorecard";
/// The scorecard as comma-separated values.
pub const SCORECARD_CSV: &str = "/desk/scorecard.csv";
/// The scorecard as a workbook.
pub const SCORECARD_XLSX: &str = "/desk/scorecard.xlsx";
/// The scorecard as JSON.
pub const SCORECARD_JSON: &str = "/desk/scorecard.json";
/// Analyses.
pub const ANALYSIS: &str = "/desk/analysis";
/// What moves an outcome.
pub const ANALYSIS_DRIVERS: &str = "/desk/analysis/drivers";
/// A path model.
pub const ANALYSIS_PATHS: &str = "/desk/analysis/paths";
/// Two cuts compared.
pub const ANALYSIS_COMPARE: &str = "/desk/analysis/compare";
/// How many responses it takes.
pub const ANALYSIS_SAMPLE_SIZE: &str = "/desk/analysis/sample-size";
/// Where a file to be analysed is posted.
pub const ANALYSIS_FILES: &str = "/desk/analysis/files";

/// A file that was brought to be analysed.
#[must_use]
pub fn analysis_file(token: &str) -> String {
    format!("{ANALYSIS_FILES}/{token}")
}

/// What every number means.
pub const METRICS: &str = "/desk/metrics";

/// What one measure means.
#[must_use]
pub fn metric(measure: impl Display) -> String {
    format!("{METRICS}#{measure}")
}

/// The scorecard of one service.
#[must_use]
pub fn scorecard_of_service(service: impl Display) -> String {
    format!("{SCORECARD}?service={service}")
}

/// Setting up a survey from an instrument.
#[must_use]
pub fn survey_set_up(instrument: impl Display) -> String {
    format!("/desk/surveys/new/{instrument}")
}

/// One survey, by its key.
#[must_use]
pub fn survey(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}")
}

/// Changing a survey.
#[must_use]
pub fn survey_change(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/change")
}

/// Where a survey is moved to another state.
#[must_use]
pub fn survey_state(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/state")
}

/// Where it is said whose answers a survey takes “Did this help?” of.
#[must_use]
pub fn survey_answers(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/answers")
}

/// Every way to ask a survey.
#[must_use]
pub fn share(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/share")
}

/// The poster of a survey.
#[must_use]
pub fn poster(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/poster")
}

/// A survey as a paper form.
#[must_use]
pub fn paper(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/paper")
}

/// Where staff enter what came on paper or by phone.
#[must_use]
pub fn entry(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/entry")
}

/// One response that staff entered, to be corrected.
#[must_use]
pub fn entered(survey: impl Display, response: impl Display) -> String {
    format!("/desk/surveys/{survey}/entry/{response}")
}

/// The results of a survey, question by question.
#[must_use]
pub fn results(survey: impl Display) -> String {
    format!("/desk/surveys/{survey}/results")
}

/// What people wrote in answer to one question.
#[must_use]
pub fn results_words(survey: impl Display, question: impl Display) -> String {
    format!("/desk/surveys/{survey}/results/{question}")
}

/// An uploaded file that was not imported yet.
#[must_use]
pub fn import_file(token: &str) -> String {
    format!("/desk/imports/files/{token}")
}

/// One import.
#[must_use]
pub fn import_run(run: impl Display) -> String {
    format!("/desk/imports/{run}")
}

/// The rows an import refused, as a file.
#[must_use]
pub fn import_refused(run: impl Display) -> String {
    format!("/desk/imports/{run}/refused.csv")
}

/// One response.
#[must_use]
pub fn response(response: impl Display) -> String {
    format!("/desk/responses/{response}")
}

/// One saved view among those of a list.
#[must_use]
pub fn view(views: &str, view: impl Display) -> String {
    format!("{views}/{view}")
}

/// Sharing a response with the team or the public.
#[must_use]
pub fn response_share(response: impl Display) -> String {
    format!("/desk/responses/{response}/share")
}

/// One response in the API.
#[must_use]
pub fn api_response(response: impl Display) -> String {
    format!("/api/v1/responses/{response}")
}

/// Whether `path` leads to a page of this installation and nowhere else; for `next` after sign-in.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_leads_on_to_our_pages_only() {
        assert_eq!(
            sign_in_and_then("/desk/scorecard?by=channel"),
            "/desk/sign-in?next=%2Fdesk%2Fscorecard%3Fby%3Dchannel"
        );
        assert!(is_ours("/desk/surveys/1"));
        for wrong in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"] {
            assert!(!is_ours(wrong), "{wrong}");
        }
    }
}
