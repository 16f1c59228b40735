//! The forms a listed word takes in a text: plural, person, tense.

use catsup_model::Language;

/// What kind of word it is, as the lists mark it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands as it is listed.
    Fixed,
    /// Takes the forms of a verb.
    Verb,
    /// Takes a plural, and in Spanish a gender.
    Noun,
    /// Nothing was said: all of these.
    Any,
}

/// Whether `word` is a form of `listed`; both folded, without accents.
pub(super) fn is_form(word: &str, listed: &str, kind: Kind, language: Language) -> bool {
    if word == listed {
        return true;
    }
    let (verb, noun) = match kind {
        Kind::Fixed => return false,
        Kind::Verb => (true, false),
        Kind::Noun => (false, true),
        Kind::Any => (true, true),
    };
    match language {
        Language::En => (verb && is_english_verb(word, listed)) || (noun && is_english_plural(word, listed)),
        Language::Es => (verb && is_spanish_verb(word, listed)) || (noun && is_spanish_noun(word, listed)),
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn is_english_plural(word: &str, listed: &str) -> bool {
    if let Some(stem) = listed.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return word.strip_prefix(stem) == Some("ies");
    }
    match word.strip_prefix(listed) {
        Some("s") => true,
        Some("es") => ["s", "x", "z", "ch", "sh"].iter().any(|end| listed.ends_with(end)),
        _ => false,
    }
}

/// Verbs of the lists that follow no rule: present, past, participle.
const IRREGULAR: [[&str; 3]; 14] = [
    ["be", "was", "been"],
    ["bring", "brought", "brought"],
    ["come", "came", "come"],
    ["forego", "forewent", "foregone"],
    ["give", "gave", "given"],
    ["go", "went", "gone"],
    ["have", "had", "had"],
    ["hold", "held", "held"],
    ["keep", "kept", "kept"],
    ["make", "made", "made"],
    ["set", "set", "set"],
    ["take", "took", "taken"],
    ["undergo", "underwent", "undergone"],
    ["undertake", "undertook", "undertaken"],
];

fn is_english_verb(word: &str, listed: &str) -> bool {
    if let Some([_, past, participle]) = IRREGULAR.iter().find(|forms| forms[0] == listed)
        && (word == *past || word == *participle)
    {
        return true;
    }
    if is_english_plural(word, listed) || (listed.ends_with('o') && word.strip_prefix(listed) == Some("es")) {
        return true;
    }
    if let Some(stem) = listed.strip_suffix('e') {
        return matches!(word.strip_prefix(stem), Some("ed" | "ing"));
    }
    if let Some(stem) = listed.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return word.strip_prefix(stem) == Some("ied") || word.strip_prefix(listed) == Some("ing");
    }
    let Some(rest) = word.strip_prefix(listed) else { return false };
    // A last consonant may be doubled: `remitted`.
    let doubled = listed.chars().next_back().and_then(|last| rest.strip_prefix(last));
    matches!(rest, "ed" | "ing") || matches!(doubled, Some("ed" | "ing"))
}

fn is_spanish_noun(word: &str, listed: &str) -> bool {
    if let Some(stem) = listed.strip_suffix('z') {
        return word.strip_prefix(stem) == Some("ces");
    }
    if let Some(stem) = listed.strip_suffix('o') {
        return matches!(word.strip_prefix(stem), Some("os" | "a" | "as"));
    }
    matches!((word.strip_prefix(listed), listed.ends_with(is_vowel)), (Some("s"), true) | (Some("es"), false))
}

const AR: &str = "o as a amos ais an aba abas abamos aban e aste o amos asteis aron are aras ara aremos areis aran aria arias ariamos arian \
    e es emos eis en ase ases asemos asen ado ada ados adas ando ar ad";
const ER: &str = "o es e emos eis en ia ias iamos ian i iste io imos isteis ieron ere eras era eremos ereis eran eria erias eriamos erian \
    a as amos ais an iera ieras ieramos ieran iese ieses iesemos iesen ido ida idos idas iendo er ed";
const IR: &str = "o es e imos is en ia ias iamos ian i iste io imos isteis ieron ire iras ira iremos ireis iran iria irias iriamos irian \
    a as amos ais an iera ieras ieramos ieran iese ieses iesemos iesen ido ida idos idas iendo ir id";
