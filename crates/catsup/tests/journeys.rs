//! `catsup journeys`, run as an analyst runs it; the figures of the permits are those of pm4py 2.7.23.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

struct Outcome {
    done: bool,
    output: String,
    error: String,
}

impl Outcome {
    fn json(&self) -> Value {
        assert!(self.done, "{}", self.error);
        serde_json::from_str(&self.output).unwrap()
    }

    /// The one line it failed with.
    fn refusal(&self) -> &str {
        assert!(!self.done && self.output.is_empty(), "{}", self.output);
        assert_eq!(self.error.lines().count(), 1, "{}", self.error);
        self.error.trim_end()
    }
}

fn journeys(arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_catsup")).arg("journeys").args(arguments).output().unwrap();
    Outcome {
        done: output.status.success(),
        output: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file beside the repository; `None`, said by name, where it is absent.
fn shared(test: &str, file: &str) -> Option<String> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(file);
    if path.exists() {
        return Some(path.to_str().unwrap().to_owned());
    }
    eprintln!("skipped: {test}: ../shared/{file} is absent");
    None
}

struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// Contacts of customers: a web form that fails and the call a day later, and a letter.
fn contacts() -> String {
    let mut text = "customer,reason,at,channel,device,cost,office\n".to_owned();
    for person in 0..60_u32 {
        let day = 1 + person % 20;
        text += &format!("c{person:02},form,2024-01-{day:02}T09:00:00Z,web,mobile,,north\n");
        if person % 3 == 0 {
            text += &format!("c{person:02},form failed,2024-01-{day:02}T20:00:00Z,phone,,4.5,south\n");
        }
        text += &format!("c{person:02},letter,2024-02-{day:02}T12:00:00Z,mail,,1.25,north\n");
    }
    text
}

const COLUMNS: [&str; 8] =
    ["--case", "customer", "--activity", "reason", "--time", "at", "--channel", "channel"];

fn asked<'a>(command: &'a str, file: &'a str, further: &[&'a str]) -> Vec<&'a str> {
    [command, file].into_iter().chain(COLUMNS).chain(further.iter().copied()).collect()
}

fn close(found: &Value, expected: &Value, tolerance: f64) -> bool {
    (found.as_f64().unwrap() - expected.as_f64().unwrap()).abs() <= tolerance
}

#[test]
fn the_permits_have_the_figures_of_the_reference() {
    let test = "the_permits_have_the_figures_of_the_reference";
    let Some(file) = shared(test, "data/journeys/wabo_receipt.csv.gz") else { return };
    let Some(reference) = shared(test, "reference/wabo_receipt_journeys.json") else { return };
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
    let columns = ["--case", "case:concept:name", "--activity", "concept:name", "--time", "time:timestamp"];
    let arguments =
        ["discover", &file].into_iter().chain(columns).chain(["--channel", "case:channel", "--json"]);
    let found = journeys(&arguments.collect::<Vec<_>>()).json();
    for key in [
        "events",
        "cases",
        "activities",
        "events_by_channel",
        "cases_by_channel",
        "start_activities",
        "end_activities",
        "variant_count",
    ] {
        assert_eq!(found[key], expected[key], "{key}");
    }
    let (edges, known) =
        (found["directly_follows"].as_array().unwrap(), expected["directly_follows"].as_array().unwrap());
    assert_eq!(edges.len(), known.len());
    for edge in known {
        let same = |other: &&Value| other["from"] == edge["from"] && other["to"] == edge["to"];
        let found = edges.iter().find(same).unwrap_or_else(|| panic!("{edge} is missing"));
        assert_eq!(found["count"], edge["count"], "{edge}");
        // The reference is rounded to a millionth of a second.
        assert!(close(&found["mean_seconds"], &edge["mean_seconds"], 1e-6), "{edge} {found}");
        assert!(close(&found["median_seconds"], &edge["median_seconds"], 1e-6), "{edge} {found}");
    }
    let told = |document: &Value| -> Vec<(Value, Value)> {
        let list = document["top_variants"].as_array().unwrap();
        list.iter().map(|variant| (variant["cases"].clone(), variant["path"].clone())).collect()
    };
    assert_eq!(told(&found), told(&expected));
    let (took, known) = (&found["case_duration_seconds"], &expected["case_duration_seconds"]);
    assert!(close(&took["mean"], &known["mean"], 1e-6) && close(&took["median"], &known["median"], 1e-6));
    assert!(close(&took["p90"], &known["p90_linear_interpolation"], 1e-6));
    assert_eq!((&found["left_out"], &found["findings"]), (&Value::from(0), &Value::Array(vec![])));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let files = Files::new();
    let text = contacts();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut turned: Vec<&str> = rows.lines().collect();
    turned.reverse();
    let first = files.write("first.csv", &text);
    let second = files.write("second.csv", &format!("{header}\n{}\n", turned.join("\n")));
    let found = |file: &str| {
        let mut found = journeys(&asked("discover", file, &["--json"])).json();
        found.as_object_mut().unwrap().remove("findings");
        found
    };
    assert_eq!(found(&first), found(&second));
}

