//! The way through a form: what is asked on a page, which pages come before and after it, given the answers so far.
//!
//! An answer of the page itself is not known yet when the page is shown: what depends on it may be asked, and the
//! browser decides (or, without script, the server once the page was sent).

use catsup_model::{
    Language,
    answers::{Answers, Completeness, RawAnswers},
    survey::{Condition, Given, Question, QuestionKind, Section, SurveyDefinition, Test},
};

/// A form on its way, as it stands before one of its pages.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    definition: &'a SurveyDefinition,
    place: usize,
    /// The answers of the pages before, as far as they were asked.
    before: Answers,
}

/// Whether something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is, whatever is answered here.
    Yes,
    /// It is not.
    No,
    /// An answer still to come decides.
    Open,
}

impl<'a> Flow<'a> {
    /// The form before page `place`; `known` holds what was answered so far and the values that came with the visitor.
    pub(super) fn before(definition: &'a SurveyDefinition, place: usize, known: &RawAnswers) -> Self {
        let earlier: Vec<&Question> =
            definition.sections.iter().take(place).flat_map(|section| &section.questions).collect();
        let counts = |key: &str| {
            let key = key.split('.').next().unwrap_or_default();
            let question = definition.question(key);
            question.is_some_and(|question| is_hidden(question) || earlier.iter().any(|one| one.key == key))
        };
        let mut raw = known.clone();
        raw.retain(|key, _| counts(key));
        // What is stored fits its version; if it does not, the form is shown as if nothing was answered.
        let parsed = Answers::parse(definition, &raw, Language::En, Completeness::Anything);
        Self { definition, place, before: parsed.unwrap_or_default() }
    }

    /// The page itself.
    pub(super) fn section(&self) -> Option<&'a Section> {
        self.definition.sections.get(self.place)
    }

    /// The answers of the pages before.
    pub(super) fn answers(&self) -> &Answers {
        &self.before
    }

    /// What the answers of the pages before decide about the questions of the page, in order.
    pub(super) fn questions(&self) -> Vec<(&'a Question, Verdict)> {
        let Some(section) = self.section() else { return Vec::new() };
        let mut asked: Vec<(&Question, Verdict)> = Vec::new();
        for question in &section.questions {
            let open = |key: &str| {
                let here = asked.iter().find(|(earlier, _)| earlier.key == key);
                here.is_some_and(|(earlier, verdict)| *verdict != Verdict::No && !is_hidden(earlier))
            };
            let verdict = self.verdict(question.ask_when.as_ref(), &open);
            asked.push((question, verdict));
        }
        asked
    }

    /// Whether there is anything to read or answer on the page.
    pub(super) fn is_shown(&self) -> bool {
        let nothing_open = |_: &str| false;
        let Some(section) = self.section() else { return false };
        self.verdict(section.ask_when.as_ref(), &nothing_open) == Verdict::Yes
            && self
                .questions()
                .iter()
                .any(|(question, verdict)| *verdict != Verdict::No && !is_hidden(question))
    }

    /// How many pages come after this one: those that surely do, and those that may.
    pub(super) fn pages_after(&self) -> (usize, usize) {
        let (mut surely, mut at_most) = (0, 0);
        for section in self.definition.sections.iter().skip(self.place + 1) {
            let open = |key: &str| self.is_still_open(key);
            let page = self.verdict(section.ask_when.as_ref(), &open);
            let questions = section.questions.iter().filter(|question| !is_hidden(question));
            let verdicts = questions.map(|question| self.verdict(question.ask_when.as_ref(), &open));
            let best = verdicts.min_by_key(|verdict| match verdict {
                Verdict::Yes => 0,
                Verdict::Open => 1,
                Verdict::No => 2,
            });
            match (page, best.unwrap_or(Verdict::No)) {
                (Verdict::Yes, Verdict::Yes) => (surely, at_most) = (surely + 1, at_most + 1),
                (Verdict::No, _) | (_, Verdict::No) => {}
                _ => at_most += 1,
            }
        }
        (surely, at_most)
    }

    /// Whether the question stands on this page or a later one and a person answers it.
    fn is_still_open(&self, key: &str) -> bool {
        let later = self.definition.sections.iter().skip(self.place).flat_map(|section| &section.questions);
        later.into_iter().any(|question| question.key == key && !is_hidden(question))
    }

    fn verdict(&self, condition: Option<&Condition>, open: &impl Fn(&str) -> bool) -> Verdict {
        let Some(condition) = condition else { return Verdict::Yes };
        match condition {
            Condition::All { all } => self.combined(all, open, Verdict::No, Verdict::Yes),
            Condition::Any { any } => self.combined(any, open, Verdict::Yes, Verdict::No),
            Condition::Test(test) if open(key_of(test)) => Verdict::Open,
            Condition::Test(_) if self.before.fulfil(self.definition, condition) => Verdict::Yes,
            Condition::Test(_) => Verdict::No,
        }
    }

    fn combined(
        &self,
        within: &[Condition],
        open: &impl Fn(&str) -> bool,
        settles: Verdict,
        otherwise: Verdict,
    ) -> Verdict {
        let verdicts: Vec<Verdict> = within.iter().map(|one| self.verdict(Some(one), open)).collect();
        match () {
            () if verdicts.contains(&settles) => settles,
            () if verdicts.contains(&Verdict::Open) => Verdict::Open,
            () => otherwise,
        }
    }

    /// The answers of the pages before that conditions of this page test, as the browser takes them.
    pub(super) fn given(&self) -> serde_json::Map<String, serde_json::Value> {
        let Some(section) = self.section() else { return serde_json::Map::new() };
        let conditions = section.questions.iter().filter_map(|question| question.ask_when.as_ref());
        let tested = conditions.flat_map(Condition::tests).map(|test| test.question.as_str());
        let value = |key: &str| {
            Some(match self.before.given_to(self.definition, key)? {
                Given::Value(value) => value.into(),
                Given::Choices(keys) => keys.into(),
                // What was written is nobody's business there: that something was is enough.
                Given::Text(_) => true.into(),
            })
        };
        tested.filter_map(|key| Some((key.to_owned(), value(key)?))).collect()
    }
}

