//! Mail that came in: whose address it went to, and what became of it.

use crate::{
    Language,
    case::CaseKind,
    coded::coded,
    id::{CaseId, MailAddressId, MailId, ServiceId, TakenMailId},
    text::Email,
};
use jiff::Timestamp;

coded! {
    /// What became of a mail that came in.
    MailOutcome, "outcome of a mail" {
        /// A new case.
        Opened = "opened",
        /// Words of the person on their case.
        Said = "said",
        /// An automatic answer.
        Automatic = "automatic",
        /// A report on the delivery of a mail of ours.
        Report = "report",
        /// Kept until somebody gives it to a service.
        Unassigned = "unassigned",
        /// Not taken in.
        Refused = "refused",
    }
}

coded! {
    /// Why a mail became what it became.
    MailReason, "reason for what became of a mail" {
        /// It went to an address of a service.
        Address = "address",
        /// It went to no address that is named, and a rule is for those.
        EveryOther = "every_other",
        /// The person answers, under the address of their case.
        SignedAddress = "signed_address",
        /// The person answers a mail of ours, and their server vouches for them.
        Vouched = "vouched",
        /// It answers a case whose person has another address.
        SomebodyElse = "somebody_else",
        /// It answers a mail of ours, and nobody vouches for the sender.
        Unproven = "unproven",
        /// Its case ended too long ago.
        LongOver = "long_over",
        /// Staff made a case of it.
        ByStaff = "by_staff",
        /// A program or a list wrote it.
        Program = "program",
        /// A mail of ours did not arrive.
        NotArrived = "not_arrived",
        /// A mail of ours is late.
        Late = "late",
        /// A mail of ours arrived.
        Arrived = "arrived",
        /// It is about no mail of ours.
        NotOurs = "not_ours",
        /// It went to no address that becomes a case.
        NoAddress = "no_address",
        /// It names no sender that could be answered.
        NoSender = "no_sender",
        /// It cannot be read as a case.
        Unreadable = "unreadable",
        /// This installation wrote it.
        OwnMail = "own_mail",
        /// It went through too many servers.
        Loop = "loop",
        /// Too many came from its sender.
        TooMany = "too_many",
        /// Staff say that it is no case.
        NoCase = "no_case",
    }
}

/// Mails to an address become cases of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    /// Its id.
    pub id: MailAddressId,
    /// The address; `None` for every other one.
    pub address: Option<Email>,
    /// The service that answers.
    pub service: ServiceId,
    /// What the cases are.
    pub kind: CaseKind,
    /// The language people are written to in when their mail does not tell.
    pub language: Language,
}

/// A mail that came in, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// Its id.
    pub id: TakenMailId,
    /// What its sender calls it, without brackets; may be empty.
    pub message_id: String,
    /// Who it says it is from; may be empty.
    pub from: String,
    /// The name beside that; may be empty.
    pub from_name: String,
    /// The address it went to; may be empty.
    pub to: String,
    /// Its subject, one line.
    pub subject: String,
    /// What became of it.
    pub outcome: MailOutcome,
    /// Why.
    pub reason: MailReason,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// The mail of ours it reports on.
    pub mail: Option<MailId>,
    /// Bytes.
    pub size: i64,
    /// When it was taken in.
    pub taken_at: Timestamp,
}
