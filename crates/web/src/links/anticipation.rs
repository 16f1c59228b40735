//! Addresses of what people come back for next, and of the experiment that shows whether telling them helps.

/// What people come back for.
pub const NEXT_NEEDS: &str = "/desk/answers/next";
/// The same as comma-separated values.
pub const NEXT_NEEDS_CSV: &str = "/desk/answers/next.csv";
/// The same as JSON.
pub const NEXT_NEEDS_JSON: &str = "/desk/answers/next.json";
/// Where pairs are pinned, hidden and given back to the figures.
pub const NEXT_NEEDS_CHOOSE: &str = "/desk/answers/next/choose";
/// Saying a next need in other words, and naming one that the figures do not tell of.
pub const NEXT_NEEDS_CORRECT: &str = "/desk/answers/next/correct";
/// Where it is set what is looked at.
pub const NEXT_NEEDS_RULE: &str = "/desk/answers/next/rule";
/// Whether suggestions help.
pub const SUGGESTIONS_PROOF: &str = "/desk/answers/proof";

/// Saying a pair in other words.
#[must_use]
pub fn next_need_correct(need: &str, next: &str) -> String {
    let query = serde_urlencoded::to_string([("need", need), ("next", next)]).unwrap_or_default();
    format!("{NEXT_NEEDS_CORRECT}?{query}")
}

/// What people come back for, by these pairs of a query.
#[must_use]
pub fn next_needs_by(address: &str, query: &[(&str, &str)]) -> String {
    let given: Vec<_> = query.iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(&given).unwrap_or_default();
    if query.is_empty() { address.to_owned() } else { format!("{address}?{query}") }
}
