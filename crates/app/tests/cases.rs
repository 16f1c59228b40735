//! Cases on both databases: from the first word to an end the person agrees with, deadlines that follow the calendar, and
//! nothing for those whom it does not concern.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::{Arc, Mutex};

use catsup_app::{
    App, Error, Refusal,
    calendars::{self, EnteredCalendar},
    cases::{
        self, CaseDetail, CaseLetter, CaseQuery, EnteredRule, NewCase, NewFile, Occasion, QueueView,
        act::{Act, Then, act, assign_many},
        open::open,
        track::{self, Word},
    },
    digests::News,
    jobs,
    outside::{Letter, Letters, Outside},
    standards::{self, StandardInput},
};
use catsup_model::{
    Language, Role, Translated, Viewer,
    case::{Case, CaseEventKind, CaseKind, CaseSource, CaseStatus, Standing, UnresolvedReason},
    id::{CaseId, OrganisationId, ServiceId},
    standard::{Claim, StandardChannel, StandardKind},
};
use catsup_testing::{TestApp, story};
use common::{denied, not_found, organisation, refused, service, staff};
use jiff::{Timestamp, civil::date, tz::TimeZone};

/// Writes down what would be written.
#[derive(Debug, Default)]
struct Desk(Mutex<Vec<CaseLetter>>);

impl Letters for Desk {
    fn digest(&self, _: Language, _: &News) -> Letter {
        Letter::default()
    }

    fn case(&self, _: Language, letter: &CaseLetter) -> Letter {
        self.0.lock().unwrap().push(letter.clone());
        Letter { subject: letter.number.clone(), text: letter.text.clone(), html: String::new() }
    }
}

impl Desk {
    /// What was written since the last look.
    fn occasions(&self) -> Vec<Occasion> {
        self.0.lock().unwrap().drain(..).map(|letter| letter.occasion).collect()
    }
}

struct World {
    app: App,
    letters: Arc<Desk>,
    agency: OrganisationId,
    service: ServiceId,
}

/// A Friday in March 2026 in New York.
fn at(day: i8, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get("America/New_York").unwrap();
    date(2026, 3, day).at(hour, minute, 0, 0).to_zoned(zone).unwrap().timestamp()
}

/// An agency that answers within one business hour and ends within ten, nine to five.
async fn world(test: &TestApp) -> World {
    let app = test.app.clone();
    let letters = Arc::new(Desk::default());
    let address = "https://feedback.example.gov".to_owned();
    app.connect(Outside { mailer: None, letters: Some(Arc::clone(&letters) as Arc<dyn Letters>), address });
    app.clock().set(at(6, 16, 30));
    let agency = organisation(&app, None, "Agency").await;
    let service = service(&app, agency, "Permits").await.id;
    let day = || "09:00-17:00".to_owned();
    let entered = EnteredCalendar {
        name: "Office".to_owned(),
        zone: "America/New_York".to_owned(),
        holidays: "us_federal".to_owned(),
        days: [day(), day(), day(), day(), day(), String::new(), String::new()],
    };
    let operator = Viewer::operator();
    let calendar = calendars::add(&app, &operator, &entered).await.unwrap();
    let rule = EnteredRule {
        calendar: calendar.id.to_string(),
        first_response: "1 business_hours".to_owned(),
        next_response: "4 business_hours".to_owned(),
        resolution: "10 business_hours".to_owned(),
        ..EnteredRule::default()
    };
    cases::set_rule(&app, &operator, None, &rule).await.unwrap();
    World { app, letters, agency, service }
}

impl World {
    async fn complaint(&self) -> (Case, String) {
        let mut new = NewCase::new(
            self.service,
            CaseKind::Complaint,
            CaseSource::Contact,
            "My permit is lost. I applied in January and nobody answers.",
        );
        new.name = "Ana Ruiz".to_owned();
        new.email = "Ana.Ruiz@example.org".to_owned();
        new.language = Language::Es;
        let opened = open(&self.app, &Viewer::public(), new).await.unwrap();
        assert!(opened.is_new);
        (opened.case, opened.token)
    }

