//! How hard a text is to read and which words make it so, asked while it is typed: a reply, an answer.

use axum::{Json, extract::State};
use catsup_app::{
    App, glossary,
    language::plain::{self, Jargon, Review},
};
use catsup_model::Language;
use serde::Serialize;

use crate::{error::PageError, extract::SignedIn, forms::Form, i18n::Translator, layout::Layout};

/// The most words that are marked at a time: one thing after the other.
const MOST_MARKED: usize = 8;

/// What is said about the words so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    /// One sentence.
    words: String,
    /// Whether most people read it with ease; nothing is said of few words.
    plain: Option<bool>,
    /// Words that make it hard, in the order of the text.
    marks: Vec<Marked>,
}

/// Words that make a text hard to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Marked {
    /// As they stand.
    words: String,
    /// What to do about them.
    advice: String,
}

/// `POST /desk/plain-language`
pub(crate) async fn read(
    State(app): State<App>,
    SignedIn(_): SignedIn,
    layout: Layout,
    form: Form,
) -> Result<Json<Said>, PageError> {
    let language = form.value("language").parse().unwrap_or(Language::En);
    let text: String = form.value("text").chars().take(catsup_model::library::LONGEST_TEXT).collect();
    let own = glossary::jargon(&app, language).await?;
    Ok(Json(said(layout.t, &text, language, &own)))
}

/// What is said about a text.
fn said(t: Translator, text: &str, language: Language, own: &Jargon) -> Said {
    let read = plain::review(text, language, own);
    let words = match read.grade {
        None => t.say("case-reading-few"),
        Some(grade) => {
            let key = if grade <= plain::PLAIN_GRADE { "case-reading-plain" } else { "case-reading-hard" };
            t.say(key).arg("grade", grade.clamp(1.0, 20.0).round() as i64)
        }
    };
    Said { words: words.to_string(), plain: read.is_plain(), marks: marks(t, text, &read) }
}

fn marks(t: Translator, text: &str, read: &Review) -> Vec<Marked> {
    let passive = read.passive.iter().map(|mark| (*mark, t.say("plain-passive").to_string()));
    let long = read.long.iter().map(|mark| (*mark, t.say("plain-long").to_string()));
    let jargon = read.jargon.iter().map(|one| {
        let advice = match one.plain.is_empty() {
            true => t.say("plain-jargon"),
            false => t.say("plain-instead").arg("words", one.plain.join(", ")),
        };
        (one.span, advice.to_string())
    });
    let mut found: Vec<_> = jargon.chain(passive).chain(long).collect();
    found.sort_by_key(|(mark, _)| *mark);
    let marked =
        |(mark, advice): (plain::Mark, String)| Marked { words: mark.of(text).trim().to_owned(), advice };
    found.into_iter().take(MOST_MARKED).map(marked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_called_plain_and_hard_ones_hard() {
        let t = Translator::new(Language::En);
        let own = Jargon::built_in(Language::En);
        let plain = said(t, "We found your form. You get it back by mail on Monday.", Language::En, &own);
        assert_eq!((plain.plain, plain.marks), (Some(true), Vec::new()));
        let hard = "Notwithstanding aforementioned considerations, the administration's determination regarding eligibility \
                    necessitates supplementary documentation.";
        assert_eq!(said(t, hard, Language::En, &own).plain, Some(false));
        assert_eq!(said(t, "Hello", Language::En, &own).plain, None);
    }

    #[test]
    fn words_that_make_it_hard_are_marked_in_order_with_what_to_do() {
        let t = Translator::new(Language::En);
        let own = Jargon::built_in(Language::En);
        let read = said(t, "Please commence now. The form was sent by us.", Language::En, &own);
        let words: Vec<&str> = read.marks.iter().map(|mark| mark.words.as_str()).collect();
        assert_eq!(words, ["commence", "was sent"]);
        assert!(read.marks[0].advice.contains("start"), "{}", read.marks[0].advice);
    }
}
