//! Words that people use and an agency does not, each with what the agency says in the same company.
//!
//! “A word is characterised by the company it keeps” (J. R. Firth, 1957): a term of people's and a term of the agency's that stand beside
//! the same other words are suggested as a pair. Company is counted within sentences; a word in it weighs by how often it is there and
//! how rare it is elsewhere (G. Salton, C. Buckley, “Term-weighting approaches in automatic text retrieval”, 1988), and the closeness of two
//! companies is the cosine between them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use catsup_model::{Language, search};

use crate::search::{is_stop_word, stem};

/// By how much the side that uses a term uses it more than the other.
const MUCH_MORE: u64 = 4;
/// The fewest texts of the agency that a term of its stands in.
const FEWEST_TEXTS: usize = 2;
/// How close the company of both terms is at least, and how many words both stand beside.
const CLOSE: f64 = 0.5;
const FEWEST_SHARED: usize = 2;
/// Shorter words are left out.
const SHORTEST: usize = 3;
/// A word that mostly stands within one term of two words is no term of its own.
const WITHIN: f64 = 0.7;
/// The most terms of each side that are held against those of the other.
const MOST_HELD: usize = 400;
/// The most pairs.
const MOST: usize = 40;

/// What somebody wrote.
#[derive(Debug, Clone, Copy)]
pub struct Written<'text> {
    /// Who: what one person writes several times counts once.
    pub who: u64,
    /// What.
    pub text: &'text str,
}

/// Terms that are suggested as a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// What people say, as most of them write it.
    pub said: String,
    /// What the agency says.
    pub term: String,
    /// How many people say it.
    pub people: u64,
    /// How close the company is that both keep, 0 to 1.
    pub closeness: f64,
}

