//! Scorecards on both databases: what counts, what is kept apart, what is left out and said, and what is not shown.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use catsup_app::{
    App,
    home::{self, Reason},
    responses::{self, Circumstances, Submission, TableFormat},
    scorecards::{self, Figure, Grouping, MeasureSeries, Pooling, Rated, Scorecard, ScorecardQuery, Ticks},
};
use catsup_model::{
    Channel, DeviceClass, Driver, Language, Measure, Permission, Role, Scale, Viewer,
    count_block::{BlockQuestion, NamedByFile, NewCountBlock},
    directory::Service,
    id::CountBlockId,
    instrument::InstrumentCode,
    notice::Notices,
    period::{BucketUnit, Days},
    query::{LeftOutReason, SegmentFilter},
    survey::Survey,
    wording::NewWording,
};
use catsup_store::BlockPlace;
use catsup_testing::{TestApp, story};
use jiff::civil::date;
use serde_json::{Value, json};

/// One answer sheet to a survey: when, in which language, on which channel, with which region.
struct Sheet {
    day: &'static str,
    language: Language,
    channel: Channel,
    region: Option<&'static str>,
    device: Option<DeviceClass>,
}

const USUAL: Sheet = Sheet {
    day: "2026-02-10",
    language: Language::En,
    channel: Channel::Website,
    region: None,
    device: None,
};

/// Sends `count` responses with these answers.
async fn send(app: &App, survey: &Survey, sheet: &Sheet, count: usize, answers: Value) {
    let at = format!("{}T15:00:00Z", sheet.day).parse().unwrap();
    let answers: catsup_model::answers::RawAnswers = serde_json::from_value(answers).unwrap();
    for _ in 0..count {
        let circumstances = Circumstances {
            language: sheet.language,
            channel: Some(sheet.channel),
            occurred_at: Some(at),
            device: sheet.device.map(|device| device.to_string()),
            segments: sheet
                .region
                .map(|region| ("region".to_owned(), region.to_owned()))
                .into_iter()
                .collect(),
            ..Circumstances::default()
        };
        let submission = Submission { circumstances, answers: answers.clone(), ..Submission::default() };
        responses::submit(app, &Viewer::operator(), &survey.key, submission).await.unwrap();
    }
}

fn seven(satisfaction: i64, trust: i64) -> Value {
    json!({"answer_01": satisfaction, "answer_02": trust})
}

fn first_quarter() -> Days {
    Days::new(date(2026, 1, 1), date(2026, 3, 31)).unwrap()
}

