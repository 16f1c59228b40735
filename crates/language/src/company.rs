//! Words that people use and an agency does not, each with what the agency says in the same company.
//!
//! “A word is characterised by the company it keeps” (J. R. Firth, 1957): a term of people's and a term of the agency's that stand beside
//! the same other words are suggested as a pair. Company is counted within sentences; a word in it weighs by how often it is there and
//! how rare it is elsewhere (G. Salton, C. Buckley, “Term-weighting approaches in automatic text retrieval”, 1988), and the closeness of two
//! companies is the cosine between them.
//!
//! A wrong pair costs the person who has to decide on it more than a missing one. So both terms have to be the closest to each other, from
//! either side, in many sentences and beside many words; a sentence that is written again, as forms and ready texts are, says nothing new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use catsup_model::{Language, search};

use crate::search::{is_stop_word, stem};

/// By how much the side that uses a term uses it more than the other.
const MUCH_MORE: u64 = 4;
/// The fewest texts of the agency that a term of its stands in.
const FEWEST_TEXTS: usize = 2;
/// How close the company of both terms is at least, how many words both stand beside, and in how many different sentences each.
const CLOSE: f64 = 0.6;
const FEWEST_SHARED: usize = 10;
const FEWEST_SENTENCES: usize = 5;
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
    let asked: Vec<&String> = said.terms.keys().filter(theirs).collect();
    let own = asked.iter().copied().filter(|term| !said.lies_within(term, &asked)).collect();
    let of_people = said.companies(said.most_used(own), &shared);
    let of_agency = stated.companies(stated.most_used(stated.terms.keys().filter(ours).collect()), &shared);
    let mut found: Vec<(&String, Pair)> = closest_to_each_other(&of_people, &of_agency)
        .into_iter()
        .map(|(term, other, closeness)| {
            let people = said.users(term);
            (term, Pair { said: said.written(term), term: stated.written(other), people, closeness })
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

/// Terms of people and of the agency, each the closest to the other, with their closeness.
fn closest_to_each_other<'a>(
    people: &[(&'a String, Company<'_>)],
    agency: &[(&'a String, Company<'_>)],
) -> Vec<(&'a String, &'a String, f64)> {
    let words = |term: &str| term.split(' ').count();
    // Of equally close ones, the term of more words says it more plainly, and then the one that more say.
    let closer = |one: (f64, &str), than: Option<&(f64, &String)>| {
        than.is_none_or(|than| {
            one.0.total_cmp(&than.0).then_with(|| words(one.1).cmp(&words(than.1))).is_gt()
        })
    };
    let mut of_people: BTreeMap<&String, (f64, &String)> = BTreeMap::new();
    let mut of_agency: BTreeMap<&String, (f64, &String)> = BTreeMap::new();
    for (term, company) in people {
        for (other, theirs) in agency.iter().filter(|(other, _)| !overlap(term, other)) {
            let close = company.closeness(theirs);
            if close >= CLOSE && closer((close, other), of_people.get(*term)) {
                of_people.insert(term, (close, other));
            }
            if close >= CLOSE && closer((close, term), of_agency.get(*other)) {
                of_agency.insert(other, (close, term));
            }
        }
    }
    let each_other = of_people.into_iter().filter(|(term, (_, other))| of_agency[other].1 == *term);
    each_other.map(|(term, (close, other))| (term, other, close)).collect()
}

/// The shared words that a term stands beside.
struct Company<'side> {
    /// The weight of each, in one order, so that the same texts give the same sums.
    weights: BTreeMap<&'side String, f64>,
    length: f64,
}

impl Company<'_> {
    /// The cosine between two companies; 0 where they share too few words.
    fn closeness(&self, other: &Self) -> f64 {
        let both = self.weights.iter().filter_map(|(word, weight)| Some(weight * other.weights.get(word)?));
        let products: Vec<f64> = both.collect();
        if products.len() < FEWEST_SHARED {
            return 0.0;
        }
        products.iter().sum::<f64>() / (self.length * other.length).max(f64::MIN_POSITIVE)
    }
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

    /// The companies of terms; those that stand in too few different sentences are left out.
    fn companies<'a>(
        &'a self,
        terms: Vec<&'a String>,
        shared: &HashSet<&String>,
    ) -> Vec<(&'a String, Company<'a>)> {
        terms.into_iter().filter_map(|term| Some((term, self.company(term, shared)?))).collect()
    }

    fn company(&self, term: &str, shared: &HashSet<&String>) -> Option<Company<'_>> {
        let sentences = self.terms.get(term)?.sentences.iter();
        let different: HashSet<&BTreeSet<String>> =
            sentences.map(|sentence| &self.sentences[*sentence as usize]).collect();
        if different.len() < FEWEST_SENTENCES {
            return None;
        }
        let mut beside: BTreeMap<&String, u64> = BTreeMap::new();
        for word in different.iter().flat_map(|sentence| sentence.iter()) {
            if shared.contains(word) && !overlap(word, term) {
                *beside.entry(word).or_default() += 1;
            }
        }
        let all = self.sentences.len() as f64;
        let weighed = beside.into_iter().filter_map(|(word, times)| {
            let rarity = (1.0 + all / self.terms.get(word)?.sentences.len() as f64).ln();
            Some((word, times as f64 / different.len() as f64 * rarity))
        });
        let weights: BTreeMap<&String, f64> = weighed.collect();
        let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        Some(Company { weights, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an agency says, and what people write about the same things, a text a line.
    const AGENCY: &str = include_str!("../tests/texts/agency.txt");
    const PEOPLE: &str = include_str!("../tests/texts/people.txt");

    /// What people write about food stamps, each somebody else.
    fn comments(count: u64) -> Vec<(u64, String)> {
        let said: Vec<&str> = PEOPLE.lines().collect();
        (0..count).map(|who| (who, said[who as usize % said.len()].to_owned())).collect()
    }

    fn found(comments: &[(u64, String)], known: &[&str], fewest: u64) -> Vec<Pair> {
        let written: Vec<Written<'_>> =
            comments.iter().map(|(who, text)| Written { who: *who, text }).collect();
        let agency: Vec<&str> = AGENCY.lines().collect();
        pairs(&written, &agency, known, Language::En, fewest)
    }

    #[test]
    fn what_people_say_is_paired_with_what_the_agency_says_in_the_same_company() {
        let found = found(&comments(80), &[], 10);
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|pair| (pair.said.as_str(), pair.term.as_str())).collect();
        assert_eq!(pairs, [("food stamps", "nutrition assistance")], "and nothing else");
        assert_eq!(found[0].people, 50);
    }

    #[test]
    fn what_too_few_people_say_is_not_told_however_often_they_say_it() {
        let mut comments = comments(80);
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
        assert!(found(&comments(80), &known, 10).is_empty());
    }

    #[test]
    fn a_text_that_many_people_send_word_for_word_teaches_nothing() {
        let form = "I apply online for food stamps with proof of my income, call the office about the lost card, \
                    renew it every year before it ends by letter, report it and have it approved";
        let comments: Vec<(u64, String)> = (0..60).map(|who| (who, form.to_owned())).collect();
        assert_eq!(found(&comments, &[], 10), []);
    }

    #[test]
    fn no_texts_are_no_pairs() {
        assert!(pairs(&[], &[], &[], Language::Es, 1).is_empty());
    }
}
