//! Where contacts with a need come from: one function for each source.

use std::{collections::HashMap, ops::ControlFlow};

use catsup_analytics::{
    Error as EngineError,
    contacts::{Coded, NOBODY, SequenceColumn, Sequences},
};
use catsup_model::{
    Reach,
    anticipation::{MiningRule, NeedSource, Segment},
    query::ContactFilter,
};
use catsup_store::{CaseContact, InteractionEvent, InteractionFilter};

use super::{
    case_needs::{self, AnswerNeeds},
    columns::{Codes, ContactColumns, Cut},
};
use crate::{App, Error};

/// The most contacts that are read at once: some gigabyte.
pub(super) const MOST_CONTACTS: usize = 10_000_000;

/// What stands in the way of reading contacts.
#[derive(Debug)]
pub(super) enum Unread {
    /// There are too many in the period.
    TooMany,
    /// Something failed.
    Failed(Error),
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<catsup_store::Error> for Unread {
    fn from(error: catsup_store::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Contacts of a period (microseconds, the end excluded) whose person is known: interactions, and cases beside them. A person
/// whom both call by the same address is the same.
pub(super) async fn contacts(
    app: &App,
    rule: &MiningRule,
    answers: &AnswerNeeds,
    period: (i64, i64),
    codes: &mut Codes,
) -> Result<ContactColumns, Unread> {
    let mut columns = contacts_of_interactions(app, rule, period, codes).await?;
    let mut many = false;
    let take = |case: CaseContact| {
        of_case(&case, answers, codes, &mut columns);
        many = columns.times.len() > MOST_CONTACTS;
        if many { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    app.store().case_contact_each(period, take).await?;
    if many { Err(Unread::TooMany) } else { Ok(columns) }
}

/// A case is for what its attributes say, else for the first need of the answer that was sent with it; of any other nobody
/// knows more than that the person came.
fn of_case(case: &CaseContact, answers: &AnswerNeeds, codes: &mut Codes, columns: &mut ContactColumns) {
    let sent = || case.answer.and_then(|answer| answers.get(&answer)).map(String::as_str);
    let need = case_needs::stated(&case.attributes).or_else(sent);
    let need = need.map_or(catsup_journeys::MISSING, |need| codes.needs.code(need, 1));
    let service = case.service.to_string();
    let cuts = codes.cuts.iter_mut().map(|(cut, values)| match cut {
        Cut::Channel => values.code(&case.channel),
        Cut::By(Segment::Service) => values.code(&service),
        Cut::By(Segment::Language) => values.code(case.language),
        Cut::By(Segment::Device) => catsup_journeys::MISSING,
    });
    columns.push(case.customer.0, need, case.opened_at, cuts);
}

/// Interactions of a period (microseconds, the end excluded) whose customer is known, from segments where there are some.
pub(super) async fn contacts_of_interactions(
    app: &App,
    rule: &MiningRule,
    period: (i64, i64),
    codes: &mut Codes,
) -> Result<ContactColumns, Unread> {
    let services = app.store().service_ids(&Reach::Everything).await?;
    let mut columns = ContactColumns::new(codes.cuts.len());
    if let Some(segments) = app.segments() {
        let filter =
            ContactFilter { services: services.clone(), period: Some(period), ..ContactFilter::default() };
        let read = segments
            .ask_contacts(app, move |snapshot, cancel| {
                snapshot.sequences(&filter, MOST_CONTACTS as u64, cancel)
            })
            .await?;
        match read {
            Some(Ok(sequences)) => {
                of_sequences(&sequences, rule, codes, &mut columns);
                return Ok(columns);
            }
            Some(Err(EngineError::TooManyContacts { .. })) => return Err(Unread::TooMany),
            Some(Err(error)) => {
                return Err(Error::Internal { what: "reading contacts", source: error.into() }.into());
            }
            None => {}
        }
    }
    let filter = InteractionFilter { services, period: Some(period), ..InteractionFilter::default() };
    let mut many = false;
    let take = |event: InteractionEvent| {
        of_event(&event, rule, codes, &mut columns);
        many = columns.times.len() > MOST_CONTACTS;
        if many { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    app.store().interaction_each(&filter, take).await?;
    if many { Err(Unread::TooMany) } else { Ok(columns) }
}

fn of_event(event: &InteractionEvent, rule: &MiningRule, codes: &mut Codes, columns: &mut ContactColumns) {
    let Some(customer) = event.customer else { return };
    let intention = event.intention.as_deref().filter(|_| is_by_intention(rule));
    let need = codes.needs.code(intention.unwrap_or(&event.activity), 1);
    let service = event.service.to_string();
    let cuts = codes.cuts.iter_mut().map(|(cut, values)| match cut {
        Cut::Channel => values.code(&event.channel),
        Cut::By(Segment::Service) => values.code(&service),
        Cut::By(Segment::Language) => values.code(event.language.as_deref().unwrap_or_default()),
        Cut::By(Segment::Device) => values.code(event.device.as_deref().unwrap_or_default()),
    });
    columns.push(customer.0, need, event.occurred_at, cuts);
}

fn of_sequences(sequences: &Sequences, rule: &MiningRule, codes: &mut Codes, columns: &mut ContactColumns) {
    let column = |coded: Coded| &sequences.coded[coded as usize];
    let (intentions, activities) = (column(Coded::Intention), column(Coded::Activity));
    let by_intention = is_by_intention(rule);
    let intention_codes = match by_intention {
        true => need_codes(intentions, codes),
        false => HashMap::new(),
    };
    let activity_codes = need_codes(activities, codes);
    let cut_columns: Vec<(&SequenceColumn, Vec<u32>)> = codes
        .cuts
        .iter_mut()
        .map(|(cut, values)| {
            let column = column(match cut {
                Cut::Channel => Coded::Channel,
                Cut::By(Segment::Service) => Coded::Service,
                Cut::By(Segment::Language) => Coded::Language,
                Cut::By(Segment::Device) => Coded::Device,
            });
            (column, column.values.iter().map(|value| values.code(value)).collect())
        })
        .collect();
    for (at, (customer, time)) in sequences.customers.iter().zip(&sequences.occurred_at).enumerate() {
        if *customer == NOBODY {
            continue;
        }
        let need = intention_codes
            .get(&intentions.codes[at])
            .or_else(|| activity_codes.get(&activities.codes[at]))
            .copied()
            .unwrap_or(catsup_journeys::MISSING);
        let cuts = cut_columns.iter().map(|(column, codes)| {
            codes.get(column.codes[at] as usize).copied().unwrap_or(catsup_journeys::MISSING)
        });
        columns.push(*customer, need, *time, cuts);
    }
}

/// The number of the need behind each code of a column.
fn need_codes(column: &SequenceColumn, codes: &mut Codes) -> HashMap<u32, u32> {
    let mut times: HashMap<u32, u64> = HashMap::new();
    for code in column.codes.iter().filter(|code| **code != SequenceColumn::NONE) {
        *times.entry(*code).or_default() += 1;
    }
    let mut met: Vec<(u32, u64)> = times.into_iter().collect();
    met.sort_unstable();
    let known = met.into_iter().filter_map(|(code, times)| {
        let written = column.values.get(code as usize)?;
        Some((code, codes.needs.code(written, times)))
    });
    known.filter(|(_, need)| *need != catsup_journeys::MISSING).collect()
}

fn is_by_intention(rule: &MiningRule) -> bool {
    rule.source != NeedSource::Activity.code()
}
