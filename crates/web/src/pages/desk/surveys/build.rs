//! The survey builder: pages and questions, conditions, translations, preview, publishing. Every act is one post.

mod acts;
mod conditions;
mod entries;
mod kinds;
mod overview;
mod page;
mod preview;
mod publish;
mod question;
#[cfg(test)]
mod sample;
mod texts;
mod words;

#[cfg(test)]
pub(crate) use self::{
    kinds::KindPage, overview::Overview, page::PageForm, preview::PreviewPage, publish::PublishPage,
    question::QuestionPage, texts::TextsPage,
};
pub(crate) use acts::act;
pub(crate) use overview::show;
pub(crate) use page::{add_page, new_page, save_page, show_page};
pub(crate) use preview::preview;
pub(crate) use publish::{publish, show_publish};
pub(crate) use question::{add_question, new_question, save_question, show_question};
pub(crate) use texts::{save_texts, show_texts};

use axum::http::StatusCode;
use catsup_app::{Error, Refusal, surveys::Working};

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    links,
};

/// The field that names the revision a form was made from.
pub(super) const REVISION: &str = "revision";

/// A field of one line of the choices.
pub(crate) fn part_field(index: &usize, end: &str) -> String {
    format!("part.{index}.{end}")
}

/// A text in one language among all texts.
pub(crate) fn text_field(text: &str, language: &catsup_model::Language) -> String {
    format!("{text}.{language}")
}

/// When something may be asked; `kept` is a condition that only words can show.
pub(crate) fn when_choices(t: &Translator, kept: &str) -> Vec<Choice> {
    let named = |code: &str| Choice::new(code, t.name("builder-when", code));
    let mut choices = vec![named("always"), named("all"), named("any")];
    if !kept.is_empty() {
        choices.push(Choice::new("kept", t.say("builder-when-kept").arg("when", kept)));
    }
    choices
}

/// The way to a page of the builder.
fn crumbs(t: Translator, working: &Working, within: bool) -> Vec<Crumb> {
    let survey = &working.survey;
    let mut crumbs = vec![
        Crumb::new(links::SURVEYS, t.say("surveys-title")),
        Crumb::new(links::survey(&survey.key), &survey.name),
    ];
    if within {
        crumbs.push(Crumb::new(links::build(&survey.key), t.say("builder-title")));
    }
    crumbs
}

/// The revision a form was made from.
fn revision(form: &Form) -> i64 {
    form.value(REVISION).parse().unwrap_or(-1)
}

/// The status of a form that is shown again: a collision is none of its own making.
fn status(moved: bool) -> StatusCode {
    if moved { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What to say on the next page about an act that was refused.
fn refused(back: SeeOther, error: Error) -> Result<SeeOther, PageError> {
    match error {
        Error::Refused(refusal) => match refusal_words(&refusal) {
            Some((key, most)) => Ok(back.saying_of(AlertKind::Warning, key, &most)),
            None => Err(Error::Refused(refusal).into()),
        },
        // The question or page is gone: the page shows how it stands now.
        Error::NotFound("question" | "page") => Ok(back.saying(AlertKind::Warning, "builder-moved")),
        other => Err(other.into()),
    }
}

fn refusal_words(refusal: &Refusal) -> Option<(&'static str, String)> {
    match refusal {
        Refusal::DraftMoved => Some(("builder-moved", String::new())),
        Refusal::FixedByInstrument => Some(("builder-fixed", String::new())),
        Refusal::TooMany { what, most } => {
            let key = match *what {
                "pages" => "builder-most-pages",
                "questions" => "builder-most-questions",
                "choices" => "builder-most-choices",
                _ => "builder-most-federal",
            };
            Some((key, most.to_string()))
        }
        _ => None,
    }
}

/// Marks in a form what a use case refused. Whether somebody else edited meanwhile is returned: then everything typed
/// stays, and saving again puts it over what is there now.
fn mark(form: &mut Form, field: &str, working: &Working, error: Error) -> Result<bool, PageError> {
    match error {
        Error::Refused(Refusal::DraftMoved) => {
            form.set(REVISION, working.revision.to_string());
            Ok(true)
        }
        Error::Refused(refusal) => match refusal_words(&refusal) {
            Some((key, most)) => {
                form.refuse(field, FieldError::new(key).text("name", most));
                Ok(false)
            }
            None => Err(Error::Refused(refusal).into()),
        },
        Error::Invalid(faults) => {
            for fault in faults {
                let key = match (fault.field.as_str(), fault.code) {
                    ("key", "taken") => "builder-key-taken",
                    ("key", "fixed") => "builder-key-fixed",
                    ("key", _) => "builder-key-unfit",
                    _ => {
                        form.refuse(field, FieldError::new("builder-unfit").text("name", fault.reason));
                        continue;
                    }
                };
                form.refuse("key", FieldError::new(key));
            }
            Ok(false)
        }
        other => Err(other.into()),
    }
}
