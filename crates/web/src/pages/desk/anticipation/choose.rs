//! Pinning, hiding and giving back to the figures, each with a way back.

use axum::extract::State;
use catsup_app::{
    App, Error,
    anticipation::{self, ChoiceInput},
};
use catsup_model::{
    Language, Translated,
    anticipation::{Choice, Decision},
};
use serde::{Deserialize, Serialize};

use crate::{
    components::AlertKind, error::PageError, extract::SignedIn, flash::SeeOther, forms::Form,
    i18n::Translator, links,
};

/// What was done and what was decided before, as the address carries it to the page that offers to undo it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Undo {
    /// What was done: a decision, or `none`.
    did: String,
    /// The pair.
    of_need: String,
    of_next: String,
    /// What was decided before; empty for nothing.
    was: String,
    was_wording: String,
    was_wording_es: String,
    was_answer: String,
    was_why: String,
    /// What the page says.
    #[serde(skip)]
    pub(super) said: String,
    /// What the form that undoes it posts.
    #[serde(skip)]
    pub(super) fields: Vec<(&'static str, String)>,
}

impl Undo {
    pub(super) fn of(did: &str, need: &str, next: &str, before: Option<&Choice>) -> Self {
        let mut undo = Self {
            did: did.to_owned(),
            of_need: need.to_owned(),
            of_next: next.to_owned(),
            ..Self::default()
        };
        if let Some(before) = before {
            let wording = |language| before.wording.exact(language).unwrap_or_default().to_owned();
            undo.was = before.decision.code().to_owned();
            undo.was_wording = wording(Language::En);
            undo.was_wording_es = wording(Language::Es);
            undo.was_answer = before.answer.map(|id| id.to_string()).unwrap_or_default();
            undo.was_why = before.why.clone();
        }
        undo
    }

    pub(super) fn is_asked(&self) -> bool {
        let known = self.did == "none" || self.did.parse::<Decision>().is_ok();
        known && !self.of_need.is_empty() && !self.of_next.is_empty()
    }

    /// The page `back`, which then offers to undo this.
    pub(super) fn on(&self, back: &str) -> String {
        let joint = if back.contains('?') { '&' } else { '?' };
        format!("{back}{joint}{}", serde_urlencoded::to_string(self).unwrap_or_default())
    }

    pub(super) fn said(mut self, t: Translator, here: &str) -> Self {
        self.said = t.name("next-need-did", &self.did).arg("next", self.of_next.as_str()).to_string();
        self.fields = vec![
            ("act", "put_back".to_owned()),
            ("need", self.of_need.clone()),
            ("next", self.of_next.clone()),
            ("was", self.was.clone()),
            ("was_wording", self.was_wording.clone()),
            ("was_wording_es", self.was_wording_es.clone()),
            ("was_answer", self.was_answer.clone()),
            ("was_why", self.was_why.clone()),
            ("back", here.to_owned()),
        ];
        self
    }

    pub(super) fn sample() -> Self {
        Self::of("hidden", "renew a passport", "fees", None)
    }
}

/// The page that the form stood on, and nowhere else.
pub(super) fn back(form: &Form) -> &str {
    Some(form.value("back")).filter(|back| back.starts_with(links::NEXT_NEEDS)).unwrap_or(links::NEXT_NEEDS)
}

/// `POST /desk/answers/next/choose`
pub(crate) async fn choose(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let (viewer, back) = (&identity.viewer, back(&form));
    let (need, next) = (form.value("need"), form.value("next"));
    let done = match form.value("act") {
        "none" => match anticipation::take_back(&app, viewer, need, next).await {
            Ok(before) => Ok(Undo::of("none", need, next, Some(&before)).on(back)),
            Err(Error::NotFound(_)) => Ok(back.to_owned()),
            Err(error) => Err(error),
        },
        "put_back" => {
            let before = before(&form);
            let put = anticipation::put_back(&app, viewer, need, next, before.as_ref()).await;
            if put.is_ok() {
                return Ok(SeeOther::to(back).saying(AlertKind::Success, "next-need-undone"));
            }
            put.map(|()| back.to_owned())
        }
        act => {
            let Ok(decision) = act.parse::<Decision>() else {
                return Ok(SeeOther::to(back));
            };
            let kept = kept(&app, viewer, need, next).await?;
            let input = ChoiceInput { decision, ..kept };
            let before = anticipation::choose(&app, viewer, &input).await;
            before.map(|before| Undo::of(decision.code(), need, next, before.as_ref()).on(back))
        }
    };
    match done {
        Ok(to) => Ok(SeeOther::to(to)),
        Err(Error::Invalid(_)) => Ok(SeeOther::to(back).saying(AlertKind::Error, "next-need-refused")),
        Err(error) => Err(error.into()),
    }
}

/// What is decided about the pair already: words and answer stay when it is pinned or hidden.
async fn kept(
    app: &App,
    viewer: &catsup_model::Viewer,
    need: &str,
    next: &str,
) -> Result<ChoiceInput, PageError> {
    let known = anticipation::decided(app, viewer, need, next).await?;
    Ok(known.as_ref().map_or_else(
        || ChoiceInput {
            need: need.to_owned(),
            next: next.to_owned(),
            decision: Decision::Pinned,
            wording: Translated::default(),
            answer: None,
            why: String::new(),
        },
        ChoiceInput::of,
    ))
}

fn before(form: &Form) -> Option<ChoiceInput> {
    let decision = form.value("was").parse().ok()?;
    Some(ChoiceInput {
        need: form.value("need").to_owned(),
        next: form.value("next").to_owned(),
        decision,
        wording: Translated::both(form.value("was_wording"), form.value("was_wording_es")),
        answer: form.value("was_answer").parse().ok(),
        why: form.value("was_why").to_owned(),
    })
}
