//! The number of a case: short enough to be read out on the phone, and telling nothing of how many there are.

use std::{fmt, str::FromStr};

/// Crockford's base 32: no letter that is taken for a digit or another letter.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The letters of a number.
const LENGTH: usize = 8;

/// A number of eight letters and digits, shown as `7K3M-2Q9D`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(u64);

/// The text was no number of a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the number of a case, such as 7K3M-2Q9D")]
pub struct InvalidCaseNumber(pub String);

impl CaseNumber {
    /// The number that five random bytes make.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 5]) -> Self {
        Self(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The eight letters without the dash, for addresses.
    #[must_use]
    pub fn plain(self) -> String {
        let letter = |place: usize| LETTERS[(self.0 >> (5 * (LENGTH - 1 - place)) & 31) as usize];
        (0..LENGTH).map(|place| char::from(letter(place))).collect()
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        write!(formatter, "{}-{}", &plain[..4], &plain[4..])
    }
}

impl FromStr for CaseNumber {
    type Err = InvalidCaseNumber;

    /// Reads a number as people write it: small letters, blanks, without the dash, O for 0, I or L for 1.
    fn from_str(text: &str) -> Result<Self, InvalidCaseNumber> {
        let wrong = || InvalidCaseNumber(text.to_owned());
        let mut number = 0;
        let mut length = 0;
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = LETTERS.iter().position(|one| char::from(*one) == letter).ok_or_else(wrong)?;
            length += 1;
            if length > LENGTH {
                return Err(wrong());
            }
            number = number << 5 | digit as u64;
        }
        if length == LENGTH { Ok(Self(number)) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let number = CaseNumber::from_bytes([0x3c, 0xe7, 0x41, 0x5e, 0x4d]);
        let shown = number.to_string();
        assert_eq!(shown.len(), 9);
        assert_eq!(shown.parse(), Ok(number));
        assert_eq!(shown.to_lowercase().replace('-', " ").parse(), Ok(number));
        assert_eq!(number.plain().parse(), Ok(number));
        let read: CaseNumber = "oIl0-0000".parse().unwrap();
        assert_eq!(read.to_string(), "0110-0000");
        for wrong in ["", "7K3M-2Q9", "7K3M-2Q9DX", "7K3M-2Q9U", "ÄÖÜ"] {
            assert!(wrong.parse::<CaseNumber>().is_err(), "{wrong}");
        }
    }
}
