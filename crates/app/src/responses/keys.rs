//! Keys and fingerprints: what makes a second sending the same response.

use std::sync::Arc;

use catsup_model::{Channel, Viewer, answers::RawAnswers};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::Circumstances;
use crate::{Error, FieldError, keys::first_eight, open_surveys::OpenSurvey};

/// The submission key of a form under its nonce.
pub(crate) fn form_key(open: &OpenSurvey, nonce: &str) -> Result<String, Error> {
    let well_formed =
        nonce.len() == 26 && nonce.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if well_formed { Ok(format!("form:{}:{nonce}", open.survey.id)) } else { Err(Error::NotFound("form")) }
}

/// The submission key of a program's own key.
pub(super) fn idempotency_key(viewer: &Viewer, open: &OpenSurvey, key: &str) -> Result<String, Error> {
    let well_formed = (1..=200).contains(&key.len()) && key.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if well_formed {
        Ok(format!("api:{}:{}:{key}", viewer.actor(), open.survey.id))
    } else {
        let reason = "must be 1 to 200 visible ASCII characters";
        Err(Error::Invalid(vec![FieldError::new("Idempotency-Key", "idempotency-key", reason)]))
    }
}

/// The first eight bytes of a SHA-256 over everything that was sent.
pub(crate) fn fingerprint(
    open: &Arc<OpenSurvey>,
    circumstances: &Circumstances,
    answers: &RawAnswers,
    section: &str,
) -> i64 {
    let occurred = circumstances.occurred_at.map(Timestamp::as_microsecond);
    let channel = circumstances.channel.map(Channel::code);
    let sent = (
        open.survey.id,
        section,
        channel,
        circumstances.language,
        circumstances.touchpoint,
        occurred,
        &circumstances.segments,
        (&circumstances.page, &circumstances.campaign, &circumstances.customer),
        answers,
    );
    hashed(&sent)
}

/// The fingerprint of a response that was completed: of all that it says now.
pub(super) fn fingerprint_of_completion(open: &OpenSurvey, answers: &RawAnswers) -> i64 {
    hashed(&(open.survey.id, "completion", answers))
}

fn hashed(sent: &impl serde::Serialize) -> i64 {
    let text = serde_json::to_vec(sent).unwrap_or_default();
    first_eight(&Sha256::digest(&text).into())
}
