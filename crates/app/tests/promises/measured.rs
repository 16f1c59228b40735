//! What standards are measured from.

use catsup_app::{
    App,
    cases::act::Then,
    imports::{self, Options, TableFile},
    interactions::{self, Given},
    standards::{self, FiguresQuery},
};
use catsup_model::{Channel, Viewer, id::StandardId, period::BucketUnit, standard::Claim};
use catsup_testing::{TestApp, story};

use crate::{
    common::{organisation, refused, service},
    in_a_moment, promise,
    world::{at, world},
};

/// A call under a key, that waited so long.
fn call(service: impl ToString, key: usize, wait: Option<i64>) -> Given {
    Given {
        service: Some(service.to_string()),
        channel: Some(Channel::Phone),
        customer: Some(format!("C-{key}")),
        activity: "call".to_owned(),
        wait_seconds: wait,
        handle_seconds: Some(300),
        external_key: Some(key.to_string()),
        ..Given::default()
    }
}

/// Kept, all and the claim of the only year; `None` where there is none.
async fn result(app: &App, id: StandardId) -> Option<(i64, i64, Claim)> {
    in_a_moment(app).await;
    let found = standards::find(app, &Viewer::operator(), id).await.unwrap();
    let judged = found.results.first()?;
    Some((judged.result.kept?, judged.result.total?, judged.claim))
}

#[story]
async fn a_standard_is_measured_from_calls_and_follows_them(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    app.clock().set(at(10, 12, 0));
    let office = organisation(app, None, "Office").await;
    let passports = service(app, office, "Passports").await;
    let unfit = promise(passports.id, "waiting", "2 business_days");
    assert_eq!(refused(standards::add(app, &operator, &unfit).await), ["threshold: clock-time"]);
    let unknown = promise(passports.id, "weather", "2 minutes");
    assert_eq!(refused(standards::add(app, &operator, &unknown).await), ["measured_from: unknown"]);

    let waiting =
        standards::add(app, &operator, &promise(passports.id, "waiting", "2 minutes")).await.unwrap();
    let handling =
        standards::add(app, &operator, &promise(passports.id, "handling", "5 minutes")).await.unwrap();
    let record = async |given: Vec<Given>| {
        interactions::record(app, &operator, "phones", given).await.unwrap();
    };
    // Nine wait two minutes to the second, one a second longer, three say nothing of it, and one came by the website.
    let mut given: Vec<Given> = (0..9).map(|key| call(passports.id, key, Some(120))).collect();
    given.push(call(passports.id, 9, Some(121)));
    given.extend((10..13).map(|key| call(passports.id, key, None)));
    given.push(Given { channel: Some(Channel::Website), ..call(passports.id, 13, Some(1)) });
    record(given).await;
    assert_eq!(
        result(app, waiting.id).await,
        Some((9, 10, Claim::Met)),
        "what carries no wait is not counted"
    );
    assert_eq!(result(app, handling.id).await, Some((13, 13, Claim::Met)));

    // The same calls again with other waits replace what was known.
    record((0..3).map(|key| call(passports.id, key, Some(600))).collect()).await;
    assert_eq!(result(app, waiting.id).await, Some((6, 10, Claim::Missed)));
    // Somebody is forgotten, and nothing is claimed of nine any more.
    interactions::forget_customer(app, &operator, "C-9").await.unwrap();
    assert_eq!(result(app, waiting.id).await, Some((6, 9, Claim::TooFew)));
    for key in 0..9 {
        interactions::forget_customer(app, &operator, &format!("C-{key}")).await.unwrap();
    }
    assert_eq!(result(app, waiting.id).await, None, "a result goes with what it was measured from");
}

