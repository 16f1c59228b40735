//! Entering the result of a year, and removing one.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    standards::{self, ResultInput},
};
use catsup_model::{Permission, id::StandardId, standard::FiscalYear};
use serde::Deserialize;

use super::show::StandardPage;
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::desk::{confirm::Confirm, places::may_in, refused},
};

/// Which year is meant.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhichYear {
    year: String,
}

impl WhichYear {
    fn read(&self) -> Result<FiscalYear, PageError> {
        self.year.parse().map_err(|_| PageError::NotFound)
    }
}

/// `POST /desk/standards/{standard}/results`
pub(crate) async fn set_result(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<StandardId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let kept = refused::whole_number(&mut form, "kept");
    let total = refused::whole_number(&mut form, "total");
    if form.is_valid() {
        let input = ResultInput { year: form.value("year").to_owned(), kept, total };
        match standards::set_result(&app, viewer, id, &input).await {
            Ok(_) => {
                let back = SeeOther::to(links::desk_standard(id));
                return Ok(back.saying(AlertKind::Success, "standard-result-saved").into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = StandardPage::read(&app, viewer, layout, id, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/standards/{standard}/results/remove`
pub(crate) async fn ask_remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<StandardId>,
    PageQuery(query): PageQuery<WhichYear>,
) -> Result<Page<Confirm>, PageError> {
    let detail = standards::find(&app, &identity.viewer, id).await?;
    if !may_in(&identity.viewer, Permission::ManageDirectory, detail.service.organisation) {
        return Err(PageError::Forbidden);
    }
    let year = query.read()?;
    if !detail.results.iter().any(|judged| judged.result.year == year) {
        return Err(PageError::NotFound);
    }
    let t = layout.t;
    let crumbs = vec![
        Crumb::new(links::DESK_STANDARDS, t.say("standards-title")),
        Crumb::new(links::desk_standard(id), t.pick(&detail.standard.promise)),
    ];
    let back = links::desk_standard(id);
    Ok(Confirm::page(layout, "standard-result-remove", &year.to_string(), crumbs, back))
}

/// `POST /desk/standards/{standard}/results/remove`
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<StandardId>,
    PageQuery(query): PageQuery<WhichYear>,
) -> Result<SeeOther, PageError> {
    standards::remove_result(&app, &identity.viewer, id, query.read()?).await?;
    Ok(SeeOther::to(links::desk_standard(id)).saying(AlertKind::Success, "standard-result-removed"))
}
