//! Files of responses: read through a mapping, proposed from the header or saved.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a failed test")]

mod support;

use std::{collections::BTreeMap, fs::File, io::Cursor, path::PathBuf};

use catsup_exchange::{ExchangeError, ImportedRow, Mapping, Reason, Refused, Table, read_responses};
use catsup_model::{Channel, Language, instrument::InstrumentCode};
use jiff::tz::TimeZone;
use serde_json::json;
use support::survey;

fn read(file: &str, mapping: &str, code: InstrumentCode) -> Vec<Result<ImportedRow, Refused>> {
    let mut table = Table::open(Cursor::new(file.as_bytes()), None).unwrap();
    let mapping = Mapping::from_toml(mapping).unwrap();
    let definition = survey(code, &[]);
    let reader = read_responses(&mut table, &mapping, &definition, TimeZone::UTC).unwrap();
    reader.collect()
}

#[test]
fn a_row_becomes_a_response() {
    let file = "ID,Score,Confidence,When,Way,Service,Sprache,Region,Text\n\
                7,Strongly agree,4,3/31/2026 2:05 PM,In person,permits,Spanish,North,\" Thanks, all \"\n";
    let mapping = "external_id = 'ID'\nchannel = 'Way'\nservice = 'Service'\nlanguage = 'Sprache'\ntime = { column = 'When' }\n\
                   [defaults]\ndevice = 'phone'\n[segments]\nRegion = 'region'\n\
                   [questions]\nScore = 'answer_01'\nConfidence = 'answer_02'\nText = 'answer_09'\n";
    let row = read(file, mapping, InstrumentCode::A11V1).remove(0).unwrap();
    assert_eq!((row.row, row.external_id.as_deref()), (2, Some("7")));
    assert_eq!(row.occurred_at.unwrap().to_string(), "2026-03-31T14:05:00Z");
    assert_eq!((row.channel, row.language), (Some(Channel::InPerson), Language::Es));
    assert_eq!((row.service.as_deref(), row.device.as_deref()), (Some("permits"), Some("phone")));
    assert_eq!(row.segments, BTreeMap::from([("region".to_owned(), "North".to_owned())]));
    assert_eq!(json!(row.raw), json!({"answer_01": 5, "answer_02": 4, "answer_09": "Thanks, all"}));
    assert_eq!(row.record[1], "Strongly agree");
}

#[test]
fn missing_stays_missing() {
    let file = "a,b,t\n5,,\n,,\n,N/A,fine\n";
    let mapping = "[questions]\na = 'answer_01'\nb = 'answer_02'\nt = 'answer_09'\n";
    let rows = read(file, mapping, InstrumentCode::A11V1);
    assert_eq!(json!(rows[0].as_ref().unwrap().raw), json!({"answer_01": 5}));
    assert_eq!(json!(rows[1].as_ref().unwrap().raw), json!({"answer_09": "fine"}));
    let file = "a,b\n,\"N/A\"\n";
    let refused =
        read(file, "[questions]\na = 'answer_01'\nb = 'answer_02'\n", InstrumentCode::A11V1).remove(0);
    assert_eq!(refused.unwrap_err().reason, Reason::NothingAnswered);
}

#[test]
fn a_bad_cell_names_row_column_and_value() {
    let mapping = "channel = 'way'\nlanguage = 'lang'\ntime = { column = 'when' }\n[questions]\na = 'answer_01'\nt = 'answer_09'\n";
    let long = "x".repeat(1001);
    for (row, column, message) in [
        ("6,t,phone,en,2026-01-01", "a", "“6” is off the scale; a whole number from 1 to 5 is needed"),
        (
            "meh,t,phone,en,2026-01-01",
            "a",
            "“meh” is not known on the scale likert5; state its value under labels in the mapping",
        ),
        (
            "5,t,pigeon,en,2026-01-01",
            "way",
            "“pigeon” is not a channel; use one of website, phone, in_person, email, …",
        ),
        ("5,t,phone,fr,2026-01-01", "lang", "“fr” is not a supported language; use en or es"),
        (
            "5,t,phone,en,soon",
            "when",
            "“soon” is not a time; write 2026-03-31 14:05, 3/31/2026, or state the format in the mapping",
        ),
        (&format!("5,{long},phone,en,2026-01-01"), "t", "must have at most 1000 characters, has 1001"),
    ] {
        let rows = read(&format!("a,t,way,lang,when\n{row}\n"), mapping, InstrumentCode::A11V1);
        let refused = rows[0].as_ref().unwrap_err();
        assert_eq!((refused.row, refused.column.as_deref()), (2, Some(column)));
        assert_eq!(refused.reason.to_string(), message);
        assert_eq!(refused.record.len(), 5);
    }
}

