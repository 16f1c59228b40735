//! Surveys as definitions: sections, questions, branching, translations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Channel, Feed, Language, Scale, Translated, wording::WordingKey};

/// Where a survey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyState {
    /// Being set up; only staff can see it.
    Draft,
    /// The public can answer.
    Published,
    /// No longer answered; results stay.
    Closed,
    /// Out of sight; results stay.
    Archived,
}

impl SurveyState {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Closed, Self::Archived];

    /// The code used in files, the API and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }

    /// The states this one may change to.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Closed => &[Self::Published, Self::Archived],
            Self::Published | Self::Archived => &[Self::Closed],
        }
    }
}

impl std::str::FromStr for SurveyState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|one| one.code() == text).ok_or_else(|| UnknownState(text.to_owned()))
    }
}

/// The text named no state of a survey.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state of a survey; use draft, published, closed or archived")]
pub struct UnknownState(pub String);

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
    /// Questions of the page, in order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Names the question within the survey, such as `answer_01`.
    pub key: String,
    /// What is asked.
    pub text: Translated,
    /// Help below the question.
    #[serde(default)]
    pub hint: Translated,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Whether the form may not be sent without an answer (when the question is asked at all).
    #[serde(default)]
    pub required: bool,
    /// When the question is asked; always when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_when: Option<Condition>,
    /// What its answers feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeds: Option<Feed>,
    /// Instrument item, such as `a11_v1.trust`.
    #[serde(default)]
    pub item: String,
    /// Template variant of the wording.
    #[serde(default)]
    pub variant: String,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One value of a scale.
    Scale {
        /// The scale.
        scale: Scale,
    },
    /// One of several choices.
    Single {
        /// The choices, in order.
        choices: Vec<Choice>,
    },
    /// Any of several choices.
    Multiple {
        /// The choices, in order.
        choices: Vec<Choice>,
    },
    /// One line of text.
    ShortText {
        /// The most characters accepted.
        #[serde(default = "short_limit")]
        limit: usize,
    },
    /// Several lines of text.
    LongText {
        /// The most characters accepted.
        #[serde(default = "long_limit")]
        limit: usize,
    },
    /// An email address.
    Email,
}

fn short_limit() -> usize {
    200
}

fn long_limit() -> usize {
    1000
}

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Names the choice within the question.
    pub key: String,
    /// What people read.
    pub text: Translated,
    /// What a tick feeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeds: Option<Feed>,
    /// Whether the choice asks for a few words (“other”).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_text: bool,
}

/// When a question is asked: `question` was answered with one of `values`. A missing answer fulfils no condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Key of an earlier question.
    pub question: String,
    /// Values of its scale.
    pub values: Vec<i64>,
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

    fn texts(&self) -> Vec<&Translated> {
        let mut texts = vec![&self.title, &self.introduction, &self.thanks];
        for section in &self.sections {
            texts.push(&section.title);
            for question in &section.questions {
                texts.extend([&question.text, &question.hint]);
                texts.extend(question.choices().iter().map(|choice| &choice.text));
            }
        }
        texts
    }

    /// What makes the definition unfit to be published, in the words of its author.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut earlier: BTreeMap<&str, &Question> = BTreeMap::new();
        if self.questions().next().is_none() {
            problems.push(Problem::NothingAsked);
        }
        for question in self.questions() {
            if question.text.is_empty() {
                problems.push(Problem::EmptyText(question.key.clone()));
            }
            if let Some(condition) = &question.ask_when {
                let reachable = earlier.get(condition.question.as_str()).is_some_and(|before| {
                    before
                        .scale()
                        .is_some_and(|scale| condition.values.iter().any(|value| scale.allows(*value)))
                });
                if !reachable {
                    problems.push(Problem::NeverAsked(question.key.clone()));
                }
            }
            if earlier.insert(&question.key, question).is_some() {
                problems.push(Problem::RepeatedKey(question.key.clone()));
            }
        }
        problems
    }
}

/// Something that makes a definition unfit to be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is no question.
    #[error("the survey asks nothing")]
    NothingAsked,
    /// A question has no text.
    #[error("question {0} has no text")]
    EmptyText(String),
    /// Two questions have the same key.
    #[error("two questions are called {0}")]
    RepeatedKey(String),
    /// The condition of a question can never be fulfilled.
    #[error("question {0} can never be asked: its condition names no earlier answer")]
    NeverAsked(String),
}

impl Question {
    /// The choices; empty for other kinds.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Single { choices } | QuestionKind::Multiple { choices } => choices,
            _ => &[],
        }
    }

    /// The scale, for questions answered on one.
    #[must_use]
    pub fn scale(&self) -> Option<Scale> {
        match self.kind {
            QuestionKind::Scale { scale } => Some(scale),
            _ => None,
        }
    }

    /// The wording under which answers in `language` count, for questions answered on a scale.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<WordingKey> {
        let scale = self.scale()?;
        let language = if self.text.exact(language).is_some() { language } else { Language::En };
        Some(WordingKey { item: self.item.clone(), variant: self.variant.clone(), scale, language })
    }

    /// The wording under which ticks of `choice` count.
    #[must_use]
    pub fn choice_wording(&self, choice: &Choice, language: Language) -> WordingKey {
        let language = if choice.text.exact(language).is_some() { language } else { Language::En };
        WordingKey {
            item: format!("{}.{}", self.item, choice.key),
            variant: self.variant.clone(),
            scale: Scale::Tick,
            language,
        }
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
