//! Mails that tell a person what people in their place usually need next.

use askama::Template;
use catsup_app::{
    anticipation::{NextLetter, NextLine, Why},
    outside::Letter,
};
use catsup_model::Language;

use crate::i18n::Translator;

#[derive(Debug, Template)]
#[template(path = "letters/next.html")]
struct NextHtml<'a> {
    t: Translator,
    letter: &'a NextLetter,
    subject: &'a str,
    lines: &'a [Line<'a>],
}

#[derive(Debug, Template)]
#[template(path = "letters/next.txt")]
struct NextText<'a> {
    t: Translator,
    letter: &'a NextLetter,
    lines: &'a [Line<'a>],
}

/// Something that comes next, with why it is told in words.
#[derive(Debug)]
struct Line<'a> {
    of: &'a NextLine,
    why: String,
}

impl<'a> Line<'a> {
    fn new(t: Translator, of: &'a NextLine) -> Self {
        let why = match of.why {
            Why::Staff => t.say("suggestion-why-staff"),
            Why::Found(found) | Why::Read(found) => t
                .say("next-mail-why")
                .arg("of_hundred", (found.share * 100.0).round().max(1.0) as u64)
                .arg("n", found.contacts)
                .arg("days", u64::from(found.window_days)),
        };
        Self { of, why: why.to_string() }
    }
}

/// A mail that tells what comes next, in words.
pub(super) fn letter(language: Language, letter: &NextLetter) -> Letter {
    let t = Translator::new(language);
    let subject = t.say("next-mail-subject").arg("service", letter.service.as_str()).to_string();
    let lines: Vec<Line<'_>> = letter.lines.iter().map(|line| Line::new(t, line)).collect();
    let lines = lines.as_slice();
    let failed = |error: askama::Error| {
        tracing::error!(%error, "a mail does not render");
        String::new()
    };
    Letter {
        text: NextText { t, letter, lines }.render().unwrap_or_else(failed),
        html: NextHtml { t, letter, subject: &subject, lines }.render().unwrap_or_else(failed),
        subject,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::sample_evidence;

    #[test]
    fn it_says_what_comes_next_why_and_how_to_stop_it_in_both_languages() {
        let evidence = sample_evidence();
        let line = |question: &str, why| NextLine {
            said: "Photo <rules>".to_owned(),
            question: question.to_owned(),
            link: "https://feedback.example.gov/answers/photo".to_owned(),
            why,
        };
        for (language, said) in [(Language::En, "25 of 100"), (Language::Es, "25 de cada 100")] {
            let made = letter(
                language,
                &NextLetter {
                    agency: "Agency of Examples".to_owned(),
                    service: "Passport renewal".to_owned(),
                    number: "7K3M-2Q9D".to_owned(),
                    name: "Ana Ruiz".to_owned(),
                    lines: vec![
                        line("What must my <photo> look like?", Why::Found(evidence)),
                        line("How long does it take?", Why::Staff),
                    ],
                    track: "https://feedback.example.gov/track/7K3M2Q9D.x".to_owned(),
                    stop: "https://feedback.example.gov/unsubscribe/next.7K3M2Q9D.y".to_owned(),
                },
            );
            assert!(made.subject.contains("Passport renewal"), "{}", made.subject);
            for part in [&made.text, &made.html] {
                for words in [
                    "Ana Ruiz",
                    said,
                    "/answers/photo",
                    "/unsubscribe/next.7K3M2Q9D.y",
                    "/track/7K3M2Q9D.x",
                    "How long does it take?",
                ] {
                    assert!(part.contains(words), "{language} says {words}:\n{part}");
                }
            }
            assert!(made.text.contains("What must my <photo> look like?"), "{}", made.text);
            assert!(made.html.contains("What must my &#60;photo&#62; look like?"), "{}", made.html);
        }
    }
}
