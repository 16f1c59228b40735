//! A form as staff see it before the public does: drafts too, and nothing can be sent.

use axum::extract::{Path, State};
use catsup_app::{App, surveys};
use catsup_model::answers::RawAnswers;
use serde::Deserialize;

use super::{FormPage, Kind, question, speak};
use crate::{
    error::PageError,
    extract::{PageQuery, SurveyKey, Visitor},
    forms::Form,
    layout::{Layout, Page},
    links,
};

/// Which page is shown, counting from 1.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    page: Option<usize>,
}

/// `GET /desk/surveys/{survey}/preview`
pub(crate) async fn preview(
    State(app): State<App>,
    Visitor(viewer): Visitor,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(which): PageQuery<Which>,
    mut layout: Layout,
) -> Result<Page<FormPage>, PageError> {
    let survey = surveys::working(&app, &viewer, &key).await?.survey;
    layout.navigation.clear();
    speak(&mut layout, &survey);
    let sections = &survey.definition.sections;
    let number = which.page.unwrap_or(1);
    let place = number.checked_sub(1).ok_or(PageError::NotFound)?;
    let section = sections.get(place).ok_or(PageError::NotFound)?;
    let link = |number: usize| format!("{}?page={number}", links::preview(&key));
    let mut page = FormPage::of(layout, &survey, place, section, Form::empty());
    page.questions = question::asked(section, &RawAnswers::new(), page.layout.t);
    page.kind = Kind::Preview {
        previous: (place > 0).then(|| link(number - 1)),
        next: (number < sections.len()).then(|| link(number + 1)),
    };
    Ok(Page::new(page))
}
