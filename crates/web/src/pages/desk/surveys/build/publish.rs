//! Publishing what was changed: first what it does to each trend, then the act.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, Refusal,
    surveys::{self, Working, texts::texts},
};
use catsup_model::{
    Language,
    survey::{Change, SurveyState},
};
use jiff::civil::Date;

use super::{super::show::problem_words, REVISION, crumbs, overview, revision, words};
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

/// What publishing does, before it is done.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/publish.html")]
pub(crate) struct PublishPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    state: SurveyState,
    name: String,
    /// Whether there is anything to publish.
    anything: bool,
    moved: bool,
    problems: Vec<(Message, Option<String>)>,
    /// Texts that a language lacks where the other one has them.
    missing: Vec<(Language, usize)>,
    changes: Vec<ChangeLine>,
    back: String,
}

/// What happens to one question.
#[derive(Debug)]
struct ChangeLine {
    name: String,
    words: Vec<String>,
    breaks: bool,
    /// The field of the tick that keeps its wording, where its author may say so.
    corrected: Option<String>,
    /// What it said before.
    before: String,
}

/// `GET /desk/surveys/{survey}/build/publish`
pub(crate) async fn show_publish(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<Page<PublishPage>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let mut form = Form::empty();
    form.set(REVISION, working.revision.to_string());
    Ok(Page::new(PublishPage::of(layout, &working, form, app.today())))
}

/// `POST /desk/surveys/{survey}/build/publish`
pub(crate) async fn publish(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let kept = form.entries().iter().filter_map(|(name, _)| name.strip_prefix("same.").map(str::to_owned));
    let kept: Vec<String> = kept.collect();
    match surveys::publish(&app, viewer, &survey, revision(&form), &kept).await {
        Ok(survey) => {
            let on = SeeOther::to(links::survey(&survey.key));
            Ok(on.saying(AlertKind::Success, "survey-published").into_response())
        }
        Err(Error::Invalid(_) | Error::Refused(Refusal::SurveyExpired(_) | Refusal::DraftMoved)) => {
            let working = surveys::working(&app, viewer, &survey).await?;
            let moved = revision(&form) != working.revision;
            form.set(REVISION, working.revision.to_string());
            let mut page = PublishPage::of(layout, &working, form, app.today());
            page.moved = moved;
            let status = if moved { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(Page::with_status(status, page).into_response())
        }
        Err(Error::Refused(Refusal::StateChange { .. })) => {
            let on = SeeOther::to(links::survey(&survey));
            Ok(on.saying(AlertKind::Warning, "survey-state-moved").into_response())
        }
        Err(error) => Err(error.into()),
    }
}

impl PublishPage {
    fn of(layout: Layout, working: &Working, form: Form, today: Date) -> Self {
        let t = layout.t;
        let (survey, definition) = (&working.survey, &working.survey.definition);
        let found = definition.problems();
        let problem = |one| (problem_words(t, definition, one), overview::place(working, one));
        let mut problems: Vec<_> = found.iter().map(problem).collect();
        if let Some(day) = survey.notices.expires.filter(|_| survey.notices.expired(today)) {
            let mend = links::survey_change(&survey.key);
            problems.push((t.say("survey-problem-expired").arg("date", t.date(day)), Some(mend)));
        }
        let lacking = |language: Language| {
            (language, texts(definition).iter().filter(|text| text.is_missing_in(language)).count())
        };
        Self {
            crumbs: crumbs(t, working, true),
            state: survey.state,
            name: survey.name.clone(),
            anything: survey.state != SurveyState::Published || working.is_waiting(),
            moved: false,
            problems,
            missing: Language::ALL.map(lacking).into_iter().filter(|(_, count)| *count > 0).collect(),
            changes: changes(&layout, working),
            back: links::build(&survey.key),
            form,
            layout,
        }
    }
}

/// Whether a change begins another trend: a question that is asked no more has none.
fn starts_anew(change: &Change) -> bool {
    change.breaks_the_trend() && *change != Change::Removed
}

/// The changes of each question, in one line a question.
fn changes(layout: &Layout, working: &Working) -> Vec<ChangeLine> {
    let t = layout.t;
    let published = working.published.clone().unwrap_or_default();
    let mut lines: Vec<(String, ChangeLine)> = Vec::new();
    for one in working.changes() {
        let now = working.survey.definition.question(&one.question);
        let was = published.question(&one.question);
        let said = words::change(t, &one.change);
        if let Some((_, line)) = lines.iter_mut().find(|(key, _)| *key == one.question) {
            line.words.push(said);
            line.breaks |= starts_anew(&one.change);
            continue;
        }
        let both = now.zip(was);
        // Only the text of the question may be called the same; another choice is another choice.
        let retold = both.is_some_and(|(now, was)| now.is_own() && now.text != was.text);
        let corrected = retold && matches!(one.change, Change::Reworded(_));
        let line = ChangeLine {
            name: now.or(was).map(|question| words::name(t, question)).unwrap_or_default(),
            words: vec![said],
            breaks: starts_anew(&one.change),
            corrected: corrected.then(|| format!("same.{}", one.question)),
            before: was.filter(|_| retold).map(|was| t.pick(&was.text).to_owned()).unwrap_or_default(),
        };
        lines.push((one.question, line));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
impl crate::layout::Samples for PublishPage {
    fn samples(language: Language) -> Vec<Self> {
        let today = jiff::civil::date(2026, 3, 10);
        let layout = || Layout::sample(language);
        let mut moved =
            Self::of(layout(), &super::sample::working(), Form::empty(), jiff::civil::date(2029, 1, 1));
        moved.moved = true;
        let mut unchanged = super::sample::fixed();
        unchanged.published = Some(unchanged.survey.definition.clone());
        unchanged.survey.state = SurveyState::Published;
        vec![
            moved,
            Self::of(layout(), &super::sample::fixed(), Form::empty(), today),
            Self::of(layout(), &unchanged, Form::empty(), today),
        ]
    }
}