    async fn agent(&self, email: &str) -> Viewer {
        staff(&self.app, email, Role::Agent, Some(self.agency)).await.viewer
    }

    async fn detail(&self, viewer: &Viewer, id: CaseId) -> CaseDetail {
        cases::detail(&self.app, viewer, id).await.unwrap()
    }

    async fn case(&self, id: CaseId) -> Case {
        self.app.store().case_find(id).await.unwrap().unwrap()
    }

    async fn reply(&self, viewer: &Viewer, id: CaseId, text: &str, then: Then) -> Result<Case, Error> {
        let seen = self.case(id).await.revision;
        let (text, next_step, by) = (text.to_owned(), String::new(), String::new());
        act(&self.app, viewer, id, Act::Reply { text, next_step, by, then, seen }).await
    }
}

fn kinds(detail: &CaseDetail) -> Vec<CaseEventKind> {
    detail.events.iter().map(|one| one.event.kind).collect()
}

#[story]
async fn a_complaint_goes_its_way_to_an_end_the_person_agrees_with(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    assert_eq!(case.subject, "My permit is lost.");
    assert_eq!(world.letters.occasions(), [Occasion::Acknowledged]);
    // Friday 16:30 and one business hour is Monday 09:30; every clock shows.
    assert_eq!(case.due.first_response, Some(at(9, 9, 30)));
    assert_eq!(case.due.resolution, Some(at(10, 10, 30)));
    assert_eq!(case.due.soonest, Some(at(9, 9, 30)));

    let agent = world.agent("agent@example.gov").await;
    let queue = cases::list(app, &agent, &CaseQuery::default()).await.unwrap();
    assert_eq!(queue.lines.len(), 1);
    assert_eq!((queue.counts.open, queue.counts.unassigned, queue.counts.overdue), (1, 1, 0));

    app.clock().set(at(9, 9, 20));
    let answered = world.reply(&agent, case.id, "We found it. Which street?", Then::Waiting).await.unwrap();
    assert_eq!(answered.status, CaseStatus::Waiting);
    assert_eq!(answered.due.soonest, None, "the clocks stand still while the person is asked");
    assert_eq!(world.letters.occasions(), [Occasion::Asked]);

    app.clock().set(at(11, 12, 0));
    let said = track::speak(app, &token, Word::Say("Elm Street 4".to_owned()), Vec::new()).await.unwrap();
    assert_eq!(said.status, CaseStatus::Open);
    assert_eq!(said.due.next_response, Some(at(11, 16, 0)), "four hours from the person's words");
    let clocks = world.detail(&agent, case.id).await.clocks;
    assert!(matches!(clocks[0].standing(app.now()), Standing::Met(_)));

    app.clock().set(at(11, 15, 0));
    let resolved = world.reply(&agent, case.id, "It is in the mail.", Then::Resolved).await.unwrap();
    assert_eq!(resolved.status, CaseStatus::Resolved);
    assert_eq!((resolved.due.in_time, resolved.due.days_taken), (Some(true), Some(1)));

    // Closing is not fixing: the person says no, and it goes on.
    app.clock().set(at(12, 10, 0));
    let denied = track::speak(app, &token, Word::Deny("Nothing came.".to_owned()), Vec::new()).await.unwrap();
    assert_eq!((denied.status, denied.reopened), (CaseStatus::Open, 1));
    assert_eq!(denied.due.in_time, None, "it has not ended after all");
    assert!(denied.due.soonest.is_some());

    let resolved = world.reply(&agent, case.id, "Sorry. It went to the old street.", Then::Resolved).await;
    assert_eq!(resolved.unwrap().status, CaseStatus::Resolved);
    let confirmed = track::speak(app, &token, Word::Confirm, Vec::new()).await.unwrap();
    assert_eq!(confirmed.status, CaseStatus::Confirmed);

    let detail = world.detail(&agent, case.id).await;
    use CaseEventKind as K;
    assert_eq!(
        kinds(&detail),
        [
            K::Opened,
            K::Acknowledged,
            K::Replied,
            K::Waited,
            K::Said,
            K::Replied,
            K::Resolved,
            K::Denied,
            K::Replied,
            K::Resolved,
            K::Confirmed,
        ]
    );
    let tracked = track::read(app, &token).await.unwrap();
    assert_eq!(tracked.events.len(), detail.events.len(), "nothing here is for staff alone");
    assert!(cases::list(app, &agent, &CaseQuery::default()).await.unwrap().lines.is_empty());
}

