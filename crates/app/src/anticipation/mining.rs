//! The job that works out what people come back for next.
//!
//! Once a day everything is counted anew; in between, only the days whose windows new contacts and readings touch. A change
//! that may have moved or removed an interaction, answers that stand for other needs, and a node that just started, count
//! everything.

use std::{collections::BTreeSet, ops::RangeInclusive};

use catsup_journeys::{CountingRule, DayCounts, day_of};
use catsup_model::{Reach, anticipation::MiningRule, id::InteractionId};
use catsup_store::ChangeLog;

use super::{
    case_needs::{AnswerNeeds, answer_needs},
    columns::{Codes, ContactColumns, Cut},
    experiment,
    judged::{judged, off_thread, uncounted},
    kept::{self, Marks, Mined},
    readings::acts_of_visits,
    sources::{Unread, contacts},
};
use crate::{App, Error};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// Entries of the log read at a time.
const ENTRIES: i64 = 256;
/// Rows read at a time.
const ROWS: usize = 10_000;

/// Whether there is any contact or reading to be mined.
pub(super) async fn has_contacts(app: &App) -> Result<bool, Error> {
    let services = app.store().service_ids(&Reach::Everything).await?;
    let archived = app.segments().and_then(|segments| segments.archived_contacts_extent(&services));
    if archived.is_some() || app.store().interaction_revision().await? > 0 {
        return Ok(true);
    }
    let begins = today(app) - i64::from(app.settings().mining.history_days);
    let marks = marks(app, begins).await?;
    Ok(!marks.cases.is_empty() || !marks.visits.is_empty())
}

/// The job: works out what people come back for next, and who of the experiment came back.
pub(crate) async fn mine(app: &App) -> Result<(), Error> {
    let mut kept = app.anticipation().mined.lock().await;
    let rule = app.settings().mining.clone();
    // Taken out: where anything fails, the next mining counts everything.
    let mined = match kept.take().filter(|mined| mined.rule == rule && mined.counted_on == today(app)) {
        Some(mined) => update(app, mined).await?,
        None => None,
    };
    let mined = match mined {
        Some(mined) => mined,
        None => count_all(app, rule).await?,
    };
    let (mined, found) = judged(app, mined).await?;
    let mut transaction = app.store().begin().await?;
    transaction.next_needs_replace(&found).await?;
    transaction.commit().await?;
    *kept = Some(mined);
    drop(kept);
    experiment::follow_up(app).await
}

fn today(app: &App) -> i64 {
    day_of(app.now().as_microsecond())
}

/// How the days of cases and of visits look now. Taken before they are read: what comes in between is counted again.
async fn marks(app: &App, begins: i64) -> Result<Marks, Error> {
    let from = (begins - 1) * DAY;
    let (cases, visits) =
        tokio::try_join!(app.store().case_contact_days(from), app.store().visit_days(from))?;
    Ok(Marks { cases, visits })
}

/// Counts everything in the history that is looked at; in a shorter one where there is too much.
async fn count_all(app: &App, rule: MiningRule) -> Result<Mined, Error> {
    let today = today(app);
    // Read before the contacts: what changes in between is counted again the next time.
    let place = app.store().changes_end(ChangeLog::Interactions).await?;
    let reader = format!("anticipation:{}", app.random().token());
    app.store().changes_read(ChangeLog::Interactions, &reader, place, app.now()).await?;
    let newest = app.next_id();
    let answers = answer_needs(app).await?;
    let mut history = i64::from(rule.history_days);
    loop {
        let begins = today - history;
        let mut codes = Codes::new(&Cut::of(&rule));
        let period = ((begins - 1) * DAY, (today + 1) * DAY);
        let marks = marks(app, begins).await?;
        match everything(app, &rule, &answers, period, &mut codes).await {
            Ok([columns, acts]) => {
                let counts =
                    replaced(none_counted(codes.cuts.len())?, vec![(begins..=today, columns)]).await?;
                let readings = replaced(none_counted(1)?, vec![(begins..=today, acts)]).await?.swap_remove(0);
                let counted_on = today;
                return Ok(Mined {
                    rule,
                    counted_on,
                    begins,
                    codes,
                    counts,
                    readings,
                    answers,
                    marks,
                    reader,
                    place,
                    newest,
                });
            }
            Err(Unread::TooMany) if history > 60 => {
                history /= 2;
                tracing::warn!(days = history, "too many contacts to mine: a shorter history is looked at");
            }
            Err(Unread::TooMany) => return Err(crate::Refusal::Busy.into()),
            Err(Unread::Failed(error)) => return Err(error),
        }
    }
}

/// Contacts and readings of a period.
async fn everything(
    app: &App,
    rule: &MiningRule,
    answers: &AnswerNeeds,
    period: (i64, i64),
    codes: &mut Codes,
) -> Result<[ContactColumns; 2], Unread> {
    let columns = contacts(app, rule, answers, period, codes).await?;
    Ok([columns, acts_of_visits(app, answers, period, &mut codes.needs).await?])
}

