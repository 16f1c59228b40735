//! The quarterly file: what every row must hold, what is noticed, and the published figures.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

use std::{collections::BTreeMap, fs::File, path::PathBuf};

use catsup_exchange::{ExchangeError, HispReader, Reason};
use catsup_model::{Channel, Feed, Measure, count_block::NewCountBlock, wording::UNSTATED};
use jiff::civil::date;

/// The published file, where it lies beside the checkout.
fn published() -> Option<File> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/hisp/hisp_quarterly_2021q1_2023q1.csv");
    File::open(path).ok()
}

/// Cells of a good row that a test then spoils.
fn good() -> BTreeMap<String, String> {
    let mut cells = BTreeMap::from(
        [
            ("id", "7"),
            ("attributes_organization_id", "1"),
            ("attributes_organization_name", "Department of Everyday Services"),
            ("attributes_organization_abbreviation", "DES"),
            ("attributes_service_provider_id", "2"),
            ("attributes_service_provider_name", "Office of  Counters"),
            ("attributes_service_id", "3"),
            ("attributes_service_name", "Permits"),
            ("attributes_service_provided", "Applying for\na permit"),
            ("attributes_collection_year", "2021"),
            ("attributes_collection_quarter", "1"),
            ("attributes_channel", "phone"),
            ("attributes_volume_of_customers", "1000.0"),
            ("attributes_volume_of_customers_provided_survey_opportunity", ""),
            ("attributes_volume_of_respondents", "10"),
            ("attributes_omb_control_number", "1234-5678"),
        ]
        .map(|(name, cell)| (name.to_owned(), cell.to_owned())),
    );
    for question in 1..=8 {
        for value in 1..=5 {
            let count = if value == 5 && question != 6 { "10.0" } else { "0" };
            cells.insert(format!("attributes_q{question}_{value}"), count.to_owned());
        }
    }
    cells.insert("attributes_q4_text".to_owned(), "NONE".to_owned());
    cells.insert("attributes_q8_text".to_owned(), "The form was short.".to_owned());
    cells
}

fn file(rows: &[BTreeMap<String, String>]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let header = line(rows[0].keys().map(quoted).collect());
    rows.iter().fold(header, |file, row| file + &line(row.values().map(quoted).collect()))
}

fn with(column: &str, cell: &str) -> BTreeMap<String, String> {
    let mut cells = good();
    cells.insert(column.to_owned(), cell.to_owned());
    cells
}

fn only(row: BTreeMap<String, String>) -> Result<NewCountBlock, catsup_exchange::Refused> {
    HispReader::new(file(&[row]).as_bytes()).unwrap().next().unwrap()
}

#[test]
fn a_row_becomes_a_block_of_counts() {
    let block = only(good()).unwrap();
    assert_eq!((block.source.as_str(), block.key.as_str()), ("hisp", "7"));
    assert_eq!(block.name, "Applying for a permit · FY2021Q1");
    let path: Vec<_> = block.organisations.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(path, ["Department of Everyday Services", "Office of Counters"]);
    assert_eq!(block.organisations[0].abbreviation, "DES");
    assert_eq!((block.service.key.as_str(), block.channel), ("3", Channel::Phone));
    assert_eq!((block.days.first, block.days.last), (date(2020, 10, 1), date(2020, 12, 31)));
    assert_eq!((block.customers, block.offered, block.respondents), (Some(1000), None, Some(10)));
    assert_eq!(block.questions.len(), 7, "question 6 has no answers");
    assert!(block.questions.iter().all(|question| question.counts == [(5, 10)]));
    assert_eq!(block.details["q8_text"], "The form was short.");
}

#[test]
fn counts_count_without_the_text_of_their_question() {
    let block = only(good()).unwrap();
    let ease = block.questions.iter().find(|one| one.wording.feeds == Some(Feed::Measure(Measure::Ease)));
    assert_eq!(ease.unwrap().wording.key.variant, UNSTATED);
    let own = block.questions.last().unwrap();
    assert_eq!((own.wording.key.item.as_str(), own.wording.feeds), ("own.q8", None));
}

#[test]
fn a_bad_cell_is_refused_with_its_column_and_row() {
    for (column, cell, reason) in [
        ("id", " ", Reason::Blank),
        ("attributes_service_name", "", Reason::Blank),
        ("attributes_channel", "pigeon", Reason::UnknownChannel("pigeon".into())),
        ("attributes_collection_quarter", "5", Reason::NotAQuarter("5".into())),
        ("attributes_collection_year", "21", Reason::NotAQuarter("21".into())),
        ("attributes_q3_2", "-1", Reason::NotACount("-1".into())),
        ("attributes_q3_2", "1.5", Reason::NotACount("1.5".into())),
        ("attributes_volume_of_customers", "many", Reason::NotACount("many".into())),
    ] {
        let refused = only(with(column, cell)).unwrap_err();
        assert_eq!(refused.row, 2);
        assert_eq!((refused.column.as_deref(), refused.reason), (Some(column), reason));
        assert!(refused.record.contains(&"Permits".to_owned()) || column.ends_with("service_name"));
    }
}

#[test]
fn a_ragged_row_is_refused_and_the_next_one_read() {
    let mut text = file(&[good()]);
    let row = text.lines().skip(1).collect::<Vec<_>>().join("\n");
    text.push_str("just,three,cells\r\n");
    text.push_str(&row);
    let rows: Vec<_> = HispReader::new(text.as_bytes()).unwrap().collect();
    assert!(rows[0].is_ok() && rows[2].is_ok());
    let refused = rows[1].as_ref().unwrap_err();
    assert!(matches!(refused.reason, Reason::Ragged { found: 3, .. }) && refused.row == 3);
}

