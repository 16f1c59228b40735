//! The results of a survey, question by question: distributions with intervals, two questions side by side, words.

mod asked;
mod cross;
mod export;
mod samples;
mod view;
mod words;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    results::{self, Axis, Results, ResultsQuery},
    surveys,
};
use catsup_model::{Channel, Language, Permission, survey::Survey};

use self::{asked::Asked, cross::CrossView};
use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    forms::Form,
    layout::{Layout, Page},
    links,
};

#[cfg(test)]
pub(crate) use self::words::WordsList;
pub(crate) use self::{
    export::{csv, json, xlsx},
    samples::own as sample_own,
    view::QuestionView,
    words::words,
};

/// The results page.
#[derive(Debug, Template)]
#[template(path = "pages/desk/results/show.html")]
pub(crate) struct ResultsPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    form: Form,
    periods: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    /// The period in words, and how many responses count.
    period: String,
    responses: String,
    questions: Vec<QuestionView>,
    smallest: u64,
    axes: Vec<Choice>,
    of_columns: bool,
    cross: Option<CrossView>,
    exports: [(&'static str, String); 3],
    /// Where words stand, with the filters.
    filters: String,
    carried: Vec<(String, String)>,
    may_read: bool,
}

/// `GET /desk/surveys/{survey}/results`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let asked = Asked::read(pairs, app.today());
    let survey = surveys::find(&app, viewer, &key).await?;
    let query = if asked.form.is_valid() { asked.query.clone() } else { ResultsQuery::default() };
    let (results, axes) =
        tokio::try_join!(results::read(&app, viewer, &key, &query), results::axes(&app, viewer, &key))?;
    let (rows, columns) = (asked.form.value("rows"), asked.form.value("columns"));
    let table = if rows.is_empty() || columns.is_empty() {
        None
    } else {
        results::cross(&app, viewer, &key, &query, rows, columns).await?
    };
    let t = layout.t;
    let may_read =
        viewer.require(Permission::ReadResponses).is_ok_and(|reach| reach.has_service(survey.service));
    let of_columns = asked.form.value("of") == "columns";
    let cross = table.map(|table| CrossView::of(t, &table, of_columns));
    let page = ResultsPage::of(layout, survey, asked, &results, &axes);
    let page = ResultsPage { cross, may_read, of_columns, ..page };
    let status = if page.form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(status, page).into_response())
}

impl ResultsPage {
    fn of(layout: Layout, survey: Survey, asked: Asked, results: &Results, axes: &[Axis]) -> Self {
        let t = layout.t;
        let questions = results.questions.iter().enumerate();
        let questions = questions.map(|(place, one)| QuestionView::of(t, one, results.smallest_cell, place));
        let mut periods: Vec<Choice> =
            asked::PERIODS.map(|(name, _)| Choice::new(name, t.name("results-period", name))).into();
        if asked.form.value("period").is_empty() {
            periods.insert(0, Choice::new("", t.say("results-period-own")));
        }
        let path = links::results(&survey.key);
        Self {
            crumbs: vec![
                Crumb::new(links::SURVEYS, t.say("surveys-title")),
                Crumb::new(links::survey(&survey.key), &survey.name),
            ],
            periods,
            channels: Channel::ALL.iter().map(|one| Choice::new(one, t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one, one.own_name())).into(),
            period: results
                .days
                .map_or_else(|| t.say("scorecard-all-history").to_string(), |days| t.days(&days).to_string()),
            responses: match results.responses {
                Some(n) => t.say("response-count").arg("n", n).to_string(),
                None => t.say("results-fewer").arg("smallest", results.smallest_cell).to_string(),
            },
            questions: questions.collect(),
            smallest: results.smallest_cell,
            axes: cross::choices(t, axes),
            of_columns: false,
            cross: None,
            exports: [("CSV", "csv"), ("XLSX", "xlsx"), ("JSON", "json")]
                .map(|(name, ending)| (name, asked.on(&format!("{path}.{ending}")))),
            filters: serde_urlencoded::to_string(asked.carried()).unwrap_or_default(),
            carried: asked.carried(),
            may_read: true,
            form: asked.form,
            survey,
            layout,
        }
    }
}
