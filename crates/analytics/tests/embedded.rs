//! Whatever happens to the rows and to the files, the engine says what a naive computation over the rows says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{collections::BTreeMap, fs, sync::Arc};

use catsup_analytics::{
    Error,
    embedded::{Change, Cursor, EmbeddedEngine},
    query::Cancel,
    row::Row,
};
use catsup_model::{
    id::WordingId,
    query::{CountsQuery, Filter},
};
use common::{naive_counts, naive_joint, naive_rows, question, row};
use proptest::{prelude::*, strategy::ValueTree as _};

/// What happens to the rows or to the files.
#[derive(Debug, Clone)]
enum Step {
    /// A response comes in, or is different now.
    Put(Box<Row>),
    /// A response no longer counts.
    Withdraw(i64),
    Seal,
    Compact,
    Restart,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    let put = (1_i64..60).prop_flat_map(row).prop_map(|row| Step::Put(Box::new(row)));
    prop_oneof![
        20 => put,
        4 => (1_i64..60).prop_map(Step::Withdraw),
        3 => Just(Step::Seal),
        1 => Just(Step::Compact),
        1 => Just(Step::Restart),
        1 => Just(Step::Rebuild),
    ]
}

/// The database: every response that counts, and the log of changes.
#[derive(Default)]
struct Truth {
    rows: BTreeMap<i64, Row>,
    log: Vec<i64>,
}

impl Truth {
    fn end(&self) -> Cursor {
        Cursor { transaction: 0, entry: i64::try_from(self.log.len()).unwrap() }
    }

    /// Hands the engine what the log has gained since it followed it last.
    fn catch_up(&self, engine: &EmbeddedEngine) {
        let from = engine.cursor().map_or(0, |cursor| usize::try_from(cursor.entry).unwrap());
        let changes: Vec<Change> =
            self.log[from..].iter().map(|id| (*id, self.rows.get(id).cloned())).collect();
        engine.apply(changes, self.end()).unwrap();
    }
}

