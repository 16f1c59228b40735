//! Services with what they promise and the latest result of each promise, searched by service or organisation.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, PublicService},
};
use serde::{Deserialize, Serialize};

use crate::{
    components::Pager,
    error::PageError,
    extract::PageQuery,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::promises::PublicLine,
};

/// The query of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
}

impl ListQuery {
    fn page(&self) -> usize {
        self.page.parse().unwrap_or(1)
    }

    fn href(&self, page: usize) -> String {
        let query = Self { q: self.q.clone(), page: page.to_string() };
        format!("{}?{}", links::STANDARDS, serde_urlencoded::to_string(query).unwrap_or_default())
    }
}

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
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Page<StandardsPage>, PageError> {
    let found = standards::public(&app, &query.q, query.page()).await?;
    let (t, smallest) = (layout.t, app.settings().smallest_cell);
    let pager = Pager {
        previous: (found.page > 1).then(|| query.href(found.page - 1)),
        next: (found.page < found.pages).then(|| query.href(found.page + 1)),
        total: t.say("standards-total").arg("n", found.total).to_string(),
    };
    Ok(Page::new(StandardsPage {
        form: Form::with([("q", query.q.as_str())]),
        searched: !query.q.trim().is_empty(),
        services: found.services.iter().map(|service| ServiceLine::of(t, service, smallest)).collect(),
        pager,
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