/// Pairs of what at least `fewest` people say much more often than the agency, and what the agency says in its place much more often than
/// people; those that most people say first. What the agency knows already, such as other ways of asking its questions, is no
/// finding.
#[must_use]
pub fn pairs(
    people: &[Written<'_>],
    agency: &[&str],
    known: &[&str],
    language: Language,
    fewest: u64,
) -> Vec<Pair> {
    let mut reading = Reading::of(language);
    let mut said = Side::default();
    for one in people {
        said.add(&mut reading, one.who, one.text);
    }
    let mut stated = Side::default();
    for (text, number) in agency.iter().zip(0..) {
        stated.add(&mut reading, number, text);
    }
    let known: HashSet<String> = known.iter().flat_map(|text| reading.terms(text)).collect();
    let theirs = |term: &&String| {
        let people = said.users(term);
        people >= fewest
            && !known.contains(*term)
            && people * stated.size() >= MUCH_MORE * stated.users(term) * said.size()
    };
    let ours = |term: &&String| {
        let texts = stated.users(term);
        texts >= FEWEST_TEXTS as u64 && texts * said.size() >= MUCH_MORE * said.users(term) * stated.size()
    };
    // Company is told by words that both sides use.
    let shared: HashSet<&String> = said
        .terms
        .keys()
        .filter(|term| !term.contains(' ') && said.users(term) >= fewest)
        .filter(|term| stated.users(term) >= FEWEST_TEXTS as u64)
        .collect();
    let companies = |side: &Side, terms: Vec<&String>| -> BTreeMap<String, HashMap<String, f64>> {
        terms.into_iter().map(|term| (term.clone(), side.company(term, &shared))).collect()
    };
    let asked: Vec<&String> = said.terms.keys().filter(theirs).collect();
    let own = asked.iter().copied().filter(|term| !said.lies_within(term, &asked)).collect();
    let of_people = companies(&said, said.most_used(own));
    let of_agency = companies(&stated, stated.most_used(stated.terms.keys().filter(ours).collect()));
    let mut found: Vec<(&String, Pair)> = of_people
        .iter()
        .filter_map(|(term, company)| {
            let near = of_agency.iter().filter(|(other, _)| !overlap(term, other));
            let near = near.map(|(other, theirs)| (other, closeness(company, theirs)));
            // Of equally close ones, the term of more words says it more plainly.
            let words = |term: &str| term.split(' ').count();
            let (other, closeness) = near.filter(|(_, close)| *close >= CLOSE).max_by(|one, other| {
                one.1.total_cmp(&other.1).then_with(|| words(one.0).cmp(&words(other.0)))
            })?;
            let people = said.users(term);
            let (said, stated) = (said.written(term), stated.written(other));
            Some((term, Pair { said, term: stated, people, closeness }))
        })
        .collect();
    found.sort_by(|one, other| other.1.people.cmp(&one.1.people).then_with(|| one.0.cmp(other.0)));
    let mut pairs: Vec<(&String, Pair)> = Vec::new();
    for one in found {
        // What shares a word with a term that more people say is a piece of the same.
        if pairs.len() < MOST && pairs.iter().all(|(term, _)| !overlap(term, one.0)) {
            pairs.push(one);
        }
    }
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// Whether two terms share a word.
fn overlap(one: &str, other: &str) -> bool {
    one.split(' ').any(|word| other.split(' ').any(|other| word == other))
}

/// The cosine between two companies; 0 where they share too few words.
fn closeness(one: &HashMap<String, f64>, other: &HashMap<String, f64>) -> f64 {
    let shared: BTreeSet<&String> = one.keys().filter(|word| other.contains_key(*word)).collect();
    if shared.len() < FEWEST_SHARED {
        return 0.0;
    }
    let length = |company: &HashMap<String, f64>| {
        let mut squares: Vec<f64> = company.values().map(|weight| weight * weight).collect();
        // Added up in the same order every time, so that the same texts give the same pairs.
        squares.sort_by(f64::total_cmp);
        squares.iter().sum::<f64>().sqrt()
    };
    let dot: f64 = shared.iter().map(|word| one[*word] * other[*word]).sum();
    dot / (length(one) * length(other)).max(f64::MIN_POSITIVE)
}

/// How texts of a language are read: stems are worked out once.
struct Reading {
    language: Language,
    stems: HashMap<String, Option<String>>,
}

impl Reading {
    fn of(language: Language) -> Self {
        Self { language, stems: HashMap::new() }
    }

    /// The stem of a word that says something; numbers and short words say nothing.
    fn stem(&mut self, word: &str) -> Option<String> {
        if let Some(known) = self.stems.get(word) {
            return known.clone();
        }
        let says = word.chars().count() >= SHORTEST
            && !word.contains(|c: char| c.is_ascii_digit())
            && !is_stop_word(word, self.language);
        let stem = says.then(|| stem(word, self.language));
        self.stems.insert(word.to_owned(), stem.clone());
        stem
    }

    /// The terms of each sentence, as their stems with the words as written: single words, and two that stand side by side.
    fn sentences(&mut self, text: &str) -> Vec<Vec<(String, String)>> {
        let sentences = text.split(['.', '!', '?', ';', ':', '\n']);
        sentences
            .map(|sentence| {
                let words = search::words(sentence);
                let stems: Vec<Option<String>> = words.iter().map(|word| self.stem(word)).collect();
                let mut terms = Vec::new();
                for (place, word) in words.iter().enumerate() {
                    let Some(stem) = &stems[place] else { continue };
                    terms.push((stem.clone(), word.clone()));
                    if let Some(Some(next)) = stems.get(place + 1) {
                        terms.push((format!("{stem} {next}"), format!("{word} {}", words[place + 1])));
                    }
                }
                terms
            })
            .collect()
    }

    fn terms(&mut self, text: &str) -> Vec<String> {
        self.sentences(text).into_iter().flatten().map(|(term, _)| term).collect()
    }
}

/// What is known of a term on one side.
#[derive(Debug, Default)]
struct Term {
    /// People, or texts of the agency.
    users: HashSet<u64>,
    /// The sentences it stands in, ascending.
    sentences: Vec<u32>,
    /// How often it is written in which way.
    forms: BTreeMap<String, u64>,
}

/// What one side wrote.
#[derive(Debug, Default)]
struct Side {
    terms: BTreeMap<String, Term>,
    users: HashSet<u64>,
    /// The single words of each sentence.
    sentences: Vec<BTreeSet<String>>,
}

impl Side {
    fn add(&mut self, reading: &mut Reading, who: u64, text: &str) {
        self.users.insert(who);
        for terms in reading.sentences(text) {
            let number = self.sentences.len() as u32;
            let mut words = BTreeSet::new();
            for (stem, form) in terms {
                if !stem.contains(' ') {
                    words.insert(stem.clone());
                }
                let term = self.terms.entry(stem).or_default();
                term.users.insert(who);
                *term.forms.entry(form).or_default() += 1;
                if term.sentences.last() != Some(&number) {
                    term.sentences.push(number);
                }
            }
            self.sentences.push(words);
        }
    }

    fn size(&self) -> u64 {
        self.users.len() as u64
    }

    fn users(&self, term: &str) -> u64 {
        self.terms.get(term).map_or(0, |term| term.users.len() as u64)
    }

    /// Those of these terms that most use, as many as are compared with each other.
    fn most_used<'a>(&self, mut terms: Vec<&'a String>) -> Vec<&'a String> {
        terms.sort_by_cached_key(|term| (std::cmp::Reverse(self.users(term)), term.as_str()));
        terms.truncate(MOST_HELD);
        terms
    }

    /// Whether a word mostly stands within one of these terms of two words.
    fn lies_within(&self, word: &str, terms: &[&String]) -> bool {
        let mut longer = terms.iter().filter(|term| term.contains(' ') && overlap(word, term));
        !word.contains(' ') && longer.any(|term| self.users(term) as f64 >= WITHIN * self.users(word) as f64)
    }

    /// A term as it is written most often.
    fn written(&self, term: &str) -> String {
        let forms = self.terms.get(term).map(|term| &term.forms).into_iter().flatten();
        // Of equally frequent ones the first in the order of letters.
        let most = forms.max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)));
        most.map_or_else(|| term.to_owned(), |(form, _)| form.clone())
    }

    /// The shared words that a term stands beside, each with its weight.
    fn company(&self, term: &str, shared: &HashSet<&String>) -> HashMap<String, f64> {
        let Some(of) = self.terms.get(term) else { return HashMap::new() };
        let mut beside: HashMap<&String, u64> = HashMap::new();
        for sentence in &of.sentences {
            for word in &self.sentences[*sentence as usize] {
                if shared.contains(word) && !overlap(word, term) {
                    *beside.entry(word).or_default() += 1;
                }
            }
        }
        let all = self.sentences.len() as f64;
        let weighed = beside.into_iter().filter_map(|(word, times)| {
            let with_word = self.terms.get(word)?.sentences.len() as f64;
            let rarity = (1.0 + all / with_word).ln();
            Some((word.clone(), times as f64 / of.sentences.len() as f64 * rarity))
        });
        weighed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENCY: [&str; 6] = [
        "Apply for nutrition assistance online. Bring proof of income to the office.",
        "Renew nutrition assistance every year at the office. You get a letter before it ends.",
        "Your nutrition assistance comes on a card. If the card is lost, call the office.",
        "A passport costs 130 dollars. Apply for it by post, and renew it every ten years.",
        "The office is open on weekdays. Call before you come.",
        "Bring a letter that shows your income when you apply.",
    ];

    /// What people write about food stamps, each somebody else.
    fn comments(count: u64) -> Vec<(u64, String)> {
        let said = [
            "I want to apply for food stamps online",
            "When do I renew my food stamps? The office never answers",
            "My food stamps card was lost, so I had to call the office",
            "The line at the office was long when I wanted to apply",
            "I had to renew my passport and wait for a letter about my income",
            "They lost my letter and my card, I call every day and nobody at the office knows how I apply online",
        ];
        (0..count).map(|who| (who, said[who as usize % said.len()].to_owned())).collect()
    }

    fn found(comments: &[(u64, String)], known: &[&str], fewest: u64) -> Vec<Pair> {
        let written: Vec<Written<'_>> =
            comments.iter().map(|(who, text)| Written { who: *who, text }).collect();
        pairs(&written, &AGENCY, known, Language::En, fewest)
    }

    #[test]
    fn what_people_say_is_paired_with_what_the_agency_says_in_the_same_company() {
        let found = found(&comments(60), &[], 10);
        let pair = found.iter().find(|pair| pair.said == "food stamps").unwrap();
        assert_eq!((pair.term.as_str(), pair.people), ("nutrition assistance", 30));
        assert!(found.iter().all(|pair| pair.said != "food" && pair.said != "stamps"), "{found:?}");
    }

    #[test]
    fn what_too_few_people_say_is_not_told_however_often_they_say_it() {
        let mut comments = comments(60);
        for one in &mut comments {
            if one.1.contains("food stamps") {
                one.0 = one.0 % 9 + 1_000;
            }
        }
        assert!(found(&comments, &[], 10).iter().all(|pair| !pair.said.contains("stamps")));
    }

    #[test]
    fn what_the_agency_knows_already_is_no_finding() {
        let known = ["How do I get food stamps?"];
        assert!(found(&comments(60), &known, 10).iter().all(|pair| pair.said != "food stamps"));
    }

    #[test]
    fn no_texts_are_no_pairs() {
        assert!(pairs(&[], &[], &[], Language::Es, 1).is_empty());
    }
}
