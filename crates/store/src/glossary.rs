//! The glossary and the agency's bureaucratic words.

use catsup_model::{
    Language,
    glossary::{GlossaryTerm, JargonTerm, TermState},
    id::{GlossaryTermId, JargonTermId},
    search,
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, parsed, to_json},
    statement::statements,
};

statements! {
    TERM_LIST = "SELECT id, language, said, term, state, source, support FROM glossary_term
        ORDER BY support DESC, said_key, id";
    TERM_PUT = "INSERT INTO glossary_term (id, language, said, term, said_key, term_key, state, source, support)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (language, said_key, term_key) DO UPDATE SET state = excluded.state, source = excluded.source";
    TERM_SUGGEST = "INSERT INTO glossary_term (id, language, said, term, said_key, term_key, state, source, support)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (language, said_key, term_key) DO UPDATE SET support = glossary_term.support + excluded.support";
    // What somebody decided on stays as it is, and so does what searches taught.
    TERM_LEARN = "INSERT INTO glossary_term (id, language, said, term, said_key, term_key, state, source, support)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (language, said_key, term_key) DO UPDATE SET source = excluded.source, support = excluded.support
        WHERE glossary_term.state = 'suggested' AND glossary_term.source IN ('comment', 'case')";
    TERM_DECIDE = "UPDATE glossary_term SET state = $2 WHERE id = $1";
    TERM_DELETE = "DELETE FROM glossary_term WHERE id = $1";
    JARGON_LIST = "SELECT id, language, term, plain FROM jargon_term ORDER BY language, term_key";
    JARGON_PUT = "INSERT INTO jargon_term (id, language, term, term_key, plain) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (language, term_key) DO UPDATE SET term = excluded.term, plain = excluded.plain";
    JARGON_DELETE = "DELETE FROM jargon_term WHERE id = $1";
}

impl Store {
    /// Every pair of terms, those met most often first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_list(&self) -> Result<Vec<GlossaryTerm>, Error> {
        self.query(&TERM_LIST).fetch_all(&self.read).await?.iter().map(term).collect()
    }

    /// The agency's bureaucratic words, by language and word.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jargon_list(&self) -> Result<Vec<JargonTerm>, Error> {
        self.query(&JARGON_LIST).fetch_all(&self.read).await?.iter().map(jargon).collect()
    }
}

impl Transaction {
    /// Adds a pair; one that is there takes on state and source.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_put(&mut self, new: &GlossaryTerm) -> Result<(), Error> {
        bound(self.query(&TERM_PUT), new).execute(self.connection()).await?;
        Ok(())
    }

    /// Adds a pair; one that is there, in whatever state, was met so many times more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_suggest(&mut self, new: &GlossaryTerm) -> Result<(), Error> {
        bound(self.query(&TERM_SUGGEST), new).execute(self.connection()).await?;
        Ok(())
    }

    /// Suggests a pair that was learnt from what people wrote, by so many of them; one that is there takes on the new figure while it
    /// waits to be decided on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_learn(&mut self, new: &GlossaryTerm) -> Result<(), Error> {
        bound(self.query(&TERM_LEARN), new).execute(self.connection()).await?;
        Ok(())
    }

    /// Decides on a pair. Whether there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_decide(&mut self, id: GlossaryTermId, state: TermState) -> Result<bool, Error> {
        let query = self.query(&TERM_DECIDE).bind(id.0).bind(state.code());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Removes a pair. Whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn glossary_delete(&mut self, id: GlossaryTermId) -> Result<bool, Error> {
        let query = self.query(&TERM_DELETE).bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Adds a bureaucratic word; one that is there is replaced.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jargon_put(&mut self, new: &JargonTerm) -> Result<(), Error> {
        let query = self.query(&JARGON_PUT).bind(new.id.0).bind(new.language.code()).bind(&new.term);
        let query = query.bind(search::folded(&new.term)).bind(to_json(&new.plain));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Removes a bureaucratic word. Whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jargon_delete(&mut self, id: JargonTermId) -> Result<bool, Error> {
        let query = self.query(&JARGON_DELETE).bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

fn bound<'a>(query: Query<'a>, term: &'a GlossaryTerm) -> Query<'a> {
    query
        .bind(term.id.0)
        .bind(term.language.code())
        .bind(&term.said)
        .bind(&term.term)
        .bind(search::folded(&term.said))
        .bind(search::folded(&term.term))
        .bind(term.state.code())
        .bind(term.source.code())
        .bind(i64::try_from(term.support).unwrap_or(i64::MAX))
}

fn term(row: &AnyRow) -> Result<GlossaryTerm, Error> {
    Ok(GlossaryTerm {
        id: GlossaryTermId(row.try_get(0)?),
        language: language(row, 1)?,
        said: row.try_get(2)?,
        term: row.try_get(3)?,
        state: parsed("state of a term", &row.try_get::<String, _>(4)?)?,
        source: parsed("source of a term", &row.try_get::<String, _>(5)?)?,
        support: u64::try_from(row.try_get::<i64, _>(6)?).unwrap_or_default(),
    })
}

fn jargon(row: &AnyRow) -> Result<JargonTerm, Error> {
    Ok(JargonTerm {
        id: JargonTermId(row.try_get(0)?),
        language: language(row, 1)?,
        term: row.try_get(2)?,
        plain: from_json("plain words", &row.try_get::<String, _>(3)?)?,
    })
}

pub(crate) fn language(row: &AnyRow, index: usize) -> Result<Language, Error> {
    parsed("language", &row.try_get::<String, _>(index)?)
}
