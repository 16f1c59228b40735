//! The screens with their figures, their rules, and the newest verdicts.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    screening::{self, DAYS, Precision, Report, ScreenFigures, VerdictLine},
};
use catsup_model::{
    Language, Permission,
    id::ResponseId,
    response::ResponseState,
    screening::{ScreenCode, ScreeningRules, Threshold, Verdict},
};
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};
use serde::Deserialize;

use crate::{
    components::Choice,
    error::PageError,
    extract::{Identity, PageQuery, SignedIn},
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// How many verdicts the log shows.
const SHOWN: i64 = 100;

/// Which verdicts are wanted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    screen: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/desk/screening/show.html")]
pub(crate) struct ScreeningPage {
    layout: Layout,
    report: Report,
    screens: Vec<Choice>,
    filter: Form,
    log: Vec<Line>,
    /// The rules as a form, for whoever may change them.
    rules: Option<Form>,
}

/// One verdict, its time in the installation's zone.
#[derive(Debug)]
struct Line {
    at: DateTime,
    line: VerdictLine,
    /// Where the response can be read, by whoever may.
    link: Option<String>,
}

impl Line {
    fn decision(&self) -> &'static str {
        match self.line.decision {
            Some(true) => "spam",
            Some(false) => "not-spam",
            None => "none",
        }
    }

    fn tag(&self) -> &'static str {
        match self.line.verdict {
            Verdict::Pass => "success",
            Verdict::Flag => "warning",
            Verdict::Reject => "error",
            Verdict::Urgent => "accent",
        }
    }
}

/// The field that switches a screen on.
pub(super) fn switch_name(screen: &ScreenCode) -> String {
    format!("on.{}", screen.code())
}

/// The rules as the entries of a form.
pub(super) fn form_of(rules: &ScreeningRules) -> Form {
    let on = ScreenCode::ALL.iter().filter(|screen| rules.is_on(**screen));
    let switches = on.map(|screen| (switch_name(screen), "1".to_owned()));
    let numbers = Threshold::ALL.iter().map(|one| (one.code().to_owned(), rules.threshold(*one).to_string()));
    Form::with(switches.chain(numbers))
}

/// `GET /desk/screening`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(wanted): PageQuery<Wanted>,
    layout: Layout,
) -> Result<Page<ScreeningPage>, PageError> {
    let rules = may_change(&identity).then(|| form_of(&app.settings().screening));
    Ok(Page::new(page(&app, &identity, layout, &wanted, rules).await?))
}

/// Whether the reader may change the rules: they are settings of the whole installation.
pub(super) fn may_change(identity: &Identity) -> bool {
    identity.viewer.require_everywhere(Permission::ManageSettings).is_ok()
}

/// The page with these rules.
pub(super) async fn page(
    app: &App,
    identity: &Identity,
    layout: Layout,
    wanted: &Wanted,
    rules: Option<Form>,
) -> Result<ScreeningPage, PageError> {
    let viewer = &identity.viewer;
    let screen: Option<ScreenCode> = wanted.screen.parse().ok();
    let report = screening::report(app, viewer).await?;
    let zone = app.settings().zone.clone();
    let reads = viewer.may(Permission::ReadResponses);
    let log = screening::log(app, viewer, screen, SHOWN).await?;
    let log = log.into_iter().map(|line| Line::of(line, &zone, reads)).collect();
    Ok(ScreeningPage {
        report,
        screens: screens(layout.t),
        filter: Form::with([("screen", wanted.screen.as_str())]),
        log,
        rules,
        layout,
    })
}

impl Line {
    fn of(line: VerdictLine, zone: &TimeZone, reads: bool) -> Self {
        let link = reads.then(|| links::response(line.response));
        Self { at: line.at.to_zoned(zone.clone()).datetime(), line, link }
    }
}

fn screens(t: Translator) -> Vec<Choice> {
    ScreenCode::ALL.iter().map(|screen| Choice::new(screen.code(), t.name("screen", screen.code()))).collect()
}

impl Samples for ScreeningPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::SCREENING.to_owned(), ..Layout::sample(language) };
        let figures = |screen: &ScreenCode| ScreenFigures {
            screen: *screen,
            passed: 12_310,
            flagged: 14,
            rejected: 6,
            urgent: 0,
            confirmed: 9,
            overturned: 3,
            precision: (*screen == ScreenCode::Content).then_some(Precision {
                share: 0.75,
                low: 0.468,
                high: 0.911,
                n: 12,
            }),
        };
        let line = |screen, verdict, reason: &str, decision| Line {
            at: date(2026, 3, 10).at(9, 41, 0, 0),
            line: VerdictLine {
                at: "2026-03-10T13:41:00Z".parse().unwrap_or_default(),
                response: ResponseId(7),
                screen,
                verdict,
                reason: reason.to_owned(),
                score: 85,
                version: 1,
                decision,
                state: ResponseState::Spam,
            },
            link: Some(links::response(7)),
        };
        let log = vec![
            line(ScreenCode::Content, Verdict::Reject, "many_links", Some(true)),
            line(ScreenCode::Crisis, Verdict::Urgent, "threat", None),
            line(ScreenCode::Speed, Verdict::Flag, "too_fast", Some(false)),
        ];
        let screens = || screens(layout.t);
        let mut wrong = form_of(&ScreeningRules::default());
        wrong.set("proof_bits", "60");
        wrong.refuse("proof_bits", FieldError::new("error-threshold").number("low", 8).number("high", 22));
        let full = |rules: Option<Form>, log| Self {
            layout: layout.clone(),
            report: Report {
                screened: 12_330,
                missed: 2,
                screens: ScreenCode::ALL.iter().map(figures).collect(),
            },
            screens: screens(),
            filter: Form::empty(),
            log,
            rules,
        };
        let empty =
            Self { report: Report { screened: 0, missed: 0, screens: Vec::new() }, ..full(None, Vec::new()) };
        vec![full(Some(form_of(&ScreeningRules::default())), log), full(Some(wrong), Vec::new()), empty]
    }
}
