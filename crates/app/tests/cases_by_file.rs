//! Cases by file on both databases: they come in under their keys, again changes nothing, nobody is alarmed, and what goes out
//! names nobody unless that is asked for.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    sync::{Arc, Mutex},
};

use catsup_app::{
    App, Error,
    calendars::{self, EnteredCalendar},
    cases::{
        self, CaseExport, CaseQuery, EnteredRule, PersonalData, QueueView,
        act::{Act, Then, act},
    },
    imports::{self, CaseDefaults, CaseField, CaseFile, CaseMapping, Options, Report, TableFile},
    jobs,
    standards::TableFormat,
};
use catsup_exchange::{Cell, TableWriter};
use catsup_model::{
    Role, Viewer,
    case::{Case, CaseEventKind, CaseSource, CaseStatus, ClockKind},
    id::CaseId,
    period::Days,
};
use catsup_testing::{TestApp, story};
use common::{denied, organisation, service, staff};
use jiff::{ToSpan as _, civil::date};

const FILE: &str = "case_id,opened,closed,service,kind,channel,type,subtype,description,customer name,ward\n\
    A1,2019-03-04,2019-03-08,Roads,complaint,phone,Street,Pothole,,Ann,7\n\
    A2,2026-03-02,,Roads,request,website,Street,Lamp,It is dark. Nobody comes.,Bo,7\n\
    A3,2024-05-06 10:00,2024-05-06 12:30,Parks,question,,Trees,,,,\n\
    A4,2026-03-09,2026-02-01,Parks,,,Trees,,,,\n\
    A5,2014-01-02,,Parks,,,Trees,Branch,,,\n\
    A2,2026-03-03,,Roads,request,website,Street,Lamp,It is dark. Nobody comes.,Bo,8\n\
    ,2026-03-05,,,,,Other,,,,\n";

fn table(text: &str) -> TableFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    TableFile::open(file.path()).unwrap()
}

fn wanted() -> CaseFile {
    CaseFile { source: "city".to_owned(), ..CaseFile::default() }
}

async fn bring(app: &App, text: &str, options: Options) -> Report {
    imports::import_cases(app, &Viewer::operator(), wanted(), table(text), options).await.unwrap()
}

fn counts(report: &Report) -> [u64; 4] {
    [report.read, report.inserted, report.updated, report.refused]
}

fn found(report: &Report, rule: &str) -> u64 {
    report.findings.iter().find(|finding| finding.rule == rule).map_or(0, |finding| finding.rows)
}

async fn known(app: &App, key: &str) -> Case {
    let mut transaction = app.store().begin().await.unwrap();
    transaction.cases_of_keys(&[&format!("city {key}")]).await.unwrap().pop().unwrap()
}

async fn everything(app: &App) -> Vec<Case> {
    let query = CaseQuery { view: QueueView::All, ..CaseQuery::default() };
    let list = cases::list(app, &Viewer::operator(), &query).await.unwrap();
    list.lines.into_iter().map(|line| line.case).collect()
}

async fn kinds(app: &App, id: CaseId) -> Vec<CaseEventKind> {
    app.store().case_events(&[id]).await.unwrap().into_iter().map(|event| event.kind).collect()
}

/// First answers within one business day, the end within five; nine to five.
async fn rule(app: &App) {
    let day = || "09:00-17:00".to_owned();
    let entered = EnteredCalendar {
        name: "Office".to_owned(),
        zone: "America/New_York".to_owned(),
        holidays: "us_federal".to_owned(),
        days: [day(), day(), day(), day(), day(), String::new(), String::new()],
    };
    let calendar = calendars::add(app, &Viewer::operator(), &entered).await.unwrap();
    let rule = EnteredRule {
        calendar: calendar.id.to_string(),
        first_response: "1 business_days".to_owned(),
        resolution: "5 business_days".to_owned(),
        ..EnteredRule::default()
    };
    cases::set_rule(app, &Viewer::operator(), None, &rule).await.unwrap();
    jobs::run_due(app).await.unwrap();
}

