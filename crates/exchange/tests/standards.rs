//! The record of service standards: what every row must hold, what is noticed, and the published file whole.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Cursor, Seek},
    path::PathBuf,
};

use catsup_exchange::{
    ExchangeError, Finding, Reason, Refused, Severity, StandardReader, StandardRow, StandardWriter,
    TableFormat, standards::COLUMNS,
};
use catsup_model::standard::{Claim, Outcome, StandardChannel, StandardKind};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 3, 1);

/// The published file, where it lies beside the checkout.
fn published() -> Option<File> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/standards/gc_service_standards_2024.csv");
    File::open(path).ok()
}

const GOOD: [&str; 24] = [
    "2023-2024",
    "2224",
    "Contact  Centre",
    "Centre d’appels",
    "3261",
    "Answer calls received within 60 seconds",
    "On répond aux appels dans un délai de 60 secondes",
    "TML",
    "TEL",
    "",
    "",
    "0.9",
    "31283",
    "31689",
    "0.9872",
    "",
    "",
    "Y",
    "https://example.gc.ca/en",
    "https://example.gc.ca/fr",
    "",
    "",
    "aafc-aac",
    "Agriculture and Agri-Food Canada | Agriculture et Agroalimentaire Canada",
];

/// Files of good rows, each with some cells spoilt.
fn file(rows: &[&[(&str, &str)]]) -> String {
    let line = |cells: &[&str]| {
        let quoted = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        quoted.collect::<Vec<_>>().join(",") + "\r\n"
    };
    rows.iter().fold(line(&COLUMNS), |file, spoilt| {
        let mut cells = GOOD;
        for (column, cell) in *spoilt {
            cells[COLUMNS.iter().position(|name| name == column).unwrap()] = cell;
        }
        file + &line(&cells)
    })
}

fn read(text: &str) -> (Vec<Result<StandardRow, Refused>>, Vec<Finding>) {
    let mut reader = StandardReader::new(text.as_bytes(), TODAY).unwrap();
    let rows = reader.by_ref().collect();
    (rows, reader.findings())
}

fn rules(findings: &[Finding]) -> BTreeMap<&str, (u64, Severity)> {
    findings.iter().map(|finding| (finding.rule.as_str(), (finding.rows, finding.severity))).collect()
}

#[test]
fn a_row_becomes_a_standard_and_its_result() {
    let (rows, findings) = read(&file(&[&[]]));
    let row = rows[0].as_ref().unwrap();
    assert_eq!(row.source.key(), "gc:standard:2224:3261");
    assert_eq!((row.kind, row.channel), (StandardKind::Timeliness, StandardChannel::Phone));
    assert_eq!(row.service.name, "Contact Centre");
    assert_eq!(row.organisation.name, "Agriculture and Agri-Food Canada");
    assert_eq!(row.source.promise_fr, "On répond aux appels dans un délai de 60 secondes");
    assert_eq!(row.result.target.unwrap().to_string(), "0.9");
    assert_eq!((row.result.kept, row.result.total), (Some(31_283), Some(31_689)));
    assert_eq!((row.result.claim(10), row.result.stated), (Claim::Met, Some(Outcome::Met)));
    assert_eq!(findings, []);
}

#[test]
fn a_bad_cell_is_refused_with_its_column_and_row() {
    for (column, cell, reason) in [
        ("service_id", " ", Reason::Blank),
        ("service_standard_id", "", Reason::Blank),
        ("service_standard_en", "", Reason::Blank),
        ("owner_org", "", Reason::Blank),
        ("fiscal_yr", "2023", Reason::NotAQuarter("2023".into())),
        ("target", "90%", Reason::NotAShare("90%".into())),
        ("target", "1.2", Reason::NotAShare("1.2".into())),
        ("volume_meeting_target", "-1", Reason::NotACount("-1".into())),
        ("total_volume", "many", Reason::NotACount("many".into())),
    ] {
        let (rows, _) = read(&file(&[&[(column, cell)], &[]]));
        let refused = rows[0].as_ref().unwrap_err();
        assert_eq!((refused.row, refused.column.as_deref()), (2, Some(column)));
        assert_eq!(refused.reason, reason);
        assert!(rows[1].is_ok(), "the rows after it are read");
    }
    for (column, cell) in [("type", "FAST"), ("channel", "PIGEON"), ("target_met", "maybe")] {
        let (rows, _) = read(&file(&[&[(column, cell)]]));
        let refused = rows[0].as_ref().unwrap_err();
        assert!(matches!(&refused.reason, Reason::UnknownChoice { value, .. } if value == cell), "{column}");
    }
}

#[test]
fn a_blank_volume_is_missing_and_not_nothing() {
    let (rows, findings) =
        read(&file(&[&[("volume_meeting_target", ""), ("performance", ""), ("target_met", "NA")]]));
    let row = rows[0].as_ref().unwrap();
    assert_eq!((row.result.kept, row.result.total), (None, Some(31_689)));
    assert_eq!(row.result.claim(0), Claim::NotReported);
    assert_eq!(rules(&findings), BTreeMap::from([("volume_blank", (1, Severity::Info))]));
}