fn joint_columns() -> Vec<Vec<WordingId>> {
    [&[100, 101, 110][..], &[200, 210], &[300]]
        .into_iter()
        .map(|ids| ids.iter().map(|id| WordingId(*id)).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_question_is_answered_as_over_the_rows_themselves(
        steps in prop::collection::vec(step(), 1..120),
        questions in prop::collection::vec(question(), 6),
        about in question(),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let mut truth = Truth::default();
        let mut engine = Arc::new(EmbeddedEngine::open(directory.path()).unwrap());
        for step in steps {
            match step {
                Step::Put(row) => {
                    truth.log.push(row.id.0);
                    truth.rows.insert(row.id.0, *row);
                }
                Step::Withdraw(id) => {
                    truth.log.push(id);
                    truth.rows.remove(&id);
                }
                Step::Seal => {
                    truth.catch_up(&engine);
                    engine.seal().unwrap();
                }
                Step::Compact => while engine.compact().unwrap() {},
                Step::Restart => {
                    drop(engine);
                    engine = Arc::new(EmbeddedEngine::open(directory.path()).unwrap());
                }
                Step::Rebuild => {
                    let mut rebuild = engine.rebuild();
                    rebuild.push(truth.rows.values().cloned()).unwrap();
                    rebuild.finish(truth.end()).unwrap();
                }
            }
        }
        truth.catch_up(&engine);
        let snapshot = engine.snapshot();
        let cancel = Cancel::default();
        for question in &questions {
            prop_assert_eq!(
                snapshot.counts(question, &cancel).unwrap(),
                naive_counts(truth.rows.values(), question)
            );
            prop_assert_eq!(
                snapshot.rows(&question.filter, &cancel).unwrap(),
                naive_rows(truth.rows.values(), &question.filter)
            );
            prop_assert_eq!(
                snapshot.joint(&question.filter, &joint_columns(), &cancel).unwrap(),
                naive_joint(truth.rows.values(), &question.filter, &joint_columns())
            );
        }
        // At once: those about the same responses in one pass, and then all of them, whatever they have in common.
        let alike: Vec<CountsQuery> = questions
            .iter()
            .map(|one| {
                let filter = Filter { period: one.filter.period, ..about.filter.clone() };
                CountsQuery { filter, ..one.clone() }
            })
            .collect();
        for asked in [&alike, &questions] {
            let expected: Vec<_> =
                asked.iter().map(|one| naive_counts(truth.rows.values(), one)).collect();
            prop_assert_eq!(snapshot.counts_together(asked, &cancel).unwrap(), expected);
        }
        prop_assert!(engine.verify().is_empty());
    }
}

/// An engine with three sealed segments of some rows each, and the question that counts them all.
fn three_segments(directory: &std::path::Path) -> (EmbeddedEngine, CountsQuery) {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let engine = EmbeddedEngine::open(directory).unwrap();
    let mut rows = Vec::new();
    for (entry, part) in (1_i64..).zip([0_i64..40, 40..80, 80..120]) {
        let new: Vec<Row> = part.map(|id| row(id + 1).new_tree(&mut runner).unwrap().current()).collect();
        engine
            .apply(
                new.iter().map(|row| (row.id.0, Some(row.clone()))).collect(),
                Cursor { transaction: 0, entry },
            )
            .unwrap();
        engine.seal().unwrap();
        rows.extend(new);
    }
    let mut everything = CountsQuery::default();
    everything.filter.services = (1..4).map(catsup_model::id::ServiceId).collect();
    assert_eq!(
        engine.snapshot().counts(&everything, &Cancel::default()).unwrap(),
        naive_counts(rows.iter(), &everything)
    );
    (engine, everything)
}

#[test]
fn a_changed_byte_is_found_and_named_and_never_counted() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, everything) = three_segments(directory.path());
    drop(engine);
    let path = directory.path().join("00000002.arrow");
    let whole = fs::read(&path).unwrap();
    let mut found = 0;
    for at in (0..whole.len()).step_by(13) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let opened = EmbeddedEngine::open(directory.path());
        let damage = match &opened {
            Err(error) => vec![error.to_string()],
            Ok(engine) => engine.verify().iter().map(ToString::to_string).collect(),
        };
        if let Some(damage) = damage.first() {
            found += 1;
            assert!(damage.contains("00000002.arrow is damaged"), "{damage}");
        } else {
            // A byte that means nothing: padding, a bit of validity, or the schema other readers go by.
            let engine = opened.unwrap();
            fs::write(&path, &whole).unwrap();
            let expected = three_segments(tempfile::tempdir().unwrap().path());
            let right = expected.0.snapshot().counts(&everything, &Cancel::default()).unwrap();
            let counted = engine.snapshot().counts(&everything, &Cancel::default()).unwrap();
            assert!(counted == right, "byte {at} went unnoticed and changed a count");
        }
    }
    assert!(found > 50, "found {found}");
    fs::write(&path, &whole).unwrap();
    assert!(EmbeddedEngine::open(directory.path()).unwrap().verify().is_empty());
}

#[test]
fn a_file_cut_short_is_damaged_wherever_it_was_cut() {
    let directory = tempfile::tempdir().unwrap();
    drop(three_segments(directory.path()));
    let path = directory.path().join("00000003.arrow");
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len()).step_by(7) {
        fs::write(&path, &whole[..length]).unwrap();
        let error = EmbeddedEngine::open(directory.path()).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{length}: {error}");
    }
}

#[test]
fn while_one_process_writes_another_one_reads() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, everything) = three_segments(directory.path());
    let reader = EmbeddedEngine::open(directory.path()).unwrap();
    assert!(engine.is_writer() && !reader.is_writer());
    assert!(matches!(reader.seal(), Err(Error::Busy(_))));
    let cancel = Cancel::default();
    assert_eq!(
        reader.snapshot().counts(&everything, &cancel).unwrap(),
        engine.snapshot().counts(&everything, &cancel).unwrap()
    );
}

#[test]
fn a_question_taken_back_ends_with_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, everything) = three_segments(directory.path());
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(matches!(engine.snapshot().counts(&everything, &cancel), Err(Error::Cancelled)));
}

#[test]
fn what_an_interrupted_run_left_behind_is_removed() {
    let directory = tempfile::tempdir().unwrap();
    drop(three_segments(directory.path()));
    for name in ["00000009.arrow", "00000009.ids", "00000010.unfinished", "00000010.ids-unfinished"] {
        fs::write(directory.path().join(name), b"half of it").unwrap();
    }
    let engine = EmbeddedEngine::open(directory.path()).unwrap();
    assert_eq!(engine.status().segments.len(), 3);
    assert!(!directory.path().join("00000009.arrow").exists());
    assert!(!directory.path().join("00000010.unfinished").exists());
}
