//! Who reads: the public, a partner organisation, or staff.

use std::collections::BTreeSet;

use catsup_model::{
    Permission, Reach, Viewer,
    id::ServiceId,
    library::{Answer, Audience},
};

use super::within;

/// Who reads answers. Every way to an answer asks [`Reader::sees`]: addresses, searches, lists, suggestions and replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// Everyone.
    Public,
    /// A partner organisation, as far as its link goes.
    Partner(BTreeSet<ServiceId>),
    /// Staff, as far as their reach goes.
    Staff(Reach),
}

impl Reader {
    /// What a viewer reads: as staff where they may read answers, else as everyone.
    #[must_use]
    pub fn of(viewer: &Viewer) -> Self {
        viewer.require(Permission::ReadAnswers).map_or(Self::Public, Self::Staff)
    }

    /// The audience they belong to.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Partner(_) => Audience::Partner,
            Self::Staff(_) => Audience::Staff,
        }
    }

    /// Whether they may read an answer. What everyone may read, they may too.
    #[must_use]
    pub fn sees(&self, answer: &Answer) -> bool {
        if answer.audience == Audience::Public {
            return true;
        }
        answer.audience.is_for(self.audience())
            && match self {
                Self::Public => false,
                Self::Partner(services) => answer.service.is_some_and(|id| services.contains(&id)),
                Self::Staff(reach) => within(reach, answer),
            }
    }
}
