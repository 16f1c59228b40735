//! One question in the builder: everything about it on one page, with when it is asked.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    surveys::{self, Act, Working, limits},
};
use catsup_model::{
    Scale,
    survey::{Condition, Question, QuestionKind, TextCheck},
};
use serde::Deserialize;

use super::{
    REVISION, conditions,
    conditions::Earlier,
    crumbs,
    entries::{self, PartLine},
    kinds, mark, revision, status, words,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    flash::SeeOther,
    forms::Form,
    i18n::Message,
    layout::{Layout, Page},
    links,
};

/// Where a question is added, and of which kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Add {
    page: String,
    after: String,
    kind: String,
}

/// The page of one question.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/question.html")]
pub(crate) struct QuestionPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    title: Message,
    survey: String,
    kind: QuestionKind,
    kind_name: String,
    about: Message,
    /// Whether the instrument fixes it: then it is only shown.
    fixed: bool,
    /// Whether its key may still change.
    key_open: bool,
    /// Whether it was published: then a change may start its trend anew.
    published: bool,
    is_new: bool,
    /// Whether somebody else edited the survey while this was typed.
    moved: bool,
    pages: Vec<Choice>,
    scales: Vec<Choice>,
    measures: Vec<Choice>,
    checks: Vec<Choice>,
    parts: Vec<PartLine>,
    earlier: Vec<Earlier>,
    /// The condition in words, where the form cannot show it.
    kept: String,
    back: String,
}

/// `GET /desk/surveys/{survey}/build/add`
pub(crate) async fn new_question(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    PageQuery(add): PageQuery<Add>,
) -> Result<Response, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let page = working.survey.definition.sections.iter().find(|section| section.key == add.page);
    let page = page.or(working.survey.definition.sections.last()).ok_or(PageError::NotFound)?.key.clone();
    let Some(kind) = kinds::start(&add.kind) else {
        return Ok(Page::new(kinds::KindPage::of(layout, &working, &page, &add.after)).into_response());
    };
    let mut form = Form::empty();
    let question = fresh(kind);
    entries::put(&mut form, &question);
    form.set("when", "always");
    form.set("page", page);
    form.set("after", add.after);
    form.set("kind", add.kind);
    form.set(REVISION, working.revision.to_string());
    Ok(Page::new(QuestionPage::of(layout, &working, None, question.kind, form)).into_response())
}

/// `POST /desk/surveys/{survey}/build/add`
pub(crate) async fn add_question(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    form: Form,
) -> Result<Response, PageError> {
    let start = kinds::start(form.value("kind")).ok_or(PageError::NotFound)?;
    save(&app, &identity.viewer, layout, &survey, None, start, form).await
}

/// `GET /desk/surveys/{survey}/build/questions/{question}`
pub(crate) async fn show_question(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(survey), key)): Path<(SurveyKey, String)>,
) -> Result<Page<QuestionPage>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let question = working.survey.definition.question(&key).ok_or(PageError::NotFound)?;
    Ok(Page::new(QuestionPage::existing(layout, &working, question)))
}

/// `POST /desk/surveys/{survey}/build/questions/{question}`
pub(crate) async fn save_question(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(survey), key)): Path<(SurveyKey, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    // Somebody may have removed it meanwhile: then what was typed can still be added anew.
    let start = match working.survey.definition.question(&key) {
        Some(question) => question.kind.clone(),
        None => kinds::start(form.value("kind")).ok_or(PageError::NotFound)?,
    };
    save(&app, &identity.viewer, layout, &survey, Some(key), start, form).await
}