#[test]
fn labels_of_a_column_come_before_the_usual_ones() {
    let mapping = "[questions]\na = 'answer_01'\n[labels.a]\n'Excelente' = 5\n'Agree' = 2\n'Unsure' = ''\n";
    let rows = read("a\nexcelente\nAgree\nUnsure\n", mapping, InstrumentCode::A11V1);
    assert_eq!(json!(rows[0].as_ref().unwrap().raw), json!({"answer_01": 5}));
    assert_eq!(json!(rows[1].as_ref().unwrap().raw), json!({"answer_01": 2}));
    assert_eq!(rows[2].as_ref().unwrap_err().reason, Reason::NothingAnswered);
}

const TICKS: &str = "[questions]\nup = 'answer_01'\ne = 'answer_02.ease'\nf = 'answer_02.efficiency'\no = 'answer_02.other'\n";

#[test]
fn a_choice_that_was_not_offered_is_no_answer() {
    let definition = survey(InstrumentCode::A11V2, &[]);
    let row = read("up,e,f,o\n👍,1,0,\n", TICKS, InstrumentCode::A11V2).remove(0).unwrap();
    let answers = row.answers(&definition).unwrap();
    assert_eq!(answers.value("answer_02.ease"), Some(1));
    assert_eq!(answers.value("answer_02.efficiency"), Some(0));
    assert_eq!(answers.value("answer_02.other"), None, "blank");
    assert_eq!(answers.value("answer_02.humanity"), None, "without a column");
    assert_eq!(answers.value("answer_02"), None);
}

#[test]
fn a_mapping_may_say_that_blank_choices_were_not_ticked() {
    let definition = survey(InstrumentCode::A11V2, &[]);
    let mapping = format!("blank_choices = 'not_ticked'\n{TICKS}");
    let rows = read("up,e,f,o\n1,x,,\n1,,,\n", &mapping, InstrumentCode::A11V2);
    let answers = |place: usize| rows[place].as_ref().unwrap().answers(&definition).unwrap();
    assert_eq!(answers(0).value("answer_02.efficiency"), Some(0));
    assert_eq!(answers(1).value("answer_02.efficiency"), None, "nobody can tell whether it was asked");
}

#[test]
fn the_words_of_other_do_not_replace_its_tick() {
    let definition = survey(InstrumentCode::A11V2, &[]);
    let row = read("up,e,f,o\n1,0,0,the music\n", TICKS, InstrumentCode::A11V2).remove(0).unwrap();
    let answers = row.answers(&definition).unwrap();
    let other = answers.given.iter().find(|answer| answer.question == "answer_02.other").unwrap();
    assert_eq!((other.value, other.text.as_deref()), (Some(1), Some("the music")));
}

#[test]
fn several_choices_may_stand_in_one_cell_by_key_or_text() {
    let mapping = "[questions]\nup = 'answer_01'\nwell = 'answer_02'\n";
    let file = "up,well\n1,ease; My need was addressed\n1,\"ease, humanity\"\n1,ease;unknown\n";
    let rows = read(file, mapping, InstrumentCode::A11V2);
    assert_eq!(rows[0].as_ref().unwrap().raw["answer_02"], json!(["ease", "effectiveness"]));
    assert_eq!(rows[1].as_ref().unwrap().raw["answer_02"], json!(["ease", "humanity"]));
    assert!(matches!(rows[2].as_ref().unwrap_err().reason, Reason::UnknownChoice { .. }));
}

#[test]
fn answers_to_questions_that_were_not_asked_are_a_finding() {
    let definition = survey(InstrumentCode::A11V2, &[]);
    let mapping = Mapping::from_toml("[questions]\nup = 'answer_01'\nbad = 'answer_03.ease'\n").unwrap();
    let mut table = Table::open(Cursor::new(b"up,bad\n1,1\n1,0\n"), None).unwrap();
    let mut reader = read_responses(&mut table, &mapping, &definition, TimeZone::UTC).unwrap();
    assert!(reader.by_ref().all(|row| row.is_ok()));
    let findings = reader.findings();
    assert_eq!((findings[0].rule.as_str(), findings[0].rows), ("answers_not_asked", 1));
}

