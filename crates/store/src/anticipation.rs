//! What people come back for next, and what staff decided about it.

use catsup_model::{
    anticipation::{Choice, NextNeed},
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
        "SELECT need, need_name, next, next_name, window_days, cut, contacts, followed, figures, taken_at FROM next_need "
    };
}
macro_rules! choice {
    () => {
        "SELECT need, next, decision, wording, answer_id, why, decided_by, decided_at FROM anticipation_choice "
    };
}

statements! {
    NEXT_NEED_LIST = concat!(next_need!(), "WHERE cut = $1 AND window_days = $2 ORDER BY need, followed DESC, next");
    NEXT_NEED_OF = concat!(
        next_need!(), "WHERE cut IN (SELECT value ->> 0 FROM {rows:$1}) AND window_days = $2
            AND need IN (SELECT value ->> 0 FROM {rows:$3}) ORDER BY need, followed DESC, next"
    );
    NEXT_NEED_CUTS = "SELECT DISTINCT cut FROM next_need ORDER BY cut";
    NEXT_NEED_TAKEN = "SELECT MAX(taken_at) FROM next_need";
    NEXT_NEED_CLEAR = "DELETE FROM next_need";
    NEXT_NEED_PUT = "INSERT INTO next_need (need, need_name, next, next_name, window_days, cut, contacts, followed, figures, taken_at)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, CAST(value ->> 4 AS BIGINT), value ->> 5,
            CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT), value ->> 8, CAST(value ->> 9 AS BIGINT)
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
        query.fetch_all(&self.read).await?.iter().map(next_need).collect()
    }

    /// What people with one of these needs come back for, in any of these cuts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_needs_of(
        &self,
        needs: &[String],
        cuts: &[String],
        window_days: u16,
    ) -> Result<Vec<NextNeed>, Error> {
        let query = self.query(&NEXT_NEED_OF).bind(to_json(&cuts)).bind(i64::from(window_days));
        query.bind(to_json(&needs)).fetch_all(&self.read).await?.iter().map(next_need).collect()
    }

    /// The cuts there are figures for; the empty one stands for all contacts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_need_cuts(&self) -> Result<Vec<String>, Error> {
        let rows = self.query(&NEXT_NEED_CUTS).fetch_all(&self.read).await?;
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
        let query = self.query(&CHOICE_OF).bind(to_json(&needs));
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
