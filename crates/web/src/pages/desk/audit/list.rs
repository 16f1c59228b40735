//! The log, the newest first, by who acted and by what was done.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    audit::{self, AuditChoices, AuditFilter, AuditLine},
};
use catsup_model::Language;
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::{
    components::{Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// Lines on one page.
const LINES: u16 = 50;

/// The query of the log.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LogQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    actor: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    action: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<i64>,
}

impl LogQuery {
    fn href(&self) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        if query.is_empty() { links::AUDIT.to_owned() } else { format!("{}?{query}", links::AUDIT) }
    }
}

/// A page of the log.
#[derive(Debug, Template)]
#[template(path = "pages/desk/audit/list.html")]
pub(crate) struct AuditLog {
    layout: Layout,
    form: Form,
    actors: Vec<Choice>,
    actions: Vec<Choice>,
    lines: Vec<LogLine>,
    pager: Pager,
    /// The first page of the same, when this is a later one.
    newest: Option<String>,
}

/// One line as people read it.
#[derive(Debug)]
struct LogLine {
    sequence: i64,
    at: DateTime,
    actor: String,
    action: String,
    subject: String,
    /// Page of the subject, where it has one.
    href: Option<String>,
    /// Ids and names of fields; empty for none.
    detail: String,
}

impl LogLine {
    fn of(t: Translator, line: AuditLine, zone: &TimeZone) -> Self {
        let empty = line.detail.as_object().is_some_and(serde_json::Map::is_empty);
        Self {
            sequence: line.sequence,
            at: line.at.to_zoned(zone.clone()).datetime(),
            actor: line.actor_name.map_or_else(|| actor_in_words(t, &line.actor), |name| name.to_string()),
            action: action_in_words(t, &line.action),
            href: links::audited(&line.subject),
            subject: line.subject,
            detail: if empty { String::new() } else { line.detail.to_string() },
        }
    }
}

/// The first choice of a filter: no restriction.
fn all(t: Translator) -> impl Iterator<Item = Choice> {
    [Choice::new("", t.say("filter-all"))].into_iter()
}

fn actor_in_words(t: Translator, actor: &str) -> String {
    t.say_if_known(&format!("actor-{actor}"), "").unwrap_or_else(|| actor.to_owned())
}

/// An action in words; its code when it is newer than the catalogue.
fn action_in_words(t: Translator, action: &str) -> String {
    t.say_if_known(&format!("action-{}", action.replace(['.', '_'], "-")), "")
        .unwrap_or_else(|| action.to_owned())
}

/// `GET /desk/audit`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<LogQuery>,
) -> Result<Page<AuditLog>, PageError> {
    let filter = AuditFilter { actor: query.actor.clone(), action: query.action.clone() };
    let found = audit::search(&app, &identity.viewer, &filter, query.before, LINES).await?;
    let choices = audit::choices(&app, &identity.viewer).await?;
    let (t, settings) = (layout.t, app.settings());
    let lines = found.lines.into_iter().map(|line| LogLine::of(t, line, &settings.zone)).collect();
    Ok(Page::new(AuditLog::new(layout, &query, &choices, lines, found.next)))
}

impl AuditLog {
    fn new(
        layout: Layout,
        query: &LogQuery,
        choices: &AuditChoices,
        lines: Vec<LogLine>,
        next: Option<i64>,
    ) -> Self {
        let t = layout.t;
        let named = choices.actors.iter().map(|(actor, name)| Choice::new(actor, name));
        let unnamed = ["operator", "public"].map(|actor| Choice::new(actor, actor_in_words(t, actor)));
        let mut actions: Vec<Choice> =
            choices.actions.iter().map(|action| Choice::new(action, action_in_words(t, action))).collect();
        actions.sort_by_cached_key(|choice| choice.label.to_lowercase());
        let later = next.map(|before| LogQuery { before: Some(before), ..query.clone() }.href());
        Self {
            form: Form::with([("actor", query.actor.as_str()), ("action", query.action.as_str())]),
            actors: all(t).chain(named).chain(unnamed).collect(),
            actions: all(t).chain(actions).collect(),
            lines,
            pager: Pager { previous: None, next: later, total: String::new() },
            newest: query.before.map(|_| LogQuery { before: None, ..query.clone() }.href()),
            layout,
        }
    }
}

impl Samples for AuditLog {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::AUDIT.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let line = |sequence, actor: &str, action: &str, subject: &str, detail: &str| LogLine {
            sequence,
            at: date(2026, 3, 10).at(11, 2, 0, 0),
            actor: actor.to_owned(),
            action: action_in_words(t, action),
            subject: subject.to_owned(),
            href: links::audited(subject),
            detail: detail.to_owned(),
        };
        let lines = vec![
            line(1_204, "Ana Ruiz", "settings.change", "settings", r#"{"smallest_cell":["10","20"]}"#),
            line(1_203, "Ana Ruiz", "service.change", "service:7", r#"{"fields":["name"]}"#),
            line(1_202, &actor_in_words(t, "public"), "account.lock", "account:3", r#"{"minutes":15}"#),
        ];
        let choices = AuditChoices { actors: Vec::new(), actions: vec!["service.change".to_owned()] };
        let query =
            LogQuery { action: "service.change".to_owned(), before: Some(1_300), ..LogQuery::default() };
        vec![
            Self::new(layout(), &LogQuery::default(), &choices, lines, Some(1_202)),
            Self::new(layout(), &query, &choices, Vec::new(), None),
        ]
    }
}
