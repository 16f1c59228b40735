//! Imports on both databases: what comes in counts, what does not fit is refused with its reason, and a file that comes
//! again changes nothing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
};

use catsup_app::{
    App, Error,
    imports::{self, Options, Report, TableFile},
    responses::{self, ResponseFilter},
    scorecards::{self, Pooling, Scorecard, ScorecardQuery},
    surveys::{self, SurveyFields},
};
use catsup_model::{
    Channel, Language, Measure, Role, Viewer,
    directory::Service,
    instrument::{Instrument, InstrumentCode, Setup},
    notice::Notices,
    response::Response,
    survey::Survey,
};
use catsup_testing::{TestApp, story};
use tempfile::NamedTempFile;

/// A file of shared data, where it lies beside the checkout.
fn shared(test: &str, path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("skipped: {test}: ../shared/data/{path} is absent");
    None
}

/// A file with this text.
fn written(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

async fn survey(app: &App, service: &Service, instrument: InstrumentCode) -> Survey {
    let names = Instrument::of(instrument).names.iter();
    let fields = SurveyFields {
        name: "After the visit".to_owned(),
        touchpoint: None,
        channel: Channel::Website,
        setup: Setup {
            names: names.map(|name| (name.key.clone(), name.example.clone())).collect(),
            ..Setup::default()
        },
        notices: Notices::default(),
    };
    surveys::set_up(app, &Viewer::operator(), service.id, instrument, fields).await.unwrap()
}

async fn passport(app: &App) -> Service {
    let organisation = common::organisation(app, None, "Department of State").await;
    common::service(app, organisation, "Passport renewal").await
}

async fn bring(app: &App, survey: &Survey, file: &Path, mapping: Option<&str>) -> Report {
    let viewer = Viewer::operator();
    let key = survey.id.to_string();
    let file = TableFile::open(file).unwrap();
    imports::import_responses(app, &viewer, &key, file, mapping, Options::default()).await.unwrap()
}

async fn bring_federal(app: &App, survey: &Survey, file: &Path) -> Report {
    let viewer = Viewer::operator();
    let (key, quarter) = (survey.id.to_string(), "FY2026Q1".parse().unwrap());
    let file = TableFile::open(file).unwrap();
    imports::import_federal(app, &viewer, &key, quarter, file, Options::default()).await.unwrap()
}

fn counts(report: &Report) -> (u64, u64, u64, u64) {
    (report.read, report.inserted, report.updated, report.refused)
}

fn rules(report: &Report) -> Vec<(&str, u64)> {
    report.findings.iter().map(|finding| (finding.rule.as_str(), finding.rows)).collect()
}

async fn all(app: &App) -> Vec<Response> {
    responses::list(app, &Viewer::operator(), ResponseFilter::default(), 10_000).await.unwrap()
}

async fn pooled(app: &App) -> Scorecard {
    let query = ScorecardQuery { pooling: Pooling::Pooled, ..ScorecardQuery::default() };
    scorecards::read(app, &Viewer::operator(), &query).await.unwrap()
}

#[story]
async fn a_file_of_responses_counts_and_comes_again_without_counting_twice(app: TestApp) {
    let Some(file) = shared("a_file_of_responses_counts", "hisp/a11_v1_responses_synthetic.csv") else {
        return;
    };
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V1).await;
    let first = bring(&app, &survey, &file, None).await;
    assert_eq!(counts(&first), (639, 639, 0, 0), "{:?}", first.examples);
    let card = pooled(&app).await;
    let satisfaction = card.measures.iter().find(|one| one.measure == Measure::Satisfaction).unwrap();
    let summary = satisfaction.figure.shown().unwrap();
    assert_eq!(summary.n, 639);

    let again = bring(&app, &survey, &file, None).await;
    assert_eq!(counts(&again), (639, 0, 639, 0));
    assert_eq!(pooled(&app).await.measures, card.measures);
    let one = &all(&app).await[0];
    assert_eq!(one.revision, 2);
    assert!(one.segments.contains_key("region"), "{:?}", one.segments);
    assert_ne!(one.occurred_at, app.now(), "the time is the file's");

    let dry = Options { dry_run: true, ..Options::default() };
    let table = TableFile::open(&file).unwrap();
    let key = survey.id.to_string();
    let dry = imports::import_responses(&app, &Viewer::operator(), &key, table, None, dry).await.unwrap();
    assert_eq!((counts(&dry), dry.run), ((639, 0, 639, 0), None));
    assert_eq!(imports::runs(&app, &Viewer::operator(), None, 10).await.unwrap().len(), 2);
}

