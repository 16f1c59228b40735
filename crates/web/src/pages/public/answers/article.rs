//! What the page of an answer says, for everyone and for partners (`article.html`).

use catsup_app::library::ReadAnswer;
use catsup_model::{
    Language,
    library::{NextStep, Slot, SlotPicks, Source},
};

use crate::{components::Choice, i18n::Translator, markdown::prose};

/// What an answer says, ready to be shown.
#[derive(Debug)]
pub(in crate::pages::public) struct Words {
    pub(in crate::pages::public) language: &'static str,
    pub(in crate::pages::public) question: String,
    pub(in crate::pages::public) short: String,
    pub(in crate::pages::public) other_words: String,
    pub(in crate::pages::public) details: String,
    pub(in crate::pages::public) steps: Vec<NextStep>,
    pub(in crate::pages::public) alternatives: String,
    pub(in crate::pages::public) helper_name: String,
    pub(in crate::pages::public) helper_phone: String,
    pub(in crate::pages::public) helper_hours: String,
    pub(in crate::pages::public) sources: Vec<Source>,
}

impl Words {
    pub(in crate::pages::public) fn of(answer: &ReadAnswer) -> Self {
        let content = &answer.content;
        Self {
            language: answer.language.code(),
            question: content.question.clone(),
            short: content.short.clone(),
            other_words: content.other_words.clone(),
            details: prose(&content.details),
            steps: content.next_steps.clone(),
            alternatives: prose(&content.alternatives),
            helper_name: content.helper.name.clone(),
            helper_phone: content.helper.phone.clone(),
            helper_hours: content.helper.hours.clone(),
            sources: content.sources.clone(),
        }
    }
}

/// What the answer depends on.
#[derive(Debug)]
pub(in crate::pages::public) struct SlotField {
    pub(in crate::pages::public) name: String,
    pub(in crate::pages::public) question: String,
    pub(in crate::pages::public) choices: Vec<Choice>,
}

impl SlotField {
    pub(in crate::pages::public) fn of(slot: &Slot, language: Language) -> Self {
        let choices = slot.choices.iter();
        Self {
            name: format!("slot-{}", slot.key),
            question: slot.question.get(language).to_owned(),
            choices: choices.map(|one| Choice::new(&one.key, one.label.get(language))).collect(),
        }
    }
}

/// That something else will hold, and from when.
pub(in crate::pages::public) fn changes(t: Translator, answer: &ReadAnswer) -> Option<String> {
    let (day, note) = answer.changes.as_ref()?;
    let said = t.say("answer-changes-on").arg("day", t.date(*day));
    Some(if note.is_empty() { said.to_string() } else { format!("{said} {note}") })
}

/// What the address says of slots.
pub(in crate::pages::public) fn picks(pairs: &[(String, String)]) -> SlotPicks {
    let slot = |(name, value): &(String, String)| {
        let key = name.strip_prefix("slot-").filter(|key| Slot::is_key(key))?;
        (!value.is_empty() && value.len() <= 40).then(|| (key.to_owned(), value.clone()))
    };
    pairs.iter().filter_map(slot).take(20).collect()
}
