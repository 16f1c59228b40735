//! How many syllables a word has, by rule. Right for nearly all words of everyday letters, and not for all.

use catsup_model::Language;

/// How many syllables `word` has, at least one.
///
/// ```
/// use catsup_language::plain::syllables;
/// use catsup_model::Language;
/// assert_eq!(syllables("application", Language::En), 4);
/// assert_eq!(syllables("oficina", Language::Es), 4);
/// ```
#[must_use]
pub fn syllables(word: &str, language: Language) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let count = match language {
        Language::En => english(&letters),
        Language::Es => spanish(&letters),
    };
    count.max(1)
}

/// Words that follow no rule, by how many syllables they have.
const UNRULY: [(&str, usize); 46] = [
    ("acre", 2),
    ("acres", 2),
    ("area", 3),
    ("areas", 3),
    ("business", 2),
    ("businesses", 3),
    ("creature", 2),
    ("colleague", 2),
    ("colleagues", 2),
    ("element", 3),
    ("every", 2),
    ("everyone", 3),
    ("everything", 3),
    ("eye", 1),
    ("eyes", 1),
    ("giant", 2),
    ("giants", 2),
    ("fluid", 2),
    ("forever", 3),
    ("friend", 1),
    ("hour", 1),
    ("hours", 1),
    ("idea", 3),
    ("ideas", 3),
    ("wednesday", 2),
    ("people", 2),
    ("poem", 2),
    ("poet", 2),
    ("queue", 1),
    ("queues", 1),
    ("really", 2),
    ("recipe", 3),
    ("ruin", 2),
    ("science", 2),
    ("sciences", 3),
    ("suicide", 3),
    ("one", 1),
    ("ones", 1),
    ("apostrophe", 4),
    ("someone", 2),
    ("anyone", 3),
    ("lien", 1),
    ("liens", 1),
    ("evening", 2),
    ("coincide", 3),
    ("vegetable", 3),
];

/// Groups of vowels, less the silent `e`, more where two vowels are spoken apart.
fn english(letters: &[char]) -> usize {
    let word: String = letters.iter().collect();
    if let Some((_, count)) = UNRULY.iter().find(|(unruly, _)| *unruly == word) {
        return *count;
    }
    let mut groups = 0;
    let mut before = false;
    for (place, letter) in letters.iter().enumerate() {
        // A `y` before a vowel begins a syllable: `year`, `employer`; in `applying` it is one itself.
        let next = letters.get(place + 1);
        let alone = next == Some(&'i') && !before;
        let begins = *letter == 'y' && next.is_some_and(is_vowel);
        groups += usize::from(begins && alone && place > 0);
        if begins {
            before = false;
            continue;
        }
        let now = is_vowel(letter);
        groups += usize::from(now && !before);
        before = now;
    }
    let silent = usize::from(ends_silently(letters, &word)) + usize::from(is_silent_within(letters, &word));
    (groups + apart(letters, &word)).saturating_sub(silent).max(1)
}

