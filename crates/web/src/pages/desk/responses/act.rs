//! Doing something with one response, with those that were picked, or with everything that matches; and undoing it.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, Refusal,
    inbox::{self, ResponseFilter, acts},
};
use catsup_model::{
    Language, Permission, Viewer,
    id::{ActId, ResponseId},
    inbox::Act,
};

use super::{detail::tell, filter::Chosen};
use crate::{
    components::Crumb,
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page, Samples},
    links,
};

/// Asks before something is done with everything that matches, and says how many that are.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/everything.html")]
pub(crate) struct Everything {
    layout: Layout,
    crumbs: Vec<Crumb>,
    what: String,
    matching: usize,
    /// The act as the form posts it.
    act: String,
    value: String,
    filter: String,
    /// The newest response that counts in: what comes in meanwhile stays out.
    newest: String,
    back: String,
}

/// `POST /desk/responses/act`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let back = back(&form);
    let act = match read(&app, viewer, &form).await? {
        Ok(act) => act,
        Err(reason) => return Ok(refused(&back, reason)),
    };
    if form.chose("everything", "1") {
        return everything(&app, viewer, layout, act, &form, back).await;
    }
    let picked: Vec<ResponseId> = form.values("response").filter_map(|id| id.parse().ok()).collect();
    if picked.is_empty() {
        return Ok(refused(&back, "nothing"));
    }
    done(&back, acts::act(&app, viewer, act, &picked).await)
}

/// With the number shown before; the form of that page comes back here with what was confirmed.
async fn everything(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    act: Act,
    form: &Form,
    back: String,
) -> Result<Response, PageError> {
    viewer.require(Permission::HandleResponses).map_err(Error::from)?;
    let chosen = Chosen { before: String::new(), ..Chosen::of_query(form.value("filter")) };
    let (_, filter) = chosen.read(app, viewer).await?;
    if let Ok(newest) = form.value("newest").parse::<i64>() {
        let filter = ResponseFilter { before: Some(ResponseId(newest.saturating_add(1))), ..filter };
        return done(&back, acts::act_on_all(app, viewer, act, filter).await);
    }
    let newest = inbox::list(app, viewer, filter.clone(), 1).await?;
    let Some(newest) = newest.first() else { return Ok(refused(&back, "nothing")) };
    let before = Some(ResponseId(newest.id.0.saturating_add(1)));
    let matching = inbox::count(app, viewer, ResponseFilter { before, ..filter }).await?;
    let (colleagues, tags) =
        tokio::try_join!(inbox::colleagues(app, viewer), inbox::tags::list(app, viewer))?;
    let t = layout.t;
    let page = Everything {
        crumbs: vec![Crumb::new(&back, t.say("responses-title"))],
        what: tell(t, act, &colleagues, &tags),
        matching,
        act: act.code().to_owned(),
        value: act.value().unwrap_or_default(),
        filter: chosen.query(),
        newest: newest.id.to_string(),
        back,
        layout,
    };
    Ok(Page::new(page).into_response())
}

/// `POST /desk/responses/undo`
pub(crate) async fn undo(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<Response, PageError> {
    let id: ActId = form.value("undo").parse().map_err(|_| PageError::NotFound)?;
    let back = back(&form);
    match acts::undo(&app, &identity.viewer, id).await {
        Ok(_) => Ok(SeeOther::to(with(&back, "undid", &id.to_string())).into_response()),
        Err(Error::Refused(Refusal::InUse(reason))) => {
            Ok(refused(&back, if reason.contains("under way") { "under-way" } else { "again" }))
        }
        Err(error) => Err(error.into()),
    }
}

fn done(back: &str, outcome: Result<acts::Done, Error>) -> Result<Response, PageError> {
    match outcome {
        Ok(done) => Ok(SeeOther::to(with(back, "did", &done.id.to_string())).into_response()),
        Err(Error::NotFound(_)) => Ok(refused(back, "gone")),
        Err(Error::Invalid(_)) => Ok(refused(back, "assignee")),
        Err(error) => Err(error.into()),
    }
}

/// The act of a form: its code, with the value behind a colon or in the field `value`; a tag by its name.
async fn read(app: &App, viewer: &Viewer, form: &Form) -> Result<Result<Act, &'static str>, PageError> {
    let chosen = form.value("act");
    let (code, value) = chosen.split_once(':').unwrap_or((chosen, form.value("value")));
    if code == "tag" && value.is_empty() {
        return match inbox::tags::put(app, viewer, form.value("name")).await {
            Ok(tag) => Ok(Ok(Act::Tag(tag.id))),
            Err(Error::Invalid(_)) => Ok(Err("tag")),
            Err(error) => Err(error.into()),
        };
    }
    let code = if code == "assign" && value.is_empty() { "unassign" } else { code };
    Act::read(code, value).map(Ok).ok_or(PageError::NotFound)
}

/// Where the form came from, if that is a page of the inbox.
fn back(form: &Form) -> String {
    let back = form.value("back");
    let ours = links::is_ours(back) && back.starts_with(links::RESPONSES);
    if ours { back.to_owned() } else { links::RESPONSES.to_owned() }
}

fn refused(back: &str, reason: &str) -> Response {
    SeeOther::to(with(back, "refused", reason)).into_response()
}

/// The address with one more field, and without what it said was done before.
fn with(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let said = |pair: &&str| ["did=", "undid=", "refused="].iter().any(|name| pair.starts_with(name));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !said(pair)).collect();
    let joint = if kept.is_empty() { "" } else { "&" };
    format!("{path}?{}{joint}{name}={value}", kept.join("&"))
}

impl Samples for Everything {
    fn samples(language: Language) -> Vec<Self> {
        vec![Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            what: "Archived".to_owned(),
            matching: 12_400,
            act: "archive".to_owned(),
            value: String::new(),
            filter: "view=new&score=low".to_owned(),
            newest: "5".to_owned(),
            back: links::RESPONSES.to_owned(),
            layout: Layout::sample(language),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_one_thing_that_was_done() {
        assert_eq!(with("/desk/responses", "did", "7"), "/desk/responses?did=7");
        assert_eq!(
            with("/desk/responses?view=new&did=6&open=5", "undid", "6"),
            "/desk/responses?view=new&open=5&undid=6"
        );
    }

    #[test]
    fn an_act_leads_back_to_the_inbox_only() {
        let to = |back: &str| super::back(&Form::with([("back", back)]));
        assert_eq!(to("/desk/responses?view=new"), "/desk/responses?view=new");
        assert_eq!(to("https://evil.example/desk/responses"), links::RESPONSES);
        assert_eq!(to("/desk/people"), links::RESPONSES);
    }
}
