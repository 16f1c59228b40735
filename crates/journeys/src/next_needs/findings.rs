//! What the counts tell: how likely, how much likelier than otherwise, how soon, and whether it could be chance.

use catsup_statistics::{Confidence, Proportion, benjamini_hochberg, exact_test};
use serde::Serialize;

use super::day_counts::DayCounts;
use super::gathered::{Gathered, gather};
use super::{DAY, day_of};
use crate::{Error, MISSING, Result, parallel};

/// How next needs are looked for in counts.
#[derive(Debug, Clone, PartialEq)]
pub struct NextNeedOptions {
    /// Windows in whole days, none longer than what was counted for.
    pub windows_days: Vec<u16>,
    /// The end of what was observed, in microseconds since 1970 in UTC, not included. It counts in whole days: what was
    /// seen of the day it lies in is taken as not yet observed.
    pub observed_until: i64,
    /// Needs with fewer contacts that can be followed up are neither tested nor told of.
    pub minimum_contacts: u64,
    /// Pairs met fewer times are tested, but not told of.
    pub minimum_support: u64,
    /// Pairs met by fewer different people are tested, but not told of: one person who comes often is not many.
    pub minimum_people: usize,
    /// The confidence of the intervals.
    pub confidence: Confidence,
}

impl Default for NextNeedOptions {
    /// 1, 7 and 30 days, nothing observed, 30 contacts, 5 times, one person, 95 %.
    fn default() -> Self {
        Self {
            windows_days: vec![1, 7, 30],
            observed_until: 0,
            minimum_contacts: 30,
            minimum_support: 5,
            minimum_people: 1,
            confidence: Confidence::NINETY_FIVE,
        }
    }
}

/// What people come back for, by window and cut.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextNeeds {
    /// By window as they were asked for, and for each all contacts first, then the cuts by their code.
    pub cuts: Vec<NextNeedsOfCut>,
    /// How many pairs were tested over all windows and cuts, those not told of included.
    pub tested_pairs: usize,
}

/// What people come back for within one window, over all contacts or one cut of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextNeedsOfCut {
    /// The window in days.
    pub window_days: u16,
    /// The code of the cut; `None` for all contacts.
    pub cut: Option<u32>,
    /// Contacts that could be followed for the whole window: the ones all figures are about.
    pub contacts: u64,
    /// Contacts left out because what was observed ends before their window does.
    pub censored: u64,
    /// How many of the contacts were followed by another within the window.
    pub followed: u64,
    /// The pairs, by need, and for each the most likely first.
    pub pairs: Vec<NextNeed>,
}

/// A need and what people come back for next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NextNeed {
    /// The code of the need.
    pub need: u32,
    /// The code of what they come back for; it may be the same need again.
    pub next: u32,
    /// Of the contacts for this need, the share whose next contact within the window is for that one.
    pub probability: Proportion,
    /// The same share over the contacts for any need.
    pub base: f64,
    /// Probability by base: how many times likelier than behind any contact.
    pub lift: f64,
    /// The median time until then in seconds. Delays are kept in whole seconds, rounded up: it lies less than a second
    /// above the exact one.
    pub median_delay_seconds: f64,
    /// Two-sided p value of the difference from the contacts for all other needs, by the exact test.
    pub p_value: f64,
    /// The p value adjusted over all tested pairs of all windows and cuts (Benjamini and Hochberg).
    pub adjusted_p_value: f64,
}

/// Counts that are judged together with others.
#[derive(Debug, Clone, Copy)]
pub struct FamilyMember<'counts> {
    /// The counts.
    pub counts: &'counts DayCounts,
    /// Whether its figures over all contacts are tested and told of. Not where another member holds the same contacts, cut by
    /// something else.
    pub over_all: bool,
}

/// What was gathered of one member, window and cut.
struct Gathering {
    member: usize,
    window_days: u16,
    cut: u32,
    of: Gathered,
}

/// A pair to test: where it was gathered, the need and the next need.
#[derive(Clone, Copy)]
struct Pair {
    place: usize,
    need: u32,
    next: u32,
}

impl DayCounts {
    /// What people with each need come back for next, in several windows at once.
    ///
    /// For every contact whose whole window was observed, the next contact of the same person is looked at, if it comes
    /// within the window:
    ///
    /// - probability `P(next = b | need = a)`, with its Wilson interval, over contacts for need `a`;
    /// - base `P(next = b)` over the contacts for any need, and lift, their quotient;
    /// - the exact test of need `a` against all other needs, with p values adjusted by Benjamini and Hochberg over every
    ///   pair of a need with enough contacts and a need that ever comes next, of all windows and cuts together: of the
    ///   pairs told of at 0.05, one in twenty is chance, wherever one looks. The z test that
    ///   [`next_contact`](crate::next_contact) uses would not keep that promise for pairs met a few times.
    ///
    /// A cut holds the contacts behind which is looked; what comes next may lie in another. Contacts are taken as
    /// independent; many contacts of few people make p values too small.
    ///
    /// # Errors
    /// [`Error::Option`] for a window of no day or one longer than what was counted for.
    pub fn next_needs(&self, options: &NextNeedOptions) -> Result<NextNeeds> {
        let mut found = next_needs_of_family(&[FamilyMember { counts: self, over_all: true }], options)?;
        Ok(found.swap_remove(0))
    }
}

