//! What the counts tell: contacts in every cut and readings beside them, judged together as one family.

use std::cmp::Reverse;

use catsup_journeys::{FamilyMember, NextNeedOptions, NextNeedsOfCut, next_needs_of_family};
use catsup_model::anticipation::{ASKED_A_PERSON, MiningSource, NextNeed, WINDOWS};
use jiff::Timestamp;

use super::{columns::Codes, kept::Mined, readings::AFTER_A_SEARCH};
use crate::{App, Error};

/// The fewest contacts for a need that is told of.
const FEWEST_CONTACTS: u64 = 30;
/// Pairs met less often are not told of, where the smallest cell allows it.
const FEWEST_MET: u64 = 5;
/// So many next needs of one need are kept for each window and cut.
const MOST_NEXT: usize = 20;

/// What the counts tell now, at most so many next needs for each need.
pub(super) async fn judged(app: &App, mined: Mined) -> Result<(Mined, Vec<NextNeed>), Error> {
    let (now, smallest) = (app.now(), app.settings().smallest_cell);
    let options = NextNeedOptions {
        windows_days: WINDOWS.to_vec(),
        observed_until: now.as_microsecond(),
        minimum_contacts: FEWEST_CONTACTS.max(smallest),
        minimum_support: FEWEST_MET.max(smallest),
        minimum_people: usize::try_from(smallest).unwrap_or(usize::MAX).max(1),
        ..NextNeedOptions::default()
    };
    off_thread(move || {
        // All contacts are the same whatever cuts them: only the first is asked about them.
        let contacts = mined.counts.iter().enumerate();
        let mut members: Vec<FamilyMember<'_>> =
            contacts.map(|(place, counts)| FamilyMember { counts, over_all: place == 0 }).collect();
        members.push(FamilyMember { counts: &mined.readings, over_all: true });
        let judged = next_needs_of_family(&members, &options)?;
        let mut found = Vec::new();
        for (place, needs) in judged.iter().enumerate() {
            for of in &needs.cuts {
                found.extend(told(&mined.codes, &Place::of(&mined, place, of.cut), of, now));
            }
        }
        Ok((mined, found))
    })
    .await
}

/// Where figures belong.
struct Place {
    source: MiningSource,
    /// Empty for all, else as `channel:phone`.
    cut: String,
}

impl Place {
    fn of(mined: &Mined, place: usize, cut: Option<u32>) -> Self {
        let source = if place < mined.counts.len() { MiningSource::Contacts } else { MiningSource::Readings };
        let cut = match (cut, mined.codes.cuts.get(place)) {
            (None, _) => String::new(),
            (Some(code), Some((cut, values))) => format!("{}:{}", cut.code(), values.value(code)),
            (Some(_), None) => AFTER_A_SEARCH.to_owned(),
        };
        Self { source, cut }
    }
}

fn told(codes: &Codes, place: &Place, of: &NextNeedsOfCut, taken_at: Timestamp) -> Vec<NextNeed> {
    let mut told = Vec::with_capacity(of.pairs.len());
    for pairs in of.pairs.chunk_by(|left, right| left.need == right.need) {
        // What people read after they asked a person is tested with the rest, and tells nobody what to write.
        if pairs.first().is_some_and(|pair| codes.needs.named(pair.need).0 == ASKED_A_PERSON) {
            continue;
        }
        let mut pairs = pairs.to_vec();
        // What is found goes before what is merely frequent.
        pairs.sort_by_key(|pair| {
            (pair.adjusted_p_value > 0.05 || pair.lift <= 1.0, Reverse(pair.probability.successes))
        });
        told.extend(pairs.into_iter().take(MOST_NEXT).map(|pair| {
            let ((need, need_name), (next, next_name)) =
                (codes.needs.named(pair.need), codes.needs.named(pair.next));
            NextNeed {
                source: place.source,
                need: need.to_owned(),
                need_name: need_name.to_owned(),
                next: next.to_owned(),
                next_name: next_name.to_owned(),
                window_days: of.window_days,
                cut: place.cut.clone(),
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
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> catsup_journeys::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    let failed =
        |source: tokio::task::JoinError| Error::Internal { what: "mining contacts", source: source.into() };
    done.map_err(failed)?.map_err(uncounted)
}

pub(super) fn uncounted(source: catsup_journeys::Error) -> Error {
    Error::Internal { what: "mining contacts", source: source.into() }
}
