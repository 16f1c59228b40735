//! The form as the public will see it, at the width of a phone or a desk, inside the builder.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use catsup_app::{App, surveys};
use serde::Deserialize;

use super::crumbs;
use crate::{
    components::Crumb,
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    headers,
    layout::{Layout, Page},
    links,
};

/// How wide the form is shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    width: String,
}

/// The preview beside its switches.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/preview.html")]
pub(crate) struct PreviewPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    key: String,
    /// `phone` or `desk`.
    width: &'static str,
    /// The address of the form.
    source: String,
}

/// `GET /desk/surveys/{survey}/build/preview`
pub(crate) async fn preview(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    PageQuery(look): PageQuery<Look>,
) -> Result<impl IntoResponse, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let page = PreviewPage::of(layout, &working, &look);
    // The one page that holds another of ours in a frame.
    Ok(([(header::CONTENT_SECURITY_POLICY, headers::FRAMING_POLICY)], Page::new(page)))
}

impl PreviewPage {
    fn of(layout: Layout, working: &surveys::Working, look: &Look) -> Self {
        let key = &working.survey.key;
        Self {
            crumbs: crumbs(layout.t, working, true),
            width: if look.width == "desk" { "desk" } else { "phone" },
            source: links::preview(key),
            key: key.clone(),
            layout,
        }
    }

    fn is(&self, width: &str) -> bool {
        self.width == width
    }

    fn to(&self, width: &str) -> String {
        format!("{}?width={width}", links::build_preview(&self.key))
    }
}

#[cfg(test)]
impl crate::layout::Samples for PreviewPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let working = super::sample::working();
        ["phone", "desk"]
            .map(|width| {
                let look = Look { width: width.to_owned() };
                // A sample on disk has no form to show in its frame.
                Self { source: String::new(), ..Self::of(Layout::sample(language), &working, &look) }
            })
            .into()
    }
}
