//! A yearly result with what can be said of it.

use catsup_model::standard::{Claim, Outcome, StandardResult};
use catsup_statistics::{Confidence, Proportion};

/// A yearly result with what can be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The result.
    pub result: StandardResult,
    /// What can be said.
    pub claim: Claim,
    /// The share of cases for which the promise was kept, with n and its interval; `None` where none can be given.
    pub share: Option<Proportion>,
}

impl Judged {
    /// Judges a result; of fewer than `smallest` cases, nothing is claimed.
    #[must_use]
    pub fn of(result: StandardResult, smallest: u64) -> Self {
        let claim = result.claim(smallest);
        let counts = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
        let share = match claim {
            Claim::Met | Claim::Missed | Claim::NoTarget => counts(result.kept)
                .zip(counts(result.total))
                .and_then(|(kept, total)| Proportion::of(kept, total, Confidence::NINETY_FIVE).ok()),
            _ => None,
        };
        Self { result, claim, share }
    }

    /// What the source states where its own figures say otherwise.
    #[must_use]
    pub fn stated_otherwise(&self) -> Option<Outcome> {
        self.result.stated.filter(|stated| match self.claim {
            Claim::Met | Claim::Missed => *stated != self.claim.outcome(),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::standard::ResultSource;

    use super::*;

    #[test]
    fn a_share_comes_with_its_cases_and_interval_or_not_at_all() {
        let judged = |kept, total, stated| {
            let result = StandardResult {
                year: "2025-2026".parse().unwrap(),
                target: "0.9".parse().ok(),
                kept: Some(kept),
                total: Some(total),
                stated,
                source: ResultSource::default(),
            };
            Judged::of(result, 10)
        };
        let found = judged(813, 1024, Some(Outcome::Met));
        let share = found.share.unwrap();
        assert_eq!((share.n, found.claim), (1024, Claim::Missed));
        assert!(share.interval.low > 0.768 && share.interval.high < 0.818);
        assert_eq!(found.stated_otherwise(), Some(Outcome::Met));
        assert_eq!((judged(9, 9, None).claim, judged(9, 9, None).share), (Claim::TooFew, None));
        assert_eq!(judged(12, 11, Some(Outcome::Met)).share, None);
    }
}
