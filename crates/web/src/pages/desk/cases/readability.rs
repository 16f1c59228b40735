//! How hard an answer is to read, asked while it is typed.

use axum::{Json, extract::State};
use catsup_app::{
    App, glossary,
    language::plain::{self, Jargon},
};
use catsup_model::Language;
use serde::Serialize;

use crate::{error::PageError, extract::SignedIn, forms::Form, i18n::Translator, layout::Layout};

/// What is said about the words so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    /// One sentence.
    words: String,
    /// Whether most people read it with ease; nothing is said of few words.
    plain: Option<bool>,
    /// The first long sentence; empty when there is none.
    long: String,
}

/// `POST /desk/cases/readability`
pub(crate) async fn readability(
    State(app): State<App>,
    SignedIn(_): SignedIn,
    layout: Layout,
    form: Form,
) -> Result<Json<Said>, PageError> {
    let language = form.value("language").parse().unwrap_or(Language::En);
    let text: String = form.value("text").chars().take(catsup_model::case::LONGEST_MESSAGE).collect();
    let own = glossary::jargon(&app, language).await?;
    Ok(Json(said(layout.t, &text, language, &own)))
}

/// What is said about a text.
pub(super) fn said(t: Translator, text: &str, language: Language, own: &Jargon) -> Said {
    let read = plain::review(text, language, own);
    let long = read.long.first().map(|mark| mark.of(text).to_owned()).unwrap_or_default();
    match read.grade {
        None => Said { words: t.say("case-reading-few").to_string(), plain: None, long },
        Some(grade) => {
            let plain = grade <= plain::PLAIN_GRADE;
            let key = if plain { "case-reading-plain" } else { "case-reading-hard" };
            let grade = grade.clamp(1.0, 20.0).round() as i64;
            let words = t.say(key).arg("grade", grade).to_string();
            Said { words, plain: Some(plain), long }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_called_plain_and_hard_ones_hard() {
        let t = Translator::new(Language::En);
        let own = Jargon::built_in(Language::En);
        let plain = said(t, "We found your form. You get it back by mail on Monday.", Language::En, &own);
        assert_eq!(plain.plain, Some(true));
        let hard = "Notwithstanding aforementioned considerations, the administration's determination regarding eligibility \
                    necessitates supplementary documentation.";
        assert_eq!(said(t, hard, Language::En, &own).plain, Some(false));
        assert_eq!(said(t, "Hello", Language::En, &own).plain, None);
    }
}
