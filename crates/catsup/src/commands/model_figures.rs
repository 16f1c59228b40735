//! How the figures of drivers and path models are written for people.

use std::str::FromStr;

/// Ends of a scale, as `1,5`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl FromStr for Ends {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let ends = text.split_once(',').and_then(|(low, high)| {
            let ends = Self { low: low.trim().parse().ok()?, high: high.trim().parse().ok()? };
            (ends.low < ends.high).then_some(ends)
        });
        ends.ok_or_else(|| format!("“{text}” is no scale; write two ascending numbers such as 1,5"))
    }
}

/// Three decimals.
pub(super) fn decimals(value: f64) -> String {
    // A negative rounding of nothing reads as a mistake.
    let text = format!("{value:.3}");
    if text == "-0.000" { "0.000".to_owned() } else { text.replace('-', "−") }
}

/// Three decimals with a sign.
pub(super) fn signed(value: f64) -> String {
    let text = decimals(value);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

/// Three decimals, or a dash where there is no figure.
pub(super) fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), decimals)
}

/// Both ends of an interval.
pub(super) fn range(low: f64, high: f64) -> String {
    format!("{} to {}", decimals(low), decimals(high))
}

/// A share as whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A p value to three decimals, or that it is smaller.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.0005 { "<0.001".to_owned() } else { format!("{p:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!(decimals(-0.000_01), "0.000");
        assert_eq!((signed(0.5), signed(-0.5)), ("+0.500".to_owned(), "−0.500".to_owned()));
        assert_eq!((p_value(0.000_4), p_value(0.049_6)), ("<0.001".to_owned(), "0.050".to_owned()));
        assert_eq!((percent(0.416), optional(None)), ("42 %".to_owned(), "–".to_owned()));
    }

    #[test]
    fn a_scale_that_does_not_ascend_is_refused() {
        assert!(matches!("1,5".parse::<Ends>(), Ok(Ends { low: 1.0, high: 5.0 })));
        for text in ["5,1", "1", "a,b", "1,1", "1,NaN"] {
            assert!(text.parse::<Ends>().is_err(), "{text}");
        }
    }
}
