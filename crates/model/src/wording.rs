//! Wordings: what exactly was asked, so that measures of different wordings are never pooled silently.
//!
//! A wording is identified by instrument item, template variant, scale and language, not by the rendered text:
//! “[Program name]” does not make each service its own wording.

use serde::{Deserialize, Serialize};

use crate::{Feed, Language, Measure, Scale, id::WordingId};

/// What identifies a wording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WordingKey {
    /// Instrument and item, such as `a11_v1.trust`.
    pub item: String,
    /// Template variant, such as `increased_confidence`.
    pub variant: String,
    /// The scale of the answers.
    pub scale: Scale,
    /// The language it is asked in.
    pub language: Language,
}

/// One wording as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Its id in this installation.
    pub id: WordingId,
    /// What identifies it.
    #[serde(flatten)]
    pub key: WordingKey,
    /// What its answers feed; `None` for the agency's own questions.
    pub feeds: Option<Feed>,
    /// The template text as people read it.
    pub text: String,
}

/// A wording to be kept, before it has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWording {
    /// What identifies it.
    pub key: WordingKey,
    /// What its answers feed; `None` for the agency's own questions.
    pub feeds: Option<Feed>,
    /// The template text as people read it.
    pub text: String,
}

/// The variant of a question whose text the file did not state.
pub const UNSTATED: &str = "unstated";

impl NewWording {
    /// The wording of an English five-point federal question whose rendered text came with a file.
    ///
    /// A text that follows a known template maps to that template's variant; a blank text, `NONE` or `No Question`
    /// maps to [`UNSTATED`]; any other text stands as its own variant.
    #[must_use]
    pub fn of_imported_text(measure: Option<Measure>, question: &str, text: &str) -> Self {
        let plain = plain(text);
        let item = measure.map_or_else(|| format!("own.{question}"), |measure| format!("a11_v1.{measure}"));
        let (variant, text) = match measure.and_then(|measure| known_variant(measure, &plain)) {
            Some((variant, template)) => (variant.to_owned(), template.to_owned()),
            None if matches!(plain.as_str(), "" | "none" | "no question") => {
                (UNSTATED.to_owned(), String::new())
            }
            None => (own_variant(&plain), text.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        let key = WordingKey { item, variant, scale: Scale::Likert5, language: Language::En };
        Self { key, feeds: measure.map(Feed::Measure), text }
    }
}

/// Templates known from the federal instruments: measure, variant, how the plain text begins, a phrase it must hold
/// after that, and the template as people read it.
const KNOWN: &[(Measure, &str, &str, &str, &str)] = &[
    (
        Measure::Satisfaction,
        "service_received",
        "i am satisfied with the service i received from",
        "",
        "I am satisfied with the service I received from {service}.",
    ),
    (
        Measure::Trust,
        "increased_confidence",
        "this interaction increased my confidence in",
        "",
        "This interaction increased my confidence in {service}.",
    ),
    (
        Measure::Trust,
        "increased_trust",
        "this interaction increased my trust in",
        "",
        "This interaction increased my trust in {service}.",
    ),
    (
        Measure::Trust,
        "fulfil_commitment",
        "i trust",
        " to fulfill our country's commitment to",
        "I trust {agency} to fulfill our country's commitment to {population}.",
    ),
    (Measure::Effectiveness, "need_addressed", "my need was addressed", "", "My need was addressed."),
    (Measure::Effectiveness, "issue_resolved", "my issue was resolved", "", "My issue was resolved."),
    (
        Measure::Effectiveness,
        "found_it",
        "i found what i was looking for",
        "",
        "I found what I was looking for.",
    ),
    (
        Measure::Ease,
        "easy_to_complete",
        "it was easy to complete what i needed to do",
        "",
        "It was easy to complete what I needed to do.",
    ),
    (
        Measure::Efficiency,
        "reasonable_time",
        "it took a reasonable amount of time to do what i needed to do",
        "",
        "It took a reasonable amount of time to do what I needed to do.",
    ),
    (Measure::Transparency, "treated_fairly", "i was treated fairly", "", "I was treated fairly."),
    (
        Measure::Transparency,
        "understood_process",
        "i understood what was being asked of me throughout the process",
        "",
        "I understood what was being asked of me throughout the process.",
    ),
    (
        Measure::Employee,
        "employees_helpful",
        "employees i interacted with were helpful",
        "",
        "Employees I interacted with were helpful.",
    ),
    (
        Measure::Employee,
        "employees_helpful",
        "the employees i interacted with were helpful",
        "",
        "Employees I interacted with were helpful.",
    ),
];

/// The known template `plain` follows. Templates that end in a name match by their beginning; the others match whole,
/// since “… what I needed to do today” is another question.
fn known_variant(measure: Measure, plain: &str) -> Option<(&'static str, &'static str)> {
    KNOWN.iter().find_map(|(of, variant, begin, holds, template)| {
        let rest = plain.strip_prefix(begin).filter(|_| *of == measure)?;
        let open_ended = template.contains('{');
        let follows =
            if open_ended { rest.starts_with(' ') && rest.contains(holds) } else { rest.is_empty() };
        follows.then_some((*variant, *template))
    })
}

/// The variant of a question that follows no template: its own text names it. Case, quotes, blanks and final
/// punctuation make no other wording.
pub(crate) fn own_variant(text: &str) -> String {
    format!("own-{}", fingerprint(&plain(text)))
}

/// Lower case, straight quotes, single blanks, no final punctuation.
fn plain(text: &str) -> String {
    let straight = text.replace(['\u{2018}', '\u{2019}'], "'").to_lowercase();
    let folded = straight.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.trim_end_matches(['.', '!', ' ']).to_owned()
}

/// FNV-1a in hexadecimal: stable across runs and machines, enough to tell the wordings of one question apart.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(measure: Measure, text: &str) -> String {
        NewWording::of_imported_text(Some(measure), "q", text).key.variant
    }

    #[test]
    fn the_name_of_a_programme_does_not_make_a_wording_of_its_own() {
        assert_eq!(
            variant(Measure::Trust, "This interaction increased my confidence in TSA"),
            "increased_confidence"
        );
        assert_eq!(
            variant(Measure::Trust, "This interaction increased my confidence in the SBA."),
            "increased_confidence"
        );
        assert_eq!(
            variant(Measure::Trust, "This interaction increased my trust in the IRS."),
            "increased_trust"
        );
        assert_eq!(
            variant(Measure::Trust, "I trust VA to fulfill our country’s commitment to Veterans."),
            "fulfil_commitment"
        );
    }

    #[test]
    fn another_question_stands_as_its_own_wording() {
        let one = variant(Measure::Ease, "It was easy to complete what I needed to do today.");
        let other = variant(Measure::Ease, "It was easy to contact the TSA Contact Center");
        assert!(one.starts_with("own-") && other.starts_with("own-") && one != other);
        assert_eq!(variant(Measure::Ease, "It was easy to complete what I needed to do"), "easy_to_complete");
    }

    #[test]
    fn a_question_without_text_is_unstated() {
        for text in ["", "NONE", " No Question "] {
            assert_eq!(variant(Measure::Employee, text), UNSTATED);
        }
    }
}
