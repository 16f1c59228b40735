//! What people come back for next, from contacts to suggestions and to their proof, through the real router, on both
//! databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use catsup_app::{
    App,
    anticipation::{self, Asked, PairsQuery, Subject, Suggestion},
    interactions::{self, Given},
    jobs, settings,
};
use catsup_model::{
    Channel, Role, Viewer,
    anticipation::{Draw, MiningRule, NextNeed, Surface},
    directory::Service,
};
use catsup_testing::{Answer, Browser, TestApp};
use jiff::{SignedDuration, Timestamp};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Posts a form of a page.
async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let (_, secret) = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap();
    let mut all = vec![("csrf", secret.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}

/// One contact so many seconds before the time of the test.
fn contact(service: &Service, person: &str, ago: i64, channel: Channel, need: &str) -> Given {
    let at: Timestamp = TestApp::start_of_time() - SignedDuration::from_secs(ago);
    Given {
        service: Some(service.id.to_string()),
        channel: Some(channel),
        customer: Some(person.to_owned()),
        activity: "Contact".to_owned(),
        intention: Some(need.to_owned()),
        occurred_at: Some(at),
        handle_seconds: Some(600),
        ..Given::default()
    }
}

async fn take(app: &TestApp, given: Vec<Given>) {
    for batch in given.chunks(interactions::MOST_AT_ONCE) {
        let _ = interactions::record(&app.app, &Viewer::operator(), "test", batch.to_vec()).await.unwrap();
    }
}

/// 240 people want to renew, and 80 of them call about photos two days later; 160 pay a fee, and 4 of them do.
async fn contacts(app: &TestApp, service: &Service) {
    let mut given = Vec::new();
    for number in 0..400 {
        let (person, ago) = (format!("person-{number}"), (40 + number % 20) * DAY);
        let (need, back) = if number < 240 { ("Renew  Passport", 80) } else { ("Pay a fee", 244) };
        given.push(contact(service, &person, ago, Channel::Website, need));
        if number % 240 < back % 240 {
            given.push(contact(service, &person, ago - 2 * DAY, Channel::Phone, "Photo <rules>"));
        }
    }
    take(app, given).await;
}

async fn work(app: &TestApp) {
    let _ = jobs::run_due(&app.app).await.unwrap();
}

async fn suggested(app: &App, surface: Surface) -> Vec<Suggestion> {
    let needs = ["renew passport".to_owned()];
    let asked = Asked {
        needs: &needs,
        language: catsup_model::Language::En,
        surface,
        channel: None,
        service: None,
        subject: None,
    };
    anticipation::next_for(app, &Viewer::operator(), asked).await.unwrap()
}

#[catsup_testing::story]
async fn what_people_come_back_for_is_found_shown_and_decided_on(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let lead = app.sign_in_as(Role::CxLead).await;
    lead.get("/desk/answers/next").await.is(200).sees("Nothing is worked out yet");
    contacts(&app, &service).await;
    work(&app).await;

    let page = lead.get("/desk/answers/next").await.is(200);
    page.sees("After “Renew Passport”: 240 contacts").sees("Photo &#60;rules&#62;").sees("No answer yet");
    page.sees("Of 240 contacts for “Renew Passport”, 80 were followed by one for “Photo &#60;rules&#62;” within 7 days");
    page.does_not_see("After “Pay a fee”");
    lead.get("/desk/answers/next?window=1").await.is(200).sees("No pairs here");
    lead.get("/desk/answers/next?cut=channel%3Awebsite").await.is(200).sees("240 contacts");
    lead.get("/desk/answers/next?q=fee").await.is(200).sees("No pairs here");
    let csv = lead.get("/desk/answers/next.csv").await.is(200);
    csv.sees("need,next_need,window_days,cut,contacts,followed")
        .sees("Renew Passport,Photo <rules>,7,,240,80,0.33");
    let json = lead.get("/desk/answers/next.json").await.is(200).json();
    assert_eq!((&json[0]["contacts"], &json[0]["followed"]), (&240.into(), &80.into()));

    let found = suggested(&app.app, Surface::Public).await;
    assert_eq!((found.len(), found[0].next.as_str(), found[0].pinned), (1, "photo <rules>", false));
    assert_eq!(found[0].evidence().unwrap().median_seconds, 2.0 * 86_400.0);

    let pair =
        [("need", "renew passport"), ("next", "photo <rules>"), ("back", "/desk/answers/next?window=7")];
    let act = |act| [pair.as_slice(), &[("act", act)]].concat();
    let hidden = post(&lead, &page, "/desk/answers/next/choose", &act("hidden")).await.is(303);
    assert!(suggested(&app.app, Surface::Public).await.is_empty());
    let undo = lead.get(hidden.location()).await.is(200);
    undo.sees("“photo &#60;rules&#62;” is hidden").sees("Let the figures decide");
    let undone = [pair.as_slice(), &[("act", "put_back"), ("was", "")]].concat();
    let _ = post(&lead, &undo, "/desk/answers/next/choose", &undone).await.is(303);
    assert_eq!(suggested(&app.app, Surface::Public).await.len(), 1);
    lead.get("/desk/answers/next").await.is(200).does_not_see("Let the figures decide");

    let form =
        lead.get("/desk/answers/next/correct?need=renew+passport&next=photo+%3Crules%3E").await.is(200);
    let wrong = [("need", "renew passport"), ("next", "photo <rules>"), ("decision", "corrected")];
    post(&lead, &form, "/desk/answers/next/correct", &wrong).await.is(422).sees("wording-error");
    let corrected =
        [&wrong[..2], &[("decision", "pinned"), ("wording", "Your photo"), ("wording_es", "Su foto")]];
    let _ = post(&lead, &form, "/desk/answers/next/correct", &corrected.concat()).await.is(303);
    let found = suggested(&app.app, Surface::Desk).await;
    assert_eq!((found[0].said(catsup_model::Language::Es), found[0].pinned), ("Su foto", true));

    let reader = app.sign_in_as(Role::Viewer).await;
    let seen = reader.get("/desk/answers/next").await.is(200);
    seen.sees("Pinned").does_not_see("Say it differently").does_not_see("What is looked at");
    let _ = reader.get("/desk/answers/next/correct").await.is(403);
    let refused =
        anticipation::take_back(&app.app, &Viewer::public(), "renew passport", "photo <rules>").await;
    assert!(matches!(refused, Err(catsup_app::Error::Denied(_))));
    let _ = app.visitor().get("/desk/answers/next").await.is(303);
}

/// Everything that is found, without the time at which it was.
async fn found(app: &App) -> Vec<NextNeed> {
    let mut found = Vec::new();
    for window_days in [1, 7, 30] {
        for cut in ["", "channel:website", "channel:phone", "channel:in_person"] {
            let window_days = Some(window_days);
            let query = PairsQuery { window_days, cut: cut.to_owned(), all: true, ..PairsQuery::default() };
            let pairs = anticipation::pairs(app, &Viewer::operator(), &query).await.unwrap();
            found.extend(pairs.needs.into_iter().flat_map(|need| need.pairs).filter_map(|pair| pair.found));
        }
    }
    found.into_iter().map(|one| NextNeed { taken_at: Timestamp::UNIX_EPOCH, ..one }).collect()
}

#[catsup_testing::story]
async fn new_contacts_change_the_figures_as_if_everything_were_counted_anew(app: TestApp) {
    let service = app.service("Passport renewal").await;
    contacts(&app, &service).await;
    work(&app).await;
    let before = found(&app.app).await;
    let more = (0..60).map(|number| {
        contact(&service, &format!("person-{number}"), 35 * DAY, Channel::InPerson, "Pick it up")
    });
    let gone = (100..130).map(|number| {
        contact(&service, &format!("person-{number}"), 20 * DAY, Channel::InPerson, "Pick it up")
    });
    take(&app, more.chain(gone).collect()).await;
    app.app.clock().set(TestApp::start_of_time() + SignedDuration::from_mins(11));
    work(&app).await;
    let updated = found(&app.app).await;
    assert_ne!(updated, before);
    // Another rule has everything counted anew; of all these days it looks at the same.
    let rule = MiningRule { history_days: 365, ..MiningRule::default() };
    let rule = serde_json::to_string(&rule).unwrap();
    let changes = [("anticipation".to_owned(), rule)];
    settings::change(&app.app, &Viewer::operator(), &changes).await.unwrap();
    let mut transaction = app.app.store().begin().await.unwrap();
    let anew = jobs::Work::Anticipate;
    let _ = jobs::enqueue(&app.app, &mut transaction, &anew, None, app.app.now()).await.unwrap();
    transaction.commit().await.unwrap();
    work(&app).await;
    assert_eq!(found(&app.app).await, updated);
}

#[catsup_testing::story]
async fn the_experiment_says_whether_suggestions_help(app: TestApp) {
    let service = app.service("Passport renewal").await;
    contacts(&app, &service).await;
    work(&app).await;
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/answers/proof").await.is(200);
    page.sees("Too few people to tell").sees("The experiment does not run");
    let wrong = [("runs", "1"), ("by", "visits"), ("held", "70"), ("window_days", "7")];
    post(&lead, &page, "/desk/answers/proof", &wrong).await.is(422).sees("held-error");
    let setup = [("runs", "1"), ("by", "visits"), ("held", "50"), ("window_days", "7")];
    let _ = post(&lead, &page, "/desk/answers/proof", &setup).await.is(303);

    let needs = ["Renew passport".to_owned()];
    let (mut shown, mut held) = (0, 0);
    for visit in 0..600 {
        let subject = Subject::Visit(visit);
        let asked = Asked {
            needs: &needs,
            language: catsup_model::Language::En,
            surface: Surface::Public,
            channel: None,
            service: None,
            subject: Some(subject),
        };
        let offered = anticipation::offer(&app.app, &Viewer::public(), asked).await.unwrap();
        let again = anticipation::offer(&app.app, &Viewer::public(), asked).await.unwrap();
        assert_eq!(offered.is_empty(), again.is_empty(), "who sees suggestions goes on seeing them");
        let place = if offered.is_empty() { &mut held } else { &mut shown };
        *place += 1;
        // One in ten of those who see them comes back, three in ten of the others.
        if *place % 10 < if offered.is_empty() { 3 } else { 1 } {
            app.app.clock().set(app.app.now() + SignedDuration::from_secs(1));
            anticipation::came_back(&app.app, subject, Some("Photo rules")).await.unwrap();
        }
    }
    assert!(held > 240 && shown > 240, "{held} held back, {shown} shown");
    lead.get("/desk/answers/proof").await.is(200).sees("Too few people to tell").sees(&shown.to_string());
    app.app.clock().set(TestApp::start_of_time() + SignedDuration::from_hours(24 * 8));
    let lead = app.sign_in_as(Role::CxLead).await;
    let page = lead.get("/desk/answers/proof").await.is(200);
    page.sees("Fewer people come back").sees("contacts were avoided among the").sees("hours of work saved");

    let effect = anticipation::effect(&app.app, &Viewer::operator()).await.unwrap();
    assert_eq!((effect.shown.counts.n, effect.held.counts.n), (shown, held));
    assert_eq!(effect.handle.unwrap().mean_seconds, 600.0);
    assert!(effect.difference.unwrap().interval.low > 0.1);
    let denied = anticipation::effect(&app.app, &Viewer::public()).await;
    assert!(matches!(denied, Err(catsup_app::Error::Denied(_))));

    // A change of the draw begins anew, and a viewer may not make one.
    let visits = Draw::Visits { held: 20 };
    let changed =
        anticipation::change_experiment(&app.app, &Viewer::operator(), true, visits, 7).await.unwrap();
    assert_eq!(changed.number, 2);
    lead.get("/desk/answers/proof").await.is(200).sees("Too few people to tell");
    let reader = app.sign_in_as(Role::Viewer).await;
    let seen = reader.get("/desk/answers/proof").await.is(200);
    seen.does_not_see("Run the experiment");
    let _ = post(&reader, &seen, "/desk/answers/proof", &setup).await.is(403);
}

#[catsup_testing::story]
async fn customers_who_make_contact_again_are_found_among_the_contacts(app: TestApp) {
    let service = app.service("Passport renewal").await;
    contacts(&app, &service).await;
    work(&app).await;
    let operator = Viewer::operator();
    let visits = Draw::Visits { held: 50 };
    let experiment = anticipation::change_experiment(&app.app, &operator, true, visits, 7).await.unwrap();
    let needs = ["Renew passport".to_owned()];
    for number in 0..20 {
        let customer = interactions::customer_key(&app.app, &operator, &format!("person-{number}")).unwrap();
        let asked = Asked {
            needs: &needs,
            language: catsup_model::Language::En,
            surface: Surface::Desk,
            channel: None,
            service: None,
            subject: Some(Subject::Customer(customer)),
        };
        let _ = anticipation::offer(&app.app, &operator, asked).await.unwrap();
    }
    // Five call the next day; one contact is the very one the suggestion was shown in.
    let mut given: Vec<Given> = (0..5)
        .map(|number| contact(&service, &format!("person-{number}"), -DAY, Channel::Phone, "Photo <rules>"))
        .collect();
    given.push(contact(&service, "person-9", -600, Channel::Phone, "Renew passport"));
    app.app.clock().set(TestApp::start_of_time() + SignedDuration::from_hours(24 * 8));
    take(&app, given).await;
    work(&app).await;
    let effect = anticipation::effect(&app.app, &operator).await.unwrap();
    assert_eq!(effect.shown.counts.n + effect.held.counts.n, 20);
    assert_eq!(effect.shown.counts.came_back + effect.held.counts.came_back, 5);
    assert!(
        app.app.store().trials_open(experiment.number, TestApp::start_of_time()).await.unwrap().len() == 15
    );
}
