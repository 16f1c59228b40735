//! The answer library as staff see it: writing, reviewing, versions, taking over a file, changes to read.

mod changes;
mod edit;
mod gaps;
mod import;
mod list;
mod samples;
mod show;
mod step;
mod version;

pub(crate) use self::samples::detail as sample_detail;
#[cfg(test)]
pub(crate) use self::{
    changes::ChangesPage, edit::AnswerForm, gaps::GapsPage, import::ImportPage, list::LibraryPage,
    samples::sample_read, show::DeskAnswer, version::VersionPage,
};
pub(crate) use self::{
    changes::{acknowledge, changes},
    edit::{add, edit, new, save},
    gaps::gaps,
    import::{import, import_form},
    list::list,
    show::show,
    step::{approve, ask_retire, retire, step},
    version::{restore, version},
};

use catsup_model::{
    Language,
    library::{AnswerState, AnswerVersion, Audience},
};

use crate::{
    components::{Choice, Crumb},
    i18n::Translator,
    links,
};

/// The way to a page of the library.
fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![Crumb::new(links::LIBRARY, t.say("library-title"))]
}

/// The question of a version in the reader's language, with the code of the language it is in.
fn question(t: Translator, version: &AnswerVersion) -> (String, &'static str) {
    let found = version.document.get(t.language());
    let (language, text) =
        found.map_or((Language::En, ""), |(language, content)| (language, &content.question));
    (text.to_owned(), language.code())
}

fn states(t: Translator) -> Vec<Choice> {
    let choice = |state: &AnswerState| Choice::new(state, t.name("answer-state", state.code()));
    AnswerState::ALL.iter().map(choice).collect()
}

fn audiences(t: Translator) -> Vec<Choice> {
    let choice = |audience: &Audience| {
        let hint = t.name("audience-hint", audience.code());
        Choice::new(audience, t.name("audience", audience.code())).with_hint(hint)
    };
    Audience::ALL.iter().map(choice).collect()
}

/// The kind of tag that stands for a state.
fn state_tag(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Draft => "",
        AnswerState::Review => "warning",
        AnswerState::Approved => "success",
        AnswerState::Retired => "error",
    }
}
