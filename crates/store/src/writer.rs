//! Group commit: concurrent submissions share one commit.
//!
//! While one batch is being made durable, the next one gathers; each submission is answered only after the commit
//! that holds it has returned. One statement inserts all responses of a batch and one all their answers.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    id::ResponseId,
    response::{NewResponse, Receipt},
};
use sqlx::{Any, AnyPool, Row as _};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use crate::{Error, dialect::Dialect, error::to_json, statement::statements};

statements! {
    RESPONSE_INSERT_BATCH = include_str!("sql/response_insert_batch.sql");
    RESPONSE_OF_KEYS = "SELECT submission_key, id, fingerprint FROM response
        WHERE submission_key IN (SELECT value ->> 0 FROM {rows:$1})";
    ANSWER_INSERT_BATCH = "INSERT INTO answer (response_id, question, value, wording_id, text)
        SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), value ->> 4
        FROM {rows:$1}";
}

/// The most submissions one commit takes: bounds the wait of the first and the memory of a batch.
const LARGEST_BATCH: usize = 512;
/// Submissions that may wait before senders are slowed down.
const QUEUE: usize = 4096;

type Submission = (NewResponse, oneshot::Sender<Result<Receipt, Error>>);

/// The task that writes submissions.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Submission>>>,
    sender: mpsc::WeakSender<Submission>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(crate) fn start(pool: AnyPool, dialect: Dialect) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let weak = sender.downgrade();
        let task = tokio::spawn(write_batches(pool, dialect, receiver));
        Self { queue: Mutex::new(Some(sender)), sender: weak, task: Mutex::new(Some(task)) }
    }

    /// Hands one submission over and waits until it is on disk.
    pub(crate) async fn submit(&self, response: NewResponse) -> Result<Receipt, Error> {
        let sender = self.sender.upgrade().ok_or(Error::Closed)?;
        let (reply, answer) = oneshot::channel();
        sender.send((response, reply)).await.map_err(|_| Error::Closed)?;
        drop(sender);
        answer.await.map_err(|_| Error::Closed)?
    }

    /// Takes nothing more and waits until what was taken is on disk.
    pub(crate) async fn finish(&self) {
        self.queue.lock().await.take();
        if let Some(task) = self.task.lock().await.take() {
            // The task ends by itself once the queue is empty; a panic in it was answered as an error already.
            let _ = task.await;
        }
    }
}

async fn write_batches(pool: AnyPool, dialect: Dialect, mut queue: mpsc::Receiver<Submission>) {
    let mut batch = Vec::with_capacity(LARGEST_BATCH);
    while queue.recv_many(&mut batch, LARGEST_BATCH).await > 0 {
        let (responses, replies): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
        match write_batch(&pool, dialect, &responses).await {
            Ok(receipts) => {
                for (reply, receipt) in replies.into_iter().zip(receipts) {
                    // A sender that has gone away (its connection broke) no longer waits for the answer.
                    let _ = reply.send(Ok(receipt));
                }
            }
            Err(error) => {
                tracing::error!(%error, submissions = replies.len(), "a batch could not be written");
                let message = error.to_string();
                for reply in replies {
                    let _ = reply.send(Err(Error::Database(sqlx::Error::Protocol(message.clone()))));
                }
            }
        }
    }
}

async fn write_batch(
    pool: &AnyPool,
    dialect: Dialect,
    responses: &[NewResponse],
) -> Result<Vec<Receipt>, Error> {
    let mut transaction = match dialect {
        Dialect::Sqlite => pool.begin_with("BEGIN IMMEDIATE").await?,
        Dialect::Postgres => pool.begin().await?,
    };
    let receipts = insert_in_tx(&mut transaction, dialect, responses).await?;
    transaction.commit().await?;
    Ok(receipts)
}

/// Inserts responses that are new and says of each what became of it.
pub(crate) async fn insert_in_tx(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    responses: &[NewResponse],
) -> Result<Vec<Receipt>, Error> {
    sqlx::query(RESPONSE_INSERT_BATCH.sql(dialect))
        .bind(response_rows(responses))
        .execute(&mut **transaction)
        .await?;
    let stored = stored_under_keys(transaction, dialect, responses).await?;
    let receipts: Vec<Receipt> = responses.iter().map(|response| receipt(response, &stored)).collect();
    let fresh = responses.iter().zip(&receipts).filter(|(_, receipt)| matches!(receipt, Receipt::Stored(_)));
    let answers = answer_rows(fresh.map(|(response, _)| response));
    sqlx::query(ANSWER_INSERT_BATCH.sql(dialect)).bind(answers).execute(&mut **transaction).await?;
    Ok(receipts)
}

fn receipt(response: &NewResponse, stored: &HashMap<String, (i64, i64)>) -> Receipt {
    let under_key = response.submission_key.as_ref().and_then(|key| stored.get(key));
    match under_key {
        Some((id, _)) if *id == response.id.0 => Receipt::Stored(response.id),
        Some((id, fingerprint)) if *fingerprint == response.fingerprint => Receipt::Repeated(ResponseId(*id)),
        Some((id, _)) => Receipt::Conflict(ResponseId(*id)),
        None => Receipt::Stored(response.id),
    }
}

async fn stored_under_keys(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    responses: &[NewResponse],
) -> Result<HashMap<String, (i64, i64)>, Error> {
    let keys: Vec<[&str; 1]> =
        responses.iter().filter_map(|response| response.submission_key.as_deref()).map(|key| [key]).collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        sqlx::query(RESPONSE_OF_KEYS.sql(dialect)).bind(to_json(&keys)).fetch_all(&mut **transaction).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?)))).collect()
}

pub(crate) fn response_rows(responses: &[NewResponse]) -> String {
    let rows: Vec<_> = responses
        .iter()
        .map(|one| {
            let place = (
                one.id.0,
                one.survey.0,
                one.version.0,
                one.service.0,
                one.touchpoint.map(|touchpoint| touchpoint.0),
                one.entered_by.map(|account| account.0),
            );
            let how = (
                one.channel.code(),
                one.language.code(),
                &one.device,
                one.state.code(),
                one.source.code(),
                &one.page,
                &one.campaign,
            );
            let when = (one.occurred_at.as_microsecond(), one.received_at.as_microsecond());
            (place, how, when, &one.submission_key, one.fingerprint, segments(&one.segments))
        })
        .collect();
    to_json(&rows)
}

fn segments(segments: &BTreeMap<String, String>) -> String {
    to_json(segments)
}

pub(crate) fn answer_rows<'a>(responses: impl Iterator<Item = &'a NewResponse>) -> String {
    let rows: Vec<_> = responses
        .flat_map(|response| {
            response.answers.iter().map(|answer| {
                let wording = answer.wording.map(|wording| wording.0);
                (response.id.0, &answer.question, answer.value, wording, &answer.text)
            })
        })
        .collect();
    to_json(&rows)
}
