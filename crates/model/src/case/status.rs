//! What a case is, where it stands, where it came from and why it ended.

use crate::coded::coded;

coded! {
    /// What a case is.
    CaseKind, "kind of case" {
        /// Something went wrong.
        Complaint = "complaint",
        /// Something is to be known.
        Question = "question",
        /// Something is to be done.
        Request = "request",
        /// Something went well.
        Compliment = "compliment",
        /// Something could be better.
        Suggestion = "suggestion",
    }
}

impl serde::Serialize for CaseKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for CaseKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

coded! {
    /// Where a case stands. What staff say, what the person says, and an end without a solution are kept apart.
    CaseStatus, "status of a case" {
        /// Nobody has answered yet.
        New = "new",
        /// Somebody has; it goes on.
        Open = "open",
        /// Something is needed of the person: the clocks stand still.
        Waiting = "waiting",
        /// Staff say it is solved.
        Resolved = "resolved",
        /// The person says it is solved.
        Confirmed = "confirmed",
        /// It ended without a solution, for a reason.
        Unresolved = "unresolved",
    }
}

impl CaseStatus {
    /// Whether something is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Open | Self::Waiting)
    }
}

coded! {
    /// Where a case came from.
    CaseSource, "source of a case" {
        /// The public contact page.
        Contact = "contact",
        /// A response to a survey.
        Response = "response",
        /// Staff, on behalf of a person.
        Staff = "staff",
        /// A program.
        Api = "api",
        /// A program that speaks Open311.
        Open311 = "open311",
        /// A mail that came in.
        Mail = "mail",
        /// A file.
        Import = "import",
    }
}

coded! {
    /// Why a case ended without a solution.
    UnresolvedReason, "reason for an end without a solution" {
        /// The law or the rules do not allow it.
        NotAllowed = "not_allowed",
        /// It is for somebody else to solve, and the person was told who.
        Elsewhere = "elsewhere",
        /// The person did not give what was needed.
        NoAnswer = "no_answer",
        /// It is told of in another case.
        Duplicate = "duplicate",
        /// The person took it back.
        Withdrawn = "withdrawn",
        /// Spam or abuse.
        Abuse = "abuse",
        /// Something else, told in the last message.
        Other = "other",
    }
}
