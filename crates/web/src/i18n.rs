//! Words, numbers and dates in the reader's language.
//!
//! Texts live in `locales/<language>/<area>.ftl` (Fluent). Templates write `{{ t.say("send") }}` and
//! `{{ t.say("inbox-new").arg("n", count) }}`; a test reads every source file and fails for a key no catalogue has.

mod catalogue;
mod dates;
mod message;
mod negotiation;
mod numbers;

use catsup_model::{Channel, DeviceClass, Language, Scale, Translated};

pub use self::{
    message::{Argument, Message},
    negotiation::{LANGUAGE_COOKIE, negotiate, remember_language},
    numbers::{Figure, Whole},
};

/// Speaks one language. Cheap to copy: the catalogues are read once for the whole process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Translator {
    language: Language,
}

impl Translator {
    /// A translator into `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language spoken.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// Its BCP 47 code, for `lang` attributes.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.language.code()
    }

    /// Which way it is written, for `dir` attributes.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self.language {
            Language::En | Language::Es => "ltr",
        }
    }

    /// The text under `key`; add its variables with [`Message::arg`].
    #[must_use]
    pub fn say(self, key: &str) -> Message {
        Message::new(self.language, key.to_owned())
    }

    /// The text under `key` with `name` for its `$name`; `None` for a key no catalogue has. For keys that come back
    /// from outside.
    #[must_use]
    pub(crate) fn say_if_known(self, key: &str, name: &str) -> Option<String> {
        let mut arguments = fluent_bundle::FluentArgs::new();
        arguments.set("name", name.to_owned());
        catalogue::text(self.language, key, &arguments).ok()
    }

    /// The name of one of a family of things: `t.name("role", "cx_lead")` is the text `role-cx-lead`.
    #[must_use]
    pub fn name(self, family: &str, code: &str) -> Message {
        Message::new(self.language, format!("{family}-{}", code.replace(['_', ':'], "-")))
    }

    /// A text that people wrote in several languages, as far as they did.
    #[must_use]
    pub fn pick(self, text: &Translated) -> &str {
        text.get(self.language)
    }

    /// A channel in words by its code; what is no channel stands as it came.
    #[must_use]
    pub fn channel(self, code: &str) -> String {
        match code.parse::<Channel>() {
            Ok(channel) => self.pick(&channel.name()).to_owned(),
            Err(_) => code.to_owned(),
        }
    }

    /// A class of device in words; what is no class stands as it came.
    #[must_use]
    pub fn device(self, class: &str) -> String {
        match class.parse::<DeviceClass>() {
            Ok(class) => self.pick(&class.name()).to_owned(),
            Err(_) => class.to_owned(),
        }
    }

    /// An answer of a closed question in words: `Strongly agree`, or its number where the scale has only numbers.
    #[must_use]
    pub fn answer(self, scale: Scale, value: i64) -> String {
        match scale {
            Scale::Likelihood11 | Scale::Rating10 => self.number(value),
            Scale::Thumbs
            | Scale::YesNo
            | Scale::Tick
            | Scale::Likert5
            | Scale::Satisfaction5
            | Scale::Effort7
            | Scale::Stars5 => self.name("answer", &format!("{}-{value}", scale.code())).to_string(),
        }
    }

    /// Every answer of a scale in words, lowest first.
    #[must_use]
    pub fn answers(self, scale: Scale) -> Vec<String> {
        scale.range().map(|value| self.answer(scale, value)).collect()
    }

    /// What the lowest and the highest number of a scale without words mean; `None` for scales with words.
    #[must_use]
    pub fn anchors(self, scale: Scale) -> Option<(Message, Message)> {
        match scale {
            Scale::Likelihood11 | Scale::Rating10 => {
                let anchor = |end| self.name("anchor", &format!("{}-{end}", scale.code()));
                Some((anchor("low"), anchor("high")))
            }
            Scale::Thumbs
            | Scale::YesNo
            | Scale::Tick
            | Scale::Likert5
            | Scale::Satisfaction5
            | Scale::Effort7
            | Scale::Stars5 => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::{Driver, Measure, Permission, Role, survey::SurveyState};

    use super::*;

    /// A missing text panics in tests, see `Message`.
    fn named(message: &Message) {
        assert!(!message.to_string().is_empty());
    }

    #[test]
    fn everything_with_a_code_has_a_name() {
        for t in Language::ALL.map(Translator::new) {
            for measure in Measure::ALL {
                named(&t.name("measure", measure.code()));
            }
            for driver in Driver::ALL {
                named(&t.name("driver", driver.code()));
            }
            for role in Role::ALL {
                named(&t.name("role", role.code()));
            }
            for permission in Permission::ALL {
                named(&t.name("permission", permission.code()));
            }
            for scale in Scale::ALL {
                assert_eq!(t.answers(scale).len(), scale.len());
                if let Some((low, high)) = t.anchors(scale) {
                    named(&low);
                    named(&high);
                }
            }
            for state in SurveyState::ALL {
                named(&t.name("survey-state", state.code()));
            }
            for state in ["received", "flagged", "spam", "withdrawn"] {
                named(&t.name("response-state", state));
            }
            for source in ["form", "api", "import", "synthetic"] {
                named(&t.name("response-source", source));
            }
        }
    }

    #[test]
    fn answers_come_in_the_order_of_the_scale() {
        let t = Translator::new(Language::En);
        let answers = t.answers(Scale::Likert5);
        assert_eq!((answers[0].as_str(), answers[4].as_str()), ("Strongly disagree", "Strongly agree"));
        assert_eq!(t.answer(Scale::Likelihood11, 10), "10");
        assert_eq!(t.answer(Scale::Thumbs, 0), "No");
    }
}
