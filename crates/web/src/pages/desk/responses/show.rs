//! One response on a page of its own.

use askama::Template;
use axum::extract::State;
use catsup_app::{App, inbox};
use catsup_model::{Language, id::ResponseId};

use super::{
    answered::{Said, Tick},
    detail::{Place, Shown},
    did::{After, Did},
    filter::Chosen,
};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    layout::{Layout, Page, Samples},
    links,
};

/// The page of one response.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/show.html")]
pub(crate) struct ShowResponse {
    layout: Layout,
    crumbs: Vec<Crumb>,
    shown: Shown,
    did: Option<Did>,
}

/// `GET /desk/responses/{response}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ResponseId>,
    PageQuery(chosen): PageQuery<Chosen>,
    PageQuery(after): PageQuery<After>,
) -> Result<Page<ShowResponse>, PageError> {
    let viewer = &identity.viewer;
    let (_, mut filter) = chosen.read(&app, viewer).await?;
    filter.before = None;
    let query = chosen.query();
    let address = |id: ResponseId| address(id, &query);
    let (newer, older) = inbox::neighbours(&app, viewer, filter, id).await?;
    let place = Place {
        newer: newer.map(address),
        older: older.map(address),
        onward: address(id),
        here: address(id),
    };
    let did = after.tell(&app, viewer, layout.t, &place.here).await?;
    let shown = Shown::read(&app, viewer, layout.t, id, place).await?;
    Ok(Page::new(ShowResponse { crumbs: crumbs(&layout, &query), shown, did, layout }))
}

/// The page of a response that keeps the filter it was reached by.
fn address(id: ResponseId, query: &str) -> String {
    let page = links::response(id);
    if query.is_empty() { page } else { format!("{page}?{query}") }
}

fn crumbs(layout: &Layout, query: &str) -> Vec<Crumb> {
    let inbox =
        if query.is_empty() { links::RESPONSES.to_owned() } else { format!("{}?{query}", links::RESPONSES) };
    vec![Crumb::new(inbox, layout.t.say("responses-title"))]
}

impl Samples for ShowResponse {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |rich: bool| {
            let layout = Layout { path: links::response(5), ..Layout::sample(language) };
            let did = rich.then(|| Did {
                kind: AlertKind::Success,
                text: "Archived".to_owned(),
                undo: Some(catsup_model::id::ActId(7)),
                back: links::response(5),
            });
            Self { crumbs: crumbs(&layout, ""), shown: super::samples::shown(layout.t, rich), did, layout }
        };
        vec![sample(true), sample(false)]
    }
}
