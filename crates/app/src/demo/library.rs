//! The answers of the agency, and the story they tell: the answer about renewing said nothing of the photo, people called about
//! it, the rules were added, and fewer call since.

use std::collections::BTreeMap;

use catsup_model::{
    Language, Viewer,
    anticipation::{Arm, Draw, Experiment, Surface, Trial},
    id::{AnswerId, AnswerReadId, LifeExperienceId},
    library::{Answer, AnswerContent, AnswerDocument, AnswerState, AnswerVersion, Audience},
};
use catsup_store::{Acknowledgement, AnswerRead};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::Deserialize;

use super::{
    Demo, agency::SERVICES, chance::Chance, directory::Directory, helped, inbox::staff, readers, replies,
};
use crate::{
    App, Error, anticipation,
    library::{read_slots, write::account_of},
    settings,
};

/// The answers by topic.
const TOPICS: &[&str] = &[
    include_str!("library/passports_renewal.toml"),
    include_str!("library/certificates.toml"),
    include_str!("library/families.toml"),
    include_str!("library/food.toml"),
    include_str!("library/heating.toml"),
    include_str!("library/money_and_work.toml"),
    include_str!("library/outdoors.toml"),
    include_str!("library/partners.toml"),
    include_str!("library/passports_after.toml"),
    include_str!("library/passports_first.toml"),
    include_str!("library/permits.toml"),
    include_str!("library/staff.toml"),
];
/// What the answer about renewing says since the photo rules were added.
const FIXED: &str = include_str!("library/renew_fixed.toml");
/// The answer that was mended.
const MENDED: &str = "renew-passport";
/// So many days ago.
pub(super) const MENDED_DAYS_AGO: i64 = 70;
/// Answers that do not help most readers, by key, so that the list of what to write has something to say.
const WEAK: [&str; 2] = ["heating-letter", "photo-upload-failed"];
/// How many readings of answers the demo holds.
const READINGS: usize = 3_000;
/// How many visits each side of the experiment holds, and how many of them in a hundred came back.
const ARMS: [(Arm, usize, f64); 2] = [(Arm::Shown, 1_640, 0.18), (Arm::Held, 760, 0.26)];

/// The answers of a topic.
#[derive(Debug, Deserialize)]
struct Topic {
    answer: Vec<Written>,
}

/// An answer as it is written in the files beside this one.
#[derive(Debug, Deserialize)]
struct Written {
    key: String,
    #[serde(default)]
    service: String,
    audience: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    experiences: Vec<String>,
    #[serde(default)]
    slots: String,
    en: BTreeMap<String, String>,
    es: Option<BTreeMap<String, String>>,
}

impl Written {
    fn document(&self) -> AnswerDocument {
        let content = |fields: &BTreeMap<String, String>| {
            let mut content = AnswerContent::default();
            for (name, text) in fields {
                content.set(name, text);
            }
            content
        };
        let mut contents = BTreeMap::from([(Language::En, content(&self.en))]);
        if let Some(es) = &self.es {
            contents.insert(Language::Es, content(es));
        }
        AnswerDocument { contents, slots: read_slots(&self.slots).unwrap_or_default() }
    }
}

/// Every answer as it is written.
fn written(text: &str) -> Vec<Written> {
    toml::from_str::<Topic>(text).map(|topic| topic.answer).unwrap_or_default()
}

