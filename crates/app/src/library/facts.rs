//! What a text states that can be checked: amounts of money, lengths of time, links and addresses.

use std::collections::BTreeSet;

/// Beginnings of units of time, in English and Spanish.
const UNITS: [&str; 10] =
    ["day", "week", "month", "hour", "minute", "día", "semana", "mes", "hora", "minuto"];
/// Words for the currency.
const MONEY: [&str; 4] = ["dollar", "dollars", "dólar", "dólares"];

/// What stands between a number and its days.
const DAYS_OF: [&str; 3] = ["business", "working", "calendar"];

/// A number without what groups its digits, and without cents where there are none.
fn number(text: &str) -> String {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.strip_suffix(".00").map(str::to_owned).unwrap_or(digits)
}

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
                facts.links.insert(
                    word[start..].trim_end_matches([')', '.', ',', ']', ';', ':', '!', '?']).to_owned(),
                );
                continue;
            }
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '$');
            if bare.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
                facts.links.insert(bare.to_lowercase());
                continue;
            }
            if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '$') {
                continue;
            }
            let mut after = words[place + 1..]
                .iter()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
            let next = after.find(|word| !DAYS_OF.contains(&word.as_str())).unwrap_or_default();
            // Of “6-8 weeks” both ends are amounts, and the longer one is the time it takes.
            let mut ends = bare.split(['-', '–']).map(number);
            if bare.starts_with('$') || MONEY.contains(&next.as_str()) {
                facts.amounts.extend(ends.filter(|number| !number.is_empty()));
            } else if let Some(unit) = UNITS.iter().find(|unit| next.starts_with(**unit))
                && let Some(longest) = ends.next_back()
            {
                let ending = match (longest.as_str(), *unit) {
                    ("1", _) => "",
                    (_, "mes") => "es",
                    _ => "s",
                };
                facts.times.insert(format!("{longest} {unit}{ending}"));
            }
        }
        facts
    }

    /// The amounts, the times, and the links with the addresses of mail.
    pub(super) fn kinds(&self) -> [&BTreeSet<String>; 3] {
        [&self.amounts, &self.times, &self.links]
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
        assert_eq!(facts.times.iter().collect::<Vec<_>>(), ["6 weeks"]);
        assert_eq!(facts.links.iter().collect::<Vec<_>>(), ["https://a.gov/x"]);
        assert_eq!(facts.against(&Facts::of("It costs 130 dollars.")), None);
        assert_eq!(facts.against(&Facts::of("It is free.")), None);
        let (mine, theirs) = facts.against(&Facts::of("It takes 8 weeks.")).unwrap();
        assert_eq!((mine, theirs), (vec!["6 weeks".to_owned()], vec!["8 weeks".to_owned()]));
        let facts = Facts::of("$1,300.00 for $15-$20, within 5 business days or 6-8 weeks. Ask Desk@a.gov.");
        assert_eq!(facts.amounts.iter().collect::<Vec<_>>(), ["1300", "15", "20"]);
        assert_eq!(facts.times.iter().collect::<Vec<_>>(), ["5 days", "8 weeks"]);
        assert_eq!(facts.links.iter().collect::<Vec<_>>(), ["desk@a.gov"]);
        let facts = Facts::of("Tarda 1 mes, no 2 meses ni 3 semanas.");
        assert_eq!(facts.times.iter().collect::<Vec<_>>(), ["1 mes", "2 meses", "3 semanas"]);
    }
}
