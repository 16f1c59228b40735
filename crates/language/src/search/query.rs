//! What was typed, read as groups of terms: each group one thing that is asked for, its terms the ways in which a document may say it.

use std::collections::BTreeSet;

use catsup_model::search;

use super::{Index, Synonyms, spelling::Near, words::is_stop_word};

/// The most characters and words that are read.
const MOST_CHARACTERS: usize = 2_000;
const MOST_WORDS: usize = 100;
/// The most words that are looked for; of more, the rarest.
const MOST_GROUPS: usize = 24;
/// The most words whose spelling is doubted, and the most readings of one.
const MOST_DOUBTED: usize = 8;
const MOST_READINGS: usize = 4;
/// A word is doubted although it is held when so few documents hold it, and so many times as many hold a word next to it.
const HELD_BY_FEW: usize = 2;
const HELD_BY_MANY: usize = 20;
/// The most words that an unfinished one may become, out of as many as are looked at.
const MOST_ENDINGS: usize = 6;
const LOOKED_AT: usize = 2_000;
/// The fewest letters of an unfinished word, and of each part of a compound.
const SHORTEST_BEGINNING: usize = 2;
const SHORTEST_PART: usize = 3;
/// What a reading keeps of its weight: another first letter, a doubted word, words written together or apart.
const OTHER_FIRST_LETTER: f32 = 0.5;
const DOUBTED: f32 = 0.4;
const JOINED: f32 = 0.8;

/// What a document may hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    /// One term.
    Term(u32),
    /// All of several.
    All(Vec<u32>),
}

/// One thing asked for.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// How a document may say it, each with a weight up to 1.
    pub(super) ways: Vec<(Wanted, f32)>,
    /// How much it counts for what is covered.
    pub(super) mass: f32,
    /// Whether it says again what other groups say: it covers, but need not be covered.
    pub(super) again: bool,
}

/// What was typed.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) groups: Vec<Group>,
    pub(super) corrected: Option<String>,
}

/// A word that was typed.
struct Token {
    /// Its place among all words.
    place: usize,
    word: String,
    group: Group,
}

/// Reads what was typed, in the light of documents that are seen.
pub(super) fn read(index: &Index, typed: &str, synonyms: &Synonyms, sees: &impl Fn(u32) -> bool) -> Read {
    let end = typed.char_indices().nth(MOST_CHARACTERS).map_or(typed.len(), |(place, _)| place);
    let typed = &typed[..end];
    let mut words = search::words(typed);
    let unfinished = words.len() <= MOST_WORDS && typed.ends_with(char::is_alphanumeric);
    words.truncate(MOST_WORDS);
    let reader = Reader { index, synonyms, sees };

    let mut tokens = reader.tokens(&words);
    let mut said = words.clone();
    let mut corrected = false;
    let mut doubted = 0;
    for token in &mut tokens {
        let last = unfinished && token.place + 1 == words.len();
        if let Some(better) = reader.fill(token, last, &mut doubted) {
            said[token.place] = better;
            corrected = true;
        }
    }
    let mut groups = reader.joined(&words, &tokens);
    groups.extend(reader.meanings(&said, &mut tokens));
    groups.extend(tokens.into_iter().map(|token| token.group));
    Read { groups, corrected: corrected.then(|| said.join(" ")) }
}

struct Reader<'all, Sees> {
    index: &'all Index,
    synonyms: &'all Synonyms,
    sees: &'all Sees,
}

