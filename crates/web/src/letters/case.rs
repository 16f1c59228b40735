//! Mails about a case: to the person it is about, and to staff who have it.

use askama::Template;
use catsup_app::{
    cases::{CaseLetter, Occasion},
    outside::Letter,
};
use catsup_model::Language;

use crate::i18n::Translator;

#[derive(Debug, Template)]
#[template(path = "letters/case.html")]
struct CaseHtml<'a> {
    t: Translator,
    letter: &'a CaseLetter,
    subject: &'a str,
    intro: &'a str,
    lines: &'a [String],
    due: &'a Option<String>,
    act: &'a str,
    to_person: bool,
}

#[derive(Debug, Template)]
#[template(path = "letters/case.txt")]
struct CaseText<'a> {
    t: Translator,
    letter: &'a CaseLetter,
    intro: &'a str,
    lines: &'a [String],
    due: &'a Option<String>,
    act: &'a str,
    to_person: bool,
}

/// A mail about a case in words.
pub(super) fn letter(language: Language, letter: &CaseLetter) -> Letter {
    let t = Translator::new(language);
    let code = letter.occasion.code();
    let to_person = !matches!(
        letter.occasion,
        Occasion::Assigned
            | Occasion::Said
            | Occasion::Denied
            | Occasion::Warned
            | Occasion::Breached
            | Occasion::Alarmed
            | Occasion::Mentioned
    );
    let subject = t.name("case-mail-subject", code).arg("number", letter.number.as_str());
    let subject = subject.arg("subject", letter.subject.as_str()).arg("service", letter.service.as_str());
    let subject = subject.to_string();
    let mut intro = t.name("case-mail", code).arg("service", letter.service.as_str()).to_string();
    if let Occasion::Unresolved(reason) = letter.occasion {
        intro = format!("{intro} {}", t.name("case-mail-reason", reason.code()));
    }
    let due = match letter.occasion {
        Occasion::Acknowledged => Some(match &letter.due {
            Some(due) => t.say("case-mail-answer-by").arg("at", t.date_time(due.datetime())).to_string(),
            None => t.say("case-mail-answer-soon").to_string(),
        }),
        Occasion::Warned | Occasion::Breached | Occasion::Assigned => letter
            .due
            .as_ref()
            .map(|due| t.say("case-mail-due").arg("at", t.date_time(due.datetime())).to_string()),
        _ => None,
    };
    let act = match letter.occasion {
        Occasion::Resolved => t.say("case-mail-act-confirm"),
        Occasion::Asked => t.say("case-mail-act-answer"),
        _ if to_person => t.say("case-mail-act-track"),
        _ => t.say("case-mail-act-desk"),
    };
    let act = act.to_string();
    let lines: Vec<String> =
        letter.text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let failed = |error: askama::Error| {
        tracing::error!(%error, "a mail does not render");
        String::new()
    };
    let (intro, lines, due, act) = (intro.as_str(), lines.as_slice(), &due, act.as_str());
    Letter {
        text: CaseText { t, letter, intro, lines, due, act, to_person }.render().unwrap_or_else(failed),
        html: CaseHtml { t, letter, subject: &subject, intro, lines, due, act, to_person }
            .render()
            .unwrap_or_else(failed),
        subject,
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::case::UnresolvedReason;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_occasion_has_words_in_both_languages_and_nothing_slips_into_the_markup() {
        let occasions = [
            Occasion::Acknowledged,
            Occasion::Replied,
            Occasion::Asked,
            Occasion::Resolved,
            Occasion::Reopened,
            Occasion::HandedOver,
            Occasion::LinkRenewed,
            Occasion::Assigned,
            Occasion::Said,
            Occasion::Denied,
            Occasion::Warned,
            Occasion::Breached,
            Occasion::Alarmed,
            Occasion::Mentioned,
        ];
        let unresolved = UnresolvedReason::ALL.iter().copied().map(Occasion::Unresolved);
        for occasion in occasions.into_iter().chain(unresolved) {
            for language in Language::ALL {
                let made = letter(
                    language,
                    &CaseLetter {
                        occasion,
                        agency: "Agency of Examples".to_owned(),
                        service: "Passport renewal".to_owned(),
                        number: "7K3M-2Q9D".to_owned(),
                        subject: "The <form> is gone".to_owned(),
                        name: "Ana Ruiz".to_owned(),
                        text: "Sorry.\n\nIt is <here> again.".to_owned(),
                        next_step: "We call you".to_owned(),
                        by: Some(date(2026, 3, 9)),
                        due: date(2026, 3, 9).at(16, 30, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).ok(),
                        link: "https://feedback.example.gov/track/7K3M2Q9D.x".to_owned(),
                        survey: Some("https://feedback.example.gov/feedback/after".to_owned()),
                        is_answerable: true,
                    },
                );
                assert!(made.subject.contains("7K3M-2Q9D"), "{}", made.subject);
                for part in [&made.text, &made.html] {
                    for words in
                        ["Ana Ruiz", "7K3M-2Q9D", "/track/7K3M2Q9D.x", "We call you", "/feedback/after"]
                    {
                        assert!(part.contains(words), "{language} {occasion:?} says {words}:\n{part}");
                    }
                }
                assert!(made.text.contains("It is <here> again."), "{}", made.text);
                let for_person =
                    made.text.contains(&Translator::new(language).say("case-mail-private").to_string());
                let said = Translator::new(language).say("case-mail-answerable").to_string();
                assert_eq!(made.text.contains(&said), for_person, "{}", made.text);
                assert!(made.html.contains("It is &#60;here&#62; again."), "{}", made.html);
            }
        }
    }
}
