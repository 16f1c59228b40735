//! Whatever happens to contacts and to their files, the engine says what a naive computation over them says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod naive;

use std::{collections::BTreeMap, fs, sync::Arc};

use catsup_analytics::{
    Error,
    contacts::{Contact, ContactEngine},
    embedded::{ChangeOf, Cursor},
    query::Cancel,
};
use catsup_model::{
    id::ServiceId,
    interaction::CustomerKey,
    query::{ContactFilter, ContactSeconds, CustomersQuery, DurationsQuery},
};
use naive::{contact, dimensions, filter};
use proptest::{prelude::*, strategy::ValueTree as _};

/// What happens to contacts or to the files.
#[derive(Debug, Clone)]
enum Step {
    /// A contact comes in, or is different now.
    Put(Box<Contact>),
    /// A contact is gone.
    Delete(i64),
    Seal,
    Compact,
    Purge,
    Restart,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    let put = (1_i64..80).prop_flat_map(contact).prop_map(|contact| Step::Put(Box::new(contact)));
    prop_oneof![
        24 => put,
        4 => (1_i64..80).prop_map(Step::Delete),
        3 => Just(Step::Seal),
        1 => Just(Step::Compact),
        1 => Just(Step::Purge),
        1 => Just(Step::Restart),
        1 => Just(Step::Rebuild),
    ]
}

/// The database: every contact, and the log of changes.
#[derive(Default)]
struct Truth {
    rows: BTreeMap<i64, Contact>,
    log: Vec<i64>,
}

impl Truth {
    fn end(&self) -> Cursor {
        Cursor { transaction: 0, entry: i64::try_from(self.log.len()).unwrap() }
    }

    /// Hands the engine what the log has gained since it followed it last.
    fn catch_up(&self, engine: &ContactEngine) {
        let from = engine.cursor().map_or(0, |cursor| usize::try_from(cursor.entry).unwrap());
        let changes: Vec<ChangeOf<Contact>> =
            self.log[from..].iter().map(|id| (*id, self.rows.get(id).cloned())).collect();
        engine.apply(changes, self.end()).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_question_is_answered_as_over_the_contacts_themselves(
        steps in prop::collection::vec(step(), 1..140),
        questions in prop::collection::vec((filter(), dimensions()), 5),
        within in prop::collection::vec(0_i64..8000, 0..3),
        quantiles in prop::collection::vec(0_u32..=10_000, 0..4),
        wait in any::<bool>(),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let mut truth = Truth::default();
        let mut engine = Arc::new(ContactEngine::open(directory.path()).unwrap());
        for step in steps {
            match step {
                Step::Put(row) => {
                    truth.log.push(row.id.0);
                    truth.rows.insert(row.id.0, *row);
                }
                Step::Delete(id) => {
                    truth.log.push(id);
                    truth.rows.remove(&id);
                }
                Step::Seal => {
                    truth.catch_up(&engine);
                    engine.seal().unwrap();
                }
                Step::Compact => while engine.compact().unwrap() {},
                Step::Purge => while engine.purge().unwrap() {},
                Step::Restart => {
                    drop(engine);
                    engine = Arc::new(ContactEngine::open(directory.path()).unwrap());
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
        let of = if wait { ContactSeconds::Wait } else { ContactSeconds::Handle };
        for (filter, by) in questions {
            let durations = DurationsQuery {
                filter: filter.clone(),
                by: by.clone(),
                of,
                within: within.clone(),
                quantiles: quantiles.clone(),
            };
            prop_assert_eq!(
                snapshot.durations(&durations, &cancel).unwrap(),
                naive::durations(truth.rows.values(), &durations)
            );
            let customers = CustomersQuery { filter: filter.clone(), by };
            let expected = naive::customers(truth.rows.values(), &customers);
            prop_assert_eq!(&snapshot.customers(&customers, &cancel).unwrap(), &expected);
            prop_assert_eq!(snapshot.customers_at_once(&customers, 7, &cancel).unwrap(), expected);
            prop_assert_eq!(
                snapshot.contact_counts(&filter, &customers.by, &cancel).unwrap(),
                naive::counts(truth.rows.values(), &customers)
            );
            let expected = naive::sequences(truth.rows.values(), &filter);
            let n = u64::try_from(expected.customers.len()).unwrap();
            prop_assert_eq!(snapshot.contacts(&filter, &cancel).unwrap(), n);
            prop_assert_eq!(snapshot.sequences(&filter, n, &cancel).unwrap(), expected);
            if n > 0 {
                let refused = snapshot.sequences(&filter, n - 1, &cancel);
                let many = matches!(refused, Err(Error::TooManyContacts { .. }));
                prop_assert!(many);
            }
        }
        prop_assert!(engine.verify().is_empty());
    }
}

/// An engine with three sealed segments of some contacts each, and all of the contacts.
fn three_segments(directory: &std::path::Path) -> (ContactEngine, Vec<Contact>) {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let engine = ContactEngine::open(directory).unwrap();
    let mut rows = Vec::new();
    for (entry, part) in (1_i64..).zip([0_i64..40, 40..80, 80..120]) {
        let new: Vec<Contact> =
            part.map(|id| contact(id + 1).new_tree(&mut runner).unwrap().current()).collect();
        let changes = new.iter().map(|row| (row.id.0, Some(row.clone()))).collect();
        engine.apply(changes, Cursor { transaction: 0, entry }).unwrap();
        engine.seal().unwrap();
        rows.extend(new);
    }
    (engine, rows)
}

fn everything() -> ContactFilter {
    ContactFilter { services: (1..5).map(ServiceId).collect(), ..ContactFilter::default() }
}

#[test]
fn a_changed_byte_is_found_and_named_and_never_counted() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, rows) = three_segments(directory.path());
    drop(engine);
    let path = directory.path().join("00000002.arrow");
    let whole = fs::read(&path).unwrap();
    let expected = naive::sequences(rows.iter(), &everything());
    let mut found = 0;
    for at in (0..whole.len()).step_by(17) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).unwrap();
        let opened = ContactEngine::open(directory.path());
        let damage = match &opened {
            Err(error) => vec![error.to_string()],
            Ok(engine) => engine.verify().iter().map(ToString::to_string).collect(),
        };
        if let Some(damage) = damage.first() {
            found += 1;
            assert!(damage.contains("00000002.arrow is damaged"), "{damage}");
        } else {
            // A byte that means nothing: padding, a bit of validity, or the schema other readers go by.
            let read = opened.unwrap().snapshot().sequences(&everything(), 1000, &Cancel::default()).unwrap();
            assert!(read == expected, "byte {at} went unnoticed and changed a contact");
        }
    }
    assert!(found > 50, "found {found}");
}