#[story]
async fn whoever_it_does_not_concern_learns_nothing(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let stranger = staff(app, "stranger@example.gov", Role::Agent, Some(elsewhere)).await.viewer;
    let reader = staff(app, "reader@example.gov", Role::Viewer, Some(world.agency)).await.viewer;
    assert!(not_found(cases::detail(app, &stranger, case.id).await));
    assert!(not_found(cases::find_number(app, &stranger, case.number).await));
    assert!(not_found(act(app, &stranger, case.id, Act::Note("mine".to_owned())).await));
    assert!(cases::list(app, &stranger, &CaseQuery::default()).await.unwrap().lines.is_empty());
    assert!(denied(cases::detail(app, &reader, case.id).await));
    assert!(denied(cases::list(app, &reader, &CaseQuery::default()).await));
    assert!(assign_many(app, &stranger, &[case.id], None).await.is_err());

    // A link is the number and a signature: another signature, another number, a revoked one open nothing.
    let (number, signature) = token.split_once('.').unwrap();
    let other = format!("{number}.{}", signature.chars().rev().collect::<String>());
    for wrong in [other.as_str(), number, "", "x.y", &format!("00000000.{signature}")] {
        assert!(not_found(track::read(app, wrong).await), "{wrong}");
    }
    let agent = world.agent("agent@example.gov").await;
    world.letters.occasions();
    act(app, &agent, case.id, Act::RenewLink).await.unwrap();
    assert!(not_found(track::read(app, &token).await));
    assert_eq!(world.letters.occasions(), [Occasion::LinkRenewed]);
    let note = Act::Note("The person is known to us".to_owned());
    act(app, &agent, case.id, note).await.unwrap();
    let link = world.letters.0.lock().unwrap().pop().map(|letter| letter.link);
    assert_eq!(link, None, "a note is for staff alone");
}

#[story]
async fn a_link_ends_half_a_year_after_its_case(test: TestApp) {
    let world = world(&test).await;
    let (case, token) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    world.reply(&agent, case.id, "Done.", Then::Resolved).await.unwrap();
    let day = jiff::SignedDuration::from_hours(24);
    world.app.clock().set(at(6, 16, 30) + day * 179);
    assert!(track::read(&world.app, &token).await.is_ok());
    world.app.clock().set(at(6, 16, 30) + day * 181);
    assert!(not_found(track::read(&world.app, &token).await));
}

#[story]
async fn clocks_are_told_of_before_and_when_they_run_out_once_each(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(world.agency)).await;
    let (case, _) = world.complaint().await;
    world.letters.occasions();
    jobs::run_due(app).await.unwrap();
    assert!(world.letters.occasions().is_empty(), "nothing is due yet");
    // Three quarters of the way from Friday 16:30 to Monday 09:30.
    app.clock().set(at(8, 20, 0));
    jobs::run_due(app).await.unwrap();
    assert_eq!(world.letters.occasions(), [Occasion::Warned]);
    jobs::run_due(app).await.unwrap();
    app.clock().set(at(9, 9, 31));
    jobs::run_due(app).await.unwrap();
    let told = world.letters.occasions();
    assert_eq!(told, [Occasion::Breached]);
    app.clock().set(at(9, 9, 40));
    jobs::run_due(app).await.unwrap();
    assert!(world.letters.occasions().is_empty());
    let overdue = CaseQuery { view: QueueView::Overdue, ..CaseQuery::default() };
    assert_eq!(cases::list(app, &lead.viewer, &overdue).await.unwrap().lines.len(), 1);
    let detail = world.detail(&lead.viewer, case.id).await;
    assert!(kinds(&detail).ends_with(&[CaseEventKind::Warned, CaseEventKind::Breached]));
    // The clock of the whole is told of on its own.
    app.clock().set(at(10, 10, 31));
    jobs::run_due(app).await.unwrap();
    assert_eq!(world.letters.occasions(), [Occasion::Breached]);
    // A clock that is put back does not tell again.
    app.clock().set(at(9, 9, 35));
    jobs::run_due(app).await.unwrap();
    assert!(world.letters.occasions().is_empty());
}