async fn save(
    app: &App,
    viewer: &catsup_model::Viewer,
    layout: Layout,
    survey: &str,
    key: Option<String>,
    start: QuestionKind,
    mut form: Form,
) -> Result<Response, PageError> {
    let working = surveys::working(app, viewer, survey).await?;
    let key = key.filter(|key| working.survey.definition.question(key).is_some());
    if let Some(act) = form.filled("arrange").map(str::to_owned) {
        entries::arrange(&mut form, &act);
        return Ok(Page::new(QuestionPage::of(layout, &working, key.as_deref(), start, form)).into_response());
    }
    let mut question = entries::read(&mut form, &start);
    let stored = key.as_deref().and_then(|key| working.survey.definition.question(key));
    let earlier = place(&working, key.as_deref(), &form);
    let offered = conditions::offered(layout.t, &earlier, &form);
    question.ask_when = conditions::read(&mut form, &offered, stored.and_then(|one| one.ask_when.as_ref()));
    let mut moved = false;
    if form.is_valid() {
        let page = form.value("page").to_owned();
        let question = Box::new(question);
        let act = match key.clone() {
            Some(key) => Act::ChangeQuestion { key, question, page: Some(page) },
            None => {
                let after = form.filled("after").map(str::to_owned);
                Act::AddQuestion { page, after, question }
            }
        };
        match surveys::edit(app, viewer, survey, revision(&form), act).await {
            Ok(edited) => {
                let survey = &edited.survey.key;
                let (on, said) = match (form.value("then"), &edited.target) {
                    ("add", Some(target)) => {
                        let query = [("page", form.value("page")), ("after", target.as_str())];
                        let query = serde_urlencoded::to_string(query).unwrap_or_default();
                        (format!("{}?{query}", links::build_question_new(survey)), "builder-question-saved")
                    }
                    (_, target) => (
                        links::build_at(survey, target.as_deref().unwrap_or_default()),
                        "builder-question-saved",
                    ),
                };
                return Ok(SeeOther::to(on).saying(AlertKind::Success, said).into_response());
            }
            Err(error) => moved = mark(&mut form, "text.en", &working, error)?,
        }
    }
    let status = status(moved);
    let mut page = QuestionPage::of(layout, &working, key.as_deref(), start, form);
    page.moved = moved;
    Ok(Page::with_status(status, page).into_response())
}

fn fresh(kind: QuestionKind) -> Question {
    Question {
        key: String::new(),
        text: Default::default(),
        hint: Default::default(),
        kind,
        required: false,
        ask_when: None,
        feeds: None,
        item: String::new(),
        variant: String::new(),
        kept: Default::default(),
    }
}

/// The questions before the one of the form.
fn place<'a>(working: &'a Working, key: Option<&str>, form: &Form) -> Vec<&'a Question> {
    let definition = &working.survey.definition;
    let holds = |key: &str| {
        let on =
            |section: &&catsup_model::survey::Section| section.questions.iter().any(|one| one.key == key);
        definition.sections.iter().find(on).map(|section| section.key.as_str())
    };
    let chosen = form.filled("page").map(str::to_owned);
    match key.map(|key| (key, holds(key))) {
        // On another page than before: behind everything there.
        Some((key, Some(page))) if chosen.as_deref().is_none_or(|chosen| chosen == page) => {
            conditions::before(definition, page, Some(key))
        }
        _ => match form.filled("after") {
            Some(after) => {
                let mut earlier = conditions::before(definition, &chosen.unwrap_or_default(), Some(after));
                earlier.extend(definition.question(after));
                earlier
            }
            None => conditions::before(definition, &chosen.unwrap_or_default(), Some("")),
        },
    }
}

impl QuestionPage {
    fn existing(layout: Layout, working: &Working, question: &Question) -> Self {
        let definition = &working.survey.definition;
        let page = definition.sections.iter().find(|section| section.questions.contains(question));
        let mut form = Form::empty();
        entries::put(&mut form, question);
        form.set("page", page.map(|page| page.key.clone()).unwrap_or_default());
        form.set("kind", kinds::code(&question.kind));
        form.set(REVISION, working.revision.to_string());
        let earlier = place(working, Some(&question.key), &form);
        conditions::put(&mut form, question.ask_when.as_ref(), &earlier);
        Self::of(layout, working, Some(&question.key), question.kind.clone(), form)
    }

