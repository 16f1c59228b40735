//! Answers beyond their pages: measured by surveys, read by programs and partners, kept in replies; through the real router.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod helped;
mod partner;
mod program;
mod replies;

use catsup_app::library::{self, EnteredAnswer};
use catsup_model::{
    Language, Viewer,
    directory::Service,
    id::AnswerId,
    library::{AnswerContent, AnswerDocument, Audience, Slot},
};
use catsup_testing::{Answer, Browser, TestApp};

/// A person at a browser that lets a visit be known again.
fn reader(app: &TestApp) -> Browser {
    app.visitor().with_header("user-agent", "Mozilla/5.0 (X11; Linux x86_64)")
}

/// Posts a form of a page.
async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let (_, secret) = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap();
    let mut all = vec![("csrf", secret.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}

/// An approved answer in English.
async fn approved(
    app: &TestApp,
    service: &Service,
    audience: Audience,
    needs: &[&str],
    (content, slots): (AnswerContent, Vec<Slot>),
) -> AnswerId {
    let operator = Viewer::operator();
    let mut entered = EnteredAnswer::new(service.organisation);
    entered.service = Some(service.id);
    entered.audience = audience;
    entered.needs = needs.iter().map(|need| (*need).to_owned()).collect();
    entered.document = AnswerDocument { contents: [(Language::En, content)].into(), slots };
    let answer = library::add(&app.app, &operator, entered).await.unwrap();
    library::approve(&app.app, &operator, answer.id, 1, &library::Approval::default()).await.unwrap();
    answer.id
}

/// A question with a short answer, and nothing it depends on.
fn short(question: &str, short: &str) -> (AnswerContent, Vec<Slot>) {
    let content =
        AnswerContent { question: question.to_owned(), short: short.to_owned(), ..AnswerContent::default() };
    (content, Vec::new())
}
