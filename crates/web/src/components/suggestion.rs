//! What a suggestion is given to its template (`components/suggestions.html`).

use catsup_app::anticipation::{Suggestion, Why};

use crate::{i18n::Translator, links, pages::desk::journeys::figures::span};

/// Something that people with the same need come back for, with why it is said and where it is answered.
#[derive(Debug, Clone)]
pub struct SuggestionLine {
    /// What comes next, in the reader's language where staff wrote it.
    pub text: String,
    /// Answers to it: the question and where it stands.
    pub links: Vec<(String, String)>,
    /// Why it is suggested, as a sentence.
    pub why: String,
    /// The figures for staff; empty for the public, and where there are none.
    pub figures: String,
}

impl SuggestionLine {
    /// For the public: a plain sentence with counts, as of 100 people. `links` are questions with their addresses.
    #[must_use]
    pub fn public(t: Translator, suggestion: &Suggestion, links: Vec<(String, String)>) -> Self {
        let why = match suggestion.why {
            Why::Staff => t.say("suggestion-why-staff"),
            Why::Found(found) => t
                .say("suggestion-why-public")
                .arg("of_hundred", (found.share * 100.0).round().max(1.0) as u64)
                .arg("n", found.contacts)
                .arg("days", u64::from(found.window_days)),
            Why::Read(found) => t
                .say("suggestion-why-read")
                .arg("of_hundred", (found.share * 100.0).round().max(1.0) as u64)
                .arg("n", found.contacts)
                .arg("days", u64::from(found.window_days)),
        };
        Self {
            text: suggestion.said(t.language()).to_owned(),
            links,
            why: why.to_string(),
            figures: String::new(),
        }
    }

    /// For staff: the same with interval, lift and delay.
    #[must_use]
    pub fn desk(t: Translator, suggestion: &Suggestion, links: Vec<(String, String)>) -> Self {
        let line = Self::public(t, suggestion, links);
        let figures = suggestion.evidence().map(|found| {
            t.say("suggestion-figures")
                .arg("share", t.percent(found.share, 0))
                .arg("low", t.percent(found.low, 0))
                .arg("high", t.percent(found.high, 0))
                .arg("n", found.contacts)
                .arg("lift", t.decimal(found.lift, 1))
                .arg("delay", span(t, found.median_seconds))
                .to_string()
        });
        Self { figures: figures.unwrap_or_default(), ..line }
    }

    /// Lines for render tests.
    #[must_use]
    pub fn samples(t: Translator) -> Vec<Self> {
        let why =
            t.say("suggestion-why-public").arg("of_hundred", 25_u64).arg("n", 412_u64).arg("days", 7_u64);
        let link = |question: &str| (question.to_owned(), "/answers/photo".to_owned());
        vec![
            Self {
                text: "Photo <rules>".to_owned(),
                links: vec![link("What must my photo look like?")],
                why: why.to_string(),
                figures: String::new(),
            },
            Self {
                text: "How long it takes".to_owned(),
                links: Vec::new(),
                why: t.say("suggestion-why-staff").to_string(),
                figures: String::new(),
            },
        ]
    }
}

/// Where the public reads the answers of a suggestion, with their questions.
#[must_use]
pub fn public_links(suggestion: &Suggestion) -> Vec<(String, String)> {
    let answers = suggestion.answers.iter();
    answers.map(|one| (one.question.clone(), links::answer(&one.slug))).collect()
}

/// Where staff read the answers of a suggestion, with their questions.
#[must_use]
pub fn desk_links(suggestion: &Suggestion) -> Vec<(String, String)> {
    let answers = suggestion.answers.iter();
    answers.map(|one| (one.question.clone(), links::desk_answer(one.id))).collect()
}

/// Figures of a next need, for tests of what is said of them.
#[cfg(test)]
pub(crate) fn sample_evidence() -> catsup_app::anticipation::Evidence {
    catsup_app::anticipation::Evidence {
        contacts: 412,
        followed: 103,
        share: 0.25,
        low: 0.21,
        high: 0.29,
        lift: 6.2,
        median_seconds: 180_000.0,
        window_days: 7,
        on_channel: false,
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use catsup_model::{Language, Translated};

    use super::*;

    #[derive(Template)]
    #[template(
        source = "{%- import \"components/suggestions.html\" as suggestions -%}{% call suggestions::list(t, lines, 2) %}{% endcall %}",
        ext = "html"
    )]
    struct Alone {
        t: Translator,
        lines: Vec<SuggestionLine>,
    }

    fn suggestion() -> Suggestion {
        Suggestion {
            need: "renew".to_owned(),
            need_name: "Renew".to_owned(),
            next: "photo".to_owned(),
            next_name: "Photo <rules>".to_owned(),
            wording: Translated::default(),
            pinned: false,
            why: Why::Found(sample_evidence()),
            answers: Vec::new(),
        }
    }

    #[test]
    fn a_suggestion_says_why_in_each_language() {
        for (language, said) in [(Language::En, "25 of 100"), (Language::Es, "25 de cada 100")] {
            let t = Translator::new(language);
            let line =
                SuggestionLine::public(t, &suggestion(), vec![("Q?".to_owned(), "/answers/q".to_owned())]);
            let page = Alone { t, lines: vec![line] }.render().unwrap();
            assert!(page.contains(said), "{page}");
            assert!(page.contains("Photo &#60;rules&#62;") && page.contains("href=\"/answers/q\""), "{page}");
        }
    }

    #[test]
    fn staff_see_the_figures_and_no_suggestion_is_no_heading() {
        let t = Translator::new(Language::En);
        let line = SuggestionLine::desk(t, &suggestion(), Vec::new());
        assert!(line.figures.contains("21%") && line.figures.contains("6.2"), "{}", line.figures);
        assert_eq!(Alone { t, lines: Vec::new() }.render().unwrap().trim(), "");
    }
}
