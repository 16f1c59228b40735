//! An answer under a partner's link: one that is for partners, or for everyone.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, library::ReadAnswer, partners};
use catsup_model::library::SlotPicks;

use super::kept_private;
use crate::{
    error::PageError,
    extract::{LinkTurn, PageQuery},
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::public::answers::article::{SlotField, Words, changes, picks},
};

/// The page of an answer for a partner.
#[derive(Debug, Template)]
#[template(path = "pages/public/partner/answer.html")]
pub(crate) struct PartnerAnswerPage {
    layout: Layout,
    name: String,
    back: String,
    words: Words,
    form: Form,
    slots: Vec<SlotField>,
    organisation: String,
    since: String,
    changes: Option<String>,
}

impl PartnerAnswerPage {
    fn new(layout: Layout, (token, name): (&str, String), answer: &ReadAnswer, picks: &SlotPicks) -> Self {
        let t = layout.t;
        Self {
            name,
            back: links::partner(token),
            words: Words::of(answer),
            form: Form::with(picks.iter().map(|(key, value)| (format!("slot-{key}"), value.clone()))),
            slots: answer.slots.iter().map(|slot| SlotField::of(slot, answer.language)).collect(),
            organisation: answer.organisation.clone(),
            since: t.date(answer.since).to_string(),
            changes: changes(t, answer),
            layout,
        }
    }
}

/// `GET /partner/{token}/answers/{slug}`
pub(crate) async fn show(
    State(app): State<App>,
    _: LinkTurn,
    layout: Layout,
    Path((token, slug)): Path<(String, String)>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let picks = picks(&pairs);
    let language = layout.t.language();
    let (link, answer) = partners::read_answer(&app, &token, &slug, language, &picks).await?;
    let page = PartnerAnswerPage::new(layout, (&token, link.name.to_string()), &answer, &picks);
    Ok(kept_private(Page::new(page).into_response()))
}

#[cfg(test)]
impl crate::layout::Samples for PartnerAnswerPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let sample = |slots: bool| {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = "/partner/ctp_sample/answers/renew".to_owned();
            let mut answer = crate::pages::desk::answers::sample_read(language);
            if !slots {
                answer.slots.clear();
                answer.changes = None;
            }
            Self::new(
                layout,
                ("ctp_sample", "Office of the <Auditor>".to_owned()),
                &answer,
                &SlotPicks::new(),
            )
        };
        vec![sample(true), sample(false)]
    }
}
