//! Saved views: the filter as it stands under a name, one's own and those of the team.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    inbox::{
        self,
        views::{self, Audience},
    },
};
use catsup_model::{Language, Viewer, id::ViewId};

use super::filter::Chosen;
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
};

/// The page of saved views.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/saved.html")]
pub(crate) struct Views {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    /// The filter that would be saved.
    query: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    id: ViewId,
    name: String,
    href: String,
    owner: String,
    own: bool,
    shared: bool,
    default: bool,
}

/// `GET /desk/responses/views`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(chosen): PageQuery<Chosen>,
) -> Result<Page<Views>, PageError> {
    Ok(Page::new(page(&app, &identity.viewer, layout, Form::empty(), chosen.query()).await?))
}

async fn page(app: &App, viewer: &Viewer, layout: Layout, form: Form, query: String) -> Result<Views, Error> {
    let me = inbox::account_of(viewer);
    let rows = views::list(app, viewer).await?.into_iter().map(|view| Row {
        id: view.id,
        href: format!("{}?{}", links::RESPONSES, view.query),
        own: Some(view.account) == me,
        name: view.name,
        owner: view.owner,
        shared: view.shared,
        default: view.default,
    });
    let rows: Vec<Row> = rows.collect();
    Ok(Views {
        crumbs: vec![Crumb::new(format!("{}?{query}", links::RESPONSES), layout.t.say("responses-title"))],
        form,
        query,
        rows,
        layout,
    })
}

/// `POST /desk/responses/views`
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    // Only what a filter can hold is kept, whatever was posted.
    let query = Chosen { before: String::new(), ..Chosen::of_query(form.value("query")) }.query();
    match views::save(&app, viewer, form.value("name"), &query, audience(&form)).await {
        Ok(_) => Ok(SeeOther::to(format!("{}?{query}", links::RESPONSES))
            .saying(AlertKind::Success, "inbox-view-saved")
            .into_response()),
        Err(Error::Invalid(errors)) => {
            refuse(&mut form, &errors);
            let page = page(&app, viewer, layout, form, query).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/responses/views/{view}`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<ViewId>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let viewer = &identity.viewer;
    let key = match form.value("act") {
        "remove" => {
            views::remove(&app, viewer, id).await?;
            "inbox-view-removed"
        }
        "open" => {
            views::open_with(&app, viewer, Some(id)).await?;
            "inbox-view-opens"
        }
        "open-standard" => {
            views::open_with(&app, viewer, None).await?;
            "inbox-view-opens"
        }
        _ => {
            views::change(&app, viewer, id, form.value("name"), audience(&form)).await?;
            "inbox-view-changed"
        }
    };
    Ok(SeeOther::to(links::RESPONSES_VIEWS).saying(AlertKind::Success, key))
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
            owner: "Ana Ruiz".to_owned(),
            own,
            shared: !own,
            default: own,
        };
        let sample = |rows: Vec<Row>, form: Form| Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            form,
            query: "score=low".to_owned(),
            rows,
            layout: Layout::sample(language),
        };
        let mut wrong = Form::with([("name", "")]);
        wrong.refuse("name", FieldError::new("error-required"));
        vec![sample(vec![row(1, true), row(2, false)], Form::empty()), sample(Vec::new(), wrong)]
    }
}
