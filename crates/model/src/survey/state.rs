//! Where a survey stands, and where it may go from there.

use serde::{Deserialize, Serialize};

/// Where a survey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    /// Being set up; only staff can see it.
    Draft,
    /// The public can answer.
    Published,
    /// No longer answered; results stay.
    Closed,
    /// Out of sight; results stay.
    Archived,
}

impl SurveyState {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Closed, Self::Archived];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }

    /// The states this one may change to.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Closed => &[Self::Published, Self::Archived],
            Self::Published | Self::Archived => &[Self::Closed],
        }
    }
}

impl std::str::FromStr for SurveyState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|one| one.code() == text).ok_or_else(|| UnknownState(text.to_owned()))
    }
}

/// The text named no state of a survey.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state of a survey; use draft, published, closed or archived")]
pub struct UnknownState(pub String);
