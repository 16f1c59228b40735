//! What people come back for next, and what staff decided about it.

use catsup_model::{
    anticipation::{Choice, MiningSource, NextNeed},
    id::{AccountId, AnswerId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

macro_rules! next_need {
    () => {
        "SELECT need, need_name, next, next_name, window_days, cut, contacts, followed, figures, taken_at, source
            FROM next_need "
    };
}
macro_rules! choice {
    () => {
        "SELECT need, next, decision, wording, answer_id, why, decided_by, decided_at FROM anticipation_choice "
    };
}

statements! {
    NEXT_NEED_LIST = concat!(next_need!(), "WHERE cut = $1 AND window_days = $2 AND source = $3 ORDER BY need, followed DESC, next");
    NEXT_NEED_OF = concat!(
        next_need!(), "WHERE cut IN (SELECT value ->> 0 FROM {rows:$1}) AND window_days = $2
            AND need IN (SELECT value ->> 0 FROM {rows:$3}) AND source = $4 ORDER BY need, followed DESC, next"
    );
    NEXT_NEED_CUTS = "SELECT DISTINCT cut FROM next_need WHERE source = $1 ORDER BY cut";
    NEXT_NEED_TAKEN = "SELECT MAX(taken_at) FROM next_need";
    NEXT_NEED_CLEAR = "DELETE FROM next_need";
    NEXT_NEED_PUT = "INSERT INTO next_need (need, need_name, next, next_name, window_days, cut, contacts, followed, figures, taken_at,
            source)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, CAST(value ->> 4 AS BIGINT), value ->> 5,
            CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT), value ->> 8, CAST(value ->> 9 AS BIGINT),
            value ->> 10
        FROM {rows:$1}";
    CHOICE_LIST = concat!(choice!(), "ORDER BY need, next");
    CHOICE_OF = concat!(choice!(), "WHERE need IN (SELECT value ->> 0 FROM {rows:$1}) ORDER BY need, next");
    CHOICE_PUT = "INSERT INTO anticipation_choice (need, next, decision, wording, answer_id, why, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), $6, CAST($7 AS BIGINT), $8)
        ON CONFLICT (need, next) DO UPDATE SET decision = excluded.decision, wording = excluded.wording,
            answer_id = excluded.answer_id, why = excluded.why, decided_by = excluded.decided_by,
            decided_at = excluded.decided_at";
    CHOICE_DELETE = "DELETE FROM anticipation_choice WHERE need = $1 AND next = $2";
}

/// Rows written by one statement.
const BATCH: usize = 1_000;

/// Which next needs are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextNeedFilter {
    /// What they were worked out from.
    pub source: MiningSource,
    /// Empty for those of all contacts, else as `channel:phone`.
    pub cut: String,
    /// The window in days.
    pub window_days: u16,
}

impl Store {
    /// What people come back for, by need, and for each what is met most often first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_need_list(&self, filter: &NextNeedFilter) -> Result<Vec<NextNeed>, Error> {
        let query = self.query(&NEXT_NEED_LIST).bind(filter.cut.clone()).bind(i64::from(filter.window_days));
        let query = query.bind(filter.source.code());
        query.fetch_all(&self.read).await?.iter().map(next_need).collect()
    }

    /// What people with one of these needs come back for, in any of these cuts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_needs_of(
        &self,
        source: MiningSource,
        needs: &[String],
        cuts: &[String],
        window_days: u16,
    ) -> Result<Vec<NextNeed>, Error> {
        let query = self.query(&NEXT_NEED_OF).bind(listed(cuts)).bind(i64::from(window_days));
        let query = query.bind(listed(needs)).bind(source.code());
        query.fetch_all(&self.read).await?.iter().map(next_need).collect()
    }

    /// The cuts there are figures for; the empty one stands for all contacts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_need_cuts(&self, source: MiningSource) -> Result<Vec<String>, Error> {
        let rows = self.query(&NEXT_NEED_CUTS).bind(source.code()).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// When the figures were worked out; `None` while there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_needs_taken(&self) -> Result<Option<Timestamp>, Error> {
        let row = self.query(&NEXT_NEED_TAKEN).fetch_one(&self.read).await?;
        row.try_get::<Option<i64>, _>(0)?.map(instant).transpose()
    }

    /// Everything that staff decided, by need.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn anticipation_choices(&self) -> Result<Vec<Choice>, Error> {
        self.query(&CHOICE_LIST).fetch_all(&self.read).await?.iter().map(choice).collect()
    }

    /// What staff decided about what comes behind these needs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn anticipation_choices_of(&self, needs: &[String]) -> Result<Vec<Choice>, Error> {
        let query = self.query(&CHOICE_OF).bind(listed(needs));
        query.fetch_all(&self.read).await?.iter().map(choice).collect()
    }
}