#[story]
async fn deadlines_follow_a_calendar_that_changes(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, _) = world.complaint().await;
    let calendar = calendars::list(app, &Viewer::operator()).await.unwrap().remove(0);
    calendars::except(app, &Viewer::operator(), calendar.id, "2026-03-09", "Storm", "").await.unwrap();
    jobs::run_due(app).await.unwrap();
    let case = world.case(case.id).await;
    assert_eq!(case.due.first_response, Some(at(10, 9, 30)));
    assert_eq!(case.due.soonest, Some(at(10, 9, 30)));
}

#[story]
async fn who_answers_an_older_state_is_told_and_loses_nothing(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    let one = world.agent("one@example.gov").await;
    let two = world.agent("two@example.gov").await;
    assert!(world.detail(&one, case.id).await.lookers.is_empty());
    assert_eq!(world.detail(&two, case.id).await.lookers.len(), 1, "somebody else looks at it");
    let seen = case.revision;
    track::speak(app, &token, Word::Say("Never mind".to_owned()), Vec::new()).await.unwrap();
    let late = Act::Reply {
        text: "We look for it.".to_owned(),
        next_step: String::new(),
        by: String::new(),
        then: Then::Open,
        seen,
    };
    let refused_answer = act(app, &one, case.id, late).await;
    assert!(matches!(refused_answer, Err(Error::Refused(Refusal::CaseMoved))));
    let none = world.reply(&one, case.id, "  ", Then::Unresolved(UnresolvedReason::NotAllowed)).await;
    assert_eq!(refused(none), ["text: required"], "never a bare no");
    let mut past = Act::Reply {
        text: "Soon".to_owned(),
        next_step: "We call".to_owned(),
        by: "2026-03-01".to_owned(),
        then: Then::Open,
        seen: world.case(case.id).await.revision,
    };
    assert_eq!(refused(act(app, &one, case.id, past.clone()).await), ["by: date-passed"]);
    if let Act::Reply { by, .. } = &mut past {
        "soon".clone_into(by);
    }
    assert_eq!(refused(act(app, &one, case.id, past).await), ["by: not-a-date"]);
}

#[story]
async fn a_case_is_handed_to_another_organisation_with_everything_in_it(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    let city = organisation(app, None, "City").await;
    let roads = service(app, city, "Roads").await.id;
    let hand = |service, note: &str| Act::HandOver { service, note: note.to_owned() };
    assert_eq!(refused(act(app, &agent, case.id, hand(roads, " ")).await), ["note: required"]);
    let same = act(app, &agent, case.id, hand(world.service, "Yours")).await;
    assert_eq!(refused(same), ["service: same-service"]);
    act(app, &agent, case.id, hand(roads, "The street is yours")).await.unwrap();
    assert!(not_found(cases::detail(app, &agent, case.id).await), "it is the city's now");
    let theirs = staff(app, "city@example.gov", Role::Agent, Some(city)).await.viewer;
    let detail = world.detail(&theirs, case.id).await;
    assert_eq!(detail.case.description, case.description);
    let handed = detail.events.last().unwrap();
    assert_eq!(
        (handed.event.text.as_str(), handed.names.as_slice()),
        ("The street is yours", ["Permits".to_owned(), "Roads".to_owned()].as_slice())
    );
    let tracked = track::read(app, &token).await.unwrap();
    assert_eq!(tracked.service, "Roads");
    assert!(tracked.events.iter().all(|event| event.text != "The street is yours"));
}

