//! Values of the flags: lengths of time, and names with values.

use std::str::FromStr;

/// A length of time, such as `90s`, `30m`, `12h`, `7d` or `2w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    pub(super) micros: i64,
}

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("“{text}” is no length of time; write a number with s, m, h, d or w, such as 7d");
        let unit = text.chars().last().ok_or_else(wrong)?;
        let seconds = match unit {
            's' => 1.0,
            'm' => 60.0,
            'h' => 3_600.0,
            'd' => 86_400.0,
            'w' => 604_800.0,
            _ => return Err(wrong()),
        };
        let number: f64 = text[..text.len() - 1].trim().parse().map_err(|_| wrong())?;
        // A thousand years, far inside what microseconds can count.
        let micros = number * seconds * 1e6;
        if (0.0..=3.2e16).contains(&micros) {
            Ok(Self { micros: micros.round() as i64 })
        } else {
            Err(wrong())
        }
    }
}

/// A name and a value, written `NAME=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub(super) name: String,
    pub(super) value: String,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, value)) if !name.trim().is_empty() => {
                Ok(Self { name: name.trim().to_owned(), value: value.trim().to_owned() })
            }
            _ => Err(format!("“{text}” is no NAME=VALUE")),
        }
    }
}

/// A number of seconds in words that fit a table.
pub(super) fn duration(seconds: f64) -> String {
    let units = [
        (604_800.0 * 2.0, 86_400.0, "d"),
        (86_400.0, 86_400.0, "d"),
        (3_600.0, 3_600.0, "h"),
        (60.0, 60.0, "min"),
    ];
    match units.iter().find(|(least, _, _)| seconds >= *least) {
        Some((least, unit, name)) if *least > 1e6 => format!("{:.0} {name}", seconds / unit),
        Some((_, unit, name)) => format!("{:.1} {name}", seconds / unit),
        None => format!("{seconds:.1} s"),
    }
}

/// A p value, never as exactly 0.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        let micros = |text: &str| text.parse::<Length>().map(|length| length.micros);
        assert_eq!((micros("7d"), micros("1.5h")), (Ok(604_800_000_000), Ok(5_400_000_000)));
        for text in ["", "7", "d", "-1d", "7 days", "1e99w", "NaNd", "7µ"] {
            assert!(micros(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_are_told_in_a_fitting_unit() {
        let told: Vec<String> = [31.055, 90.0, 5_400.0, 200_000.0, 3e6].into_iter().map(duration).collect();
        assert_eq!(told, ["31.1 s", "1.5 min", "1.5 h", "2.3 d", "35 d"]);
    }
}
