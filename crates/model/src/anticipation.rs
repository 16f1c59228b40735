//! Anticipation: what people with a need come back for next, what staff say of it, and the experiment that proves it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Language, Translated,
    coded::coded,
    id::{AccountId, AnswerId, CaseId, MailId, ServiceId},
    interaction::CustomerKey,
};

/// The most characters of the reason why something was pinned or hidden.
pub const LONGEST_WHY: usize = 300;
/// The largest share of visits from which suggestions are held back, in a hundred.
pub const MOST_HELD: u8 = 50;
/// The windows in which people come back, in days.
pub const WINDOWS: [u16; 3] = [1, 7, 30];

coded! {
    /// What staff decided about a pair of needs.
    Decision, "decision" {
        /// Shown first, whatever the figures say.
        Pinned = "pinned",
        /// Never shown.
        Hidden = "hidden",
        /// Shown as the figures say, in other words.
        Corrected = "corrected",
    }
}

coded! {
    /// Where a suggestion is shown.
    Surface, "place of a suggestion" {
        /// Under an answer that everyone reads.
        Public = "public",
        /// To staff, in a contact.
        Desk = "desk",
        /// After a form was sent.
        Form = "form",
        /// In a mail that the person agreed to.
        Mail = "mail",
    }
}

coded! {
    /// What figures are worked out from. Each has a base rate of its own: a page that is read is no contact.
    MiningSource, "source of figures" {
        /// Contacts of people who are known: interactions, and cases.
        Contacts = "contacts",
        /// Answers that visits to the public pages read, and whether the visit asked a person then.
        Readings = "readings",
    }
}

impl Default for MiningSource {
    /// Contacts.
    fn default() -> Self {
        Self::Contacts
    }
}

/// What stands in place of a next need when a reader asked a person.
pub const ASKED_A_PERSON: &str = "(ask a person)";

coded! {
    /// Which side of the experiment somebody is on.
    Arm, "arm of the experiment" {
        /// Suggestions are shown.
        Shown = "shown",
        /// Suggestions are held back.
        Held = "held",
    }
}

coded! {
    /// What the figures are cut by beside the channel; each only where an administrator chose it.
    Segment, "segment" {
        /// The service.
        Service = "service",
        /// The language.
        Language = "language",
        /// The class of the device.
        Device = "device",
    }
}

coded! {
    /// What a need is read from.
    NeedSource, "source of needs" {
        /// What the person came for, and what was done where that is not known.
        Intention = "intention",
        /// What was done.
        Activity = "activity",
    }
}

/// What people come back for, as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct NextNeed {
    /// What it was worked out from. Where that is readings, a contact is a reading.
    pub source: MiningSource,
    /// The key of the need.
    pub need: String,
    /// The need as it is written most often.
    pub need_name: String,
    /// The key of what comes next.
    pub next: String,
    /// What comes next as it is written most often.
    pub next_name: String,
    /// The window in days.
    pub window_days: u16,
    /// What the contacts have in common: empty for all, else as `channel:phone`.
    pub cut: String,
    /// Contacts for the need whose window was observed.
    pub contacts: u64,
    /// How many of them were followed by the next need within the window.
    pub followed: u64,
    /// The share of any contacts followed by it.
    pub base: f64,
    /// How many times likelier than behind any contact.
    pub lift: f64,
    /// The lower end of the interval of the share.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The median time until then, in seconds.
    pub median_seconds: f64,
    /// The p value of the difference from all other needs.
    pub p_value: f64,
    /// The p value adjusted over all pairs that were tested.
    pub adjusted_p_value: f64,
    /// When it was worked out.
    pub taken_at: Timestamp,
}

impl NextNeed {
    /// The share of contacts followed by it.
    #[must_use]
    pub fn probability(&self) -> f64 {
        if self.contacts == 0 { 0.0 } else { self.followed as f64 / self.contacts as f64 }
    }

    /// Whether it comes likelier than behind other contacts, and not by chance: of pairs of which this is said, one in
    /// twenty is chance.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.lift > 1.0 && self.adjusted_p_value <= 0.05
    }
}

