//! Mails in words: a plain part and an HTML part that says the same, from the catalogue of the pages.
//!
//! The HTML is one column of headings, paragraphs and lists without styles or pictures: every reader's own settings hold,
//! screen readers and text-only readers lose nothing, and no opening is tracked.

mod answer_change;
mod case;
mod next;

use askama::Template;
use catsup_app::{
    anticipation::NextLetter,
    cases::CaseLetter,
    digests::News,
    library::ChangeLetter,
    outside::{Letter, Letters},
};
use catsup_model::Language;

use crate::i18n::Translator;

/// Writes mails with the catalogue and the templates of this crate.
#[derive(Debug, Clone, Copy)]
pub struct WebLetters;

#[derive(Debug, Template)]
#[template(path = "letters/digest.html")]
struct DigestHtml<'a> {
    t: Translator,
    news: &'a News,
}

#[derive(Debug, Template)]
#[template(path = "letters/digest.txt")]
struct DigestText<'a> {
    t: Translator,
    news: &'a News,
}

impl Letters for WebLetters {
    fn digest(&self, language: Language, news: &News) -> Letter {
        let t = Translator::new(language);
        let subject = match &news.of {
            Some(of) => t.say("digest-subject-of").arg("n", news.n).arg("name", of),
            None => t.say("digest-subject").arg("n", news.n).arg("name", &news.agency),
        };
        let failed = |error: askama::Error| {
            tracing::error!(%error, "a mail does not render");
            String::new()
        };
        Letter {
            subject: subject.to_string(),
            text: DigestText { t, news }.render().unwrap_or_else(failed),
            html: DigestHtml { t, news }.render().unwrap_or_else(failed),
        }
    }

    fn case(&self, language: Language, letter: &CaseLetter) -> Letter {
        case::letter(language, letter)
    }

    fn answer_change(&self, language: Language, letter: &ChangeLetter) -> Letter {
        answer_change::letter(language, letter)
    }

    fn next(&self, language: Language, letter: &NextLetter) -> Letter {
        next::letter(language, letter)
    }
}

#[cfg(test)]
mod tests {
    use catsup_app::digests::Glimpse;
    use catsup_model::job::Rhythm;
    use jiff::civil::date;

    use super::*;

    fn news() -> News {
        let glimpse = |words: &str, low, urgent| Glimpse {
            words: words.to_owned(),
            cut: true,
            low,
            urgent,
            survey: "Passport renewal, website".to_owned(),
            link: "https://feedback.example.gov/desk/responses/7".to_owned(),
        };
        News {
            agency: "Agency of Examples".to_owned(),
            rhythm: Rhythm::Daily,
            since: date(2026, 3, 9).at(8, 0, 0, 0),
            of: None,
            n: 1_204,
            low: 12,
            commented: 2,
            surveys: vec![("Passport renewal, website".to_owned(), 1_204)],
            glimpses: vec![
                glimpse("I waited <two> hours", true, true),
                glimpse("Fine & quick", false, false),
            ],
            inbox: "https://feedback.example.gov/desk/responses".to_owned(),
            settings: "https://feedback.example.gov/desk/digests".to_owned(),
            unsubscribe: "https://feedback.example.gov/unsubscribe/1.x".to_owned(),
            ..News::default()
        }
    }

    #[test]
    fn both_parts_say_the_same_in_both_languages() {
        for language in Language::ALL {
            let letter = WebLetters.digest(language, &news());
            assert!(letter.subject.contains("1,204") && letter.subject.contains("Agency of Examples"));
            for part in [&letter.text, &letter.html] {
                for word in
                    ["1,204", "12", "Passport renewal, website", "/desk/responses/7", "/unsubscribe/1.x"]
                {
                    assert!(part.contains(word), "{language} says {word}:\n{part}");
                }
            }
            assert!(letter.text.contains("I waited <two> hours") && letter.text.contains("Fine & quick"));
            assert!(letter.html.contains("I waited &#60;two&#62; hours"), "{}", letter.html);
            assert!(letter.html.contains(&format!("lang=\"{language}\"")));
            assert!(!letter.html.contains("style") && !letter.html.contains("<img"));
        }
    }
}
