//! What a partner reads under their link: every standard of the services it is for, published or not, with its results; and the
//! answers that are for partners.

mod answer;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    partners::{self, PartnerView},
    standards::PublicStandard,
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};

use crate::{
    error::PageError,
    extract::LinkTurn,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::promises::PublicLine,
};

#[cfg(test)]
pub(crate) use answer::PartnerAnswerPage;
pub(crate) use answer::show as answer;

/// The page of a partner.
#[derive(Debug, Template)]
#[template(path = "pages/public/partner/show.html")]
pub(crate) struct PartnerPage {
    layout: Layout,
    name: String,
    last_day: Date,
    services: Vec<ServiceLine>,
    answers: Vec<AnswersOfService>,
    smallest: u64,
}

/// The answers of a service: where each stands, and its question.
#[derive(Debug)]
struct AnswersOfService {
    service: String,
    links: Vec<(String, String)>,
}

#[derive(Debug)]
struct ServiceLine {
    id: String,
    name: String,
    organisation: String,
    standards: Vec<StandardLine>,
}

#[derive(Debug)]
struct StandardLine {
    id: String,
    published: bool,
    line: PublicLine,
}

impl StandardLine {
    fn of(t: Translator, one: &PublicStandard, smallest: u64) -> Self {
        let line = PublicLine::of(t, one, smallest);
        Self { id: one.standard.id.to_string(), published: one.standard.is_published(), line }
    }

    /// The id of the caption of its table.
    fn table(&self) -> String {
        format!("years-{}", self.id)
    }
}

impl PartnerPage {
    fn new(layout: Layout, token: &str, view: PartnerView, settings: (&TimeZone, u64)) -> Self {
        let t = layout.t;
        let (zone, smallest) = settings;
        let mut answers: Vec<AnswersOfService> = Vec::new();
        for one in &view.answers {
            let question = one.questions.iter().find(|(language, _)| *language == t.language());
            let link = (
                links::partner_answer(token, &one.slug),
                question.map_or("", |(_, said)| said.as_str()).to_owned(),
            );
            match answers.last_mut().filter(|last| last.service == one.service) {
                Some(last) => last.links.push(link),
                None => answers.push(AnswersOfService { service: one.service.clone(), links: vec![link] }),
            }
        }
        let services = view.services.iter().map(|service| ServiceLine {
            id: service.id.to_string(),
            name: service.name.to_string(),
            organisation: service.organisation.to_string(),
            standards: service.standards.iter().map(|one| StandardLine::of(t, one, smallest)).collect(),
        });
        // The end is the first moment after the last day.
        let last = view.link.expires_at - SignedDuration::from_secs(1);
        Self {
            name: view.link.name.to_string(),
            last_day: last.to_zoned(zone.clone()).date(),
            services: services.collect(),
            answers,
            smallest,
            layout,
        }
    }
}

/// `GET /partner/{token}`
pub(crate) async fn show(
    State(app): State<App>,
    _: LinkTurn,
    layout: Layout,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let view = partners::open(&app, &token).await?;
    let settings = app.settings();
    let page = PartnerPage::new(layout, &token, view, (&settings.zone, settings.smallest_cell));
    Ok(kept_private(Page::new(page).into_response()))
}

/// The address is the key: no page that it leads to may learn it, and no search engine keep it.
fn kept_private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}

#[cfg(test)]
impl crate::layout::Samples for PartnerPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        use catsup_app::{partners::PartnerAnswer, standards::PublicService};
        use catsup_model::{
            id::{PartnerLinkId, ServiceId},
            partner::PartnerLink,
            text::Name,
        };

        let sample = |services: &[i64]| {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = "/partner/ctp_sample".to_owned();
            let service = |id: &i64| PublicService {
                id: ServiceId(*id),
                name: Name::parse("Permits & licences").unwrap(),
                organisation: Name::parse("Permits Office").unwrap(),
                standards: if *id == 1 { crate::pages::promises::samples() } else { Vec::new() },
            };
            let link = PartnerLink {
                id: PartnerLinkId(1),
                name: Name::parse("Office of the Auditor").unwrap(),
                services: services.iter().map(|id| ServiceId(*id)).collect(),
                created_by: None,
                created_at: "2026-03-01T12:00:00Z".parse().unwrap(),
                expires_at: "2027-03-01T05:00:00Z".parse().unwrap(),
                revoked_at: None,
                used_at: None,
            };
            let answer = |id: &i64| PartnerAnswer {
                service: "Permits & licences".to_owned(),
                slug: format!("renew-{id}"),
                questions: vec![(language, "Who checks the <form>?".to_owned())],
            };
            let view = PartnerView {
                link,
                services: services.iter().map(service).collect(),
                answers: services.iter().map(answer).collect(),
            };
            Self::new(layout, "ctp_sample", view, (&TimeZone::UTC, 10))
        };
        vec![sample(&[1, 2]), sample(&[])]
    }
}
