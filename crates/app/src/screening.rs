//! Screening: what comes in without a token passes a list of screens; nothing is lost, nobody is locked out.
//!
//! Each `Screen` is handed the same `Seen` and gives a verdict. The worst decides
//! where the response stands; staff correct it in the inbox, and the corrections show how good each screen is.
//! docs/spam.md says it for users, and how a program answers a challenge.

mod content;
mod crisis;
mod identity;
mod opened;
mod proof;
mod report;
mod review;
mod screens;
#[cfg(test)]
mod tests;
mod text;

use std::{collections::BTreeMap, net::IpAddr};

use catsup_model::{
    Viewer,
    answers::Answer,
    id::ResponseId,
    permission::Actor,
    response::{ResponseSource, ResponseState},
    screening::{ScreenCode, ScreenVerdict, Threshold, state_after},
};
use catsup_store::{NewScreening, Screening};

pub(crate) use self::crisis::alarming;
pub use self::{
    opened::opened,
    proof::{Challenge, challenge_form, prove_form},
    report::{DAYS, Precision, Report, ScreenFigures, VerdictLine, log, report},
    review::{corrected, urgent, urgent_among, verdicts},
};
use crate::{App, Error, Refusal, open_surveys::OpenSurvey};
use screens::{Seen, judge};

/// Version of the list of screens and of their phrases: it goes up when any of them judges differently.
pub const VERSION: i64 = 1;

/// What a transport saw of a submission besides its content.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// Where it came from; hashed at once, never kept.
    pub client: Option<IpAddr>,
    /// Whether the field that only programs fill in was filled in.
    pub trapped: bool,
    /// Names of fields that the form never had.
    pub unknown_fields: Vec<String>,
    /// The signed moment the form was opened, as [`opened()`] wrote it.
    pub opened: Option<String>,
    /// What [`opened()`] signed along: the hidden fields of the form.
    pub hidden: Vec<(String, String)>,
    /// Whether the first answer is one click, so that being quick means nothing.
    pub one_click: bool,
    /// Whether the client sends unusually much.
    pub busy: bool,
    /// A proof of work.
    pub proof: Option<String>,
}

/// One submission as it is screened.
pub(crate) struct Submitted<'a> {
    pub(crate) viewer: &'a Viewer,
    pub(crate) open: &'a OpenSurvey,
    pub(crate) source: ResponseSource,
    pub(crate) signs: &'a Signs,
    pub(crate) answers: &'a [Answer],
    /// The form's nonce or the request's idempotency key.
    pub(crate) key: &'a str,
}

/// What the screens made of a submission.
#[derive(Clone)]
pub(crate) struct Screened {
    proven: bool,
    client: Option<i64>,
    text_hash: Option<i64>,
    identical: Option<(i64, i64)>,
    verdicts: Vec<ScreenVerdict>,
}

impl Screened {
    /// Where the response stands, and whether a proof of work would lift what it was flagged for. Of one that is completed
    /// page by page, what earlier pages were held back for stays.
    pub(crate) fn state(&self, before: Option<&Screening>) -> (ResponseState, bool) {
        let earlier = before.into_iter().flat_map(|before| &before.verdicts);
        let proven = self.proven || earlier.clone().any(proof::is_late_proof);
        // One verdict a screen, the graver of the two: a page that is sent again is not twice as suspicious.
        let mut gravest: BTreeMap<ScreenCode, ScreenVerdict> = BTreeMap::new();
        for one in earlier.chain(&self.verdicts) {
            let kept = gravest.entry(one.screen).or_insert_with(|| one.clone());
            if (one.verdict, one.score) > (kept.verdict, kept.score) {
                *kept = one.clone();
            }
        }
        let verdicts: Vec<ScreenVerdict> = gravest.into_values().collect();
        let state = state_after(&verdicts, proven);
        (state, state == ResponseState::Flagged && state_after(&verdicts, true) != state)
    }

    /// What is kept of it for a response.
    pub(crate) fn of(self, app: &App, open: &OpenSurvey, response: ResponseId) -> NewScreening {
        NewScreening {
            response,
            service: open.survey.service,
            at: app.now(),
            version: VERSION,
            client: self.client,
            text_hash: self.text_hash,
            identical: self.identical,
            verdicts: self.verdicts,
        }
    }
}

/// Screens a submission; `None` when its sender is known: programs with a token, and staff.
pub(crate) async fn screen(app: &App, submitted: &Submitted<'_>) -> Result<Option<Screened>, Error> {
    if submitted.viewer.actor() != Actor::Public || submitted.source.is_entered_by_staff() {
        return Ok(None);
    }
    let settings = app.settings();
    let rules = &settings.screening;
    let (now, store) = (app.now(), app.store());
    let client = match submitted.signs.client {
        Some(address) => Some(app.keys().client(store, app.random(), now, address).await?),
        None => None,
    };
    let text_hash = identity::text_hash(submitted);
    let same_texts = match text_hash {
        Some(hash) if rules.is_on(ScreenCode::RepeatedText) => {
            let minutes = i64::from(rules.threshold(Threshold::SameTextMinutes));
            store.screening_same_text(hash, now - jiff::SignedDuration::from_mins(minutes)).await?
        }
        _ => 0,
    };
    let opened = opened::read(app, submitted);
    let seen = Seen { submitted, opened, proven: proof::is_proven(app, submitted), same_texts, rules };
    let verdicts = judge(&seen);
    let identical = client.filter(|_| rules.is_on(ScreenCode::Identical)).and_then(|client| {
        let window = i64::from(rules.threshold(Threshold::IdenticalSeconds)) * 1_000_000;
        identity::key(submitted, client).map(|key| (key, window))
    });
    Ok(Some(Screened { proven: seen.proven, client, text_hash, identical, verdicts }))
}

/// Screens a submission by program, which is asked for a proof of work before anything is stored.
pub(crate) async fn screen_program(app: &App, submitted: &Submitted<'_>) -> Result<Option<Screened>, Error> {
    match screen(app, submitted).await? {
        Some(screened) if screened.state(None).1 => {
            Err(Refusal::ProofWanted(proof::challenge_program(app, submitted)).into())
        }
        screened => Ok(screened),
    }
}

/// The submission key that a proof of work brings along, so that one proof makes one response.
pub(crate) fn key_of_proof(signs: &Signs) -> Option<String> {
    signs.proof.as_deref().and_then(proof::token_of).map(|token| format!("proof:{token}"))
}
