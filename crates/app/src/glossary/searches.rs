//! What is searched for, kept by day without a trace of who searched, and what is learnt from it.

use std::collections::BTreeSet;

use catsup_language::search::{is_stop_word, stem};
use catsup_model::{
    Language, Permission, Viewer,
    glossary::{GlossaryTerm, TermSource, TermState},
    id::{AnswerId, GlossaryTermId},
    library::Audience,
    search,
};
use catsup_store::SearchSum;
use jiff::ToSpan as _;

use crate::{App, Error, personal_data};

/// Searches of more words are kept by none but their first.
const MOST_KEPT: usize = 12;
/// The most words of either side of a pair that is learnt.
const MOST_LEARNT: usize = 3;
/// Gaps are told of so many days, and of so many searches.
const GAPS_OF: i32 = 90;
const MOST_SUMS: u32 = 5_000;
/// What fewer ask for might tell of one of them.
const FEWEST_ASKING: u64 = 3;

/// A search that was made.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'words> {
    /// What was typed.
    pub words: &'words str,
    /// The language searched in.
    pub language: Language,
    /// What kind of reader searched.
    pub audience: Audience,
    /// How many answers were found.
    pub found: usize,
}

/// An answer that was opened from a search.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'words> {
    /// The search.
    pub search: Searched<'words>,
    /// The answer.
    pub answer: AnswerId,
    /// What the same visit searched for just before, when it opened nothing then.
    pub in_vain_before: Option<&'words str>,
}

/// What people search for and do not find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The language.
    pub language: Language,
    /// Their words, folded.
    pub words: String,
    /// How often they were searched for.
    pub asked: u64,
    /// How often nothing was found, or nothing opened.
    pub missed: u64,
    /// Whether staff searched, with a person; everyone else otherwise.
    pub by_staff: bool,
}

/// Counts a search. Whether it was kept: what holds personal data or no word is not.
///
/// # Errors
/// When the store fails.
pub async fn searched(app: &App, search: &Searched<'_>) -> Result<bool, Error> {
    let Some(words) = kept(search.words) else { return Ok(false) };
    let in_vain = u64::from(search.found == 0);
    let (language, audience) = (search.language, search.audience);
    let sum = SearchSum { audience, language, words, asked: 1, in_vain, opened: 0 };
    let mut transaction = app.store().begin().await?;
    transaction.answer_search_count(app.today(), &sum).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Counts that an answer was opened from a search. When the visit had searched in vain before, the words that the two searches do not share
/// are suggested as a pair: what was said first, and what the library says.
///
/// # Errors
/// When the store fails.
pub async fn opened(app: &App, opened: &Opened<'_>) -> Result<bool, Error> {
    let search = &opened.search;
    let Some(words) = kept(search.words) else { return Ok(false) };
    let language = search.language;
    let mut transaction = app.store().begin().await?;
    let audience = search.audience;
    let sum = SearchSum { audience, language, words: words.clone(), asked: 0, in_vain: 0, opened: 1 };
    transaction.answer_search_count(app.today(), &sum).await?;
    transaction.answer_search_opened(app.today(), language, &words, opened.answer).await?;
    let before = opened.in_vain_before.and_then(kept);
    if let Some((said, term)) = before.and_then(|before| pair(&before, &words, language)) {
        let id = GlossaryTermId(app.next_id());
        let (state, source) = (TermState::Suggested, TermSource::Search);
        let suggested = GlossaryTerm { id, language, said, term, state, source, support: 1 };
        transaction.glossary_suggest(&suggested).await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// What people searched for in the last 90 days and mostly did not find, the most frequent first, what staff searched for apart; words
/// that fewer than three searches held are left out.
///
/// # Errors
/// [`Error::Denied`].
pub async fn gaps(app: &App, viewer: &Viewer) -> Result<Vec<Gap>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let since = app.today().saturating_sub(GAPS_OF.days());
    let sums = app.store().answer_search_sums(since, MOST_SUMS).await?;
    let gap = |sum: SearchSum| {
        let by_staff = sum.audience == Audience::Staff;
        // Opening may be counted by another day than asking. Staff have the best answer before them without opening it.
        let missed =
            if by_staff { sum.in_vain } else { sum.asked.saturating_sub(sum.opened).max(sum.in_vain) };
        let is_gap = sum.asked >= FEWEST_ASKING && 2 * missed > sum.asked;
        is_gap.then_some(Gap { language: sum.language, words: sum.words, asked: sum.asked, missed, by_staff })
    };
    let mut gaps: Vec<Gap> = sums.into_iter().filter_map(gap).collect();
    gaps.sort_by(|one, other| {
        let by_words = || (&one.words, one.by_staff).cmp(&(&other.words, other.by_staff));
        other.missed.cmp(&one.missed).then_with(by_words)
    });
    Ok(gaps)
}

/// The words of a search as they are kept; none when they hold an address, a long number, or nothing.
fn kept(typed: &str) -> Option<String> {
    if personal_data::hide(typed) != typed {
        return None;
    }
    let mut words = search::words(typed);
    words.truncate(MOST_KEPT);
    (!words.is_empty()).then(|| words.join(" "))
}

/// The words that two searches do not share, when there are few on both sides.
fn pair(before: &str, after: &str, language: Language) -> Option<(String, String)> {
    let telling = |words: &str| -> Vec<(String, String)> {
        let words = words.split(' ').filter(|word| !is_stop_word(word, language));
        words.map(|word| (stem(word, language), word.to_owned())).collect()
    };
    let (before, after) = (telling(before), telling(after));
    let only = |these: &[(String, String)], others: &[(String, String)]| {
        let others: BTreeSet<&str> = others.iter().map(|(stem, _)| stem.as_str()).collect();
        let only: Vec<&str> = these
            .iter()
            .filter(|(stem, _)| !others.contains(stem.as_str()))
            .map(|(_, word)| word.as_str())
            .collect();
        (1..=MOST_LEARNT).contains(&only.len()).then(|| only.join(" "))
    };
    Some((only(&before, &after)?, only(&after, &before)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_searches_do_not_share_is_a_pair() {
        let pair = |before, after| pair(before, after, Language::En);
        let expected = Some(("food stamps".to_owned(), "nutrition assistance".to_owned()));
        assert_eq!(pair("apply for food stamps", "applying for nutrition assistance"), expected);
        assert_eq!(pair("renew passport", "renew passports"), None);
        assert_eq!(pair("passport", "passport fee"), None, "more words are no other words");
        assert_eq!(pair("one two three four", "passport"), None);
    }

    #[test]
    fn searches_with_personal_data_are_not_kept() {
        assert_eq!(kept("Renew my  PASSPORT!").as_deref(), Some("renew my passport"));
        for typed in ["ana@example.org passport", "call 202-555-0147", "ssn 078051120", "?!"] {
            assert_eq!(kept(typed), None, "{typed}");
        }
    }
}