/// A federal quarterly block of `n` answers 5 to the usual question on trust.
async fn block(app: &App, service: &Service, name: &str, channel: Channel, days: Days, n: i64) {
    let text = "This interaction increased my confidence in the service.";
    let wording = NewWording::of_imported_text(Some(Measure::Trust), "q2", text);
    let named = NamedByFile { key: name.to_owned(), name: name.to_owned(), abbreviation: String::new() };
    let block = NewCountBlock {
        source: "test".to_owned(),
        key: name.to_owned(),
        name: name.to_owned(),
        organisations: vec![named.clone()],
        service: named,
        service_description: String::new(),
        channel,
        days,
        customers: Some(n * 10),
        offered: Some(n * 4),
        respondents: Some(n),
        details: Default::default(),
        questions: vec![BlockQuestion { wording: wording.clone(), counts: vec![(5, n)] }],
    };
    let mut transaction = app.store().begin().await.unwrap();
    let ids = transaction.wording_ensure(std::slice::from_ref(&wording), || app.next_id()).await.unwrap();
    let place = BlockPlace {
        service: service.id,
        microseconds: days.microseconds(&app.settings().zone),
        counts: vec![(ids[&wording.key], 5, n)],
    };
    let id = CountBlockId(app.next_id());
    transaction.count_block_upsert(&block, &place, id, app.now()).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn read(app: &App, query: ScorecardQuery) -> Scorecard {
    scorecards::read(app, &Viewer::operator(), &query).await.unwrap()
}

fn one(scorecard: &Scorecard, measure: Measure) -> &MeasureSeries {
    let mut found = scorecard.measures.iter().filter(|series| series.measure == measure);
    let series = found.next().unwrap_or_else(|| panic!("{measure} was not counted"));
    assert!(found.next().is_none(), "{measure} stands more than once");
    series
}

fn n(figure: &Figure) -> u64 {
    figure.shown().expect("the figure is shown").n
}

#[story]
async fn a_figure_from_too_few_people_is_not_shown_anywhere(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    send(&app.app, &survey, &USUAL, 9, seven(5, 5)).await;
    let query = ScorecardQuery {
        trend: Some(BucketUnit::Month),
        by: Some(Grouping::Channel),
        ..ScorecardQuery::default()
    };
    let scorecard = read(&app.app, query.clone()).await;
    let trust = one(&scorecard, Measure::Trust);
    assert_eq!(trust.figure, Figure::TooFew);
    assert!(trust.trend.iter().all(|point| point.figure == Figure::TooFew), "{:?}", trust.trend);
    assert_eq!(scorecard.groups[0].figures[0].figure, Figure::TooFew);
    assert_eq!(scorecard.answered, None);
    let csv = scorecards::export(&scorecard, TableFormat::Csv, app.app.now()).unwrap();
    assert!(!String::from_utf8(csv).unwrap().contains(",9,"), "nor how many there are");

    send(&app.app, &survey, &USUAL, 1, seven(5, 5)).await;
    assert_eq!(n(&one(&read(&app.app, query).await, Measure::Trust).figure), 10);
}

#[story]
async fn wordings_are_pooled_only_when_the_reader_asks(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let thumbs = app.survey(&service, InstrumentCode::A11V2).await;
    send(&app.app, &survey, &USUAL, 12, seven(4, 5)).await;
    send(&app.app, &survey, &Sheet { language: Language::Es, ..USUAL }, 11, seven(4, 3)).await;
    send(&app.app, &thumbs, &USUAL, 20, json!({"answer_01": 1})).await;

    let trusts = |scorecard: &Scorecard| -> Vec<(Scale, usize, u64)> {
        let trusts = scorecard.measures.iter().filter(|series| series.measure == Measure::Trust);
        trusts.map(|series| (series.scale, series.wordings.len(), n(&series.figure))).collect()
    };
    let apart = read(&app.app, ScorecardQuery::default()).await;
    assert_eq!(trusts(&apart), [(Scale::Thumbs, 1, 20), (Scale::Likert5, 1, 12), (Scale::Likert5, 1, 11)]);
    let pooled = ScorecardQuery { pooling: Pooling::Pooled, ..ScorecardQuery::default() };
    let pooled = read(&app.app, pooled).await;
    assert_eq!(trusts(&pooled), [(Scale::Thumbs, 1, 20), (Scale::Likert5, 2, 23)], "scales never pool");
}

#[story]
async fn counts_and_responses_of_the_same_time_never_count_twice(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let last_year = Days::new(date(2025, 10, 1), date(2025, 12, 31)).unwrap();
    block(&app.app, &service, "website now", Channel::Website, first_quarter(), 400).await;
    block(&app.app, &service, "phone now", Channel::Phone, first_quarter(), 300).await;
    block(&app.app, &service, "all before", Channel::Mixed, last_year, 200).await;
    let before = read(&app.app, ScorecardQuery::default()).await;
    assert_eq!((n(&one(&before, Measure::Trust).figure), before.left_out.len()), (900, 0));
    assert_eq!(before.response_rate.offered, Some(3_600));

    send(&app.app, &survey, &USUAL, 30, seven(4, 4)).await;
    let pooled = ScorecardQuery { pooling: Pooling::Pooled, ..ScorecardQuery::default() };
    let after = read(&app.app, pooled.clone()).await;
    assert_eq!(n(&one(&after, Measure::Trust).figure), 30 + 300 + 200);
    let left_out = &after.left_out[0];
    assert_eq!((left_out.reason, left_out.respondents), (LeftOutReason::CoveredByResponses, 400));
    assert_eq!(left_out.names, ["website now"]);

    let in_person = Sheet { day: "2025-11-05", channel: Channel::InPerson, ..USUAL };
    send(&app.app, &survey, &in_person, 1, seven(4, 4)).await;
    let mixed = read(&app.app, pooled).await;
    assert_eq!(n(&one(&mixed, Measure::Trust).figure), 31 + 300, "a mixed block gives way to any channel");
    assert_eq!(mixed.left_out[0].names, ["website now", "all before"]);
}

#[story]
async fn a_quarterly_block_is_left_out_of_months_and_the_trend_says_so(app: TestApp) {
    let service = app.service("Passport renewal").await;
    block(&app.app, &service, "now", Channel::Website, first_quarter(), 400).await;
    let by = |unit| ScorecardQuery { trend: Some(unit), ..ScorecardQuery::default() };
    let months = read(&app.app, by(BucketUnit::Month)).await;
    assert_eq!(n(&one(&months, Measure::Trust).figure), 400, "the figure itself still counts it");
    assert!(months.measures[0].trend.iter().all(|point| point.figure == Figure::Nothing));
    assert_eq!(months.trend_left_out[0].reason, LeftOutReason::AcrossBuckets);
    assert_eq!(months.trend_left_out[0].names, ["now"]);

    let quarters = read(&app.app, by(BucketUnit::FiscalQuarter)).await;
    assert!(quarters.trend_left_out.is_empty());
    assert_eq!(n(&quarters.measures[0].trend.last().unwrap().figure), 400);

    let cut = ScorecardQuery { languages: vec![Language::En], ..ScorecardQuery::default() };
    let cut = read(&app.app, cut).await;
    assert!(cut.measures.is_empty());
    assert_eq!((cut.left_out[0].reason, cut.left_out[0].respondents), (LeftOutReason::CannotBeCut, 400));
}

#[story]
async fn a_viewer_sees_only_what_lies_within_reach(app: TestApp) {
    let (here, there) = (app.service("Passport renewal").await, app.service("Lost luggage").await);
    for service in [&here, &there] {
        let survey = app.survey(service, InstrumentCode::A11V1).await;
        send(&app.app, &survey, &USUAL, 15, seven(4, 4)).await;
    }
    let viewer =
        common::staff(&app.app, "viewer@example.gov", Role::Viewer, Some(here.organisation)).await.viewer;
    let all = ScorecardQuery { by: Some(Grouping::Service), ..ScorecardQuery::default() };
    let seen = scorecards::read(&app.app, &viewer, &all).await.unwrap();
    assert_eq!(n(&one(&seen, Measure::Trust).figure), 15);
    assert_eq!(
        seen.groups.iter().map(|group| group.label.as_str()).collect::<Vec<_>>(),
        ["Passport renewal"]
    );
    for query in [
        ScorecardQuery { services: vec![there.id], ..ScorecardQuery::default() },
        ScorecardQuery { organisation: Some(there.organisation), ..ScorecardQuery::default() },
    ] {
        assert!(common::not_found(scorecards::read(&app.app, &viewer, &query).await));
        assert!(common::not_found(scorecards::choices(&app.app, &viewer, &query).await));
    }
    let choices = scorecards::choices(&app.app, &viewer, &ScorecardQuery::default()).await.unwrap();
    assert_eq!(choices.services, [(here.id, "Passport renewal".to_owned())]);
    assert!(common::denied(scorecards::read(&app.app, &Viewer::public(), &all).await));
    assert!(common::denied(scorecards::movers(&app.app, &Viewer::public(), first_quarter(), 5).await));
}

#[story]
async fn a_change_is_said_only_where_it_is_more_than_chance(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let before = Sheet { day: "2025-11-10", ..USUAL };
    for (sheet, satisfied, trusting) in [(&before, 3, 3), (&USUAL, 5, 3)] {
        send(&app.app, &survey, sheet, 30, seven(satisfied, trusting)).await;
        send(&app.app, &survey, sheet, 20, seven(satisfied - 1, trusting + 1)).await;
    }
    let query = ScorecardQuery { days: Some(first_quarter()), ..ScorecardQuery::default() };
    let scorecard = read(&app.app, query).await;
    let satisfaction = one(&scorecard, Measure::Satisfaction).change.as_ref().unwrap();
    assert!((satisfaction.difference - 2.0).abs() < 1e-9 && satisfaction.is_significant());
    let trust = one(&scorecard, Measure::Trust).change.as_ref().unwrap();
    assert!(trust.difference.abs() < 1e-9 && !trust.is_significant());
    assert!(satisfaction.adjusted_p_value >= satisfaction.p_value);
    assert_eq!((scorecard.answered, scorecard.answered_before), (Some(50), Some(50)));

    let movers = scorecards::movers(&app.app, &Viewer::operator(), first_quarter(), 5).await.unwrap();
    let moved: Vec<_> = movers.iter().map(|mover| (mover.name.as_str(), mover.measure)).collect();
    assert_eq!(moved, [("Passport renewal", Measure::Satisfaction)]);
}

#[story]
async fn each_group_is_tested_against_all_others_and_small_ones_are_named_only(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    for (channel, region, trust, count) in [
        (Channel::Website, Some("North"), 5, 30),
        (Channel::Website, Some("South"), 4, 30),
        (Channel::Phone, Some("South"), 2, 25),
        (Channel::InPerson, None, 4, 4),
    ] {
        send(&app.app, &survey, &Sheet { channel, region, ..USUAL }, count, seven(4, trust)).await;
        send(&app.app, &survey, &Sheet { channel, region, ..USUAL }, count.min(12), seven(4, 3)).await;
    }
    let by = |by| ScorecardQuery { by: Some(by), ..ScorecardQuery::default() };
    let scorecard = read(&app.app, by(Grouping::Channel)).await;
    let place = scorecard.measures.iter().position(|series| series.measure == Measure::Trust).unwrap();
    let group = |label: &str| {
        let group = scorecard.groups.iter().find(|group| group.label == label).unwrap();
        &group.figures[place]
    };
    let phone = group("Phone").difference.as_ref().unwrap();
    assert!(phone.difference < 0.0 && phone.is_significant());
    assert!(phone.adjusted_p_value >= phone.p_value);
    assert_eq!((&group("In person").figure, &group("In person").difference), (&Figure::TooFew, &None));

    let scorecard = read(&app.app, by(Grouping::Segment("region".to_owned()))).await;
    let labels: Vec<&str> = scorecard.groups.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(labels, ["North", "South", "not known"]);
    let north = SegmentFilter { name: "region".to_owned(), values: vec!["North".to_owned()] };
    let north = read(&app.app, ScorecardQuery { segments: vec![north], ..ScorecardQuery::default() }).await;
    assert_eq!(n(&one(&north, Measure::Trust).figure), 42);
}

#[story]
async fn a_scorecard_speaks_of_those_on_a_device_or_who_rated_something_low(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let on = |device| Sheet { device: Some(device), ..USUAL };
    send(&app.app, &survey, &on(DeviceClass::Phone), 20, seven(2, 1)).await;
    send(&app.app, &survey, &on(DeviceClass::Phone), 15, seven(3, 4)).await;
    send(&app.app, &survey, &on(DeviceClass::Computer), 12, seven(1, 5)).await;
    send(&app.app, &survey, &USUAL, 11, seven(2, 3)).await;

    let phone = ScorecardQuery { devices: vec![DeviceClass::Phone], ..ScorecardQuery::default() };
    let phone = read(&app.app, phone).await;
    assert_eq!((phone.answered, n(&one(&phone, Measure::Trust).figure)), (Some(35), 35));

    let rated = |rated: &[&str]| ScorecardQuery {
        rated: rated.iter().map(|text| text.parse().unwrap()).collect(),
        ..ScorecardQuery::default()
    };
    let dissatisfied = read(&app.app, rated(&["satisfaction:low"])).await;
    assert_eq!(dissatisfied.answered, Some(43), "the neutral ones are out");
    assert_eq!(n(&one(&dissatisfied, Measure::Trust).figure), 43);
    let both = read(&app.app, rated(&["satisfaction:low", "trust:high"])).await;
    assert_eq!(both.answered, Some(12));
    let never_asked = read(&app.app, rated(&["nps:low"])).await;
    assert!(never_asked.measures.is_empty());
    assert!("trust:middling".parse::<Rated>().is_err());
}

#[story]
async fn drivers_count_among_those_to_whom_they_were_offered(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V2).await;
    send(&app.app, &survey, &USUAL, 12, json!({"answer_01": 1, "answer_02": ["effectiveness"]})).await;
    send(&app.app, &survey, &USUAL, 8, json!({"answer_01": 1, "answer_02": ["ease"]})).await;
    send(&app.app, &survey, &USUAL, 5, json!({"answer_01": 0, "answer_03": ["ease"]})).await;
    let scorecard = read(&app.app, ScorecardQuery::default()).await;
    let ease = scorecard.drivers.iter().find(|ticks| ticks.driver == Driver::Ease).unwrap();
    let Some(Ticks::Shown(well)) = ease.went_well else { panic!("twenty are enough: {ease:?}") };
    assert_eq!((well.ticked, well.offered), (8, 20));
    assert_eq!(ease.went_badly, Some(Ticks::TooFew));
}

