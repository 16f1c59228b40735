//! Whether the log is what was written: its chain, read from the first entry to the last.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    audit::{self, ChainBreak, ChainHead},
};
use catsup_model::Language;
use serde::Deserialize;

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::{FieldError, Form},
    i18n::Message,
    layout::{Layout, Page, Samples},
    links,
};

/// The query of the page: a head that an earlier check showed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Noted {
    head: String,
}

/// What the check found.
#[derive(Debug, Template)]
#[template(path = "pages/desk/audit/verify.html")]
pub(crate) struct Verified {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    outcome: Result<ChainHead, ChainBreak>,
}

impl Verified {
    fn new(layout: Layout, form: Form, outcome: Result<ChainHead, ChainBreak>) -> Self {
        let crumbs = vec![Crumb::new(links::AUDIT, layout.t.say("audit-title"))];
        Self { layout, form, crumbs, outcome }
    }

    /// A head as people note it: `1204:9f2c…`.
    fn in_words(&self, head: &ChainHead) -> String {
        format!("{}:{}", head.sequence, head.hash)
    }

    fn what_is_wrong(&self, broken: &ChainBreak) -> Message {
        let t = self.layout.t;
        match broken {
            ChainBreak::Changed { sequence } => t.say("audit-broken-changed").arg("sequence", sequence),
            ChainBreak::Missing { first, last } => {
                t.say("audit-broken-missing").arg("first", first).arg("last", last)
            }
            ChainBreak::Head { last } => t.say("audit-broken-head").arg("last", last),
            ChainBreak::Noted { sequence } => t.say("audit-broken-noted").arg("sequence", sequence),
        }
    }
}

/// Reads a line as people noted it.
fn read(text: &str) -> Option<ChainHead> {
    let (sequence, hash) = text.trim().split_once(':')?;
    Some(ChainHead { sequence: sequence.parse().ok()?, hash: hash.to_owned() })
}

/// `GET /desk/audit/verify`
pub(crate) async fn verify(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<Noted>,
) -> Result<Page<Verified>, PageError> {
    let mut form = Form::with([("head", query.head)]);
    let noted = form.filled("head").and_then(read);
    if form.filled("head").is_some() && noted.is_none() {
        form.refuse("head", FieldError::new("error-audit-head"));
    }
    let noted: Vec<ChainHead> = noted.into_iter().collect();
    let outcome = audit::verify(&app, &identity.viewer, &noted).await?;
    Ok(Page::new(Verified::new(layout, form, outcome)))
}

impl Samples for Verified {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, outcome| {
            let layout = Layout { path: links::AUDIT_VERIFY.to_owned(), ..Layout::sample(language) };
            Self::new(layout, form, outcome)
        };
        let mut wrong = Form::with([("head", "yesterday")]);
        wrong.refuse("head", FieldError::new("error-audit-head"));
        let head = ChainHead { sequence: 1_204, hash: "9f2c5be1d0a37c44".repeat(4) };
        let mut samples = vec![sample(Form::empty(), Ok(head.clone())), sample(wrong, Ok(head))];
        samples.extend(
            [
                ChainBreak::Changed { sequence: 7 },
                ChainBreak::Missing { first: 3, last: 9 },
                ChainBreak::Head { last: 12 },
                ChainBreak::Noted { sequence: 11 },
            ]
            .map(|broken| sample(Form::empty(), Err(broken))),
        );
        samples
    }
}
