//! Counts as files hold them: whole numbers, written with a decimal point or without one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A count. `56` and `56.0` are read alike; `-1`, `1.5` and texts are refused by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Count(pub u64);

impl From<u64> for Count {
    fn from(count: u64) -> Self {
        Self(count)
    }
}

/// The counts as plain numbers.
pub(super) fn plain(counts: &[Count]) -> Vec<u64> {
    counts.iter().map(|count| count.0).collect()
}

/// Beyond this a floating-point number no longer tells neighbouring counts apart.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CountVisitor).map(Self)
    }
}

struct CountVisitor;

impl de::Visitor<'_> for CountVisitor {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a count, a whole number from 0")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<u64, E> {
        u64::try_from(number).map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<u64, E> {
        if (0.0..=LARGEST_EXACT).contains(&number) && number.fract() == 0.0 {
            Ok(number as u64)
        } else {
            Err(E::invalid_value(de::Unexpected::Float(number), &self))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_counts_however_they_are_written() {
        let read = |text: &str| serde_json::from_str::<Count>(text).map(|count| count.0);
        assert_eq!(read("56").unwrap(), 56);
        assert_eq!(read("56.0").unwrap(), 56);
        for refused in ["-1", "1.5", "-0.5", "1e300", "\"7\"", "null", "true"] {
            let message = read(refused).unwrap_err().to_string();
            assert!(message.contains("expected a count, a whole number from 0"), "{message}");
        }
    }
}