#[story]
async fn of_rows_with_one_key_the_last_wins_and_the_others_are_a_finding(app: TestApp) {
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V1).await;
    let file = written("id,answer_01,answer_02\n1,1,5\n2,3,\n1,5,4\n");
    let report = bring(&app, &survey, file.path(), None).await;
    assert_eq!(counts(&report), (3, 2, 1, 0));
    assert_eq!(rules(&report), [("repeated_keys", 1)]);
    let mut values: Vec<Option<i64>> = all(&app).await.iter().map(|one| one.answers[0].value).collect();
    values.sort();
    assert_eq!(values, [Some(3), Some(5)]);

    // Apart by more than a batch, kept or not.
    let mut far = String::from("id,answer_01\nx,1\n");
    (0..600).for_each(|number| far.push_str(&format!("y{number},2\n")));
    far.push_str("x,5\n");
    let far = written(&far);
    let dry = Options { dry_run: true, ..Options::default() };
    let table = TableFile::open(far.path()).unwrap();
    let key = survey.id.to_string();
    let dry = imports::import_responses(&app, &Viewer::operator(), &key, table, None, dry).await.unwrap();
    let kept = bring(&app, &survey, far.path(), None).await;
    assert_eq!(counts(&dry), (602, 601, 1, 0));
    assert_eq!(counts(&kept), counts(&dry));
    assert_eq!(kept.findings, dry.findings);
}

#[story]
async fn rows_without_a_key_are_told_apart_by_what_they_say(app: TestApp) {
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V1).await;
    let file = written("answer_01,answer_09\n5,fine\n5,fine\n4,\n");
    assert_eq!(counts(&bring(&app, &survey, file.path(), None).await), (3, 3, 0, 0));
    assert_eq!(counts(&bring(&app, &survey, file.path(), None).await), (3, 0, 3, 0));
    let longer = written("answer_01,answer_09\n4,\n5,fine\n5,fine\n5,fine\n");
    assert_eq!(counts(&bring(&app, &survey, longer.path(), None).await), (4, 1, 3, 0));
}

#[story]
async fn what_does_not_fit_is_refused_with_its_column_and_reason(app: TestApp) {
    let app = app.app;
    let service = passport(&app).await;
    let survey = survey(&app, &service, InstrumentCode::A11V1).await;
    let file = written(
        "id,answer_01,service,created at,region\n\
         1,6,Passport renewal,2026-01-05,North\n\
         2,5,Visas,2026-01-05,North\n\
         3,5,passport-renewal,2030-01-05,North\n\
         4,Strongly agree,PASSPORT RENEWAL,2026-01-05,North\n",
    );
    let report = bring(&app, &survey, file.path(), None).await;
    assert_eq!(counts(&report), (4, 1, 0, 3));
    let run = report.run.unwrap();
    let refused = imports::refusals(&app, &Viewer::operator(), run, 0, 10).await.unwrap();
    let reasons: Vec<(i64, &str)> = refused.iter().map(|one| (one.row, one.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (2, "answer_01: “6” is off the scale; a whole number from 1 to 5 is needed"),
            (3, "service: “Visas” is not a service you may import for"),
            (4, "created at: 2030-01-05T05:00:00Z must not lie in the future"),
        ]
    );
    let stored = all(&app).await;
    assert_eq!(stored.len(), 1);
    assert_eq!((stored[0].service, stored[0].segments["region"].as_str()), (service.id, "North"));
    let mut table = imports::refused_table(&app, &Viewer::operator(), run).await.unwrap();
    let mut text = Vec::new();
    while let Some(part) = table.recv().await {
        text.extend(part.unwrap());
    }
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("row,reason,cell_1,"), "{text}");
    assert!(text.contains("3,service: “Visas” is not a service you may import for,2,5,Visas"), "{text}");
}