async fn mails(app: &App) -> i64 {
    app.store().mail_counts().await.unwrap().iter().map(|(_, n)| n).sum()
}

#[story]
async fn cases_come_in_under_their_keys_and_again_changes_nothing(test: TestApp) {
    let app = &test.app;
    rule(app).await;
    let agency = organisation(app, None, "City").await;
    let roads = service(app, agency, "Roads").await;
    let dry = bring(app, FILE, Options { dry_run: true, ..Options::default() }).await;
    assert_eq!(counts(&dry), [7, 5, 1, 1]);
    assert!(everything(app).await.is_empty(), "a dry run keeps nothing");

    let first = bring(app, FILE, Options::default()).await;
    assert_eq!(counts(&first), [7, 5, 1, 1]);
    assert_eq!((found(&first, "repeated_keys"), found(&first, "service_missing")), (1, 1));
    assert_eq!(first.examples[0].reason, "closed: lies before the case was opened");

    let closed = known(app, "A1").await;
    assert_eq!(
        (closed.service, closed.status, closed.source),
        (roads.id, CaseStatus::Resolved, CaseSource::Import)
    );
    assert_eq!((closed.subject.as_str(), closed.attributes["ward"].as_str()), ("Street: Pothole", "7"));
    assert!(
        !closed.attributes.contains_key("customer_name"),
        "a name is kept only where somebody asks for it"
    );
    assert_eq!((closed.due.days_taken, closed.due.in_time, closed.link_serial), (Some(4), Some(true), 0));
    assert_eq!(closed.moments.ended.unwrap().to_string(), "2019-03-08T05:00:00Z", "a day in the zone");
    assert_eq!(kinds(app, closed.id).await, [CaseEventKind::Opened, CaseEventKind::Resolved]);
    let last = known(app, "A2").await;
    assert_eq!(
        (last.attributes["ward"].as_str(), last.status),
        ("8", CaseStatus::New),
        "the last row counts"
    );
    assert_eq!(kinds(app, last.id).await, [CaseEventKind::Opened]);
    assert_eq!(known(app, "A3").await.due.days_taken, Some(0));

    // The order of ids is the order of time, before 2020 too.
    let all = everything(app).await;
    assert_eq!(all.len(), 5);
    assert!(all.is_sorted_by_key(|case| std::cmp::Reverse(case.moments.opened)), "the newest first");
    assert!(all.is_sorted_by_key(|case| std::cmp::Reverse(case.id)) && all.last().unwrap().id.0 < 0);
    let searched = CaseQuery { words: "branch".to_owned(), view: QueueView::All, ..CaseQuery::default() };
    let hits = cases::list(app, &Viewer::operator(), &searched).await.unwrap();
    assert_eq!(hits.lines.len(), 1, "it is found by its words");
    assert_eq!(hits.lines[0].case.source_key.as_deref(), Some("city A5"));

    let again = bring(app, FILE, Options::default()).await;
    assert_eq!(counts(&again), [7, 0, 6, 1]);
    assert_eq!(found(&again, "unchanged"), 5);
    assert_eq!(everything(app).await, all, "nothing changed");
    assert_eq!(kinds(app, last.id).await.len(), 1);

    // Another source knows other cases by the same keys.
    let other = CaseFile { source: "county".to_owned(), ..CaseFile::default() };
    let report =
        imports::import_cases(app, &Viewer::operator(), other, table(FILE), Options::default()).await;
    assert_eq!(counts(&report.unwrap()), [7, 5, 1, 1]);
    assert_eq!(everything(app).await.len(), 10);
    let numbers: HashSet<_> = everything(app).await.into_iter().map(|case| case.number).collect();
    assert_eq!(numbers.len(), 10);
}

