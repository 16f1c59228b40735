//! Acts of an author on a working draft: each takes a definition and gives the next one. Nothing is stored here.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    Language, Translated,
    survey::{Condition, Question, QuestionKind, Section, SurveyDefinition},
};

use super::{fixed::fixed, keys, texts};
use crate::{Error, FieldError, Refusal};

/// Which way something moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// What an author does. Keys name questions and pages as they are before the act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named by what they hold, and the acts say the rest")]
pub enum Act {
    /// Sets texts by their paths (see [`texts`](mod@super::texts)).
    SetTexts(BTreeMap<String, Translated>),
    /// Adds a page at the end, or behind another one.
    AddPage { title: Translated, ask_when: Option<Condition>, after: Option<String> },
    /// Renames a page and says when it is shown.
    ChangePage { page: String, title: Translated, ask_when: Option<Condition> },
    /// Moves a page by one.
    MovePage { page: String, step: Step },
    /// Removes a page with its questions; the last page is emptied.
    RemovePage { page: String },
    /// Adds a question to a page, at the end or behind another one. An empty key is made from the text.
    AddQuestion { page: String, after: Option<String>, question: Box<Question> },
    /// Changes a question in its place, or moves it to the end of another page as well.
    ChangeQuestion { key: String, question: Box<Question>, page: Option<String> },
    /// Moves a question by one, over the edge of its page onto the next.
    MoveQuestion { key: String, step: Step },
    /// Puts a question at a place of a page, counted without it.
    PlaceQuestion { key: String, page: String, index: usize },
    /// Adds a copy of a question behind it.
    DuplicateQuestion { key: String },
    /// Removes a question.
    RemoveQuestion { key: String },
    /// Puts another definition in the place of all.
    Replace(Box<SurveyDefinition>),
}

/// A definition after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) definition: SurveyDefinition,
    /// What it is about, as its author knows it.
    pub(super) name: String,
    /// Key of the question or page that the author looks at next.
    pub(super) target: Option<String>,
}

impl Act {
    /// The code under which it is kept and named.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SetTexts(_) => "set_texts",
            Self::AddPage { .. } => "add_page",
            Self::ChangePage { .. } => "change_page",
            Self::MovePage { .. } => "move_page",
            Self::RemovePage { .. } => "remove_page",
            Self::AddQuestion { .. } => "add_question",
            Self::ChangeQuestion { .. } => "change_question",
            Self::MoveQuestion { .. } | Self::PlaceQuestion { .. } => "move_question",
            Self::DuplicateQuestion { .. } => "duplicate_question",
            Self::RemoveQuestion { .. } => "remove_question",
            Self::Replace(_) => "replace",
        }
    }

    /// Does it. `known` are the keys of questions that were published or that the instrument uses: they name what
    /// they named, always.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a question or page that is gone, [`Error::Invalid`] for a key that does not fit,
    /// [`Error::Refused`] for what the instrument fixes.
    pub(super) fn apply(self, before: &SurveyDefinition, known: &BTreeSet<String>) -> Result<Done, Error> {
        let mut draft = Draft { definition: before.clone(), known };
        let (name, target) = draft.act(self)?;
        if fixed(before) != fixed(&draft.definition) {
            return Err(Refusal::FixedByInstrument.into());
        }
        Ok(Done { definition: draft.definition, name, target })
    }
}

/// A definition under change.
struct Draft<'a> {
    definition: SurveyDefinition,
    known: &'a BTreeSet<String>,
}

type Outcome = Result<(String, Option<String>), Error>;