#[story]
async fn every_file_holds_the_rows_of_the_page(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::Nps).await;
    send(&app.app, &survey, &USUAL, 12, json!({"answer_01": 10})).await;
    send(&app.app, &survey, &USUAL, 4, json!({"answer_01": 3})).await;
    let query = ScorecardQuery {
        trend: Some(BucketUnit::Month),
        by: Some(Grouping::Channel),
        ..ScorecardQuery::default()
    };
    let scorecard = read(&app.app, query).await;
    let bytes = |format| scorecards::export(&scorecard, format, app.app.now()).unwrap();
    let document: Value = serde_json::from_slice(&bytes(TableFormat::Json)).unwrap();
    assert_eq!(document["figures"][0]["nps"], 50.0);
    assert_eq!(document["groups"][0]["label"], "Website");
    assert_eq!(document["trend"][0]["period"], "2026-02");
    let csv = String::from_utf8(bytes(TableFormat::Csv)).unwrap();
    let header = csv.lines().next().unwrap();
    for column in ["table", "measure", "n", "nps", "count_3", "count_10", "label", "period"] {
        assert!(header.split(',').any(|name| name == column), "{column} in {header}");
    }
    assert_eq!(csv.lines().count(), 1 + 3);
    assert!(bytes(TableFormat::Xlsx).starts_with(b"PK"));
}

