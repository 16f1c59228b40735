//! One service standard: its results, the form that enters them, and whether the public sees it.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, StandardDetail},
};
use catsup_model::{
    Language, Permission, Viewer,
    id::{ServiceId, StandardId},
};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::{
        desk::{objectives::objective_anchor, places::may_in},
        promises::{PromiseLine, ResultLine, measured_from},
        public::widget::tag,
    },
};

use super::figures::{Asked, FiguresView};

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
    service_id: ServiceId,
    service_href: String,
    organisation: String,
    touchpoint: String,
    effective_from: Option<jiff::civil::Date>,
    effective_until: Option<jiff::civil::Date>,
    published: bool,
    public_href: String,
    imported: bool,
    measured: String,
    /// Name and address of the objective it serves.
    objective: Option<(String, String)>,
    figures: Option<FiguresView>,
    /// The tag that shows the service's standards in pages of other sites; empty while none is published.
    widget: String,
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
        Self::with_figures(app, viewer, layout, id, form, &Asked::default()).await
    }

    async fn with_figures(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: StandardId,
        form: Form,
        asked: &Asked,
    ) -> Result<Self, PageError> {
        let detail = standards::find(app, viewer, id).await?;
        let may_change = may_in(viewer, Permission::ManageDirectory, detail.service.organisation);
        let (t, smallest, target) = (layout.t, app.settings().smallest_cell, detail.standard.target);
        let figures = standards::figures(app, viewer, id, asked.query()).await?;
        let figures = figures.map(|figures| FiguresView::of(t, &figures, asked, target, smallest));
        let page = Self::new(layout, detail, form, smallest, may_change, &app.outside().address);
        Ok(Self { figures, ..page })
    }

    fn new(
        layout: Layout,
        detail: StandardDetail,
        form: Form,
        smallest: u64,
        may_change: bool,
        address: &str,
    ) -> Self {
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
            service_id: detail.service.id,
            service_href: links::service(detail.service.id),
            organisation: detail.organisation.name.to_string(),
            touchpoint: detail.touchpoint.map(|touchpoint| touchpoint.name.to_string()).unwrap_or_default(),
            effective_from: standard.effective_from,
            effective_until: standard.effective_until,
            published: standard.is_published(),
            public_href: links::public_standards(standard.service),
            imported: standard.source.is_some(),
            measured: standard.measured_from.map(|from| measured_from(t, from)).unwrap_or_default(),
            objective: detail.objective.map(|objective| {
                let href = format!("{}#{}", links::OBJECTIVES, objective_anchor(objective.id));
                (t.pick(&objective.name).to_owned(), href)
            }),
            figures: None,
            widget: if standard.is_published() {
                tag(address, standard.service, detail.service.name.as_str(), t)
            } else {
                String::new()
            },
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
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Page<StandardPage>, PageError> {
    let (viewer, form) = (&identity.viewer, Form::empty());
    Ok(Page::new(StandardPage::with_figures(&app, viewer, layout, id, form, &asked).await?))
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
        id::OrganisationId,
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
        objective: None,
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
        let address = "https://feedback.example.gov";
        let mut pages: Vec<Self> =
            pages.map(|(detail, (form, may))| Self::new(layout(), detail, form, 10, may, address)).collect();
        let t = layout().t;
        let target = "0.8".parse().ok();
        let figures = FiguresView::of(t, &standards::samples::figures(), &Asked::default(), target, 10);
        pages[0].figures = Some(figures);
        pages[0].measured = measured_from(t, catsup_model::standard::MeasuredFrom::Waiting);
        pages[0].objective = Some(("Answers without waiting".to_owned(), links::OBJECTIVES.to_owned()));
        pages[0].widget = tag(address, 1, "Permits & licences", t);
        pages
    }
}
