//! The views that everyone has: what to look at first, one's own, what is held back, and what is out of sight.

use catsup_app::inbox::{Assignee, ResponseFilter};
use catsup_model::{
    id::AccountId,
    response::{Handling, ResponseState},
};

/// A view that everyone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Whatever was not archived and is no spam.
    Inbox,
    /// What nobody has taken up.
    New,
    /// What is in the reader's hands.
    Mine,
    /// What does not count until someone has looked at it.
    Flagged,
    /// Spam.
    Spam,
    /// What is out of sight.
    Archived,
    /// Everything.
    All,
}

impl Standing {
    pub(super) const EVERY: [Self; 7] =
        [Self::Inbox, Self::New, Self::Mine, Self::Flagged, Self::Spam, Self::Archived, Self::All];

    /// Its name in addresses and the catalogue.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::New => "new",
            Self::Mine => "mine",
            Self::Flagged => "flagged",
            Self::Spam => "spam",
            Self::Archived => "archived",
            Self::All => "all",
        }
    }

    /// The view of this name; the inbox for any other.
    pub(super) fn of(code: &str) -> Self {
        Self::EVERY.into_iter().find(|one| one.code() == code).unwrap_or(Self::Inbox)
    }

    /// What it shows to this account.
    pub(super) fn filter(self, me: Option<AccountId>) -> ResponseFilter {
        let in_sight = vec![ResponseState::Received, ResponseState::Flagged];
        let all = ResponseFilter::default();
        match self {
            Self::Inbox => ResponseFilter { states: in_sight, archived: Some(false), ..all },
            Self::New => ResponseFilter {
                states: in_sight,
                archived: Some(false),
                handlings: vec![Handling::Received],
                assignee: Some(Assignee::Nobody),
                ..all
            },
            Self::Mine => ResponseFilter {
                assignee: Some(Assignee::Account(me.unwrap_or(AccountId(0)))),
                archived: Some(false),
                ..all
            },
            Self::Flagged => ResponseFilter { states: vec![ResponseState::Flagged], ..all },
            Self::Spam => ResponseFilter { states: vec![ResponseState::Spam], ..all },
            Self::Archived => ResponseFilter { archived: Some(true), ..all },
            Self::All => all,
        }
    }
}