#[test]
fn each_rule_of_quality_counts_its_rows() {
    for (spoilt, expected) in [
        (vec![("fiscal_yr", "2025-2026")], vec![("qa_ss_fiscal_yr_out_of_scope", Severity::Error)]),
        (
            vec![("volume_meeting_target", "40000"), ("performance", "1.2623")],
            vec![("qa_performance_over_100", Severity::Error)],
        ),
        (
            vec![
                ("volume_meeting_target", "0"),
                ("total_volume", "0"),
                ("performance", ""),
                ("target_met", "NA"),
            ],
            vec![("qa_no_ss_volume", Severity::Warning)],
        ),
        (vec![("target_met", "N")], vec![("target_met_contradicts_volumes", Severity::Warning)]),
        (vec![("target_met", "NA")], vec![("target_met_contradicts_volumes", Severity::Warning)]),
        (vec![("performance", "0.91")], vec![("performance_differs_from_volumes", Severity::Warning)]),
        (vec![("performance", "")], vec![("performance_differs_from_volumes", Severity::Warning)]),
        (vec![("target", ""), ("target_met", "NA")], vec![("target_missing", Severity::Info)]),
        (vec![("target", "0"), ("target_met", "NA")], vec![("target_zero", Severity::Info)]),
    ] {
        let (rows, findings) = read(&file(&[&spoilt]));
        assert!(rows[0].is_ok(), "{spoilt:?}");
        let expected: BTreeMap<_, _> = expected.into_iter().map(|(rule, how)| (rule, (1, how))).collect();
        assert_eq!(rules(&findings), expected, "{spoilt:?}");
    }
}

#[test]
fn rows_are_held_against_earlier_ones() {
    let (rows, findings) = read(&file(&[
        &[],
        &[("service_standard_id", "9"), ("service_name_en", "Contact Center")],
        &[("service_standard_id", "10"), ("owner_org", "ic"), ("owner_org_title", "Industry")],
        &[("service_id", "77")],
        &[],
    ]));
    let second = rows[1].as_ref().unwrap();
    assert_eq!(
        (second.service.name.as_str(), second.source.service_name_en.as_str()),
        ("Contact Centre", "Contact Center")
    );
    assert_eq!(
        rules(&findings),
        BTreeMap::from([
            ("service_name_differs", (1, Severity::Info)),
            ("qa_reused_sid", (1, Severity::Error)),
            ("standard_id_reused", (1, Severity::Info)),
            ("repeated_key", (1, Severity::Warning)),
        ])
    );
}

#[test]
fn a_file_without_its_columns_is_named_at_once() {
    let error = StandardReader::new("fiscal_yr,service_id\n".as_bytes(), TODAY).err().unwrap();
    let ExchangeError::MissingColumns { names } = error else { panic!("{error}") };
    assert!(names.contains("service_standard_id") && names.contains("total_volume"), "{names}");
    assert!(!names.contains("comments"), "{names}");
}

#[test]
fn the_published_file_is_read_whole_and_written_back_as_it_was() {
    let Some(mut file) = published() else {
        eprintln!("skipped: the published record of service standards does not lie beside the checkout");
        return;
    };
    let mut reader = StandardReader::new(&file, TODAY).unwrap();
    let rows: Vec<StandardRow> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2_343);
    let count = |kind| rows.iter().filter(|row| row.kind == kind).count();
    let kinds = [StandardKind::Timeliness, StandardKind::Access, StandardKind::Accuracy, StandardKind::Other];
    assert_eq!(kinds.map(count), [1_966, 184, 125, 68]);
    let stated = |outcome| rows.iter().filter(|row| row.result.stated == Some(outcome)).count();
    assert_eq!([Outcome::Met, Outcome::Missed, Outcome::NotKnown].map(stated), [1_313, 470, 560]);
    let findings = reader.findings();
    let rules = rules(&findings);
    assert_eq!(rules["qa_performance_over_100"], (9, Severity::Error));
    assert_eq!(rules["qa_no_ss_volume"], (475, Severity::Warning), "189 blank, 286 zero");
    assert_eq!(rules["target_missing"], (117, Severity::Info));
    assert_eq!(rules["target_zero"], (43, Severity::Info));
    assert_eq!(rules["target_met_contradicts_volumes"], (6, Severity::Warning), "met by rounding only");
    assert!(!rules.contains_key("performance_differs_from_volumes"), "{rules:?}");
    assert!(!rules.contains_key("qa_ss_fiscal_yr_out_of_scope"), "{rules:?}");
    assert!(!rules.contains_key("repeated_key"), "{rules:?}");

    let mut writer = StandardWriter::new(TableFormat::Csv, Vec::new(), Timestamp::UNIX_EPOCH).unwrap();
    for row in &rows {
        let met = row.result.stated.unwrap();
        writer.write(row, row.result.performance(), met).unwrap();
    }
    let written = writer.finish().unwrap();
    file.rewind().unwrap();
    let again: Vec<StandardRow> =
        StandardReader::new(&written[..], TODAY).unwrap().map(Result::unwrap).collect();
    assert_eq!(again, rows);
    let performance = COLUMNS.iter().position(|name| *name == "performance").unwrap();
    for (mut ours, mut theirs) in cells(Cursor::new(written)).into_iter().zip(cells(file)) {
        let shares = [&mut ours, &mut theirs].map(|row| std::mem::take(&mut row[performance]));
        match shares.each_ref().map(|share| share.parse::<f64>()) {
            // The record rounds a binary fraction, so that a tie (643 of 800) may go the other way.
            [Ok(ours), Ok(theirs)] => assert!((ours - theirs).abs() < 1.01e-4, "{shares:?}"),
            _ => assert_eq!(shares[0], shares[1]),
        }
        assert_eq!(ours, theirs, "cell by cell");
    }
}

fn cells(file: impl std::io::Read) -> Vec<Vec<String>> {
    let records = catsup_exchange::delimited::Delimited::new(file).unwrap();
    let mut rows = Vec::new();
    for record in records {
        let cells = record.unwrap().cells;
        let plain = |cell: &String| cell.trim().trim_start_matches('\'').to_owned();
        rows.push(cells.iter().map(plain).collect());
    }
    rows
}
