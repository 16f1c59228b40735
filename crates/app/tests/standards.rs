//! Service standards on both databases: the record comes in and goes out as it was, results are judged by their cases,
//! and the public sees what is published.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use catsup_app::{
    App,
    imports::{self, Options, Report},
    standards::{self, ResultInput, Shown, StandardInput, TableFormat},
};
use catsup_exchange::{StandardReader, StandardRow};
use catsup_model::{
    Language, Role, Translated, Viewer,
    id::{ServiceId, StandardId},
    standard::{Claim, Outcome, Standard, StandardChannel, StandardKind},
};
use catsup_testing::{TestApp, story};
use common::{denied, not_found, organisation, refused, service, staff};
use jiff::civil::date;

const HEADER: &str = "fiscal_yr,service_id,service_name_en,service_name_fr,service_standard_id,service_standard_en,\
    service_standard_fr,type,channel,target,volume_meeting_target,total_volume,target_met,owner_org,owner_org_title\n";

/// Three rows: one standard over two years, another without volumes, and one row that is refused.
fn record() -> String {
    let row = |year: &str, standard: &str, target: &str, kept: &str, total: &str, met: &str| {
        format!(
            "{year},S7,Permits,Permis,{standard},Answer in 5 days,Répondre en 5 jours,TML,TEL,{target},{kept},{total},\
             {met},abc-def,Permits Office | Bureau des permis\n"
        )
    };
    [
        HEADER.to_owned(),
        row("2022-2023", "1", "0.8", "850", "1000", "Y"),
        row("2023-2024", "1", "0.9", "850", "1000", "N"),
        row("2023-2024", "2", "0.999", "", "", "NA"),
        row("2023-2024", "3", "90%", "1", "1", "Y"),
    ]
    .concat()
}

async fn bring(app: &App, text: String, options: Options) -> Report {
    let file = std::io::Cursor::new(text.into_bytes());
    imports::import_standards(app, &Viewer::operator(), file, options).await.unwrap()
}

async fn exported(app: &App, shown: Shown) -> Vec<StandardRow> {
    let mut written = Vec::new();
    let operator = Viewer::operator();
    standards::export(app, &operator, shown, TableFormat::Csv, &mut written).await.unwrap();
    StandardReader::new(&written[..], date(2026, 3, 1)).unwrap().map(Result::unwrap).collect()
}

fn input(service: ServiceId) -> StandardInput {
    StandardInput {
        service,
        touchpoint: None,
        organisation: None,
        kind: StandardKind::Timeliness,
        promise: Translated::both("We answer within 5 business days", "Respondemos en 5 días hábiles"),
        threshold: "5 business_days".to_owned(),
        target: "99.5".to_owned(),
        channel: StandardChannel::Email,
        effective_from: Some(date(2025, 1, 1)),
        effective_until: None,
        measured_from: String::new(),
        objective: None,
    }
}

async fn entered(app: &App) -> Standard {
    let office = organisation(app, None, "Office").await;
    let service = service(app, office, "Permits").await;
    standards::add(app, &Viewer::operator(), &input(service.id)).await.unwrap()
}

fn result(year: &str, kept: i64, total: i64) -> ResultInput {
    ResultInput { year: year.to_owned(), kept: Some(kept), total: Some(total) }
}

#[story]
async fn a_record_comes_in_and_again_changes_nothing(app: TestApp) {
    let app = &app.app;
    let dry = bring(app, record(), Options { dry_run: true, ..Options::default() }).await;
    assert_eq!((dry.read, dry.inserted, dry.updated, dry.refused), (4, 3, 0, 1));
    assert_eq!(standards::public(app, "", 1).await.unwrap().total, 0, "a dry run keeps nothing");

    let first = bring(app, record(), Options::default()).await;
    assert_eq!((first.read, first.inserted, first.updated, first.refused), (4, 3, 0, 1));
    let before = exported(app, Shown::All).await;
    assert_eq!(before.len(), 3);

    let page = standards::public(app, "permít office", 1).await.unwrap();
    let [service] = page.services.as_slice() else { panic!("one service") };
    assert_eq!((service.name.as_str(), service.organisation.as_str()), ("Permits", "Permits Office"));
    let kept = &service.standards[0];
    assert_eq!(kept.standard.target.unwrap().to_string(), "0.9", "the newest year's");
    assert_eq!(kept.results.len(), 2);
    let claims: Vec<_> = kept.results.iter().map(|judged| judged.claim).collect();
    assert_eq!(claims, [Claim::Missed, Claim::Met], "each year by its own target");
    let share = kept.results[0].share.unwrap();
    assert_eq!((share.n, share.share), (1_000, 0.85));
    assert!(share.interval.low > 0.82 && share.interval.high < 0.88);
    assert_eq!(service.standards[1].results[0].claim, Claim::NotReported, "missing is not zero");

    let again = bring(app, record(), Options::default()).await;
    assert_eq!((again.inserted, again.updated, again.refused), (0, 3, 1));
    assert_eq!(exported(app, Shown::All).await, before);
    let after = standards::public(app, "", 1).await.unwrap();
    assert_eq!(after.services, page.services);
}