/// Pronouns that hang on an infinitive or a gerund.
const HANGING: [&str; 11] = ["se", "lo", "la", "los", "las", "le", "les", "me", "nos", "selo", "sela"];

/// Regular forms, with the changes of spelling and the commonest changes of vowels.
fn is_spanish_verb(word: &str, listed: &str) -> bool {
    let listed = listed.strip_suffix("se").filter(|rest| rest.ends_with('r')).unwrap_or(listed);
    let (root, endings) = match listed.len().checked_sub(2).and_then(|at| listed.split_at_checked(at)) {
        Some((root, "ar")) => (root, AR),
        Some((root, "er")) => (root, ER),
        Some((root, "ir")) => (root, IR),
        _ => return false,
    };
    let bare = HANGING
        .iter()
        .filter_map(|pronouns| word.strip_suffix(pronouns))
        .find(|bare| ["ar", "er", "ir", "ando", "iendo"].iter().any(|end| bare.ends_with(end)));
    let ends = |root: &str, word: &str| {
        word.strip_prefix(root).is_some_and(|rest| endings.split_whitespace().any(|ending| ending == rest))
    };
    roots(root, endings).iter().any(|root| ends(root, word) || bare.is_some_and(|bare| ends(root, bare)))
}

/// The root as it is written before any ending.
fn roots(root: &str, endings: &str) -> Vec<String> {
    let mut roots = vec![root.to_owned()];
    let changed = |from: &str, to: &str| root.strip_suffix(from).map(|rest| format!("{rest}{to}"));
    if endings == AR {
        roots.extend(changed("c", "qu").or_else(|| changed("g", "gu")).or_else(|| changed("z", "c")));
    } else {
        roots.extend(changed("c", "zc").or_else(|| changed("g", "j")).or_else(|| changed("u", "uy")));
    }
    // `requerir` → `requiere`, `acordar` → `acuerda`, `expedir` → `expide`.
    let vowel = root.rfind(is_vowel);
    if let Some(place) = vowel {
        let (before, after) = (&root[..place], &root[place + 1..]);
        match &root[place..=place] {
            "e" => {
                roots.push(format!("{before}ie{after}"));
                if endings == IR {
                    roots.push(format!("{before}i{after}"));
                }
            }
            "o" => roots.push(format!("{before}ue{after}")),
            _ => {}
        }
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_english_words_are_told_from_their_neighbours() {
        for (listed, forms) in [
            ("utilize", "utilize utilizes utilized utilizing"),
            ("remit", "remits remitted remitting"),
            ("notify", "notifies notified notifying"),
            ("undertake", "undertakes undertook undertaken undertaking"),
            ("process", "processes processed processing"),
        ] {
            assert!(forms.split(' ').all(|form| is_form(form, listed, Kind::Verb, Language::En)), "{listed}");
        }
        assert!(is_form("beneficiaries", "beneficiary", Kind::Noun, Language::En));
        assert!(!is_form("beneficial", "beneficiary", Kind::Any, Language::En));
        assert!(!is_form("utility", "utilize", Kind::Any, Language::En));
        assert!(!is_form("permitted", "remit", Kind::Verb, Language::En));
        assert!(!is_form("inquired", "inquiry", Kind::Noun, Language::En));
    }

    #[test]
    fn forms_of_spanish_words_are_told_from_their_neighbours() {
        for (listed, forms) in [
            ("efectuar", "efectua efectuan efectuo efectuara efectuado efectuandolo efectuarse"),
            ("notificar", "notifique notificara notificada notificaran"),
            ("requerir", "requiere requeriran requirio requeridos"),
            ("expedir", "expide expidio expedida"),
            ("abonar", "abone abonarlo abonaremos"),
            ("interponer", "interponerla interponen"),
        ] {
            for form in forms.split(' ') {
                assert!(is_form(form, listed, Kind::Verb, Language::Es), "{form} of {listed}");
            }
        }
        assert!(is_form("expedientes", "expediente", Kind::Noun, Language::Es));
        assert!(is_form("resoluciones", "resolucion", Kind::Noun, Language::Es));
        assert!(!is_form("efectivo", "efectuar", Kind::Any, Language::Es));
        assert!(!is_form("abonos", "abonar", Kind::Verb, Language::Es));
    }
}
