//! The share of cases for which a promise is to be kept, to the digit.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A share from 0 to 1 in millionths: decimals stay exactly what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TargetShare(u32);

/// The text is no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a share; write a number from 0 to 1 with at most six decimals, such as 0.95")]
pub struct InvalidShare(pub String);

impl TargetShare {
    /// Millionths in the whole.
    pub const WHOLE: u32 = 1_000_000;

    /// So many millionths; `None` for more than all.
    #[must_use]
    pub fn of_millionths(millionths: i64) -> Option<Self> {
        u32::try_from(millionths).ok().filter(|millionths| *millionths <= Self::WHOLE).map(Self)
    }

    /// The share in millionths.
    #[must_use]
    pub fn millionths(self) -> u32 {
        self.0
    }

    /// The share as a number, for drawing and for files of numbers.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::WHOLE)
    }

    /// Reads a percentage such as `95` or `99.5`.
    ///
    /// # Errors
    /// [`InvalidShare`] for what is no number from 0 to 100 with at most four decimals.
    pub fn of_percent(text: &str) -> Result<Self, InvalidShare> {
        let invalid = || InvalidShare(text.to_owned());
        let millionths = decimal(text, 4).ok_or_else(invalid)?;
        Self::of_millionths(millionths).ok_or_else(invalid)
    }

    /// The share as a percentage without its sign, such as `99.5`.
    #[must_use]
    pub fn percent(self) -> String {
        shortest(self.0, 4)
    }

    /// Whether `met` of `total` is at least this share; exact, whatever the numbers.
    #[must_use]
    pub fn is_reached_by(self, met: i64, total: i64) -> bool {
        i128::from(met) * i128::from(Self::WHOLE) >= i128::from(total) * i128::from(self.0)
    }
}

impl fmt::Display for TargetShare {
    /// The shortest decimal: `0.9`, `1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&shortest(self.0, 6))
    }
}

impl FromStr for TargetShare {
    type Err = InvalidShare;

    fn from_str(text: &str) -> Result<Self, InvalidShare> {
        let invalid = || InvalidShare(text.to_owned());
        let millionths = decimal(text, 6).ok_or_else(invalid)?;
        Self::of_millionths(millionths).ok_or_else(invalid)
    }
}

impl TryFrom<String> for TargetShare {
    type Error = InvalidShare;

    fn try_from(text: String) -> Result<Self, InvalidShare> {
        text.parse()
    }
}

impl From<TargetShare> for String {
    fn from(share: TargetShare) -> Self {
        share.to_string()
    }
}

/// A plain decimal number in units of its `places`th decimal; zeros beyond them lose nothing.
fn decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let part = part.trim_end_matches('0');
    if whole.is_empty() && part.is_empty() || whole.len() > 6 || part.len() > places {
        return None;
    }
    if !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

fn shortest(number: u32, places: usize) -> String {
    let unit = 10_u32.pow(u32::try_from(places).unwrap_or_default());
    let part = format!("{:0places$}", number % unit);
    match part.trim_end_matches('0') {
        "" => (number / unit).to_string(),
        part => format!("{}.{part}", number / unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_keeps_every_digit() {
        for text in ["0", "0.9", "0.999", "0.995", "1", "0.000001"] {
            assert_eq!(text.parse::<TargetShare>().unwrap().to_string(), text);
        }
        assert_eq!("1.0".parse::<TargetShare>().unwrap().to_string(), "1");
        assert_eq!(".5".parse::<TargetShare>().unwrap().to_string(), "0.5");
        assert_eq!("0.999".parse::<TargetShare>().unwrap().percent(), "99.9");
        assert_eq!(TargetShare::of_percent("99.5").unwrap().to_string(), "0.995");
        assert_eq!(TargetShare::of_percent("100").unwrap().to_string(), "1");
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for text in ["", ".", "-0.1", "1.01", "90%", "0.1234567", "1e-3", "٠.٩", "NaN", "+1"] {
            assert_eq!(text.parse::<TargetShare>(), Err(InvalidShare(text.to_owned())));
        }
        assert!(TargetShare::of_percent("101").is_err());
    }

    #[test]
    fn a_target_is_reached_exactly_or_not_at_all() {
        let target: TargetShare = "0.99".parse().unwrap();
        assert!(target.is_reached_by(99, 100));
        assert!(!target.is_reached_by(8_672, 8_760), "98.9954 % is not 99 %");
        let all: TargetShare = "1".parse().unwrap();
        assert!(!all.is_reached_by(51_811, 51_813));
        assert!(all.is_reached_by(i64::MAX, i64::MAX));
    }
}
