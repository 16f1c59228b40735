//! The glossary: customers' terms and the agency's, confirmed by people and used by the search; and the agency's own bureaucratic words.

mod searches;
mod texts;

use catsup_language::{plain::Jargon, search::Synonyms};
use catsup_model::{
    Language, Permission, Viewer,
    glossary::{GlossaryTerm, JargonTerm, LONGEST_TERM, MOST_WORDS, TermSource, TermState},
    id::{GlossaryTermId, JargonTermId},
    search,
};
use serde_json::json;

pub use self::searches::{Gap, Opened, Searched, gaps, opened, searched};
pub(crate) use self::texts::{learn, learn_daily};
use crate::{App, Error, audit, fields::Fields};

const THE_TERM: Error = Error::NotFound("the term");

/// By how much the other term of a confirmed pair counts beside the one that was typed.
const CONFIRMED: f32 = 0.9;
/// The most plain words for a bureaucratic one.
const MOST_PLAIN: usize = 6;

/// A pair of terms as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermInput {
    /// The language of both.
    pub language: Language,
    /// What customers say.
    pub said: String,
    /// What the agency says.
    pub term: String,
}

/// A bureaucratic word as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JargonInput {
    /// Its language.
    pub language: Language,
    /// The word.
    pub term: String,
    /// What to say instead, the best first. With nothing, the built-in list no longer marks the word.
    pub plain: Vec<String>,
}

/// Every pair of terms, those met most often first. What fewer people wrote than the smallest cell is left out until somebody
/// decided on it.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<GlossaryTerm>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let fewest = texts::fewest_people(app);
    let mut terms = app.store().glossary_list().await?;
    terms.retain(|term| {
        let written = matches!(term.source, TermSource::Comment | TermSource::Case);
        !written || term.state != TermState::Suggested || term.support >= fewest
    });
    Ok(terms)
}

/// Adds a pair, confirmed. One that was suggested or refused is confirmed.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `said` or `term`.
pub async fn add(app: &App, viewer: &Viewer, input: &TermInput) -> Result<(), Error> {
    viewer.require(Permission::WriteAnswers)?;
    let mut fields = Fields::default();
    let said = read_term(&mut fields, "said", &input.said);
    let term = read_term(&mut fields, "term", &input.term);
    if fields.fit() && search::folded(&said) == search::folded(&term) {
        fields.refuse("term", "same", "must differ from what customers say");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let id = GlossaryTermId(app.next_id());
    let (language, state, source) = (input.language, TermState::Confirmed, TermSource::Staff);
    let new = GlossaryTerm { id, language, said, term, state, source, support: 0 };
    let mut transaction = app.store().begin().await?;
    transaction.glossary_put(&new).await?;
    transaction.library_grow().await?;
    let detail = json!({ "language": language, "said": new.said, "term": new.term });
    audit::record(app, &mut transaction, viewer, "glossary.add", &format!("term:{id}"), detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Confirms or refuses a pair.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn decide(app: &App, viewer: &Viewer, id: GlossaryTermId, state: TermState) -> Result<(), Error> {
    viewer.require(Permission::WriteAnswers)?;
    let mut transaction = app.store().begin().await?;
    if !transaction.glossary_decide(id, state).await? {
        return Err(THE_TERM);
    }
    transaction.library_grow().await?;
    let detail = json!({ "state": state.code() });
    audit::record(app, &mut transaction, viewer, "glossary.decide", &format!("term:{id}"), detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a pair. It may be suggested again; one that is refused is not.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn remove(app: &App, viewer: &Viewer, id: GlossaryTermId) -> Result<(), Error> {
    viewer.require(Permission::WriteAnswers)?;
    let mut transaction = app.store().begin().await?;
    if !transaction.glossary_delete(id).await? {
        return Err(THE_TERM);
    }
    transaction.library_grow().await?;
    audit::record(app, &mut transaction, viewer, "glossary.remove", &format!("term:{id}"), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The agency's bureaucratic words, by language and word.
///
/// # Errors
/// [`Error::Denied`].
pub async fn jargon_list(app: &App, viewer: &Viewer) -> Result<Vec<JargonTerm>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    Ok(app.store().jargon_list().await?)
}

/// Adds a bureaucratic word; the same word is replaced.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `term` or `plain`.
pub async fn jargon_add(app: &App, viewer: &Viewer, input: &JargonInput) -> Result<(), Error> {
    viewer.require(Permission::WriteAnswers)?;
    let mut fields = Fields::default();
    let term = read_term(&mut fields, "term", &input.term);
    let plain: Vec<String> = input
        .plain
        .iter()
        .map(|plain| fields.text("plain", plain, LONGEST_TERM))
        .filter(|plain| !plain.is_empty())
        .collect();
    if plain.len() > MOST_PLAIN {
        fields.refuse("plain", "too-many", format!("must be at most {MOST_PLAIN}"));
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let new = JargonTerm { id: JargonTermId(app.next_id()), language: input.language, term, plain };
    let mut transaction = app.store().begin().await?;
    transaction.jargon_put(&new).await?;
    let detail = json!({ "language": new.language, "term": new.term, "plain": new.plain });
    audit::record(app, &mut transaction, viewer, "jargon.add", &format!("jargon:{}", new.id), detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a bureaucratic word of the agency's own.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn jargon_remove(app: &App, viewer: &Viewer, id: JargonTermId) -> Result<(), Error> {
    viewer.require(Permission::WriteAnswers)?;
    let mut transaction = app.store().begin().await?;
    if !transaction.jargon_delete(id).await? {
        return Err(Error::NotFound("the word"));
    }
    audit::record(app, &mut transaction, viewer, "jargon.remove", &format!("jargon:{id}"), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The built-in list of a language with the agency's own words: what texts are reviewed against.
///
/// # Errors
/// When the store fails.
pub async fn jargon(app: &App, language: Language) -> Result<Jargon, Error> {
    let own = app.store().jargon_list().await?;
    let own = own.into_iter().filter(|term| term.language == language);
    Ok(own.fold(Jargon::built_in(language), |jargon, own| {
        let plain: Vec<&str> = own.plain.iter().map(String::as_str).collect();
        jargon.with(&own.term, &plain)
    }))
}

/// Confirmed pairs by language, as the search uses them.
pub(crate) async fn synonyms(app: &App) -> Result<Vec<(Language, Synonyms)>, Error> {
    let terms = app.store().glossary_list().await?;
    let confirmed = |language: Language| {
        let pairs =
            terms.iter().filter(|term| term.language == language && term.state == TermState::Confirmed);
        let pairs = pairs.map(|term| (term.said.as_str(), term.term.as_str(), CONFIRMED));
        (language, Synonyms::new(language, pairs))
    };
    Ok(Language::ALL.map(confirmed).into())
}

/// A term: words that the search can look for as one.
fn read_term(fields: &mut Fields, field: &'static str, text: &str) -> String {
    let text = fields.text(field, text, LONGEST_TERM);
    match search::words(&text).len() {
        0 => fields.refuse(field, "required", "must hold a word"),
        1..=MOST_WORDS => {}
        _ => fields.refuse(field, "too-many-words", format!("must be at most {MOST_WORDS} words")),
    }
    text
}