impl Transaction {
    /// Replaces everything known of what people come back for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_needs_replace(&mut self, found: &[NextNeed]) -> Result<(), Error> {
        self.query(&NEXT_NEED_CLEAR).execute(self.connection()).await?;
        for batch in found.chunks(BATCH) {
            let rows: Vec<_> = batch.iter().map(row).collect();
            self.query(&NEXT_NEED_PUT).bind(to_json(&rows)).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Keeps what staff decided about a pair; what they decided before is replaced.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn anticipation_choice_put(&mut self, choice: &Choice) -> Result<(), Error> {
        let query = self.query(&CHOICE_PUT).bind(choice.need.clone()).bind(choice.next.clone());
        let query = query.bind(choice.decision.code()).bind(to_json(&choice.wording));
        let query = query.bind(choice.answer.map(|id| id.0)).bind(choice.why.clone());
        let query = query.bind(choice.by.map(|id| id.0)).bind(choice.at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets what staff decided about a pair; returns whether they had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn anticipation_choice_delete(&mut self, need: &str, next: &str) -> Result<bool, Error> {
        let query = self.query(&CHOICE_DELETE).bind(need.to_owned()).bind(next.to_owned());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

/// Texts as rows: each in a list of its own, as `value ->> 0` reads it.
fn listed(texts: &[String]) -> String {
    let rows: Vec<[&String; 1]> = texts.iter().map(|text| [text]).collect();
    to_json(&rows)
}

fn row(one: &NextNeed) -> serde_json::Value {
    let figures = to_json(&[
        one.base,
        one.lift,
        one.low,
        one.high,
        one.median_seconds,
        one.p_value,
        one.adjusted_p_value,
    ]);
    serde_json::json!([
        one.need,
        one.need_name,
        one.next,
        one.next_name,
        one.window_days,
        one.cut,
        one.contacts,
        one.followed,
        figures,
        one.taken_at.as_microsecond(),
        one.source.code(),
    ])
}

fn next_need(row: &AnyRow) -> Result<NextNeed, Error> {
    let count = |index: usize| -> Result<u64, Error> {
        Ok(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default())
    };
    let [base, lift, low, high, median_seconds, p_value, adjusted_p_value] =
        from_json("figures of a next need", &row.try_get::<String, _>(8)?)?;
    let window: i64 = row.try_get(4)?;
    Ok(NextNeed {
        source: parsed("source of figures", &row.try_get::<String, _>(10)?)?,
        need: row.try_get(0)?,
        need_name: row.try_get(1)?,
        next: row.try_get(2)?,
        next_name: row.try_get(3)?,
        window_days: u16::try_from(window).map_err(|_| Error::corrupt("window", window.to_string()))?,
        cut: row.try_get(5)?,
        contacts: count(6)?,
        followed: count(7)?,
        base,
        lift,
        low,
        high,
        median_seconds,
        p_value,
        adjusted_p_value,
        taken_at: instant(row.try_get(9)?)?,
    })
}

fn choice(row: &AnyRow) -> Result<Choice, Error> {
    Ok(Choice {
        need: row.try_get(0)?,
        next: row.try_get(1)?,
        decision: parsed("decision", &row.try_get::<String, _>(2)?)?,
        wording: from_json("wording of a next need", &row.try_get::<String, _>(3)?)?,
        answer: row.try_get::<Option<i64>, _>(4)?.map(AnswerId),
        why: row.try_get(5)?,
        by: row.try_get::<Option<i64>, _>(6)?.map(AccountId),
        at: instant(row.try_get(7)?)?,
    })
}
