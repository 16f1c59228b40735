//! Conditions, questions and what a change does, in the words of the reader.

use catsup_model::{
    Feed, Language, Scale,
    survey::{Change, Condition, Is, Question, QuestionKind, SurveyDefinition, Test},
};

use super::kinds;
use crate::i18n::Translator;

/// The most characters of a text that is named inside another one.
const NAMED: usize = 80;

/// What a question is called: its text, shortened, or its key.
pub(super) fn name(t: Translator, question: &Question) -> String {
    let text = t.pick(&question.text);
    let text = if text.is_empty() { &question.key } else { text };
    if text.chars().count() <= NAMED {
        return text.to_owned();
    }
    let cut: String = text.chars().take(NAMED).collect();
    format!("{}…", cut.trim_end())
}

/// When something is asked, in words: “Why did you come?” is Pay a bill.
pub(super) fn condition(t: Translator, definition: &SurveyDefinition, condition: &Condition) -> String {
    match condition {
        Condition::Test(one) => test(t, definition, one),
        Condition::All { all } => joined(t, "builder-and", all.iter().map(|one| part(t, definition, one))),
        Condition::Any { any } => joined(t, "builder-or", any.iter().map(|one| part(t, definition, one))),
    }
}

/// A condition within another one: in parentheses when it has parts of its own.
fn part(t: Translator, definition: &SurveyDefinition, within: &Condition) -> String {
    let words = condition(t, definition, within);
    if matches!(within, Condition::Test(_)) { words } else { format!("({words})") }
}

fn test(t: Translator, definition: &SurveyDefinition, test: &Test) -> String {
    let (key, row) =
        test.question.split_once('.').map_or((test.question.as_str(), None), |(a, b)| (a, Some(b)));
    let question = definition.question(key);
    let mut called = question.map_or_else(|| key.to_owned(), |question| name(t, question));
    if let Some(row) = row {
        let found = question.and_then(|question| question.rows().iter().find(|one| one.key == row));
        called = format!("{called} – {}", found.map_or(row, |row| t.pick(&row.text)));
    }
    let several = matches!(question.map(|one| &one.kind), Some(QuestionKind::Multiple { .. }));
    let (key, answers) = match &test.is {
        Is::Values(values) => {
            ("builder-test-is", either(t, values.iter().map(|one| value(t, question, *one))))
        }
        Is::Choices(keys) if several => {
            ("builder-test-includes", either(t, keys.iter().map(|one| choice(t, question, one))))
        }
        Is::Choices(keys) => ("builder-test-is", either(t, keys.iter().map(|one| choice(t, question, one)))),
        Is::NoneOf(keys) => {
            ("builder-test-none-of", either(t, keys.iter().map(|one| choice(t, question, one))))
        }
        Is::AtLeast(low) => ("builder-test-at-least", value(t, question, *low)),
        Is::AtMost(high) => ("builder-test-at-most", value(t, question, *high)),
        Is::Answered(true) => ("builder-test-answered", String::new()),
        Is::Answered(false) => ("builder-test-unanswered", String::new()),
    };
    t.say(key).arg("question", called).arg("answers", answers).to_string()
}

fn value(t: Translator, question: Option<&Question>, value: i64) -> String {
    match question.map(|one| &one.kind) {
        Some(QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. }) if scale.allows(value) => {
            t.answer(*scale, value)
        }
        _ => value.to_string(),
    }
}

fn choice(t: Translator, question: Option<&Question>, key: &str) -> String {
    let found = question.and_then(|question| question.choices().iter().find(|one| one.key == key));
    found.map_or_else(|| key.to_owned(), |choice| t.pick(&choice.text).to_owned())
}

fn either(t: Translator, words: impl Iterator<Item = String>) -> String {
    joined(t, "builder-or", words)
}

fn joined(t: Translator, key: &str, words: impl Iterator<Item = String>) -> String {
    words
        .reduce(|first, second| t.say(key).arg("first", first).arg("second", second).to_string())
        .unwrap_or_default()
}

/// The kind of a question, as the list of kinds calls it.
pub(super) fn kind(t: Translator, question: &Question) -> String {
    let named = t.name("builder-kind", kinds::code(&question.kind)).to_string();
    match &question.kind {
        QuestionKind::Grid { scale, .. } => format!("{named} · {}", scale_name(t, *scale)),
        _ => named,
    }
}

/// What a scale is called among the kinds.
pub(super) fn scale_name(t: Translator, scale: Scale) -> String {
    t.name("builder-kind", scale.code()).to_string()
}

/// The measure a question feeds.
pub(super) fn feeds(t: Translator, question: &Question) -> Option<String> {
    match question.feeds {
        Some(Feed::Measure(measure)) => Some(t.name("measure", measure.code()).to_string()),
        _ => None,
    }
}

/// What publishing a change does to the trend of its question.
pub(super) fn change(t: Translator, change: &Change) -> String {
    let languages =
        |of: &[Language]| joined(t, "builder-and", of.iter().map(|language| language.own_name().to_owned()));
    match change {
        Change::Added => t.say("builder-change-added").to_string(),
        Change::Removed => t.say("builder-change-removed").to_string(),
        Change::OtherKind => t.say("builder-change-other-kind").to_string(),
        Change::Reworded(of) => t.say("builder-change-reworded").arg("languages", languages(of)).to_string(),
        Change::Corrected(of) => {
            t.say("builder-change-corrected").arg("languages", languages(of)).to_string()
        }
        Change::OtherParts { added, removed } => {
            t.say("builder-change-parts").arg("added", added.len()).arg("removed", removed.len()).to_string()
        }
        Change::AskedOfOthers => t.say("builder-change-asked").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn survey() -> SurveyDefinition {
        let choices =
            json!([{"key": "pay", "text": {"en": "Pay a bill"}}, {"key": "ask", "text": {"en": "Ask"}}]);
        let questions = json!([
            {"key": "why", "kind": "single", "text": {"en": "Why did you come?"}, "choices": choices},
            {"key": "ease", "kind": "scale", "scale": "likert5", "text": {"en": "It was easy."}},
        ]);
        serde_json::from_value(json!({"title": {}, "sections": [{"key": "p", "questions": questions}]}))
            .unwrap()
    }

    #[test]
    fn a_condition_reads_as_a_sentence() {
        let t = Translator::new(Language::En);
        let words = |when: serde_json::Value| condition(t, &survey(), &serde_json::from_value(when).unwrap());
        assert_eq!(
            words(json!({"question": "why", "choices": ["pay"]})),
            "“Why did you come?” is Pay a bill"
        );
        let both = json!({"all": [
            {"question": "ease", "values": [1, 2]},
            {"any": [{"question": "why", "answered": false}, {"question": "gone", "at_least": 3}]},
        ]});
        let said = "“It was easy.” is Strongly disagree or Disagree and (“Why did you come?” is not answered or “gone” is at least 3)";
        assert_eq!(words(both), said);
    }
}
