//! Background jobs and outgoing mail, on both databases: crash while running, two workers, a clock that is put back,
//! and a mail server that is down, busy, refusing or mute.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use catsup_analytics::authorities::Authorities;
use catsup_app::{
    App, Clock, Error, Random,
    jobs::{self, Work},
    mail::{self, Mailer as _, NewMail, Smtp},
    outside::{Letter, Outside},
};
use catsup_model::{
    Language, Role, Viewer,
    id::{JobId, MailId},
    job::MailState,
    text::Email,
};
use catsup_testing::{MailServer, Mood, Signed, TestApp, story};
use common::{denied, organisation, staff};
use jiff::SignedDuration;

const LEASE: SignedDuration = SignedDuration::from_mins(2);

fn later(app: &App, minutes: i64) {
    app.clock().set(app.now() + SignedDuration::from_mins(minutes));
}

/// An app that sends through this server.
fn connected(test: &TestApp, server: &MailServer) -> App {
    let smtp = Smtp::new(&server.url(), "Feedback <feedback@agency.example.gov>").unwrap();
    let address = "https://feedback.agency.example.gov".to_owned();
    test.app.connect(Outside { mailer: Some(Arc::new(smtp)), address, ..Outside::default() });
    test.app.clone()
}

#[tokio::test]
async fn a_mail_server_is_reached_through_tls_where_its_authority_is_trusted() {
    let (Some(signed), Some(other)) = (Signed::new(), Signed::new()) else { return };
    let server = MailServer::start().await;
    let plain = server.url().trim_start_matches("smtp://").to_owned();
    let url = format!("smtps://127.0.0.1:{}", signed.front(plain).await);
    let trusting = |one: &Signed| {
        let authorities = Authorities::parse(&one.authority()).unwrap();
        Smtp::trusting(&authorities, &url, "Feedback <feedback@agency.example.gov>").unwrap()
    };
    trusting(&signed).check().await.unwrap();
    assert!(trusting(&other).check().await.is_err(), "another authority signed it");
    let public = Smtp::new(&url, "Feedback <feedback@agency.example.gov>").unwrap();
    assert!(public.check().await.is_err(), "no public authority signed it");
}

async fn post(app: &App, subject: &str) -> MailId {
    let new = NewMail {
        kind: "digest",
        account: None,
        case: None,
        to: Email::parse("ana.ruiz@example.gov").unwrap(),
        to_name: "Ana Ruiz".to_owned(),
        language: Language::En,
        letter: Letter {
            subject: subject.to_owned(),
            text: "Two are new: señal.\n.\nEnd".to_owned(),
            html: "<p>Two are new: señal.</p>".to_owned(),
        },
        unsubscribe: Some("https://feedback.agency.example.gov/unsubscribe/1.x".to_owned()),
    };
    let mut transaction = app.store().begin().await.unwrap();
    let id = mail::post(app, &mut transaction, new).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

async fn state(app: &App, id: MailId) -> MailState {
    mail::find(app, &Viewer::operator(), id).await.unwrap().state
}

async fn enqueue(app: &App, key: Option<&str>) -> bool {
    let mut transaction = app.store().begin().await.unwrap();
    let added = jobs::enqueue(app, &mut transaction, &Work::Upkeep, key, app.now()).await.unwrap();
    transaction.commit().await.unwrap();
    added
}

#[story]
async fn a_mail_leaves_once_with_both_parts_and_its_headers(test: TestApp) {
    let server = MailServer::start().await;
    let app = connected(&test, &server);
    let id = post(&app, "Two new responses").await;
    assert_eq!(state(&app, id).await, MailState::Waiting);
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Sent);
    jobs::run_due(&app).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails.len(), 1, "sent once");
    let kept = mail::find(&app, &Viewer::operator(), id).await.unwrap();
    let header = |name| mails[0].header(name).unwrap_or_default();
    assert_eq!(mails[0].to, ["ana.ruiz@example.gov"]);
    assert_eq!(header("Subject"), "Two new responses");
    assert_eq!(header("Message-ID"), format!("<{}>", kept.message_id));
    assert_eq!(header("List-Unsubscribe"), "<https://feedback.agency.example.gov/unsubscribe/1.x>");
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(header("Content-Type").starts_with("multipart/alternative"));
    assert!(mails[0].data.contains("text/plain") && mails[0].data.contains("text/html"));
}

