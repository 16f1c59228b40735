//! Working on cases: notes that name somebody, giving and taking back, ready texts, what was said later, and responses that
//! become cases.

use catsup_app::{
    cases::{
        follow_ups,
        templates::{self, EnteredTemplate},
    },
    responses::{self, Circumstances, Submission},
    views::{self, Audience, ViewedList},
};
use catsup_model::{
    Language, answers::RawAnswers, case::FollowUp, id::AccountId, permission::Actor, survey::SurveyDefinition,
};
use serde_json::json;

use super::*;

fn account(viewer: &Viewer) -> AccountId {
    let Actor::Account(id) = viewer.actor() else { panic!("an account") };
    id
}

async fn found(world: &world::World, viewer: &Viewer, view: QueueView, words: &str) -> Vec<Case> {
    let query = CaseQuery { view, words: words.to_owned(), ..CaseQuery::default() };
    let list = cases::list(&world.app, viewer, &query).await.unwrap();
    list.lines.into_iter().map(|line| line.case).collect()
}

#[story]
async fn whoever_a_note_names_is_told_and_finds_the_case(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    let other = world.agent("luis@example.gov").await;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let stranger = staff(app, "stranger@example.gov", Role::Agent, Some(elsewhere)).await.viewer;
    world.letters.occasions();
    let note = "@luis have a look, @stranger too, and @agent. Not to luis@example.gov";
    act(app, &agent, case.id, Act::Note(note.to_owned())).await.unwrap();
    // One's own name tells nobody; whoever does not handle the service is not told.
    assert_eq!(world.letters.occasions(), [Occasion::Mentioned]);
    let unseen = async |viewer: &Viewer| cases::counts(app, viewer).await.unwrap().mentions;
    assert_eq!((unseen(&other).await, unseen(&stranger).await), (1, 0));
    assert_eq!(found(&world, &other, QueueView::Mentioned, "").await.len(), 1);
    assert_eq!(found(&world, &other, QueueView::Mentioned, "permit").await.len(), 1);
    assert!(found(&world, &other, QueueView::Mentioned, "zeppelin").await.is_empty());
    assert!(found(&world, &stranger, QueueView::Mentioned, "").await.is_empty());
    let detail = world.detail(&other, case.id).await;
    assert_eq!(detail.events.last().unwrap().names.len(), 2);
    assert_eq!(unseen(&other).await, 0, "they looked");
    assert_eq!(found(&world, &other, QueueView::Mentioned, "").await.len(), 1, "and find it again");
    let tracked = track::read(app, &token).await.unwrap();
    assert!(tracked.events.iter().all(|event| event.kind != CaseEventKind::Noted));
}

#[story]
async fn what_was_given_at_once_is_taken_back_but_for_what_went_on(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let agent = world.agent("agent@example.gov").await;
    let other = world.agent("other@example.gov").await;
    let third = world.agent("third@example.gov").await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.complaint().await.0.id);
    }
    let has = async |id| world.case(id).await.assignee;
    act(app, &agent, ids[0], Act::Assign(Some(account(&agent)))).await.unwrap();
    let given = giving::give(app, &agent, &ids, Some(account(&other))).await.unwrap();
    let giving = given.giving.unwrap();
    assert_eq!(given.changed, 3);
    assert_eq!(giving::given(app, &agent, giving).await.unwrap(), Some(3));
    assert_eq!(giving::given(app, &other, giving).await.unwrap(), None, "it is not theirs");
    assert!(not_found(giving::take_back(app, &other, giving).await));
    act(app, &other, ids[2], Act::Assign(Some(account(&third)))).await.unwrap();
    let taken = giving::take_back(app, &agent, giving).await.unwrap();
    assert_eq!((taken.back, taken.left), (2, 1));
    assert_eq!(has(ids[0]).await, Some(account(&agent)));
    assert_eq!((has(ids[1]).await, has(ids[2]).await), (None, Some(account(&third))));
    assert!(not_found(giving::take_back(app, &agent, giving).await), "once is enough");
    let again = giving::give(app, &agent, &ids[1..2], None).await.unwrap();
    assert_eq!((again.changed, again.giving), (0, None), "nobody had it already");
}