#[test]
fn everything_wrong_with_a_mapping_is_said_at_once() {
    let mapping = "time = { column = 'When' }\n[questions]\na = 'answer_01'\nb = 'answer_01'\nc = 'answer_77'\n\
                   [labels.a]\nhuge = 9\n";
    let table = Table::open(Cursor::new(b"a,b,c\n1,2,3\n"), None).unwrap();
    let error = Mapping::from_toml(mapping)
        .unwrap()
        .check(table.header(), &survey(InstrumentCode::A11V1, &[]))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the mapping does not fit: the file has no column “When”; \
         the label “huge” of “a” stands for “9”, which “answer_01” does not have; \
         the survey has no question or choice “answer_77”; \
         the columns “a” and “b” are both mapped to “answer_01”"
    );
    let empty = Mapping::default().check(table.header(), &survey(InstrumentCode::A11V1, &[]));
    assert!(matches!(empty, Err(ExchangeError::Mapping { .. })));
}

#[test]
fn a_mapping_is_proposed_from_names_texts_and_measures() {
    let header = "ID,UUID,Satisfaction,Trust/Confidence,Effectiveness/Quality,UserGroup,Years,Region,Ease/Simplicity,\
                  Efficiency/Speed,Equity/Transparency,Helpfulness,FreeText,CreatedAt,Page,Referrer,year,date\n";
    let table = Table::open(Cursor::new(header.as_bytes()), None).unwrap();
    let mapping = Mapping::suggest(table.header(), &survey(InstrumentCode::A11V1, &[]));
    assert_eq!(
        mapping.to_toml(),
        "external_id = \"ID\"\n\n[time]\ncolumn = \"CreatedAt\"\n\n[questions]\n\"Ease/Simplicity\" = \"answer_04\"\n\
         \"Effectiveness/Quality\" = \"answer_03\"\n\"Efficiency/Speed\" = \"answer_05\"\n\
         \"Equity/Transparency\" = \"answer_06\"\nFreeText = \"answer_09\"\nHelpfulness = \"answer_07\"\n\
         Satisfaction = \"answer_01\"\n\"Trust/Confidence\" = \"answer_02\"\n\n\
         [segments]\nRegion = \"region\"\nUserGroup = \"user_group\"\nYears = \"years\"\n"
    );
}

#[test]
fn a_mapping_is_proposed_from_the_questions_as_people_read_them() {
    let header = "Response ID;Fecha;Canal;Was this page useful?;What could we do better?\n";
    let table = Table::open(Cursor::new(header.as_bytes()), None).unwrap();
    let mapping = Mapping::suggest(table.header(), &survey(InstrumentCode::YesNo, &[]));
    assert_eq!(mapping.external_id.as_deref(), Some("Response ID"));
    assert_eq!(mapping.time.unwrap().column, "Fecha");
    assert_eq!(mapping.channel.as_deref(), Some("Canal"));
    assert_eq!(mapping.questions["Was this page useful?"], "answer_01");
    assert_eq!(mapping.questions["What could we do better?"], "answer_02");
    let header = "positive_ease,answer_02 [efficiency],I was not treated with respect\n";
    let table = Table::open(Cursor::new(header.as_bytes()), None).unwrap();
    let mapping = Mapping::suggest(table.header(), &survey(InstrumentCode::A11V2, &[]));
    assert_eq!(mapping.questions["positive_ease"], "answer_02.ease");
    assert_eq!(mapping.questions["answer_02 [efficiency]"], "answer_02.efficiency");
    assert_eq!(mapping.questions["I was not treated with respect"], "answer_03.humanity");
}

#[test]
fn the_published_sample_is_read_by_the_proposed_mapping() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/hisp/a11_v1_responses_synthetic.csv");
    let Ok(file) = File::open(path) else {
        println!(
            "skipped: the_published_sample_is_read_by_the_proposed_mapping: \
             ../shared/data/hisp/a11_v1_responses_synthetic.csv is absent"
        );
        return;
    };
    let mut table = Table::open(file, None).unwrap();
    let definition = survey(InstrumentCode::A11V1, &[]);
    let mapping = Mapping::suggest(table.header(), &definition);
    let rows: Vec<ImportedRow> = read_responses(&mut table, &mapping, &definition, TimeZone::UTC)
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    assert_eq!(rows.len(), 639);
    let sum = |question: &str| rows.iter().map(|row| row.raw[question].as_i64().unwrap()).sum::<i64>();
    // 113 × 5 + 388 × 4 + 119 × 3 + 18 × 2 + 1, and the same for trust.
    assert_eq!((sum("answer_01"), sum("answer_02")), (2511, 2546));
    assert_eq!(rows.iter().filter(|row| row.raw.contains_key("answer_09")).count(), 99);
    assert_eq!(rows[0].occurred_at.unwrap().to_string(), "2021-11-17T19:09:38Z");
}
