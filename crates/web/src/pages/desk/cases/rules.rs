//! Rules by which cases are handled: by when, by which calendar, by whom.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, calendars,
    cases::{self, EnteredRule, NamedRule},
    surveys,
};
use catsup_model::{
    Language, Permission, Viewer,
    calendar::{Unit, Within},
    case::CaseRule,
    id::CaseRuleId,
};

use super::{kinds, service_choices};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{confirm::Confirm, refused},
};

/// The times a rule sets, by the name of their fields.
const TIMES: [&str; 3] = ["first_response", "next_response", "resolution"];

/// The most surveys that are offered.
const MOST_SURVEYS: i64 = 1_000;

/// What a rule may name.
#[derive(Debug, Default)]
struct Offered {
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    calendars: Vec<Choice>,
    units: Vec<Choice>,
    handlers: Vec<Choice>,
    surveys: Vec<Choice>,
}

/// The list of rules, and the form to add one.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/rules.html")]
pub(crate) struct RulesPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    offered: Offered,
    may_change: bool,
}

/// One rule to be changed.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/rule.html")]
pub(crate) struct RulePage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    id: CaseRuleId,
    name: String,
    offered: Offered,
}

#[derive(Debug)]
struct Line {
    href: String,
    name: String,
    times: [String; 3],
    calendar: String,
    assignee: String,
    escalate_to: String,
}

fn name(t: Translator, rule: &NamedRule) -> String {
    let service = rule.service.clone().unwrap_or_else(|| t.say("case-rule-every-service").to_string());
    match rule.rule.kind {
        Some(kind) => format!("{service}: {}", t.name("case-kind", kind.code())),
        None => service,
    }
}

impl Line {
    fn of(t: Translator, rule: &NamedRule) -> Self {
        let targets = &rule.rule.targets;
        let within = |within: Option<Within>| match within {
            Some(within) => {
                let n = i64::from(within.amount());
                t.name("standard-within", within.unit().code()).arg("n", n).to_string()
            }
            None => "–".to_owned(),
        };
        let nobody = || "–".to_owned();
        Self {
            href: links::case_rule(rule.rule.id),
            name: name(t, rule),
            times: [targets.first_response, targets.next_response, targets.resolution].map(within),
            calendar: rule.calendar.clone(),
            assignee: rule.assignee.clone().unwrap_or_else(nobody),
            escalate_to: rule.escalate_to.clone().unwrap_or_else(nobody),
        }
    }
}

impl Offered {
    async fn read(app: &App, viewer: &Viewer, t: Translator) -> Result<Self, PageError> {
        let calendars = calendars::list(app, viewer).await?;
        let surveys = surveys::list(app, viewer, &[], None, MOST_SURVEYS).await?;
        let handlers = cases::handlers(app, viewer).await?;
        Ok(Self {
            services: service_choices(app, viewer).await?,
            calendars: calendars.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            handlers: handlers.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            surveys: surveys.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            ..Self::fixed(t)
        })
    }

    fn fixed(t: Translator) -> Self {
        let unit = |unit: Unit| Choice::new(unit.code(), t.name("within-unit", unit.code()));
        Self { kinds: kinds(t), units: Unit::ALL.map(unit).into(), ..Self::default() }
    }
}

fn may_change(viewer: &Viewer) -> bool {
    viewer.require_everywhere(Permission::ManageDirectory).is_ok()
}

/// What the form of a rule holds.
fn entered(form: &Form) -> EnteredRule {
    let text = |field: &str| form.value(field).trim().to_owned();
    let time = |field: &str| match form.filled(field) {
        None => String::new(),
        Some(amount) => format!("{amount} {}", form.value(&format!("{field}_unit"))),
    };
    EnteredRule {
        service: text("service"),
        kind: text("kind"),
        calendar: text("calendar"),
        first_response: time("first_response"),
        next_response: time("next_response"),
        resolution: time("resolution"),
        assignee: text("assignee"),
        escalate_to: text("escalate_to"),
        survey: text("survey"),
    }
}

/// The form of a rule as it stands.
fn filled(rule: &CaseRule) -> Form {
    let mut form = Form::empty();
    let mut set = |field: &str, value: Option<String>| form.set(field, value.unwrap_or_default());
    set("service", rule.service.map(|id| id.to_string()));
    set("kind", rule.kind.map(|kind| kind.code().to_owned()));
    set("calendar", Some(rule.calendar.to_string()));
    set("assignee", rule.assignee.map(|id| id.to_string()));
    set("escalate_to", rule.escalate_to.map(|id| id.to_string()));
    set("survey", rule.survey.map(|id| id.to_string()));
    let targets = &rule.targets;
    for (field, within) in
        TIMES.into_iter().zip([targets.first_response, targets.next_response, targets.resolution])
    {
        set(field, within.map(|within| within.amount().to_string()));
        let unit = within.map_or(Unit::BusinessDays, Within::unit);
        set(&format!("{field}_unit"), Some(unit.code().to_owned()));
    }
    form
}