/// What people come back for by several counts, for each as [`DayCounts::next_needs`] tells it, with p values adjusted over every
/// pair of all of them together: whoever looks at all of them finds no more chance among the findings than in one. The number of
/// tested pairs is that of all together.
///
/// # Errors
/// As [`DayCounts::next_needs`].
pub fn next_needs_of_family(
    members: &[FamilyMember<'_>],
    options: &NextNeedOptions,
) -> Result<Vec<NextNeeds>> {
    let mut gathered: Vec<Gathering> = vec![];
    for (place, member) in members.iter().enumerate() {
        gathered.extend(gather_all(place, *member, options)?);
    }
    let tested = pairs_to_test(&gathered, options.minimum_contacts);
    let p_values = test(&gathered, &tested)?;
    let adjusted = benjamini_hochberg(&p_values)?;
    let mut found: Vec<Vec<NextNeed>> = vec![vec![]; gathered.len()];
    for ((pair, p_value), adjusted_p_value) in tested.iter().zip(p_values).zip(adjusted) {
        let of = &mut gathered[pair.place].of;
        let Some(delays) = of.delays.get_mut(&(pair.need, pair.next)) else { continue };
        let (support, people) = (delays.len() as u64, of.people[&(pair.need, pair.next)].len());
        if support < options.minimum_support.max(1) || people < options.minimum_people {
            continue;
        }
        let base = of.to[&pair.next] as f64 / of.contacts as f64;
        let probability = Proportion::of(support, of.from[&pair.need], options.confidence)?;
        found[pair.place].push(NextNeed {
            need: pair.need,
            next: pair.next,
            probability,
            base,
            lift: probability.share / base,
            median_delay_seconds: median(delays),
            p_value,
            adjusted_p_value,
        });
    }
    let none = NextNeeds { cuts: vec![], tested_pairs: tested.len() };
    let mut told = vec![none; members.len()];
    for (Gathering { member, window_days, cut, of }, mut pairs) in gathered.into_iter().zip(found) {
        pairs.sort_by(|left, right| {
            let likelier = right.probability.share.total_cmp(&left.probability.share);
            left.need.cmp(&right.need).then(likelier).then(left.next.cmp(&right.next))
        });
        told[member].cuts.push(NextNeedsOfCut {
            window_days,
            cut: (cut != MISSING).then_some(cut),
            contacts: of.contacts,
            censored: of.censored,
            followed: of.followed,
            pairs,
        });
    }
    Ok(told)
}

/// What one member holds in every window and cut.
fn gather_all(place: usize, member: FamilyMember<'_>, options: &NextNeedOptions) -> Result<Vec<Gathering>> {
    let longest = member.counts.rule().longest_days;
    if let Some(window) = options.windows_days.iter().find(|window| !(1..=longest).contains(*window)) {
        let value = format!("{window} days");
        return Err(Error::Option { option: "window", value, allowed: "1 day to the longest counted for" });
    }
    let until =
        day_of(options.observed_until.clamp(-crate::builder::LARGEST_TIME, crate::builder::LARGEST_TIME));
    let gathered = parallel::over(options.windows_days.clone(), |window_days| {
        // Every contact of a day is followed up once the window has passed since its last moment.
        let last = until - i64::from(window_days) - 1;
        let seconds = u32::from(window_days) * (DAY / super::SECOND) as u32;
        let cuts = gather(member.counts, last, seconds, options.minimum_people);
        let mut cuts: Vec<Gathering> = cuts
            .into_iter()
            .filter(|(cut, _)| member.over_all || *cut != MISSING)
            .map(|(cut, of)| Gathering { member: place, window_days, cut, of })
            .collect();
        cuts.sort_unstable_by_key(|one| one.cut.wrapping_add(1));
        cuts
    });
    Ok(gathered.into_iter().flatten().collect())
}

/// Every pair of a need with enough contacts and a need that ever comes next, in each window and cut.
fn pairs_to_test(gathered: &[Gathering], minimum_contacts: u64) -> Vec<Pair> {
    let mut pairs = vec![];
    for (place, Gathering { of, .. }) in gathered.iter().enumerate() {
        let enough = |(_, contacts): &(&u32, &u64)| **contacts >= minimum_contacts.max(1);
        let mut needs: Vec<u32> = of.from.iter().filter(enough).map(|(need, _)| *need).collect();
        let mut nexts: Vec<u32> = of.to.keys().copied().collect();
        needs.sort_unstable();
        nexts.sort_unstable();
        for need in needs {
            pairs.extend(nexts.iter().map(|&next| Pair { place, need, next }));
        }
    }
    pairs
}

/// The p value of each pair: contacts for its need against the contacts for all other needs, so that the samples are apart.
fn test(gathered: &[Gathering], pairs: &[Pair]) -> Result<Vec<f64>> {
    /// Pairs that are worth a thread.
    const SMALLEST_PART: usize = 2_000;

    let parts = (pairs.len() / SMALLEST_PART).clamp(1, parallel::cores());
    let chunks: Vec<&[Pair]> = pairs.chunks(pairs.len().div_ceil(parts).max(1)).collect();
    let tested = parallel::over(chunks, |chunk| -> Result<Vec<f64>> {
        let one = |pair: &Pair| {
            let of = &gathered[pair.place].of;
            let (n, all) = (of.from[&pair.need], of.to[&pair.next]);
            if n == of.contacts {
                return Ok(1.0);
            }
            let support = of.delays.get(&(pair.need, pair.next)).map_or(0, |delays| delays.len() as u64);
            Ok(exact_test((support, n), (all - support, of.contacts - n))?)
        };
        chunk.iter().map(one).collect()
    });
    tested.into_iter().collect::<Result<Vec<_>>>().map(|parts| parts.concat())
}

/// The median of values that are not empty, halfway between the middle two of an even number.
fn median(values: &mut [u32]) -> f64 {
    let middle = values.len() / 2;
    let is_odd = values.len() % 2 == 1;
    let (below, &mut at, _) = values.select_nth_unstable(middle);
    match below.iter().max() {
        Some(&before) if !is_odd => (f64::from(before) + f64::from(at)) / 2.0,
        _ => f64::from(at),
    }
}
