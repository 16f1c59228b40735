//! What an index holds, and how it is made of documents.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{Language, search};

use super::{Document, Field, Index, Tuning, spelling::Spelling, themes::Themes, words::Analysis};

/// A document that holds a term, and how much of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    /// The document, or the term where the list is of what a document holds.
    pub(super) document: u32,
    /// Occurrences, weighted by field and its length.
    pub(super) weight: f32,
}

/// Lists one after the other, and where each begins.
#[derive(Debug)]
pub(super) struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    fn of(lists: Vec<Vec<T>>) -> Self {
        let mut starts = Vec::with_capacity(lists.len() + 1);
        let mut items = Vec::with_capacity(lists.iter().map(Vec::len).sum());
        starts.push(0);
        for list in lists {
            items.extend(list);
            starts.push(items.len() as u32);
        }
        Self { starts, items }
    }

    pub(super) fn get(&self, place: u32) -> &[T] {
        let place = place as usize;
        &self.items[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

/// Documents, terms (stems) and words, each by number in order.
#[derive(Debug)]
pub(super) struct Stored {
    /// The keys of documents, in the order of their words: neither keys nor the order of pushing decides how sums are rounded, or
    /// which of two equals comes first.
    pub(super) keys: Vec<u64>,
    terms: HashMap<String, u32>,
    postings: Lists<Posting>,
    /// How rare each term is.
    pub(super) rarity: Vec<f32>,
    /// Words as they were written, folded, ascending.
    pub(super) words: Vec<String>,
    /// The term of each word.
    pub(super) term_of_word: Vec<u32>,
    /// The documents of each word, ascending.
    pub(super) documents_of_word: Lists<u32>,
}

impl Stored {
    pub(super) fn term(&self, stem: &str) -> Option<u32> {
        self.terms.get(stem).copied()
    }

    pub(super) fn word(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|other| other.as_str().cmp(word)).ok().map(|place| place as u32)
    }

    pub(super) fn postings(&self, term: u32) -> &[Posting] {
        self.postings.get(term)
    }

    /// In how many documents a word stands.
    pub(super) fn frequency(&self, word: u32) -> usize {
        self.documents_of_word.get(word).len()
    }

    /// How rare a word would be that no document holds.
    pub(super) fn rarest(&self) -> f32 {
        rarity(self.keys.len(), 0)
    }
}

/// Inverse document frequency, never negative.
fn rarity(documents: usize, holding: usize) -> f32 {
    let (all, holding) = (documents as f32, holding as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// Takes documents in, and makes an index of them.
#[derive(Debug)]
pub struct IndexBuilder {
    language: Language,
    tuning: Tuning,
    words: HashMap<String, u32>,
    /// The words of each document by field.
    documents: BTreeMap<u64, [Vec<u32>; 4]>,
}

impl IndexBuilder {
    /// An empty index of documents in `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, tuning: Tuning::default(), words: HashMap::new(), documents: BTreeMap::new() }
    }

    /// Orders findings otherwise than by default.
    #[must_use]
    pub fn tuned(self, tuning: Tuning) -> Self {
        Self { tuning, ..self }
    }

    /// Takes a document in; to one of the same key that is there, its texts are added.
    pub fn push(&mut self, document: Document<'_>) {
        let fields = self.documents.entry(document.key).or_default();
        for (field, text) in document.fields {
            for word in search::words(text) {
                let next = self.words.len() as u32;
                fields[field.place()].push(*self.words.entry(word).or_insert(next));
            }
        }
    }

    /// Makes the index.
    #[must_use]
    pub fn build(self) -> Index {
        let analysis = Analysis::new(self.language);
        let tuning = self.tuning;
        let (words, renumbered) = in_order(self.words);
        let (terms, term_of_word) = terms(&words, &analysis);
        let (keys, documents) = by_words(self.documents, &renumbered);

        let contents = contents(&documents, &term_of_word, &tuning);
        let mut postings = vec![Vec::new(); terms.len()];
        let mut documents_of_word = vec![Vec::new(); words.len()];
        for (document, (content, fields)) in contents.iter().zip(&documents).enumerate() {
            let document = document as u32;
            for Posting { document: term, weight } in content {
                postings[*term as usize].push(Posting { document, weight: *weight });
            }
            let mut held: Vec<u32> = fields.iter().flatten().copied().collect();
            held.sort_unstable();
            held.dedup();
            held.into_iter().for_each(|word| documents_of_word[word as usize].push(document));
        }
        let rarity: Vec<f32> = postings.iter().map(|list| rarity(documents.len(), list.len())).collect();
        let spelling = Spelling::of(&words);
        let contents = Lists::of(contents);
        let themes = Themes::of(&contents, documents.len(), terms.len(), |posting| {
            rarity[posting.document as usize] * tuning.saturated(posting.weight)
        });
        let stored = Stored {
            keys,
            terms,
            postings: Lists::of(postings),
            rarity,
            words,
            term_of_word,
            documents_of_word: Lists::of(documents_of_word),
        };
        Index { analysis, stored, spelling, themes, tuning }
    }
}

/// The documents in the order of their words, and only where these are the same in the order of their keys: keys are given
/// anew whenever a library is set up anew.
fn by_words(documents: BTreeMap<u64, [Vec<u32>; 4]>, renumbered: &[u32]) -> (Vec<u64>, Vec<[Vec<u32>; 4]>) {
    let in_order = |field: Vec<u32>| {
        let mut words: Vec<u32> = field.into_iter().map(|word| renumbered[word as usize]).collect();
        words.sort_unstable();
        words
    };
    let mut documents: Vec<([Vec<u32>; 4], u64)> =
        documents.into_iter().map(|(key, fields)| (fields.map(in_order), key)).collect();
    documents.sort_unstable();
    documents.into_iter().map(|(fields, key)| (key, fields)).unzip()
}

/// The words in order, and the new number of each old one: numbers are not to tell what was pushed first.
fn in_order(words: HashMap<String, u32>) -> (Vec<String>, Vec<u32>) {
    let mut pairs: Vec<(String, u32)> = words.into_iter().collect();
    pairs.sort_unstable();
    let mut renumbered = vec![0; pairs.len()];
    for (place, (_, old)) in pairs.iter().enumerate() {
        renumbered[*old as usize] = place as u32;
    }
    (pairs.into_iter().map(|(word, _)| word).collect(), renumbered)
}

fn terms(words: &[String], analysis: &Analysis) -> (HashMap<String, u32>, Vec<u32>) {
    let mut terms = HashMap::new();
    let mut term_of_word = Vec::with_capacity(words.len());
    for word in words {
        let next = terms.len() as u32;
        term_of_word.push(*terms.entry(analysis.stem_of(word)).or_insert(next));
    }
    (terms, term_of_word)
}

/// The terms of each document with their weights, by term.
fn contents(documents: &[[Vec<u32>; 4]], term_of_word: &[u32], tuning: &Tuning) -> Vec<Vec<Posting>> {
    let mut average = [0.0_f32; 4];
    for field in Field::ALL.map(Field::place) {
        let lengths = documents.iter().map(|fields| fields[field].len()).filter(|length| *length > 0);
        let (texts, all) = lengths.fold((0_usize, 0_usize), |(texts, all), length| (texts + 1, all + length));
        average[field] = all as f32 / texts.max(1) as f32;
    }
    let content = |fields: &[Vec<u32>; 4]| {
        let mut counts: BTreeMap<u32, [u32; 4]> = BTreeMap::new();
        for field in Field::ALL.map(Field::place) {
            for word in &fields[field] {
                counts.entry(term_of_word[*word as usize]).or_default()[field] += 1;
            }
        }
        let weight = |counts: [u32; 4]| {
            let held = Field::ALL.map(Field::place).into_iter().filter(|field| counts[*field] > 0);
            let weights = held.map(|field| {
                let length = fields[field].len() as f32 / average[field];
                let share = tuning.length[field];
                tuning.weights[field] * counts[field] as f32 / (1.0 - share + share * length)
            });
            weights.sum()
        };
        let posting = |(term, counts)| Posting { document: term, weight: weight(counts) };
        counts.into_iter().map(posting).collect()
    };
    documents.iter().map(content).collect()
}
