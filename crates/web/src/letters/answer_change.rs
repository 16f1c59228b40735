//! Mails to staff about an answer that changes.

use askama::Template;
use catsup_app::{library::ChangeLetter, outside::Letter};
use catsup_model::Language;

use crate::i18n::Translator;

#[derive(Debug, Template)]
#[template(path = "letters/answer_change.html")]
struct ChangeHtml<'a> {
    t: Translator,
    letter: &'a ChangeLetter,
    subject: &'a str,
    starts: &'a str,
}

#[derive(Debug, Template)]
#[template(path = "letters/answer_change.txt")]
struct ChangeText<'a> {
    t: Translator,
    letter: &'a ChangeLetter,
    starts: &'a str,
}

/// A mail about an answer that changes, in words.
pub(super) fn letter(language: Language, letter: &ChangeLetter) -> Letter {
    let t = Translator::new(language);
    let subject = t.say("answer-mail-subject").arg("question", letter.question.as_str()).to_string();
    let starts = match letter.starts_on {
        Some(day) => t.say("answer-change-from").arg("day", t.date(day)).to_string(),
        None => t.say("answer-change-now").to_string(),
    };
    let failed = |error: askama::Error| {
        tracing::error!(%error, "a mail does not render");
        String::new()
    };
    Letter {
        text: ChangeText { t, letter, starts: &starts }.render().unwrap_or_else(failed),
        html: ChangeHtml { t, letter, subject: &subject, starts: &starts }.render().unwrap_or_else(failed),
        subject,
    }
}
