//! Group commit: concurrent submissions share one commit.
//!
//! While one batch is being made durable, the next one gathers; each submission is answered only after the commit
//! that holds it has returned. One statement inserts all responses of a batch and one all their answers.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    id::ResponseId,
    interaction::Interaction,
    response::{NewResponse, Receipt},
};
use sqlx::{Any, AnyPool, Row as _};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use crate::{
    ChangeLog, Error, changes,
    dialect::Dialect,
    error::to_json,
    interactions::{Upserted, upsert_in_tx},
    screening::{self, NewScreening},
    search::{self, Derived, Reader},
    statement::statements,
};

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

type Reply<T> = oneshot::Sender<Result<T, Error>>;

/// What waits to be written.
enum Submission {
    Response(Box<NewResponse>, Option<NewScreening>, Reply<Receipt>),
    Interactions(Vec<Interaction>, Reply<Vec<Upserted>>),
}

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
    pub(crate) async fn submit(
        &self,
        response: NewResponse,
        screening: Option<NewScreening>,
    ) -> Result<Receipt, Error> {
        self.send(|reply| Submission::Response(Box::new(response), screening, reply)).await
    }

    /// Hands interactions over and waits until they are on disk.
    pub(crate) async fn interactions(&self, interactions: Vec<Interaction>) -> Result<Vec<Upserted>, Error> {
        self.send(|reply| Submission::Interactions(interactions, reply)).await
    }

    async fn send<T>(&self, submission: impl FnOnce(Reply<T>) -> Submission) -> Result<T, Error> {
        let sender = self.sender.upgrade().ok_or(Error::Closed)?;
        let (reply, answer) = oneshot::channel();
        sender.send(submission(reply)).await.map_err(|_| Error::Closed)?;
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
    let mut reader = Reader::default();
    while queue.recv_many(&mut batch, LARGEST_BATCH).await > 0 {
        let mut gathered = Gathered::default();
        batch.drain(..).for_each(|submission| gathered.take(submission));
        match write_batch(&pool, dialect, &mut reader, &gathered).await {
            Ok(written) => gathered.answer(written),
            Err(error) => gathered.fail(&error),
        }
    }
}

/// A batch, and who waits for each part of it.
#[derive(Default)]
struct Gathered {
    responses: Vec<NewResponse>,
    screenings: Vec<Option<NewScreening>>,
    replies: Vec<Reply<Receipt>>,
    interactions: Vec<Interaction>,
    /// How many of the interactions each submission brought.
    shares: Vec<(usize, Reply<Vec<Upserted>>)>,
}

impl Gathered {
    fn take(&mut self, submission: Submission) {
        match submission {
            Submission::Response(response, screening, reply) => {
                self.responses.push(*response);
                self.screenings.push(screening);
                self.replies.push(reply);
            }
            Submission::Interactions(interactions, reply) => {
                self.shares.push((interactions.len(), reply));
                self.interactions.extend(interactions);
            }
        }
    }

    /// A sender that has gone away (its connection broke) no longer waits for the answer.
    fn answer(self, (receipts, mut upserted): (Vec<Receipt>, Vec<Upserted>)) {
        for (reply, receipt) in self.replies.into_iter().zip(receipts) {
            let _ = reply.send(Ok(receipt));
        }
        for (share, reply) in self.shares {
            let rest = upserted.split_off(share);
            let _ = reply.send(Ok(std::mem::replace(&mut upserted, rest)));
        }
    }

    fn fail(self, error: &Error) {
        let submissions = self.replies.len() + self.shares.len();
        tracing::error!(%error, submissions, "a batch could not be written");
        let message = error.to_string();
        let failure = || Error::Database(sqlx::Error::Protocol(message.clone()));
        for reply in self.replies {
            let _ = reply.send(Err(failure()));
        }
        for (_, reply) in self.shares {
            let _ = reply.send(Err(failure()));
        }
    }
}

async fn write_batch(
    pool: &AnyPool,
    dialect: Dialect,
    reader: &mut Reader,
    gathered: &Gathered,
) -> Result<(Vec<Receipt>, Vec<Upserted>), Error> {
    let mut transaction = match dialect {
        Dialect::Sqlite => pool.begin_with("BEGIN IMMEDIATE").await?,
        Dialect::Postgres => pool.begin().await?,
    };
    let receipts = write_responses(&mut transaction, dialect, reader, gathered).await?;
    let upserted = upsert_in_tx(&mut transaction, dialect, &gathered.interactions).await?;
    transaction.commit().await?;
    Ok((receipts, upserted))
}

async fn write_responses(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    reader: &mut Reader,
    gathered: &Gathered,
) -> Result<Vec<Receipt>, Error> {
    if gathered.responses.is_empty() {
        return Ok(Vec::new());
    }
    let mut receipts = insert_in_tx(transaction, dialect, reader, &gathered.responses).await?;
    let fresh = gathered.screenings.iter().zip(&receipts);
    let fresh = fresh.filter(|(_, receipt)| matches!(receipt, Receipt::Stored(_)));
    let fresh: Vec<&NewScreening> = fresh.filter_map(|(screening, _)| screening.as_ref()).collect();
    let twins = screening::record_in_tx(transaction, dialect, &fresh).await?;
    for receipt in &mut receipts {
        if let Receipt::Stored(id) = receipt
            && let Some(first) = twins.get(id)
        {
            *receipt = Receipt::Repeated(*first);
        }
    }
    Ok(receipts)
}

/// Inserts responses that are new and says of each what became of it.
pub(crate) async fn insert_in_tx(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    reader: &mut Reader,
    responses: &[NewResponse],
) -> Result<Vec<Receipt>, Error> {
    let derived = reader.derive(&mut *transaction, dialect, responses).await?;
    sqlx::query(RESPONSE_INSERT_BATCH.sql(dialect))
        .bind(response_rows(responses, &derived))
        .execute(&mut **transaction)
        .await?;
    let stored = stored_under_keys(transaction, dialect, responses).await?;
    let receipts: Vec<Receipt> = responses.iter().map(|response| receipt(response, &stored)).collect();
    let fresh = responses.iter().zip(&receipts).filter(|(_, receipt)| matches!(receipt, Receipt::Stored(_)));
    let answers = answer_rows(fresh.map(|(response, _)| response));
    sqlx::query(ANSWER_INSERT_BATCH.sql(dialect)).bind(answers).execute(&mut **transaction).await?;
    let fresh = receipts.iter().filter_map(|receipt| match receipt {
        Receipt::Stored(id) => Some(id.0),
        Receipt::Repeated(_) | Receipt::Conflict(_) => None,
    });
    let fresh = fresh.collect::<Vec<_>>();
    changes::note_in_tx(&mut *transaction, dialect, ChangeLog::Responses, &fresh).await?;
    let stored = responses.iter().zip(&derived).zip(&receipts);
    let documents = stored
        .filter(|(_, receipt)| matches!(receipt, Receipt::Stored(_)))
        .map(|((response, derived), _)| (response.id, derived));
    search::put(&mut *transaction, dialect, documents).await?;
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

pub(crate) fn response_rows(responses: &[NewResponse], derived: &[Derived]) -> String {
    let rows: Vec<_> = responses
        .iter()
        .zip(derived)
        .map(|(one, derived)| {
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
            let found = (derived.score, i64::from(derived.commented));
            let customer = one.customer.map(|customer| customer.0);
            (place, how, when, &one.submission_key, one.fingerprint, segments(&one.segments), found, customer)
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