#[story]
async fn the_same_key_is_the_same_case_and_cases_are_joined_with_undo(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let new = || {
        let mut new =
            NewCase::new(world.service, CaseKind::Question, CaseSource::Contact, "When do you open?");
        new.source_key = Some("contact abc".to_owned());
        new
    };
    let first = open(app, &Viewer::public(), new()).await.unwrap();
    let again = open(app, &Viewer::public(), new()).await.unwrap();
    assert_eq!((again.case.id, again.is_new), (first.case.id, false));
    let (other, _) = world.complaint().await;
    let (third, _) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    assert_eq!(world.detail(&agent, other.id).await.earlier.len(), 1, "the same address wrote twice");
    let merge = |into: &Case| Act::Merge(into.number.to_string().to_lowercase());
    assert_eq!(refused(act(app, &agent, other.id, merge(&other)).await), ["into: merged"]);
    act(app, &agent, third.id, merge(&other)).await.unwrap();
    assert_eq!(refused(act(app, &agent, other.id, merge(&third)).await), ["into: merged"]);
    let nowhere = act(app, &agent, other.id, Act::Merge("0000-0000".to_owned())).await;
    assert_eq!(refused(nowhere), ["into: unknown"]);
    let detail = world.detail(&agent, other.id).await;
    assert_eq!(detail.merged.len(), 1);
    let queue = cases::list(app, &agent, &CaseQuery::default()).await.unwrap();
    assert_eq!(queue.lines.len(), 2, "the joined one is answered in the other");
    let answer = world.reply(&agent, third.id, "Hello", Then::Open).await;
    assert_eq!(refused(answer), ["text: merged"]);
    act(app, &agent, third.id, Act::Unmerge).await.unwrap();
    assert_eq!(cases::list(app, &agent, &CaseQuery::default()).await.unwrap().lines.len(), 3);
}

#[story]
async fn cases_are_found_by_words_number_and_circumstances(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (complaint, _) = world.complaint().await;
    let question = NewCase::new(world.service, CaseKind::Question, CaseSource::Contact, "Are dogs allowed?");
    let question = open(app, &Viewer::public(), question).await.unwrap().case;
    let agent = world.agent("agent@example.gov").await;
    world.reply(&agent, question.id, "On a leash.", Then::Resolved).await.unwrap();
    let found = async |query: CaseQuery| {
        let list = cases::list(app, &agent, &query).await.unwrap();
        list.lines.into_iter().map(|line| line.case.id).collect::<Vec<_>>()
    };
    let of = |view, words: &str| CaseQuery { view, words: words.to_owned(), ..CaseQuery::default() };
    assert_eq!(found(of(QueueView::All, "")).await, [question.id, complaint.id], "the newest first");
    assert_eq!(found(of(QueueView::Ended, "")).await, [question.id]);
    assert_eq!(found(of(QueueView::Open, "permit janu*")).await, [complaint.id]);
    assert_eq!(found(of(QueueView::Open, "dogs")).await, []);
    assert_eq!(found(of(QueueView::All, "DOGS")).await, [question.id]);
    assert_eq!(found(of(QueueView::All, &complaint.number.plain())).await, [complaint.id]);
    assert_eq!(found(of(QueueView::All, "ana ruiz")).await, [complaint.id]);
    let kind = CaseQuery { kind: Some(CaseKind::Question), ..of(QueueView::All, "") };
    assert_eq!(found(kind).await, [question.id]);
    let day = |day| CaseQuery { from: Some(date(2026, 3, day)), ..of(QueueView::All, "") };
    assert_eq!(found(day(6)).await.len(), 2);
    assert_eq!(found(day(7)).await.len(), 0);
    let performance = cases::performance(app, &agent, None).await.unwrap();
    assert_eq!((performance.all.n, performance.all.open, performance.all.resolved), (2, 1, 1));
    assert!(performance.all.share.is_none() && performance.all.median.is_none(), "one is too few");
}

