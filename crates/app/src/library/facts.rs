//! What a text states that can be checked: amounts of money, lengths of time, addresses.

use std::collections::BTreeSet;

/// Beginnings of units of time, in English and Spanish.
const UNITS: [&str; 10] =
    ["day", "week", "month", "hour", "minute", "día", "semana", "mes", "hora", "minuto"];
/// Words for the currency.
const MONEY: [&str; 4] = ["dollar", "dollars", "dólar", "dólares"];

/// The facts of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    amounts: BTreeSet<String>,
    times: BTreeSet<String>,
    links: BTreeSet<String>,
}

impl Facts {
    /// Reads them.
    pub(super) fn of(text: &str) -> Self {
        let mut facts = Self::default();
        let words: Vec<&str> = text.split_whitespace().collect();
        for (place, word) in words.iter().enumerate() {
            if let Some(start) = word.find("http") {
                facts.links.insert(word[start..].trim_end_matches([')', '.', ',', ']']).to_owned());
                continue;
            }
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '$');
            if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '$') {
                continue;
            }
            let number: String = bare.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            let next = words.get(place + 1).copied().unwrap_or_default().to_lowercase();
            let next = next.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.starts_with('$') || MONEY.contains(&next) {
                facts.amounts.insert(number);
            } else if let Some(unit) = UNITS.iter().find(|unit| next.starts_with(**unit)) {
                facts.times.insert(format!("{number} {unit}"));
            }
        }
        facts
    }

    /// What each states where both state something of a kind and share none of it.
    pub(super) fn against(&self, other: &Self) -> Option<(Vec<String>, Vec<String>)> {
        let kinds =
            [(&self.amounts, &other.amounts), (&self.times, &other.times), (&self.links, &other.links)];
        let differs = |(one, other): &(&BTreeSet<String>, &BTreeSet<String>)| {
            !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
        };
        let (one, other) = kinds.into_iter().find(differs)?;
        Some((one.iter().cloned().collect(), other.iter().cloned().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_times_and_links_are_held_against_each_other() {
        let facts = Facts::of("It costs $130 (or 100 dollars) and takes 6 weeks. See (https://a.gov/x).");
        assert_eq!(facts.amounts.iter().collect::<Vec<_>>(), ["100", "130"]);
        assert_eq!(facts.times.iter().collect::<Vec<_>>(), ["6 week"]);
        assert_eq!(facts.links.iter().collect::<Vec<_>>(), ["https://a.gov/x"]);
        assert_eq!(facts.against(&Facts::of("It costs 130 dollars.")), None);
        assert_eq!(facts.against(&Facts::of("It is free.")), None);
        let (mine, theirs) = facts.against(&Facts::of("It takes 8 weeks.")).unwrap();
        assert_eq!((mine, theirs), (vec!["6 week".to_owned()], vec!["8 week".to_owned()]));
    }
}
