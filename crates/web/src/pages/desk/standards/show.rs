//! One service standard: its results, the form that enters them, and whether the public sees it.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, StandardDetail},
};
use catsup_model::{Language, Permission, Viewer, id::StandardId};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::{
        desk::places::may_in,
        promises::{PromiseLine, ResultLine},
    },
};

/// The page of one standard.
#[derive(Debug, Template)]
#[template(path = "pages/desk/standards/show.html")]
pub(crate) struct StandardPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    id: StandardId,
    promise: PromiseLine,
    /// The other language's promise; empty where there is none.
    spanish: String,
    service: String,
    service_href: String,
    organisation: String,
    touchpoint: String,
    effective_from: Option<jiff::civil::Date>,
    effective_until: Option<jiff::civil::Date>,
    published: bool,
    public_href: String,
    imported: bool,
    results: Vec<(ResultLine, String)>,
    may_change: bool,
}

impl StandardPage {
    /// The page as it stands, with the form as somebody left it.
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: StandardId,
        form: Form,
    ) -> Result<Self, PageError> {
        let detail = standards::find(app, viewer, id).await?;
        let may_change = may_in(viewer, Permission::ManageDirectory, detail.service.organisation);
        Ok(Self::new(layout, detail, form, app.settings().smallest_cell, may_change))
    }

    fn new(layout: Layout, detail: StandardDetail, form: Form, smallest: u64, may_change: bool) -> Self {
        let t = layout.t;
        let standard = detail.standard;
        let result = |judged: &standards::Judged| {
            let line = ResultLine::of(t, judged, smallest);
            let remove = links::desk_standard_result_remove(standard.id, judged.result.year);
            (line, remove)
        };
        Self {
            crumbs: vec![Crumb::new(links::DESK_STANDARDS, t.say("standards-title"))],
            form,
            id: standard.id,
            promise: PromiseLine::of(t, &standard),
            spanish: standard.promise.exact(Language::Es).unwrap_or_default().to_owned(),
            service: detail.service.name.to_string(),
            service_href: links::service(detail.service.id),
            organisation: detail.organisation.name.to_string(),
            touchpoint: detail.touchpoint.map(|touchpoint| touchpoint.name.to_string()).unwrap_or_default(),
            effective_from: standard.effective_from,
            effective_until: standard.effective_until,
            published: standard.is_published(),
            public_href: links::public_standards(standard.service),
            imported: standard.source.is_some(),
            results: detail.results.iter().map(result).collect(),
            may_change,
            layout,
        }
    }
}

/// `GET /desk/standards/{standard}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<StandardId>,
) -> Result<Page<StandardPage>, PageError> {
    Ok(Page::new(StandardPage::read(&app, &identity.viewer, layout, id, Form::empty()).await?))
}

/// `POST /desk/standards/{standard}/publication`
pub(crate) async fn set_publication(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<StandardId>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let back = SeeOther::to(links::desk_standard(id));
    if form.chose("publish", "1") {
        standards::publish(&app, &identity.viewer, id).await?;
        Ok(back.saying(AlertKind::Success, "standard-is-published"))
    } else {
        standards::unpublish(&app, &identity.viewer, id).await?;
        Ok(back.saying(AlertKind::Success, "standard-is-unpublished"))
    }
}

/// Standards as the samples of pages show them.
pub(super) fn sample_details() -> Vec<StandardDetail> {
    use catsup_model::{
        directory::{Organisation, Service},
        id::{OrganisationId, ServiceId},
        text::Name,
    };

    let name = |text: &str| Name::parse(text).expect("a name of a sample is a name");
    let detail = |one: standards::PublicStandard| StandardDetail {
        standard: one.standard,
        service: Service {
            id: ServiceId(1),
            organisation: OrganisationId(1),
            shared_with: Vec::new(),
            name: name("Permits"),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: false,
            life_experiences: Vec::new(),
        },
        organisation: Organisation {
            id: OrganisationId(1),
            parent: None,
            name: name("Permits Office"),
            abbreviation: String::new(),
        },
        touchpoint: None,
        results: one.results,
    };
    crate::pages::promises::samples().into_iter().map(detail).collect()
}

impl Samples for StandardPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: "/desk/standards/1".to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::with([("year", "2025"), ("kept", "12"), ("total", "11")]);
        wrong.refuse("year", FieldError::new("error-fiscal-year"));
        wrong.refuse("kept", FieldError::new("error-more-than-total"));
        let forms = [(Form::empty(), true), (wrong, true), (Form::empty(), false)];
        let pages = sample_details().into_iter().zip(forms);
        pages.map(|(detail, (form, may))| Self::new(layout(), detail, form, 10, may)).collect()
    }
}