#[test]
fn all_missing_columns_are_named_in_one_error() {
    let mut row = good();
    row.remove("attributes_q5_3");
    row.remove("attributes_collection_year");
    let error = HispReader::new(file(&[row]).as_bytes()).err().unwrap();
    assert_eq!(error.to_string(), "the file lacks the columns collection_year, q5_3");
    assert!(matches!(HispReader::new(&b""[..]), Err(ExchangeError::Empty)));
}

#[test]
fn a_later_name_does_not_rename_and_a_repeated_id_is_noticed() {
    let mut renamed = good();
    renamed.insert("attributes_service_name".into(), "Permits and licences".into());
    let text = file(&[good(), renamed]);
    let mut reader = HispReader::new(text.as_bytes()).unwrap();
    let names: Vec<_> = reader.by_ref().map(|block| block.unwrap().service.name).collect();
    assert_eq!(names, ["Permits", "Permits"]);
    let rules: Vec<_> = reader.findings().into_iter().map(|one| one.rule).collect();
    assert!(rules.contains(&"service_name_differs".to_owned()) && rules.contains(&"repeated_id".to_owned()));
}

#[test]
fn a_stated_mean_that_the_counts_do_not_give_is_noticed() {
    for (stated, noticed) in [("5.0", false), ("4.99", true), ("n/a", true), ("", false)] {
        let text = file(&[with("attributes_q1_point_scale", stated)]);
        let mut reader = HispReader::new(text.as_bytes()).unwrap();
        assert!(reader.by_ref().all(|block| block.is_ok()));
        let found = reader.findings().iter().any(|one| one.rule == "point_scale_differs");
        assert_eq!(found, noticed, "{stated}");
    }
}

#[test]
fn the_published_file_gives_the_published_figures_and_every_finding() {
    let Some(file) = published() else {
        println!(
            "skipped: the_published_file_gives_the_published_figures_and_every_finding: \
             ../shared/data/hisp/hisp_quarterly_2021q1_2023q1.csv is absent"
        );
        return;
    };
    let mut reader = HispReader::new(file).unwrap();
    let blocks: Vec<NewCountBlock> = reader.by_ref().map(|row| row.unwrap()).collect();
    assert_eq!(blocks.len(), 481);
    let sum = |volume: fn(&NewCountBlock) -> Option<i64>| blocks.iter().filter_map(volume).sum::<i64>();
    assert_eq!(sum(|block| block.respondents), 10_738_927);
    assert_eq!(sum(|block| block.offered), 395_997_777);
    assert_eq!(sum(|block| block.customers), 2_882_052_114);
    let distinct = |key: fn(&NewCountBlock) -> &str| {
        blocks.iter().map(key).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(distinct(|block| &block.organisations[1].key), 28);
    assert_eq!(distinct(|block| &block.service.key), 47);
    let mut quarters = BTreeMap::new();
    for block in &blocks {
        *quarters.entry(block.name.rsplit(' ').next().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(quarters.into_values().collect::<Vec<_>>(), [50, 45, 49, 44, 53, 57, 57, 60, 66]);

    let expected = [
        (Measure::Satisfaction, 9_793_202, "4.391"),
        (Measure::Trust, 8_755_803, "4.104"),
        (Measure::Effectiveness, 8_462_901, "4.286"),
        (Measure::Ease, 8_538_277, "4.304"),
        (Measure::Efficiency, 7_257_684, "4.222"),
        (Measure::Transparency, 2_636_374, "4.500"),
        (Measure::Employee, 5_874_604, "4.619"),
    ];
    for (measure, number, mean) in expected {
        let questions = blocks.iter().flat_map(|block| &block.questions);
        let counts: Vec<(i64, i64)> = questions
            .filter(|question| question.wording.feeds == Some(Feed::Measure(measure)))
            .flat_map(|question| question.counts.clone())
            .collect();
        let n: i64 = counts.iter().map(|(_, count)| count).sum();
        let total: i64 = counts.iter().map(|(value, count)| value * count).sum();
        assert_eq!((n, format!("{:.3}", total as f64 / n as f64).as_str()), (number, mean), "{measure}");
    }

    let found: BTreeMap<String, u64> =
        reader.findings().into_iter().map(|one| (one.rule, one.rows)).collect();
    let expected = [
        ("channel_missing", 5),
        ("control_number_missing", 7),
        ("control_number_unreadable", 20),
        ("counts_without_question_text", 1),
        ("embedded_newlines", 193),
        ("integers_stored_as_decimals", 480),
        ("non_ascii", 236),
        ("offered_exceed_customers", 5),
        ("q1_sum_differs_from_respondents", 194),
        ("question_text_none_q1", 7),
        ("question_text_none_q2", 9),
        ("question_text_none_q3", 11),
        ("question_text_none_q4", 10),
        ("question_text_none_q5", 44),
        ("question_text_none_q6", 57),
        ("question_text_none_q7", 62),
        ("question_text_none_q8", 4),
        ("question_text_none_q9", 1),
        ("respondents_exceed_offered", 17),
        ("zero_respondents", 8),
    ];
    assert_eq!(found, expected.map(|(rule, rows)| (rule.to_owned(), rows)).into());
}
