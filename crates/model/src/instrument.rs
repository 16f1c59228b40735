//! The standard instruments, as data, and what their rules let an author change.
//!
//! Each instrument is a TOML file under `instruments/`. An author chooses among the allowed wordings, fills the names
//! in, and leaves out what is optional; [`Instrument::build`] makes the survey definition from these choices.

use std::{collections::BTreeMap, fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    Feed, Language, Translated,
    survey::{Choice, Condition, Question, QuestionKind, Section, SurveyDefinition},
};

macro_rules! instruments {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// Names a standard instrument.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum InstrumentCode { $($(#[$doc])* #[serde(rename = $code)] $name),* }

        impl InstrumentCode {
            /// Every instrument, in the order shown to people.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code used in files, the API and the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            fn source(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../instruments/", $code, ".toml"))),* }
            }
        }
    };
}

instruments! {
    /// A-11 v2: trust by thumbs, then drivers.
    A11V2 = "a11_v2";
    /// A-11 v2 with trust on five points.
    A11V2Radio = "a11_v2_radio";
    /// A-11 v1: seven five-point measures on two pages.
    A11V1 = "a11_v1";
    /// A-11 trust by yes or no.
    A11YesNo = "a11_yes_no";
    /// Page feedback: was this page useful?
    YesNo = "yes_no";
    /// Net Promoter Score.
    Nps = "nps";
    /// Customer satisfaction score.
    Csat = "csat";
    /// Customer effort score.
    Ces = "ces";
    /// Overall rating from 1 to 10.
    Rating10 = "rating10";
    /// Open-ended feedback.
    OpenEnded = "open_ended";
    /// Recruiting people for research.
    Recruiter = "recruiter";
    /// A survey of the author's own.
    Custom = "custom";
}

impl fmt::Display for InstrumentCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no instrument.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an instrument; use one of a11_v2, a11_v1, yes_no, nps, csat, ces, …")]
pub struct UnknownInstrument(pub String);

impl FromStr for InstrumentCode {
    type Err = UnknownInstrument;

    fn from_str(text: &str) -> Result<Self, UnknownInstrument> {
        Self::ALL
            .iter()
            .copied()
            .find(|one| one.code() == text)
            .ok_or_else(|| UnknownInstrument(text.to_owned()))
    }
}

/// A standard instrument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// What authors know it by.
    pub name: Translated,
    /// When to choose it.
    pub purpose: Translated,
    /// Heading of the form.
    pub title: Translated,
    /// A sentence below the heading.
    #[serde(default)]
    pub introduction: Translated,
    /// The names an author fills in, such as `service`.
    #[serde(default)]
    pub names: Vec<TemplateName>,
    /// Pages of the form.
    pub sections: Vec<TemplateSection>,
}

/// A name to fill in, such as `{service}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateName {
    /// Names it in the texts.
    pub key: String,
    /// What authors read beside the field.
    pub label: Translated,
    /// An example.
    pub example: Translated,
}

/// One page of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateSection {
    /// Names the section.
    pub key: String,
    /// Heading of the page; may be empty.
    #[serde(default)]
    pub title: Translated,
    /// Questions of the page.
    pub questions: Vec<TemplateQuestion>,
}

/// One question of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TemplateQuestion {
    /// Names the question, such as `answer_01`.
    pub key: String,
    /// The item that identifies its wordings, such as `a11_v1.trust`.
    pub item: String,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Whether the instrument's rules demand the question (and an answer).
    #[serde(default)]
    pub required: bool,
    /// When it is asked.
    #[serde(default)]
    pub ask_when: Option<Condition>,
    /// What its answers feed.
    #[serde(default)]
    pub feeds: Option<Feed>,
    /// Help below the question.
    #[serde(default)]
    pub hint: Translated,
    /// The wordings the rules allow, the usual one first.
    pub variants: Vec<Variant>,
    /// Keys of the choices that must be offered.
    #[serde(default)]
    pub mandatory_choices: Vec<String>,
}

/// One allowed wording.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Names it.
    pub code: String,
    /// The template text.
    pub text: Translated,
}

