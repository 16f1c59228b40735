//! Bureaucratic words with what to say instead: the built-in list of each language, extended by an agency's own.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use catsup_model::{Language, search};

use super::{
    JargonMark,
    conjugation::{Kind, is_form},
    from_to,
    text::Word,
};

/// The built-in lists: `term [kind] = instead; instead`, a line each. Where nothing stands instead, the term is plain although it looks like a form of
/// another.
const ENGLISH: &str = include_str!("words/english.txt");
const SPANISH: &str = include_str!("words/spanish.txt");

/// How many letters of a form stay as they are listed: terms are looked up by them.
const KEY: usize = 2;

/// A bureaucratic term and what to say instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The term: a word or several, as it is listed.
    pub term: String,
    /// What to say instead, the best first.
    pub plain: Vec<String>,
    words: Vec<String>,
    kind: Kind,
}

impl Entry {
    fn new(term: &str, kind: Kind, plain: Vec<String>) -> Option<Self> {
        let words = search::words(term);
        let term = term.trim().to_owned();
        (!words.is_empty()).then_some(Self { term, plain, words, kind })
    }

    /// A line of a built-in list.
    fn read(line: &str) -> Option<Self> {
        let (term, plain) = line.split_once('=')?;
        let (term, kind) = match term.trim().rsplit_once(' ') {
            Some((term, "v")) => (term, Kind::Verb),
            Some((term, "n")) => (term, Kind::Noun),
            _ => (term, Kind::Fixed),
        };
        Self::new(
            term,
            kind,
            plain.split(';').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect(),
        )
    }

    /// Whether the first words of `text` are this term.
    fn begins(&self, text: &[String], language: Language) -> bool {
        text.len() >= self.words.len()
            && self.words.iter().zip(text).enumerate().all(|(place, (listed, word))| {
                // Verbs bend in their first word, nouns in their last.
                let last = place + 1 == self.words.len();
                let bends = match self.kind {
                    Kind::Fixed => false,
                    Kind::Verb => place == 0,
                    Kind::Noun => last || language == Language::Es,
                    Kind::Any => place == 0 || last,
                };
                is_form(word, listed, if bends { self.kind } else { Kind::Fixed }, language)
            })
    }
}

/// The bureaucratic words of one language.
#[derive(Debug, Clone)]
pub struct Jargon {
    language: Language,
    /// By the words of the term.
    entries: BTreeMap<Vec<String>, Entry>,
    /// Terms by their first letters.
    by_letters: HashMap<String, Vec<Vec<String>>>,
}

static BUILT_IN: LazyLock<[Jargon; 2]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let list = match language {
            Language::En => ENGLISH,
            Language::Es => SPANISH,
        };
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        let mut jargon = Jargon { language, entries: BTreeMap::new(), by_letters: HashMap::new() };
        lines.filter_map(Entry::read).for_each(|entry| jargon.put(entry));
        jargon
    })
});

impl Jargon {
    /// The built-in list of a language.
    #[must_use]
    pub fn built_in(language: Language) -> Self {
        let [english, spanish] = &*BUILT_IN;
        match language {
            Language::En => english.clone(),
            Language::Es => spanish.clone(),
        }
    }

    /// The list with a term of the agency's own, in any of its forms. It takes the place of the same term; without anything to say instead, the term is no
    /// jargon here.
    ///
    /// ```
    /// use catsup_language::plain::{Jargon, review};
    /// use catsup_model::Language;
    /// let own = Jargon::built_in(Language::En).with("adjudicate", &["decide"]).with("commence", &[]);
    /// let text = "We adjudicated it before you commence.";
    /// let found = review(text, Language::En, &own).jargon;
    /// assert_eq!(found.len(), 1);
    /// assert_eq!(found[0].span.of(text), "adjudicated");
    /// ```
    #[must_use]
    pub fn with(mut self, term: &str, plain: &[&str]) -> Self {
        let plain: Vec<String> =
            plain.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        if plain.is_empty() {
            self.entries.remove(&search::words(term));
        } else if let Some(entry) = Entry::new(term, Kind::Any, plain) {
            self.put(entry);
        }
        self
    }

