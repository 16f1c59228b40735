//! A process that seals and compacts is killed again and again: what it leaves is whole, and says what it had sealed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use catsup_analytics::{
    embedded::{Change, Cursor, EmbeddedEngine},
    query::Cancel,
    row::{Row, RowAnswer},
};
use catsup_model::{
    Channel, Language,
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId, WordingId},
    query::{Cell, CountsQuery, Dimension},
};

const DIRECTORY: &str = "CATSUP_TEST_KILLED_DIRECTORY";
/// Changes of one step, and different responses.
const CHANGES: i64 = 60;
const RESPONSES: i64 = 500;

fn mix(number: i64) -> i64 {
    let mixed = number.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
    (mixed ^ (mixed >> 29)) & 0x7fff_ffff
}

/// The changes of a step, always the same.
fn changes(step: i64) -> Vec<Change> {
    let change = |number: i64| {
        let chance = mix(step * CHANGES + number);
        let id = chance % RESPONSES;
        let answer = RowAnswer {
            column: "a11_v1.trust".into(),
            wording: WordingId(1 + chance % 2),
            value: u8::try_from(1 + chance / 7 % 5).unwrap(),
        };
        let row = Row {
            id: ResponseId(id),
            occurred_at: chance / 11 % 1_000,
            service: ServiceId(1 + chance / 13 % 3),
            survey: SurveyId(1),
            version: SurveyVersionId(1),
            touchpoint: None,
            channel: Channel::Phone,
            language: Language::En,
            device: None,
            segments: BTreeMap::new(),
            answers: vec![answer],
        };
        (id, (chance % 9 != 0).then_some(row))
    };
    (0..CHANGES).map(change).collect()
}

/// What the responses are after a number of steps, counted by service.
fn expected(steps: i64) -> Vec<Cell> {
    let mut rows: BTreeMap<i64, Row> = BTreeMap::new();
    for (id, row) in (0..steps).flat_map(changes) {
        match row {
            Some(row) => rows.insert(id, row),
            None => rows.remove(&id),
        };
    }
    let cell = |row: Row| Cell {
        group: vec![Some(row.service.to_string())],
        wording: row.answers[0].wording,
        value: i64::from(row.answers[0].value),
        n: 1,
    };
    Cell::merged(rows.into_values().map(cell))
}

fn counted(engine: &EmbeddedEngine) -> Vec<Cell> {
    let mut query = CountsQuery { by: vec![Dimension::Service], ..CountsQuery::default() };
    query.filter.services = (1..4).map(ServiceId).collect();
    engine.snapshot().counts(&query, &Cancel::default()).unwrap()
}

fn steps_sealed(engine: &EmbeddedEngine) -> i64 {
    engine.cursor().map_or(0, |cursor| cursor.entry)
}

/// Seals step after step until it is killed; started by the test below as a process of its own.
#[test]
#[ignore = "runs until it is killed"]
fn seals_until_it_is_killed() {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let engine = Arc::new(EmbeddedEngine::open(Path::new(&directory)).unwrap());
    for step in steps_sealed(&engine).. {
        engine.apply(changes(step), Cursor { transaction: 0, entry: step + 1 }).unwrap();
        engine.seal().unwrap();
        if step % 3 == 0 {
            while engine.compact().unwrap() {}
        }
    }
}

#[test]
fn what_was_sealed_survives_being_killed_fifty_times() {
    let directory = tempfile::tempdir().unwrap();
    let mut last = 0;
    let manifest = directory.path().join("manifest.json");
    for round in 0..50 {
        let before = fs::read(&manifest).unwrap_or_default();
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "seals_until_it_is_killed", "--ignored"])
            .env(DIRECTORY, directory.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It has sealed something; where it is in the middle of next, chance decides.
        while fs::read(&manifest).unwrap_or_default() == before {
            assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(u64::try_from(mix(round) % 30_000).unwrap()));
        child.kill().unwrap();
        child.wait().unwrap();
        let engine = EmbeddedEngine::open(directory.path()).unwrap();
        let damage = engine.verify();
        assert!(damage.is_empty(), "{damage:?}");
        let steps = steps_sealed(&engine);
        assert!(steps > last, "{steps} steps are sealed, and {last} were");
        assert!(counted(&engine) == expected(steps), "after {steps} steps");
        last = steps;
    }
}
