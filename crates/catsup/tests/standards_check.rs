//! `catsup standards check`, run as an analyst runs it; the figures of the council's cases are those of numpy and pandas.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{path::Path, process::Command};

use serde_json::Value;

/// Type, closed, closed within five business days, median of business days (numpy 2.3 `busday_count`, holidays of pandas'
/// `USFederalHolidayCalendar`).
const COUNCIL: [(&str, u64, u64, f64); 16] = [
    ("COVID-19", 5825, 3746, 1.0),
    ("Education", 7865, 3640, 7.0),
    ("Environment", 9389, 4501, 7.0),
    ("Finance", 27841, 20116, 0.0),
    ("General Welfare", 22382, 12827, 3.0),
    ("Governmental Operations", 11085, 6799, 2.0),
    ("Health", 6668, 2986, 8.0),
    ("Housing and Buildings", 78535, 33341, 11.0),
    ("Immigration", 17665, 10821, 0.0),
    ("Legal Services", 9860, 6413, 0.0),
    ("Parks", 12787, 4898, 13.0),
    ("Public Safety", 12898, 5473, 10.0),
    ("Quality of Life", 7006, 2604, 13.0),
    ("Sanitation", 15485, 8606, 3.0),
    ("Transportation", 41984, 19666, 7.0),
    ("Utilities", 8548, 3158, 15.0),
];

/// Business days, and how many of the council's cases were closed within so many.
const WITHIN: [(u32, u64); 3] = [(0, 118_427), (10, 187_662), (20, 211_658)];

fn run(arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catsup"));
    let output = command.args(["standards", "check"]).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn check(file: &str, further: &[&str]) -> Result<Value, String> {
    let arguments: Vec<_> = [file, "--json"].iter().chain(further).copied().collect();
    run(&arguments).map(|output| serde_json::from_str(&output).unwrap())
}

fn written(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.csv");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_council_s_cases_have_the_figures_of_the_reference() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cases/nyc_council_casework.csv.gz");
    if !file.exists() {
        eprintln!("skipped: ../shared/data/cases/nyc_council_casework.csv.gz is absent");
        return;
    }
    let columns = ["--opened", "opendate", "--closed", "closedate", "--calendar", "us-federal"];
    let asked = |further: &[&str]| {
        let arguments: Vec<_> = columns.iter().chain(further).copied().collect();
        check(file.to_str().unwrap(), &arguments).unwrap()
    };
    let found = asked(&["--by", "complaint_type", "--within", "5"]);
    assert_eq!(found["rows"], 341_299);
    assert_eq!((&found["all"]["open"], &found["all"]["closed"]), (&14_142.into(), &327_157.into()));
    for (figure, expected) in [("median", 5.0), ("p80", 83.0), ("p90", 292.0)] {
        assert_eq!(found["all"][format!("{figure}_business_days")], expected, "{figure}");
    }
    for (group, closed, met, median) in COUNCIL {
        let kept = found["groups"].as_array().unwrap().iter().find(|kept| kept["group"] == group).unwrap();
        assert_eq!((&kept["closed"], &kept["met"]), (&closed.into(), &met.into()), "{group}");
        assert_eq!(kept["median_business_days"], median, "{group}");
        let share = kept["share_met"].as_f64().unwrap();
        assert!((share - met as f64 / closed as f64).abs() < 1e-12, "{group}");
    }
    for (days, met) in WITHIN {
        assert_eq!(asked(&["--within", &days.to_string()])["all"]["met"], met, "{days}");
    }
}

const CASES: &str = "id,opened,closed,kind\n\
    1,2026-03-06T16:30,2026-03-09T09:30,call\n\
    2,2026-03-06T16:30,2026-03-09T09:31,call\n\
    3,2026-07-02T10:00,2026-07-06T10:00,mail\n\
    4,2026-07-02T10:00,,mail\n\
    5,2026-07-02T10:00,2026-07-01T10:00,mail\n\
    6,yesterday,2026-07-01T10:00,\n\
    7,2026-07-02T10:00,2026-07-02T11:00,\n";
const COLUMNS: [&str; 6] = ["--opened", "opened", "--closed", "closed", "--zone", "America/New_York"];

fn of_cases(file: &str, further: &[&str]) -> Result<Value, String> {
    let arguments: Vec<_> = COLUMNS.iter().chain(further).copied().collect();
    check(file, &arguments)
}

#[test]
fn a_business_hour_on_friday_afternoon_ends_on_monday() {
    let (_folder, file) = written(CASES);
    let found = of_cases(&file, &["--within", "1 business hour", "--by", "kind"]).unwrap();
    let calls = &found["groups"][1];
    assert_eq!((&calls["group"], &calls["closed"], &calls["met"]), (&"call".into(), &2.into(), &1.into()));
    assert_eq!(calls["median_hours"], 1.0 + 0.5 / 60.0);
    assert_eq!(calls["median_business_days"], 1.0);
}

#[test]
fn what_cannot_be_used_is_counted_and_said() {
    let (_folder, file) = written(CASES);
    let found = of_cases(&file, &["--within", "0", "--by", "kind", "--as-of", "2026-07-03"]).unwrap();
    assert_eq!((&found["rows"], &found["left_out"]), (&7.into(), &2.into()));
    let rules: Vec<_> = found["findings"].as_array().unwrap().iter().map(|one| one["rule"].clone()).collect();
    assert_eq!(rules, ["closed_before_opened", "no_opening"]);
    let nameless = &found["groups"][0];
    assert_eq!((&nameless["group"], &nameless["closed"]), (&Value::Null, &1.into()));
    // Independence Day was observed on Friday the third.
    let mail = &found["groups"][2];
    assert_eq!(
        (&mail["median_business_days"], &mail["open"], &mail["overdue"]),
        (&1.0.into(), &1.into(), &1.into())
    );
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let (_folder, file) = written(CASES);
    for (further, part) in [
        (
            vec!["--within", "5", "--by", "type"],
            "there is no column “type” in the file; it has id, opened, closed, kind",
        ),
        (vec!["--within", "5", "--hours", "17:00-09:00"], "“17:00-09:00” ends before it starts"),
        (vec!["--within", "5", "--confidence", "95"], "confidence"),
    ] {
        let error = of_cases(&file, &further).unwrap_err();
        assert!(error.contains(part) && error.lines().count() == 1, "{error}");
    }
    assert!(of_cases(&file, &["--within", "soon"]).unwrap_err().contains("write it as 5 business_days"));
    let (_folder, empty) = written("opened,closed\n");
    assert!(of_cases(&empty, &["--within", "5"]).unwrap_err().contains("no case"));
}

#[test]
fn people_read_a_table() {
    let (_folder, file) = written(CASES);
    let arguments: Vec<_> = [&*file, "--within", "1", "--by", "kind"].into_iter().chain(COLUMNS).collect();
    let table = run(&arguments).unwrap();
    assert!(table.contains("call") && table.contains("in no share") && table.contains("(none)"), "{table}");
}
