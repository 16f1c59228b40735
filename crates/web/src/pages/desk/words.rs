//! Words: what customers say and what the agency says, and bureaucratic words with what to say instead.

mod glossary;
mod jargon;

#[cfg(test)]
pub(crate) use self::{glossary::GlossaryPage, jargon::JargonPage};
pub(crate) use self::{
    glossary::{act as act_on_glossary, list as glossary},
    jargon::{act as act_on_jargon, list as jargon},
};

use catsup_model::Language;

use crate::{
    components::{Choice, Crumb},
    i18n::Translator,
    links,
};

fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![Crumb::new(links::LIBRARY, t.say("library-title"))]
}

fn languages() -> Vec<Choice> {
    Language::ALL.iter().map(|language| Choice::new(language.code(), language.own_name())).collect()
}
