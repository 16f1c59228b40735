//! A search in people's words: an index in memory that forgives misspelling, plurals and customers' terms.
//!
//! Words are folded and stemmed, weighted by field and rarity (BM25F: S. Robertson, H. Zaragoza, M. Taylor, “Simple BM25 extension
//! to multiple weighted fields”, CIKM 2004). A word the index does not hold is read as the words it is near to; the last word may be unfinished;
//! a [`Synonyms`] list leads from customers' terms to the agency's and back. What a document is about counts beside the words
//! it holds.
//!
//! The same documents give the same findings with the same scores, in whatever order they were pushed and whatever keys they have. Whatever is typed costs a bounded amount of
//! work. What may not be seen leaves no trace: neither among the findings nor in a correction.

mod index;
mod near;
mod query;
mod score;
mod spelling;
mod synonyms;
mod themes;
mod words;

pub use self::{
    index::IndexBuilder,
    synonyms::Synonyms,
    words::{is_stop_word, stem},
};

use self::{index::Stored, words::Analysis};

/// A part of a document. Words in a question count more than words in the details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The question.
    Question,
    /// The same question in other words.
    Variant,
    /// The short answer.
    Short,
    /// Whatever else is said.
    Details,
}

impl Field {
    const ALL: [Self; 4] = [Self::Question, Self::Variant, Self::Short, Self::Details];

    fn place(self) -> usize {
        self as usize
    }
}

/// A document to be found.
#[derive(Debug, Clone, Copy)]
pub struct Document<'text> {
    /// What it is known by. Documents of the same key are one.
    pub key: u64,
    /// Its texts; a field may occur several times.
    pub fields: &'text [(Field, &'text str)],
}

/// How findings are ordered. The default was found on one half of the queries of `cargo xtask bench answers`, and measured on the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuning {
    /// By how much a word counts in each field: question, variant, short answer, details.
    pub weights: [f32; 4],
    /// How far the length of a field counts, 0 to 1.
    pub length: [f32; 4],
    /// How soon further occurrences of a word count no more (k₁ of BM25).
    pub saturation: f32,
    /// What is left of a word's weight for each edit that it is away from what was typed.
    pub edit: f32,
    /// By how much an unfinished last word counts.
    pub unfinished: f32,
    /// By how much it counts what a document is about, beside the words it holds.
    pub about: f32,
    /// How far it counts that a finding holds all words that were typed, 0 to 1.
    pub together: f32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            weights: [3.0, 2.5, 1.5, 1.0],
            length: [0.5, 0.5, 0.75, 0.75],
            saturation: 1.2,
            edit: 0.8,
            unfinished: 0.5,
            about: 0.6,
            together: 0.2,
        }
    }
}

impl Tuning {
    /// A weight that grows less and less.
    fn saturated(&self, weight: f32) -> f32 {
        weight * (self.saturation + 1.0) / (weight + self.saturation)
    }
}

/// Documents in one language, ready to be searched.
#[derive(Debug)]
pub struct Index {
    analysis: Analysis,
    stored: Stored,
    spelling: spelling::Spelling,
    themes: themes::Themes,
    tuning: Tuning,
}

/// A document found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its key.
    pub key: u64,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// How much of what was typed it holds, 0 to 1, rare words counting more. What is low may be no answer at all.
    pub coverage: f32,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The best documents, best first; equal ones in the order of their words, and by key where these are the same.
    pub hits: Vec<Hit>,
    /// How many documents hold any of the words.
    pub total: usize,
    /// What was typed as it was read, where words had to be corrected.
    pub corrected: Option<String>,
}

impl Index {
    /// How many documents it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stored.keys.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stored.keys.is_empty()
    }

    /// Whether a document that is `visible` holds `word` in any of its forms.
    pub fn holds(&self, word: &str, visible: impl Fn(u64) -> bool) -> bool {
        self.stored.term(&self.analysis.stem_of(word)).is_some_and(|term| {
            self.stored
                .postings(term)
                .iter()
                .any(|posting| visible(self.stored.keys[posting.document as usize]))
        })
    }

    /// The best `limit` documents for what was typed, of those that are `visible`.
    ///
    /// ```
    /// use catsup_language::search::{Document, Field, IndexBuilder, Synonyms};
    /// use catsup_model::Language;
    ///
    /// let mut builder = IndexBuilder::new(Language::En);
    /// builder.push(Document { key: 7, fields: &[(Field::Question, "How do I renew my passport?")] });
    /// builder.push(Document { key: 8, fields: &[(Field::Question, "Where is the nearest office?")] });
    /// let index = builder.build();
    ///
    /// let found = index.search("renwing pasports", &Synonyms::none(Language::En), |_| true, 10);
    /// assert_eq!(found.hits[0].key, 7);
    /// let found = index.search("renew pasport", &Synonyms::none(Language::En), |_| true, 10);
    /// assert_eq!(found.corrected.as_deref(), Some("renew passport"));
    /// ```
    pub fn search(
        &self,
        query: &str,
        synonyms: &Synonyms,
        visible: impl Fn(u64) -> bool,
        limit: usize,
    ) -> Found {
        let sees = |document: u32| visible(self.stored.keys[document as usize]);
        let read = query::read(self, query, synonyms, &sees);
        let ranked = score::rank(self, &read.groups, &sees, limit);
        Found { hits: ranked.hits, total: ranked.total, corrected: read.corrected }
    }
}

#[cfg(test)]
mod tests;