#[story]
async fn a_row_that_says_something_else_changes_what_the_file_owns_and_staff_keep_theirs(test: TestApp) {
    let app = &test.app;
    rule(app).await;
    let agency = organisation(app, None, "City").await;
    service(app, agency, "Roads").await;
    bring(app, FILE, Options::default()).await;
    let agent = staff(app, "agent@example.gov", Role::Agent, Some(agency)).await.viewer;
    let case = known(app, "A2").await;
    let (text, next_step, by) = ("We come on Monday.".to_owned(), String::new(), String::new());
    let reply =
        Act::Reply { text, next_step, by, then: Then::Waiting, seen: case.revision, answers: Vec::new() };
    let answered = act(app, &agent, case.id, reply).await.unwrap();
    bring(app, FILE, Options::default()).await;
    assert_eq!(known(app, "A2").await, answered, "the row says what it said");

    let closed = FILE.replace("A2,2026-03-03,,", "A2,2026-03-03,2026-03-09,").replace("2019-03-08", "");
    let report = bring(app, &closed, Options::default()).await;
    assert_eq!(found(&report, "unchanged"), 3);
    let ended = known(app, "A2").await;
    assert_eq!((ended.status, ended.id, ended.number), (CaseStatus::Resolved, case.id, case.number));
    assert_eq!(ended.moments.first_response, answered.moments.first_response);
    assert_eq!((ended.due.soonest, ended.due.alarm), (None, None));
    assert!(kinds(app, case.id).await.contains(&CaseEventKind::Resolved));
    let reopened = known(app, "A1").await;
    assert_eq!(
        (reopened.status, reopened.moments.ended, reopened.due.days_taken),
        (CaseStatus::New, None, None)
    );
    assert_eq!(reopened.due.alarm, None, "nobody is told of 2019");
    assert_eq!(kinds(app, reopened.id).await.last(), Some(&CaseEventKind::Reopened));
}

#[story]
async fn nobody_is_told_of_what_was_over_when_it_came(test: TestApp) {
    let app = &test.app;
    let report = bring(app, FILE, Options::default()).await;
    assert_eq!(found(&report, "no_handling_rule"), 5);
    assert_eq!(known(app, "A1").await.due.days_taken, None);
    // A rule that comes later finds deadlines of years ago.
    rule(app).await;
    let old = known(app, "A5").await;
    assert_eq!(old.due.alarm, None);
    assert_eq!(old.due.told.len(), 2);
    assert!(old.due.soonest.unwrap() < app.now(), "it is overdue all the same");
    let queue = CaseQuery { view: QueueView::Overdue, ..CaseQuery::default() };
    assert!(!cases::list(app, &Viewer::operator(), &queue).await.unwrap().lines.is_empty());
    jobs::run_due(app).await.unwrap();
    assert_eq!((kinds(app, old.id).await.len(), mails(app).await), (1, 0));
    // What was opened a week ago is still to end: that one is told of when its time comes.
    let running = known(app, "A2").await;
    let told: Vec<ClockKind> = running.due.told.iter().map(|told| told.clock).collect();
    assert!(told.contains(&ClockKind::FirstResponse));
    assert!(running.due.alarm.is_none_or(|alarm| alarm > app.now()));
}