    /// Every term, by its words.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    fn put(&mut self, entry: Entry) {
        let terms = self.by_letters.entry(key(&entry.words[0])).or_default();
        if !terms.contains(&entry.words) {
            terms.push(entry.words.clone());
        }
        self.entries.insert(entry.words.clone(), entry);
    }

    /// The terms among the words of a sentence, the longest where several begin, none within another.
    pub(super) fn mark(&self, words: &[Word<'_>], marks: &mut Vec<JargonMark>) {
        let folded: Vec<String> = words.iter().map(|word| search::words(word.text).concat()).collect();
        let mut place = 0;
        while place < words.len() {
            let Some(entry) = self.longest(&folded[place..]) else {
                place += 1;
                continue;
            };
            let last = place + entry.words.len() - 1;
            if !entry.plain.is_empty() {
                let span = from_to(&words[place], &words[last]);
                marks.push(JargonMark { span, plain: entry.plain.clone() });
            }
            place = last + 1;
        }
    }

    fn longest(&self, words: &[String]) -> Option<&Entry> {
        let terms = self.by_letters.get(&key(words.first()?))?;
        let entries = terms.iter().filter_map(|term| self.entries.get(term));
        entries
            .filter(|entry| entry.begins(words, self.language))
            .max_by_key(|entry| (entry.words.len(), entry.plain.is_empty()))
    }
}

fn key(word: &str) -> String {
    word.chars().take(KEY).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plain::review;

    fn found<'text>(text: &'text str, jargon: &Jargon) -> Vec<(&'text str, Vec<String>)> {
        review(text, jargon.language, jargon)
            .jargon
            .into_iter()
            .map(|mark| (mark.span.of(text), mark.plain))
            .collect()
    }

    #[test]
    fn the_lists_are_whole_and_say_nothing_twice() {
        for (language, list, least) in [(Language::En, ENGLISH, 250), (Language::Es, SPANISH, 150)] {
            let mut seen = BTreeSet::new();
            for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                let entry = Entry::read(line).unwrap_or_else(|| panic!("not `term = instead`: {line}"));
                assert!(!entry.plain.contains(&entry.term), "{line}");
                assert!(seen.insert(entry.words), "listed twice: {line}");
            }
            assert!(seen.len() >= least, "{language}: {}", seen.len());
            assert_eq!(Jargon::built_in(language).entries().count(), seen.len());
        }
    }

    #[test]
    fn what_is_said_instead_is_not_listed_itself() {
        let mut again = Vec::new();
        for jargon in Language::ALL.map(Jargon::built_in) {
            for (term, plain) in
                jargon.entries().flat_map(|entry| entry.plain.iter().map(move |plain| (&entry.term, plain)))
            {
                let listed = found(plain, &jargon);
                again.extend(
                    listed.iter().map(|(listed, _)| format!("{term} = {plain}, where “{listed}” is listed")),
                );
            }
        }
        assert!(again.is_empty(), "{again:#?}");
    }

    #[test]
    fn inflected_forms_and_the_longest_term_are_marked() {
        let jargon = Jargon::built_in(Language::En);
        let text =
            "In the event that it was utilized, we ascertained the Beneficiaries’ addresses prior to it.";
        let found = found(text, &jargon);
        let marked: Vec<&str> = found.iter().map(|(text, _)| *text).collect();
        assert_eq!(marked, ["In the event that", "utilized", "ascertained", "Beneficiaries", "prior to"]);
        assert_eq!(found[1].1, ["use"]);
    }

    #[test]
    fn an_agency_overrides_and_extends_the_list() {
        let jargon =
            Jargon::built_in(Language::Es).with("turno web", &["cita"]).with("EXPEDIENTE", &["caso"]);
        let text = "Sus expedientes esperan una turno web";
        let expected = [("expedientes", vec!["caso".to_owned()]), ("turno web", vec!["cita".to_owned()])];
        assert_eq!(found(text, &jargon), expected);
        assert!(found(text, &jargon.with("expediente", &[]).with("turno web", &[" "])).is_empty());
    }
}
