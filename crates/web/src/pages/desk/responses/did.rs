//! What was just done, in words and with the way back; it travels in the address of the page that follows.

use catsup_app::{
    App,
    inbox::{self, acts},
};
use catsup_model::{Viewer, id::ActId};
use serde::{Deserialize, Serialize};

use super::detail::tell;
use crate::{components::AlertKind, error::PageError, i18n::Translator};

/// What the address says was just done.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct After {
    /// The act.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) did: String,
    /// The act that was undone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) undid: String,
    /// What could not be done: the ending of its text in the catalogue.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) refused: String,
}

/// What was just done.
#[derive(Debug)]
pub(super) struct Did {
    pub(super) kind: AlertKind,
    pub(super) text: String,
    /// The act to undo, where it can be.
    pub(super) undo: Option<ActId>,
    /// Where undoing leads.
    pub(super) back: String,
}

/// Reasons an act may be refused for, as the address names them.
const REFUSALS: [&str; 6] = ["nothing", "gone", "assignee", "tag", "again", "under-way"];

impl After {
    /// The message, when there is one and the act is the viewer's own.
    pub(super) async fn tell(
        &self,
        app: &App,
        viewer: &Viewer,
        t: Translator,
        back: &str,
    ) -> Result<Option<Did>, PageError> {
        if REFUSALS.contains(&self.refused.as_str()) {
            let text = t.name("inbox-refused", &self.refused).to_string();
            return Ok(Some(Did { kind: AlertKind::Error, text, undo: None, back: String::new() }));
        }
        let undid = self.undid.parse::<ActId>().ok();
        let Some(id) = undid.or_else(|| self.did.parse().ok()) else { return Ok(None) };
        let Some(kept) = acts::find(app, viewer, id).await? else { return Ok(None) };
        let (colleagues, tags) =
            tokio::try_join!(inbox::colleagues(app, viewer), inbox::tags::list(app, viewer))?;
        let what = tell(t, kept.act, &colleagues, &tags);
        if undid.is_some() {
            let text = t
                .say("inbox-undone")
                .arg("what", what)
                .arg("n", kept.undone)
                .arg("left", kept.changed - kept.undone);
            let kind = if kept.undone < kept.changed { AlertKind::Warning } else { AlertKind::Success };
            return Ok(Some(Did { kind, text: text.to_string(), undo: None, back: String::new() }));
        }
        let under_way = kept.ended_at.is_none();
        let key = if under_way { "inbox-under-way" } else { "inbox-done" };
        let text = t.say(key).arg("what", what).arg("n", kept.changed).arg("of", kept.expected);
        let undo = (kept.undone_at.is_none() && !under_way && kept.changed > 0).then_some(id);
        Ok(Some(Did { kind: AlertKind::Success, text: text.to_string(), undo, back: back.to_owned() }))
    }
}