#[story]
async fn columns_services_and_kinds_are_named_beside_the_file(test: TestApp) {
    let app = &test.app;
    let text = "Nr;Beginn;Ende;Was;Art\n1;31.01.2026;;Formular fehlt;Beschwerde\n2;01.02.2026;03.02.2026;Frage;Gruß\n";
    let map = "time_format = \"%d.%m.%Y\"\n[columns]\nopened = \"Beginn\"\nsubject = \"Was\"\nkind = \"Art\"\n\
               [kinds]\nBeschwerde = \"complaint\"\n[defaults]\nservice = \"Forms\"\n";
    let stated = CaseMapping {
        columns: [(CaseField::Key, "Nr".to_owned()), (CaseField::Closed, "Ende".to_owned())].into(),
        defaults: CaseDefaults { organisation: Some("Registry".to_owned()), ..CaseDefaults::default() },
        ..CaseMapping::default()
    };
    let wanted = CaseFile { source: "city".to_owned(), mapping: Some(map.to_owned()), stated };
    let refused = Arc::new(Mutex::new(Vec::new()));
    let options = Options { refused: Some(Box::new(Kept(Arc::clone(&refused)))), ..Options::default() };
    let operator = Viewer::operator();
    let report = imports::import_cases(app, &operator, wanted.clone(), table(text), options).await.unwrap();
    assert_eq!(counts(&report), [2, 1, 0, 1]);
    let refused = String::from_utf8(refused.lock().unwrap().clone()).unwrap();
    assert!(refused.lines().nth(1).unwrap().starts_with("3,Art,“Gruß” is no kind of case"), "{refused}");
    let names: Vec<String> =
        app.store().organisation_list().await.unwrap().iter().map(|one| one.name.to_string()).collect();
    assert_eq!(names, ["Registry"]);
    let services = app.store().service_list(None).await.unwrap();
    assert_eq!(services[0].name.as_str(), "Forms");

    // Whoever may not import everywhere makes no services.
    let elsewhere = organisation(app, None, "Elsewhere").await;
    let lead = staff(app, "lead@example.gov", Role::CxLead, Some(elsewhere)).await.viewer;
    let report =
        imports::import_cases(app, &lead, wanted.clone(), table(text), Options::default()).await.unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 2]);
    let viewer = staff(app, "viewer@example.gov", Role::Viewer, None).await.viewer;
    denied(imports::import_cases(app, &viewer, wanted, table(text), Options::default()).await);
    let wrong = CaseFile { source: "No Source".to_owned(), ..CaseFile::default() };
    let error = imports::import_cases(app, &operator, wrong, table(text), Options::default()).await;
    assert!(matches!(error, Err(Error::Invalid(_))));
}

#[story]
async fn a_workbook_is_read_as_a_text_file_is(test: TestApp) {
    let app = &test.app;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut table = TableWriter::new(TableFormat::Xlsx, &mut file, app.now());
    for (place, line) in FILE.lines().enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        if place == 0 {
            table.header(&cells).unwrap();
        } else {
            table.row(&cells.iter().map(|cell| Cell::Text(cell)).collect::<Vec<_>>()).unwrap();
        }
    }
    table.finish().unwrap();
    let book = || TableFile::open(file.path()).unwrap();
    let operator = Viewer::operator();
    let report = imports::import_cases(app, &operator, wanted(), book(), Options::default()).await.unwrap();
    assert_eq!(counts(&report), [7, 5, 1, 1]);
    // Texts that a spreadsheet keeps are the texts of the file: nothing changes.
    let again = bring(app, FILE, Options::default()).await;
    assert_eq!((counts(&again), found(&again, "unchanged")), ([7, 0, 6, 1], 5));
}

/// Keeps what is written for the test.
struct Kept(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn exported(app: &App, wanted: CaseExport) -> Vec<csv::StringRecord> {
    let mut written = Vec::new();
    let operator = Viewer::operator();
    let rows = cases::export(app, &operator, &wanted, TableFormat::Csv, &mut written).await.unwrap();
    let all: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&written[..])
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(all.len() as u64, rows + 1);
    all
}

