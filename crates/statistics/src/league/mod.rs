//! Fair league tables: comparing many organisations without mistaking chance for merit.
//!
//! A funnel shows who is further from the target than chance explains; overdispersion widens it when everybody is;
//! shrinkage gives the best guess of each; ranks come with the interval that they always lack.

mod funnel;
mod limits;
mod overdispersion;
mod posterior;
mod ranks;
mod shrinkage;

pub use funnel::{Funnel, FunnelPlace, FunnelUnit, mean_funnel, share_funnel};
pub use limits::{mean_limits, share_limits};
pub use overdispersion::{Overdispersion, overdispersion};
pub use ranks::{Rank, ranks};
pub use shrinkage::{Shrunken, ShrunkenUnit, shrunken_means, shrunken_shares};

use crate::{Error, MeanSummary, Result};

/// The standard deviation within units, pooled over all: `√(Σ (nᵢ − 1) sᵢ² / Σ (nᵢ − 1))`.
///
/// Each unit's own would make the limits of small ones a matter of luck.
fn pooled_deviation(units: &[MeanSummary]) -> Result<f64> {
    let (squares, freedom) = units.iter().fold((0.0, 0.0), |(squares, freedom), unit| {
        let own = (unit.n() - 1) as f64;
        (squares + own * unit.standard_deviation().unwrap_or(0.0).powi(2), freedom + own)
    });
    if freedom > 0.0 {
        return Ok((squares / freedom).sqrt());
    }
    let reason = "no unit has more than one answer".to_owned();
    Err(Error::Undefined { figure: "the spread within units", reason })
}

fn check_units(count: usize) -> Result<()> {
    if count < 2 { Err(Error::TooFewGroups(count)) } else { Ok(()) }
}

/// The share of all units together, when each has observations and possible counts.
fn pooled_share(units: &[(u64, u64)]) -> Result<f64> {
    check_units(units.len())?;
    let (mut successes, mut total) = (0_u64, 0_u64);
    for (place, &(unit_successes, n)) in units.iter().enumerate() {
        if n == 0 {
            let reason = format!("units[{place}] has no observations: leave it out of the comparison");
            return Err(Error::Undefined { figure: "a share", reason });
        }
        if unit_successes > n {
            return Err(Error::SuccessesExceedSample { successes: unit_successes, n });
        }
        successes = successes.saturating_add(unit_successes);
        total = total.saturating_add(n);
    }
    if total > crate::error::MAXIMUM_OBSERVATIONS {
        return Err(Error::TooManyObservations);
    }
    Ok(successes as f64 / total as f64)
}
