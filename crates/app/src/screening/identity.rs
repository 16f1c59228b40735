//! When two submissions are the same: hashes of what was written and of everything that was answered.

use catsup_model::response::ResponseSource;
use sha2::{Digest as _, Sha256};

use super::{Submitted, screens::written, text};
use crate::keys::first_eight;

/// The shortest folded text that is compared between clients: below it, people say the same by themselves.
const SHORTEST: usize = 30;

/// A hash of the longest text, when it is long enough that two people do not write it by themselves.
pub(super) fn text_hash(submitted: &Submitted<'_>) -> Option<i64> {
    let longest = written(submitted).map(|text| text::folded(text.words)).max_by_key(String::len)?;
    (longest.chars().count() >= SHORTEST).then(|| first_eight(&Sha256::digest(longest).into()))
}

/// A hash that identical answers of one client share. `None` where a repeat is another response: without a text, at a
/// kiosk, which many use one after the other, and from a program that gives each of its submissions a key of its own.
pub(super) fn key(submitted: &Submitted<'_>, client: i64) -> Option<i64> {
    let wrote = written(submitted).any(|text| !text.words.trim().is_empty());
    let keyed = submitted.source == ResponseSource::Api && !submitted.key.is_empty();
    if submitted.source == ResponseSource::Kiosk || keyed || !wrote {
        return None;
    }
    let answers: Vec<_> =
        submitted.answers.iter().map(|answer| (&answer.question, answer.value, &answer.text)).collect();
    let all = (submitted.open.survey.id, client, answers);
    Some(first_eight(&Sha256::digest(serde_json::to_vec(&all).unwrap_or_default()).into()))
}
