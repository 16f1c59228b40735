//! A page of the survey in the builder: its heading, and when it is shown.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    surveys::{self, Act, Working, holds_fixed, texts::longest},
};
use catsup_model::{Viewer, survey::Section};

use super::{
    REVISION,
    conditions::{self, Earlier},
    crumbs, entries, mark, revision, status, words,
};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{SignedIn, SurveyKey},
    flash::SeeOther,
    forms::Form,
    i18n::Message,
    layout::{Layout, Page},
    links,
};

/// The form of a page.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/page.html")]
pub(crate) struct PageForm {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    title: Message,
    /// Whether questions of the instrument stand on it: then it is always shown.
    fixed: bool,
    moved: bool,
    earlier: Vec<Earlier>,
    kept: String,
    back: String,
}

/// `GET /desk/surveys/{survey}/build/add-page`
pub(crate) async fn new_page(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<Page<PageForm>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let mut form = Form::with([("when", "always")]);
    form.set(REVISION, working.revision.to_string());
    Ok(Page::new(PageForm::of(layout, &working, None, form)))
}

/// `POST /desk/surveys/{survey}/build/add-page`
pub(crate) async fn add_page(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    form: Form,
) -> Result<Response, PageError> {
    save(&app, &identity.viewer, layout, &survey, None, form).await
}

/// `GET /desk/surveys/{survey}/build/pages/{page}`
pub(crate) async fn show_page(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(survey), key)): Path<(SurveyKey, String)>,
) -> Result<Page<PageForm>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let section = section(&working, &key).ok_or(PageError::NotFound)?;
    Ok(Page::new(PageForm::existing(layout, &working, section)))
}

/// `POST /desk/surveys/{survey}/build/pages/{page}`
pub(crate) async fn save_page(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(survey), key)): Path<(SurveyKey, String)>,
    form: Form,
) -> Result<Response, PageError> {
    save(&app, &identity.viewer, layout, &survey, Some(&key), form).await
}

async fn save(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    survey: &str,
    key: Option<&str>,
    mut form: Form,
) -> Result<Response, PageError> {
    let working = surveys::working(app, viewer, survey).await?;
    let stored = match key {
        Some(key) => Some(section(&working, key).ok_or(PageError::NotFound)?),
        None => None,
    };
    let title = entries::text(&mut form, "title", longest::TITLE);
    let earlier = conditions::before(&working.survey.definition, key.unwrap_or_default(), None);
    let offered = conditions::offered(layout.t, &earlier, &form);
    let before = stored.and_then(|section| section.ask_when.as_ref());
    let ask_when = conditions::read(&mut form, &offered, before);
    let mut moved = false;
    if form.is_valid() {
        let act = match key {
            Some(key) => Act::ChangePage { page: key.to_owned(), title, ask_when },
            None => Act::AddPage { title, ask_when, after: None },
        };
        match surveys::edit(app, viewer, survey, revision(&form), act).await {
            Ok(edited) => {
                let on = links::build_at(&edited.survey.key, edited.target.as_deref().unwrap_or_default());
                return Ok(SeeOther::to(on).saying(AlertKind::Success, "builder-page-saved").into_response());
            }
            Err(error) => moved = mark(&mut form, "title.en", &working, error)?,
        }
    }
    let mut page = PageForm::of(layout, &working, stored, form);
    page.moved = moved;
    Ok(Page::with_status(status(moved), page).into_response())
}

fn section<'a>(working: &'a Working, key: &str) -> Option<&'a Section> {
    working.survey.definition.sections.iter().find(|section| section.key == key)
}

impl PageForm {
    fn existing(layout: Layout, working: &Working, section: &Section) -> Self {
        let mut form = Form::empty();
        entries::put_text(&mut form, "title", &section.title);
        form.set(REVISION, working.revision.to_string());
        let earlier = conditions::before(&working.survey.definition, &section.key, None);
        conditions::put(&mut form, section.ask_when.as_ref(), &earlier);
        Self::of(layout, working, Some(section), form)
    }

    fn of(layout: Layout, working: &Working, section: Option<&Section>, form: Form) -> Self {
        let t = layout.t;
        let definition = &working.survey.definition;
        let key = section.map(|section| section.key.as_str());
        let earlier = conditions::before(definition, key.unwrap_or_default(), None);
        let number = definition.sections.iter().position(|one| Some(one.key.as_str()) == key);
        let kept =
            section.and_then(|section| section.ask_when.as_ref()).filter(|_| form.chose("when", "kept"));
        Self {
            crumbs: crumbs(t, working, true),
            title: match number {
                Some(index) => t.say("builder-page-title").arg("number", index + 1),
                None => t.say("builder-page-new"),
            },
            fixed: section.is_some_and(holds_fixed),
            moved: false,
            earlier: conditions::offered(t, &earlier, &form),
            kept: kept.map(|when| words::condition(t, definition, when)).unwrap_or_default(),
            back: key.map_or_else(
                || links::build(&working.survey.key),
                |key| links::build_at(&working.survey.key, key),
            ),
            form,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for PageForm {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let (own, fixed) = (super::sample::working(), super::sample::fixed());
        let mut samples: Vec<Self> = [&own, &fixed]
            .into_iter()
            .flat_map(|working| {
                working.survey.definition.sections.iter().map(move |section| (working, section))
            })
            .map(|(working, section)| Self::existing(Layout::sample(language), working, section))
            .collect();
        samples.push(Self::of(Layout::sample(language), &own, None, Form::with([("when", "always")])));
        samples
    }
}
