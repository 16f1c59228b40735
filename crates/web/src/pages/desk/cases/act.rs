//! What staff do on the page of a case.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, Refusal,
    cases::{
        self,
        act::{Act, Then, act as act_on},
        templates,
    },
    library,
};
use catsup_model::{
    case::{CaseKind, UnresolvedReason},
    id::{AccountId, AnswerId, CaseId, ServiceId, TemplateId},
};

use super::show::CasePage;
use crate::{
    components::AlertKind,
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::desk::refused,
};

/// `POST /desk/cases/{case}/act`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CaseId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    if form.filled("answer").is_some() {
        return put_in(&app, viewer, layout, id, form).await;
    }
    if form.filled("insert").is_some() {
        return insert(&app, viewer, layout, id, form).await;
    }
    let (wanted, done) = wanted(&mut form)?;
    let Some(wanted) = wanted.filter(|_| form.is_valid()) else {
        return again(&app, viewer, layout, id, form, false).await;
    };
    let handed_over = matches!(wanted, Act::HandOver { .. });
    match act_on(&app, viewer, id, wanted).await {
        Ok(case) => {
            let reach = viewer.require(catsup_model::Permission::ReadCases);
            let seen = reach.is_ok_and(|reach| reach.has_service(case.service));
            // What was handed to another organisation can no longer be opened.
            let on = if handed_over && !seen { links::CASES.to_owned() } else { links::case(id) };
            Ok(SeeOther::to(on).saying_of(AlertKind::Success, done, &case.number.to_string()).into_response())
        }
        Err(Error::Refused(Refusal::CaseMoved)) => again(&app, viewer, layout, id, form, true).await,
        Err(error) => {
            let note = if handed_over { "handing" } else { "note" };
            refused::mark_as(&mut form, error, &[("note", note)])?;
            again(&app, viewer, layout, id, form, false).await
        }
    }
}

/// Puts an answer of the library behind what was written so far; nothing is sent.
async fn put_in(
    app: &App,
    viewer: &catsup_model::Viewer,
    layout: Layout,
    id: CaseId,
    mut form: Form,
) -> Result<Response, PageError> {
    let answer: AnswerId = form.value("answer").parse().map_err(|_| PageError::NotFound)?;
    let case = cases::find(app, viewer, id).await?;
    let text = library::reply_text(app, viewer, answer, case.person.language).await?;
    put_behind(&mut form, &text);
    if !form.chose("sent_answer", &answer.to_string()) {
        form.add("sent_answer", answer.to_string());
    }
    let moved = case.revision.to_string() != form.value("seen");
    let page = CasePage::read(app, viewer, layout, id, form, moved).await?;
    Ok(Page::new(page).into_response())
}

fn put_behind(form: &mut Form, text: &str) {
    let written = form.value("text").trim_end().to_owned();
    let joint = if written.is_empty() { "" } else { "\n\n" };
    form.set("text", format!("{written}{joint}{text}"));
}

/// Puts a ready text behind what was written so far; nothing is sent.
async fn insert(
    app: &App,
    viewer: &catsup_model::Viewer,
    layout: Layout,
    id: CaseId,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(template) = refused::required_choice::<TemplateId>(&mut form, "template") {
        let filled = templates::filled(app, viewer, id, template).await?;
        put_behind(&mut form, &filled.text);
        if form.filled("next_step").is_none() {
            form.set("next_step", filled.next_step);
        }
    }
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // The page that is shown now is what the answer is sent on: whatever came in between is said.
    let moved = cases::find(app, viewer, id).await?.revision.to_string() != form.value("seen");
    let page = CasePage::read(app, viewer, layout, id, form, moved).await?;
    Ok(Page::with_status(status, page).into_response())
}

async fn again(
    app: &App,
    viewer: &catsup_model::Viewer,
    layout: Layout,
    id: CaseId,
    form: Form,
    moved: bool,
) -> Result<Response, PageError> {
    let page = CasePage::read(app, viewer, layout, id, form, moved).await?;
    let status = if moved { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(status, page).into_response())
}

/// What the form asks for, and what is said once it is done; marks what does not fit.
fn wanted(form: &mut Form) -> Result<(Option<Act>, &'static str), PageError> {
    let text = |form: &Form, field: &str| form.value(field).to_owned();
    Ok(match form.value("act").to_owned().as_str() {
        "reply" => (reply(form), "case-replied"),
        "note" => (Some(Act::Note(text(form, "note"))), "case-noted"),
        "assign" => {
            let to = refused::choice::<AccountId>(form, "to");
            (Some(Act::Assign(to)), "case-given")
        }
        "change" => {
            let subject = text(form, "subject");
            let kind = refused::required_choice::<CaseKind>(form, "kind");
            (kind.map(|kind| Act::Change { kind, subject }), "case-corrected")
        }
        "resume" => (Some(Act::Resume), "case-resumed"),
        "reopen" => (Some(Act::Reopen(text(form, "why"))), "case-reopened-done"),
        "hand-over" => {
            let note = text(form, "handing");
            let service = refused::required_choice::<ServiceId>(form, "service");
            (service.map(|service| Act::HandOver { service, note }), "case-handed-over")
        }
        "merge" => (Some(Act::Merge(text(form, "into"))), "case-merged"),
        "relate" => (Some(Act::Relate(text(form, "other"))), "case-related-done"),
        "unrelate" => {
            let other = form.value("related").parse().map_err(|_| PageError::NotFound)?;
            (Some(Act::Unrelate(other)), "case-unrelated")
        }
        "unmerge" => (Some(Act::Unmerge), "case-unmerged"),
        "attend" => (Some(Act::Attend), "case-attended"),
        "renew-link" => (Some(Act::RenewLink), "case-link-renewed"),
        _ => return Err(PageError::Malformed(StatusCode::BAD_REQUEST)),
    })
}

fn reply(form: &mut Form) -> Option<Act> {
    let then = match form.value("then") {
        "waiting" => Then::Waiting,
        "resolved" => Then::Resolved,
        "unresolved" => Then::Unresolved(refused::required_choice::<UnresolvedReason>(form, "reason")?),
        _ => Then::Open,
    };
    Some(Act::Reply {
        text: form.value("text").to_owned(),
        next_step: form.value("next_step").to_owned(),
        by: form.value("by").to_owned(),
        then,
        seen: form.value("seen").parse().unwrap_or(0),
        answers: form.values("sent_answer").filter_map(|id| id.parse().ok()).take(20).collect(),
    })
}