impl Draft<'_> {
    fn act(&mut self, act: Act) -> Outcome {
        match act {
            Act::SetTexts(words) => {
                texts::set(&mut self.definition, &words);
                Ok((String::new(), None))
            }
            Act::AddPage { title, ask_when, after } => self.add_page(title, ask_when, after.as_deref()),
            Act::ChangePage { page, title, ask_when } => {
                let index = self.page(&page)?;
                let section = &mut self.definition.sections[index];
                (section.title, section.ask_when) = (title, ask_when);
                Ok((page_name(section, index), Some(page)))
            }
            Act::MovePage { page, step } => {
                let index = self.page(&page)?;
                let to = step.from(index).min(self.definition.sections.len() - 1);
                self.definition.sections.swap(index, to);
                Ok((page_name(&self.definition.sections[to], to), Some(page)))
            }
            Act::RemovePage { page } => self.remove_page(&page),
            Act::AddQuestion { page, after, question } => {
                self.add_question(&page, after.as_deref(), *question)
            }
            Act::ChangeQuestion { key, question, page } => {
                self.change_question(&key, *question, page.as_deref())
            }
            Act::MoveQuestion { key, step } => self.move_question(&key, step),
            Act::PlaceQuestion { key, page, index } => self.place_question(&key, &page, index),
            Act::DuplicateQuestion { key } => self.duplicate_question(&key),
            Act::RemoveQuestion { key } => {
                let question = self.take(&key)?;
                Ok((name_of(&question), None))
            }
            Act::Replace(definition) => {
                self.definition = *definition;
                Ok((String::new(), None))
            }
        }
    }

    fn add_page(&mut self, title: Translated, ask_when: Option<Condition>, after: Option<&str>) -> Outcome {
        let index = after.map(|page| self.page(page)).transpose()?;
        let index = index.map_or(self.definition.sections.len(), |index| index + 1);
        let in_use = self.definition.sections.iter().map(|section| section.key.clone()).collect();
        let section =
            Section { key: keys::numbered("page", &in_use), title, ask_when, questions: Vec::new() };
        let (name, target) = (page_name(&section, index), section.key.clone());
        self.definition.sections.insert(index, section);
        Ok((name, Some(target)))
    }

    fn remove_page(&mut self, page: &str) -> Outcome {
        let index = self.page(page)?;
        let name = page_name(&self.definition.sections[index], index);
        if self.definition.sections.len() == 1 {
            let section = &mut self.definition.sections[0];
            (section.title, section.ask_when, section.questions) = (Translated::default(), None, Vec::new());
        } else {
            self.definition.sections.remove(index);
        }
        Ok((name, None))
    }

    fn add_question(&mut self, page: &str, after: Option<&str>, mut question: Question) -> Outcome {
        let index = self.page(page)?;
        let behind =
            |section: &Section| section.questions.iter().position(|one| Some(one.key.as_str()) == after);
        let place = behind(&self.definition.sections[index]).map(|place| place + 1);
        let place = place.unwrap_or(self.definition.sections[index].questions.len());
        if question.key.is_empty() {
            question.key = keys::free(&question.text, "question", &self.keys_in_use());
        } else {
            self.check_free(&question.key)?;
        }
        own(&mut question);
        let (name, key) = (name_of(&question), question.key.clone());
        self.definition.sections[index].questions.insert(place, question);
        Ok((name, Some(key)))
    }

    fn change_question(&mut self, key: &str, mut question: Question, page: Option<&str>) -> Outcome {
        let (section, index) = self.question(key)?;
        if !self.definition.sections[section].questions[index].is_own() {
            return Err(Refusal::FixedByInstrument.into());
        }
        if question.key.is_empty() {
            key.clone_into(&mut question.key);
        }
        if question.key != key {
            if self.known.contains(key) {
                return Err(key_error("fixed", "a question that was published keeps its key"));
            }
            self.check_free(&question.key)?;
        }
        own(&mut question);
        let (name, renamed) = (name_of(&question), question.key.clone());
        self.definition.sections[section].questions[index] = question;
        if renamed != key {
            keys::rename(&mut self.definition, key, &renamed);
        }
        if let Some(page) = page.filter(|page| *page != self.definition.sections[section].key) {
            let last = self.definition.sections[self.page(page)?].questions.len();
            self.place_question(&renamed, page, last)?;
        }
        Ok((name, Some(renamed)))
    }

    fn move_question(&mut self, key: &str, step: Step) -> Outcome {
        let (section, index) = self.question(key)?;
        let sections = &self.definition.sections;
        let last = sections[section].questions.len() - 1;
        let (to, place) = match step {
            Step::Up if index > 0 => (section, index - 1),
            Step::Up if section > 0 => (section - 1, sections[section - 1].questions.len()),
            Step::Down if index < last => (section, index + 1),
            Step::Down if section + 1 < sections.len() => (section + 1, 0),
            _ => (section, index),
        };
        let page = sections[to].key.clone();
        self.place_question(key, &page, place)
    }

    fn place_question(&mut self, key: &str, page: &str, index: usize) -> Outcome {
        self.page(page)?;
        let question = self.take(key)?;
        let to = self.page(page)?;
        let name = name_of(&question);
        let questions = &mut self.definition.sections[to].questions;
        questions.insert(index.min(questions.len()), question);
        Ok((name, Some(key.to_owned())))
    }

    fn duplicate_question(&mut self, key: &str) -> Outcome {
        let (section, index) = self.question(key)?;
        let mut copy = self.definition.sections[section].questions[index].clone();
        if !copy.is_own() {
            return Err(Refusal::FixedByInstrument.into());
        }
        copy.key = keys::numbered(key, &self.keys_in_use());
        copy.kept.clear();
        let (name, target) = (name_of(&copy), copy.key.clone());
        self.definition.sections[section].questions.insert(index + 1, copy);
        Ok((name, Some(target)))
    }

    fn take(&mut self, key: &str) -> Result<Question, Error> {
        let (section, index) = self.question(key)?;
        Ok(self.definition.sections[section].questions.remove(index))
    }

    fn page(&self, key: &str) -> Result<usize, Error> {
        let found = self.definition.sections.iter().position(|section| section.key == key);
        found.ok_or(Error::NotFound("page"))
    }

    fn question(&self, key: &str) -> Result<(usize, usize), Error> {
        let on = |section: &Section| section.questions.iter().position(|question| question.key == key);
        let mut sections = self.definition.sections.iter().enumerate();
        sections.find_map(|(index, section)| Some((index, on(section)?))).ok_or(Error::NotFound("question"))
    }

    fn keys_in_use(&self) -> BTreeSet<String> {
        self.definition.questions().map(|question| &question.key).chain(self.known).cloned().collect()
    }

    fn check_free(&self, key: &str) -> Result<(), Error> {
        if !keys::is_key(key) {
            return Err(key_error("key", "must be up to 40 lower-case letters, digits and underscores"));
        }
        if self.keys_in_use().contains(key) {
            return Err(key_error(
                "taken",
                "is taken: each question has a key of its own, also after it is removed",
            ));
        }
        Ok(())
    }
}