impl<Sees: Fn(u32) -> bool> Reader<'_, Sees> {
    /// The words that say something, each stem once; where none does, all of them.
    fn tokens(&self, words: &[String]) -> Vec<Token> {
        let language = self.index.analysis.language;
        let says_nothing = words.iter().all(|word| is_stop_word(word, language));
        let mut seen = BTreeSet::new();
        let mut tokens: Vec<(f32, Token)> = Vec::new();
        for (place, word) in words.iter().enumerate() {
            let stem = self.index.analysis.stem_of(word);
            if (!says_nothing && is_stop_word(word, language)) || !seen.insert(stem.clone()) {
                continue;
            }
            let term = self.index.stored.term(&stem);
            let mass = term.map_or(self.index.stored.rarest(), |term| self.rarity(term));
            let ways = term.map(|term| (Wanted::Term(term), 1.0)).into_iter().collect();
            let group = Group { ways, mass, again: false };
            tokens.push((mass, Token { place, word: word.clone(), group }));
        }
        if tokens.len() > MOST_GROUPS {
            tokens.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.place.cmp(&other.1.place)));
            tokens.truncate(MOST_GROUPS);
            tokens.sort_by_key(|(_, token)| token.place);
        }
        tokens.into_iter().map(|(_, token)| token).collect()
    }

    fn rarity(&self, term: u32) -> f32 {
        self.index.stored.rarity[term as usize]
    }

    fn is_seen(&self, term: u32) -> bool {
        self.index.stored.postings(term).iter().any(|posting| (self.sees)(posting.document))
    }

    fn is_word_seen(&self, word: u32) -> bool {
        self.index.stored.documents_of_word.get(word).iter().any(|document| (self.sees)(*document))
    }

    /// Adds other ways to say a token: words near to it, words it may become. Gives the word it was read as, when it had to be corrected.
    fn fill(&self, token: &mut Token, unfinished: bool, doubted: &mut usize) -> Option<String> {
        let stored = &self.index.stored;
        let held = match token.group.ways.first() {
            Some((Wanted::Term(term), _)) => self.is_seen(*term),
            _ => false,
        };
        let known = held || self.synonyms.knows(&token.word);
        let ended = unfinished && self.endings(token, known);
        let frequency = stored.word(&token.word).map_or(0, |word| stored.frequency(word));
        if (known && (frequency == 0 || frequency > HELD_BY_FEW)) || *doubted == MOST_DOUBTED {
            return None;
        }
        *doubted += 1;
        let best = self.readings(token, known, frequency);
        if known {
            return None;
        }
        if best.is_none() {
            self.parts(token);
        }
        best.filter(|_| !ended)
    }

    /// Words near to a token. Gives the best of them.
    fn readings(&self, token: &mut Token, known: bool, frequency: usize) -> Option<String> {
        let stored = &self.index.stored;
        let first = token.word.chars().next();
        let likely = |word: &str, edits: usize, held: usize| {
            let first_letter = if word.chars().next() == first { 1.0 } else { OTHER_FIRST_LETTER };
            self.index.tuning.edit.powi(edits as i32) * first_letter * (1.0 + (held as f32).ln_1p())
        };
        let mut near: Vec<(f32, Near)> = self
            .index
            .spelling
            .near(&token.word, &stored.words)
            .into_iter()
            .filter(|near| {
                !known || (near.edits == 1 && stored.frequency(near.word) >= HELD_BY_MANY * frequency)
            })
            .map(|near| {
                (likely(&stored.words[near.word as usize], near.edits, stored.frequency(near.word)), near)
            })
            .collect();
        near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.word.cmp(&other.1.word)));
        near.retain({
            let mut left = MOST_READINGS;
            move |(_, near)| {
                let taken = left > 0 && self.is_word_seen(near.word);
                left -= usize::from(taken);
                taken
            }
        });
        let best = near.first().map(|(likely, near)| (*likely, near.word));
        // A customers' term may be what was meant, though no document holds it.
        let term = (!known).then(|| self.near_term(&token.word)).flatten();
        if let Some((edits, word)) = term
            && near.iter().all(|(_, near)| near.edits > edits)
        {
            return Some(word);
        }
        let (most_likely, best) = best?;
        if !known {
            token.group.mass = self.rarity(stored.term_of_word[best as usize]);
        }
        for (likely, near) in near {
            let doubt = if known { DOUBTED } else { 1.0 };
            let weight = doubt * self.index.tuning.edit.powi(near.edits as i32) * likely / most_likely;
            token.group.ways.push((Wanted::Term(stored.term_of_word[near.word as usize]), weight));
        }
        Some(stored.words[best as usize].clone())
    }

    fn near_term(&self, word: &str) -> Option<(usize, String)> {
        let near = self.synonyms.spelling.near(word, &self.synonyms.words);
        let best = near.into_iter().min_by_key(|near| (near.edits, near.word))?;
        Some((best.edits, self.synonyms.words[best.word as usize].clone()))
    }

    /// Words that an unfinished one may become. Whether there are any.
    fn endings(&self, token: &mut Token, known: bool) -> bool {
        let stored = &self.index.stored;
        if token.word.chars().count() < SHORTEST_BEGINNING {
            return false;
        }
        let from = stored.words.partition_point(|word| *word < token.word);
        let mut longer: Vec<(usize, u32)> = stored.words[from..]
            .iter()
            .take(LOOKED_AT)
            .take_while(|word| word.starts_with(&token.word))
            .enumerate()
            .filter(|(_, word)| **word != token.word)
            .map(|(place, _)| (stored.frequency((from + place) as u32), (from + place) as u32))
            .collect();
        longer.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let seen: Vec<u32> = longer
            .into_iter()
            .map(|(_, word)| word)
            .filter(|word| self.is_word_seen(*word))
            .take(MOST_ENDINGS)
            .collect();
        let weight = self.index.tuning.unfinished * if known { 0.5 } else { 1.0 };
        for word in &seen {
            token.group.ways.push((Wanted::Term(stored.term_of_word[*word as usize]), weight));
        }
        if let (false, Some(best)) = (known, seen.first()) {
            token.group.mass = self.rarity(stored.term_of_word[*best as usize]);
        }
        !seen.is_empty()
    }

    /// Two words that were written as one: `creditcard`.
    fn parts(&self, token: &mut Token) {
        let stored = &self.index.stored;
        let part = |part: &str| {
            let word = stored.word(part).filter(|_| part.chars().count() >= SHORTEST_PART)?;
            self.is_word_seen(word).then(|| (stored.frequency(word), stored.term_of_word[word as usize]))
        };
        let best = token.word.char_indices().skip(1).filter_map(|(place, _)| {
            let (one, other) = token.word.split_at(place);
            let ((often, one), (as_often, other)) = (part(one)?, part(other)?);
            Some((often.min(as_often), [one, other]))
        });
        if let Some((_, parts)) = best.max() {
            token.group.mass = parts.iter().map(|term| self.rarity(*term)).sum();
            token.group.ways.push((Wanted::All(parts.to_vec()), JOINED));
        }
    }

    /// One word that was written as two: `pass port`.
    fn joined(&self, words: &[String], tokens: &[Token]) -> Vec<Group> {
        let stored = &self.index.stored;
        let pairs = tokens.windows(2).filter(|pair| pair[0].place + 1 == pair[1].place);
        pairs
            .filter_map(|pair| {
                let word = stored.word(&format!("{}{}", words[pair[0].place], words[pair[1].place]))?;
                let term = stored.term_of_word[word as usize];
                let mass = pair[0].group.mass + pair[1].group.mass;
                Some(Group { ways: vec![(Wanted::Term(term), JOINED)], mass, again: true })
            })
            .collect()
    }

    /// What terms mean as well: another way to say a word, or a group for several.
    fn meanings(&self, said: &[String], tokens: &mut [Token]) -> Vec<Group> {
        if self.synonyms.is_empty() {
            return Vec::new();
        }
        let stems: Vec<String> = said.iter().map(|word| self.synonyms.stem_of(word)).collect();
        let mut groups = Vec::new();
        for (range, meanings) in self.synonyms.among(&stems) {
            let ways: Vec<(Wanted, f32)> =
                meanings.iter().filter_map(|(stems, weight)| Some((self.wanted(stems)?, *weight))).collect();
            let mut covered = tokens.iter_mut().filter(|token| range.contains(&token.place));
            if range.len() == 1
                && let Some(token) = covered.next()
            {
                token.group.ways.extend(ways);
            } else if !ways.is_empty() {
                groups.push(Group { ways, mass: covered.map(|token| token.group.mass).sum(), again: true });
            }
        }
        groups
    }

    /// The terms of a meaning that say something, when the index holds them all.
    fn wanted(&self, stems: &[String]) -> Option<Wanted> {
        let language = self.index.analysis.language;
        let says_nothing = stems.iter().all(|stem| is_stop_word(stem, language));
        let saying = stems.iter().filter(|stem| says_nothing || !is_stop_word(stem, language));
        let terms: Vec<u32> = saying.map(|stem| self.index.stored.term(stem)).collect::<Option<_>>()?;
        match terms.as_slice() {
            [] => None,
            [term] => Some(Wanted::Term(*term)),
            _ => Some(Wanted::All(terms)),
        }
    }
}
