//! The glossary: how customers say what the agency calls otherwise, and the agency's own list of bureaucratic words.

use crate::{
    Language,
    coded::coded,
    id::{GlossaryTermId, JargonTermId},
};

/// The most characters of a term.
pub const LONGEST_TERM: usize = 80;
/// The most words of a term: what the search looks for as one.
pub const MOST_WORDS: usize = 6;

coded! {
    /// Whether a pair of terms is used.
    TermState, "state of a term" {
        /// Found by the program; somebody is to look at it.
        Suggested = "suggested",
        /// The search uses it.
        Confirmed = "confirmed",
        /// Not to be suggested again.
        Refused = "refused",
    }
}

coded! {
    /// Where a pair of terms comes from.
    TermSource, "source of a term" {
        /// Two searches of one visit, the first in vain.
        Search = "search",
        /// What people wrote in responses.
        Comment = "comment",
        /// What people wrote when they opened cases.
        Case = "case",
        /// Somebody entered it.
        Staff = "staff",
    }
}

/// What customers say and what the agency says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// Its id.
    pub id: GlossaryTermId,
    /// The language of both.
    pub language: Language,
    /// What customers say.
    pub said: String,
    /// What the agency says.
    pub term: String,
    /// Whether it is used.
    pub state: TermState,
    /// Where it comes from.
    pub source: TermSource,
    /// How often it was met.
    pub support: u64,
}

/// A bureaucratic word of the agency's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JargonTerm {
    /// Its id.
    pub id: JargonTermId,
    /// Its language.
    pub language: Language,
    /// The word.
    pub term: String,
    /// What to say instead, the best first; none where the built-in list is not to mark it.
    pub plain: Vec<String>,
}
