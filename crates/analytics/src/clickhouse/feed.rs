//! Hands responses over to the servers, and looks up what they hold.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use bytes::Bytes;
use futures_util::future::try_join_all;

use super::{
    Cluster, Error,
    client::Server,
    literal::numbers,
    record::{COLUMNS, Fact, Record},
    table::{Table, View},
};

/// Ids looked up at a time.
const LOOKED_UP: usize = 10_000;

/// Rows that change what is held into what should be.
#[derive(Debug, Default)]
pub struct Batch {
    rows: Vec<(Record, i8)>,
}

/// What is held, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that count, each of which adds a response or takes one off.
    pub rows: i64,
    /// The greatest batch that any row is of. One that the ledger never began says that it is older than the tables.
    pub greatest_batch: i64,
    /// Responses that count.
    pub responses: i64,
}

impl Tally {
    /// What two shards hold together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            greatest_batch: self.greatest_batch.max(other.greatest_batch),
            responses: self.responses + other.responses,
        }
    }
}

impl Batch {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> i64 {
        i64::try_from(self.rows.len()).expect("memory ends before")
    }

    /// Whether nothing is to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows for responses that are not held yet.
    pub fn of_new<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        Self { rows: facts.into_iter().map(|fact| (Record::from(fact), 1)).collect() }
    }
}

impl Cluster {
    /// The rows that make of what a view holds what these responses are now: `None` for one that no longer counts. No
    /// response after `greatest` is held yet.
    ///
    /// # Errors
    /// When a server does not answer.
    pub async fn difference(
        &self,
        view: &View,
        greatest: i64,
        changes: &[(i64, Option<Fact>)],
    ) -> Result<Batch, Error> {
        let known: BTreeSet<i64> = changes.iter().map(|(id, _)| *id).filter(|id| *id <= greatest).collect();
        let known: Vec<i64> = known.into_iter().collect();
        let mut held: HashMap<i64, Vec<Record>> = HashMap::new();
        for ids in known.chunks(LOOKED_UP) {
            for record in self.live(view, ids).await? {
                held.entry(record.response()).or_default().push(record);
            }
        }
        let mut rows = Vec::new();
        for (id, fact) in changes {
            let now = fact.as_ref().map(Record::from);
            let mut stays = false;
            for record in held.remove(id).unwrap_or_default() {
                // A record that is held twice by mistake is taken off once too few: the tally finds that.
                if !stays && now.as_ref() == Some(&record) {
                    stays = true;
                } else {
                    rows.push((record, -1));
                }
            }
            rows.extend(now.filter(|_| !stays).map(|record| (record, 1)));
        }
        Ok(Batch { rows })
    }

    /// Writes a batch. When this fails, some of its rows may be there: the batch must be given up.
    ///
    /// # Errors
    /// When a server does not take its rows.
    pub async fn insert(&self, table: &Table, batch: i64, rows: &Batch) -> Result<(), Error> {
        let number =
            u64::try_from(batch).map_err(|_| Error::Cluster(format!("batch {batch} has no number")))?;
        let writers = self.writers(table).await?;
        let mut parts: Vec<Vec<u8>> = vec![Vec::new(); writers.len()];
        for (record, sign) in &rows.rows {
            let place = record.response().rem_euclid(i64::try_from(parts.len()).unwrap_or(1));
            if let Some(part) = parts.get_mut(usize::try_from(place).unwrap_or(0)) {
                record.write(part, number, *sign);
            }
        }
        let sql = format!("INSERT INTO {} ({COLUMNS}, batch, sign) FORMAT RowBinary", self.table(table));
        let writes = writers.iter().zip(parts).filter(|(_, bytes)| !bytes.is_empty());
        let writes = writes.map(|(server, bytes)| {
            let written = server.insert(&sql, Bytes::from(bytes));
            async move { written.await.map_err(|error| (server, error)) }
        });
        if let Err((server, error)) = try_join_all(writes).await {
            // It is never offered to another replica under the same number: some of it may have arrived.
            self.note_refusal(server).await;
            return Err(error);
        }
        self.note_written(table, &writers, batch, rows.len()).await;
        Ok(())
    }

    /// Counts what one server holds.
    pub(super) async fn tally_of(&self, server: &Arc<Server>, view: &View) -> Result<Tally, Error> {
        let counts = view.condition();
        let sql = format!(
            "SELECT countIf({counts}), max(batch), sum(if({counts}, toInt64(sign), toInt64(0))) FROM {} \
             FORMAT TabSeparated",
            self.table(&view.table)
        );
        let answer = server.ask(&sql).await?;
        let line: Option<Vec<i64>> = str::from_utf8(&answer)
            .ok()
            .and_then(|line| line.trim_end().split('\t').map(|field| field.parse().ok()).collect());
        match line.as_deref() {
            Some(&[rows, greatest_batch, responses]) => Ok(Tally { rows, greatest_batch, responses }),
            _ => Err(self.not_understood("a tally")),
        }
    }

    async fn live(&self, view: &View, ids: &[i64]) -> Result<Vec<Record>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {} PREWHERE response IN {} AND {} GROUP BY {COLUMNS} HAVING sum(sign) > 0 \
             FORMAT RowBinary",
            self.table(&view.table),
            numbers(ids.iter().copied()),
            view.condition()
        );
        let mut records = Vec::new();
        for answer in self.gather(view, &sql).await? {
            records.extend(Record::read_all(&answer).ok_or_else(|| self.not_understood("rows"))?);
        }
        Ok(records)
    }
}
