//! Building surveys: working drafts, undo, publishing, what instruments fix, copies and files, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod any_acts;
#[path = "../common/mod.rs"]
mod common;

use catsup_app::{
    App, Error, Refusal, open_surveys,
    surveys::{self, Act, Step, SurveyFields, SurveyFile},
};
use catsup_model::{
    Language, Role, Translated, Viewer,
    instrument::InstrumentCode,
    notice::Notices,
    survey::{Change, Question, Survey, SurveyDefinition, SurveyState},
};
use catsup_testing::{TestApp, story};
use common::{denied, not_found, staff};
use serde_json::json;

fn question(json: serde_json::Value) -> Box<Question> {
    Box::new(serde_json::from_value(json).unwrap())
}

fn stars(text: &str) -> Box<Question> {
    question(json!({"key": "", "kind": "scale", "scale": "stars5", "text": {"en": text}}))
}

fn add(page: &str, question: Box<Question>) -> Act {
    Act::AddQuestion { page: page.to_owned(), after: None, question }
}

async fn custom(app: &TestApp) -> Survey {
    let service = app.service("Library cards").await;
    app.draft(&service, InstrumentCode::Custom, Notices::default()).await
}

/// Does an act on the draft as it stands.
async fn act(app: &App, survey: &Survey, act: Act) -> Result<surveys::Edited, Error> {
    let revision = surveys::working(app, &Viewer::operator(), &survey.key).await?.revision;
    surveys::edit(app, &Viewer::operator(), &survey.key, revision, act).await
}

async fn publish(app: &App, survey: &Survey, corrected: &[&str]) -> Result<Survey, Error> {
    let viewer = Viewer::operator();
    let revision = surveys::working(app, &viewer, &survey.key).await?.revision;
    let corrected: Vec<String> = corrected.iter().map(ToString::to_string).collect();
    surveys::publish(app, &viewer, &survey.key, revision, &corrected).await
}

async fn draft(app: &App, survey: &Survey) -> SurveyDefinition {
    surveys::working(app, &Viewer::operator(), &survey.key).await.unwrap().survey.definition
}

fn keys(definition: &SurveyDefinition) -> Vec<&str> {
    definition.questions().map(|question| question.key.as_str()).collect()
}

#[story]
async fn the_public_sees_a_change_once_it_is_published(app: TestApp) {
    let survey = custom(&app).await;
    let app = &app.app;
    let edited = act(app, &survey, add("page_1", stars("How was it?"))).await.unwrap();
    assert_eq!(edited.target.as_deref(), Some("how_was_it"), "the key is made from the text");
    let first = publish(app, &survey, &[]).await.unwrap();
    assert_eq!((first.state, first.number), (SurveyState::Published, 1));

    act(app, &survey, Act::RemoveQuestion { key: "question_1".to_owned() }).await.unwrap();
    let open = open_surveys::open(app, &survey.key).await.unwrap();
    assert_eq!(keys(&open.survey.definition), ["question_1", "how_was_it"], "not yet");
    let working = surveys::working(app, &Viewer::operator(), &survey.key).await.unwrap();
    assert!(working.is_waiting());
    assert_eq!(working.changes()[0].change, Change::Removed);

    let second = publish(app, &survey, &[]).await.unwrap();
    assert_eq!(second.number, 2);
    let open = open_surveys::open(app, &survey.key).await.unwrap();
    assert_eq!(keys(&open.survey.definition), ["how_was_it"]);
    let versions = surveys::versions(app, &Viewer::operator(), &survey.key).await.unwrap();
    assert_eq!(
        keys(&versions[1].definition),
        ["question_1", "how_was_it"],
        "what was published stays as it was"
    );
    assert!(publish(app, &survey, &[]).await.unwrap().number == 2, "nothing waits: nothing is made");
}

#[story]
async fn an_edit_of_what_somebody_else_changed_is_refused(app: TestApp) {
    let survey = custom(&app).await;
    let (app, viewer) = (&app.app, Viewer::operator());
    let edit =
        |revision, text| surveys::edit(app, &viewer, &survey.key, revision, add("page_1", stars(text)));
    edit(0, "First").await.unwrap();
    let late = edit(0, "Second").await;
    assert!(matches!(late, Err(Error::Refused(Refusal::DraftMoved))), "{late:?}");
    assert_eq!(keys(&draft(app, &survey).await), ["question_1", "first"]);
    for moved in [
        surveys::undo(app, &viewer, &survey.key, 0).await.map(|_| ()),
        surveys::discard(app, &viewer, &survey.key, 7).await.map(|_| ()),
        surveys::publish(app, &viewer, &survey.key, 0, &[]).await.map(|_| ()),
    ] {
        assert!(matches!(moved, Err(Error::Refused(Refusal::DraftMoved))), "{moved:?}");
    }
}

