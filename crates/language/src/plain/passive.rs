//! Verbs in the passive voice, by rule: a form of *to be* with a participle, a form of *ser* with a participio.
//!
//! States that only look so (“you are interested”, “es adecuado”) are left out. Spanish `se` with a verb is not marked: it cannot be
//! told from a verb that merely is reflexive without understanding the sentence.

use catsup_model::{Language, search::folded};

use super::{Mark, from_to, text::Word};

/// The most words between the auxiliary and its participle.
const MOST_BETWEEN: usize = 3;

/// The passive verbs of a sentence, in order, none within another.
pub(super) fn marks(words: &[Word<'_>], language: Language) -> Vec<Mark> {
    // Without apostrophes and in lower case, as the lists are.
    let plain: Vec<String> = words.iter().map(|word| lowered(word.text)).collect();
    let mut marks = Vec::new();
    let mut place = 0;
    while place < words.len() {
        match participle(words, &plain, place, language) {
            Some(last) => {
                marks.push(from_to(&words[place], &words[last]));
                place = last + 1;
            }
            None => place += 1,
        }
    }
    marks
}

fn lowered(word: &str) -> String {
    word.to_lowercase().replace(['\'', '’'], "")
}

/// The place of the participle that belongs to the auxiliary at `place`.
fn participle(words: &[Word<'_>], plain: &[String], place: usize, language: Language) -> Option<usize> {
    let auxiliary = match language {
        Language::En => is_be(words[place].text, &plain[place]),
        Language::Es => SER.split_whitespace().any(|form| form == plain[place]),
    };
    if !auxiliary {
        return None;
    }
    for next in place + 1..words.len().min(place + 2 + MOST_BETWEEN) {
        if words[next].parted {
            return None;
        }
        let word = plain[next].as_str();
        let after = plain.get(next + 1).map_or("", String::as_str);
        let found = match language {
            Language::En => is_english_participle(word, after),
            Language::Es => is_spanish_participle(word, after),
        };
        if found {
            return Some(next);
        }
        let passes = match language {
            Language::En => {
                BETWEEN_EN.split_whitespace().any(|one| one == word)
                    || (word.ends_with("ly") && word.len() > 4)
            }
            Language::Es => BETWEEN_ES.split_whitespace().any(|one| one == word) || word.ends_with("mente"),
        };
        if !passes {
            return None;
        }
    }
    None
}

/// A form of *to be*; of the short forms those that cannot mean *has*.
fn is_be(word: &str, plain: &str) -> bool {
    const FORMS: &str = "am is are was were be been being isnt arent wasnt werent im";
    FORMS.split_whitespace().any(|form| form == plain)
        || ["'re", "’re"].iter().any(|short| word.to_lowercase().ends_with(short))
}

const BETWEEN_EN: &str = "not never also often always already still being been just then now only well soon again once first all \
    both each even ever hereby later more most much no nearly over perhaps quite rather seldom sometimes thus too usually almost";
const BETWEEN_ES: &str =
    "no ya también siempre nunca aún aun todavía muy sólo solo bien casi antes después luego sido";

const SER: &str = "soy eres es somos sois son era eras éramos eran fui fuiste fue fuimos fuisteis fueron seré serás será seremos seréis \
    serán sería serías seríamos serían sea seas seamos sean fuera fueras fuéramos fueran fuese fueses fuesen sido ser siendo sera seran seria serian";

/// Participles that end otherwise than in `-ed`.
const IRREGULAR: &str = "arisen beaten become begun bent bet bidden bitten blown bought bound bred broken brought built burnt burst \
    cast caught chosen cut dealt done drawn driven drunk dug eaten fed felt flown forbidden forecast foreseen forgiven forgotten fought found \
    frozen given ground grown heard held hidden hit hung hurt kept known laid learnt led left lent let lit lost made meant met mistaken \
    misunderstood outdone overcome overdrawn overheard overpaid overridden overseen overtaken overthrown paid proven put quit read rebuilt redone \
    remade repaid reread rerun resent reset rewritten ridden rung run said sawn seen sent set sewn shaken shed shot shown shrunk shut slain \
    sold sought sown spent spilt split spoken spread stolen struck stuck sung sunk swept sworn taken taught thought thrown told torn \
    undergone underpaid understood undertaken underwritten undone upheld upset withdrawn withheld won worn wound woven written";

/// Words in `-ed` that tell a state or are no participles. A state counts where somebody does it: “you are required by law”.
const STATES_EN: &str = "interested excited tired worried pleased concerned supposed experienced married divorced retired used bored confused scared \
    surprised disappointed satisfied delighted embarrassed frustrated ashamed relieved qualified dedicated committed determined prepared \
    limited related located closed opened scheduled advanced complicated disabled engaged detailed sophisticated aged gifted \
    left set met put upset hurt lost let hit cast bound meant read won run become wound shot fed";
const NO_PARTICIPLES: &str = "need indeed seed feed speed weed bleed breed exceed proceed succeed agreed hundred sacred naked wicked red bed shed sled \
    led wed ted kindred hatred embed shred united unlimited unrelated unmarried unemployed underserved so-called beloved";

fn is_english_participle(word: &str, after: &str) -> bool {
    let holds = |list: &str| list.split_whitespace().any(|one| one == word);
    if holds(NO_PARTICIPLES) {
        return false;
    }
    let regular = word.len() > 3 && word.ends_with("ed");
    (regular || holds(IRREGULAR)) && (after == "by" || !holds(STATES_EN))
}

/// Participios that end otherwise than in `-ado` and `-ido`, without gender and number.
const IRREGULAR_ES: &str = "escrit inscrit descrit suscrit transcrit prescrit adscrit hech deshech rehech satisfech vist previst revist provist puest \
    impuest compuest dispuest expuest propuest repuest depuest interpuest supuest dich predich abiert cubiert descubiert encubiert rot muert \
    resuelt disuelt absuelt vuelt devuelt envuelt impres reimpres elect";
/// Adjectives and nouns that end like participios.
const STATES_ES: &str = "adecuad apropiad delicad complicad sagrad lad grad mercad privad pasad demasiad cuidad cansad casad divorciad \
    educad avanzad elevad determinad limitad situad interesad preocupad ocupad encantad equivocad separad sentid contenid apellid partid \
    parecid conocid debid merecid aburrid divertid abogad estad senad certificad resultad significad empleand soldad diputad licenciad \
    emplead jurad candidat tratad ganad pecad helad lid nid ruid sonid vestid líquid cuñad elevad seguid unid querid med vid com sal part caíd \
    hij jornad llamad entrad parad mirad temporad década nad cad tod responsable val ráp sól lúcid";

fn is_spanish_participle(word: &str, after: &str) -> bool {
    let stem = word.trim_end_matches('s');
    let Some(stem) = stem.strip_suffix(['o', 'a']) else { return false };
    let regular = stem
        .strip_suffix(['d'])
        .is_some_and(|root| root.ends_with('a') || root.ends_with('i') || root.ends_with('í'))
        && stem.chars().count() > 3;
    // A participio has no accent but on `ído`: `leído`, while `válido` and `rápido` are none.
    let accented =
        folded(stem) != stem && !stem.ends_with("íd") && !stem.contains('ñ') && !stem.contains('ü');
    let holds = |list: &str| list.split_whitespace().any(|one| one == stem);
    let by = after == "por";
    (regular && !accented || holds(IRREGULAR_ES)) && (by || !holds(STATES_ES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::text::sentences;

    fn found(text: &str, language: Language) -> Vec<&str> {
        sentences(text)
            .iter()
            .flat_map(|sentence| marks(&sentence.words, language))
            .map(|mark| mark.of(text))
            .collect()
    }

    #[test]
    fn passive_verbs_of_english_are_found_with_their_auxiliary() {
        for (text, expected) in [
            ("Your form was received on Monday.", "was received"),
            ("The fee has not been paid.", "been paid"),
            ("Applications must be written in ink", "be written"),
            ("It is usually not sent by mail.", "is usually not sent"),
            ("You’re required by law to sign.", "’re required"),
            ("Your case is being looked at", "is being looked"),
            ("They weren't told.", "weren't told"),
            ("You are expected to wait", "are expected"),
            ("It is limited by law", "is limited"),
        ] {
            let found = found(text, Language::En);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].ends_with(expected), "{text}: {found:?}");
        }
    }

    #[test]
    fn states_and_other_tenses_are_not_called_passive() {
        for text in [
            "You are interested in a passport.",
            "We are here, and closed the office.",
            "She is a hundred years old.",
            "I have received it.",
            "You need to be in need.",
            "We are going to send it.",
            "The office is closed on Sunday.",
            "He has finished.",
            "Is the form red?",
            "You are, said the clerk, welcome.",
        ] {
            assert!(found(text, Language::En).is_empty(), "{text}: {:?}", found(text, Language::En));
        }
    }

    #[test]
    fn passive_verbs_of_spanish_are_found_with_ser() {
        for (text, expected) in [
            ("La solicitud fue enviada ayer.", "fue enviada"),
            ("Los pagos serán devueltos pronto", "serán devueltos"),
            ("Su caso ha sido resuelto.", "sido resuelto"),
            ("Las cartas no son siempre leídas por todos", "son siempre leídas"),
            ("El formulario debe ser firmado", "ser firmado"),
            ("Fue inmediatamente rechazada", "Fue inmediatamente rechazada"),
        ] {
            assert_eq!(found(text, Language::Es), [expected], "{text}");
        }
        for text in [
            "El precio es adecuado.",
            "Es válido por un año",
            "Usted es abogado.",
            "He enviado la carta",
            "La oficina está cerrada",
            "Es rápido",
            "Son las dos, y enviadas van.",
            "Es toda la vida",
            "Es nada",
        ] {
            assert!(found(text, Language::Es).is_empty(), "{text}: {:?}", found(text, Language::Es));
        }
    }
}
