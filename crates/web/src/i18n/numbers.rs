//! Numbers as each language writes them.
//!
//! Spanish follows the usage of the United States, Mexico and Central America (`1,234.5`, which the Royal Academy
//! accepts): read by someone used to it, `1.234` would be off by a thousand.

use catsup_model::Language;

use super::Translator;

/// A true minus, as wide as the plus it stands against.
const MINUS: char = '−';
const NO_BREAK_SPACE: char = '\u{a0}';

/// A whole number a template may pass, by value or by reference.
pub trait Whole {
    /// The number; what does not fit is far beyond any count.
    fn whole(self) -> i64;
}

/// A measured value a template may pass, by value or by reference.
pub trait Figure {
    /// The value.
    fn figure(self) -> f64;
}

impl<T: Whole + Copy> Whole for &T {
    fn whole(self) -> i64 {
        (*self).whole()
    }
}

impl<T: Figure + Copy> Figure for &T {
    fn figure(self) -> f64 {
        (*self).figure()
    }
}

impl Figure for f64 {
    fn figure(self) -> f64 {
        self
    }
}

macro_rules! whole {
    ($($number:ty),*) => {$(
        impl Whole for $number {
            fn whole(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        }
    )*};
}
whole!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

impl Translator {
    /// A count: `9,812`.
    #[must_use]
    pub fn number(self, value: impl Whole) -> String {
        grouped(self.language, value.whole())
    }

    /// A value to a fixed number of places: `4.12`.
    #[must_use]
    pub fn decimal(self, value: impl Figure, places: usize) -> String {
        decimal(self.language, value.figure(), places)
    }

    /// A share (0 to 1) as a percentage: `78%`.
    #[must_use]
    pub fn percent(self, share: impl Figure, places: usize) -> String {
        let number = decimal(self.language, share.figure() * 100.0, places);
        match self.language {
            Language::En => format!("{number}%"),
            Language::Es => format!("{number}{NO_BREAK_SPACE}%"),
        }
    }

    /// A difference with its sign: `+2.1`, `−0.4`, `0.0`.
    #[must_use]
    pub fn signed(self, value: impl Figure, places: usize) -> String {
        let number = decimal(self.language, value.figure(), places);
        let is_zero = !number.contains(|digit| ('1'..='9').contains(&digit));
        if is_zero || number.starts_with(MINUS) { number } else { format!("+{number}") }
    }
}

/// A whole number with its thousands separated.
pub(super) fn grouped(language: Language, value: i64) -> String {
    let digits = group(&value.unsigned_abs().to_string(), language);
    if value < 0 { format!("{MINUS}{digits}") } else { digits }
}

fn decimal(language: Language, value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut number = group(whole, language);
    if !fraction.is_empty() {
        number.push(match language {
            Language::En | Language::Es => '.',
        });
        number.push_str(fraction);
    }
    // −0.00 is no direction.
    let rounds_to_zero = !text.contains(|digit| ('1'..='9').contains(&digit));
    if value < 0.0 && !rounds_to_zero { format!("{MINUS}{number}") } else { number }
}

fn group(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::En | Language::Es => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated_and_places_kept() {
        let t = Translator::new(Language::En);
        assert_eq!(t.number(999), "999");
        assert_eq!(t.number(1_000), "1,000");
        assert_eq!(t.number(-10_738_927_i64), "−10,738,927");
        assert_eq!(t.decimal(4.1, 2), "4.10");
        assert_eq!(t.decimal(12_345.678, 1), "12,345.7");
    }

    #[test]
    fn a_difference_that_rounds_to_nothing_has_no_sign() {
        let t = Translator::new(Language::En);
        assert_eq!(t.signed(2.14, 1), "+2.1");
        assert_eq!(t.signed(-0.4, 1), "−0.4");
        assert_eq!(t.signed(-0.004, 2), "0.00");
        assert_eq!(t.signed(0.004, 2), "0.00");
    }

    #[test]
    fn a_percentage_is_written_as_the_language_writes_it() {
        assert_eq!(Translator::new(Language::En).percent(0.784, 0), "78%");
        assert_eq!(Translator::new(Language::Es).percent(0.784, 1), "78.4\u{a0}%");
    }
}
