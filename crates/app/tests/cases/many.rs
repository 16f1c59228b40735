//! Cases beside each other: handed over, joined, found, measured.

use catsup_model::period::Days;

use super::*;

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
        new.key = Some("abc".to_owned());
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
    // Few days are read another way than years.
    for (first, counted) in [(date(2026, 3, 6), 2), (date(2016, 3, 6), 2), (date(2026, 3, 7), 0)] {
        let days = Days { first, last: first.max(date(2026, 3, 7)) };
        let performance = cases::performance(app, &agent, Some(days)).await.unwrap();
        assert_eq!(performance.all.n, counted, "since {first}");
    }
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
    act(app, &agent, case.id, Act::Attend).await.unwrap();
    assert!(cases::list(app, &agent, &urgent).await.unwrap().lines.is_empty());
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
        objective: None,
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
