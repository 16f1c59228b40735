//! Numbers for texts that repeat: needs by their key, and what the figures are cut by.

use std::collections::HashMap;

use catsup_journeys::MISSING;
use catsup_model::library::need_key;

/// The most needs that are told apart; what comes beyond is unknown.
const MOST_NEEDS: usize = 65_000;
/// The most values of a cut; what comes beyond counts among all contacts alone.
const MOST_CUTS: usize = 1_000;

/// Needs by number.
#[derive(Debug, Default)]
pub(super) struct Needs {
    codes: HashMap<String, u32>,
    /// The key of each, and the way it is written most often with how often.
    known: Vec<(String, String, u64)>,
}

impl Needs {
    /// The number of a need that is written so `times` times; [`MISSING`] for an empty one and for one too many.
    pub(super) fn code(&mut self, written: &str, times: u64) -> u32 {
        let key = need_key(written);
        if key.is_empty() {
            return MISSING;
        }
        if let Some(code) = self.codes.get(&key) {
            let known = &mut self.known[*code as usize];
            if known.1 == written {
                known.2 += times;
            } else if times > known.2 {
                (known.1, known.2) = (written.to_owned(), times);
            }
            return *code;
        }
        if self.known.len() >= MOST_NEEDS {
            return MISSING;
        }
        let code = u32::try_from(self.known.len()).unwrap_or(MISSING);
        self.known.push((key.clone(), written.split_whitespace().collect::<Vec<_>>().join(" "), times));
        self.codes.insert(key, code);
        code
    }

    /// The key and the name of a need.
    pub(super) fn named(&self, code: u32) -> (&str, &str) {
        self.known.get(code as usize).map_or(("", ""), |(key, name, _)| (key, name))
    }
}

/// Values of a cut by number.
#[derive(Debug, Default)]
pub(super) struct Values {
    codes: HashMap<String, u32>,
    known: Vec<String>,
}

impl Values {
    /// The number of a value; [`MISSING`] for an empty one and for one too many.
    pub(super) fn code(&mut self, value: &str) -> u32 {
        if let Some(code) = self.codes.get(value) {
            return *code;
        }
        if value.is_empty() || self.known.len() >= MOST_CUTS {
            return MISSING;
        }
        let code = u32::try_from(self.known.len()).unwrap_or(MISSING);
        self.known.push(value.to_owned());
        self.codes.insert(value.to_owned(), code);
        code
    }

    /// A value.
    pub(super) fn value(&self, code: u32) -> &str {
        self.known.get(code as usize).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_is_named_as_it_is_written_most_often() {
        let mut needs = Needs::default();
        let code = needs.code("photo  rules", 2);
        assert_eq!(needs.code("Photo rules", 5), code);
        assert_eq!(needs.code("PHOTO RULES", 1), code);
        assert_eq!(needs.named(code), ("photo rules", "Photo rules"));
        assert_eq!(needs.code("  ", 9), MISSING);
    }
}