#[test]
fn the_keys_of_every_command_are_stable() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let discover = [
        "--json",
        "--step",
        "form",
        "--step",
        "letter",
        "--between",
        "form",
        "letter",
        "--eventually",
        "--compare",
        "office=north",
        "--path-share",
        "0.9",
        "--where",
        "device=mobile",
    ];
    // Every case has an event in the north, so the comparison is with the south.
    let discover: Vec<&str> =
        discover.iter().map(|flag| if *flag == "office=north" { "office=south" } else { flag }).collect();
    let channels = [
        "--json",
        "--by",
        "device",
        "--self-service",
        "web",
        "--cost",
        "cost",
        "--channel-cost",
        "web=0.25",
        "--organisation",
        "office",
    ];
    let next = ["--json", "--minimum-contacts", "10"];
    for (command, flags) in [
        ("discover", discover.as_slice()),
        ("variants", &["--json"]),
        ("conformance", &["--json", "--model-variant", "1"]),
        ("next", &next),
        ("channels", &channels),
    ] {
        let found = journeys(&asked(command, &file, flags)).json();
        insta::assert_snapshot!(format!("journeys_{command}"), shape(&found, ""));
    }
}

/// The keys of a document with the kinds of their values, one a line; of a list, its first entry.
fn shape(value: &Value, at: &str) -> String {
    match value {
        Value::Object(map) => {
            // Objects that map names of the data to figures stand for themselves.
            let counts = [
                "activity_counts",
                "start_activities",
                "end_activities",
                "events_by_channel",
                "cases_by_channel",
            ];
            if counts.iter().any(|name| at.ends_with(name)) {
                return format!("{at}: {{name: number}}\n");
            }
            map.iter().map(|(key, value)| shape(value, &format!("{at}.{key}"))).collect()
        }
        Value::Array(list) => {
            list.first().map_or_else(|| format!("{at}[]\n"), |first| shape(first, &format!("{at}[]")))
        }
        Value::Null => format!("{at}: null\n"),
        Value::Bool(_) => format!("{at}: true or false\n"),
        Value::Number(_) => format!("{at}: number\n"),
        Value::String(_) => format!("{at}: text\n"),
    }
}

#[test]
fn a_failed_form_is_seen_to_cause_calls() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let found =
        journeys(&asked("next", &file, &["--json", "--window", "1d", "--minimum-contacts", "10"])).json();
    let pair = &found["pairs"][0];
    assert_eq!((&pair["reason"], &pair["next"]), (&Value::from("form"), &Value::from("form failed")));
    assert_eq!(
        (&pair["probability"]["successes"], &pair["probability"]["n"]),
        (&Value::from(20), &Value::from(60))
    );
    assert_eq!(pair["median_delay_seconds"], 39_600.0);
    let channels = journeys(&asked(
        "channels",
        &file,
        &["--json", "--self-service", "web", "--cost", "cost", "--channel-cost", "web=0.25"],
    ))
    .json();
    assert_eq!(channels["containment"]["escaped_to"], serde_json::json!([["phone", 20]]));
    assert_eq!(channels["containment"]["contained"]["successes"], 40);
    assert_eq!(channels["cost"]["total"], 60.0 * 1.5 + 20.0 * 4.5);
    assert_eq!(channels["hours"][9], 60);
}

