//! A question to put into a mail: one click in the mail answers it, and the form goes on from there.
//!
//! Mail programs know tables and inline styles and little else, so this is the one markup of ours that has them; it
//! stands on our pages as a text to copy, never as markup.

use catsup_model::{
    Scale,
    survey::{Question, QuestionKind, SurveyDefinition},
};

use super::link::{Asking, escaped, with};
use crate::{i18n::Translator, links};

/// The most answers that fit side by side in a mail.
const MOST_ANSWERS: usize = 11;

/// The same asking as markup and as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mail {
    pub(super) html: String,
    pub(super) plain: String,
}

/// A question of the survey that one click answers: the first one, unless it asks for more than a click.
pub(super) fn question(definition: &SurveyDefinition) -> Option<&Question> {
    let first = definition.questions().find(|question| question.is_answered_by_people())?;
    let answers = match &first.kind {
        QuestionKind::Scale { scale } => scale.len(),
        QuestionKind::Single { choices, .. } => choices.len(),
        _ => 0,
    };
    (1..=MOST_ANSWERS).contains(&answers).then_some(first)
}

/// The mail in the language of `t`; `None` when no question of the survey fits one.
pub(super) fn write(
    t: Translator,
    definition: &SurveyDefinition,
    origin: &str,
    survey: &str,
    asking: &Asking,
) -> Option<Mail> {
    let asked = question(definition)?;
    let text = asked.text.get(t.language());
    let title = definition.title.get(t.language());
    let address = |value: &str| {
        let mut pairs = vec![(format!("q.{}", asked.key), value.to_owned())];
        let rest =
            Asking { channel: asking.channel.or(Some(catsup_model::Channel::Email)), ..asking.clone() };
        pairs.push(("source".to_owned(), "email".to_owned()));
        pairs.extend(
            rest.pairs().into_iter().filter(|(name, _)| *name != "lang").map(|(n, v)| (n.to_owned(), v)),
        );
        pairs.push(("lang".to_owned(), t.code().to_owned()));
        let pairs: Vec<(&str, String)> =
            pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        format!("{origin}{}", with(&links::feedback(survey), &pairs))
    };
    let answers = answers(t, asked);
    let anchors = asked.scale().and_then(|scale| t.anchors(scale));
    let anchors = anchors.map(|(low, high)| (low.to_string(), high.to_string()));
    let cells: String = answers.iter().map(|(value, words)| cell(&address(value), words)).collect();
    let ends = anchors.as_ref().map_or_else(String::new, |(low, high)| {
        let ends = format!("{} = {low} · {} = {high}", answers[0].1, answers[answers.len() - 1].1);
        format!(
            "<tr><td style=\"padding:4px 0;font:14px Arial,sans-serif;color:#505a63\">{}</td></tr>\n",
            escaped(&ends)
        )
    });
    let html = format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" lang=\"{}\">\n\
         <tr><td style=\"padding:0 0 8px;font:bold 20px Arial,sans-serif;color:#1b1f23\">{}</td></tr>\n\
         <tr><td style=\"padding:0 0 12px;font:16px Arial,sans-serif;color:#1b1f23\">{}</td></tr>\n\
         <tr><td><table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"><tr>\n{cells}</tr></table></td></tr>\n\
         {ends}</table>",
        t.code(),
        escaped(title),
        escaped(text),
    );
    let lines: Vec<String> =
        answers.iter().map(|(value, words)| format!("{words}: {}", address(value))).collect();
    Some(Mail { html, plain: format!("{title}\n\n{text}\n\n{}\n", lines.join("\n")) })
}

fn cell(address: &str, words: &str) -> String {
    format!(
        "<td style=\"padding:0 6px 6px 0\"><a href=\"{}\" style=\"display:inline-block;padding:10px 14px;\
         border:1px solid #005ea2;border-radius:4px;font:16px Arial,sans-serif;color:#005ea2;\
         text-decoration:none\">{}</a></td>\n",
        escaped(address),
        escaped(words)
    )
}

/// The answers in the order people expect, each with what the link sends.
fn answers(t: Translator, question: &Question) -> Vec<(String, String)> {
    match &question.kind {
        QuestionKind::Scale { scale } => {
            let mut answers: Vec<(String, String)> =
                scale.range().map(|value| (value.to_string(), t.answer(*scale, value))).collect();
            if matches!(scale, Scale::Thumbs | Scale::YesNo) {
                answers.reverse();
            }
            answers
        }
        QuestionKind::Single { choices, .. } => choices
            .iter()
            .map(|choice| (choice.key.clone(), choice.text.get(t.language()).to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::{Language, instrument::InstrumentCode, survey::SurveyState};

    use super::*;
    use crate::pages::desk::surveys::sample_survey;

    fn mail(code: InstrumentCode, language: Language) -> Option<Mail> {
        let definition = sample_survey(code, SurveyState::Published).definition;
        let asking = Asking { campaign: "spring".to_owned(), ..Asking::default() };
        write(Translator::new(language), &definition, "https://x.gov", "cards-1", &asking)
    }

    #[test]
    fn every_answer_is_one_click() {
        let mail = mail(InstrumentCode::Nps, Language::En).unwrap();
        for value in 0..=10 {
            let address = format!(
                "https://x.gov/feedback/cards-1?q.answer_01={value}&source=email&channel=email&campaign=spring&lang=en"
            );
            assert!(mail.plain.contains(&address), "{}", mail.plain);
            assert!(mail.html.contains(&format!("\"{}\"", escaped(&address))), "{}", mail.html);
        }
        assert!(mail.html.contains("0 = Not at all likely"));
    }

    #[test]
    fn a_survey_that_begins_with_words_has_no_mail() {
        assert_eq!(mail(InstrumentCode::OpenEnded, Language::En), None);
        assert!(mail(InstrumentCode::A11V2, Language::Es).unwrap().plain.contains("Sí: https://"));
    }
}
