//! What became of a promise in one fiscal year, and what can be said of it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{FiscalYear, ResultSource, TargetShare};

/// Whether a promise was kept, as a record states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The target was met.
    Met,
    /// The target was missed.
    Missed,
    /// Nothing is known.
    NotKnown,
}

/// The text named no outcome.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” says neither met nor missed; write Y, N or NA")]
pub struct UnknownOutcome(pub String);

impl Outcome {
    /// The code of the Canadian record, in which it is stored as well.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "Y",
            Self::Missed => "N",
            Self::NotKnown => "NA",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(text: &str) -> Result<Self, UnknownOutcome> {
        match text {
            "Y" => Ok(Self::Met),
            "N" => Ok(Self::Missed),
            "NA" => Ok(Self::NotKnown),
            other => Err(UnknownOutcome(other.to_owned())),
        }
    }
}

/// The result of one standard in one fiscal year. What is missing is missing, never 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardResult {
    /// The fiscal year.
    pub year: FiscalYear,
    /// The target of that year: a later one does not judge an earlier year.
    pub target: Option<TargetShare>,
    /// Cases for which the promise was kept.
    pub kept: Option<i64>,
    /// All cases.
    pub total: Option<i64>,
    /// What the source states; `None` where the result was entered here.
    pub stated: Option<Outcome>,
    /// What else the source says.
    pub source: ResultSource,
}

/// What can be said of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// At least the target share was kept.
    Met,
    /// Less than the target share was kept.
    Missed,
    /// A volume is not reported.
    NotReported,
    /// There was no case.
    NoCases,
    /// There were too few cases to claim anything.
    TooFew,
    /// More cases kept than there were: the figures cannot be right.
    Contradictory,
    /// No target was set, or one of 0 %.
    NoTarget,
}

impl Claim {
    /// Met, missed or not known.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Met => Outcome::Met,
            Self::Missed => Outcome::Missed,
            _ => Outcome::NotKnown,
        }
    }
}

impl StandardResult {
    /// What can be said when nothing is said of fewer than `smallest` cases.
    ///
    /// Met means kept ÷ total ≥ target, compared exactly: 98.9954 % does not meet 99 %.
    #[must_use]
    pub fn claim(&self, smallest: u64) -> Claim {
        let (Some(kept), Some(total)) = (self.kept, self.total) else { return Claim::NotReported };
        if kept > total {
            return Claim::Contradictory;
        }
        if total == 0 {
            return Claim::NoCases;
        }
        if u64::try_from(total).is_ok_and(|total| total < smallest) {
            return Claim::TooFew;
        }
        match self.target {
            Some(target) if target.millionths() > 0 => {
                if target.is_reached_by(kept, total) {
                    Claim::Met
                } else {
                    Claim::Missed
                }
            }
            _ => Claim::NoTarget,
        }
    }

    /// Kept ÷ total in ten-thousandths, rounded half to even, as the Canadian record writes it; may exceed the whole where
    /// the figures contradict each other. `None` without cases.
    #[must_use]
    pub fn performance(&self) -> Option<i64> {
        let (kept, total) = (i128::from(self.kept?), i128::from(self.total?));
        if total <= 0 {
            return None;
        }
        let (whole, rest) = (kept * 10_000 / total, kept * 10_000 % total);
        let is_up = rest * 2 > total || (rest * 2 == total && whole % 2 == 1);
        i64::try_from(whole + i128::from(is_up)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(kept: Option<i64>, total: Option<i64>, target: Option<&str>) -> StandardResult {
        StandardResult {
            year: "2023-2024".parse().unwrap(),
            target: target.map(|target| target.parse().unwrap()),
            kept,
            total,
            stated: None,
            source: ResultSource::default(),
        }
    }

    #[test]
    fn a_result_claims_no_more_than_its_figures_bear() {
        let claim = |kept, total, target| result(kept, total, target).claim(10);
        assert_eq!(claim(Some(90), Some(100), Some("0.9")), Claim::Met);
        assert_eq!(claim(Some(89), Some(100), Some("0.9")), Claim::Missed);
        assert_eq!(claim(Some(0), Some(100), Some("0.9")), Claim::Missed);
        assert_eq!(claim(None, Some(100), Some("0.9")), Claim::NotReported);
        assert_eq!(claim(Some(9), None, Some("0.9")), Claim::NotReported);
        assert_eq!(claim(Some(0), Some(0), Some("0.9")), Claim::NoCases);
        assert_eq!(claim(Some(9), Some(9), Some("0.9")), Claim::TooFew);
        assert_eq!(claim(Some(10), Some(10), Some("0.9")), Claim::Met);
        assert_eq!(claim(Some(101), Some(100), Some("0.9")), Claim::Contradictory);
        assert_eq!(claim(Some(90), Some(100), None), Claim::NoTarget);
        assert_eq!(claim(Some(90), Some(100), Some("0")), Claim::NoTarget);
        assert_eq!(Claim::TooFew.outcome(), Outcome::NotKnown);
    }

    #[test]
    fn performance_is_rounded_to_four_decimals() {
        assert_eq!(result(Some(31_283), Some(31_689), None).performance(), Some(9_872));
        assert_eq!(result(Some(51_811), Some(51_813), None).performance(), Some(10_000));
        assert_eq!(result(Some(29), Some(32), None).performance(), Some(9_062), "half to even");
        assert_eq!(result(Some(3), Some(2), None).performance(), Some(15_000));
        assert_eq!(result(Some(1), Some(0), None).performance(), None);
        assert_eq!(result(None, Some(5), None).performance(), None);
    }
}