#[story]
async fn a_saved_mapping_is_taken_for_files_of_its_layout(app: TestApp) {
    let app = app.app;
    let viewer = Viewer::operator();
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V1).await;
    let key = survey.id.to_string();
    let file = written("Nummer,Note\n1,great\n");
    let toml = "external_id = \"Nummer\"\n[questions]\nNote = \"answer_02\"\n[labels.Note]\ngreat = 5\n";
    let wrong = "[questions]\nNotes = \"answer_99\"\n";
    let open = || TableFile::open(file.path()).unwrap();
    let refused =
        imports::import_responses(&app, &viewer, &key, open(), Some(wrong), Options::default()).await;
    assert_eq!(common::refused(refused), ["mapping: mapping", "mapping: mapping"]);

    let mapping = imports::Mapping::from_toml(toml).unwrap();
    imports::save_mapping(&app, &viewer, &key, &mapping).await.unwrap();
    let preview = imports::preview(&app, &viewer, &key, open(), None).await.unwrap();
    assert!(preview.saved && preview.problems.is_empty());
    assert_eq!((preview.columns.len(), preview.samples[0][1].as_str()), (2, "great"));
    assert_eq!(counts(&bring(&app, &survey, file.path(), None).await), (1, 1, 0, 0));
    let other = written("id,answer_02\n9,3\n");
    assert_eq!(counts(&bring(&app, &survey, other.path(), None).await), (1, 1, 0, 0));
}

#[story]
async fn answers_that_were_not_asked_are_left_out_and_counted(app: TestApp) {
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V2).await;
    let file = written("id,answer_01,answer_02.ease,answer_03.ease\n1,1,1,1\n2,0,,1\n");
    let report = bring(&app, &survey, file.path(), None).await;
    assert_eq!(counts(&report), (2, 2, 0, 0));
    assert_eq!(rules(&report), [("answers_not_asked", 1)]);
    let up = all(&app).await.pop().unwrap();
    assert!(up.answers.iter().all(|answer| answer.question != "answer_03.ease"), "{:?}", up.answers);
}

#[story]
async fn the_federal_file_counts_in_its_quarter(app: TestApp) {
    let Some(file) = shared("the_federal_file_counts", "touchpoints/cx_responses_upload_bom.csv") else {
        return;
    };
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V2).await;
    assert_eq!(counts(&bring_federal(&app, &survey, &file).await), (4, 4, 0, 0));
    assert_eq!(counts(&bring_federal(&app, &survey, &file).await), (4, 0, 4, 0));
    let stored = all(&app).await;
    assert_eq!(stored.len(), 4);
    assert!(
        stored
            .iter()
            .all(|one| one.occurred_at.to_string() == "2025-11-15T17:00:00Z" && one.language == Language::En)
    );
    // Another quarter may use the same keys.
    let (viewer, key, quarter) = (Viewer::operator(), survey.id.to_string(), "FY2025Q4".parse().unwrap());
    let table = TableFile::open(&file).unwrap();
    let other =
        imports::import_federal(&app, &viewer, &key, quarter, table, Options::default()).await.unwrap();
    assert_eq!(counts(&other), (4, 4, 0, 0));
}

