//! The names that responses speak of, and what the filters offer.

use std::collections::BTreeMap;

use catsup_app::{
    App, Error,
    directory::{organisations, services, touchpoints},
    inbox::{self, Level, Tag},
    surveys,
};
use catsup_model::{
    Channel, DeviceClass, Language, Permission, Viewer,
    id::{AccountId, ServiceId, SurveyId},
    response::{Handling, ResponseSource, ResponseState},
    survey::Survey,
};

use crate::{components::Choice, i18n::Translator};

/// The names responses speak of.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) organisations: Vec<(String, String)>,
    pub(super) services: BTreeMap<ServiceId, String>,
    pub(super) surveys: BTreeMap<SurveyId, Survey>,
    pub(super) touchpoints: Vec<(String, String)>,
    pub(super) tags: Vec<Tag>,
    pub(super) colleagues: Vec<(AccountId, String)>,
    pub(super) segments: Vec<(String, String)>,
}

impl Names {
    pub(super) async fn read(app: &App, viewer: &Viewer) -> Result<Self, Error> {
        let (services, tags, colleagues, segments, surveys) = tokio::try_join!(
            services::list(app, viewer),
            inbox::tags::list(app, viewer),
            inbox::colleagues(app, viewer),
            inbox::segments(app, viewer),
            every_survey(app, viewer),
        )?;
        let (organisations, touchpoints) = match viewer.may(Permission::ReadDirectory) {
            true => tokio::try_join!(organisations::list(app, viewer), touchpoints::list(app, viewer, None))?,
            false => (Vec::new(), Vec::new()),
        };
        Ok(Self {
            organisations: organisations
                .into_iter()
                .map(|node| (node.organisation.id.to_string(), node.organisation.name.to_string()))
                .collect(),
            services: services.into_iter().map(|one| (one.id, one.name.to_string())).collect(),
            surveys: surveys.into_iter().map(|survey| (survey.id, survey)).collect(),
            touchpoints: touchpoints
                .into_iter()
                .map(|one| (one.id.to_string(), one.name.to_string()))
                .collect(),
            tags,
            colleagues,
            segments,
        })
    }

    /// What may be chosen in a field of the filter; nothing for fields that are typed.
    pub(super) fn choices(&self, t: Translator, field: &str) -> Vec<Choice> {
        let named =
            |pairs: &[(String, String)]| pairs.iter().map(|(id, name)| Choice::new(id, name)).collect();
        match field {
            "organisation" => named(&self.organisations),
            "service" => self.services.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            "survey" => self.surveys.values().map(|survey| Choice::new(survey.id, &survey.name)).collect(),
            "touchpoint" => named(&self.touchpoints),
            "channel" => {
                Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect()
            }
            "language" => Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            "device" => DeviceClass::ALL.map(|one| Choice::new(one, t.pick(&one.name()))).into(),
            "source" => ResponseSource::ALL
                .map(|one| Choice::new(one.code(), t.name("response-source", one.code())))
                .into(),
            "state" => ResponseState::ALL
                .map(|one| Choice::new(one.code(), t.name("response-state", one.code())))
                .into(),
            "handling" => {
                Handling::ALL.map(|one| Choice::new(one.code(), t.name("handling", one.code()))).into()
            }
            "assignee" => {
                let own = ["me", "nobody"].map(|one| Choice::new(one, t.name("inbox-assignee", one)));
                let others = self.colleagues.iter().map(|(id, name)| Choice::new(id, name));
                own.into_iter().chain(others).collect()
            }
            "tag" => self.tags.iter().map(|tag| Choice::new(tag.id, &tag.name)).collect(),
            "segment" => {
                let pair = |(name, value): &(String, String)| {
                    Choice::new(format!("{name}={value}"), format!("{name}: {value}"))
                };
                self.segments.iter().map(pair).collect()
            }
            "score" => {
                Level::ALL.map(|one| Choice::new(one.code(), t.name("inbox-score", one.code()))).into()
            }
            "comment" => ["yes", "no"].map(|one| Choice::new(one, t.name("inbox-comment", one))).into(),
            _ => Vec::new(),
        }
    }
}

async fn every_survey(app: &App, viewer: &Viewer) -> Result<Vec<Survey>, Error> {
    let mut all: Vec<Survey> = Vec::new();
    if !viewer.may(Permission::ReadDirectory) {
        return Ok(all);
    }
    loop {
        let page = surveys::list(app, viewer, &[], all.last().map(|last| last.id), 500).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
