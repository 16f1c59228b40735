//! Random samples for the suites that count how often intervals hold the truth.
#![allow(dead_code, reason = "each suite draws its own kinds of samples")]

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Chance(pub u64);

impl Chance {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Normal, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.unit(), self.unit());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }

    pub fn successes(&mut self, n: u64, share: f64) -> u64 {
        (0..n).filter(|_| self.unit() < share).count() as u64
    }

    pub fn pick(&mut self, shares: &[f64]) -> usize {
        let mut rest = self.unit();
        shares
            .iter()
            .position(|share| {
                rest -= share;
                rest < 0.0
            })
            .unwrap_or(shares.len() - 1)
    }

    pub fn counts<const N: usize>(&mut self, n: u64, shares: &[f64; N]) -> [u64; N] {
        let mut counts = [0; N];
        (0..n).for_each(|_| counts[self.pick(shares)] += 1);
        counts
    }
}

/// Prints how often an interval covers, and fails unless it does so in 94 to 96 % of samples.
#[track_caller]
pub fn assert_nominal(name: &str, covered: f64) {
    eprintln!("{name}: {:.2} %", 100.0 * covered);
    assert!((0.94..=0.96).contains(&covered), "{name} covers in {:.2} % of samples", 100.0 * covered);
}

/// Prints how often a test at 5 % cries wolf, and fails unless it does so in 4 to 6 % of samples.
#[track_caller]
pub fn assert_alarms(name: &str, rate: f64) {
    eprintln!("{name}: {:.2} % false alarms", 100.0 * rate);
    assert!((0.04..=0.06).contains(&rate), "{name} cries wolf in {:.2} % of samples", 100.0 * rate);
}