#[story]
async fn a_federal_file_of_placeholders_is_refused_row_by_row(app: TestApp) {
    let Some(file) = shared("a_federal_file_of_placeholders", "touchpoints/cx_responses_upload.csv") else {
        return;
    };
    let app = app.app;
    let survey = survey(&app, &passport(&app).await, InstrumentCode::A11V2).await;
    let report = bring_federal(&app, &survey, &file).await;
    assert!(report.read >= 999 && report.refused == report.read, "{:?}", counts(&report));
    assert_eq!(
        report.examples[0].reason,
        "question_1: “Data 1-1” is off the scale; a whole number from 0 to 1 is needed"
    );
}

#[story]
async fn an_import_stays_within_what_the_viewer_may_import_for(app: TestApp) {
    let app = app.app;
    let here = common::organisation(&app, None, "Here").await;
    let there = common::organisation(&app, None, "There").await;
    let service = common::service(&app, there, "Permits").await;
    let survey = survey(&app, &service, InstrumentCode::A11V1).await;
    let file = written("id,answer_01\n1,5\n");
    let key = survey.id.to_string();
    let open = || TableFile::open(file.path()).unwrap();
    let owner = common::staff(&app, "owner@example.gov", Role::ServiceOwner, Some(here)).await.viewer;
    let refused = imports::import_responses(&app, &owner, &key, open(), None, Options::default()).await;
    assert!(common::not_found(refused));
    let agent = common::staff(&app, "agent@example.gov", Role::Agent, Some(there)).await.viewer;
    let refused = imports::import_responses(&app, &agent, &key, open(), None, Options::default()).await;
    assert!(common::denied(refused));

    let run = bring(&app, &survey, file.path(), None).await.run.unwrap();
    let seen = imports::run(&app, &owner, run).await;
    assert!(matches!(seen, Err(Error::NotFound(_))), "somebody else's file");
    assert!(imports::runs(&app, &owner, None, 10).await.unwrap().is_empty());
}

/// Pooled means and n of q1 to q7, and findings with their rows, as the reference computed them from the file.
const ORACLE: [(Measure, f64, u64); 7] = [
    (Measure::Satisfaction, 4.391, 9_793_202),
    (Measure::Trust, 4.104, 8_755_803),
    (Measure::Effectiveness, 4.286, 8_462_901),
    (Measure::Ease, 4.304, 8_538_277),
    (Measure::Efficiency, 4.222, 7_257_684),
    (Measure::Transparency, 4.500, 2_636_374),
    (Measure::Employee, 4.619, 5_874_604),
];

#[story]
async fn the_federal_quarterly_results_reproduce_the_published_figures(app: TestApp) {
    let name = "hisp/hisp_quarterly_2021q1_2023q1.csv";
    let Some(path) = shared("the_federal_quarterly_results", name) else { return };
    let app = app.app;
    let viewer = Viewer::operator();
    let bring = async || {
        imports::import_hisp(&app, &viewer, File::open(&path).unwrap(), Options::default()).await.unwrap()
    };
    let report = bring().await;
    assert_eq!(counts(&report), (481, 481, 0, 0));
    let rows = rules(&report);
    for expected in [194, 17, 5, 8, 7, 193, 236, 44, 57, 62] {
        assert!(rows.iter().any(|(_, rows)| *rows == expected), "no finding in {expected} rows: {rows:?}");
    }
    let card = pooled(&app).await;
    let rate = &card.response_rate;
    assert_eq!(
        (card.answered, rate.offered, rate.customers),
        (Some(10_738_927), Some(395_997_777), Some(2_882_052_114))
    );
    for (measure, mean, n) in ORACLE {
        let series = card.measures.iter().find(|one| one.measure == measure).unwrap();
        let summary = series.figure.shown().unwrap();
        assert_eq!((summary.n, (summary.mean * 1000.0).round() / 1000.0), (n, mean), "{measure}");
    }
    let again = bring().await;
    assert_eq!(counts(&again), (481, 0, 481, 0));
    assert_eq!(pooled(&app).await, card, "counting it twice changes nothing");
}
