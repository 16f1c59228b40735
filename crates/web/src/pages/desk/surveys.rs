//! Surveys: listed, set up from an instrument, changed within its rules, published and closed.

mod answers;
pub(crate) mod build;
mod choose;
mod copy;
mod edit;
mod entries;
mod file;
mod list;
mod show;
mod state;

#[cfg(test)]
pub(crate) use self::{
    choose::Choose, copy::CopyPage, edit::Edit, file::FilePage, list::SurveyList, show::Show,
};
pub(crate) use answers::take_answers;
pub(crate) use choose::choose;
pub(crate) use copy::{copy, show_copy};
pub(crate) use edit::{change, create, save, set_up};
pub(crate) use file::{definition, from_file, show_from_file};
pub(crate) use list::list;
pub(super) use show::sample_survey;
pub(crate) use show::show;
pub(crate) use state::change_state;

/// The field of a text in English.
pub(crate) fn in_english(name: impl std::fmt::Display) -> String {
    format!("{name}.en")
}

/// The field of a text in Spanish.
pub(crate) fn in_spanish(name: impl std::fmt::Display) -> String {
    format!("{name}.es")
}

/// The field of a question's wording.
pub(crate) fn variants_field(question: &str) -> String {
    format!("variants.{question}")
}

/// The field of the tick that asks a question.
pub(crate) fn ask_field(question: &str) -> String {
    format!("ask.{question}")
}

/// The field of the tick that offers a choice.
pub(crate) fn offer_field(choice: &str) -> String {
    format!("offer.{choice}")
}