/// Adds answers, who read them, and an experiment.
pub(super) async fn add(app: &App, past: &App, demo: &Demo, directory: &Directory) -> Result<(), Error> {
    let mut chance = Chance::of(demo.seed, "library");
    let now = app.now();
    let lead = staff(app, "lead@everyday.example").await?;
    let experiences: BTreeMap<String, LifeExperienceId> = app
        .store()
        .life_experience_list()
        .await?
        .into_iter()
        .map(|one| (one.name.to_string(), one.id))
        .collect();
    let organisations: BTreeMap<_, _> =
        app.store().service_list(None).await?.into_iter().map(|one| (one.id, one.organisation)).collect();
    let root = app.store().organisation_list().await?.first().map(|one| one.id);
    let mut transaction = app.store().begin().await?;
    let mut added: Vec<(String, AnswerId)> = Vec::new();
    for one in TOPICS.iter().flat_map(|topic| written(topic)) {
        let place = SERVICES.iter().position(|service| service.key == one.service);
        let service = place.map(|place| directory.services[place]);
        let Some(organisation) = service.and_then(|id| organisations.get(&id).copied()).or(root) else {
            continue;
        };
        let age = chance.between(120.0, 400.0);
        let at = now - SignedDuration::from_secs((age * 86_400.0) as i64);
        let id = AnswerId(app.next_id());
        let review = app.today().checked_add((200 - chance.below(240) as i64).days()).ok();
        let answer = Answer {
            id,
            slug: one.key.clone(),
            organisation,
            service,
            audience: one.audience.parse().unwrap_or(Audience::Staff),
            state: AnswerState::Approved,
            owner: account_of(&lead),
            needs: one.needs.clone(),
            experiences: one.experiences.iter().filter_map(|name| experiences.get(name).copied()).collect(),
            ends_on: None,
            review_on: review,
            latest: 1,
            withdrawn: 0,
            created_at: at,
            updated_at: at,
        };
        transaction.answer_insert(&answer, None).await?;
        transaction.answer_version_put(&version(&lead, &answer, one.document(), at)).await?;
        added.push((one.key.clone(), id));
    }
    transaction.commit().await?;
    mend(app, &lead, &added).await?;
    if let (Some((_, mended)), Some(place)) = (
        added.iter().find(|(key, _)| key == MENDED),
        SERVICES.iter().position(|service| service.key == "passport_renewal"),
    ) {
        replies::add(app, directory.services[place], *mended).await?;
    }
    let readings = read(app, &mut chance, &added).await?;
    // The newest of them, about one to forty of the other responses.
    let measured = (demo.responses / 40) as usize;
    helped::add(app, past, demo.seed, directory, &readings[readings.len().saturating_sub(measured)..])
        .await?;
    try_out(app, &mut chance).await?;
    readers::add(app, demo.seed, &added).await?;
    anticipation::mine(app).await
}

fn version(by: &Viewer, answer: &Answer, document: AnswerDocument, at: Timestamp) -> AnswerVersion {
    AnswerVersion {
        answer: answer.id,
        number: answer.latest,
        document,
        note: String::new(),
        author: account_of(by),
        written_at: at,
        starts_on: None,
        approved: Some((account_of(by), at)),
        must_read: false,
        training: String::new(),
    }
}