#[story]
async fn what_was_removed_comes_back_by_undo_and_goes_again_by_redo(app: TestApp) {
    let survey = custom(&app).await;
    let (app, viewer) = (&app.app, Viewer::operator());
    act(app, &survey, add("page_1", stars("How was it?"))).await.unwrap();
    let before = draft(app, &survey).await;
    act(app, &survey, Act::RemovePage { page: "page_1".to_owned() }).await.unwrap();
    assert!(keys(&draft(app, &survey).await).is_empty(), "the last page is emptied");
    let undo = async || {
        let revision = surveys::working(app, &viewer, &survey.key).await.unwrap().revision;
        surveys::undo(app, &viewer, &survey.key, revision).await.unwrap();
        draft(app, &survey).await
    };
    assert_eq!(undo().await, before);
    assert!(keys(&undo().await).is_empty());
}

#[story]
async fn a_text_that_was_only_corrected_keeps_its_trend_until_it_changes_again(app: TestApp) {
    let survey = custom(&app).await;
    let (app, viewer) = (&app.app, Viewer::operator());
    act(app, &survey, add("page_1", stars("How was your vist?"))).await.unwrap();
    publish(app, &survey, &[]).await.unwrap();
    let key = "how_was_your_vist";
    let wording = |definition: &SurveyDefinition| definition.question(key).unwrap().wording(Language::En);
    let first = wording(&draft(app, &survey).await);
    let reword = async |text: &str| {
        let change = Act::ChangeQuestion { key: key.to_owned(), question: stars(text), page: None };
        act(app, &survey, change).await.unwrap();
        surveys::working(app, &viewer, &survey.key).await.unwrap().changes()
    };
    assert!(matches!(reword("How was your visit?").await[0].change, Change::Reworded(_)));
    publish(app, &survey, &[key]).await.unwrap();
    assert_eq!(wording(&draft(app, &survey).await), first, "its author said that it was only corrected");

    let changes = reword("How was your stay?").await;
    assert!(matches!(changes[0].change, Change::Reworded(_)), "asked about anew: {changes:?}");
    assert!(reword("How was your visit?").await.is_empty(), "back to what is published");
    publish(app, &survey, &[]).await.unwrap();
    assert_eq!(wording(&draft(app, &survey).await), first);
}

#[story]
async fn a_published_question_keeps_its_key_and_nothing_else_takes_it(app: TestApp) {
    let survey = custom(&app).await;
    let app = &app.app;
    act(app, &survey, add("page_1", stars("First"))).await.unwrap();
    let with_key = |key: &str| question(json!({"key": key, "kind": "email", "text": {"en": "Write"}}));
    let change = |from: &str, to: &str| Act::ChangeQuestion {
        key: from.to_owned(),
        question: question(json!({"key": to, "kind": "scale", "scale": "stars5", "text": {"en": "First"}})),
        page: None,
    };
    let when = json!({"question": "first", "values": [1]});
    let why = json!({"key": "why", "kind": "long_text", "text": {"en": "Why?"}, "ask_when": when});
    act(app, &survey, add("page_1", question(why))).await.unwrap();
    act(app, &survey, change("first", "stars")).await.unwrap();
    let tests = draft(app, &survey).await.question("why").unwrap().ask_when.clone().unwrap();
    assert_eq!(tests.tests()[0].question, "stars", "what waits for it follows");
    for (act_on, code) in [
        (change("stars", "Stars!"), "key"),
        (change("stars", "why"), "taken"),
        (add("page_1", with_key("why")), "taken"),
    ] {
        let Err(Error::Invalid(fields)) = act(app, &survey, act_on).await else { panic!("is refused") };
        assert_eq!((fields[0].field.as_str(), fields[0].code), ("key", code));
    }
    publish(app, &survey, &[]).await.unwrap();
    let Err(Error::Invalid(fields)) = act(app, &survey, change("stars", "rating")).await else {
        panic!("kept")
    };
    assert_eq!(fields[0].code, "fixed");
    act(app, &survey, Act::RemoveQuestion { key: "why".to_owned() }).await.unwrap();
    publish(app, &survey, &[]).await.unwrap();
    assert!(act(app, &survey, add("page_1", with_key("why"))).await.is_err(), "it named another question");
    let named = act(
        app,
        &survey,
        add("page_1", question(json!({"key": "", "kind": "email", "text": {"en": "Why"}}))),
    );
    assert_eq!(named.await.unwrap().target.as_deref(), Some("why_1"));
}

