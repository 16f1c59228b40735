//! The job that works out what people come back for next.
//!
//! Once a day everything is counted anew; in between, only the days whose windows new contacts touch. A change that may
//! have moved or removed a contact, and a node that just started, count everything.

use std::{cmp::Reverse, collections::BTreeSet, ops::RangeInclusive};

use catsup_journeys::{CountingRule, DayCounts, NextNeedOptions, day_of};
use catsup_model::{
    Reach,
    anticipation::{MiningRule, NextNeed, WINDOWS},
    id::InteractionId,
};
use catsup_store::ChangeLog;
use jiff::Timestamp;

use super::{
    columns::{Codes, ContactColumns, Cut},
    experiment,
    kept::Mined,
    sources::{Unread, contacts_of_interactions},
};
use crate::{App, Error};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// The fewest contacts for a need that is told of.
const FEWEST_CONTACTS: u64 = 30;
/// Pairs met less often are not told of, where the smallest cell allows it.
const FEWEST_MET: u64 = 5;
/// So many next needs of one need are kept for each window and cut.
const MOST_NEXT: usize = 20;
/// Entries of the log read at a time.
const ENTRIES: i64 = 256;
/// Rows read at a time.
const ROWS: usize = 10_000;

/// Whether there is any contact to be mined.
pub(super) async fn has_contacts(app: &App) -> Result<bool, Error> {
    let services = app.store().service_ids(&Reach::Everything).await?;
    let archived = app.segments().and_then(|segments| segments.archived_contacts_extent(&services));
    Ok(archived.is_some() || app.store().interaction_revision().await? > 0)
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

/// Counts every contact of the history that is looked at; of a shorter one where there are too many.
async fn count_all(app: &App, rule: MiningRule) -> Result<Mined, Error> {
    let today = today(app);
    // Read before the contacts: what changes in between is counted again the next time.
    let place = app.store().changes_end(ChangeLog::Interactions).await?;
    let reader = format!("anticipation:{}", app.random().token());
    app.store().changes_read(ChangeLog::Interactions, &reader, place, app.now()).await?;
    let newest = app.next_id();
    let mut history = i64::from(rule.history_days);
    loop {
        let begins = today - history;
        let mut codes = Codes::new(&Cut::of(&rule));
        let period = ((begins - 1) * DAY, (today + 1) * DAY);
        match contacts_of_interactions(app, &rule, period, &mut codes).await {
            Ok(columns) => {
                let days = begins..=today;
                let mut counts = Vec::with_capacity(codes.cuts.len());
                for _ in 0..codes.cuts.len() {
                    counts.push(DayCounts::new(CountingRule::default()).map_err(uncounted)?);
                }
                let counts = replaced(counts, vec![(days, columns)]).await?;
                return Ok(Mined { rule, counted_on: today, begins, codes, counts, reader, place, newest });
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

/// Counts anew the days that what changed since the last time touches; `None` where everything is to be counted.
async fn update(app: &App, mut mined: Mined) -> Result<Option<Mined>, Error> {
    let known = app.store().changes_reader(ChangeLog::Interactions, &mined.reader).await?;
    if known != Some(mined.place) {
        return Ok(None);
    }
    let newest = app.next_id();
    let Some(changed) = changed_days(app, &mut mined).await? else { return Ok(None) };
    mined.newest = newest;
    let Some(counts) = mined.counts.first() else { return Ok(None) };
    let touched = merged(changed.iter().map(|day| counts.touched(*day..=*day)));
    let touched: Vec<_> = touched
        .into_iter()
        .map(|days| *days.start().max(&mined.begins)..=*days.end())
        .filter(|days| !days.is_empty())
        .collect();
    let mut read = Vec::with_capacity(touched.len());
    for days in touched {
        let needed = counts.needed(days.clone());
        let period = (needed.start() * DAY, (needed.end() + 1) * DAY);
        match contacts_of_interactions(app, &mined.rule, period, &mut mined.codes).await {
            Ok(columns) => read.push((days, columns)),
            Err(Unread::TooMany) => return Ok(None),
            Err(Unread::Failed(error)) => return Err(error),
        }
    }
    mined.counts = replaced(mined.counts, read).await?;
    app.store().changes_read(ChangeLog::Interactions, &mined.reader, mined.place, app.now()).await?;
    Ok(Some(mined))
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

/// What the counts tell now, at most so many next needs for each need.
async fn judged(app: &App, mined: Mined) -> Result<(Mined, Vec<NextNeed>), Error> {
    let (now, smallest) = (app.now(), app.settings().smallest_cell);
    let options = NextNeedOptions {
        windows_days: WINDOWS.to_vec(),
        observed_until: now.as_microsecond(),
        minimum_contacts: FEWEST_CONTACTS.max(smallest),
        minimum_support: FEWEST_MET.max(smallest),
        ..NextNeedOptions::default()
    };
    off_thread(move || {
        let mut found = Vec::new();
        for (place, counts) in mined.counts.iter().enumerate() {
            for of in counts.next_needs(&options)?.cuts {
                // All contacts are the same whatever cuts them.
                if of.cut.is_some() || place == 0 {
                    found.extend(told(&mined.codes, place, &of, now));
                }
            }
        }
        Ok((mined, found))
    })
    .await
}

fn told(
    codes: &Codes,
    place: usize,
    of: &catsup_journeys::NextNeedsOfCut,
    taken_at: Timestamp,
) -> Vec<NextNeed> {
    let cut = match (of.cut, codes.cuts.get(place)) {
        (Some(code), Some((cut, values))) => format!("{}:{}", cut.code(), values.value(code)),
        _ => String::new(),
    };
    let mut told = Vec::with_capacity(of.pairs.len());
    for pairs in of.pairs.chunk_by(|left, right| left.need == right.need) {
        let mut pairs = pairs.to_vec();
        // What is found goes before what is merely frequent.
        pairs.sort_by_key(|pair| {
            (pair.adjusted_p_value > 0.05 || pair.lift <= 1.0, Reverse(pair.probability.successes))
        });
        told.extend(pairs.into_iter().take(MOST_NEXT).map(|pair| {
            let ((need, need_name), (next, next_name)) =
                (codes.needs.named(pair.need), codes.needs.named(pair.next));
            NextNeed {
                need: need.to_owned(),
                need_name: need_name.to_owned(),
                next: next.to_owned(),
                next_name: next_name.to_owned(),
                window_days: of.window_days,
                cut: cut.clone(),
                contacts: pair.probability.n,
                followed: pair.probability.successes,
                base: pair.base,
                lift: pair.lift,
                low: pair.probability.interval.low,
                high: pair.probability.interval.high,
                median_seconds: pair.median_delay_seconds,
                p_value: pair.p_value,
                adjusted_p_value: pair.adjusted_p_value,
                taken_at,
            }
        }));
    }
    told
}

/// Runs what takes processor time on a thread of its own.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> catsup_journeys::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    let failed =
        |source: tokio::task::JoinError| Error::Internal { what: "mining contacts", source: source.into() };
    done.map_err(failed)?.map_err(uncounted)
}

fn uncounted(source: catsup_journeys::Error) -> Error {
    Error::Internal { what: "mining contacts", source: source.into() }
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