/// The choices an author made within the rules of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// Heading of the form, when it is not the instrument's own.
    pub title: Translated,
    /// A sentence below the heading, when it is not the instrument's own.
    pub introduction: Translated,
    /// What is said after sending, besides the thanks.
    pub thanks: Translated,
    /// Texts for the instrument's names.
    pub names: BTreeMap<String, Translated>,
    /// Wording chosen per question; the usual one when absent.
    pub variants: BTreeMap<String, String>,
    /// Optional questions left out, by question key.
    pub left_out: Vec<String>,
    /// Optional choices left out, as `question.choice`.
    pub choices_left_out: Vec<String>,
}

/// Why a setup is not within an instrument's rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// A name to fill in has no text.
    #[error("{name} is needed: the questions speak of it")]
    NameMissing {
        /// Key of the name.
        name: String,
    },
    /// The question has no such wording.
    #[error("question {question} has no wording called {variant}")]
    UnknownVariant {
        /// Key of the question.
        question: String,
        /// The wording asked for.
        variant: String,
    },
    /// The rules demand the question.
    #[error("question {question} must be asked")]
    QuestionDemanded {
        /// Key of the question.
        question: String,
    },
    /// The rules demand the choice.
    #[error("question {question} must offer {choice}")]
    ChoiceDemanded {
        /// Key of the question.
        question: String,
        /// Key of the choice.
        choice: String,
    },
}

static INSTRUMENTS: LazyLock<BTreeMap<InstrumentCode, Instrument>> = LazyLock::new(|| {
    let parsed = |code: InstrumentCode| {
        let instrument = toml::from_str(code.source()).expect("a test reads every instrument file");
        (code, instrument)
    };
    InstrumentCode::ALL.iter().copied().map(parsed).collect()
});

impl Instrument {
    /// The instrument named `code`.
    #[must_use]
    pub fn of(code: InstrumentCode) -> &'static Self {
        &INSTRUMENTS[&code]
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &TemplateQuestion> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The survey definition that follows from an author's choices.
    ///
    /// # Errors
    /// Every way in which the choices leave the rules of the instrument.
    pub fn build(&self, setup: &Setup) -> Result<SurveyDefinition, Vec<SetupError>> {
        let errors = self.check(setup);
        if !errors.is_empty() {
            return Err(errors);
        }
        let fill = |text: &Translated| fill(text, &setup.names);
        let own =
            |own: &Translated, usual: &Translated| if own.is_empty() { fill(usual) } else { own.clone() };
        let section = |section: &TemplateSection| Section {
            key: section.key.clone(),
            title: fill(&section.title),
            ask_when: None,
            questions: section
                .questions
                .iter()
                .filter(|question| !setup.left_out.contains(&question.key))
                .map(|question| question.build(setup))
                .collect(),
        };
        Ok(SurveyDefinition {
            title: own(&setup.title, &self.title),
            introduction: own(&setup.introduction, &self.introduction),
            thanks: setup.thanks.clone(),
            sections: self
                .sections
                .iter()
                .map(section)
                .filter(|section| !section.questions.is_empty())
                .collect(),
        })
    }

    fn check(&self, setup: &Setup) -> Vec<SetupError> {
        let mut errors = Vec::new();
        for name in &self.names {
            if setup.names.get(&name.key).is_none_or(Translated::is_empty) {
                errors.push(SetupError::NameMissing { name: name.key.clone() });
            }
        }
        for question in self.questions() {
            if let Some(variant) = setup.variants.get(&question.key)
                && question.variants.iter().all(|known| known.code != *variant)
            {
                let (question, variant) = (question.key.clone(), variant.clone());
                errors.push(SetupError::UnknownVariant { question, variant });
            }
            if question.required && setup.left_out.contains(&question.key) {
                errors.push(SetupError::QuestionDemanded { question: question.key.clone() });
            }
            for choice in &question.mandatory_choices {
                if setup.choices_left_out.contains(&format!("{}.{choice}", question.key)) {
                    let (question, choice) = (question.key.clone(), choice.clone());
                    errors.push(SetupError::ChoiceDemanded { question, choice });
                }
            }
        }
        errors
    }
}