#[test]
fn filters_and_cuts_say_which_journeys_are_meant() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let cases = |further: &[&str]| {
        let flags: Vec<&str> = further.iter().copied().chain(["--json"]).collect();
        journeys(&asked("variants", &file, &flags)).json()["cases"].as_u64().unwrap()
    };
    assert_eq!(cases(&[]), 60);
    assert_eq!(cases(&["--cut-gap", "7d"]), 120);
    assert_eq!(cases(&["--on-channel", "phone"]), 20);
    assert_eq!(cases(&["--where", "device=mobile", "--contains", "form", "--contains", "form failed"]), 20);
    assert_eq!(cases(&["--from", "2024-01-02", "--to", "2024-01-03"]), 6);
    assert_eq!(cases(&["--from", "2024-02-01", "--span", "events"]), 60);
    assert_eq!(cases(&["--coverage", "0.5"]), 40);
    assert_eq!(cases(&["--never", "form failed", "--least", "30d"]), 40);
}

#[test]
fn a_designed_journey_out_of_a_file_is_followed_or_not() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let model = files.write("form.toml", "[[step]]\nactivity = \"form\"\n[[step]]\nactivity = \"letter\"\n");
    let found = journeys(&asked("conformance", &file, &["--json", "--model", &model])).json();
    assert_eq!((&found["conforming"]["successes"], &found["cases"]), (&Value::from(40), &Value::from(60)));
    assert_eq!(found["unexpected"][0]["activity"], "form failed");
    let table = journeys(&asked("conformance", &file, &["--model", &model]));
    assert!(table.output.contains("[unexpected: form failed]"), "{}", table.output);
    let own =
        journeys(&asked("conformance", &file, &["--json", "--model-variant", "1", "--coverage", "0.5"]))
            .json();
    assert_eq!(own["fitness"], 1.0);
    let none = journeys(&asked("conformance", &file, &[]));
    assert!(!none.done && none.error.contains("--model"));
}

#[test]
fn a_log_is_converted_and_stays_the_same() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let figures = |arguments: &[&str]| {
        let found = journeys(arguments).json();
        [found["events"].clone(), found["directly_follows"].clone(), found["events_by_channel"].clone()]
    };
    let expected = figures(&asked("discover", &file, &["--json"]));
    for name in ["log.xes", "log.xes.gz", "log.csv.gz"] {
        let out = files.path(name);
        assert!(journeys(&asked("convert", &file, &["--out", &out])).done);
        assert_eq!(figures(&asked("discover", &out, &["--json"])), expected, "{name}");
    }
}

#[test]
fn bad_files_and_questions_are_refused_in_one_line() {
    let files = Files::new();
    let file = files.write("contacts.csv", &contacts());
    let missing = journeys(&["discover", &file]);
    assert!(
        missing.refusal().contains("the file lacks the columns “case:concept:name”"),
        "{}",
        missing.error
    );
    let broken = files.write("broken.xes", "<log>\n<trace>\n</log>");
    assert!(journeys(&["variants", &broken]).refusal().contains("not well-formed in line 3 (byte "));
    let empty = files.write("empty.xes", "<log></log>");
    assert!(journeys(&["next", &empty]).refusal().contains("no event could be read"));
    let unknown = journeys(&asked("discover", &file, &["--ends-with", "prayer"]));
    assert!(
        unknown.refusal().contains("there is no activity \"prayer\" in the log; it has \"form\""),
        "{}",
        unknown.error
    );
    let nothing = journeys(&asked("discover", &file, &["--from", "2030-01-01"]));
    assert!(nothing.refusal().contains("no case is left"), "{}", nothing.error);
    assert!(journeys(&["discover", &files.path("absent.csv")]).refusal().contains("cannot be read"));
    assert!(
        journeys(&asked("convert", &file, &["--out", &files.path("log.txt")])).refusal().contains(".xes")
    );
}
