//! Offices or services side by side: who lies further from what all of them keep together than chance explains.
//!
//! Limits are exact binomial ones, widened where all differ more than chance alone lets them (Spiegelhalter 2005), and p values
//! are adjusted for how many are compared (Benjamini and Hochberg 1995): see [`catsup_statistics::league`].

use catsup_statistics::{
    Confidence, Interval, Proportion,
    league::{Funnel, FunnelPlace, share_funnel},
};

/// Fewer are not compared: each would be half of what it is held against.
pub(super) const FEWEST: usize = 3;
/// Named are those whose adjusted p value lies below.
const TOLD_APART: f64 = 0.05;
/// Places at which the limits are drawn.
const DRAWN: u64 = 48;

/// A fair comparison of shares.
#[derive(Debug, Clone, PartialEq)]
pub struct League {
    /// The share that all keep together.
    pub together: f64,
    /// Whether the limits are widened, since the units differ more than chance explains.
    pub widened: bool,
    /// The units, the lowest share first.
    pub units: Vec<LeagueUnit>,
    /// Those that have too few cases to be compared.
    pub left_out: Vec<String>,
    /// Where the limits lie, from few cases to many.
    pub limits: Vec<LimitsAt>,
}

/// One of those compared.
#[derive(Debug, Clone, PartialEq)]
pub struct LeagueUnit {
    /// Its name.
    pub name: String,
    /// Its share with its cases and interval.
    pub share: Proportion,
    /// Within these 95 % of units of its size lie by chance.
    pub limits95: Interval,
    /// Within these 99.8 %.
    pub limits998: Interval,
    /// Its p value, adjusted for how many are compared.
    pub p_adjusted: f64,
    /// On which side it stands out; `None` where chance explains it.
    pub stands_out: Option<Side>,
}

/// On which side of the others somebody stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Kept less often.
    Below,
    /// Kept more often.
    Above,
}

/// The limits for units of one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitsAt {
    /// Their cases.
    pub n: u64,
    /// 95 %.
    pub limits95: Interval,
    /// 99.8 %.
    pub limits998: Interval,
}

impl League {
    /// Compares units given as name, cases in which the promise was kept, all cases. `None` where fewer than three have
    /// `smallest` cases.
    pub(super) fn of(units: Vec<(String, u64, u64)>, smallest: u64) -> Option<Self> {
        let (compared, few): (Vec<_>, Vec<_>) =
            units.into_iter().partition(|(_, kept, n)| *n >= smallest.max(1) && kept <= n);
        if compared.len() < FEWEST {
            return None;
        }
        let counts: Vec<(u64, u64)> = compared.iter().map(|(_, kept, n)| (*kept, *n)).collect();
        let funnel = share_funnel(&counts, None).ok()?;
        let mut placed = Vec::with_capacity(compared.len());
        for ((name, kept, n), unit) in compared.into_iter().zip(&funnel.units) {
            let side = match unit.place {
                FunnelPlace::FarBelow | FunnelPlace::Below => Some(Side::Below),
                FunnelPlace::FarAbove | FunnelPlace::Above => Some(Side::Above),
                FunnelPlace::Within => None,
            };
            placed.push(LeagueUnit {
                name,
                share: Proportion::of(kept, n, Confidence::NINETY_FIVE).ok()?,
                limits95: unit.limits95,
                limits998: unit.limits998,
                p_adjusted: unit.p_adjusted,
                stands_out: side.filter(|_| unit.p_adjusted < TOLD_APART),
            });
        }
        placed.sort_by(|one, other| {
            one.share.share.total_cmp(&other.share.share).then_with(|| one.name.cmp(&other.name))
        });
        Some(Self {
            together: funnel.target,
            widened: funnel.widened,
            limits: limits(&funnel, counts.iter().map(|(_, n)| *n)),
            units: placed,
            left_out: few.into_iter().map(|(name, ..)| name).collect(),
        })
    }
}

/// The limits at sizes from a little below the smallest unit to a little above the largest, close together where the funnel
/// bends most.
fn limits(funnel: &Funnel, sizes: impl Iterator<Item = u64>) -> Vec<LimitsAt> {
    let (least, most) = sizes.fold((u64::MAX, 1), |(least, most), n| (least.min(n), most.max(n)));
    let (least, most) = ((least as f64 * 0.8).max(1.0), most as f64 * 1.05);
    let step = (most / least).ln() / (DRAWN - 1) as f64;
    let mut drawn: Vec<u64> =
        (0..DRAWN).map(|place| (least * (step * place as f64).exp()).round() as u64).collect();
    drawn.dedup();
    let at = |n: u64, confidence: Confidence| funnel.share_limits_at(n, confidence).ok();
    let Ok(far) = Confidence::new(0.998) else { return Vec::new() };
    drawn
        .into_iter()
        .filter_map(|n| {
            Some(LimitsAt { n, limits95: at(n, Confidence::NINETY_FIVE)?, limits998: at(n, far)? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(name: &str, kept: u64, n: u64) -> (String, u64, u64) {
        (name.to_owned(), kept, n)
    }

    #[test]
    fn only_whom_chance_does_not_explain_stands_out() {
        let league = League::of(
            vec![
                office("North", 801, 1_000),
                office("South", 640, 1_000),
                office("East", 83, 100),
                office("West", 790, 1_000),
                office("Harbor", 5, 9),
            ],
            10,
        )
        .unwrap();
        let named: Vec<_> =
            league.units.iter().filter_map(|unit| Some((unit.name.as_str(), unit.stands_out?))).collect();
        assert!(named.contains(&("South", Side::Below)), "{named:?}");
        assert!(!named.iter().any(|(name, _)| *name == "East"), "{named:?}");
        assert_eq!(league.units[0].name, "South");
        assert_eq!(league.left_out, ["Harbor"]);
        let (first, last) = (league.limits[0], league.limits[league.limits.len() - 1]);
        assert!(first.n < last.n);
        let width = |at: LimitsAt| at.limits95.high - at.limits95.low;
        assert!(width(first) > width(last), "the funnel narrows");
        assert!(first.limits998.low <= first.limits95.low);
    }

    #[test]
    fn what_chance_makes_is_nobodys_merit() {
        let alike =
            vec![office("A", 80, 100), office("B", 84, 100), office("C", 76, 100), office("D", 90, 110)];
        let league = League::of(alike, 10).unwrap();
        assert!(league.units.iter().all(|unit| unit.stands_out.is_none()));
    }

    #[test]
    fn two_are_not_compared() {
        assert_eq!(League::of(vec![office("A", 80, 100), office("B", 20, 100), office("C", 1, 2)], 10), None);
    }

    #[test]
    fn all_alike_to_the_last_case_lie_within() {
        let league =
            League::of(vec![office("A", 20, 20), office("B", 30, 30), office("C", 40, 40)], 10).unwrap();
        assert_eq!(league.together, 1.0);
        assert!(league.units.iter().all(|unit| unit.stands_out.is_none()));
    }
}