#[story]
async fn a_server_that_is_busy_or_goes_away_loses_no_mail(test: TestApp) {
    let server = MailServer::start().await;
    let app = connected(&test, &server);
    server.be(Mood::Busy);
    let id = post(&app, "Later").await;
    jobs::run_due(&app).await.unwrap();
    let waiting = mail::find(&app, &Viewer::operator(), id).await.unwrap();
    assert_eq!(waiting.state, MailState::Waiting);
    assert!(waiting.error.unwrap().contains("451"), "the log says why");
    server.be(Mood::Mute);
    later(&app, 2);
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Waiting, "nobody said that it was taken");
    server.be(Mood::Willing);
    later(&app, 5);
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Sent);
    let ids: Vec<_> = server.mails().iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), 2, "at least once");
    assert_eq!(ids[0], ids[1], "and recognisably the same");
}

#[story]
async fn a_refused_mail_is_dead_until_somebody_sends_it_again(test: TestApp) {
    let server = MailServer::start().await;
    let app = connected(&test, &server);
    server.be(Mood::Refusing);
    let id = post(&app, "Nobody there").await;
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Failed);
    let list = jobs::list(&app, &Viewer::operator()).await.unwrap();
    assert_eq!((list.counts.dead, list.dead.len()), (1, 1));
    assert!(list.dead[0].error.as_ref().unwrap().contains("550"));
    server.be(Mood::Willing);
    jobs::replay(&app, &Viewer::operator(), list.dead[0].id).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Waiting);
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Sent);
    let again = jobs::replay(&app, &Viewer::operator(), list.dead[0].id).await;
    assert!(matches!(again, Err(Error::NotFound(_))), "what is done is not put back");
}

#[story]
async fn without_a_server_mails_are_held_and_leave_once_there_is_one(test: TestApp) {
    let id = post(&test.app, "Held").await;
    jobs::run_due(&test.app).await.unwrap();
    assert_eq!(state(&test.app, id).await, MailState::Held);
    // The program is started again, now with a mail server.
    let server = MailServer::start().await;
    let clock = Clock::fixed(test.app.now());
    let app = App::start(test.app.store().clone(), clock, Random::seeded(2)).await.unwrap();
    let app = connected(&TestApp { app }, &server);
    assert_eq!(mail::release(&app).await.unwrap(), 1);
    jobs::run_due(&app).await.unwrap();
    assert_eq!(state(&app, id).await, MailState::Sent);
    assert_eq!(mail::release(&app).await.unwrap(), 0);
}

#[story]
async fn nothing_that_is_written_into_a_mail_becomes_a_header(test: TestApp) {
    let server = MailServer::start().await;
    let app = connected(&test, &server);
    let nasty = "Hello\r\nBcc: everyone@example.org\r\n\r\nBody\u{0}\u{2028}X: y";
    post(&app, nasty).await;
    jobs::run_due(&app).await.unwrap();
    let mails = server.mails();
    assert_eq!(mails[0].to, ["ana.ruiz@example.gov"]);
    assert_eq!(mails[0].header("Bcc"), None);
    assert_eq!(mails[0].header("X"), None);
    assert!(mails[0].header("Subject").unwrap().contains("Hello Bcc: everyone@example.org"));
}

#[story]
async fn a_job_whose_worker_died_runs_again_once_its_lease_has_ended(test: TestApp) {
    let app = test.app;
    enqueue(&app, None).await;
    let claimed = app.store().job_claim(app.now(), LEASE).await.unwrap().unwrap();
    // The process dies here: nobody says how the job ended.
    assert!(app.store().job_claim(app.now(), LEASE).await.unwrap().is_none(), "it is somebody's");
    later(&app, 3);
    let again = app.store().job_claim(app.now(), LEASE).await.unwrap().unwrap();
    assert_eq!((again.id, again.attempts), (claimed.id, 2));
    // The first worker was only slow: what it says no longer holds.
    assert!(!app.store().job_done(&claimed, app.now()).await.unwrap());
    assert!(!app.store().job_renew(&claimed, app.now() + LEASE).await.unwrap());
    assert!(app.store().job_renew(&again, app.now() + LEASE).await.unwrap());
    assert!(app.store().job_done(&again, app.now()).await.unwrap());
}