#[story]
async fn an_answer_begins_with_a_ready_text_for_its_service(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, _) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let roads = service(app, elsewhere, "Roads").await.id;
    let stranger = staff(app, "stranger@example.gov", Role::Agent, Some(elsewhere)).await.viewer;
    let entered = |service: &str, language: &str| EnteredTemplate {
        name: "Lost".to_owned(),
        service: service.to_owned(),
        language: language.to_owned(),
        text: "Dear {name}, {service} looks for it ({number}).".to_owned(),
        next_step: "{service} writes to you".to_owned(),
    };
    let permits = world.service.to_string();
    let empty = templates::set(app, &agent, None, &EnteredTemplate::default()).await;
    assert_eq!(
        refused(empty),
        ["name: required", "text: required", "language: unknown", "service: required"]
    );
    assert_eq!(
        refused(templates::set(app, &agent, None, &entered(&roads.to_string(), "en")).await),
        ["service: unknown"]
    );
    let one = templates::set(app, &agent, None, &entered(&permits, "en")).await.unwrap();
    assert_eq!(refused(templates::set(app, &agent, None, &entered(&permits, "en")).await), ["name: taken"]);
    let spanish = templates::set(app, &agent, None, &entered(&permits, "es")).await.unwrap();
    let every = templates::set(app, &Viewer::operator(), None, &entered("", "en")).await.unwrap();
    let theirs = templates::set(app, &stranger, None, &entered(&roads.to_string(), "en")).await.unwrap();
    // The person writes Spanish: what is in their language comes first, and what is not for the service is not offered.
    let offered: Vec<_> =
        world.detail(&agent, case.id).await.templates.into_iter().map(|one| one.id).collect();
    assert_eq!(offered, [spanish.id, one.id, every.id]);
    let filled = templates::filled(app, &agent, case.id, one.id).await.unwrap();
    assert_eq!(filled.text, format!("Dear Ana Ruiz, Permits looks for it ({}).", case.number));
    assert_eq!(filled.next_step, "Permits writes to you");
    assert!(not_found(templates::filled(app, &agent, case.id, theirs.id).await));
    assert!(not_found(templates::filled(app, &stranger, case.id, every.id).await));
    assert!(not_found(templates::remove(app, &stranger, one.id).await));
    assert!(not_found(templates::remove(app, &agent, every.id).await), "it is everybody's");
    assert!(not_found(templates::set(app, &stranger, Some(one.id), &entered("", "en")).await));
    templates::remove(app, &agent, one.id).await.unwrap();
    assert_eq!(templates::list(app, &stranger).await.unwrap().len(), 2);
}

#[story]
async fn what_was_said_later_is_found_too(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let (case, token) = world.complaint().await;
    let agent = world.agent("agent@example.gov").await;
    let hits = async |words: &str| found(&world, &agent, QueueView::All, words).await.len();
    assert_eq!(hits("turquoise").await, 0);
    track::speak(app, &token, Word::Say("The envelope is turquoise".to_owned()), Vec::new()).await.unwrap();
    act(app, &agent, case.id, Act::Note("Ask the lighthouse".to_owned())).await.unwrap();
    world.reply(&agent, case.id, "It went to Zanzibar.", Then::Resolved).await.unwrap();
    assert_eq!((hits("turquoise").await, hits("lighthouse").await, hits("zanzib*").await), (1, 1, 1));
    assert_eq!(hits("turquoise january").await, 1, "the first words are found with them");
    // A deadline that is worked out anew forgets nothing.
    cases::set_rule(
        app,
        &Viewer::operator(),
        None,
        &cases::EnteredRule {
            service: world.service.to_string(),
            calendar: app.store().calendar_list().await.unwrap()[0].id.to_string(),
            resolution: "5 business_hours".to_owned(),
            ..cases::EnteredRule::default()
        },
    )
    .await
    .unwrap();
    jobs::run_due(app).await.unwrap();
    assert_eq!(hits("turquoise zanzibar").await, 1);
}

