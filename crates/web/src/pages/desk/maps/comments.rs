//! Comments on a map: said of the whole or of a step, settled, opened again, removed.

use axum::extract::State;
use catsup_app::{
    App, Error,
    journey_maps::{self, LONGEST_COMMENT, Opened, ToldComment},
};
use catsup_model::{Viewer, id::JourneyMapId};
use jiff::{civil::DateTime, tz::TimeZone};

use super::refused;
use crate::{
    components::{AlertKind, Choice},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    links,
};

/// The comments below a map.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) open: Vec<Remark>,
    pub(super) settled: Vec<Remark>,
    /// The whole map, and its steps, to speak of.
    pub(super) about: Vec<Choice>,
    pub(super) longest: usize,
}

/// One comment as people read it.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) id: String,
    /// Key of the step, where the map still has it.
    pub(super) step: Option<String>,
    /// What it is about.
    pub(super) about: String,
    pub(super) by: String,
    pub(super) at: DateTime,
    pub(super) text: String,
    /// Who settled it, and when.
    pub(super) settled: Option<(String, DateTime)>,
    pub(super) may_resolve: bool,
    pub(super) may_remove: bool,
}

impl Remarks {
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        t: Translator,
        opened: &Opened,
    ) -> Result<Self, Error> {
        let told = journey_maps::comments(app, viewer, opened.map.id).await?;
        Ok(Self::of(t, opened, told, &app.settings().zone))
    }

    pub(super) fn of(t: Translator, opened: &Opened, told: Vec<ToldComment>, zone: &TimeZone) -> Self {
        let steps = || opened.map.design.steps();
        let mut about = vec![Choice::new("", t.say("map-comment-whole"))];
        about.extend(
            steps().zip(1..).map(|(step, number)| Choice::new(&step.key, format!("{number}. {}", step.name))),
        );
        let remark = |one: ToldComment| {
            let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
            let comment = one.comment;
            let step = comment.step.filter(|key| steps().any(|step| step.key == *key));
            let now = step.as_ref().and_then(|key| steps().find(|step| step.key == *key));
            let gone = || comment.step_name.as_ref().map(|name| t.say("map-comment-gone").arg("name", name));
            Remark {
                id: comment.id.to_string(),
                about: match (now, gone()) {
                    (Some(step), _) => step.name.clone(),
                    (None, Some(gone)) => gone.to_string(),
                    (None, None) => t.say("map-comment-whole").to_string(),
                },
                step,
                by: named(t, one.by),
                at: local(comment.created_at),
                text: comment.text,
                settled: comment.resolved_at.map(|at| (named(t, one.resolved_by), local(at))),
                may_resolve: one.may_resolve,
                may_remove: one.may_remove,
            }
        };
        let (settled, open) = told.into_iter().map(remark).partition(|one| one.settled.is_some());
        Self { open, settled, about, longest: LONGEST_COMMENT }
    }

    /// What is open on a step, as lines.
    pub(super) fn of_step(&self, t: Translator, key: &str) -> Vec<String> {
        let here = self.open.iter().filter(|one| one.step.as_deref() == Some(key));
        here.map(|one| line(t, one)).collect()
    }

    /// What is open on the map as a whole, or on steps that are gone, as lines.
    pub(super) fn of_whole(&self, t: Translator) -> Vec<String> {
        self.open.iter().filter(|one| one.step.is_none()).map(|one| line(t, one)).collect()
    }
}

fn line(t: Translator, one: &Remark) -> String {
    t.say("map-comment-line").arg("by", &one.by).arg("text", &one.text).to_string()
}

fn named(t: Translator, name: String) -> String {
    if name.is_empty() { t.say("map-comment-program").to_string() } else { name }
}

/// `POST /desk/maps/{map}/comments`
pub(crate) async fn comment(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<JourneyMapId>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let viewer = &identity.viewer;
    let back = || SeeOther::to(format!("{}#comments", links::journey_map(id)));
    let (verb, key) = form.value("act").split_once(':').unwrap_or((form.value("act"), ""));
    let of = || key.parse().map_err(|_| PageError::NotFound);
    let (done, said) = match verb {
        "resolve" => {
            (journey_maps::resolve_comment(&app, viewer, id, of()?, true).await, "map-comment-resolved")
        }
        "reopen" => {
            (journey_maps::resolve_comment(&app, viewer, id, of()?, false).await, "map-comment-reopened")
        }
        "remove" => (journey_maps::remove_comment(&app, viewer, id, of()?).await, "map-comment-removed"),
        _ => {
            let step = form.filled("step");
            let said = journey_maps::comment(&app, viewer, id, step, form.value("text")).await;
            (said.map(drop), "map-comment-said")
        }
    };
    match done {
        Ok(()) => Ok(back().saying(AlertKind::Success, said)),
        Err(Error::Invalid(_)) => {
            Ok(back().saying_of(AlertKind::Warning, "map-comment-unfit", &LONGEST_COMMENT.to_string()))
        }
        Err(error) => refused(back(), error),
    }
}
