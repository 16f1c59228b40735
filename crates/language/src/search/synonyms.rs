//! Terms that mean the same: customers' words and the agency's, in both directions.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use catsup_model::{Language, search};

use super::{spelling::Spelling, words::Analysis};

/// The most words of a term.
const LONGEST: usize = 6;
/// The most meanings of one term that are looked for.
const MOST_MEANINGS: usize = 6;

/// The stems of what a term means as well, and how far.
type Meaning = (Vec<String>, f32);

/// Pairs of terms, of one word or several.
#[derive(Debug)]
pub struct Synonyms {
    analysis: Analysis,
    /// By the stems of a term.
    meanings: BTreeMap<Vec<String>, Vec<Meaning>>,
    longest: usize,
    /// The words of all terms, ascending.
    pub(super) words: Vec<String>,
    pub(super) spelling: Spelling,
}

impl Synonyms {
    /// No synonyms.
    #[must_use]
    pub fn none(language: Language) -> Self {
        Self::new::<&str>(language, [])
    }

    /// Pairs that mean the same, with a weight in (0, 1]: by how much the other term counts beside the one typed. A term without a word
    /// and a term of more than six words are left out.
    ///
    /// ```
    /// use catsup_language::search::Synonyms;
    /// use catsup_model::Language;
    /// let synonyms = Synonyms::new(Language::En, [("food stamps", "SNAP", 0.9)]);
    /// assert_eq!(synonyms.len(), 2);
    /// ```
    pub fn new<T: AsRef<str>>(language: Language, pairs: impl IntoIterator<Item = (T, T, f32)>) -> Self {
        let analysis = Analysis::new(language);
        let mut meanings: BTreeMap<Vec<String>, Vec<Meaning>> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for (one, other, weight) in pairs {
            let [one, other] = [one.as_ref(), other.as_ref()].map(search::words);
            let [from, to] = [&one, &other]
                .map(|words| words.iter().map(|word| analysis.stem_of(word)).collect::<Vec<_>>());
            let fits = |term: &[String]| (1..=LONGEST).contains(&term.len());
            if !fits(&from) || !fits(&to) || from == to {
                continue;
            }
            let weight = if weight.is_finite() { weight.clamp(0.0, 1.0) } else { 0.0 };
            meanings.entry(from.clone()).or_default().push((to.clone(), weight));
            meanings.entry(to).or_default().push((from, weight));
            all.extend(one.into_iter().chain(other));
        }
        for list in meanings.values_mut() {
            // The heaviest first, one of each; not in the order in which they were told.
            list.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            let mut seen = BTreeSet::new();
            list.retain(|(term, _)| seen.insert(term.clone()));
            list.truncate(MOST_MEANINGS);
        }
        let longest = meanings.keys().map(Vec::len).max().unwrap_or_default();
        let words: Vec<String> = all.into_iter().collect();
        let spelling = Spelling::of(&words);
        Self { analysis, meanings, longest, words, spelling }
    }

    /// How many terms mean something else as well.
    #[must_use]
    pub fn len(&self) -> usize {
        self.meanings.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }

    /// Whether a folded word stands in a term.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.binary_search_by(|other| other.as_str().cmp(word)).is_ok()
    }

    pub(super) fn stem_of(&self, word: &str) -> String {
        self.analysis.stem_of(word)
    }

    /// The terms among `stems`: the range of each, and what it means as well. The longest first where several begin, none within another.
    pub(super) fn among(&self, stems: &[String]) -> Vec<(Range<usize>, &[Meaning])> {
        let mut found = Vec::new();
        let mut place = 0;
        while place < stems.len() && !self.is_empty() {
            let most = self.longest.min(stems.len() - place);
            let term = (1..=most).rev().find_map(|length| {
                let range = place..place + length;
                self.meanings.get(&stems[range.clone()]).map(|meanings| (range, meanings.as_slice()))
            });
            place = term.as_ref().map_or(place + 1, |(range, _)| range.end);
            found.extend(term);
        }
        found
    }
}