fn is_vowel(letter: &char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether the letter that many places from the end is a consonant; the last is at place 0.
fn consonant_back(letters: &[char], back: usize) -> bool {
    letters.len() > back && !is_vowel(&letters[letters.len() - 1 - back])
}

/// Whether the last `e` is not spoken: `make`, `asked`, `times`, but `table`, `wanted`, `offices`.
fn ends_silently(letters: &[char], word: &str) -> bool {
    // `l` or `r` after another consonant needs its vowel: `table`, `settled`, `hundred`, but `called`.
    let liquid = |back: usize| {
        let Some(place) = letters.len().checked_sub(back + 1) else { return false };
        let (letter, before) = (letters[place], place.checked_sub(1).map(|place| letters[place]));
        matches!(letter, 'l' | 'r') && before.is_some_and(|before| !is_vowel(&before) && before != letter)
    };
    if word.ends_with("es") {
        let spoken =
            ["ses", "zes", "ces", "ges", "shes", "ches", "xes"].iter().any(|tail| word.ends_with(tail));
        return consonant_back(letters, 2) && !spoken && !liquid(2);
    }
    if word.ends_with("ed") {
        return consonant_back(letters, 2) && !word.ends_with("ted") && !word.ends_with("ded") && !liquid(2);
    }
    word.ends_with('e') && consonant_back(letters, 1) && !(word.ends_with("le") && liquid(1))
}

/// Whether an `e` within is not spoken: `statement`, `careful`, `somewhere`.
fn is_silent_within(letters: &[char], word: &str) -> bool {
    let before_ending = ["ment", "ments", "ful", "less", "ly", "ness"].iter().any(|ending| {
        let Some(stem) = word.strip_suffix(ending).and_then(|stem| stem.strip_suffix('e')) else {
            return false;
        };
        let stem: Vec<char> = stem.chars().collect();
        let soft = stem.last().is_some_and(|last| matches!(last, 'c' | 'g' | 's' | 'v'));
        stem.len() > 1 && consonant_back(&stem, 0) && (soft || !consonant_back(&stem, 1))
    });
    let compound = ["some", "where", "there", "here", "home", "time", "life", "more", "house", "safe"]
        .iter()
        .any(|begin| {
            word.strip_prefix(begin)
                .is_some_and(|rest| rest.chars().count() > 1 && !rest.starts_with(|c| is_vowel(&c)))
                && letters.len() > begin.len() + 1
        });
    before_ending || compound
}

/// How many times two vowels side by side are spoken apart: `per·i·od`, `cre·ate`, `be·ing`; and consonants that sound like a
/// syllable: `crit·i·cis·m`, `did·n't`.
fn apart(letters: &[char], word: &str) -> usize {
    let mut count = 0;
    for (place, pair) in letters.windows(2).enumerate() {
        let before = place.checked_sub(1).map_or(' ', |place| letters[place]);
        let rest: String = letters[place..].iter().collect();
        let starts = |heads: &[&str]| heads.iter().any(|head| rest.starts_with(head));
        count += usize::from(match (pair[0], pair[1]) {
            ('i', 'a') => {
                starts(&["iate", "iati"]) || !(matches!(before, 'c' | 't' | 's' | 'g') || starts(&["iage"]))
            }
            ('i', 'o' | 'u') => {
                let joined = matches!(before, 'c' | 't' | 's' | 'g' | 'x')
                    || (matches!(before, 'n' | 'l') && starts(&["ion", "ior"]))
                    || (before == 'v' && starts(&["ior"]));
                !joined
            }
            ('i', 'e') => starts(&["iet"]) || (starts(&["ienc", "ient"]) && !matches!(before, 'c' | 't')),
            ('e', 'a') => starts(&["eate", "eati", "eato"]) && before == 'r',
            ('e', 'o') => {
                starts(&["eous"]) && !matches!(before, 'g' | 'c' | 't')
                    || starts(&["eo"]) && rest.len() == 2
                    || starts(&["eory", "eogr"])
            }
            ('u', 'a') => !matches!(before, 'g' | 'q') && !starts(&["uad", "uas"]) || starts(&["uadu"]),
            ('u', 'e') => starts(&["uenc", "uent", "uel"]) && !matches!(before, 'g' | 'q'),
            ('a' | 'e' | 'o' | 'u', 'i') => {
                place > 0
                    && (rest == format!("{}ing", pair[0]) || rest == format!("{}ings", pair[0]))
                    && before != 'q'
            }
            _ => false,
        });
    }
    let coordinated = word.starts_with("coop") || word.starts_with("coord");
    let sounded =
        word.ends_with("sm") || word.ends_with("sms") || word.ends_with("dnt") || word.ends_with("snt");
    count + usize::from(coordinated) + usize::from(sounded)
}

/// Groups of vowels; two strong ones, or a weak one with an accent, stand apart.
fn spanish(letters: &[char]) -> usize {
    let kind = |c: char| match c {
        'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú' => Some(true),
        'i' | 'u' | 'ü' => Some(false),
        _ => None,
    };
    let mut count = 0;
    let mut before: Option<bool> = None;
    for (place, letter) in letters.iter().enumerate() {
        // A `y` is a vowel at the end only, and the `u` of `que`, `gui` is silent.
        let silent = *letter == 'u'
            && place > 0
            && matches!(letters[place - 1], 'q' | 'g')
            && letters.get(place + 1).is_some_and(|next| matches!(next, 'e' | 'i' | 'é' | 'í'));
        let now = match letter {
            'y' if place + 1 == letters.len() => Some(false),
            _ if silent => None,
            other => kind(*other),
        };
        count += usize::from(matches!((before, now), (None, Some(_)) | (Some(true), Some(true))));
        before = now;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As The American Heritage Dictionary and the Diccionario de la lengua española divide them.
    const ENGLISH: &str = "cat 1, the 1, I 1, a 1, make 1, times 1, asked 1, years 1, through 1, weeks 1, filed 1, eye 1, year 1, queue 1, \
        table 2, tables 2, people 2, passport 2, wanted 2, needed 2, hundred 2, settled 2, agent 2, client 2, being 2, going 2, paying 2, lawyer 2, \
        statement 2, careful 2, safely 2, somewhere 2, sometimes 2, something 2, therefore 2, region 2, patient 2, special 2, social 2, union 2, \
        create 2, didn't 2, doesn't 2, marriage 2, senior 2, value 2, office 2, renew 2, refund 2, people's 2, business 2, science 2, giant 2, \
        agency 3, offices 3, period 3, various 3, serious 3, royalty 3, employer 3, applying 3, movement 2, agreement 3, management 3, requirement 3, completely 3, \
        document 3, library 3, audience 3, annual 3, manual 3, actual 3, influence 3, created 3, equal 2, area 3, idea 3, video 3, quiet 2, religious 3, efficient 3, \
        importantly 4, application 4, experience 4, material 4, society 4, variety 4, evaluate 4, situation 4, information 4, January 4, superior 4, appreciate 4, \
        negotiate 4, association 5, eligibility 6, immediately 5, documentation 5, criticism 4, cooperate 4, opinion 3, million 2, behavior 3, enforcement 3, element 3";
    const SPANISH: &str = "y 1, muy 1, que 1, pie 1, sol 1, hoy 1, seis 1, gato 2, día 2, país 2, ciudad 2, viaje 2, cuenta 2, baúl 2, línea 3, leer 2, ley 1, \
        trámite 3, aéreo 4, respuesta 3, guitarra 3, agüero 3, ahora 3, oficio 3, leía 3, río 2, cuidado 3, pingüino 3, pasaporte 4, oficina 4, construyó 3, \
        licencia 3, solicitud 4, estadounidense 6, renovación 4, averiguáis 4, poeta 3, caer 2, teatro 3, Europa 3, prohibido 4, tarea 3, identificación 6";

    fn each(table: &'static str) -> impl Iterator<Item = (&'static str, usize)> {
        table.split(',').map(|line| {
            let (word, count) = line.trim().split_once(' ').unwrap();
            (word, count.parse().unwrap())
        })
    }

    #[test]
    fn syllables_are_those_of_a_dictionary() {
        let wrong: Vec<_> = [(ENGLISH, Language::En), (SPANISH, Language::Es)]
            .into_iter()
            .flat_map(|(table, language)| {
                each(table).map(move |(word, count)| (word, count, syllables(word, language)))
            })
            .filter(|(_, count, counted)| count != counted)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
