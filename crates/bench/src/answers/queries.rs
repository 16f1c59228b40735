//! Queries made from narratives: a few informative words of each, some in another number, and misspelt as fingers misspell.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;

use catsup_language::search::is_stop_word;
use catsup_model::{Language, search};
use flate2::read::GzDecoder;

/// Everything is drawn from this.
const SEED: u64 = 20_260_101;
/// A word is informative when at least this many narratives of the library hold it, and at most a fifth of them.
const LEAST_HELD: usize = 4;
const SHORTEST: usize = 4;
/// Words are drawn from this many of a narrative's most informative ones.
const DRAWN_FROM: usize = 12;
/// How many queries are made from one narrative.
const QUERIES: usize = 4;
/// How often a word changes its number, and how often it is misspelt.
const OTHER_NUMBER: f64 = 0.3;
const MISSPELT: f64 = 0.5;

/// What somebody wrote, and what about.
pub struct Narrative {
    pub product: String,
    pub text: String,
}

/// Narratives: a library, and those held aside.
pub struct Corpus {
    pub library: Vec<Narrative>,
    pub aside: Vec<Narrative>,
    /// How many narratives of the library hold a word.
    held: BTreeMap<String, usize>,
}

/// Which queries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those that may be looked at while something is changed.
    Tune,
    /// Those that are measured.
    Test,
}

/// A query, and what answers it.
pub struct Question {
    pub product: String,
    /// The narrative of the library it was made from, when that alone answers it.
    pub own: Option<usize>,
    pub clean: String,
    pub misspelt: String,
}

/// The queries of one part.
pub struct Sheet {
    pub questions: Vec<Question>,
}

impl Corpus {
    /// Reads a packed file, and parts it by chance.
    pub fn read(path: &str) -> Result<Self, Box<dyn Error>> {
        let mut narratives = Vec::new();
        for row in csv::Reader::from_reader(GzDecoder::new(File::open(path)?)).deserialize() {
            let (product, text): (String, String) = row?;
            // What was blacked out says nothing, to any of the engines.
            let text =
                text.split_whitespace().filter(|word| !word.contains("XX")).collect::<Vec<_>>().join(" ");
            narratives.push(Narrative { product, text });
        }
        Random::seeded(SEED).shuffle(&mut narratives);
        let aside = narratives.split_off(narratives.len() / 2);
        let mut held = BTreeMap::new();
        for narrative in &narratives {
            for word in search::words(&narrative.text).into_iter().collect::<BTreeSet<_>>() {
                *held.entry(word).or_default() += 1;
            }
        }
        Ok(Self { library: narratives, aside, held })
    }

    /// The queries of one part: the halves share no narrative.
    pub fn sheet(&self, part: Part) -> Sheet {
        let mut random = Random::seeded(SEED + if part == Part::Tune { 1 } else { 2 });
        let mine = |place: &usize| place.is_multiple_of(2) == (part == Part::Tune);
        let mut questions = Vec::new();
        for place in (0..self.aside.len()).filter(mine) {
            for _ in 0..QUERIES {
                questions.extend(self.question(&self.aside[place], None, &mut random));
            }
        }
        for place in (0..self.library.len()).filter(mine) {
            for _ in 0..QUERIES {
                questions.extend(self.question(&self.library[place], Some(place), &mut random));
            }
        }
        Sheet { questions }
    }

    /// A query of three to five words; none when a narrative has too few that inform.
    fn question(&self, narrative: &Narrative, own: Option<usize>, random: &mut Random) -> Option<Question> {
        let words = search::words(&narrative.text);
        let mut informative: Vec<(f64, &String)> = words
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|word| {
                let held = *self.held.get(word)?;
                let informs = (LEAST_HELD..=self.library.len() / 5).contains(&held)
                    && word.chars().count() >= SHORTEST
                    && word.chars().all(|letter| letter.is_ascii_lowercase())
                    && !is_stop_word(word, Language::En);
                let often = words.iter().filter(|other| *other == word).count() as f64;
                informs.then(|| (often * (self.library.len() as f64 / held as f64).ln(), word))
            })
            .collect();
        informative.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        informative.truncate(DRAWN_FROM);
        random.shuffle(&mut informative);
        informative.truncate(3 + random.below(3));
        if informative.len() < 3 {
            return None;
        }
        // In the order in which they were written.
        let mut chosen: Vec<&String> = informative.into_iter().map(|(_, word)| word).collect();
        chosen.sort_by_key(|word| words.iter().position(|other| other == *word));
        let clean: Vec<String> = chosen
            .into_iter()
            .map(|word| if random.chance(OTHER_NUMBER) { other_number(word) } else { word.clone() })
            .collect();
        let certain = random.below(clean.len());
        let misspelt: Vec<String> = clean
            .iter()
            .enumerate()
            .map(|(place, word)| {
                let slips = place == certain || random.chance(MISSPELT);
                if slips { misspelling(word, random) } else { word.clone() }
            })
            .collect();
        let product = narrative.product.clone();
        Some(Question { product, own, clean: clean.join(" "), misspelt: misspelt.join(" ") })
    }
}

/// The plural of a singular and the other way round, as far as endings tell.
fn other_number(word: &str) -> String {
    if ["ed", "ing", "ly", "ss", "us", "ful", "ous", "able"].iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if stem.len() >= SHORTEST => stem.to_owned(),
        _ => match word.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if ["s", "x", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) => format!("{word}es"),
            _ => format!("{word}s"),
        },
    }
}

/// Rows of a keyboard: neighbours are taken for each other.
const KEYS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// One slip: two letters swapped, one left out, one doubled, one taken for its neighbour. The first letter stays.
fn misspelling(word: &str, random: &mut Random) -> String {
    loop {
        let mut letters: Vec<u8> = word.bytes().collect();
        let place = 1 + random.below(letters.len() - 1);
        match random.below(4) {
            0 if place + 1 < letters.len() => letters.swap(place, place + 1),
            1 => {
                letters.remove(place);
            }
            2 => letters.insert(place, letters[place]),
            _ => {
                let row = KEYS.iter().find(|row| row.contains(&letters[place])).copied().unwrap_or(KEYS[0]);
                let key = row.iter().position(|key| *key == letters[place]).unwrap_or_default();
                letters[place] = if key == 0 || (key + 1 < row.len() && random.chance(0.5)) {
                    row[key + 1]
                } else {
                    row[key - 1]
                };
            }
        }
        let slipped = String::from_utf8_lossy(&letters).into_owned();
        if slipped != word {
            return slipped;
        }
    }
}

/// Numbers that look random and are the same every time (G. Steele, D. Lea, C. Flood, “Fast splittable pseudorandom number generators”, 2014).
pub struct Random(u64);

impl Random {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is above zero.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / ((1_u64 << 53) as f64) < share
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            items.swap(place, self.below(place + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_their_number_and_slip_by_one_letter() {
        for (one, other) in [
            ("loan", "loans"),
            ("loans", "loan"),
            ("company", "companies"),
            ("branch", "branches"),
            ("charged", "charged"),
        ] {
            assert_eq!(other_number(one), other);
        }
        let mut random = Random::seeded(1);
        for _ in 0..200 {
            let slip = misspelling("mortgage", &mut random);
            assert!(slip != "mortgage" && slip.starts_with('m') && slip.len().abs_diff(8) <= 1, "{slip}");
        }
    }
}