    fn of(layout: Layout, working: &Working, key: Option<&str>, kind: QuestionKind, form: Form) -> Self {
        let t = layout.t;
        let (survey, definition) = (&working.survey, &working.survey.definition);
        let stored = key.and_then(|key| definition.question(key));
        let page = |(index, section): (usize, &catsup_model::survey::Section)| {
            let number = t.say("survey-page").arg("number", index + 1).to_string();
            let title = t.pick(&section.title);
            Choice::new(&section.key, if title.is_empty() { number } else { format!("{number} · {title}") })
        };
        let scale = |scale: Scale| Choice::new(scale.code(), words::scale_name(t, scale));
        let check = |check: TextCheck| Choice::new(check.code(), t.name("builder-check", check.code()));
        let chosen = match &kind {
            QuestionKind::Scale { scale } => Some(*scale),
            _ => None,
        };
        let measures = chosen.map(limits::measures_of).unwrap_or_default();
        let earlier = place(working, key, &form);
        let kept = |condition: &Condition| words::condition(t, definition, condition);
        let title = match stored {
            Some(question) => t.say("builder-question-title").arg("name", words::name(t, question)),
            None => t.say("builder-question-new"),
        };
        let code = kinds::code(&kind);
        Self {
            crumbs: crumbs(t, working, true),
            title,
            survey: survey.key.clone(),
            kind_name: t.name("builder-kind", code).to_string(),
            about: t.name("builder-about", code),
            fixed: stored.is_some_and(|question| !question.is_own()),
            key_open: key.is_none_or(|key| !working.known_keys.contains(key)),
            published: key.is_some_and(|key| {
                working.published.as_ref().is_some_and(|published| published.question(key).is_some())
            }),
            is_new: key.is_none(),
            moved: false,
            pages: definition.sections.iter().enumerate().map(page).collect(),
            scales: kinds::scales().into_iter().map(scale).collect(),
            measures: measures
                .iter()
                .map(|one| Choice::new(one.code(), t.name("measure", one.code())))
                .collect(),
            checks: TextCheck::ALL.into_iter().map(check).collect(),
            parts: entries::lines(&form),
            earlier: conditions::offered(t, &earlier, &form),
            kept: stored
                .and_then(|question| question.ask_when.as_ref())
                .filter(|_| form.chose("when", "kept"))
                .map(kept)
                .unwrap_or_default(),
            back: key.map_or_else(
                || links::build_at(&survey.key, form.value("page")),
                |key| links::build_at(&survey.key, key),
            ),
            kind,
            form,
            layout,
        }
    }

    fn has_parts(&self) -> bool {
        matches!(
            self.kind,
            QuestionKind::Grid { .. } | QuestionKind::Single { .. } | QuestionKind::Multiple { .. }
        )
    }

    fn is_grid(&self) -> bool {
        matches!(self.kind, QuestionKind::Grid { .. })
    }

    fn is_hidden(&self) -> bool {
        self.kind == QuestionKind::Hidden
    }

    fn is_answered(&self) -> bool {
        !matches!(self.kind, QuestionKind::Hidden | QuestionKind::Display)
    }
}

#[cfg(test)]
impl crate::layout::Samples for QuestionPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        use crate::forms::FieldError;
        let layout = || Layout::sample(language);
        let working = super::sample::working();
        let existing = |question| Self::existing(layout(), &working, question);
        let mut samples: Vec<Self> = working.survey.definition.questions().map(existing).collect();
        for code in ["stars5", "single", "dropdown", "short_text", "long_text", "date", "display", "email"] {
            let mut form = Form::with([("page", "page_2"), ("when", "always")]);
            let kind = kinds::start(code).unwrap();
            entries::put(&mut form, &fresh(kind.clone()));
            form.refuse("text.en", FieldError::new("error-required"));
            form.refuse("when", FieldError::new("builder-no-test"));
            let mut page = Self::of(layout(), &working, None, kind, form);
            page.moved = code == "single";
            samples.push(page);
        }
        let fixed = super::sample::fixed();
        samples.extend(
            fixed.survey.definition.questions().take(1).map(|one| Self::existing(layout(), &fixed, one)),
        );
        samples
    }
}
