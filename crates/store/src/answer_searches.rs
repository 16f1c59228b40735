//! What was searched for in the library, counted by day; nothing of who searched.

use catsup_model::{Language, id::AnswerId, library::Audience};
use jiff::civil::Date;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::parsed, glossary::language, statement::statements};

statements! {
    SEARCH_COUNT = "INSERT INTO answer_search (day, language, audience, words, asked, in_vain, opened)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (day, language, audience, words) DO UPDATE SET asked = answer_search.asked + excluded.asked,
            in_vain = answer_search.in_vain + excluded.in_vain, opened = answer_search.opened + excluded.opened";
    SEARCH_OPENED = "INSERT INTO answer_search_opened (day, language, words, answer_id, times)
        VALUES ($1, $2, $3, $4, 1)
        ON CONFLICT (day, language, words, answer_id) DO UPDATE SET times = answer_search_opened.times + 1";
    // What staff search for stands apart from what everyone else does.
    SEARCH_SUMS = "SELECT language, words, CAST(SUM(asked) AS BIGINT), CAST(SUM(in_vain) AS BIGINT),
            CAST(SUM(opened) AS BIGINT), CASE WHEN audience = 'staff' THEN 'staff' ELSE 'public' END
        FROM answer_search WHERE day >= $1
        GROUP BY language, words, CASE WHEN audience = 'staff' THEN 'staff' ELSE 'public' END
        ORDER BY SUM(asked) DESC, language, words, CASE WHEN audience = 'staff' THEN 'staff' ELSE 'public' END
        LIMIT CAST($2 AS BIGINT)";
    SEARCH_FORGET = "DELETE FROM answer_search WHERE day < $1";
    SEARCH_FORGET_OPENED = "DELETE FROM answer_search_opened WHERE day < $1";
}

/// How often words were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchSum {
    /// What kind of reader searched. Of sums, staff or everyone else.
    pub audience: Audience,
    /// The language searched in.
    pub language: Language,
    /// The words, folded.
    pub words: String,
    /// How often.
    pub asked: u64,
    /// How often nothing was found.
    pub in_vain: u64,
    /// How often an answer was opened.
    pub opened: u64,
}

impl Store {
    /// What was searched for since a day, the most frequent first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_search_sums(&self, since: Date, most: u32) -> Result<Vec<SearchSum>, Error> {
        let rows = self.query(&SEARCH_SUMS).bind(since.to_string()).bind(i64::from(most));
        let rows = rows.fetch_all(&self.read).await?;
        let sum = |row: &sqlx::any::AnyRow| {
            let count =
                |index| Ok::<u64, Error>(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default());
            Ok(SearchSum {
                audience: parsed("audience", &row.try_get::<String, _>(5)?)?,
                language: language(row, 0)?,
                words: row.try_get(1)?,
                asked: count(2)?,
                in_vain: count(3)?,
                opened: count(4)?,
            })
        };
        rows.iter().map(sum).collect()
    }
}

impl Transaction {
    /// Counts a search, and whether it found nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_search_count(&mut self, day: Date, sum: &SearchSum) -> Result<(), Error> {
        let query = self.query(&SEARCH_COUNT).bind(day.to_string()).bind(sum.language.code());
        let query = query.bind(sum.audience.code()).bind(&sum.words);
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let query = query.bind(count(sum.asked)).bind(count(sum.in_vain)).bind(count(sum.opened));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Counts that an answer was opened from a search.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_search_opened(
        &mut self,
        day: Date,
        language: Language,
        words: &str,
        answer: AnswerId,
    ) -> Result<(), Error> {
        let query = self.query(&SEARCH_OPENED).bind(day.to_string()).bind(language.code());
        query.bind(words).bind(answer.0).execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets what was searched for before a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_search_forget(&mut self, before: Date) -> Result<(), Error> {
        for statement in [&SEARCH_FORGET, &SEARCH_FORGET_OPENED] {
            self.query(statement).bind(before.to_string()).execute(self.connection()).await?;
        }
        Ok(())
    }
}
