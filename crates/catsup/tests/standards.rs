//! `catsup import standards` and `catsup export standards`, run as an operator runs them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

use serde_json::Value;

const RECORD: &str = "fiscal_yr,service_id,service_name_en,service_standard_id,service_standard_en,type,channel,target,\
    volume_meeting_target,total_volume,target_met,owner_org,owner_org_title\n\
    2023-2024,S7,Permits,1,Answer in 5 days,TML,TEL,0.999,1100,1000,Y,abc,Permits Office\n\
    2023-2024,S7,Permits,2,Answer in 9 days,TML,TEL,0.9,,,NA,abc,Permits Office\n\
    2023-2024,S7,Permits,3,Answer in 9 days,TML,PIGEON,0.9,,,NA,abc,Permits Office\n";

fn catsup(data: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_catsup"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .env_remove("CATSUP_DATABASE")
        .env_remove("CATSUP_ANALYTICS")
        .env_remove("CATSUP_CLICKHOUSE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_record_is_imported_with_its_findings_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("standards.csv"));
    let refused = folder.path().join("refused.csv");
    fs::write(&file, RECORD).unwrap();
    let (file, refused_name) = (file.to_str().unwrap(), refused.to_str().unwrap());
    let report = |extra: &[&str]| -> Value {
        let mut arguments = vec!["import", "standards", file, "--json"];
        arguments.extend_from_slice(extra);
        serde_json::from_str(&catsup(&data, &arguments)).unwrap()
    };
    let counts = |report: &Value| ["read", "inserted", "updated", "refused"].map(|key| report[key].clone());
    assert_eq!(counts(&report(&["--dry-run"])), [3, 2, 0, 1].map(Value::from));
    let first = report(&["--refused", refused_name]);
    assert_eq!(counts(&first), [3, 2, 0, 1].map(Value::from));
    let finding = |rule: &str| {
        let all = first["findings"].as_array().unwrap();
        let found = all.iter().find(|finding| finding["rule"] == rule);
        found.map(|finding| (finding["rows"].clone(), finding["severity"].clone()))
    };
    assert_eq!(finding("qa_performance_over_100"), Some((1.into(), "error".into())));
    assert_eq!(finding("qa_no_ss_volume"), Some((1.into(), "warning".into())));
    let refused = fs::read_to_string(&refused).unwrap();
    assert!(refused.contains("“PIGEON” is none of the choices"), "{refused}");
    assert_eq!(counts(&report(&[])), [3, 0, 2, 1].map(Value::from));

    let csv = catsup(&data, &["export", "standards", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3);
    assert!(
        csv.contains("2023-2024,S7,Permits,,1,Answer in 5 days,,TML,TEL,,,0.999,1100,1000,1.1,,,Y"),
        "{csv}"
    );
    let json: Value =
        serde_json::from_str(&catsup(&data, &["export", "standards", "--format", "json"])).unwrap();
    assert_eq!((&json[1]["total_volume"], &json[1]["target"]), (&Value::Null, &0.9.into()));
}
