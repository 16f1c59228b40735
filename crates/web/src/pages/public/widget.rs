//! What one service promises and the latest results, small enough for a frame in a page of another site; no script needed.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    standards::{self, PublicService},
};
use catsup_model::id::ServiceId;

use crate::{
    error::PageError,
    extract::PathId,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    pages::{desk::share::link::escaped, promises::PublicLine},
};

/// The page in the frame.
#[derive(Debug, Template)]
#[template(path = "pages/public/widget/show.html")]
pub(crate) struct WidgetPage {
    layout: Layout,
    name: String,
    href: String,
    standards: Vec<PublicLine>,
}

impl WidgetPage {
    fn new(layout: Layout, service: &PublicService, smallest: u64) -> Self {
        let t = layout.t;
        let standards = service.standards.iter().map(|standard| PublicLine::of(t, standard, smallest));
        Self {
            name: service.name.to_string(),
            href: format!("{}?lang={}", links::public_standards(service.id), t.code()),
            standards: standards.collect(),
            layout,
        }
    }
}

/// `GET /widget/standards/{service}`
pub(crate) async fn show(
    State(app): State<App>,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
) -> Result<Response, PageError> {
    let service = standards::public_service(&app, id).await?;
    let settings = app.settings();
    let page = Page::new(WidgetPage::new(layout, &service, settings.smallest_cell));
    let mut response = page.into_response();
    let headers = response.headers_mut();
    let policy = HeaderValue::try_from(policy(&settings.widget_sites)).map_err(|_| PageError::Internal)?;
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    // A page that isolates itself shows no frame without it.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    Ok(response)
}

/// The content security policy: nothing runs in the frame, and only these sites show it.
fn policy(sites: &[String]) -> String {
    let sites = if sites.is_empty() { "*".to_owned() } else { sites.join(" ") };
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none'; \
         base-uri 'none'; frame-ancestors {sites}"
    )
}

/// The tag that shows the standards of a service in a page of another site.
pub(crate) fn tag(address: &str, service: impl std::fmt::Display, name: &str, t: Translator) -> String {
    let title = t.say("standards-of").arg("name", name).to_string();
    format!(
        "<iframe src=\"{address}{}?lang={}\" title=\"{}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>",
        links::widget(service),
        t.code(),
        escaped(&title),
    )
}

#[cfg(test)]
impl crate::layout::Samples for WidgetPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let mut layout = crate::pages::public::samples::frame(language);
        layout.path = links::widget(1);
        let service = PublicService {
            id: ServiceId(1),
            name: catsup_model::text::Name::parse("Permits & licences").unwrap(),
            organisation: catsup_model::text::Name::parse("Permits Office").unwrap(),
            standards: crate::pages::promises::samples(),
        };
        vec![Self::new(layout, &service, 10)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sites_that_are_named_may_show_it() {
        assert!(policy(&[]).ends_with("frame-ancestors *"));
        let sites = ["https://www.example.gov".to_owned(), "https://*.state.example".to_owned()];
        assert!(policy(&sites).ends_with("frame-ancestors https://www.example.gov https://*.state.example"));
        assert!(!policy(&[]).contains("script-src"), "default-src 'none' holds for scripts");
    }

    #[test]
    fn a_name_cannot_break_out_of_the_tag() {
        let t = Translator::new(catsup_model::Language::En);
        let tag = tag("https://feedback.example.gov", 7, "A \"quick\" <b>", t);
        assert!(tag.contains("src=\"https://feedback.example.gov/widget/standards/7?lang=en\""), "{tag}");
        assert!(tag.contains("A &quot;quick&quot; &lt;b&gt;\""), "{tag}");
    }
}
