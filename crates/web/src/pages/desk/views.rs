//! Saved views of a list: the filter as it stands under a name, one's own and those of the team.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, inbox,
    views::{self, Audience, ViewedList},
};
use catsup_model::{Language, Viewer, id::ViewId};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
};

/// A list whose filter can be kept.
pub(crate) trait Viewed {
    /// The list.
    const LIST: ViewedList;
    /// Where it is.
    const HOME: &'static str;
    /// What it is called, in the catalogue.
    const TITLE: &'static str;
    /// Where its views are.
    const VIEWS: &'static str;

    /// The filter in the query of an address, and nothing else: only what a filter can hold is kept, whatever was posted.
    fn filter(query: &str) -> String;
}

/// The page of saved views.
#[derive(Debug, Template)]
#[template(path = "pages/desk/views/list.html")]
pub(crate) struct Views {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    home: &'static str,
    address: &'static str,
    /// The filter that would be saved.
    query: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    id: ViewId,
    name: String,
    href: String,
    act: String,
    owner: String,
    own: bool,
    shared: bool,
    default: bool,
}

/// `GET …/views`
pub(crate) async fn list<V: Viewed>(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    RawQuery(query): RawQuery,
) -> Result<Page<Views>, PageError> {
    let query = V::filter(&query.unwrap_or_default());
    Ok(Page::new(page::<V>(&app, &identity.viewer, layout, Form::empty(), query).await?))
}

async fn page<V: Viewed>(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    form: Form,
    query: String,
) -> Result<Views, Error> {
    let me = inbox::account_of(viewer);
    let rows = views::list(app, viewer, V::LIST).await?.into_iter().map(|view| Row {
        id: view.id,
        href: format!("{}?{}", V::HOME, view.query),
        act: links::view(V::VIEWS, view.id),
        own: Some(view.account) == me,
        name: view.name,
        owner: view.owner,
        shared: view.shared,
        default: view.default,
    });
    let rows: Vec<Row> = rows.collect();
    Ok(Views {
        crumbs: vec![Crumb::new(format!("{}?{query}", V::HOME), layout.t.say(V::TITLE))],
        form,
        home: V::HOME,
        address: V::VIEWS,
        query,
        rows,
        layout,
    })
}

/// `POST …/views`
pub(crate) async fn save<V: Viewed>(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let query = V::filter(form.value("query"));
    match views::save(&app, viewer, V::LIST, form.value("name"), &query, audience(&form)).await {
        Ok(_) => Ok(SeeOther::to(format!("{}?{query}", V::HOME))
            .saying(AlertKind::Success, "saved-view-saved")
            .into_response()),
        Err(Error::Invalid(errors)) => {
            refuse(&mut form, &errors);
            let page = page::<V>(&app, viewer, layout, form, query).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST …/views/{view}`
pub(crate) async fn change<V: Viewed>(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<ViewId>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let viewer = &identity.viewer;
    let key = match form.value("act") {
        "remove" => {
            views::remove(&app, viewer, V::LIST, id).await?;
            "saved-view-removed"
        }
        "open" => {
            views::open_with(&app, viewer, V::LIST, Some(id)).await?;
            "saved-view-opens"
        }
        "open-standard" => {
            views::open_with(&app, viewer, V::LIST, None).await?;
            "saved-view-opens"
        }
        _ => {
            views::change(&app, viewer, V::LIST, id, form.value("name"), audience(&form)).await?;
            "saved-view-changed"
        }
    };
    Ok(SeeOther::to(V::VIEWS).saying(AlertKind::Success, key))
}

fn audience(form: &Form) -> Audience {
    if form.chose("shared", "1") { Audience::Team } else { Audience::Me }
}

fn refuse(form: &mut Form, errors: &[catsup_app::FieldError]) {
    for error in errors.iter().filter(|error| error.field == "name") {
        let key = match error.code {
            "taken" => "error-duplicate",
            "required" => "error-required",
            _ => "error-unfit",
        };
        form.refuse("name", FieldError::new(key));
    }
}

impl Samples for Views {
    fn samples(language: Language) -> Vec<Self> {
        let row = |id: i64, own: bool| Row {
            id: ViewId(id),
            name: "Low scores in Spanish".to_owned(),
            href: "/desk/responses?score=low".to_owned(),
            act: links::view(links::RESPONSES_VIEWS, id),
            owner: "Ana Ruiz".to_owned(),
            own,
            shared: !own,
            default: own,
        };
        let sample = |rows: Vec<Row>, form: Form| Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            form,
            home: links::RESPONSES,
            address: links::RESPONSES_VIEWS,
            query: "score=low".to_owned(),
            rows,
            layout: Layout::sample(language),
        };
        let mut wrong = Form::with([("name", "")]);
        wrong.refuse("name", FieldError::new("error-required"));
        vec![sample(vec![row(1, true), row(2, false)], Form::empty()), sample(Vec::new(), wrong)]
    }
}
