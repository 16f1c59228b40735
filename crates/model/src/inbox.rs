//! What staff do with a response in the inbox.

use crate::{
    id::{AccountId, TagId},
    response::{Handling, ResponseState},
};

/// One thing staff do with one or many responses. Each can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Puts it out of sight.
    Archive,
    /// Brings it back into sight.
    Restore,
    /// Holds it back: it does not count until it was looked at.
    Flag,
    /// Calls it spam: it does not count.
    Spam,
    /// Lets it count: not spam, or looked at and found fit.
    Count,
    /// Hands it to somebody.
    Assign(AccountId),
    /// Takes it from whoever had it.
    Unassign,
    /// Says how far staff are with it.
    Handle(Handling),
    /// Ties a tag to it.
    Tag(TagId),
    /// Takes a tag off.
    Untag(TagId),
}

impl Act {
    /// The code used in forms, the database and the audit log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Flag => "flag",
            Self::Spam => "spam",
            Self::Count => "count",
            Self::Assign(_) => "assign",
            Self::Unassign => "unassign",
            Self::Handle(_) => "handle",
            Self::Tag(_) => "tag",
            Self::Untag(_) => "untag",
        }
    }

    /// To whom, how far, or which tag: what the code leaves open.
    #[must_use]
    pub fn value(self) -> Option<String> {
        match self {
            Self::Assign(account) => Some(account.to_string()),
            Self::Handle(step) => Some(step.code().to_owned()),
            Self::Tag(tag) | Self::Untag(tag) => Some(tag.to_string()),
            _ => None,
        }
    }

    /// Reads a code with its value; `None` when they do not fit.
    #[must_use]
    pub fn read(code: &str, value: &str) -> Option<Self> {
        Some(match code {
            "archive" => Self::Archive,
            "restore" => Self::Restore,
            "flag" => Self::Flag,
            "spam" => Self::Spam,
            "count" => Self::Count,
            "unassign" => Self::Unassign,
            "assign" => Self::Assign(value.parse().ok()?),
            "handle" => Self::Handle(value.parse().ok()?),
            "tag" => Self::Tag(value.parse().ok()?),
            "untag" => Self::Untag(value.parse().ok()?),
            _ => return None,
        })
    }

    /// The state it leaves a response in, where it changes what counts.
    #[must_use]
    pub fn state(self) -> Option<ResponseState> {
        match self {
            Self::Flag => Some(ResponseState::Flagged),
            Self::Spam => Some(ResponseState::Spam),
            Self::Count => Some(ResponseState::Received),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_reads_back_from_its_code_and_value() {
        for act in [
            Act::Archive,
            Act::Restore,
            Act::Flag,
            Act::Spam,
            Act::Count,
            Act::Assign(AccountId(5)),
            Act::Unassign,
            Act::Handle(Handling::Dispatched),
            Act::Tag(TagId(7)),
            Act::Untag(TagId(7)),
        ] {
            assert_eq!(Act::read(act.code(), &act.value().unwrap_or_default()), Some(act));
        }
        assert_eq!(Act::read("assign", "nobody"), None);
        assert_eq!(Act::read("shred", ""), None);
    }
}
