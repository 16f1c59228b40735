//! Ids and numbers of cases that were opened long ago.

use std::collections::{HashMap, HashSet};

use catsup_model::{
    case::{Case, CaseEvent, CaseNumber},
    id::{CaseId, IdSource},
};
use catsup_store::Transaction;

use super::super::keys::hash;
use crate::{App, Error};

/// Gives new cases ids in the order they were opened in, and numbers that no case has; their events follow.
///
/// Where among the ids of its millisecond a case falls is told by its key: many cases of a day share its first moment, and
/// another file may have brought others of it before.
pub(super) async fn give(
    app: &App,
    transaction: &mut Transaction,
    cases: &mut [Case],
    events: &mut [CaseEvent],
) -> Result<(), Error> {
    ids(transaction, cases, events).await?;
    numbers(app, transaction, cases).await
}

async fn ids(
    transaction: &mut Transaction,
    cases: &mut [Case],
    events: &mut [CaseEvent],
) -> Result<(), Error> {
    let mut used: HashSet<i64> = HashSet::with_capacity(cases.len());
    let mut given: HashMap<CaseId, CaseId> = HashMap::with_capacity(cases.len());
    let mut left: Vec<(usize, u32)> = cases
        .iter()
        .enumerate()
        .map(|(place, case)| {
            let key = case.source_key.as_deref().unwrap_or_default();
            (place, hash(key.as_bytes()) as u32)
        })
        .collect();
    while !left.is_empty() {
        let mut chosen = Vec::with_capacity(left.len());
        for (place, within) in &mut left {
            let opened = cases[*place].moments.opened;
            while !used.insert(IdSource::in_place(opened, *within)) {
                *within = within.wrapping_add(1);
            }
            chosen.push(IdSource::in_place(opened, *within));
        }
        let taken: HashSet<i64> = transaction.case_ids_taken(&chosen).await?.into_iter().collect();
        for ((place, _), id) in left.iter().zip(&chosen).filter(|(_, id)| !taken.contains(*id)) {
            given.insert(cases[*place].id, CaseId(*id));
            cases[*place].id = CaseId(*id);
        }
        left =
            left.into_iter().zip(chosen).filter(|(_, id)| taken.contains(id)).map(|(one, _)| one).collect();
    }
    for event in events {
        if let Some(id) = given.get(&event.case) {
            event.case = *id;
        }
    }
    Ok(())
}

async fn numbers(app: &App, transaction: &mut Transaction, cases: &mut [Case]) -> Result<(), Error> {
    let mut used: HashSet<CaseNumber> = HashSet::with_capacity(cases.len());
    let mut left: Vec<usize> = (0..cases.len()).collect();
    while !left.is_empty() {
        for place in &left {
            cases[*place].number = loop {
                let mut bytes = [0; 5];
                app.random().fill(&mut bytes);
                let number = CaseNumber::from_bytes(bytes);
                if used.insert(number) {
                    break number;
                }
            };
        }
        let wanted: Vec<CaseNumber> = left.iter().map(|place| cases[*place].number).collect();
        let taken: HashSet<CaseNumber> = transaction.case_numbers_taken(&wanted).await?.into_iter().collect();
        left.retain(|place| taken.contains(&cases[*place].number));
    }
    Ok(())
}