/// The form of a new rule.
fn fresh() -> Form {
    Form::with(TIMES.map(|field| (format!("{field}_unit"), Unit::BusinessDays.code().to_owned())))
}

impl RulesPage {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let may_change = may_change(viewer);
        let rules = cases::rules(app, viewer).await?;
        let offered =
            if may_change { Offered::read(app, viewer, layout.t).await? } else { Offered::default() };
        Ok(Self::new(layout, form, &rules, offered, may_change))
    }

    fn new(layout: Layout, form: Form, rules: &[NamedRule], offered: Offered, may_change: bool) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::CASES, t.say("cases-title"))],
            lines: rules.iter().map(|rule| Line::of(t, rule)).collect(),
            layout,
            form,
            offered,
            may_change,
        }
    }
}

fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![
        Crumb::new(links::CASES, t.say("cases-title")),
        Crumb::new(links::CASE_RULES, t.say("case-rules-title")),
    ]
}

async fn found(app: &App, viewer: &Viewer, id: CaseRuleId) -> Result<NamedRule, PageError> {
    let rules = cases::rules(app, viewer).await?;
    rules.into_iter().find(|rule| rule.rule.id == id).ok_or(PageError::NotFound)
}

/// `GET /desk/cases/rules`
pub(crate) async fn rules(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<RulesPage>, PageError> {
    Ok(Page::new(RulesPage::read(&app, &identity.viewer, layout, fresh()).await?))
}

/// `POST /desk/cases/rules`
pub(crate) async fn add_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    match cases::set_rule(&app, &identity.viewer, None, &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::CASE_RULES);
            Ok(on.saying(AlertKind::Success, "case-rule-added").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = RulesPage::read(&app, &identity.viewer, layout, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `GET /desk/cases/rules/{rule}`
pub(crate) async fn show_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CaseRuleId>,
) -> Result<Page<RulePage>, PageError> {
    let rule = found(&app, &identity.viewer, id).await?;
    let form = filled(&rule.rule);
    Ok(Page::new(rule_page(&app, &identity.viewer, layout, &rule, form).await?))
}

async fn rule_page(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    rule: &NamedRule,
    form: Form,
) -> Result<RulePage, PageError> {
    let t = layout.t;
    let offered = Offered::read(app, viewer, t).await?;
    Ok(RulePage { crumbs: crumbs(t), id: rule.rule.id, name: name(t, rule), offered, layout, form })
}

/// `POST /desk/cases/rules/{rule}`
pub(crate) async fn change_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CaseRuleId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    match cases::set_rule(&app, viewer, Some(id), &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::CASE_RULES);
            Ok(on.saying(AlertKind::Success, "case-rule-changed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let rule = found(&app, viewer, id).await?;
            let page = rule_page(&app, viewer, layout, &rule, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `GET /desk/cases/rules/{rule}/remove`
pub(crate) async fn ask_remove_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CaseRuleId>,
) -> Result<Page<Confirm>, PageError> {
    let rule = found(&app, &identity.viewer, id).await?;
    let (name, crumbs) = (name(layout.t, &rule), crumbs(layout.t));
    Ok(Confirm::page(layout, "case-rule-remove", &name, crumbs, links::CASE_RULES.to_owned()))
}

/// `POST /desk/cases/rules/{rule}/remove`
pub(crate) async fn remove_rule(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<CaseRuleId>,
) -> Result<SeeOther, PageError> {
    cases::remove_rule(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::CASE_RULES).saying(AlertKind::Success, "case-rule-removed"))
}

fn sample_offered(t: Translator) -> Offered {
    let one = |name: &str| vec![Choice::new(1, name)];
    Offered {
        services: one("Passport renewal"),
        calendars: one("Head office"),
        handlers: one("Ana Ruiz"),
        surveys: one("After a case"),
        ..Offered::fixed(t)
    }
}

impl Samples for RulesPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::CASE_RULES.to_owned(), ..Layout::sample(language) };
        let offered = || sample_offered(layout().t);
        let mut wrong = Form::with([("first_response", "soon")]);
        wrong.refuse("first_response", FieldError::new("error-time-promised"));
        wrong.refuse("calendar", FieldError::new("error-required"));
        vec![
            Self::new(layout(), fresh(), &[super::sample::rule()], offered(), true),
            Self::new(layout(), wrong, &[], offered(), true),
            Self::new(layout(), fresh(), &[super::sample::rule()], Offered::default(), false),
        ]
    }
}

impl Samples for RulePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::case_rule(1), ..Layout::sample(language) };
        let (t, rule) = (layout.t, super::sample::rule());
        let form = filled(&rule.rule);
        let (offered, name) = (sample_offered(t), name(t, &rule));
        vec![Self { crumbs: crumbs(t), id: rule.rule.id, name, offered, layout, form }]
    }
}
