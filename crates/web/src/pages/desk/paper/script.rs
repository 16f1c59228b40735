//! A survey as people work through it on paper: every question with its number, branching in words.

use catsup_model::{
    Scale,
    survey::{Condition, Given, Is, Question, QuestionKind, Section, SurveyDefinition, Test, piping},
};

use crate::i18n::Translator;

/// Something that stands on the sheet.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    /// The question.
    pub(crate) question: &'a Question,
    /// Its number; `None` for a text to read.
    pub(crate) number: Option<usize>,
    /// Heading of the page that begins here; empty for none.
    pub(crate) heading: &'a str,
    /// What is asked.
    pub(crate) text: String,
    /// Who is to answer, in words; empty for everybody.
    pub(crate) only_if: String,
    /// Where to go on after an answer, where that is not the next question: the answer and the number.
    pub(crate) skips: Vec<Skip>,
}

/// Where to go on after an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skip {
    /// The answer as it is stored: a value, or the key of a choice.
    pub(crate) answer: String,
    /// The number of the question to go on with; the end of the form when `None`.
    pub(crate) to: Option<usize>,
}

/// The whole survey in the language of `t`. What is never shown on paper (a value that comes with a link) is left out.
pub(crate) fn items(t: Translator, definition: &SurveyDefinition) -> Vec<Item<'_>> {
    let shown = |question: &&Question| !matches!(question.kind, QuestionKind::Hidden);
    let mut number = 0;
    let mut items: Vec<(Item<'_>, &Section)> = Vec::new();
    for section in &definition.sections {
        for (place, question) in section.questions.iter().filter(shown).enumerate() {
            number += usize::from(question.is_answered_by_people());
            let heading = if place == 0 { section.title.get(t.language()) } else { "" };
            let text = piping::fill(question.text.get(t.language()), &|_| None);
            let number = question.is_answered_by_people().then_some(number);
            let item = Item { question, number, heading, text, only_if: String::new(), skips: Vec::new() };
            items.push((item, section));
        }
    }
    let script = Script { t, definition, numbers: numbers(&items) };
    let said: Vec<(String, Vec<Skip>)> =
        (0..items.len()).map(|place| (script.only_if(&items[place]), script.skips(&items, place))).collect();
    items.into_iter().zip(said).map(|((item, _), (only_if, skips))| Item { only_if, skips, ..item }).collect()
}

fn numbers<'a>(items: &[(Item<'a>, &'a Section)]) -> Vec<(&'a str, usize)> {
    items.iter().filter_map(|(item, _)| Some((item.question.key.as_str(), item.number?))).collect()
}

/// What the words of branching speak of.
struct Script<'a> {
    t: Translator,
    definition: &'a SurveyDefinition,
    numbers: Vec<(&'a str, usize)>,
}