impl TemplateQuestion {
    /// The wording an author chose, the usual one otherwise.
    #[must_use]
    pub fn variant(&self, setup: &Setup) -> &Variant {
        let chosen = setup.variants.get(&self.key);
        self.variants
            .iter()
            .find(|variant| Some(&variant.code) == chosen)
            .or_else(|| self.variants.first())
            .expect("a test checks that every question of every instrument has a wording")
    }

    fn build(&self, setup: &Setup) -> Question {
        let offered = |choices: &[Choice]| {
            let left_out =
                |choice: &&Choice| setup.choices_left_out.contains(&format!("{}.{}", self.key, choice.key));
            choices.iter().filter(|choice| !left_out(choice)).cloned().collect()
        };
        let kind = match &self.kind {
            QuestionKind::Single { choices, dropdown } => {
                QuestionKind::Single { choices: offered(choices), dropdown: *dropdown }
            }
            QuestionKind::Multiple { choices, at_least, at_most } => {
                QuestionKind::Multiple { choices: offered(choices), at_least: *at_least, at_most: *at_most }
            }
            other => other.clone(),
        };
        let variant = self.variant(setup);
        Question {
            key: self.key.clone(),
            text: fill(&variant.text, &setup.names),
            hint: self.hint.clone(),
            kind,
            required: self.required,
            ask_when: self.ask_when.clone(),
            feeds: self.feeds,
            item: self.item.clone(),
            variant: variant.code.clone(),
            kept: BTreeMap::new(),
        }
    }
}

/// Puts the names into a template text, each language's own name into its text.
fn fill(text: &Translated, names: &BTreeMap<String, Translated>) -> Translated {
    text.map(|language: Language, text| {
        names.iter().fold(text.to_owned(), |text, (key, name)| {
            text.replace(&format!("{{{key}}}"), name.get(language))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(instrument: &Instrument) -> Setup {
        let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone()));
        Setup { names: names.collect(), ..Setup::default() }
    }

    #[test]
    fn every_instrument_builds_complete_in_both_languages_without_a_problem() {
        for &code in InstrumentCode::ALL {
            let instrument: Instrument =
                toml::from_str(code.source()).unwrap_or_else(|e| panic!("{code}: {e}"));
            let definition = instrument.build(&filled(&instrument)).unwrap();
            assert_eq!(definition.problems(), vec![], "{code}");
            assert_eq!(definition.languages(), Language::ALL, "{code}");
            let json = serde_json::to_string(&definition).unwrap();
            assert!(!json.contains("{service}") && !json.contains("{agency}"), "{code} leaves a name open");
            assert_eq!(serde_json::from_str::<SurveyDefinition>(&json).unwrap(), definition);
        }
    }

    #[test]
    fn the_rules_of_an_instrument_hold() {
        let instrument = Instrument::of(InstrumentCode::A11V2);
        let mut setup = filled(instrument);
        setup.left_out.push("answer_01".to_owned());
        setup.choices_left_out.extend(["answer_02.ease".to_owned(), "answer_02.humanity".to_owned()]);
        setup.variants.insert("answer_01".to_owned(), "my_own".to_owned());
        let errors = instrument.build(&setup).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");

        let mut setup = filled(instrument);
        setup.choices_left_out.push("answer_02.humanity".to_owned());
        let definition = instrument.build(&setup).unwrap();
        assert_eq!(definition.question("answer_02").unwrap().choices().len(), 6);
    }

    #[test]
    fn a_name_is_filled_in_each_language() {
        let instrument = Instrument::of(InstrumentCode::A11V1);
        let mut setup = filled(instrument);
        setup
            .names
            .insert("service".to_owned(), Translated::both("Passport Services", "Servicios de Pasaportes"));
        let definition = instrument.build(&setup).unwrap();
        let text = &definition.question("answer_01").unwrap().text;
        assert!(text.get(Language::En).contains("Passport Services"));
        assert!(text.get(Language::Es).contains("Servicios de Pasaportes"));
        assert_eq!(definition.sections.len(), 2, "two pages");
    }
}
