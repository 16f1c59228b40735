//! Figures for people: a table and a sentence.

use catsup_statistics::Interval;

/// What an operation found, in a table and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<String>>,
    /// What it means, in a sentence or two.
    pub sentence: String,
}

impl Reading {
    /// A table with these columns.
    pub(super) fn table(header: &[&str], rows: Vec<Vec<String>>, sentence: impl Into<String>) -> Self {
        let header = header.iter().map(|&name| name.to_owned()).collect();
        Self { header, rows, sentence: sentence.into() }
    }

    /// A list of figures, each with its value.
    pub(super) fn figures<const N: usize>(rows: [(&str, String); N], sentence: impl Into<String>) -> Self {
        let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
        Self::table(&["figure", "value"], rows, sentence)
    }
}

/// A share in per cent with one digit.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// An interval of a share in per cent.
pub(super) fn percent_interval(interval: Interval) -> String {
    format!("{:.1} % to {:.1} %", 100.0 * interval.low, 100.0 * interval.high)
}

/// A difference of shares in percentage points.
pub(super) fn points_interval(interval: Interval) -> String {
    format!("{:+.1} to {:+.1} points", 100.0 * interval.low, 100.0 * interval.high)
}

/// A number with `digits` behind the point.
pub(super) fn number(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

/// A number that may not exist.
pub(super) fn optional(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| number(value, digits))
}

/// An interval with `digits` behind the point.
pub(super) fn interval(interval: Interval, digits: usize) -> String {
    format!("{:.digits$} to {:.digits$}", interval.low, interval.high)
}

/// An interval that may not exist.
pub(super) fn optional_interval(value: Option<Interval>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| interval(value, digits))
}

/// A p value: never “0.000”.
pub(super) fn p_value(p_value: f64) -> String {
    if p_value < 0.001 { "below 0.001".to_owned() } else { format!("{p_value:.3}") }
}

/// What a test says of a difference, at 5 %.
pub(super) fn verdict(p: f64) -> String {
    if p < 0.05 {
        format!("chance alone would rarely do this (p {})", p_value(p))
    } else {
        format!("chance alone could do this (p {})", p_value(p))
    }
}

/// The level of an interval in per cent, such as `95 %`.
pub(super) fn level(confidence: f64) -> String {
    format!("{} %", (confidence * 1e6).round() / 1e4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_people_read_them() {
        assert_eq!(percent(0.8347), "83.5 %");
        assert_eq!(level(0.95), "95 %");
        assert_eq!(level(0.995), "99.5 %");
        assert_eq!(p_value(4e-8), "below 0.001");
        assert_eq!(optional(None, 2), "–");
    }
}