impl Script<'_> {
    fn number(&self, question: &str) -> Option<usize> {
        self.numbers.iter().find(|(key, _)| *key == question).map(|(_, number)| *number)
    }

    /// When the question is asked, from the conditions of its page and its own.
    fn only_if(&self, (item, section): &(Item<'_>, &Section)) -> String {
        let conditions = section.ask_when.iter().chain(&item.question.ask_when);
        let words: Vec<String> = conditions.map(|condition| self.words(condition)).collect();
        if words.is_empty() {
            return String::new();
        }
        let condition = words.join(&format!(" {} ", self.t.say("paper-and")));
        self.t.say("paper-only-if").arg("condition", condition).to_string()
    }

    fn words(&self, condition: &Condition) -> String {
        let joined = |within: &[Condition], word: &str| {
            let words: Vec<String> = within.iter().map(|one| self.words(one)).collect();
            words.join(&format!(" {} ", self.t.say(word)))
        };
        match condition {
            Condition::All { all } => joined(all, "paper-and"),
            Condition::Any { any } => joined(any, "paper-or"),
            Condition::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &Test) -> String {
        let t = self.t;
        let (key, row) = test.question.split_once('.').unwrap_or((&test.question, ""));
        let Some(question) = self.definition.question(key) else { return String::new() };
        let number = self.number(key).unwrap_or_default();
        let row = question.rows().iter().find(|one| one.key == row).map(|one| t.pick(&one.text));
        let place = match row {
            Some(row) => t.say("paper-place-row").arg("number", number).arg("row", row).to_string(),
            None => t.say("paper-place").arg("number", number).to_string(),
        };
        let choices = |keys: &[String]| {
            let named = keys.iter().filter_map(|key| question.choices().iter().find(|one| one.key == *key));
            self.listed(named.map(|choice| t.pick(&choice.text).to_owned()))
        };
        let (key, answer) = match &test.is {
            Is::Values(values) => {
                ("paper-if-answer", self.listed(values.iter().map(|value| word(t, question, *value))))
            }
            Is::Choices(keys) => ("paper-if-answer", choices(keys)),
            Is::NoneOf(keys) => ("paper-if-none-of", choices(keys)),
            Is::AtLeast(low) => ("paper-if-at-least", word(t, question, *low)),
            Is::AtMost(high) => ("paper-if-at-most", word(t, question, *high)),
            Is::Answered(true) => ("paper-if-answered", String::new()),
            Is::Answered(false) => ("paper-if-not-answered", String::new()),
        };
        t.say(key).arg("answer", answer).arg("place", place).to_string()
    }

    fn listed(&self, words: impl Iterator<Item = String>) -> String {
        let quoted: Vec<String> =
            words.map(|word| self.t.say("paper-quoted").arg("words", word).to_string()).collect();
        quoted.join(&format!(" {} ", self.t.say("paper-or")))
    }

    /// For each answer to a closed question: where to go on, as far as that follows from this answer alone.
    fn skips(&self, items: &[(Item<'_>, &Section)], place: usize) -> Vec<Skip> {
        let (asked, _) = &items[place];
        let mut skips = Vec::new();
        for (answer, given) in answers(asked.question) {
            let next = items[place + 1..].iter().position(|(item, section)| {
                let conditions: Vec<&Condition> =
                    section.ask_when.iter().chain(&item.question.ask_when).collect();
                let about_others = conditions
                    .iter()
                    .flat_map(|one| one.tests())
                    .any(|test| test.question != asked.question.key);
                let of_this = |key: &str| (key == asked.question.key).then(|| given.clone());
                // What depends on other answers too says so itself: people look there and decide.
                about_others || conditions.iter().all(|one| one.holds(&of_this))
            });
            if next == Some(0) {
                continue;
            }
            let target = next.and_then(|skipped| items.get(place + 1 + skipped));
            let to = target.map(|_| {
                let rest = items[place + 1 + next.unwrap_or_default()..].iter();
                rest.filter_map(|(item, _)| item.number).next()
            });
            skips.push(Skip { answer, to: to.flatten() });
        }
        // The last question leads to the end whatever is answered.
        if place + 1 == items.len() { Vec::new() } else { skips }
    }
}

/// The answers a closed question takes one of, as they are stored and as conditions see them.
fn answers(question: &Question) -> Vec<(String, Given<'_>)> {
    match &question.kind {
        QuestionKind::Scale { scale } => {
            scale.range().map(|value| (value.to_string(), Given::Value(value))).collect()
        }
        QuestionKind::Single { choices, .. } => choices
            .iter()
            .map(|choice| (choice.key.clone(), Given::Choices(vec![choice.key.as_str()])))
            .collect(),
        _ => Vec::new(),
    }
}

/// A value in words.
fn word(t: Translator, question: &Question, value: i64) -> String {
    let scale: Option<Scale> = match question.kind {
        QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => Some(scale),
        _ => None,
    };
    scale.map_or_else(|| t.number(value), |scale| t.answer(scale, value))
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;
    use serde_json::json;

    use super::*;

    fn definition() -> SurveyDefinition {
        let text = |text: &str| json!({"en": text, "es": text});
        let choice = |key: &str| json!({"key": key, "text": text(key)});
        serde_json::from_value(json!({"title": text("Visit"), "sections": [
            {"key": "one", "questions": [
                {"key": "hello", "text": text("Welcome"), "kind": "display"},
                {"key": "came", "text": text("Did you come?"), "kind": "scale", "scale": "yes_no"},
                {"key": "why", "text": text("Why not?"), "kind": "long_text", "ask_when": {"question": "came", "values": [0]}},
                {"key": "how", "text": text("How?"), "kind": "single", "choices": [choice("bus"), choice("car")],
                    "ask_when": {"question": "came", "values": [1]}},
            ]},
            {"key": "two", "ask_when": {"question": "how", "choices": ["bus"]}, "questions": [
                {"key": "late", "text": text("Was {{how|it}} late?"), "kind": "scale", "scale": "yes_no"},
                {"key": "order", "text": text("Order"), "kind": "hidden"},
            ]},
            {"key": "three", "questions": [{"key": "more", "text": text("More?"), "kind": "long_text"}]},
        ]}))
        .unwrap()
    }

    #[test]
    fn questions_are_numbered_as_people_count_them() {
        let definition = definition();
        let items = items(Translator::new(Language::En), &definition);
        let numbered: Vec<(&str, Option<usize>)> =
            items.iter().map(|item| (item.question.key.as_str(), item.number)).collect();
        assert_eq!(
            numbered,
            [
                ("hello", None),
                ("came", Some(1)),
                ("why", Some(2)),
                ("how", Some(3)),
                ("late", Some(4)),
                ("more", Some(5))
            ]
        );
        assert_eq!(items[4].text, "Was it late?");
    }

    #[test]
    fn branching_is_said_in_words_and_as_the_way_to_go_on() {
        let definition = definition();
        let items = items(Translator::new(Language::En), &definition);
        assert_eq!(items[2].only_if, "Answer this only if you answered “No” to question 1.");
        assert_eq!(items[4].only_if, "Answer this only if you answered “bus” to question 3.");
        let skip = |answer: &str, to| Skip { answer: answer.to_owned(), to };
        assert_eq!(
            items[1].skips,
            [skip("1", Some(3))],
            "who answers “No” goes on to the next question anyway"
        );
        assert_eq!(items[3].skips, [skip("car", Some(5))]);
        assert!(items[5].skips.is_empty());
    }
}