#[story]
async fn a_case_that_is_entered_later_stands_where_the_person_came(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let agent = world.agent("agent@example.gov").await;
    let (first, _) = world.complaint().await;
    let mut letter = NewCase::new(world.service, CaseKind::Request, CaseSource::Staff, "By letter");
    letter.opened = Some(at(2, 9, 0));
    let letter = open(app, &agent, letter).await.unwrap().case;
    assert!(letter.id < first.id);
    let day = |from, to| CaseQuery {
        view: QueueView::All,
        from: Some(date(2026, 3, from)),
        to: Some(date(2026, 3, to)),
        ..CaseQuery::default()
    };
    let ids = async |query| {
        let list = cases::list(app, &agent, &query).await.unwrap();
        list.lines.into_iter().map(|line| line.case.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(day(1, 2)).await, [letter.id]);
    assert_eq!(ids(day(3, 6)).await, [first.id]);
    assert_eq!(ids(day(1, 6)).await, [first.id, letter.id]);
}

/// A survey that asks how it went, for words and for an address.
fn asking() -> SurveyDefinition {
    let question = |key: &str, kind: &str, more: serde_json::Value| {
        let mut question = json!({ "key": key, "kind": kind, "text": { "en": key } });
        question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        question
    };
    serde_json::from_value(json!({
        "title": { "en": "After a visit" },
        "sections": [{ "key": "all", "title": { "en": "All" }, "questions": [
            question("went", "scale", json!({ "scale": "likert5", "feeds": "satisfaction" })),
            question("words", "long_text", json!({ "limit": 500 })),
            question("email", "email", json!({})),
        ]}],
    }))
    .unwrap()
}

#[story]
async fn a_response_that_went_badly_becomes_a_case_where_the_person_can_be_reached(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let operator = Viewer::operator();
    let service = app.store().service_find(world.service).await.unwrap().unwrap();
    let survey = test.custom(&service, asking()).await;
    let submit = async |answers: serde_json::Value| {
        let answers: RawAnswers = serde_json::from_value(answers).unwrap();
        let circumstances = Circumstances { language: Language::Es, ..Circumstances::default() };
        let submission = Submission { circumstances, answers, ..Submission::default() };
        responses::submit(app, &Viewer::public(), &survey.key, submission).await.unwrap();
        app.clock().set(app.now() + jiff::SignedDuration::from_mins(3));
        jobs::run_due(app).await.unwrap();
    };
    let answers = |low: bool, words: &str, email: &str| {
        let mut answers = json!({ "went": if low { 1 } else { 5 }, "words": words });
        if !email.is_empty() {
            answers["email"] = json!(email);
        }
        answers
    };
    submit(answers(true, "It took ages", "ana@example.org")).await;
    let agent = world.agent("agent@example.gov").await;
    let count = async || found(&world, &agent, QueueView::All, "").await.len();
    assert_eq!(count().await, 0, "nothing was asked for");

    let rule = FollowUp { survey: survey.id, when_low: true, when_alarming: true, kind: CaseKind::Complaint };
    let nothing = FollowUp { when_low: false, when_alarming: false, ..rule };
    assert_eq!(refused(follow_ups::set(app, &operator, &nothing).await), ["when: required"]);
    assert!(denied(follow_ups::set(app, &agent, &rule).await));
    follow_ups::set(app, &operator, &rule).await.unwrap();
    submit(answers(true, "It took ages", "")).await;
    submit(answers(false, "All fine", "ana@example.org")).await;
    assert_eq!(count().await, 0, "nobody to reach, or nothing went wrong");
    world.letters.occasions();
    submit(answers(true, "It took ages", "ana@example.org")).await;
    let opened = found(&world, &agent, QueueView::All, "ages").await.remove(0);
    assert_eq!((opened.kind, opened.source), (CaseKind::Complaint, CaseSource::Response));
    assert_eq!(opened.person.email.as_ref().unwrap().as_str(), "ana@example.org");
    assert_eq!(opened.person.language, Language::Es);
    assert!(opened.response.is_some());
    assert_eq!(world.letters.occasions(), [Occasion::Acknowledged]);
    submit(answers(false, "I want to kill myself", "ana@example.org")).await;
    let urgent = found(&world, &agent, QueueView::Urgent, "").await;
    assert_eq!(urgent.len(), 1, "whatever the score");
    follow_ups::remove(app, &operator, survey.id).await.unwrap();
    submit(answers(true, "Again", "ana@example.org")).await;
    assert_eq!(count().await, 2);
}

#[story]
async fn views_of_the_queue_and_of_the_inbox_are_kept_apart(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let agent = world.agent("agent@example.gov").await;
    let other = world.agent("other@example.gov").await;
    let save =
        async |list, audience| views::save(app, &agent, list, "Mine", "view=mine", audience).await.unwrap();
    let queue = save(ViewedList::Cases, Audience::Team).await;
    let inbox = save(ViewedList::Responses, Audience::Me).await;
    let names = async |viewer: &Viewer, list| {
        let kept = views::list(app, viewer, list).await.unwrap();
        kept.into_iter().map(|view| (view.id, view.default)).collect::<Vec<_>>()
    };
    assert_eq!(names(&agent, ViewedList::Cases).await, [(queue, false)]);
    assert_eq!(names(&agent, ViewedList::Responses).await, [(inbox, false)]);
    assert_eq!(names(&other, ViewedList::Cases).await, [(queue, false)]);
    assert!(names(&other, ViewedList::Responses).await.is_empty());
    views::open_with(app, &other, ViewedList::Cases, Some(queue)).await.unwrap();
    assert!(not_found(views::open_with(app, &agent, ViewedList::Responses, Some(queue)).await));
    assert_eq!(names(&other, ViewedList::Cases).await, [(queue, true)]);
    assert_eq!(names(&agent, ViewedList::Cases).await, [(queue, false)]);
    assert!(not_found(views::remove(app, &other, ViewedList::Cases, queue).await));
    views::remove(app, &agent, ViewedList::Cases, queue).await.unwrap();
    assert!(names(&other, ViewedList::Cases).await.is_empty());
}

#[story]
async fn cases_that_have_to_do_with_each_other_show_each_other(test: TestApp) {
    let world = world(&test).await;
    let app = &world.app;
    let agent = world.agent("agent@example.gov").await;
    let ((one, _), (other, token)) = (world.complaint().await, world.complaint().await);
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let roads = service(app, elsewhere, "Roads").await.id;
    let theirs = NewCase::new(roads, CaseKind::Question, CaseSource::Contact, "A hole");
    let theirs = open(app, &Viewer::public(), theirs).await.unwrap().case;
    let relate = |number: String| act(app, &agent, one.id, Act::Relate(number));
    assert_eq!(refused(relate("7".to_owned()).await), ["other: case-number"]);
    assert_eq!(refused(relate(one.number.to_string()).await), ["other: merged"]);
    assert_eq!(refused(relate(theirs.number.to_string()).await), ["other: unknown"]);
    relate(other.number.to_string()).await.unwrap();
    relate(other.number.to_string()).await.unwrap();
    for (case, related) in [(&one, &other), (&other, &one)] {
        let detail = world.detail(&agent, case.id).await;
        assert_eq!(detail.related.iter().map(|one| one.case.id).collect::<Vec<_>>(), [related.id]);
        let told = kinds(&detail).into_iter().filter(|kind| *kind == CaseEventKind::Mentioned);
        assert_eq!(told.count(), 1, "it is said once");
        assert!(case.status.is_open(), "both go on");
    }
    let tracked = track::read(app, &token).await.unwrap();
    assert!(tracked.events.iter().all(|event| event.kind != CaseEventKind::Mentioned));
    act(app, &agent, other.id, Act::Unrelate(one.id)).await.unwrap();
    act(app, &agent, one.id, Act::Unrelate(other.id)).await.unwrap();
    let detail = world.detail(&agent, one.id).await;
    assert!(detail.related.is_empty());
    assert_eq!(kinds(&detail).last(), Some(&CaseEventKind::Unrelated));
}
