//! The proof of work after a form that came under suspicion: the answers are in; the browser computes by itself.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Redirect, Response},
};
use catsup_app::{
    App, Error,
    responses::PageReceipt,
    screening::{self, Challenge},
};
use catsup_model::survey::Survey;

use super::speak;
use crate::{
    error::PageError,
    extract::SurveyKey,
    forms::Form,
    layout::{Layout, Page},
    links,
};

/// The page on which the browser computes.
#[derive(Debug, Template)]
#[template(path = "pages/public/feedback/proof.html")]
pub(crate) struct ProofPage {
    layout: Layout,
    action: String,
    next: String,
    challenge: Challenge,
}

/// On to the next page, by way of the proof when one is wanted.
pub(super) fn asked_first(
    mut layout: Layout,
    survey: &Survey,
    nonce: &str,
    receipt: PageReceipt,
    next: String,
) -> Response {
    let Some(challenge) = receipt.challenge else { return Redirect::to(&next).into_response() };
    // The page answers a post: another language would be the next page's.
    layout.switches_language = false;
    let action = links::feedback_proof(&survey.key, nonce);
    Page::new(ProofPage { layout, action, next, challenge }).into_response()
}

/// `POST /feedback/{survey}/{nonce}/proof`: goes on whatever comes; a good proof lifts what the answers were held for.
pub(crate) async fn prove(
    State(app): State<App>,
    Path((SurveyKey(key), nonce)): Path<(SurveyKey, String)>,
    mut layout: Layout,
    form: Form,
) -> Result<Redirect, PageError> {
    let open = catsup_app::open_surveys::open(&app, &key).await?;
    speak(&mut layout, &open.survey);
    if let Some(proof) = form.filled("_proof") {
        match screening::prove_form(&app, &open.survey.key, &nonce, proof).await {
            Ok(_) | Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let next = form.value("_next");
    let ours = next.starts_with(&format!("{}/", links::feedback(&open.survey.key))) && links::is_ours(next);
    let thanks = links::feedback_thanks(&open.survey.key, &nonce);
    Ok(Redirect::to(if ours { next } else { &thanks }))
}

#[cfg(test)]
impl crate::layout::Samples for ProofPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        vec![Self {
            layout: crate::pages::public::samples::frame(language),
            action: links::feedback_proof("passport-renewal", "0123456789abcdefghjkmnpqrs"),
            next: links::feedback_thanks("passport-renewal", "0123456789abcdefghjkmnpqrs"),
            challenge: Challenge { token: "1773154800.16.nonce.signature".to_owned(), bits: 16 },
        }]
    }
}
