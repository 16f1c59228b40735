//! Visits to the public answers: who reads how to renew goes on to the photo or the fee, and others go their own ways.

use catsup_model::{
    Language,
    id::{AnswerId, AnswerReadId},
};
use catsup_store::AnswerRead;
use jiff::SignedDuration;

use super::chance::Chance;
use crate::{
    App, Error,
    library::{Reader, shelf},
};

const VISITS: i64 = 900;
/// So many days ago, at least and at most: as long as visits are told apart.
const DAYS: (f64, f64) = (0.0, 55.0);
/// Where most visits begin.
const FIRST: &str = "renew-passport";
/// What readers of one answer read next, by key, and how often.
const NEXT: [(&str, &str, f64); 3] = [
    (FIRST, "passport-photo-rules", 0.34),
    (FIRST, "passport-renewal-fee", 0.16),
    ("passport-photo-rules", "photo-upload-failed", 0.22),
];

/// Adds what visits read.
pub(super) async fn add(app: &App, seed: u64, added: &[(String, AnswerId)]) -> Result<(), Error> {
    let mut chance = Chance::of(seed, "readers");
    let shelf = shelf(app).await?;
    let is_public = |id: AnswerId| shelf.get(&Reader::Public, id).is_some();
    let public: Vec<&(String, AnswerId)> = added.iter().filter(|(_, id)| is_public(*id)).collect();
    let of_key = |key: &str| public.iter().copied().find(|(known, _)| known == key);
    let Some(first) = of_key(FIRST) else { return Ok(()) };
    let mut transaction = app.store().begin().await?;
    for visit in 1..=VISITS {
        let mut at =
            app.now() - SignedDuration::from_secs((chance.between(DAYS.0, DAYS.1) * 86_400.0) as i64);
        let language = if chance.happens(0.2) { Language::Es } else { Language::En };
        let mut reads = Some(if chance.happens(0.45) { first } else { public[chance.below(public.len())] });
        let mut arrival = if chance.happens(0.4) { "search" } else { "" };
        while let Some((key, answer)) = reads {
            let reading = AnswerRead {
                id: AnswerReadId(app.next_id()),
                answer: *answer,
                version: 1,
                language,
                surface: "public".to_owned(),
                visit: Some(visit),
                at,
                helped: None,
                arrival: arrival.to_owned(),
            };
            transaction.answer_read_insert(&reading).await?;
            let mut planted = NEXT.iter().filter(|(from, ..)| from == key);
            let next = planted.find(|(.., often)| chance.happens(*often));
            reads = match next {
                Some((_, next, _)) => of_key(next),
                None if chance.happens(0.1) => Some(public[chance.below(public.len())]),
                None => None,
            };
            at += SignedDuration::from_secs(chance.between(40.0, 900.0) as i64);
            at = at.min(app.now());
            arrival = "";
        }
    }
    transaction.commit().await?;
    Ok(())
}
