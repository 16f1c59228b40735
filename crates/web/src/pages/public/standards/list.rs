//! Services with what they promise and the latest result of each promise, searched by service or organisation.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, PublicService},
};

use crate::{
    components::Pager,
    error::PageError,
    extract::PageQuery,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::promises::{PublicLine, Search},
};

/// The page of services that promise something.
#[derive(Debug, Template)]
#[template(path = "pages/public/standards/list.html")]
pub(crate) struct StandardsPage {
    layout: Layout,
    form: Form,
    searched: bool,
    services: Vec<ServiceLine>,
    pager: Pager,
    smallest: u64,
}

/// One service.
#[derive(Debug)]
struct ServiceLine {
    id: i64,
    href: String,
    name: String,
    organisation: String,
    standards: Vec<PublicLine>,
}

impl ServiceLine {
    fn of(t: Translator, service: &PublicService, smallest: u64) -> Self {
        Self {
            id: service.id.0,
            href: links::public_standards(service.id),
            name: service.name.to_string(),
            organisation: service.organisation.to_string(),
            standards: service
                .standards
                .iter()
                .map(|standard| PublicLine::of(t, standard, smallest))
                .collect(),
        }
    }
}

/// `GET /standards`
pub(crate) async fn list(
    State(app): State<App>,
    layout: Layout,
    PageQuery(query): PageQuery<Search>,
) -> Result<Page<StandardsPage>, PageError> {
    let found = standards::public(&app, &query.q, query.page()).await?;
    let (t, smallest) = (layout.t, app.settings().smallest_cell);
    let total = t.say("standards-total").arg("n", found.total).to_string();
    Ok(Page::new(StandardsPage {
        form: query.form(),
        searched: query.has_words(),
        services: found.services.iter().map(|service| ServiceLine::of(t, service, smallest)).collect(),
        pager: query.pager(links::STANDARDS, found.page, found.pages, total),
        smallest,
        layout,
    }))
}

#[cfg(test)]
impl crate::layout::Samples for StandardsPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let sample = |ids: &[i64], searched: &str| {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = links::STANDARDS.to_owned();
            let service = |id: &i64| PublicService {
                id: catsup_model::id::ServiceId(*id),
                name: catsup_model::text::Name::parse("Permits & licences").unwrap(),
                organisation: catsup_model::text::Name::parse("Permits Office").unwrap(),
                standards: crate::pages::promises::samples(),
            };
            Self {
                form: Form::with([("q", searched)]),
                searched: !searched.is_empty(),
                services: ids.iter().map(|id| ServiceLine::of(layout.t, &service(id), 10)).collect(),
                pager: Pager {
                    previous: None,
                    next: Some("/standards?page=2".to_owned()),
                    total: layout.t.say("standards-total").arg("n", ids.len()).to_string(),
                },
                smallest: 10,
                layout,
            }
        };
        vec![sample(&[1, 2], ""), sample(&[], "passport"), sample(&[], "")]
    }
}
