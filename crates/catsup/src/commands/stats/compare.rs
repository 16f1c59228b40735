//! `catsup stats compare`: two samples, first minus second. With a margin the question is not whether they differ but
//! whether they differ by less than matters.

use catsup_app::calculations::{
    EquivalentMeans, EquivalentPromoters, EquivalentShares, NetPromoterComparison, PromoterGroups, TwoGroups,
    TwoProportions,
};
use clap::{Args, Subcommand};

use super::{
    counts::{CountList, Fraction},
    present,
};
use crate::output::Failure;

/// What is compared.
#[derive(Debug, Subcommand)]
pub enum Compare {
    /// Two shares, each written as successes/n.
    ///
    /// Example: catsup stats compare shares 812/1000 790/1000 --margin 0.05
    Shares {
        /// The first share.
        first: Fraction,
        /// The second share.
        second: Fraction,
        #[command(flatten)]
        common: Common,
    },
    /// Two groups on one scale, each written as its counts, the lowest value first.
    ///
    /// Example: catsup stats compare scales 30,44,60,120,90 12,20,50,140,150
    Scales {
        /// Counts of the first group.
        first: CountList,
        /// Counts of the second group.
        second: CountList,
        /// The lowest value of the scale.
        #[arg(long, default_value_t = 1, allow_hyphen_values = true)]
        lowest: i64,
        #[command(flatten)]
        common: Common,
    },
    /// Two net promoter scores, each written as detractors,passives,promoters.
    ///
    /// Example: catsup stats compare nps 20,30,50 300,450,1250
    Nps {
        /// The first groups.
        first: CountList,
        /// The second groups.
        second: CountList,
        #[command(flatten)]
        common: Common,
    },
}

/// What every comparison takes.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The difference that would matter: asks whether the first is no worse than, or as good as, the second.
    #[arg(long)]
    margin: Option<f64>,
    /// The chance of wrongly finding equivalence, with a margin.
    #[arg(long, default_value_t = 0.05)]
    alpha: f64,
    /// The level of the interval, without a margin.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Compare {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Shares { first, second, common } => shares(first, second, &common),
            Self::Scales { first, second, lowest, common } => scales(first, second, lowest, &common),
            Self::Nps { first, second, common } => nps(&first, &second, &common),
        }
    }
}

fn shares(first: Fraction, second: Fraction, common: &Common) -> Result<(), Failure> {
    let (k1, n1, k2, n2) = (first.successes, first.n, second.successes, second.n);
    match common.margin {
        Some(margin) => {
            present(&EquivalentShares { k1, n1, k2, n2, margin, alpha: common.alpha }, common.json)
        }
        None => present(&TwoProportions { k1, n1, k2, n2, confidence: common.confidence }, common.json),
    }
}

fn scales(a: CountList, b: CountList, first: i64, common: &Common) -> Result<(), Failure> {
    let (a, b) = (a.0, b.0);
    match common.margin {
        Some(margin) => present(&EquivalentMeans { a, b, first, margin, alpha: common.alpha }, common.json),
        None => present(&TwoGroups { a, b, first, confidence: common.confidence }, common.json),
    }
}

fn nps(first: &CountList, second: &CountList, common: &Common) -> Result<(), Failure> {
    let (first, second) = (groups(first)?, groups(second)?);
    match common.margin {
        Some(margin) => {
            present(&EquivalentPromoters { first, second, margin, alpha: common.alpha }, common.json)
        }
        None => present(&NetPromoterComparison { first, second, confidence: common.confidence }, common.json),
    }
}

fn groups(counts: &CountList) -> Result<PromoterGroups, Failure> {
    match counts.0.as_slice() {
        &[detractors, passives, promoters] => Ok(PromoterGroups { detractors, passives, promoters }),
        others => {
            Err(format!("{} counts: write detractors,passives,promoters, as in 20,30,50", others.len())
                .into())
        }
    }
}