#[test]
fn a_question_taken_back_ends_with_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let (engine, _) = three_segments(directory.path());
    let cancel = Cancel::default();
    cancel.cancel();
    let asked = engine.snapshot().sequences(&everything(), 1000, &cancel);
    assert!(matches!(asked, Err(Error::Cancelled)));
}

#[test]
fn what_a_segment_cannot_keep_is_refused_by_name() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let good = contact(7).new_tree(&mut runner).unwrap().current();
    assert!(good.check().is_ok());
    for (bad, column) in [
        (Contact { wait_seconds: Some(-1), ..good.clone() }, "wait_seconds"),
        (Contact { handle_seconds: Some(1 << 40), ..good.clone() }, "handle_seconds"),
        (Contact { customer: Some(CustomerKey(i64::MIN)), ..good }, "customer"),
    ] {
        let directory = tempfile::tempdir().unwrap();
        let engine = ContactEngine::open(directory.path()).unwrap();
        engine.apply(vec![(7, Some(bad))], Cursor { transaction: 0, entry: 1 }).unwrap();
        let error = engine.seal().unwrap_err();
        assert!(
            matches!(&error, Error::ContactOutOfRange { column: named, .. } if named == column),
            "{error}"
        );
    }
}

#[test]
fn only_what_a_question_is_about_is_read_and_checked() {
    let directory = tempfile::tempdir().unwrap();
    let engine = Arc::new(ContactEngine::open(directory.path()).unwrap());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let some: Vec<Contact> =
        (0..50).map(|id| contact(id + 1).new_tree(&mut runner).unwrap().current()).collect();
    // Four services, one after the other in three stretches of a block.
    let rows: Vec<Contact> = (0_i64..150_000)
        .map(|number| Contact {
            id: catsup_model::id::InteractionId(number + 1),
            occurred_at: number % 977,
            service: ServiceId(1 + number % 4),
            case: (number % 3 == 0).then(|| format!("case {}", number % 1000)),
            ..some[usize::try_from(number).unwrap() % some.len()].clone()
        })
        .collect();
    let mut rebuild = engine.rebuild();
    rebuild.push(rows.iter().cloned()).unwrap();
    rebuild.finish(Cursor::default()).unwrap();
    let of = |service| ContactFilter { services: vec![ServiceId(service)], ..ContactFilter::default() };
    let read = |engine: &ContactEngine, service| {
        engine.snapshot().sequences(&of(service), 1_000_000, &Cancel::default())
    };
    for service in 1..5 {
        let expected = naive::sequences(rows.iter(), &of(service));
        assert!(read(&engine, service).unwrap() == expected, "service {service}");
    }
    assert!(engine.verify().is_empty());

    // A case of the first service, which stands first in the block, is changed.
    let path = directory.path().join("00000001.arrow");
    let mut bytes = fs::read(&path).unwrap();
    let at =
        bytes.windows(8).position(|part| part.starts_with(b"case ") && part[5].is_ascii_digit()).unwrap();
    bytes[at + 5] ^= 1;
    fs::write(&path, bytes).unwrap();
    let again = ContactEngine::open_to_read(directory.path()).unwrap();
    assert!(read(&again, 4).unwrap() == naive::sequences(rows.iter(), &of(4)));
    let error = read(&again, 1).unwrap_err().to_string();
    assert!(error.contains("column “case” of block 0 is not as it was written"), "{error}");
    assert_eq!(again.verify().len(), 1);
}

#[test]
fn nothing_of_a_contact_that_is_gone_stays_in_the_files_after_a_purge() {
    let directory = tempfile::tempdir().unwrap();
    let engine = ContactEngine::open(directory.path()).unwrap();
    let mut truth = Truth::default();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for id in 1..=600 {
        let mut contact = contact(id).new_tree(&mut runner).unwrap().current();
        contact.case = Some(format!("the case of person {id}."));
        truth.log.push(id);
        truth.rows.insert(id, contact);
    }
    truth.catch_up(&engine);
    engine.seal().unwrap();
    truth.rows.remove(&77);
    truth.log.push(77);
    truth.catch_up(&engine);
    engine.seal().unwrap();
    let holds = |person: i64| {
        let files = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path());
        let wanted = format!("the case of person {person}.").into_bytes();
        let mut arrow = files.filter(|file| file.extension().is_some_and(|extension| extension == "arrow"));
        arrow.any(|file| fs::read(file).unwrap().windows(wanted.len()).any(|bytes| bytes == wanted))
    };
    assert!(!engine.compact().unwrap(), "one of six hundred is too few to be worth it by itself");
    assert!(holds(77) && holds(78));
    assert!(engine.purge().unwrap() && !engine.purge().unwrap());
    assert!(!holds(77) && holds(78));
}
