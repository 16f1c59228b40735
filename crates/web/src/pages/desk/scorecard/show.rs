//! The scorecard page: every measure of one scope and period, with its uncertainty.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    results::{self, Results, ResultsQuery},
    scorecards::{self, Choices, Pooling, Scorecard, ScorecardQuery},
};
use catsup_model::{
    id::SurveyId,
    period::{Days, FiscalYearStart},
    query::LeftOut,
};

use super::{
    asked::Asked,
    figures::{self, Naming},
    filters::Filters,
    groups::{self, GroupsView},
    headline,
    measures::{self, MeasureTable},
    trend::{self, DriversView, TrendView},
};
use crate::{
    components::{AlertKind, Choice, Crumb, Tile},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::desk::results::QuestionView,
};

/// The scorecard page.
#[derive(Debug, Template)]
#[template(path = "pages/desk/scorecard/show.html")]
pub(crate) struct ScorecardPage {
    pub(super) layout: Layout,
    title: String,
    crumbs: Vec<Crumb>,
    asked: Asked,
    filters: Filters,
    content: Option<Content>,
    /// Surveys of the scope with their own questions, where one service or survey is chosen.
    own: Vec<OwnQuestions>,
}

/// A survey of the scope, and what came of the questions that no instrument brings.
#[derive(Debug)]
struct OwnQuestions {
    survey: SurveyId,
    name: String,
    href: String,
    questions: Vec<QuestionView>,
}

impl OwnQuestions {
    fn of(survey: SurveyId, name: &str) -> Self {
        Self { survey, name: name.to_owned(), href: links::results(survey), questions: Vec::new() }
    }
}

/// What there is to show when the filters can be read.
#[derive(Debug)]
struct Content {
    scorecard: Scorecard,
    /// The period in words, and the one it is compared with.
    period: String,
    before: String,
    tiles: Vec<Tile>,
    tables: Vec<MeasureTable>,
    /// Every series, for the choice of what trend and groups show.
    series: Vec<Choice>,
    /// The form of trend and groups, with the choice as it stands.
    chosen: Form,
    /// Name of the chosen series.
    chosen_name: String,
    trend: Option<TrendView>,
    groups: Option<GroupsView>,
    drivers: Vec<DriversView>,
    /// Measures whose answers to different wordings are pooled, or could be.
    several_wordings: bool,
}

/// `GET /desk/scorecard`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<ScorecardPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let viewer = &identity.viewer;
    if !asked.form.is_valid() {
        let choices = scorecards::choices(&app, viewer, &ScorecardQuery::default()).await?;
        let page = ScorecardPage::new(layout, asked, &choices, None, FiscalYearStart::OCTOBER);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let days = match asked.preset {
        Some(preset) => scorecards::preset_days(&app, viewer, &asked.query, preset).await?,
        None => asked.query.days,
    };
    let query = ScorecardQuery { days, ..asked.query.clone() };
    let (scorecard, choices) =
        tokio::try_join!(scorecards::read(&app, viewer, &query), scorecards::choices(&app, viewer, &query))?;
    let fiscal = app.settings().fiscal_year;
    let mut page = ScorecardPage::new(layout, asked, &choices, Some(scorecard), fiscal);
    // Touchpoints and segments are not known to these counts: figures of another scope would stand beside the measures.
    if query.touchpoints.is_empty() && query.segments.is_empty() {
        let surveys: Vec<SurveyId> = page.own.iter().map(|one| one.survey).collect();
        let asked = ResultsQuery { days, channels: query.channels, languages: query.languages };
        page.answer_own(&results::own(&app, viewer, &surveys, &asked).await?);
    }
    Ok(Page::new(page))
}

impl ScorecardPage {
    pub(super) fn new(
        layout: Layout,
        asked: Asked,
        choices: &Choices,
        scorecard: Option<Scorecard>,
        fiscal: FiscalYearStart,
    ) -> Self {
        let t = layout.t;
        let title =
            scorecard.as_ref().map_or_else(|| t.say("scorecard-title").to_string(), |one| one.scope.clone());
        let crumb = |(id, name): &(catsup_model::id::OrganisationId, String)| {
            Crumb::new(format!("{}?organisation={id}", links::SCORECARD), name)
        };
        let mut crumbs = vec![Crumb::new(links::SCORECARD, t.say("scorecard-title"))];
        crumbs.extend(scorecard.iter().flat_map(|one| &one.path).map(crumb));
        // The scope itself stands last, without a link.
        crumbs.pop_if(|last| last.label == title);
        let chosen = &asked.query.surveys;
        let narrow = asked.query.services.len() == 1 || chosen.len() == 1;
        let surveys =
            choices.surveys.iter().filter(|(id, _)| narrow && (chosen.is_empty() || chosen.contains(id)));
        let own = surveys.map(|(id, name)| OwnQuestions::of(*id, name)).collect();
        let filters = Filters::new(t, choices, &asked);
        let content = scorecard.map(|scorecard| Content::new(t, scorecard, &asked, fiscal));
        Self { layout, title, crumbs, asked, filters, content, own }
    }

