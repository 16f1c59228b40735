//! How texts fall into words that can be compared: folded, stemmed, told from words that say nothing.

use std::{collections::HashSet, fmt, sync::LazyLock};

use catsup_model::{Language, search};
use frostem::{Algorithm, Stemmer};

const STOP_EN: &str = "a about after again all also am an and any are arent as at be because been before being but by can cant cannot could \
    couldnt did didnt do does doesnt doing dont down during each few for from further get got had hadnt has hasnt have havent having he her here \
    hers him his how i if im in into is isnt it its ive just let lets like me more most my myself no nor not now of off on once only or other our \
    ours out over own please same she should shouldnt so some such than that thats the their theirs them then there these they this those through \
    to too under until up us very was wasnt we were werent what when where which while who whom why will with without wont would wouldnt you your \
    yours";
const STOP_ES: &str = "a al algo algun alguna algunas alguno algunos ante antes aqui asi aun aunque cada como con contra cual cuales cuando \
    cuanto cuantos cuanta cuantas de del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan \
    estar estas este esto estos estoy fue fueron ha hace hacer han hasta hay he la las le les lo los mas me mi mis mismo mucho muy nada ni no nos \
    nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque puede puedo que quien quienes quiero se sea ser si sido sin sobre \
    solo son soy su sus tambien tan tanto te tener tengo ti tiene tienen todo todos tu tus u un una unas uno unos usted ustedes y ya yo";

static STOPS: LazyLock<[HashSet<&str>; 2]> =
    LazyLock::new(|| [STOP_EN, STOP_ES].map(|list| list.split_whitespace().collect()));

/// Whether a folded word says nothing about what is asked.
#[must_use]
pub fn is_stop_word(word: &str, language: Language) -> bool {
    let [english, spanish] = &*STOPS;
    match language {
        Language::En => english.contains(word),
        Language::Es => spanish.contains(word),
    }
}

/// What forms of a word share, folded: `renewal`, `renewals`; `oficina`, `oficinas`.
///
/// ```
/// use catsup_language::search::stem;
/// use catsup_model::Language;
/// assert_eq!(stem("Licences", Language::En), stem("licence", Language::En));
/// assert_eq!(stem("solicitudes", Language::Es), stem("SOLICITUD", Language::Es));
/// ```
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    Analysis::new(language).stem_of(&search::words(word).concat())
}

/// The reading of one language.
pub(super) struct Analysis {
    pub(super) language: Language,
    stemmer: Stemmer,
}

impl fmt::Debug for Analysis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Analysis").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Analysis {
    pub(super) fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::Es => Algorithm::Spanish,
        };
        Self { language, stemmer: Stemmer::new(algorithm) }
    }

    /// The stem of a folded word. Spanish endings get back the accents that the rules look for, since people leave them out.
    pub(super) fn stem_of(&self, word: &str) -> String {
        let accented = (self.language == Language::Es)
            .then(|| {
                ACCENTED.iter().find_map(|(bare, full)| Some(format!("{}{full}", word.strip_suffix(bare)?)))
            })
            .flatten();
        let stem = self.stemmer.stem(accented.as_deref().unwrap_or(word));
        let stem = if stem.is_ascii() { stem.to_string() } else { search::words(&stem).concat() };
        // The rules leave the plural of short words alone: `días`.
        let plural = self.language == Language::Es
            && stem.len() > 3
            && ["as", "es", "os"].iter().any(|ending| stem.ends_with(ending));
        if plural { stem[..stem.len() - 1].to_owned() } else { stem }
    }
}

/// Endings of Spanish without and with their accents.
const ACCENTED: [(&str, &str); 5] =
    [("cion", "ción"), ("sion", "sión"), ("logia", "logía"), ("ucion", "ución"), ("ria", "ría")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem_whatever_their_accents() {
        for (one, other) in [
            ("renovación", "renovaciones"),
            ("renovacion", "renovaciones"),
            ("días", "dia"),
            ("permisos", "PERMISO"),
        ] {
            assert_eq!(stem(one, Language::Es), stem(other, Language::Es), "{one}");
        }
        for (one, other) in
            [("payments", "payment"), ("paying", "pays"), ("fees", "fee"), ("children’s", "childrens")]
        {
            assert_eq!(stem(one, Language::En), stem(other, Language::En), "{one}");
        }
        assert_eq!(stem("待ち時間", Language::En), stem("待ち時間", Language::En));
    }

    #[test]
    fn stop_words_are_folded_as_texts_are() {
        for (list, language) in [(STOP_EN, Language::En), (STOP_ES, Language::Es)] {
            for word in list.split_whitespace() {
                assert_eq!(search::words(word), [word], "{language}");
            }
        }
    }
}
