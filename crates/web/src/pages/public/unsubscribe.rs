//! The end of a digest by the link in its mail: a page with one button for people, one post for mail programs (RFC 8058).

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{App, digests};

use crate::{
    error::PageError,
    layout::{Layout, Page},
};

/// The page: asked, or done.
#[derive(Debug, Template)]
#[template(path = "pages/public/unsubscribe/show.html")]
pub(crate) struct Unsubscribe {
    layout: Layout,
    /// Where the button leads; `None` when the digest has ended.
    action: Option<String>,
}

/// `GET /unsubscribe/{token}`: only asks, since mail programs open links by themselves.
pub(crate) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    layout: Layout,
) -> Result<Page<Unsubscribe>, PageError> {
    let digest = digests::ending(&app, &token).await?;
    let action = digest.map(|_| format!("/unsubscribe/{token}"));
    Ok(Page::new(Unsubscribe { layout, action }))
}

/// `POST /unsubscribe/{token}`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    mut layout: Layout,
) -> Result<Page<Unsubscribe>, PageError> {
    digests::unsubscribe(&app, &token).await?;
    layout.switches_language = false;
    Ok(Page::new(Unsubscribe { layout, action: None }))
}

#[cfg(test)]
impl crate::layout::Samples for Unsubscribe {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let page = |action| Self { layout: super::samples::frame(language), action };
        vec![page(Some("/unsubscribe/1.signature".to_owned())), page(None)]
    }
}