#[story]
async fn what_staff_entered_outlives_the_record(app: TestApp) {
    let app = &app.app;
    let operator = Viewer::operator();
    bring(app, record(), Options::default()).await;
    let line = standards::list(app, &operator, "answer in 5", 1).await.unwrap().lines.remove(0);
    let change = StandardInput {
        promise: Translated::both("Answer in 5 days", "Responder en 5 días"),
        threshold: "5 days".to_owned(),
        ..input(line.standard.service)
    };
    standards::change(app, &operator, line.standard.id, &change).await.unwrap();
    standards::unpublish(app, &operator, line.standard.id).await.unwrap();
    // An older year that comes later does not bring its target back.
    let older = record().replace("2023-2024", "2021-2022");
    bring(app, older, Options::default()).await;
    bring(app, record(), Options::default()).await;
    let found = standards::find(app, &operator, line.standard.id).await.unwrap();
    assert_eq!(found.standard.promise.get(Language::Es), "Responder en 5 días");
    assert_eq!(found.standard.threshold.unwrap().to_string(), "5 days");
    assert_eq!(found.standard.target.unwrap().to_string(), "0.9", "the record's newest year counts");
    assert!(!found.standard.is_published());
    assert_eq!(found.results.len(), 3);
}

#[story]
async fn the_published_record_comes_in_whole_and_goes_out_as_it_was(app: TestApp) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/standards/gc_service_standards_2024.csv");
    let Ok(file) = File::open(&path) else {
        eprintln!("skipped: the published record of service standards does not lie beside the checkout");
        return;
    };
    let app = &app.app;
    let report = imports::import_standards(app, &Viewer::operator(), file, Options::default()).await.unwrap();
    assert_eq!((report.read, report.inserted, report.updated, report.refused), (2_343, 2_343, 0, 0));
    let sorted = |mut rows: Vec<StandardRow>| {
        rows.sort_by_key(|row| row.source.key());
        rows
    };
    let file = File::open(&path).unwrap();
    let theirs = StandardReader::new(file, date(2026, 3, 1)).unwrap().map(Result::unwrap).collect();
    assert!(sorted(exported(app, Shown::Published).await) == sorted(theirs), "not a cell differs");
    let page = standards::public(app, "", 1).await.unwrap();
    assert_eq!((page.total, page.pages, page.services.len()), (1_001, 51, 20));
}

#[story]
async fn a_standard_is_entered_judged_and_published(app: TestApp) {
    let app = &app.app;
    let operator = Viewer::operator();
    let standard = entered(app).await;
    assert_eq!(standard.target.unwrap().to_string(), "0.995");
    assert!(not_found(standards::public_service(app, standard.service).await), "not published yet");
    standards::set_result(app, &operator, standard.id, &result("2024-2025", 9, 9)).await.unwrap();
    standards::set_result(app, &operator, standard.id, &result("2023-2024", 995, 1_000)).await.unwrap();
    standards::publish(app, &operator, standard.id).await.unwrap();

    let service = standards::public_service(app, standard.service).await.unwrap();
    let claims: Vec<_> = service.standards[0].results.iter().map(|judged| judged.claim).collect();
    assert_eq!(claims, [Claim::TooFew, Claim::Met], "nothing is claimed of nine cases");
    let rows = exported(app, Shown::Published).await;
    let outcomes: Vec<_> = rows.iter().map(|row| row.result.stated.unwrap()).collect();
    assert_eq!(outcomes, [Outcome::Met, Outcome::NotKnown], "open data claims no more than the page");

    // Another target judges the years to come alone.
    let stricter = StandardInput { target: "99.9".to_owned(), ..input(standard.service) };
    standards::change(app, &operator, standard.id, &stricter).await.unwrap();
    standards::set_result(app, &operator, standard.id, &result("2023-2024", 996, 1_000)).await.unwrap();
    let found = standards::find(app, &operator, standard.id).await.unwrap();
    assert_eq!(found.results[1].claim, Claim::Met);

    standards::remove_result(app, &operator, standard.id, "2024-2025".parse().unwrap()).await.unwrap();
    standards::unpublish(app, &operator, standard.id).await.unwrap();
    assert!(not_found(standards::public_service(app, standard.service).await));
    assert_eq!(exported(app, Shown::Published).await, []);
    assert_eq!(exported(app, Shown::All).await.len(), 1);
}

