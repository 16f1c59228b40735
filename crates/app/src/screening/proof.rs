//! Proof of work: a browser computes for a moment by itself, where a sender came under suspicion.
//!
//! A challenge is `moment.bits.nonce.signature`; a proof is `challenge:n` whose SHA-256 begins with that many zero bits.
//! The signature covers the survey and the sender's key (form nonce or idempotency key), so that a challenge is of
//! no use to another submission.

use catsup_model::{
    screening::{ScreenCode, ScreenVerdict, Threshold, Verdict, state_after},
    survey::Survey,
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::Submitted;
use crate::{App, Error, open_surveys};

/// How long a challenge is good for.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The reason of a response that waits for a proof.
pub(super) const WANTED: &str = "proof_wanted";
/// The reason of a response that was proven later.
pub(super) const PROVEN: &str = "proven";

const PURPOSE: &str = "proof";

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// The text the hash is computed over, with `:n` after it.
    pub token: String,
    /// How many zero bits the hash must begin with.
    pub bits: u32,
}

/// The challenge for a program whose request was refused.
pub(super) fn challenge_program(app: &App, submitted: &Submitted<'_>) -> Challenge {
    challenge(app, &submitted.open.survey, submitted.key)
}

/// The challenge for a form whose answers are in, under its nonce.
#[must_use]
pub fn challenge_form(app: &App, survey: &Survey, nonce: &str) -> Challenge {
    challenge(app, survey, nonce)
}

fn challenge(app: &App, survey: &Survey, key: &str) -> Challenge {
    let bits = app.settings().screening.threshold(Threshold::ProofBits);
    let head = format!("{}.{bits}.{}", app.now().as_second(), app.random().token());
    let signature = app.keys().sign(PURPOSE, &words(&head, survey, key));
    Challenge { token: format!("{head}.{signature}"), bits }
}

fn words(head: &str, survey: &Survey, key: &str) -> String {
    format!("{head} {} {key}", survey.id)
}

/// Whether a good proof came along.
pub(super) fn is_proven(app: &App, submitted: &Submitted<'_>) -> bool {
    let proof = submitted.signs.proof.as_deref();
    proof.is_some_and(|proof| is_good(app, &submitted.open.survey, submitted.key, proof))
}

/// The challenge of a proof.
pub(super) fn token_of(proof: &str) -> Option<&str> {
    proof.rsplit_once(':').map(|(token, _)| token).filter(|token| token.len() <= 100)
}

fn is_good(app: &App, survey: &Survey, key: &str, proof: &str) -> bool {
    let good = || {
        let (head, signature) = token_of(proof)?.rsplit_once('.')?;
        let (at, rest) = head.split_once('.')?;
        let bits: u32 = rest.split_once('.')?.0.parse().ok()?;
        let at = Timestamp::from_second(at.parse().ok()?).ok()?;
        let ours = app.keys().verify(PURPOSE, &words(head, survey, key), signature);
        let in_time = app.now().duration_since(at).abs() <= GOOD_FOR;
        (ours && in_time && zero_bits(proof) >= bits).then_some(())
    };
    good().is_some()
}

/// How many zero bits the hash of a text begins with.
fn zero_bits(text: &str) -> u32 {
    let hash = Sha256::digest(text);
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first).leading_zeros()
}

/// Whether a verdict says that a proof came after the answers.
pub(super) fn is_late_proof(verdict: &ScreenVerdict) -> bool {
    verdict.screen == ScreenCode::Proof && verdict.reason == PROVEN
}

/// Takes the proof for a form whose answers are in: what a proof lifts is lifted. Returns whether it was good.
///
/// # Errors
/// [`Error::NotFound`] when nothing is in under the nonce; when the survey is not open any more, as
/// [`open_surveys::open`].
pub async fn prove_form(app: &App, survey: &str, nonce: &str, proof: &str) -> Result<bool, Error> {
    let open = open_surveys::open(app, survey).await?;
    if !is_good(app, &open.survey, nonce, proof) {
        return Ok(false);
    }
    let key = crate::responses::form_key(&open, nonce)?;
    let response = app.store().response_of_key(&key).await?.ok_or(Error::NotFound("form"))?;
    let Some(mut screening) = app.store().screening_find(response.id).await? else { return Ok(true) };
    screening.verdicts.retain(|one| one.screen != ScreenCode::Proof);
    let proven = ScreenVerdict {
        screen: ScreenCode::Proof,
        verdict: Verdict::Pass,
        reason: PROVEN.to_owned(),
        score: 0,
    };
    screening.verdicts.push(proven);
    let state = state_after(&screening.verdicts, true);
    let mut transaction = app.store().begin().await?;
    transaction.screening_proven(response.id, PROVEN, app.now()).await?;
    transaction.response_state_screened(response.id, state).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zero_bits_of_a_hash_are_counted_from_the_left() {
        // SHA-256 of “abc” begins with ba, of the empty text with e3: neither begins with a zero.
        assert_eq!((zero_bits("abc"), zero_bits("")), (0, 0));
        // Found by counting up; any SHA-256 says the same: sha256("catsup:95") begins with 00.
        let found = (0..).find(|n| zero_bits(&format!("catsup:{n}")) >= 8).unwrap();
        let hash = Sha256::digest(format!("catsup:{found}"));
        assert_eq!(hash[0], 0);
    }
}
