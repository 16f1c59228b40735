//! A form as staff see it before the public does: drafts too. Branching works from page to page, and nothing is
//! stored: what was answered goes on in the address.

use axum::{
    extract::{Path, Query, State},
    http::Uri,
};
use catsup_app::{App, FieldError, responses::answer_error, surveys};
use catsup_model::{
    answers::{Answers, Completeness, RawAnswers},
    survey::Survey,
};

use super::{
    entries, flow,
    page::{FormPage, Kind},
    refused, speak,
};
use crate::{
    error::PageError,
    extract::{SurveyKey, Visitor},
    forms::Form,
    layout::{Layout, Page},
    links,
};

/// `GET /desk/surveys/{survey}/preview`
pub(crate) async fn preview(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    Path(SurveyKey(key)): Path<SurveyKey>,
    address: Uri,
    mut layout: Layout,
) -> Result<Page<FormPage>, PageError> {
    let survey = surveys::working(&app, &viewer, &key).await?.survey;
    layout.navigation.clear();
    speak(&mut layout, &survey);
    let entries = Query::<Vec<(String, String)>>::try_from_uri(&address).map(|Query(entries)| entries);
    let page = shown(layout, &survey, Form::with(entries.unwrap_or_default()), links::preview(&key))?;
    Ok(Page::new(page))
}

/// The page of the preview that an address asks for; for the builder, too, which shows a survey as it is being edited.
pub(crate) fn shown(
    layout: Layout,
    survey: &Survey,
    form: Form,
    action: String,
) -> Result<FormPage, PageError> {
    let sections = &survey.definition.sections;
    let number = |name: &str| form.filled(name).and_then(|number| number.parse::<usize>().ok());
    let chosen = number("page").map(|number| number.checked_sub(1).unwrap_or(usize::MAX));
    let sent = number("_sent").filter(|sent| *sent < sections.len());
    let known = answered(survey, &form, sections.len());
    let (place, form, over) = match (sent, form.value("_go")) {
        (Some(sent), "back") => {
            (flow::previous(&survey.definition, sent, &known).unwrap_or(sent), form, false)
        }
        (Some(sent), _) => {
            let errors = wrong(survey, &known, sent, layout.t.language());
            let next = flow::next(&survey.definition, sent + 1, &known);
            match (errors.is_empty(), next) {
                (false, _) => (sent, refused::refused(&sections[sent], form, &errors, layout.t), false),
                (true, Some(next)) => (next, form, false),
                (true, None) => (sent, form, true),
            }
        }
        (None, _) => (chosen.or_else(|| flow::next(&survey.definition, 0, &known)).unwrap_or(0), form, false),
    };
    let section = sections.get(place).ok_or(PageError::NotFound)?;
    let of_page = |name: &str| section.questions.iter().any(|question| question.key == entries::key_of(name));
    let carried = form.entries().iter().filter(|(name, _)| !is_ours(name) && !of_page(name)).cloned();
    let hidden = carried.chain([("_sent".to_owned(), place.to_string())]).collect();
    let mut page = FormPage::of(layout, survey, place, form, &known);
    page.kind = Kind::Preview { action, hidden, over };
    Ok(page)
}

/// What was answered on the first `pages` pages.
fn answered(survey: &Survey, form: &Form, pages: usize) -> RawAnswers {
    let mut known = RawAnswers::new();
    for section in survey.definition.sections.iter().take(pages) {
        known.extend(entries::only(section, form, &|_| true));
    }
    known
}

fn wrong(
    survey: &Survey,
    known: &RawAnswers,
    place: usize,
    language: catsup_model::Language,
) -> Vec<FieldError> {
    let sections = &survey.definition.sections;
    let mut raw = known.clone();
    let until = |key: &str| {
        let mut questions = sections[..=place].iter().flat_map(|section| &section.questions);
        questions.any(|question| question.key == entries::key_of(key))
    };
    raw.retain(|key, _| until(key));
    let completeness = Completeness::Section(&sections[place].key);
    let errors = Answers::parse(&survey.definition, &raw, language, completeness).err().unwrap_or_default();
    errors.iter().map(answer_error).collect()
}

/// Names in the address that are no answers.
fn is_ours(name: &str) -> bool {
    name.starts_with('_') || name == "page" || name == "lang"
}