#[story]
async fn a_job_that_ends_the_program_each_time_is_laid_down(test: TestApp) {
    let app = test.app;
    enqueue(&app, None).await;
    for _ in 0..5 {
        app.store().job_claim(app.now(), LEASE).await.unwrap().unwrap();
        later(&app, 3);
    }
    jobs::run_due(&app).await.unwrap();
    let list = jobs::list(&app, &Viewer::operator()).await.unwrap();
    assert_eq!(list.counts.dead, 1);
    assert!(list.dead[0].error.as_ref().unwrap().contains("program ended"));
}

#[story]
async fn many_workers_on_one_database_run_each_job_once(test: TestApp) {
    let app = test.app;
    for _ in 0..40 {
        enqueue(&app, None).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = app.store().clone();
        let now = app.now();
        workers.spawn(async move {
            let mut ran = Vec::new();
            while let Some(job) = store.job_claim(now, LEASE).await.unwrap() {
                assert!(store.job_done(&job, now).await.unwrap());
                ran.push(job.id);
            }
            ran
        });
    }
    let mut ran: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    ran.sort_unstable();
    let all = ran.len();
    ran.dedup();
    assert_eq!((all, ran.len()), (40, 40));
}

#[story]
async fn what_comes_round_is_added_once_a_period_on_all_nodes(test: TestApp) {
    let app = test.app;
    assert!(enqueue(&app, Some("upkeep:1")).await);
    assert!(!enqueue(&app, Some("upkeep:1")).await, "another node was first");
    assert!(enqueue(&app, Some("upkeep:2")).await);
}

#[story]
async fn a_clock_that_is_put_back_stops_nothing(test: TestApp) {
    let app = test.app;
    let true_time = app.now();
    // The clock runs a month ahead when a job fails and another is begun.
    app.clock().set(true_time + SignedDuration::from_hours(30 * 24));
    enqueue(&app, None).await;
    let failed = app.store().job_claim(app.now(), LEASE).await.unwrap().unwrap();
    let again = app.now() + SignedDuration::from_mins(1);
    app.store().job_failed(&failed, app.now(), "no reason", Some(again)).await.unwrap();
    enqueue(&app, None).await;
    app.store().job_claim(app.now(), LEASE).await.unwrap().unwrap();
    // It is put right.
    app.clock().set(true_time);
    let mut ran = Vec::new();
    while let Some(job) = app.store().job_claim(app.now(), LEASE).await.unwrap() {
        ran.push(job.id);
        app.store().job_done(&job, app.now()).await.unwrap();
    }
    assert_eq!(ran.len(), 2, "both ran by the true time");
}

#[story]
async fn a_worker_in_the_background_works_and_stops_when_told(test: TestApp) {
    let server = MailServer::start().await;
    let app = connected(&test, &server);
    let worker = jobs::Worker::start(&app);
    let id = post(&app, "In the background").await;
    let sent = async {
        while state(&app, id).await != MailState::Sent {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), sent).await.unwrap();
    worker.stop().await;
    assert_eq!(server.mails().len(), 1);
}

#[story]
async fn only_administrators_of_everything_see_jobs_and_mail(test: TestApp) {
    let id = post(&test.app, "Private").await;
    let lead = staff(&test.app, "lead@example.gov", Role::CxLead, None).await.viewer;
    let place = organisation(&test.app, None, "Bureau").await;
    let part = staff(&test.app, "part@example.gov", Role::Administrator, Some(place)).await.viewer;
    for stranger in [lead, part] {
        assert!(denied(jobs::list(&test.app, &stranger).await));
        assert!(denied(jobs::replay(&test.app, &stranger, JobId(1)).await));
        assert!(denied(mail::list(&test.app, &stranger, None, None).await));
        assert!(denied(mail::find(&test.app, &stranger, id).await));
        assert!(denied(mail::send_again(&test.app, &stranger, id).await));
    }
}