#[story]
async fn a_file_of_interactions_moves_the_result(test: TestApp) {
    let (app, operator) = (&test.app, Viewer::operator());
    app.clock().set(at(10, 12, 0));
    let office = organisation(app, None, "Office").await;
    let passports = service(app, office, "Passports").await;
    let standard =
        standards::add(app, &operator, &promise(passports.id, "waiting", "2 minutes")).await.unwrap();
    in_a_moment(app).await;
    let mut text = "service,channel,activity,occurred_at,wait_seconds,external_key\n".to_owned();
    for key in 0..12 {
        let wait = if key < 9 { 30 } else { 500 };
        text.push_str(&format!("Passports,phone,call,2026-03-09T15:00:00Z,{wait},{key}\n"));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.csv");
    std::fs::write(&path, text).unwrap();
    let file = TableFile::open(&path).unwrap();
    let report =
        imports::import_interactions(app, &operator, "phones", file, None, Options::default()).await.unwrap();
    assert_eq!((report.read, report.inserted), (12, 12));
    assert_eq!(result(app, standard.id).await, Some((9, 12, Claim::Missed)));
}

#[story]
async fn a_standard_is_measured_from_first_responses_by_the_calendar_of_the_rule(test: TestApp) {
    let world = world(&test).await;
    let (app, operator) = (&world.app, Viewer::operator());
    let mut input = promise(world.service, "first_response:complaint", "");
    input.channel = catsup_model::standard::StandardChannel::Other;
    assert_eq!(refused(standards::add(app, &operator, &input).await), ["threshold: required"]);
    input.threshold = "2 business_hours".to_owned();
    let standard = standards::add(app, &operator, &input).await.unwrap();
    let agent = world.agent("agent@example.gov").await;
    // Friday at half past four: half an hour is left of the day, and the weekend does not count.
    let mut cases = Vec::new();
    for _ in 0..12 {
        cases.push(world.complaint().await.0);
    }
    assert_eq!(result(app, standard.id).await, None, "nobody was answered yet, and all can still be in time");
    app.clock().set(at(9, 10, 30));
    for case in &cases[..8] {
        world.reply(&agent, case.id, "We look into it.", Then::Open).await.unwrap();
    }
    assert_eq!(
        result(app, standard.id).await,
        Some((8, 12, Claim::Missed)),
        "two hours to the minute; those who still wait eleven seconds later were promised less"
    );
    app.clock().set(at(9, 10, 45));
    for case in &cases[8..11] {
        world.reply(&agent, case.id, "We look into it.", Then::Open).await.unwrap();
    }
    assert_eq!(
        result(app, standard.id).await,
        Some((8, 12, Claim::Missed)),
        "an answer that comes late changes nothing"
    );
    let query = FiguresQuery { year: None, by: BucketUnit::Month };
    let figures = standards::figures(app, &operator, standard.id, query).await.unwrap().unwrap();
    assert_eq!((figures.overdue, figures.not_yet, figures.all.n), (1, 0, 12), "the twelfth has no time yet");
    assert_eq!(figures.all.taken.map(|taken| taken.median), Some(2.0), "of the eleven");
    // A second answer, and the end, change nothing of the first.
    world.reply(&agent, cases[0].id, "Done.", Then::Resolved).await.unwrap();
    assert_eq!(result(app, standard.id).await, Some((8, 12, Claim::Missed)));
}

#[story]
async fn what_goes_on_beyond_its_time_is_missed_though_nothing_happens(test: TestApp) {
    let world = world(&test).await;
    let (app, operator) = (&world.app, Viewer::operator());
    let mut input = promise(world.service, "complaint", "2 business_days");
    input.channel = catsup_model::standard::StandardChannel::Other;
    let standard = standards::add(app, &operator, &input).await.unwrap();
    let agent = world.agent("agent@example.gov").await;
    let mut cases = Vec::new();
    for _ in 0..12 {
        cases.push(world.complaint().await.0);
    }
    app.clock().set(at(9, 10, 30));
    for case in &cases[..10] {
        world.reply(&agent, case.id, "Done.", Then::Resolved).await.unwrap();
    }
    assert_eq!(result(app, standard.id).await, Some((10, 10, Claim::Met)), "two can still be in time");
    app.clock().set(at(11, 12, 0));
    assert_eq!(result(app, standard.id).await, Some((10, 12, Claim::Met)), "by Wednesday they cannot");
    world.reply(&agent, cases[10].id, "Done.", Then::Resolved).await.unwrap();
    assert_eq!(result(app, standard.id).await, Some((10, 12, Claim::Met)), "the end comes too late to count");
}
