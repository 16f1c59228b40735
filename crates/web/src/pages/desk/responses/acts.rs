//! One's own acts: how far each is, and the way back.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    inbox::{self, acts},
};
use catsup_model::{
    Language,
    id::{AccountId, ActId, TagId},
    inbox::Act,
};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::{
    detail::tell,
    did::{After, Did},
};
use crate::{
    components::{AlertKind, Crumb, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    layout::{Layout, Page, Samples},
    links,
};

/// Acts of one page.
const PAGE: i64 = 50;

/// The page of one's own acts.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/acts.html")]
pub(crate) struct Acts {
    layout: Layout,
    crumbs: Vec<Crumb>,
    rows: Vec<Row>,
    pager: Pager,
    did: Option<Did>,
}

#[derive(Debug)]
struct Row {
    id: ActId,
    when: DateTime,
    what: String,
    changed: i64,
    expected: i64,
    under_way: bool,
    /// How many it was undone for; none while it stands.
    undone: Option<i64>,
}

/// Where a page of acts begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Cursor {
    before: String,
}

/// `GET /desk/responses/acts`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(cursor): PageQuery<Cursor>,
    PageQuery(after): PageQuery<After>,
) -> Result<Page<Acts>, PageError> {
    let viewer = &identity.viewer;
    let t = layout.t;
    let (found, colleagues, tags) = tokio::try_join!(
        acts::mine(&app, viewer, cursor.before.parse().ok(), PAGE + 1),
        inbox::colleagues(&app, viewer),
        inbox::tags::list(&app, viewer),
    )?;
    let zone = app.settings().zone.clone();
    let length = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = found.get(length - 1).filter(|_| found.len() > length);
    let next = next.map(|last| format!("{}?before={}", links::RESPONSES_ACTS, last.id));
    let row = |act: &acts::KeptAct| Row {
        id: act.id,
        when: act.at.to_zoned(zone.clone()).datetime(),
        what: tell(t, act.act, &colleagues, &tags),
        changed: act.changed,
        expected: act.expected,
        under_way: act.ended_at.is_none(),
        undone: act.undone_at.map(|_| act.undone),
    };
    Ok(Page::new(Acts {
        crumbs: vec![Crumb::new(links::RESPONSES, t.say("responses-title"))],
        rows: found.iter().take(length).map(row).collect(),
        pager: Pager { next, ..Pager::default() },
        did: after.tell(&app, viewer, t, links::RESPONSES_ACTS).await?,
        layout,
    }))
}

impl Samples for Acts {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout::sample(language);
        let t = layout.t;
        let row = |id: i64, act: Act, undone: Option<i64>| Row {
            id: ActId(id),
            when: jiff::civil::date(2026, 3, 10).at(9, 30, 0, 0),
            what: tell(t, act, &[(AccountId(1), "Ana Ruiz".to_owned())], &[]),
            changed: 12,
            expected: 14,
            under_way: id == 3,
            undone,
        };
        let sample = |rows: Vec<Row>| Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            rows,
            pager: Pager::default(),
            did: Some(Did {
                kind: AlertKind::Success,
                text: "…".to_owned(),
                undo: None,
                back: String::new(),
            }),
            layout: Layout::sample(language),
        };
        let rows = vec![
            row(1, Act::Archive, None),
            row(2, Act::Tag(TagId(1)), Some(11)),
            row(3, Act::Assign(AccountId(1)), None),
        ];
        vec![sample(rows), sample(Vec::new())]
    }
}
