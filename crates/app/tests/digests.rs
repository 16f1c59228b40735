//! Digests, on both databases: told once, at their time, within reach, with personal data hidden; nothing new, no mail;
//! one click ends them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use catsup_app::{
    App,
    cases::CaseLetter,
    digests::{self, NewDigest, News},
    jobs, mail,
    outside::{Letter, Letters, Outside},
    responses::{self, Submission},
};
use catsup_model::{
    Language, Role, Viewer, id::DigestId, instrument::InstrumentCode, job::Rhythm, survey::Survey,
};
use catsup_store::Mail;
use catsup_testing::{TestApp, story};
use common::{denied, not_found, organisation, refused, staff};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// Says what is new in one line each, so that a test can hold it to the facts.
#[derive(Debug)]
struct Plain;

impl Letters for Plain {
    fn digest(&self, language: Language, news: &News) -> Letter {
        let glimpses: Vec<String> = news
            .glimpses
            .iter()
            .map(|one| format!("{}{}", if one.urgent { "! " } else { "" }, one.words))
            .collect();
        let text =
            format!("n {} low {} commented {}\n{}", news.n, news.low, news.commented, glimpses.join("\n"));
        Letter { subject: format!("{} {language}", news.n), text, html: news.unsubscribe.clone() }
    }

    fn case(&self, _: Language, _: &CaseLetter) -> Letter {
        Letter::default()
    }

    fn answer_change(&self, _: Language, letter: &catsup_app::library::ChangeLetter) -> Letter {
        Letter { subject: letter.question.clone(), ..Letter::default() }
    }

    fn next(&self, _: Language, letter: &catsup_app::anticipation::NextLetter) -> Letter {
        Letter { subject: letter.number.clone(), text: letter.stop.clone(), html: String::new() }
    }
}

struct Told {
    app: App,
    survey: Survey,
    viewer: Viewer,
}

impl Told {
    async fn start(test: &TestApp) -> Self {
        let outside = Outside { letters: Some(Arc::new(Plain)), ..Outside::default() };
        test.app.connect(outside);
        let service = test.service("Passports").await;
        let survey = test.survey(&service, InstrumentCode::A11V1).await;
        let viewer = staff(&test.app, "ana@example.gov", Role::Agent, None).await.viewer;
        Self { app: test.app.clone(), survey, viewer }
    }

    fn wanted(rhythm: Rhythm) -> NewDigest {
        NewDigest {
            service: None,
            survey: None,
            low_only: false,
            comment_only: false,
            rhythm,
            hour: 8,
            weekday: 1,
            language: Language::En,
        }
    }

    async fn subscribe(&self, new: NewDigest) -> DigestId {
        digests::subscribe(&self.app, &self.viewer, new).await.unwrap()
    }

    async fn respond(&self, score: i64, words: &str) {
        let mut answers = json!({"answer_01": score, "answer_02": score});
        if !words.is_empty() {
            answers["answer_08"] = words.into();
        }
        let answers = serde_json::from_value(answers).unwrap();
        let submission = Submission { answers, ..Submission::default() };
        responses::submit(&self.app, &Viewer::public(), &self.survey.key, submission).await.unwrap();
    }

    /// Lets time pass, and the jobs that come due with it.
    async fn pass(&self, time: SignedDuration) {
        self.app.clock().set(self.app.now() + time);
        jobs::run_due(&self.app).await.unwrap();
    }

    async fn pass_to(&self, at: &str) {
        self.app.clock().set(at.parse::<Timestamp>().unwrap());
        jobs::run_due(&self.app).await.unwrap();
    }

    async fn mails(&self) -> Vec<Mail> {
        let mut mails = mail::list(&self.app, &Viewer::operator(), None, None).await.unwrap().mails;
        mails.reverse();
        mails
    }
}

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

#[story]
async fn what_came_in_is_told_within_a_minute_and_once(test: TestApp) {
    let told = Told::start(&test).await;
    told.subscribe(Told::wanted(Rhythm::Instantly)).await;
    told.pass(MINUTE).await;
    assert_eq!(told.mails().await, [], "nothing new, no mail");
    told.respond(1, "Nobody called me back at (202) 555-0143, ana.ruiz@example.org").await;
    told.respond(5, "I want to die, please help").await;
    told.respond(5, "").await;
    told.pass(MINUTE).await;
    let mails = told.mails().await;
    assert_eq!(mails.len(), 1, "what comes within a minute is one mail");
    assert_eq!(mails[0].to.to_string(), "ana@example.gov");
    assert_eq!(
        mails[0].text,
        "n 3 low 1 commented 2\n! I want to die, please help\nNobody called me back at (▒▒▒, ▒▒▒"
    );
    for _ in 0..5 {
        told.pass(MINUTE * 15).await;
    }
    assert_eq!(told.mails().await.len(), 1, "told once");
    told.respond(4, "").await;
    told.pass(MINUTE).await;
    assert_eq!(told.mails().await.len(), 2);
}