#[story]
async fn the_front_page_shows_each_what_they_may_see(app: TestApp) {
    let service = app.service("Passport renewal").await;
    let survey = app.survey(&service, InstrumentCode::A11V1).await;
    let expired = Notices { expires: Some(date(2026, 3, 1)), ..Notices::default() };
    let silent = app.survey(&service, InstrumentCode::Nps).await;
    let over = app.draft(&service, InstrumentCode::Csat, expired).await;
    let comment = "Call me at (202) 555-0143 or ana@example.org: the clerk was kind.";
    let with = json!({"answer_01": 5, "answer_02": 5, "answer_08": comment});
    send(&app.app, &survey, &Sheet { day: "2026-03-05", ..USUAL }, 12, with).await;

    let lead = common::staff(&app.app, "lead@example.gov", Role::CxLead, None).await.viewer;
    let page = home::read(&app.app, &lead).await.unwrap();
    let attention: Vec<_> = page.attention.iter().map(|one| (one.survey, one.reason)).collect();
    assert_eq!(attention, [(silent.id, Reason::Silent), (over.id, Reason::Draft)]);
    let voice = page.voice.expect("there are comments");
    assert_eq!(voice.text, "Call me at (▒▒▒ or ▒▒▒ the clerk was kind.");
    assert_eq!(page.newest.len(), 8);
    let again = home::read(&app.app, &lead).await.unwrap();
    assert_eq!(again.voice.map(|one| one.response), Some(voice.response), "the same all day");
    assert!(page.overview.is_some() && page.installation.is_none());

    let viewer = common::staff(&app.app, "viewer@example.gov", Role::Viewer, None).await.viewer;
    let page = home::read(&app.app, &viewer).await.unwrap();
    assert!(page.voice.is_none() && page.newest.is_empty() && page.attention.is_empty());
    let administrator = common::staff(&app.app, "admin@example.gov", Role::Administrator, None).await.viewer;
    let installation = home::read(&app.app, &administrator).await.unwrap().installation.unwrap();
    assert_eq!((installation.people, installation.locked), (3, 0));
    assert!(installation.audit.is_some());
    assert!(!Viewer::public().may(Permission::ReadMeasures));
    assert_eq!(home::read(&app.app, &Viewer::public()).await.unwrap(), home::Home::default());
}
