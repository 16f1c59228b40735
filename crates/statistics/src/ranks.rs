//! Mid-ranks of answers on one scale, in exact integers, for the rank tests.

use crate::{OrdinalCounts, Result};

/// The mid-ranks that the values of a scale have in a pool of samples.
pub(crate) struct MidRanks {
    /// Twice the mid-rank of each value; doubled because ties fall half-way between ranks.
    doubled: Vec<i128>,
    /// The size of the pool, N.
    pub(crate) total: i128,
    /// `N³ − N − Σ(t³ − t)` over the ties t: 0 when every answer is the same.
    pub(crate) untied: i128,
}

impl MidRanks {
    /// Ranks the pooled answers of the samples, which must share a scale.
    pub(crate) fn of<'a>(samples: impl IntoIterator<Item = &'a OrdinalCounts>) -> Result<Self> {
        let pool = OrdinalCounts::pooled(samples)?;
        let cubic = |count: i128| count * count * count - count;
        let mut below = 0;
        let mut ties = 0;
        let mut doubled = Vec::with_capacity(pool.counts().len());
        for &count in pool.counts() {
            let count = i128::from(count);
            doubled.push(2 * below + count + 1);
            below += count;
            ties += cubic(count);
        }
        Ok(Self { doubled, total: below, untied: cubic(below) - ties })
    }

    /// Twice the sum of the ranks of one sample.
    pub(crate) fn doubled_rank_sum(&self, sample: &OrdinalCounts) -> i128 {
        self.doubled.iter().zip(sample.counts()).map(|(rank, &count)| rank * i128::from(count)).sum()
    }
}