/// The first page that is shown at or after `place`.
pub(super) fn next(definition: &SurveyDefinition, place: usize, known: &RawAnswers) -> Option<usize> {
    (place..definition.sections.len()).find(|place| Flow::before(definition, *place, known).is_shown())
}

/// The page after one answer of `place` was sent alone: the rest of the same page where it asks more.
pub(super) fn next_after_click(
    definition: &SurveyDefinition,
    place: usize,
    known: &RawAnswers,
) -> Option<usize> {
    let asks_more = Flow::before(definition, place, known)
        .questions()
        .into_iter()
        .filter(|(question, verdict)| question.is_answered_by_people() && *verdict != Verdict::No)
        .nth(1);
    if asks_more.is_some() { Some(place) } else { next(definition, place + 1, known) }
}

/// The last page before `place` that is shown.
pub(super) fn previous(definition: &SurveyDefinition, place: usize, known: &RawAnswers) -> Option<usize> {
    (0..place).rev().find(|place| Flow::before(definition, *place, known).is_shown())
}

/// Which page of those that are shown `place` is, counting from 1.
pub(super) fn step(definition: &SurveyDefinition, place: usize, known: &RawAnswers) -> usize {
    1 + (0..place).filter(|place| Flow::before(definition, *place, known).is_shown()).count()
}

pub(super) fn is_hidden(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Hidden)
}

fn key_of(test: &Test) -> &str {
    test.question.split('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use catsup_testing::every_kind;
    use serde_json::json;

    use super::*;

    fn raw(value: serde_json::Value) -> RawAnswers {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_page_whose_condition_fails_is_passed_over_both_ways() {
        let definition = every_kind();
        let happy = raw(json!({"stars": 5, "aspects.hours": 4}));
        let unhappy = raw(json!({"stars": 2, "aspects.hours": 4}));
        assert_eq!((next(&definition, 2, &happy), previous(&definition, 3, &happy)), (Some(3), Some(1)));
        assert_eq!((next(&definition, 2, &unhappy), previous(&definition, 3, &unhappy)), (Some(2), Some(2)));
        assert_eq!((step(&definition, 3, &happy), step(&definition, 3, &unhappy)), (3, 4));
        assert_eq!(next(&definition, 4, &unhappy), None);
    }

    #[test]
    fn the_count_of_pages_to_come_is_honest() {
        let definition = every_kind();
        let after =
            |place, known: serde_json::Value| Flow::before(&definition, place, &raw(known)).pages_after();
        assert_eq!(after(0, json!({})), (2, 3), "a low answer would add a page");
        assert_eq!(after(1, json!({"stars": 2})), (2, 2), "a low answer has added it");
        assert_eq!(after(2, json!({"stars": 2})), (1, 1));
        assert_eq!(after(3, json!({})), (0, 0));
    }

    #[test]
    fn what_an_answer_of_the_page_decides_is_open() {
        let definition = every_kind();
        let flow = Flow::before(&definition, 3, &RawAnswers::new());
        let verdict = |key: &str| flow.questions().into_iter().find(|(one, _)| one.key == key).unwrap().1;
        assert_eq!(
            (verdict("reply"), verdict("email"), verdict("phone")),
            (Verdict::Yes, Verdict::Open, Verdict::Open)
        );
    }

    #[test]
    fn the_browser_is_told_only_what_conditions_of_the_page_test() {
        let section = |key: &str, questions: serde_json::Value| json!({"key": key, "questions": questions});
        let text = json!({"en": "?"});
        let definition: SurveyDefinition = serde_json::from_value(json!({"title": text, "sections": [
            section("one", json!([
                {"key": "n", "kind": "number", "low": 0, "high": 9, "text": text},
                {"key": "name", "kind": "short_text", "text": text},
                {"key": "other", "kind": "number", "low": 0, "high": 9, "text": text},
            ])),
            section("two", json!([
                {"key": "here", "kind": "scale", "scale": "yes_no", "text": text},
                {"key": "why", "kind": "short_text", "text": text, "ask_when": {"all": [
                    {"question": "n", "at_least": 3}, {"question": "name", "answered": true}, {"question": "here", "values": [1]},
                ]}},
            ])),
        ]}))
        .unwrap();
        let known = raw(json!({"n": 4, "name": "Ana", "other": 2}));
        let flow = Flow::before(&definition, 1, &known);
        assert_eq!(serde_json::Value::from(flow.given()), json!({"n": 4, "name": true}));
        assert_eq!(flow.questions()[1].1, Verdict::Open);
        let low = Flow::before(&definition, 1, &raw(json!({"n": 1, "name": "Ana"})));
        assert_eq!(low.questions()[1].1, Verdict::No, "the page before has decided it");
    }
}
