//! What follows what within a window: the counting and judging that next contacts and channels share.

use catsup_statistics::{Confidence, Proportion, benjamini_hochberg, compare_proportions};
use hashbrown::HashMap;

use crate::{DurationSummary, Error, EventLog, MISSING, Result};

/// Which contacts behind one are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behind {
    /// The very next one.
    Next,
    /// Every one, each label once.
    Any,
}

/// The counts of one window.
pub(crate) struct Counts {
    /// Contacts with a label and a full window of follow-up.
    pub(crate) contacts: u64,
    /// Contacts left out because the log ends before their window does.
    pub(crate) censored: u64,
    /// Contacts left out because they have no label.
    pub(crate) unlabelled: u64,
    /// Contacts with anything behind them within the window.
    pub(crate) followed: u64,
    /// Contacts by label.
    from: Vec<u64>,
    /// How often each label follows, whatever it follows.
    to: Vec<u64>,
    delays: HashMap<(u32, u32), Vec<i64>>,
}

/// A pair that is often enough met, with its figures.
pub(crate) struct Judged {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) probability: Proportion,
    pub(crate) base: f64,
    pub(crate) lift: f64,
    pub(crate) delay: DurationSummary,
    pub(crate) p_value: f64,
    pub(crate) adjusted_p_value: f64,
    pub(crate) rough: bool,
}

/// Refuses a window that is not positive.
pub(crate) fn check_window(micros: i64) -> Result<i64> {
    if (1..=crate::builder::LARGEST_TIME).contains(&micros) {
        Ok(micros)
    } else {
        Err(Error::Option { option: "window", value: format!("{micros} µs"), allowed: "a duration above 0" })
    }
}

/// The end of what was observed: as given, or the last event of the log.
pub(crate) fn observed_until(log: &EventLog, given: Option<i64>) -> i64 {
    given.or_else(|| log.time_span().map(|span| span.1)).unwrap_or(0)
}

/// Counts which label follows which within `window` microseconds, by contacts whose window ends before `until`.
pub(crate) fn count(
    log: &EventLog,
    labels: &[u32],
    kinds: usize,
    behind: Behind,
    window: i64,
    until: i64,
) -> Counts {
    let mut counts = Counts {
        contacts: 0,
        censored: 0,
        unlabelled: 0,
        followed: 0,
        from: vec![0; kinds],
        to: vec![0; kinds],
        delays: HashMap::new(),
    };
    let mut met = vec![];
    for case in log.iter() {
        let (times, labels) = (case.times(), &labels[case.events()]);
        for (at, (&label, &time)) in labels.iter().zip(times).enumerate() {
            if label == MISSING {
                counts.unlabelled += 1;
                continue;
            }
            if time + window > until {
                counts.censored += 1;
                continue;
            }
            counts.contacts += 1;
            counts.from[label as usize] += 1;
            met.clear();
            let later =
                labels.iter().zip(times).skip(at + 1).take_while(|(_, later)| **later - time <= window);
            for (&next, &later) in later.take(if behind == Behind::Next { 1 } else { usize::MAX }) {
                counts.followed += u64::from(met.is_empty());
                if met.contains(&next) {
                    continue;
                }
                met.push(next);
                if next != MISSING {
                    counts.to[next as usize] += 1;
                    counts.delays.entry((label, next)).or_default().push(later - time);
                }
            }
        }
    }
    counts
}

impl Counts {
    /// The pairs of labels of which the first has at least `minimum_contacts` contacts and that are met at least
    /// `minimum_support` times, and how many pairs were tested. The p values are adjusted over all tested pairs, rare
    /// ones included, lest choosing by what was found make chance look like a finding.
    pub(crate) fn judge(
        mut self,
        minimum_contacts: u64,
        minimum_support: u64,
        confidence: Confidence,
    ) -> Result<(Vec<Judged>, usize)> {
        let eligible = |counts: &[u64], least: u64| {
            let labels = 0..counts.len() as u32;
            labels.filter(|&label| counts[label as usize] >= least.max(1)).collect::<Vec<u32>>()
        };
        let (from, to) = (eligible(&self.from, minimum_contacts), eligible(&self.to, 1));
        let tested: Vec<(u32, u32)> =
            from.iter().flat_map(|&from| to.iter().map(move |&to| (from, to))).collect();
        let tests = tested
            .iter()
            .map(|&(from, to)| {
                let support = self.delays.get(&(from, to)).map_or(0, |delays| delays.len() as u64);
                let (n, all) = (self.from[from as usize], self.to[to as usize]);
                // Against the contacts of all other labels, so that the two samples are apart.
                if n == self.contacts {
                    return Ok(1.0);
                }
                let others = (all - support, self.contacts - n);
                Ok(compare_proportions((support, n), others, confidence)?.test.p_value)
            })
            .collect::<Result<Vec<f64>>>()?;
        let adjusted = benjamini_hochberg(&tests)?;
        let mut list = vec![];
        for ((&(from, to), p_value), adjusted_p_value) in tested.iter().zip(tests).zip(adjusted) {
            let Some(delays) = self.delays.get_mut(&(from, to)) else { continue };
            let Some(delay) = DurationSummary::of(delays).filter(|delay| delay.n >= minimum_support) else {
                continue;
            };
            let n = self.from[from as usize];
            let base = self.to[to as usize] as f64 / self.contacts as f64;
            let probability = Proportion::of(delay.n, n, confidence)?;
            let rough = (n as f64 * base).min(n as f64 * (1.0 - base)) < 5.0;
            let lift = probability.share / base;
            list.push(Judged { from, to, probability, base, lift, delay, p_value, adjusted_p_value, rough });
        }
        Ok((list, tested.len()))
    }
}
