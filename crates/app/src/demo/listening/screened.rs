//! What the screens are said to have made of the responses that were held back.

use catsup_model::{
    response::{NewResponse, ResponseSource, ResponseState},
    screening::{ScreenCode, ScreenVerdict, Verdict},
};
use catsup_store::NewScreening;

use crate::screening;

/// Why a response is held back: the screen, what it says, its reason and its score.
type Said = (ScreenCode, Verdict, &'static str, i64);

const FLAGGED: [Said; 3] = [
    (ScreenCode::Speed, Verdict::Flag, "too_fast", 30),
    (ScreenCode::RepeatedText, Verdict::Flag, "same_text", 60),
    (ScreenCode::InjectedFields, Verdict::Flag, "hidden_field_changed", 60),
];
const SPAM: [Said; 2] = [
    (ScreenCode::Honeypot, Verdict::Reject, "trap_filled", 95),
    (ScreenCode::InjectedFields, Verdict::Reject, "unknown_fields", 90),
];

/// The screening of a response that was held back; `None` for one that counts.
pub(super) fn screening(response: &NewResponse) -> Option<NewScreening> {
    let reasons: &[Said] = match response.state {
        ResponseState::Flagged => &FLAGGED,
        ResponseState::Spam => &SPAM,
        ResponseState::Received | ResponseState::Withdrawn => return None,
    };
    // A first click in a mail is quick by nature, and never too quick.
    let first = usize::from(response.source == ResponseSource::Email && reasons.len() == FLAGGED.len());
    let place = usize::try_from(response.received_at.as_second() / 60).unwrap_or_default();
    let (screen, verdict, reason, score) = reasons[first + place % (reasons.len() - first)];
    let verdicts = ScreenCode::ALL.iter().map(|one| match *one == screen {
        true => ScreenVerdict { screen, verdict, reason: reason.to_owned(), score },
        false => ScreenVerdict { screen: *one, verdict: Verdict::Pass, reason: String::new(), score: 0 },
    });
    Some(NewScreening {
        response: response.id,
        service: response.service,
        at: response.received_at,
        version: screening::VERSION,
        client: None,
        text_hash: None,
        identical: None,
        verdicts: verdicts.collect(),
    })
}
