//! Surveys as definitions: sections, questions, branching, translations.

mod changes;
mod condition;
pub mod piping;
mod problems;
mod question;
mod reach;
mod state;

use serde::{Deserialize, Serialize};

pub use self::{
    changes::{Change, QuestionChange, changes, keep_wording},
    condition::{Condition, Given, Is, Test},
    problems::{ConditionFault, Problem},
    question::{Choice, Question, QuestionKind, TextCheck},
    state::{SurveyState, UnknownState},
};
use crate::{Channel, Language, Translated};

/// Everything a form asks, in order. Immutable once a version was published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SurveyDefinition {
    /// Heading of the form.
    pub title: Translated,
    /// A sentence below the heading.
    #[serde(default)]
    pub introduction: Translated,
    /// What is said after sending, besides the thanks.
    #[serde(default)]
    pub thanks: Translated,
    /// Pages of the form.
    pub sections: Vec<Section>,
}

/// One page of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Names the section within the survey.
    pub key: String,
    /// Heading of the page; may be empty.
    #[serde(default)]
    pub title: Translated,
    /// When the page is shown, by answers of earlier pages; always when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_when: Option<Condition>,
    /// Questions of the page, in order.
    pub questions: Vec<Question>,
}

impl SurveyDefinition {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question named `key`.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions().find(|question| question.key == key)
    }

    /// The languages in which every text that people read exists.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        let complete = |language: Language| {
            self.texts().into_iter().all(|text| text.is_empty() || text.exact(language).is_some())
        };
        Language::ALL.into_iter().filter(|language| complete(*language)).collect()
    }

    /// Every text that people read, in the order they read them.
    #[must_use]
    pub fn texts(&self) -> Vec<&Translated> {
        let mut texts = vec![&self.title, &self.introduction, &self.thanks];
        for section in &self.sections {
            texts.push(&section.title);
            for question in &section.questions {
                texts.extend([&question.text, &question.hint]);
                texts.extend(question.parts().iter().map(|part| &part.text));
            }
        }
        texts
    }

    /// What makes the definition unfit to be published, in the words of its author.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        problems::problems(self)
    }
}

/// A survey as it stands: its definition is a version of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Its id.
    pub id: crate::id::SurveyId,
    /// The key in public addresses.
    pub key: String,
    /// The service it asks about.
    pub service: crate::id::ServiceId,
    /// The touchpoint it asks about, when it asks about one only.
    pub touchpoint: Option<crate::id::TouchpointId>,
    /// The channel its answers count for unless they say otherwise.
    pub channel: Channel,
    /// Code of the instrument it was set up from.
    pub instrument: crate::instrument::InstrumentCode,
    /// The name staff know it by.
    pub name: String,
    /// Where it stands.
    pub state: SurveyState,
    /// The version that is shown (or edited, while a draft).
    pub version: crate::id::SurveyVersionId,
    /// Counts versions from 1.
    pub number: i64,
    /// What it was set up with: the choices its author made.
    pub setup: crate::instrument::Setup,
    /// Its notices.
    pub notices: crate::notice::Notices,
    /// What it asks.
    pub definition: SurveyDefinition,
}
