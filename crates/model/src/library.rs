//! The answer library: what an organisation answers to a question, the same on every channel.
//!
//! Not to be taken for the answers people give to a survey ([`answers`](crate::answers)).

mod content;
mod slots;

pub use self::{
    content::{AnswerContent, Helper, NextStep, Source, SourceLine},
    slots::{Slot, SlotChoice, SlotPicks},
};

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Language,
    coded::coded,
    id::{AccountId, AnswerId, LifeExperienceId, OrganisationId, ServiceId},
};

/// The most characters of a question, a variant, a step or any other line.
pub const LONGEST_LINE: usize = 300;
/// The most characters of a short answer.
pub const LONGEST_SHORT: usize = 1_000;
/// The most characters of the details or any other text of several lines.
pub const LONGEST_TEXT: usize = 20_000;
/// The most lines of a list: variants, clarifying questions, steps, needs.
pub const MOST_LINES: usize = 40;

coded! {
    /// Who an answer is for.
    Audience, "audience" {
        /// Everyone.
        Public = "public",
        /// Partner organisations that hold a link, and staff.
        Partner = "partner",
        /// Staff only.
        Staff = "staff",
    }
}

impl Audience {
    /// Whether an answer for `self` may be read by a reader of this kind.
    #[must_use]
    pub fn is_for(self, reader: Self) -> bool {
        match self {
            Self::Public => true,
            Self::Partner => reader != Self::Public,
            Self::Staff => reader == Self::Staff,
        }
    }
}

coded! {
    /// How far the latest version of an answer has come.
    AnswerState, "state of an answer" {
        /// Being written.
        Draft = "draft",
        /// Waiting for somebody who approves it.
        Review = "review",
        /// Approved; readers see it from the day it takes effect.
        Approved = "approved",
        /// Taken out of use; nobody but staff who write answers sees it.
        Retired = "retired",
    }
}

coded! {
    /// Whose answers a survey takes “Did this help?” of.
    AnswersOf, "reach of a survey of answers" {
        /// Those of its service.
        Service = "service",
        /// Those of every service of its organisation that no survey of their own takes.
        Organisation = "organisation",
    }
}

/// One answer of the library. What it says lies in its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its id.
    pub id: AnswerId,
    /// The end of its public address; never changes once the answer was approved.
    pub slug: String,
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// The service it is about; `None` for what concerns the whole organisation.
    pub service: Option<ServiceId>,
    /// Who it is for.
    pub audience: Audience,
    /// How far its latest version has come.
    pub state: AnswerState,
    /// Who keeps it right.
    pub owner: Option<AccountId>,
    /// The needs it answers, as contacts name them.
    pub needs: Vec<String>,
    /// The life experiences it belongs to.
    pub experiences: Vec<LifeExperienceId>,
    /// The last day it holds; without end when `None`.
    pub ends_on: Option<Date>,
    /// The day somebody is to look at it again.
    pub review_on: Option<Date>,
    /// Number of its latest version, from 1.
    pub latest: u32,
    /// Versions up to this number were taken out of use with it.
    pub withdrawn: u32,
    /// When it was first written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What an answer said at one time. A saved version never changes, but for being approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerVersion {
    /// Whose.
    pub answer: AnswerId,
    /// Its number, from 1.
    pub number: u32,
    /// What it says.
    pub document: AnswerDocument,
    /// What changed, for those who read it before; may be empty.
    pub note: String,
    /// Who wrote it; `None` for the program itself.
    pub author: Option<AccountId>,
    /// When.
    pub written_at: Timestamp,
    /// The first day it holds; from its approval on when `None`.
    pub starts_on: Option<Date>,
    /// Who approved it, and when.
    pub approved: Option<(Option<AccountId>, Timestamp)>,
    /// Whether staff are to read and acknowledge it before it takes effect.
    pub must_read: bool,
    /// Where staff learn more about the change; may be empty.
    pub training: String,
}

/// The words of an answer: by language, with the slots that fit them to the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerDocument {
    /// What it says in each language it is written in.
    pub contents: BTreeMap<Language, AnswerContent>,
    /// What the answer depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
}

impl AnswerDocument {
    /// What it says in `language`, else in English, else in whatever there is, with the language that is.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<(Language, &AnswerContent)> {
        let exact = |wanted: Language| self.contents.get(&wanted).map(|content| (wanted, content));
        let any = || self.contents.iter().next().map(|(language, content)| (*language, content));
        exact(language).or_else(|| exact(Language::En)).or_else(any)
    }

    /// Languages it is not written in.
    #[must_use]
    pub fn missing(&self) -> Vec<Language> {
        Language::ALL.into_iter().filter(|language| !self.contents.contains_key(language)).collect()
    }
}

/// What makes two ways of writing a need the same one: case and blanks make no difference.
///
/// ```
/// use catsup_model::library::need_key;
/// assert_eq!(need_key("  Photo   Rules "), need_key("photo rules"));
/// ```
#[must_use]
pub fn need_key(need: &str) -> String {
    need.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_never_sees_beyond_their_audience() {
        use Audience::{Partner, Public, Staff};
        for (answer, reader, seen) in [
            (Public, Public, true),
            (Public, Partner, true),
            (Public, Staff, true),
            (Partner, Public, false),
            (Partner, Partner, true),
            (Partner, Staff, true),
            (Staff, Public, false),
            (Staff, Partner, false),
            (Staff, Staff, true),
        ] {
            assert_eq!(answer.is_for(reader), seen, "{answer} for {reader}");
        }
    }

    #[test]
    fn a_missing_translation_falls_back_and_is_named() {
        let english = AnswerContent { question: "How?".to_owned(), ..AnswerContent::default() };
        let mut document = AnswerDocument::default();
        assert_eq!(document.get(Language::Es), None);
        document.contents.insert(Language::En, english.clone());
        assert_eq!(document.get(Language::Es), Some((Language::En, &english)));
        assert_eq!(document.missing(), [Language::Es]);
    }
}
