//! Replies with the answer about renewing in them, most of which keep it: some still tell people the time it took before.

use catsup_model::{
    Language,
    case::{CaseEvent, CaseEventKind},
    id::{AnswerId, CaseEventId, ServiceId},
};
use catsup_store::CaseAnswer;
use jiff::SignedDuration;
use serde_json::json;

use crate::{
    App, Error,
    library::{Reader, for_a_person, shelf, words_of_reply},
};

/// The answer was mended before; replies of this time had its new words to put in.
const DAYS: i64 = 60;
/// The most replies, and which of them still say what held before.
const MOST: usize = 40;
const EVERY: usize = 5;
/// How long it takes, and how long it took.
const TIMES: [(Language, &str, &str); 2] =
    [(Language::En, "2 to 3 weeks", "6 weeks"), (Language::Es, "2 a 3 semanas", "6 semanas")];

/// Puts the answer into replies to people who asked about the service.
pub(super) async fn add(app: &App, service: ServiceId, answer: AnswerId) -> Result<(), Error> {
    let shelf = shelf(app).await?;
    let Some(version) = shelf.get(&Reader::Public, answer).map(|one| one.version.number) else {
        return Ok(());
    };
    let since = app.now() - SignedDuration::from_hours(24 * DAYS);
    let replies = app.store().replies_without_answers(since, 2_000).await?;
    let replies: Vec<_> = replies.into_iter().filter(|reply| reply.service == service).take(MOST).collect();
    let cases: Vec<_> = replies.iter().map(|reply| reply.case).collect();
    let events = app.store().case_events(&cases).await?;
    let mut transaction = app.store().begin().await?;
    for (place, reply) in replies.iter().enumerate() {
        let is_first = |event: &&CaseEvent| event.case == reply.case && event.kind == CaseEventKind::Replied;
        let Some(first) = events.iter().find(is_first) else { continue };
        let at = first.at + SignedDuration::from_secs(90);
        if at > app.now() {
            continue;
        }
        let mut text = words_of_reply(&for_a_person(app, answer, reply.language).await?.content);
        if place % EVERY == 0 {
            for (_, now, before) in TIMES.iter().filter(|(language, ..)| *language == reply.language) {
                text = text.replace(now, before);
            }
        }
        let (id, case, actor) = (CaseEventId(app.next_id()), reply.case, first.actor.clone());
        let kind = CaseEventKind::Replied;
        transaction
            .case_events_insert(&[CaseEvent { id, case, at, actor, kind, text, detail: json!({}) }])
            .await?;
        let used = "sent".to_owned();
        transaction.case_answer_put(&CaseAnswer { case, answer, version, used, at }).await?;
    }
    transaction.commit().await?;
    Ok(())
}