/// What staff decided about a pair of needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The key of the need.
    pub need: String,
    /// The key of what comes next.
    pub next: String,
    /// What was decided.
    pub decision: Decision,
    /// How the next need is said to people; as it is written where there is nothing.
    pub wording: Translated,
    /// The answer to show; the one that lists the next need where there is none.
    pub answer: Option<AnswerId>,
    /// Why; may be empty.
    pub why: String,
    /// Who decided; `None` for the program itself.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

/// How suggestions are tried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experiment {
    /// Grows with every change of what decides who sees suggestions, so that what was drawn before does not mix in.
    pub number: i64,
    /// Whether it runs; suggestions are shown to everyone while it does not.
    pub runs: bool,
    /// How it is drawn who sees suggestions.
    pub draw: Draw,
    /// Within how many days somebody who makes contact again came back.
    pub window_days: u16,
    /// When it began, in seconds since 1970 UTC; `None` where it never ran.
    pub began_at: Option<i64>,
}

impl Default for Experiment {
    /// Not running; a tenth held back; seven days.
    fn default() -> Self {
        Self { number: 0, runs: false, draw: Draw::Visits { held: 10 }, window_days: 7, began_at: None }
    }
}

/// How it is drawn who sees suggestions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Draw {
    /// Each visit or customer by chance.
    Visits {
        /// From how many in a hundred suggestions are held back.
        held: u8,
    },
    /// Services one after the other, each from a day on; the days are best drawn by lot.
    Services {
        /// The first day each service shows suggestions; others show none.
        from: Vec<(ServiceId, Date)>,
    },
}

/// What may be looked at when next needs are worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiningRule {
    /// What a need is read from: the code of a [`NeedSource`].
    pub source: String,
    /// Segments beside the channel, by code; none unless somebody chose it.
    pub segments: Vec<String>,
    /// How many days of history are looked at.
    pub history_days: u16,
    /// The window in which suggestions are looked up, in days.
    pub window_days: u16,
}

impl Default for MiningRule {
    /// Intentions, no segment, two years, seven days.
    fn default() -> Self {
        Self {
            source: NeedSource::Intention.code().to_owned(),
            segments: Vec::new(),
            history_days: 730,
            window_days: 7,
        }
    }
}

/// One subject that met a suggestion, or would have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its id.
    pub id: i64,
    /// The number of the experiment.
    pub experiment: i64,
    /// Which side it is on.
    pub arm: Arm,
    /// Where.
    pub surface: Surface,
    /// The key of the need.
    pub need: String,
    /// The service, where the draw is by service.
    pub service: Option<ServiceId>,
    /// What stands for the visit or the customer: a keyed hash of its own for each experiment.
    pub subject: i64,
    /// When.
    pub at: Timestamp,
    /// The answers that were shown.
    pub answers: Vec<AnswerId>,
}

/// That a person agreed to be told what people in their place usually need next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextConsent {
    /// The case they agreed with.
    pub case: CaseId,
    /// What stands for the person.
    pub customer: CustomerKey,
    /// Which version of the words they agreed to.
    pub wording: i64,
    /// The language they read it in.
    pub language: Language,
    /// When.
    pub given_at: Timestamp,
    /// When they took it back.
    pub revoked_at: Option<Timestamp>,
}

impl NextConsent {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.revoked_at.is_none()
    }
}

/// What became of telling the person of a case what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextMessage {
    /// The case.
    pub case: CaseId,
    /// The key of the need that it is about.
    pub need: String,
    /// Which side of the experiment the person is on: nothing is sent where suggestions are held back.
    pub arm: Arm,
    /// The answers that were told of.
    pub answers: Vec<AnswerId>,
    /// The mail; `None` where it was held back.
    pub mail: Option<MailId>,
    /// When.
    pub at: Timestamp,
}

/// How many messages went out, and how many did not because of the experiment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct NextMessageCounts {
    /// Sent.
    pub sent: u64,
    /// Held back.
    pub held: u64,
    /// People who agree to be told just now.
    pub agree: u64,
}

/// How many subjects an arm has, and how many came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ArmCounts {
    /// Subjects whose window has passed.
    pub n: u64,
    /// How many made contact again within it.
    pub came_back: u64,
    /// How many opened a suggestion.
    pub opened: u64,
    /// Subjects whose window has not passed yet.
    pub waiting: u64,
}
