//! Every text of a survey by its place, for translating side by side and for checking lengths.

use std::collections::BTreeMap;

use catsup_model::{
    Language, Translated,
    survey::{Choice, Question, QuestionKind, SurveyDefinition},
};

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// Heading of the form.
    Title,
    /// Sentence below the heading.
    Introduction,
    /// What is said after sending.
    Thanks,
    /// Heading of a page, by its number.
    Page(usize),
    /// What a question asks.
    Question(&'a Question),
    /// Help below a question.
    Hint(&'a Question),
    /// A choice or a statement of a question.
    Part(&'a Question, &'a Choice),
}

/// One text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    /// Names it among the texts of the survey: `question.why`.
    pub path: String,
    /// Where it stands.
    pub place: Place<'a>,
    /// The text in every language it has.
    pub text: &'a Translated,
    /// The most characters it may have.
    pub longest: usize,
    /// Whether the rules of an instrument fix it.
    pub fixed: bool,
}

/// The most characters of the texts of a survey.
pub mod longest {
    /// Headings.
    pub const TITLE: usize = 200;
    /// Introduction, thanks.
    pub const AROUND: usize = 500;
    /// What a question asks, and its hint.
    pub const QUESTION: usize = 500;
    /// A text on display.
    pub const DISPLAY: usize = 2000;
    /// A choice or a statement.
    pub const PART: usize = 200;
}

impl Text<'_> {
    /// Whether a language lacks the text though another one has it.
    #[must_use]
    pub fn is_missing_in(&self, language: Language) -> bool {
        !self.text.is_empty() && self.text.exact(language).is_none()
    }
}

/// Every text, in the order people read them.
#[must_use]
pub fn texts(definition: &SurveyDefinition) -> Vec<Text<'_>> {
    let mut found = Vec::new();
    let mut add = |path: String, place, text, longest, fixed| {
        found.push(Text { path, place, text, longest, fixed });
    };
    add("title".to_owned(), Place::Title, &definition.title, longest::TITLE, false);
    add("introduction".to_owned(), Place::Introduction, &definition.introduction, longest::AROUND, false);
    for (index, section) in definition.sections.iter().enumerate() {
        add(format!("page.{}", section.key), Place::Page(index + 1), &section.title, longest::TITLE, false);
        for question in &section.questions {
            let (key, fixed) = (&question.key, !question.is_own());
            let asked =
                if question.kind == QuestionKind::Display { longest::DISPLAY } else { longest::QUESTION };
            add(format!("question.{key}"), Place::Question(question), &question.text, asked, fixed);
            add(format!("hint.{key}"), Place::Hint(question), &question.hint, longest::QUESTION, fixed);
            for part in question.parts() {
                let path = format!("part.{key}.{}", part.key);
                add(path, Place::Part(question, part), &part.text, longest::PART, fixed);
            }
        }
    }
    add("thanks".to_owned(), Place::Thanks, &definition.thanks, longest::AROUND, false);
    found
}

/// Sets texts by their paths; what names none is passed over.
pub(super) fn set(definition: &mut SurveyDefinition, texts: &BTreeMap<String, Translated>) {
    let put = |path: String, text: &mut Translated| {
        if let Some(new) = texts.get(&path) {
            new.clone_into(text);
        }
    };
    put("title".to_owned(), &mut definition.title);
    put("introduction".to_owned(), &mut definition.introduction);
    put("thanks".to_owned(), &mut definition.thanks);
    for section in &mut definition.sections {
        put(format!("page.{}", section.key), &mut section.title);
        for question in &mut section.questions {
            put(format!("question.{}", question.key), &mut question.text);
            put(format!("hint.{}", question.key), &mut question.hint);
            let key = question.key.clone();
            for part in parts(&mut question.kind) {
                put(format!("part.{key}.{}", part.key), &mut part.text);
            }
        }
    }
}

/// Visits every text to change it.
pub(super) fn each(definition: &mut SurveyDefinition, change: &mut impl FnMut(&mut Translated)) {
    change(&mut definition.title);
    change(&mut definition.introduction);
    change(&mut definition.thanks);
    for section in &mut definition.sections {
        change(&mut section.title);
        for question in &mut section.questions {
            change(&mut question.text);
            change(&mut question.hint);
            parts(&mut question.kind).iter_mut().for_each(|part| change(&mut part.text));
        }
    }
}

/// The choices or statements of a kind, to change them.
pub(super) fn parts(kind: &mut QuestionKind) -> &mut [Choice] {
    match kind {
        QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. } => choices,
        QuestionKind::Grid { rows, .. } => rows,
        _ => &mut [],
    }
}
