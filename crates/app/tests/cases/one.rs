//! One case: from its first word to its end, its clocks, its link.

use super::*;

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
    assert!(giving::give(app, &stranger, &[case.id], None).await.is_err());

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
        answers: Vec::new(),
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
        answers: Vec::new(),
    };
    assert_eq!(refused(act(app, &one, case.id, past.clone()).await), ["by: date-passed"]);
    if let Act::Reply { by, .. } = &mut past {
        "soon".clone_into(by);
    }
    assert_eq!(refused(act(app, &one, case.id, past).await), ["by: not-a-date"]);
}