#[story]
async fn what_does_not_fit_is_refused_by_field(app: TestApp) {
    let app = &app.app;
    let operator = Viewer::operator();
    let standard = entered(app).await;
    let wrong = StandardInput {
        promise: Translated::default(),
        threshold: "soon".to_owned(),
        target: "101".to_owned(),
        organisation: Some(catsup_model::id::OrganisationId(5)),
        effective_until: Some(date(2024, 12, 31)),
        ..input(standard.service)
    };
    assert_eq!(
        refused(standards::change(app, &operator, standard.id, &wrong).await),
        [
            "promise: required",
            "threshold: time-promised",
            "target: percentage",
            "organisation: unknown",
            "effective_until: ends-before-start"
        ]
    );
    let set = async |input| refused(standards::set_result(app, &operator, standard.id, &input).await);
    assert_eq!(set(result("2025", 1, 2)).await, ["year: fiscal-year"]);
    assert_eq!(set(result("2190-2191", 1, 2)).await, ["year: fiscal-year-ahead"]);
    assert_eq!(set(result("2024-2025", 3, 2)).await, ["kept: more-than-total"]);
    assert_eq!(set(result("2024-2025", -1, 2)).await, ["kept: negative"]);
    let nothing = ResultInput { year: "2024-2025".to_owned(), kept: None, total: None };
    assert_eq!(set(nothing).await, ["total: required"]);
}

#[story]
async fn every_use_case_refuses_those_who_may_not(app: TestApp) {
    let app = &app.app;
    let standard = entered(app).await;
    let (id, service_id) = (standard.id, standard.service);
    let year = "2024-2025".parse().unwrap();
    let nobody = Viewer::public();
    let reader = staff(app, "reader@example.gov", Role::Viewer, Some(standard.organisation)).await.viewer;
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let stranger = staff(app, "stranger@example.gov", Role::CxLead, Some(elsewhere)).await.viewer;

    assert!(denied(standards::list(app, &nobody, "", 1).await));
    assert!(denied(standards::find(app, &nobody, id).await));
    let file = || std::io::Cursor::new(record().into_bytes());
    assert!(denied(imports::import_standards(app, &stranger, file(), Options::default()).await));
    let export = standards::export(app, &stranger, Shown::All, TableFormat::Csv, Vec::new()).await;
    assert!(denied(export));

    assert_eq!(standards::find(app, &reader, id).await.unwrap().standard, standard);
    for viewer in [&nobody, &reader] {
        assert!(denied(standards::add(app, viewer, &input(service_id)).await));
        assert!(denied(standards::change(app, viewer, id, &input(service_id)).await));
        assert!(denied(standards::publish(app, viewer, id).await));
        assert!(denied(standards::unpublish(app, viewer, id).await));
        assert!(denied(standards::set_result(app, viewer, id, &result("2024-2025", 1, 2)).await));
        assert!(denied(standards::remove_result(app, viewer, id, year).await));
    }
    assert_eq!(standards::list(app, &stranger, "", 1).await.unwrap().total, 0);
    assert!(not_found(standards::find(app, &stranger, id).await));
    assert!(not_found(standards::add(app, &stranger, &input(service_id)).await));
    assert!(not_found(standards::change(app, &stranger, id, &input(service_id)).await));
    assert!(not_found(standards::publish(app, &stranger, id).await));
    assert!(not_found(standards::set_result(app, &stranger, id, &result("2024-2025", 1, 2)).await));
    assert!(not_found(standards::publish(app, &Viewer::operator(), StandardId(4)).await));
    assert!(not_found(standards::public_service(app, ServiceId(4)).await));
    let missing = standards::remove_result(app, &Viewer::operator(), id, year).await;
    assert!(not_found(missing), "no result of that year");
}