    /// Puts what came of the questions of an author's own beside the measures.
    pub(super) fn answer_own(&mut self, results: &[Results]) {
        let t = self.layout.t;
        for one in &mut self.own {
            let Some(found) = results.iter().find(|found| found.survey == one.survey) else { continue };
            let questions = found.questions.iter().enumerate();
            let view = |(place, result)| QuestionView::of(t, result, found.smallest_cell, place);
            one.questions = questions.map(view).filter(|view| !view.too_few).collect();
        }
    }
}

impl Content {
    fn new(t: Translator, scorecard: Scorecard, asked: &Asked, fiscal: FiscalYearStart) -> Self {
        let names = figures::names(t, &scorecard.measures, Naming::WithScale);
        let place = chosen(&scorecard, &asked.measure);
        let series =
            scorecard.measures.iter().zip(&names).map(|(series, name)| Choice::new(series.code(), name));
        let (chosen_code, chosen_name) = match (scorecard.measures.get(place), names.get(place)) {
            (Some(series), Some(name)) => (series.code(), name.clone()),
            _ => Default::default(),
        };
        let trend =
            scorecard.measures.get(place).map(|series| trend::view(t, &scorecard, series, &chosen_name));
        let mut form = asked.form.clone();
        form.set("measure", &chosen_code);
        Self {
            period: scorecard
                .days
                .map_or_else(|| t.say("scorecard-all-history").to_string(), |days| period(t, days, fiscal)),
            before: scorecard.before.map(|days| period(t, days, fiscal)).unwrap_or_default(),
            tiles: headline::tiles(t, &scorecard, &names, asked),
            tables: measures::tables(t, &scorecard),
            series: series.collect(),
            chosen: form,
            trend,
            groups: groups::view(t, &scorecard, place, &chosen_name),
            drivers: trend::drivers(t, &scorecard),
            several_wordings: several_wordings(&scorecard),
            chosen_name,
            scorecard,
        }
    }

    fn is_pooled(&self) -> bool {
        self.scorecard.pooling == Pooling::Pooled
    }

    /// Why blocks were left out, in words.
    fn left_out(&self, t: &Translator, left_out: &LeftOut) -> String {
        let key = match left_out.reason {
            catsup_model::query::LeftOutReason::CoveredByResponses => "scorecard-left-out-covered",
            catsup_model::query::LeftOutReason::CannotBeCut => "scorecard-left-out-cut",
            catsup_model::query::LeftOutReason::AcrossBuckets => "scorecard-left-out-across",
        };
        t.say(key).arg("blocks", left_out.blocks).arg("respondents", left_out.respondents).to_string()
    }

    /// Blocks left out of the trend for a reason that the figures do not share.
    fn trend_left_out(&self) -> impl Iterator<Item = &LeftOut> {
        let known = &self.scorecard.left_out;
        self.scorecard
            .trend_left_out
            .iter()
            .filter(|one| known.iter().all(|other| other.reason != one.reason))
    }
}

/// The series asked for, by its code or the code of its measure; the first when there is none such.
fn chosen(scorecard: &Scorecard, measure: &str) -> usize {
    let codes: Vec<String> = scorecard.measures.iter().map(scorecards::MeasureSeries::code).collect();
    let exact = codes.iter().position(|code| code == measure);
    let begins = || codes.iter().position(|code| code.split('.').next() == Some(measure));
    exact.or_else(begins).unwrap_or(0)
}

/// A fiscal quarter by its name, any other run of days by its ends.
pub(in crate::pages::desk) fn period(t: Translator, days: Days, fiscal: FiscalYearStart) -> String {
    let quarter = fiscal.quarter_of(days.first);
    if fiscal.days_of(quarter) == days {
        t.fiscal_quarter(&quarter, fiscal).to_string()
    } else {
        t.days(&days).to_string()
    }
}

fn several_wordings(scorecard: &Scorecard) -> bool {
    let alike = |one: &scorecards::MeasureSeries, other: &scorecards::MeasureSeries| {
        one.measure == other.measure && one.scale == other.scale
    };
    scorecard.measures.iter().any(|one| one.wordings.len() > 1)
        || scorecard
            .measures
            .iter()
            .any(|one| scorecard.measures.iter().filter(|other| alike(one, other)).count() > 1)
}