#[story]
async fn the_questions_of_an_instrument_stay_and_own_ones_stand_around_them(app: TestApp) {
    let service = app.service("Library cards").await;
    let survey = app.draft(&service, InstrumentCode::A11V1, Notices::default()).await;
    let app = &app.app;
    let fixed = keys(&survey.definition).first().copied().unwrap().to_owned();
    let page = survey.definition.sections[0].key.clone();
    for forbidden in [
        Act::RemoveQuestion { key: fixed.clone() },
        Act::MoveQuestion { key: fixed.clone(), step: Step::Down },
        Act::DuplicateQuestion { key: fixed.clone() },
        Act::ChangeQuestion { key: fixed.clone(), question: stars("Mine"), page: None },
        Act::RemovePage { page: page.clone() },
        Act::MovePage { page: page.clone(), step: Step::Down },
        Act::SetTexts([(format!("question.{fixed}"), Translated::english("Mine"))].into()),
    ] {
        let refused = act(app, &survey, forbidden.clone()).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::FixedByInstrument))),
            "{forbidden:?}: {refused:?}"
        );
    }
    act(app, &survey, add(&page, stars("My own"))).await.unwrap();
    act(app, &survey, Act::MoveQuestion { key: "my_own".to_owned(), step: Step::Up }).await.unwrap();
    let place = keys(&draft(app, &survey).await).iter().position(|key| *key == "my_own");

    let mut setup = survey.setup.clone();
    setup.left_out.push("answer_08".to_owned());
    let fields = SurveyFields {
        name: "Renamed".to_owned(),
        touchpoint: None,
        channel: survey.channel,
        setup: setup.clone(),
        notices: Notices::default(),
    };
    surveys::change(app, &Viewer::operator(), &survey.key, fields.clone()).await.unwrap();
    let after = draft(app, &survey).await;
    assert_eq!(keys(&after).iter().position(|key| *key == "my_own"), place, "own questions stay in place");
    assert!(after.question("answer_08").is_none());
    setup.left_out.clear();
    surveys::change(app, &Viewer::operator(), &survey.key, SurveyFields { setup, ..fields }).await.unwrap();
    let after = draft(app, &survey).await;
    let order: Vec<&str> = keys(&after).into_iter().filter(|key| key.starts_with("answer_")).collect();
    assert!(order.is_sorted() && order.contains(&"answer_08"), "{order:?}");

    for number in 0..5 {
        act(app, &survey, add(&page, stars(&format!("Own {number}")))).await.unwrap();
    }
    let refused = act(app, &survey, add(&page, stars("The sixteenth"))).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TooMany { most: 15, .. }))), "{refused:?}");
}

#[story]
async fn a_change_of_the_set_up_keeps_what_waits_and_tells_open_builders(app: TestApp) {
    let service = app.service("Library cards").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let app = &app.app;
    let page = survey.definition.sections[0].key.clone();
    act(app, &survey, add(&page, stars("Waiting"))).await.unwrap();
    let mut setup = survey.setup.clone();
    setup.left_out.push("answer_09".to_owned());
    let (name, channel) = (survey.name.clone(), survey.channel);
    let fields = SurveyFields { name, touchpoint: None, channel, setup, notices: Notices::default() };
    let changed = surveys::change(app, &Viewer::operator(), &survey.key, fields).await.unwrap();
    assert!(changed.definition.question("waiting").is_none(), "the set-up publishes nothing of the builder");
    let after = draft(app, &survey).await;
    assert!(after.question("waiting").is_some() && after.question("answer_09").is_none());
    let late = surveys::edit(app, &Viewer::operator(), &survey.key, 1, add(&page, stars("Late"))).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::DraftMoved))));
}

