//! The federal submission file: cells checked, three-valued drivers kept.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

mod support;

use std::{fs::File, io::Cursor, path::PathBuf};

use catsup_exchange::{
    ExchangeError, ImportedRow, Reason, Refused, Table,
    federal::{columns, read_federal, recognises},
};
use catsup_model::{instrument::InstrumentCode, survey::SurveyDefinition};
use support::survey;

fn read(rows: &str, definition: &SurveyDefinition) -> Vec<Result<ImportedRow, Refused>> {
    let file = format!("{}\n{rows}", columns().join(","));
    let mut table = Table::open(Cursor::new(file.as_bytes()), None).unwrap();
    assert!(recognises(table.header()));
    read_federal(&mut table, definition).unwrap().collect()
}

/// A file of the published fixtures, where it lies beside the checkout.
fn published(name: &str) -> Option<Table<File>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/touchpoints").join(name);
    File::open(path).ok().map(|file| Table::open(file, None).unwrap())
}

#[test]
fn the_columns_are_those_of_the_federal_file() {
    assert_eq!(columns().len(), 17);
    assert_eq!(columns()[2], "positive_effectiveness");
    assert_eq!(columns()[15], "negative_other");
}

#[test]
fn a_driver_is_ticked_or_offered_or_neither() {
    let definition = survey(InstrumentCode::A11V2, &[]);
    let rows = read("1,1,1,0,,,,,,,,,,,,,fine\n2,0,,,,,,,,1,0,0,0,0,0,0,\n3,1,,,,,,,,,,,,,,,\n", &definition);
    let answers = |place: usize| rows[place].as_ref().unwrap().answers(&definition).unwrap();
    let up = answers(0);
    assert_eq!(up.value("answer_01"), Some(1));
    assert_eq!(up.value("answer_02.effectiveness"), Some(1));
    assert_eq!(up.value("answer_02.ease"), Some(0));
    assert_eq!(up.value("answer_02.efficiency"), None);
    assert_eq!(up.given.len(), 4, "trust, two drivers, a comment");
    let down = answers(1);
    assert_eq!((down.value("answer_03.effectiveness"), down.value("answer_03.other")), (Some(1), Some(0)));
    assert_eq!(answers(2).given.len(), 1, "no driver was offered at all");
}

#[test]
fn trust_must_fit_the_scale_of_the_survey() {
    let thumbs = survey(InstrumentCode::A11V2, &[]);
    let points = survey(InstrumentCode::A11V2Radio, &[]);
    for (cell, fits_thumbs, fits_points) in [
        ("0", true, false),
        ("1", true, true),
        ("1.0", true, true),
        ("5", false, true),
        ("6", false, false),
        ("yes", false, false),
    ] {
        let row = format!("1,{cell},,,,,,,,,,,,,,,\n");
        assert_eq!(read(&row, &thumbs)[0].is_ok(), fits_thumbs, "{cell} on thumbs");
        assert_eq!(read(&row, &points)[0].is_ok(), fits_points, "{cell} on five points");
    }
}

#[test]
fn cells_are_checked_one_by_one() {
    let definition = survey(InstrumentCode::A11V2, &["answer_02.humanity"]);
    for (row, column, reason) in [
        (",1,,,,,,,,,,,,,,,", "external_id", Reason::Blank),
        ("1,,1,,,,,,,,,,,,,,", "question_1", Reason::Blank),
        (
            "1,1,2,,,,,,,,,,,,,,",
            "positive_effectiveness",
            Reason::OffScale { value: "2".into(), low: 0, high: 1 },
        ),
        (
            "1,0,,,,,,,,x,,,,,,,",
            "negative_effectiveness",
            Reason::OffScale { value: "x".into(), low: 0, high: 1 },
        ),
        ("1,1,,,,,1,,,,,,,,,,", "positive_humanity", Reason::NotOffered("1".into())),
    ] {
        let rows = read(&format!("{row}\n"), &definition);
        let refused = rows[0].as_ref().unwrap_err();
        assert_eq!((refused.column.as_deref(), &refused.reason), (Some(column), &reason));
    }
    assert!(read("1,1,,,,,0,,,,,,,,,,\n", &definition)[0].is_ok());
}

#[test]
fn another_file_or_another_survey_is_refused_as_a_whole() {
    let mut table = Table::open(Cursor::new(b"external_id,question_1\n1,1\n"), None).unwrap();
    assert!(!recognises(table.header()));
    let definition = survey(InstrumentCode::A11V2, &[]);
    let error = read_federal(&mut table, &definition).err().unwrap();
    assert!(
        error.to_string().starts_with("the file lacks the columns positive_effectiveness, positive_ease")
    );
    let file = columns().join(",");
    let mut table = Table::open(Cursor::new(file.as_bytes()), None).unwrap();
    let nps = survey(InstrumentCode::Nps, &[]);
    assert!(matches!(read_federal(&mut table, &nps), Err(ExchangeError::NotThisForm)));
}

#[test]
fn every_row_of_the_published_placeholder_file_is_refused_with_its_reason() {
    let Some(mut table) = published("cx_responses_upload.csv") else {
        println!(
            "skipped: every_row_of_the_published_placeholder_file_is_refused_with_its_reason: \
             ../shared/data/touchpoints/cx_responses_upload.csv is absent"
        );
        return;
    };
    let definition = survey(InstrumentCode::A11V2, &[]);
    let rows: Vec<_> = read_federal(&mut table, &definition).unwrap().collect();
    assert_eq!(rows.len(), 1000);
    for (place, row) in rows.iter().enumerate() {
        let refused = row.as_ref().unwrap_err();
        assert_eq!(refused.row, place as u64 + 2);
        assert_eq!(refused.column.as_deref(), Some("question_1"));
        assert!(matches!(&refused.reason, Reason::OffScale { value, .. } if value.starts_with("Data ")));
    }
}

#[test]
fn the_published_file_with_a_byte_order_mark_is_read() {
    let Some(mut table) = published("cx_responses_upload_bom.csv") else {
        println!(
            "skipped: the_published_file_with_a_byte_order_mark_is_read: \
             ../shared/data/touchpoints/cx_responses_upload_bom.csv is absent"
        );
        return;
    };
    let definition = survey(InstrumentCode::A11V2, &[]);
    let rows: Vec<_> = read_federal(&mut table, &definition).unwrap().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].external_id.as_deref(), Some("100001"));
    let answers = rows[1].answers(&definition).unwrap();
    assert_eq!((answers.value("answer_02.ease"), answers.value("answer_02.efficiency")), (Some(1), Some(0)));
    assert_eq!(rows[3].raw["answer_04"], "Very intuitive experience, easy!");
}
