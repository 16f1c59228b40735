//! When a failed job is tried again.

use jiff::{SignedDuration, Timestamp};

use crate::App;

/// The longest pause between two tries.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// How often a job is tried, and how long after the first failure; the pause doubles from then on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Retry {
    pub(super) most: i64,
    pub(super) first: SignedDuration,
}

impl Retry {
    /// When the job is tried again after `attempts` tries; `None` when that was the last.
    pub(super) fn again(self, app: &App, attempts: i64) -> Option<Timestamp> {
        if attempts >= self.most {
            return None;
        }
        let mut byte = [0];
        app.random().fill(&mut byte);
        Some(app.now() + self.pause(attempts, byte[0]))
    }

    /// The pause, a fifth shorter or longer by chance, so that what failed together does not come back together.
    fn pause(self, attempts: i64, chance: u8) -> SignedDuration {
        let doublings = u32::try_from((attempts - 1).clamp(0, 20)).unwrap_or(20);
        let pause = (self.first * 2_i32.pow(doublings.min(12))).min(LONGEST);
        let thousandths = 800 + i64::from(chance) * 400 / 255;
        SignedDuration::from_millis(
            i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2000) / 1000 * thousandths,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_give_or_take_a_fifth() {
        let retry = Retry { most: 80, first: SignedDuration::from_secs(30) };
        let seconds = |attempts, chance| retry.pause(attempts, chance).as_secs();
        assert_eq!([seconds(1, 0), seconds(1, 255)], [24, 36]);
        assert_eq!([seconds(3, 0), seconds(3, 255)], [96, 144]);
        assert_eq!([seconds(79, 0), seconds(79, 255)], [2_880, 4_320]);
    }
}