#[story]
async fn every_day_and_every_week_come_at_their_hour_in_the_zone(test: TestApp) {
    let told = Told::start(&test).await;
    // It is Tuesday, eleven in the morning in New York.
    told.subscribe(Told::wanted(Rhythm::Daily)).await;
    told.subscribe(Told::wanted(Rhythm::Weekly)).await;
    told.respond(4, "").await;
    told.pass_to("2026-03-11T11:59:00Z").await;
    assert_eq!(told.mails().await.len(), 0);
    told.pass_to("2026-03-11T12:00:30Z").await;
    assert_eq!(told.mails().await.len(), 1, "Wednesday at eight");
    told.pass_to("2026-03-12T12:00:30Z").await;
    assert_eq!(told.mails().await.len(), 1, "nothing new on Thursday");
    told.respond(4, "").await;
    told.pass_to("2026-03-16T12:00:30Z").await;
    let mails = told.mails().await;
    let said: Vec<&str> = mails.iter().skip(1).map(|mail| mail.subject.as_str()).collect();
    assert_eq!(said, ["1 en", "2 en"], "the day's one, and the week's two on Monday");
    told.pass_to("2026-03-23T12:00:30Z").await;
    assert_eq!(told.mails().await.len(), 3, "the week's were told");
}

#[story]
async fn a_program_that_was_down_tells_late_and_once(test: TestApp) {
    let told = Told::start(&test).await;
    told.subscribe(Told::wanted(Rhythm::Daily)).await;
    told.respond(4, "").await;
    told.pass_to("2026-03-14T20:00:00Z").await;
    assert_eq!(told.mails().await.len(), 1);
    told.pass(MINUTE).await;
    assert_eq!(told.mails().await.len(), 1);
}

#[story]
async fn a_digest_tells_only_what_it_is_bound_to(test: TestApp) {
    let told = Told::start(&test).await;
    let other = test.service("Permits").await;
    let others = test.survey(&other, InstrumentCode::A11V1).await;
    let low = NewDigest { low_only: true, ..Told::wanted(Rhythm::Instantly) };
    let comment = NewDigest { comment_only: true, language: Language::Es, ..low.clone() };
    let elsewhere = NewDigest { survey: Some(others.id), ..Told::wanted(Rhythm::Instantly) };
    for new in [low, comment, elsewhere] {
        told.subscribe(new).await;
    }
    told.respond(5, "Very good indeed").await;
    told.respond(1, "").await;
    told.respond(1, "Too slow").await;
    told.pass(MINUTE).await;
    let mut subjects: Vec<String> = told.mails().await.into_iter().map(|mail| mail.subject).collect();
    subjects.sort();
    assert_eq!(subjects, ["1 es", "2 en"]);
}

#[story]
async fn whoever_may_no_longer_read_is_told_nothing(test: TestApp) {
    let told = Told::start(&test).await;
    let place = organisation(&told.app, None, "Elsewhere").await;
    let far = staff(&told.app, "far@example.gov", Role::Agent, Some(place)).await;
    let wanted = Told::wanted(Rhythm::Instantly);
    digests::subscribe(&told.app, &far.viewer, wanted.clone()).await.unwrap();
    told.subscribe(wanted).await;
    told.respond(4, "").await;
    let ana = told.app.store().digest_due(Timestamp::MAX, 10).await.unwrap()[1].account;
    catsup_app::accounts::disable(&told.app, &Viewer::operator(), ana).await.unwrap();
    told.pass(MINUTE).await;
    assert_eq!(told.mails().await, [], "one is out of reach, the other has left");
}

#[story]
async fn one_click_ends_a_digest_and_a_stranger_ends_none(test: TestApp) {
    let told = Told::start(&test).await;
    let id = told.subscribe(Told::wanted(Rhythm::Instantly)).await;
    told.respond(4, "").await;
    told.pass(MINUTE).await;
    let link = told.mails().await[0].unsubscribe.clone().unwrap();
    let token = link.rsplit('/').next().unwrap();
    for wrong in ["", "1", "1.x", &format!("{id}.AAAAAAAAAAAAAAAAAAAAAA"), &token.replace('.', ".x")] {
        assert!(not_found(digests::unsubscribe(&told.app, wrong).await), "{wrong}");
    }
    assert!(digests::ending(&told.app, token).await.unwrap().is_some());
    digests::unsubscribe(&told.app, token).await.unwrap();
    digests::unsubscribe(&told.app, token).await.unwrap();
    assert!(digests::ending(&told.app, token).await.unwrap().is_none());
    told.respond(4, "").await;
    told.pass(MINUTE * 2).await;
    assert_eq!(told.mails().await.len(), 1);
}

#[story]
async fn digests_are_one_s_own_and_within_reach(test: TestApp) {
    let told = Told::start(&test).await;
    let id = told.subscribe(Told::wanted(Rhythm::Daily)).await;
    let place = organisation(&told.app, None, "Elsewhere").await;
    let far = staff(&told.app, "far@example.gov", Role::CxLead, Some(place)).await.viewer;
    assert!(not_found(digests::remove(&told.app, &far, id).await));
    assert_eq!(digests::list(&told.app, &far).await.unwrap(), []);
    let survey = NewDigest { survey: Some(told.survey.id), ..Told::wanted(Rhythm::Daily) };
    assert_eq!(refused(digests::subscribe(&told.app, &far, survey).await), ["survey: unknown"]);
    let hour = NewDigest { hour: 24, weekday: 0, ..Told::wanted(Rhythm::Daily) };
    let said = refused(digests::subscribe(&told.app, &told.viewer, hour).await);
    assert_eq!(said, ["hour: hour", "weekday: weekday"]);
    let reader = staff(&told.app, "reader@example.gov", Role::Viewer, None).await.viewer;
    assert!(denied(digests::subscribe(&told.app, &reader, Told::wanted(Rhythm::Daily)).await));
    assert!(denied(digests::list(&told.app, &Viewer::operator()).await), "nobody to write to");
    digests::remove(&told.app, &told.viewer, id).await.unwrap();
    assert_eq!(digests::list(&told.app, &told.viewer).await.unwrap(), []);
}
