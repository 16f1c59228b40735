//! The end of mails by the link in one of them: a page with one button for people, one post for mail programs (RFC 8058).
//! Digests of staff end so, and mails that tell people what usually comes next.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{App, anticipation, digests};

use crate::{
    error::PageError,
    layout::{Layout, Page},
};

/// The page: asked, or done.
#[derive(Debug, Template)]
#[template(path = "pages/public/unsubscribe/show.html")]
pub(crate) struct Unsubscribe {
    layout: Layout,
    /// Where the button leads; `None` when the mails have ended.
    action: Option<String>,
    /// What is asked, and what is said once it is done.
    asks: String,
    done: String,
}

/// Whose mails end.
#[derive(Debug, Clone, Copy)]
enum Mails {
    /// A digest of staff.
    Digest,
    /// What tells people what usually comes next.
    Next,
}

impl Unsubscribe {
    fn new(layout: Layout, mails: Mails, action: Option<String>) -> Self {
        let t = layout.t;
        let (asks, done) = match mails {
            Mails::Digest => (t.say("unsubscribe-text"), t.say("unsubscribed-text")),
            Mails::Next => (t.say("unsubscribe-next-text"), t.say("unsubscribed-next-text")),
        };
        Self { asks: asks.to_string(), done: done.to_string(), action, layout }
    }
}

/// `GET /unsubscribe/{token}`: only asks, since mail programs open links by themselves.
pub(crate) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    layout: Layout,
) -> Result<Page<Unsubscribe>, PageError> {
    let (mails, goes_on) = match anticipation::stopping(&app, &token).await? {
        Some(goes_on) => (Mails::Next, goes_on),
        None => (Mails::Digest, digests::ending(&app, &token).await?.is_some()),
    };
    let action = goes_on.then(|| format!("/unsubscribe/{token}"));
    Ok(Page::new(Unsubscribe::new(layout, mails, action)))
}

/// `POST /unsubscribe/{token}`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    mut layout: Layout,
) -> Result<Page<Unsubscribe>, PageError> {
    let mails = if anticipation::stop(&app, &token).await? {
        Mails::Next
    } else {
        digests::unsubscribe(&app, &token).await?;
        Mails::Digest
    };
    layout.switches_language = false;
    Ok(Page::new(Unsubscribe::new(layout, mails, None)))
}

#[cfg(test)]
impl crate::layout::Samples for Unsubscribe {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let page = |mails, action: Option<&str>| {
            Self::new(super::samples::frame(language), mails, action.map(str::to_owned))
        };
        vec![
            page(Mails::Digest, Some("/unsubscribe/1.signature")),
            page(Mails::Digest, None),
            page(Mails::Next, Some("/unsubscribe/next.7K3M2Q9D.signature")),
            page(Mails::Next, None),
        ]
    }
}
