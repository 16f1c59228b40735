//! Words of earlier answers inside later texts, in the reader's language.

use catsup_model::{
    Translated,
    answers::Answers,
    survey::{Choice, Given, Question, QuestionKind, SurveyDefinition, piping},
};

use crate::i18n::Translator;

/// Fills texts with the answers given so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) t: Translator,
    pub(super) definition: &'a SurveyDefinition,
    pub(super) answers: &'a Answers,
}

impl Words<'_> {
    /// The text in the reader's language, with each answer in its place.
    pub(super) fn fill(&self, text: &Translated) -> String {
        piping::fill(text.get(self.t.language()), &|question| self.answer_to(question))
    }

    /// The answer to a question in words; `None` when there is none.
    fn answer_to(&self, key: &str) -> Option<String> {
        let question = self.definition.question(key)?;
        let t = self.t;
        match (self.answers.given_to(self.definition, key)?, &question.kind) {
            (Given::Value(value), QuestionKind::Scale { scale }) => Some(t.answer(*scale, value)),
            (Given::Value(value), _) => Some(t.number(value)),
            (Given::Choices(keys), _) => {
                let of = |key: &&str| question.choices().iter().find(|choice| choice.key == **key);
                Some(
                    self.list(
                        keys.iter().filter_map(of).map(|choice| self.choice(question, choice)).collect(),
                    ),
                )
            }
            (Given::Text(text), QuestionKind::Date { .. }) => Some(
                text.parse::<jiff::civil::Date>()
                    .map_or_else(|_| text.to_owned(), |day| t.date(day).to_string()),
            ),
            (Given::Text(text), _) => Some(text.to_owned()),
        }
    }

    /// What was chosen: the person's own words where the choice asked for them.
    fn choice(&self, question: &Question, choice: &Choice) -> String {
        let key = format!("{}.{}", question.key, choice.key);
        let own = self.answers.given.iter().find(|answer| answer.question == key);
        let own = own.and_then(|answer| answer.text.clone());
        own.unwrap_or_else(|| self.t.pick(&choice.text).to_owned())
    }

    /// `one`, `one and two`, `one, two and three`.
    fn list(&self, mut words: Vec<String>) -> String {
        let Some(last) = words.pop() else { return String::new() };
        if words.is_empty() {
            return last;
        }
        self.t.say("list-and").arg("first", words.join(", ")).arg("last", last).to_string()
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::{
        Language,
        answers::{Completeness, RawAnswers},
    };
    use catsup_testing::every_kind;
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_stand_in_later_texts_in_the_readers_language() {
        let definition = every_kind();
        let raw: RawAnswers = serde_json::from_value(json!({
            "stars": 2, "branch": "other", "branch.other": "the <bus>", "reasons": ["books", "quiet"],
            "visits": 12, "day": "2026-10-03", "name": "{{stars}}",
        }))
        .unwrap();
        let answers = Answers::parse(&definition, &raw, Language::En, Completeness::Anything).unwrap();
        let said = |language, text: &str| {
            let words = Words { t: Translator::new(language), definition: &definition, answers: &answers };
            words.fill(&Translated::both(text, text))
        };
        let text = "{{stars}} · {{branch}} · {{reasons}} · {{visits}} · {{day}} · {{name}} · {{zip|none}}";
        assert_eq!(
            said(Language::En, text),
            "2 stars · the <bus> · To borrow books and For a quiet place · 12 · Oct 3, 2026 · {{stars}} · none"
        );
        assert!(
            said(Language::Es, text).starts_with("2 estrellas · the <bus> · A sacar libros y Por un lugar")
        );
    }
}