#[story]
async fn what_goes_out_tells_ends_apart_and_names_nobody_unless_asked(test: TestApp) {
    let app = &test.app;
    rule(app).await;
    bring(app, FILE, Options::default()).await;
    let rows = exported(app, CaseExport::default()).await;
    assert_eq!(rows.len(), 6);
    let column = |name: &str| rows[0].iter().position(|one| one == name).unwrap();
    let cells = |name: &str| -> Vec<&str> { rows[1..].iter().map(|row| &row[column(name)]).collect() };
    assert_eq!(cells("source_key")[..2], ["city A5", "city A1"], "the oldest first");
    assert_eq!(cells("outcome")[..3], ["open", "resolved_by_agency", "resolved_by_agency"]);
    assert_eq!(cells("resolution_clock")[..3], ["overdue", "met", "met"]);
    assert_eq!((cells("hours_to_end")[2], cells("business_days_to_end")[1]), ("2.5", "4"));
    assert!(
        !rows[0].iter().any(|name| ["description", "subject", "name", "email", "attributes"].contains(&name))
    );
    let personal =
        exported(app, CaseExport { personal: PersonalData::Included, ..CaseExport::default() }).await;
    assert!(personal.iter().any(|row| row.iter().any(|cell| cell.contains("It is dark."))));

    let march = Days::new(date(2026, 3, 1), date(2026, 3, 3)).unwrap();
    let some = CaseExport { days: Some(march), service: Some("roads".to_owned()), ..CaseExport::default() };
    assert_eq!(exported(app, some).await.len(), 2);
    let nowhere = CaseExport { service: Some("nowhere".to_owned()), ..CaseExport::default() };
    let refused = cases::export(app, &Viewer::operator(), &nowhere, TableFormat::Csv, Vec::new()).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    denied(cases::export(app, &Viewer::public(), &CaseExport::default(), TableFormat::Csv, Vec::new()).await);
}

#[story]
async fn the_casework_of_a_city_council_comes_in_as_it_is_published(test: TestApp) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cases/nyc_council_casework.csv.gz");
    let Ok(packed) = std::fs::File::open(&path) else {
        eprintln!("skipped: the published casework does not lie beside the checkout");
        return;
    };
    let app = &test.app;
    rule(app).await;
    // The whole file takes too long without optimisation: the rows of repeated keys, and every hundredth.
    let lines = BufReader::new(flate2::read::GzDecoder::new(packed)).lines().map(Result::unwrap);
    let lines: Vec<String> = lines.collect();
    assert_eq!(lines.len(), 341_300);
    let key = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    let mut seen = HashSet::new();
    let repeated: HashSet<String> =
        lines.iter().map(|line| key(line)).filter(|key| !seen.insert(key.clone())).collect();
    let chosen: Vec<&String> = lines
        .iter()
        .enumerate()
        .filter(|(place, line)| place % 200 == 0 || repeated.contains(&key(line)))
        .map(|(_, line)| line)
        .collect();
    let text = chosen.iter().map(|line| format!("{line}\n")).collect::<String>();
    let rows = chosen.len() as u64 - 1;
    let report = bring(app, &text, Options::default()).await;
    assert_eq!(counts(&report), [rows, rows - 105, 105, 0]);
    assert_eq!(found(&report, "repeated_keys"), 105);
    let again = bring(app, &text, Options::default()).await;
    assert_eq!(counts(&again), [rows, 0, rows, 0]);
    assert_eq!(found(&again, "unchanged"), rows - 105);
    let performance = cases::performance(app, &Viewer::operator(), None).await.unwrap();
    assert_eq!(performance.all.n as u64, rows - 105);
    // As many when every quarter is counted by itself.
    let (mut all, mut open, mut first) = (0, 0, date(2014, 1, 1));
    while first < date(2026, 1, 1) {
        let next = first.saturating_add(3.months());
        let days = Days { first, last: next.yesterday().unwrap() };
        let quarter = cases::performance(app, &Viewer::operator(), Some(days)).await.unwrap();
        (all, open, first) = (all + quarter.all.n, open + quarter.all.open, next);
    }
    assert_eq!((all, open), (performance.all.n, performance.all.open));
    let open = chosen[1..].iter().filter(|line| line.split(',').nth(3) == Some("")).count();
    assert!(performance.all.open > 0 && performance.all.open as usize <= open);
    assert!(performance.by_service.iter().any(|group| group.name == "Housing and Buildings"));
    assert!(app.store().cases_alarmed(app.now(), 10).await.unwrap().is_empty());
}