#[story]
async fn what_does_not_fit_is_named_and_only_who_may_builds(app: TestApp) {
    let survey = custom(&app).await;
    let app = &app.app;
    let long = act(app, &survey, add("page_1", stars(&"x".repeat(501)))).await;
    let Err(Error::Invalid(fields)) = long else { panic!("is refused") };
    assert_eq!((fields[0].code, fields[0].limit), ("too-long", Some(500)));
    let feeds =
        json!({"key": "", "kind": "scale", "scale": "stars5", "feeds": "trust", "text": {"en": "Trust"}});
    let Err(Error::Invalid(fields)) = act(app, &survey, add("page_1", question(feeds))).await else {
        panic!()
    };
    assert_eq!(fields[0].code, "feeds");
    let choices: Vec<_> = (0..101).map(|n| json!({"key": format!("c{n}"), "text": {"en": "x"}})).collect();
    let many = question(json!({"key": "", "kind": "multiple", "text": {"en": "Many"}, "choices": choices}));
    let refused = act(app, &survey, add("page_1", many)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::TooMany { what: "choices", .. }))));
    assert!(not_found(act(app, &survey, Act::RemoveQuestion { key: "gone".to_owned() }).await));
    assert!(not_found(act(app, &survey, add("gone", stars("Where?"))).await));

    act(app, &survey, Act::AddPage { title: Translated::default(), ask_when: None, after: None })
        .await
        .unwrap();
    assert!(matches!(publish(app, &survey, &[]).await, Err(Error::Invalid(_))), "a page is empty");
    let reader = staff(app, "reader@example.gov", Role::Viewer, None).await.viewer;
    assert!(denied(surveys::edit(app, &reader, &survey.key, 2, add("page_1", stars("Mine"))).await));
    assert!(denied(surveys::publish(app, &reader, &survey.key, 2, &[]).await));
    assert!(denied(surveys::duplicate(app, &reader, &survey.key, survey.service, "Mine").await));
}

#[story]
async fn a_survey_is_copied_and_comes_back_from_its_file(app: TestApp) {
    let survey = custom(&app).await;
    let other = app.service("Passport renewal").await;
    let (app, viewer) = (&app.app, Viewer::operator());
    act(app, &survey, add("page_1", stars("How was it?"))).await.unwrap();
    let copy = surveys::duplicate(app, &viewer, &survey.key, other.id, "The copy").await.unwrap();
    assert_eq!((copy.service, copy.state, copy.name.as_str()), (other.id, SurveyState::Draft, "The copy"));
    assert_eq!(copy.definition, draft(app, &survey).await);
    assert_ne!(copy.key, survey.key);

    let file = SurveyFile::of(&surveys::working(app, &viewer, &survey.key).await.unwrap()).text();
    let back = surveys::set_up_from_file(app, &viewer, other.id, None, &file).await.unwrap();
    assert_eq!(draft(app, &back).await, copy.definition);
    let before = surveys::list(app, &viewer, &[], None, 100).await.unwrap().len();
    for (wrong, path) in [
        (file.replace("\"how_was_it\"", "\"question_1\""), "definition.sections[0].questions[1].key"),
        (file.replace("stars5", "stars9"), "definition.sections[0].questions[1]"),
        (file.replace("\"required\"", "\"requird\""), "definition.sections[0].questions[0].requird"),
        (file.replace("\"item\": \"\"", "\"item\": \"a11_v1.trust\""), "definition.sections"),
        (file.replace("catsup-survey", "something"), "format"),
        ("{".to_owned(), "file"),
    ] {
        let refused = surveys::set_up_from_file(app, &viewer, other.id, None, &wrong).await;
        let Err(Error::Invalid(faults)) = refused else { panic!("{path}: {refused:?}") };
        assert!(faults.iter().any(|fault| fault.field == path), "{path}: {faults:?}");
    }
    let after = surveys::list(app, &viewer, &[], None, 100).await.unwrap().len();
    assert_eq!(after, before, "nothing is half made");

    let other_text = file.replace("How was it?", "Well?");
    let taken = surveys::take_over_file(app, &viewer, &survey.key, None, &other_text).await.unwrap();
    assert_eq!(taken.survey.definition.question("how_was_it").unwrap().text.get(Language::En), "Well?");
    let instrument = file.replace("\"custom\"", "\"nps\"");
    assert!(surveys::take_over_file(app, &viewer, &survey.key, None, &instrument).await.is_err());
}
