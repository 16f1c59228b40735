//! The history of a case: what happened, when, by whom.

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    coded::coded,
    id::{CaseEventId, CaseId},
};

coded! {
    /// What happened to a case.
    CaseEventKind, "event of a case" {
        /// It began.
        Opened = "opened",
        /// The person was told that it came in.
        Acknowledged = "acknowledged",
        /// The person wrote.
        Said = "said",
        /// Staff wrote to the person.
        Replied = "replied",
        /// Staff wrote down something for themselves.
        Noted = "noted",
        /// Somebody else takes care of it.
        Assigned = "assigned",
        /// What it is, or what it is about, was corrected.
        Changed = "changed",
        /// Something is needed of the person.
        Waited = "waited",
        /// It went on.
        Resumed = "resumed",
        /// Staff say it is solved.
        Resolved = "resolved",
        /// It ended without a solution.
        Unresolved = "unresolved",
        /// The person says it is solved.
        Confirmed = "confirmed",
        /// The person says it is not solved.
        Denied = "denied",
        /// Staff took it up again.
        Reopened = "reopened",
        /// Another service answers now.
        HandedOver = "handed_over",
        /// A clock is about to run out.
        Warned = "warned",
        /// A clock ran out.
        Breached = "breached",
        /// Another case goes on in this one.
        Merged = "merged",
        /// That was taken back.
        Unmerged = "unmerged",
        /// The person's private link was made anew.
        LinkRenewed = "link_renewed",
        /// A mail to the person could not be delivered.
        Undelivered = "undelivered",
        /// A mail to the person is late; the receiving server goes on trying.
        Delayed = "delayed",
        /// An automatic answer came to a mail to the person.
        AutoAnswered = "auto_answered",
        /// Files that came by mail were not kept.
        FilesRefused = "files_refused",
        /// It has to do with another case, as a mail or staff say.
        Mentioned = "mentioned",
        /// It has nothing to do with the other case after all.
        Unrelated = "unrelated",
        /// Its person writes about the case of somebody else.
        WrittenAbout = "written_about",
        /// Words of threat or despair were found.
        Alarmed = "alarmed",
        /// Somebody looked after the person.
        Attended = "attended",
    }
}

impl CaseEventKind {
    /// Whether the person sees it under their link.
    #[must_use]
    pub fn is_shown_to_person(self) -> bool {
        use CaseEventKind as K;
        matches!(
            self,
            K::Opened
                | K::Acknowledged
                | K::Said
                | K::Replied
                | K::Waited
                | K::Resolved
                | K::Unresolved
                | K::Confirmed
                | K::Denied
                | K::Reopened
                | K::HandedOver
        )
    }
}

/// One entry in the history of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseEvent {
    /// Its id.
    pub id: CaseEventId,
    /// The case.
    pub case: CaseId,
    /// When.
    pub at: Timestamp,
    /// Who, as the audit log names them, such as `account:12` or `public`.
    pub actor: String,
    /// What happened.
    pub kind: CaseEventKind,
    /// Words, where there are any.
    pub text: String,
    /// What else is to be known, by name.
    pub detail: Value,
}