fn none_counted(cuts: usize) -> Result<Vec<DayCounts>, Error> {
    let none = DayCounts::new(CountingRule::default()).map_err(uncounted)?;
    Ok(vec![none; cuts])
}

/// Counts anew the days that what changed since the last time touches; `None` where everything is to be counted.
async fn update(app: &App, mut mined: Mined) -> Result<Option<Mined>, Error> {
    let known = app.store().changes_reader(ChangeLog::Interactions, &mined.reader).await?;
    if known != Some(mined.place) {
        return Ok(None);
    }
    if answer_needs(app).await? != mined.answers {
        return Ok(None);
    }
    let newest = app.next_id();
    let marks = marks(app, mined.begins).await?;
    let Some(mut changed) = changed_days(app, &mut mined).await? else { return Ok(None) };
    mined.newest = newest;
    changed.extend(kept::changed(&mined.marks.cases, &marks.cases));
    let visited: BTreeSet<i64> = kept::changed(&mined.marks.visits, &marks.visits).collect();
    mined.marks = marks;
    let mut read = Vec::new();
    for (days, period) in touched(&mined.readings, &changed, mined.begins) {
        match contacts(app, &mined.rule, &mined.answers, period, &mut mined.codes).await {
            Ok(columns) => read.push((days, columns)),
            Err(Unread::TooMany) => return Ok(None),
            Err(Unread::Failed(error)) => return Err(error),
        }
    }
    mined.counts = replaced(mined.counts, read).await?;
    let mut read = Vec::new();
    for (days, period) in touched(&mined.readings, &visited, mined.begins) {
        match acts_of_visits(app, &mined.answers, period, &mut mined.codes.needs).await {
            Ok(columns) => read.push((days, columns)),
            Err(Unread::TooMany) => return Ok(None),
            Err(Unread::Failed(error)) => return Err(error),
        }
    }
    mined.readings = replaced(vec![mined.readings], read).await?.swap_remove(0);
    app.store().changes_read(ChangeLog::Interactions, &mined.reader, mined.place, app.now()).await?;
    Ok(Some(mined))
}

/// The days whose counts change where these days have changed, and the period that is to be read for them. Contacts and
/// readings are counted by the same rule.
fn touched(
    counts: &DayCounts,
    changed: &BTreeSet<i64>,
    begins: i64,
) -> Vec<(RangeInclusive<i64>, (i64, i64))> {
    merged(changed.iter().map(|day| counts.touched(*day..=*day)))
        .into_iter()
        .map(|days| *days.start().max(&begins)..=*days.end())
        .filter(|days| !days.is_empty())
        .map(|days| {
            let needed = counts.needed(days.clone());
            (days, (needed.start() * DAY, (needed.end() + 1) * DAY))
        })
        .collect()
}

/// The days of contacts that are new; `None` where a contact may have gone from a day that nobody can name any more.
async fn changed_days(app: &App, mined: &mut Mined) -> Result<Option<BTreeSet<i64>>, Error> {
    let (mut days, mut from) = (BTreeSet::new(), mined.place);
    loop {
        let entries = app.store().changes_after(ChangeLog::Interactions, from, ENTRIES).await?;
        if let Some(settled) = entries.iter().rev().find(|entry| entry.settled) {
            mined.place = settled.place;
        }
        let ids: BTreeSet<i64> = entries.iter().flat_map(|entry| entry.ids.iter().copied()).collect();
        let ids: Vec<InteractionId> = ids.into_iter().map(InteractionId).collect();
        for ids in ids.chunks(ROWS) {
            let events = app.store().interaction_events_of(ids).await?;
            if events.len() < ids.len() {
                return Ok(None);
            }
            for event in events.into_iter().filter(|event| event.customer.is_some()) {
                if event.id.0 <= mined.newest {
                    return Ok(None);
                }
                days.insert(day_of(event.occurred_at));
            }
        }
        match entries.last() {
            Some(last) if entries.len() >= usize::try_from(ENTRIES).unwrap_or(usize::MAX) => {
                from = last.place;
            }
            _ => return Ok(Some(days)),
        }
    }
}

/// Ranges in order, those that meet as one.
fn merged(ranges: impl Iterator<Item = RangeInclusive<i64>>) -> Vec<RangeInclusive<i64>> {
    let mut merged: Vec<RangeInclusive<i64>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if *range.start() <= last.end() + 1 => {
                *last = *last.start()..=*last.end().max(range.end());
            }
            _ => merged.push(range),
        }
    }
    merged
}

/// The counts of each cut with these days counted anew.
async fn replaced(
    mut counts: Vec<DayCounts>,
    read: Vec<(RangeInclusive<i64>, ContactColumns)>,
) -> Result<Vec<DayCounts>, Error> {
    off_thread(move || {
        for (days, columns) in read {
            for (counts, contacts) in counts.iter_mut().zip(columns.into_contacts()?) {
                counts.replace(days.clone(), &contacts);
            }
        }
        Ok(counts)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_meet_become_one() {
        let found = merged([1..=3, 2..=6, 7..=8, 12..=13].into_iter());
        assert_eq!(found, [1..=8, 12..=13]);
    }
}