/// The photo rules come into the answer about renewing, and staff read that they did.
async fn mend(app: &App, lead: &Viewer, added: &[(String, AnswerId)]) -> Result<(), Error> {
    let Some((_, id)) = added.iter().find(|(key, _)| key == MENDED) else { return Ok(()) };
    let Some(fixed) = written(FIXED).into_iter().next() else { return Ok(()) };
    let at = app.now() - SignedDuration::from_hours(24 * MENDED_DAYS_AGO);
    let accounts = app.store().account_list().await?;
    let mut transaction = app.store().begin().await?;
    let Some(mut answer) = transaction.answer_lock(*id).await? else { return Ok(()) };
    answer.latest = 2;
    answer.updated_at = at;
    let mut version = version(lead, &answer, fixed.document(), at);
    "The photo rules stand in the answer: one in four photos came back, and most of these people called."
        .clone_into(&mut version.note);
    version.must_read = true;
    transaction.answer_version_put(&version).await?;
    transaction.answer_update(&answer).await?;
    for account in accounts.iter().step_by(2) {
        let read = at + SignedDuration::from_hours(20);
        let one = Acknowledgement { answer: *id, version: 2, account: account.id, at: read };
        transaction.acknowledgement_put(&one).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What people read in the last ninety days, and whether it helped; the readings of which they said so, the oldest first.
async fn read(
    app: &App,
    chance: &mut Chance,
    added: &[(String, AnswerId)],
) -> Result<Vec<AnswerRead>, Error> {
    let mut said = Vec::new();
    let shelf = crate::library::shelf(app).await?;
    let public: Vec<&(String, AnswerId)> =
        added.iter().filter(|(_, id)| shelf.get(&crate::library::Reader::Public, *id).is_some()).collect();
    let weights: Vec<f64> = (1..=public.len()).map(|place| 1.0 / (place as f64).sqrt()).collect();
    let mut transaction = app.store().begin().await?;
    for _ in 0..if public.is_empty() { 0 } else { READINGS } {
        let (key, answer) = public[chance.weighted(&weights)];
        let helps = if WEAK.contains(&key.as_str()) { 0.45 } else { 0.86 };
        let seconds = (chance.between(0.0, 90.0) * 86_400.0) as i64;
        let reading = AnswerRead {
            id: AnswerReadId(app.next_id()),
            answer: *answer,
            version: 1,
            language: if chance.happens(0.22) { Language::Es } else { Language::En },
            surface: "public".to_owned(),
            visit: None,
            at: app.now() - SignedDuration::from_secs(seconds),
            helped: chance.happens(0.35).then(|| chance.happens(helps)),
            arrival: String::new(),
        };
        transaction.answer_read_insert(&reading).await?;
        said.extend(reading.helped.is_some().then_some(reading));
    }
    transaction.library_grow().await?;
    transaction.commit().await?;
    said.sort_by_key(|one| (one.at, one.id));
    Ok(said)
}

/// An experiment of the last two months: a third of the visits saw no suggestions.
async fn try_out(app: &App, chance: &mut Chance) -> Result<(), Error> {
    let operator = Viewer::operator();
    let draw = Draw::Visits { held: 33 };
    let experiment = anticipation::change_experiment(app, &operator, true, draw, 7).await?;
    let began = app.now() - SignedDuration::from_hours(24 * 60);
    let began = Experiment { began_at: Some(began.as_second()), ..experiment.clone() };
    let began = serde_json::to_string(&began).unwrap_or_default();
    let mut transaction = app.store().begin().await?;
    transaction.setting_set("suggestion_experiment", &began).await?;
    settings::keep(app, "suggestion_experiment", &began);
    let mut subject = 1;
    for (arm, visits, came_back) in ARMS {
        for _ in 0..visits {
            let hours = chance.between(8.0 * 24.0, 60.0 * 24.0);
            let at = app.now() - SignedDuration::from_secs((hours * 3_600.0) as i64);
            subject += 1;
            let trial = Trial {
                id: app.next_id(),
                experiment: experiment.number,
                arm,
                surface: Surface::Public,
                need: "renew a passport".to_owned(),
                service: None,
                subject,
                at,
                answers: Vec::new(),
            };
            transaction.trial_insert(&trial).await?;
            if chance.happens(came_back) {
                let later = at + SignedDuration::from_secs((chance.between(4.0, 150.0) * 3_600.0) as i64);
                transaction.trial_came_back(experiment.number, subject, later, None, [at, at]).await?;
            }
        }
    }
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_answer_can_be_read_and_stands_once() {
        let mut keys = BTreeSet::new();
        for (place, topic) in TOPICS.iter().enumerate() {
            let topic: Topic = toml::from_str(topic).unwrap_or_else(|error| panic!("topic {place}: {error}"));
            for one in topic.answer {
                assert!(keys.insert(one.key.clone()), "{} stands twice", one.key);
                assert!(one.audience.parse::<Audience>().is_ok(), "{}", one.key);
                let known =
                    one.service.is_empty() || SERVICES.iter().any(|service| service.key == one.service);
                assert!(known, "{} is about the service {}", one.key, one.service);
                assert!(read_slots(&one.slots).is_ok(), "{}", one.key);
                for content in one.document().contents.values() {
                    assert!(!content.question.is_empty() && !content.short.is_empty(), "{}", one.key);
                }
            }
        }
        assert!(keys.len() >= 60, "{}", keys.len());
        assert!(keys.contains(MENDED) && WEAK.iter().all(|key| keys.contains(*key)));
        let before = TOPICS.iter().flat_map(|topic| written(topic)).find(|one| one.key == MENDED).unwrap();
        let after = written(FIXED).into_iter().next().unwrap();
        assert_ne!(before.document(), after.document());
    }
}