impl Step {
    fn from(self, index: usize) -> usize {
        match self {
            Self::Up => index.saturating_sub(1),
            Self::Down => index + 1,
        }
    }
}

/// Makes a question an author's own, and names its parts.
fn own(question: &mut Question) {
    question.item.clear();
    question.variant.clear();
    if matches!(question.kind, QuestionKind::Hidden | QuestionKind::Display) {
        question.required = false;
    }
    let otherwise = if question.rows().is_empty() { "choice" } else { "statement" };
    match &mut question.kind {
        QuestionKind::Single { choices: parts, .. }
        | QuestionKind::Multiple { choices: parts, .. }
        | QuestionKind::Grid { rows: parts, .. } => keys::name_parts(parts, otherwise),
        _ => {}
    }
}

fn key_error(code: &'static str, reason: &str) -> Error {
    Error::Invalid(vec![FieldError::new("key", code, reason)])
}

/// What an author calls a question: its text, or its key when it has none.
#[must_use]
pub(super) fn name_of(question: &Question) -> String {
    let text = question.text.get(Language::En);
    if text.is_empty() { question.key.clone() } else { text.chars().take(120).collect() }
}

fn page_name(section: &Section, index: usize) -> String {
    let title = section.title.get(Language::En);
    if title.is_empty() { (index + 1).to_string() } else { title.chars().take(120).collect() }
}