#[story]
async fn files_and_alarming_words_are_looked_at(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let _lead = staff(app, "lead@example.gov", Role::CxLead, Some(world.agency)).await;
    let (case, token) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    world.letters.occasions();
    let file = |name: &str, content: &[u8]| NewFile { name: name.to_owned(), content: content.to_vec() };
    let page = file("page.html", b"<script>");
    let wrong = track::speak(app, &token, Word::Say(String::new()), vec![page]).await;
    assert_eq!(refused(wrong), ["file: file-type", "text: required"]);
    let scan = file("scan.pdf", b"%PDF-1.7 \x00\xff");
    track::speak(app, &token, Word::Say("Here".to_owned()), vec![scan.clone()]).await.unwrap();
    let kept = world.detail(&agent, case.id).await.files.remove(0);
    let read = cases::attachment(app, &agent, case.id, kept.id).await.unwrap();
    assert_eq!((read.content, read.media_type.as_str()), (scan.content, "application/pdf"));
    let (other, _) = world.complaint().await;
    assert!(not_found(cases::attachment(app, &agent, other.id, kept.id).await));
    world.letters.occasions();
    let words = Word::Say("I want to kill myself".to_owned());
    let alarming = track::speak(app, &token, words, Vec::new()).await.unwrap();
    assert!(alarming.urgent);
    assert_eq!(world.letters.occasions(), [Occasion::Alarmed]);
    let urgent = CaseQuery { view: QueueView::Urgent, ..CaseQuery::default() };
    assert_eq!(cases::list(app, &agent, &urgent).await.unwrap().lines.len(), 1);
}

#[story]
async fn a_standard_is_measured_from_cases_and_moves_when_the_person_disagrees(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let operator = Viewer::operator();
    let input = |threshold: &str| StandardInput {
        service: world.service,
        touchpoint: None,
        organisation: None,
        kind: StandardKind::Timeliness,
        promise: Translated::english("We end complaints within 2 business days"),
        threshold: threshold.to_owned(),
        target: "90".to_owned(),
        channel: StandardChannel::Online,
        effective_from: None,
        effective_until: None,
        measured_from: "complaint".to_owned(),
    };
    assert_eq!(refused(standards::add(app, &operator, &input("2 days")).await), ["threshold: business-days"]);
    let standard = standards::add(app, &operator, &input("2 business_days")).await.unwrap();
    standards::publish(app, &operator, standard.id).await.unwrap();
    let agent = world.agent("agent@example.gov").await;
    let mut tokens = Vec::new();
    for _ in 0..12 {
        tokens.push(world.complaint().await);
    }
    app.clock().set(at(9, 12, 0));
    for (case, _) in &tokens[..11] {
        world.reply(&agent, case.id, "Done.", Then::Resolved).await.unwrap();
    }
    let result = async || {
        app.clock().set(app.now() + jiff::SignedDuration::from_secs(11));
        jobs::run_due(app).await.unwrap();
        let service = standards::public_service(app, world.service).await.unwrap();
        let judged = service.standards[0].results[0].clone();
        (judged.result.kept.unwrap(), judged.result.total.unwrap(), judged.claim)
    };
    assert_eq!(result().await, (11, 11, Claim::Met));
    // One person says no: it counts again once it ends, and then it took four days.
    track::speak(app, &tokens[0].1, Word::Deny("No".to_owned()), Vec::new()).await.unwrap();
    assert_eq!(result().await, (10, 10, Claim::Met));
    app.clock().set(at(13, 12, 0));
    for (case, _) in [&tokens[0], &tokens[11]] {
        world.reply(&agent, case.id, "Now it is done.", Then::Resolved).await.unwrap();
    }
    assert_eq!(result().await, (10, 12, Claim::Missed));
}
