//! Finding answers in people's words.

use std::collections::{BTreeSet, HashMap};

use catsup_language::search::{Document, Field, IndexBuilder, Synonyms, is_stop_word, stem};
use catsup_model::{
    Language,
    id::AnswerId,
    library::{AnswerContent, Slot, SlotPicks},
};

use super::{
    AnswerLine, Reader,
    shelf::{Shelved, shelf},
};
use crate::{App, Error};

/// The most characters of a search that are looked at.
const LONGEST_SEARCH: usize = 400;
/// The most answers that one search finds.
const MOST_FOUND: usize = 50;

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// Their words.
    pub words: String,
    /// The language they read.
    pub language: Language,
    /// The most answers wanted.
    pub most: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The best match first.
    pub answers: Vec<FoundAnswer>,
    /// How many there are in all.
    pub total: usize,
    /// What was looked for instead, where a word was spelt in a way that nobody else spells it.
    pub corrected: Option<String>,
}

/// One answer that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundAnswer {
    /// Its id.
    pub id: AnswerId,
    /// The end of its address.
    pub slug: String,
    /// The language of its words.
    pub language: Language,
    /// Its question.
    pub question: String,
    /// The short answer.
    pub short: String,
    /// How well it matches.
    pub score: f32,
    /// How much of what was looked for it holds, 0 to 1.
    pub coverage: f32,
}

/// Answers that match, among those the reader may see. An answer that is not written in the reader's language is found in the one
/// it is written in.
///
/// # Errors
/// When the store fails.
pub async fn search(app: &App, reader: &Reader, query: &SearchQuery) -> Result<Found, Error> {
    search_among(app, reader, query, |_| true).await
}

/// As [`search`], among answers that are wanted.
pub(super) async fn search_among(
    app: &App,
    reader: &Reader,
    query: &SearchQuery,
    wanted: impl Fn(&Shelved) -> bool + Send,
) -> Result<Found, Error> {
    let words: String = query.words.chars().take(LONGEST_SEARCH).collect();
    let shelf = shelf(app).await?;
    let (Some(index), Some(synonyms)) = (shelf.index(query.language), shelf.synonyms(query.language)) else {
        return Ok(Found::default());
    };
    let visible = |key: u64| shelf.get(reader, AnswerId(key.cast_signed())).is_some_and(&wanted);
    let most = query.most.min(MOST_FOUND);
    let found = index.search(&words, synonyms, visible, most);
    let answers = found.hits.into_iter().filter_map(|hit| {
        let shelved = shelf.get(reader, AnswerId(hit.key.cast_signed()))?;
        Some(FoundAnswer { score: hit.score, coverage: hit.coverage, ..told(shelved, query.language)? })
    });
    Ok(Found { answers: answers.collect(), total: found.total, corrected: found.corrected })
}

/// An answer as a list shows it.
pub(super) fn told(shelved: &Shelved, language: Language) -> Option<FoundAnswer> {
    let document = &shelved.version.document;
    let (language, content) = document.get(language)?;
    let fill = |text: &str| Slot::fill(text, &document.slots, &SlotPicks::new(), language);
    Some(FoundAnswer {
        id: shelved.answer.id,
        slug: shelved.answer.slug.clone(),
        language,
        question: fill(&content.question),
        short: fill(&content.short),
        score: 0.0,
        coverage: 0.0,
    })
}

/// Adds the words of an answer to an index.
pub(super) fn push(builder: &mut IndexBuilder, id: AnswerId, content: &AnswerContent, needs: &[String]) {
    let variants = content.variants.join("\n");
    let needs = needs.join("\n");
    let steps: Vec<&str> = content.next_steps.iter().map(|step| step.text.as_str()).collect();
    let rest =
        [content.details.as_str(), content.other_words.as_str(), content.alternatives.as_str()].join("\n");
    let steps = steps.join("\n");
    let fields = [
        (Field::Question, content.question.as_str()),
        (Field::Variant, variants.as_str()),
        (Field::Variant, needs.as_str()),
        (Field::Short, content.short.as_str()),
        (Field::Details, steps.as_str()),
        (Field::Details, rest.as_str()),
    ];
    builder.push(Document { key: id.0.cast_unsigned(), fields: &fields });
}

/// The places of those lines that match, the best first: of every version that is written, approved or not.
pub(super) fn places_among(words: &str, lines: &[AnswerLine]) -> HashMap<AnswerId, usize> {
    let mut places = HashMap::new();
    for language in Language::ALL {
        let mut builder = IndexBuilder::new(language);
        for line in lines {
            if let Some(content) = line.latest.document.contents.get(&language) {
                push(&mut builder, line.answer.id, content, &line.answer.needs);
            }
        }
        let found = builder.build().search(words, &Synonyms::none(language), |_| true, lines.len());
        for hit in found.hits {
            let next = places.len();
            places.entry(AnswerId(hit.key.cast_signed())).or_insert(next);
        }
    }
    places
}

/// The words of a question that tell it from others, by their stems.
pub(super) fn telling(question: &str, language: Language) -> BTreeSet<String> {
    let words = catsup_model::search::words(question).into_iter();
    words.filter(|word| !is_stop_word(word, language)).map(|word| stem(&word, language)).collect()
}
