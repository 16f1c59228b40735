//! Counts and numbers as they are written on a command line: `3,5,12,40,61`, `56/70`.

use std::str::FromStr;

use catsup_app::calculations::Count;

/// A list of counts, comma-separated.
#[derive(Debug, Clone)]
pub struct CountList(pub Vec<Count>);

impl FromStr for CountList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',').map(count).collect::<Result<_, _>>().map(Self)
    }
}

/// Successes of a sample, written `56/70`.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    /// What counts.
    pub successes: Count,
    /// The sample.
    pub n: Count,
}

impl FromStr for Fraction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (successes, n) =
            text.split_once('/').ok_or_else(|| format!("{text} is no fraction: write 56/70 for 56 of 70"))?;
        Ok(Self { successes: count(successes)?, n: count(n)? })
    }
}

/// Two numbers, comma-separated.
#[derive(Debug, Clone, Copy)]
pub struct Two<T>(pub T, pub T);

impl<T: FromStr> FromStr for Two<T> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number =
            |part: &str| part.trim().parse().map_err(|_| format!("{part} is not a number that fits here"));
        let (first, second) =
            text.split_once(',').ok_or_else(|| format!("{text} is one number: give two, as in 1,2"))?;
        Ok(Self(number(first)?, number(second)?))
    }
}

/// One count.
pub fn count(text: &str) -> Result<Count, String> {
    let text = text.trim();
    text.parse().map(Count).map_err(|_| format!("{text} is not a count: counts are whole numbers from 0"))
}
